"""Telegram over real HTTP and the real library: buttons, taps, repeats, blocked bots, every body survived."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from bot.messages import Choice, Reply, Said
from handlers.channels.telegram import Telegram
from handlers.phone.carrier import TelegramUser
from store import clock
from store.models import Contact, InboundMessage, OutboxMessage, Patient, Question
from tests.handlers.conftest import CHAT, SECRET, STAFF_CHAT, Script, Town

HOUR = dt.timedelta(hours=1)


def ask(contact: Contact, *labels: str, closes: tuple[int, ...] = ()) -> Reply:
    """A reply with a question and its buttons."""
    now = clock.now()
    choices = [{"label": label, "value": label} for label in labels]
    question = Question.create(
        contact=contact, kind="step", choices=choices, asked_at=now, expires_at=now + HOUR
    )  # fmt: skip
    return Reply("Which doctor?", tuple(Choice(label) for label in labels), question.id, closes=list(closes))


def update(town: Town, body: Any, secret: str = SECRET) -> requests.Response:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
    return requests.post(f"{town.url}/telegram", data=data, headers=headers, timeout=60)


def test_a_message_is_answered_through_the_bot_api_and_recorded(town: Town) -> None:
    assert town.carrier.telegram_text(CHAT, "hello").messages == ["You said: hello"]
    [sent] = OutboxMessage.select()
    assert (sent.kind, sent.state, sent.attempts) == ("reply", "sent", 1)
    assert sent.provider_id == town.carrier.sent(to=CHAT)[0].sid
    assert Contact.get().address == str(CHAT)


def test_a_command_is_its_word_and_start_brings_its_token(town: Town, script: Script) -> None:
    for text in ("/book dr lee", "/book@frontdesk_demo_bot", "/start", "/start aB_9-", "/start two words"):
        town.carrier.telegram_text(CHAT, text)
    assert [(said.text, said.start_token) for said in script.heard] == [
        ("book dr lee", ""), ("book", ""), ("start", ""), ("start", "aB_9-"), ("start", ""),
    ]  # fmt: skip


def test_choices_are_buttons_and_a_tap_is_written_in_their_place(town: Town, script: Script) -> None:
    script.says = lambda contact, said, now: [ask(contact, "Dr. Lee", "Dr. Chow")]
    [bubble] = town.carrier.telegram_text(CHAT, "book").bubbles
    question = Question.get()
    assert [[key.text for key in row] for row in bubble.buttons] == [["Dr. Lee", "Dr. Chow"]]
    assert question.provider_message_id == bubble.sid

    script.says = lambda contact, said, now: [Reply("Booked.", toast="Thank you")]
    answer = town.carrier.telegram_tap(CHAT, int(bubble.sid), f"q{question.id}:2")
    heard = script.heard[-1]
    assert (heard.question_id, heard.choice, heard.tapped_message_id) == (question.id, 2, bubble.sid)
    assert answer.messages == ["Booked."]
    assert [each.text for each in answer.bubbles if each.author == "notice"] == ["Thank you"]
    tapped = next(each for each in town.carrier.thread(CHAT) if each.sid == bubble.sid)
    assert (tapped.text, tapped.buttons) == ("Which doctor?\n\u2714 Dr. Chow", ())


def test_a_stale_tap_is_answered_and_a_second_one_changes_nothing(town: Town, script: Script) -> None:
    script.says = lambda contact, said, now: [ask(contact, "Yes", "No")]
    [bubble] = town.carrier.telegram_text(CHAT, "book").bubbles
    script.says = lambda contact, said, now: [Reply("", toast="That question is closed")]
    for _ in range(2):
        answer = town.carrier.telegram_tap(CHAT, int(bubble.sid), f"q{Question.get().id}:1")
        assert (answer.status, answer.messages) == (200, [])
        assert [each.text for each in answer.bubbles] == ["That question is closed"]
    gone = town.carrier.telegram_tap(CHAT, 1, f"q{Question.get().id}:1")
    assert gone.status == 200


def test_a_closed_questions_buttons_are_taken_away(town: Town, script: Script) -> None:
    script.says = lambda contact, said, now: [ask(contact, "Yes", "No")]
    [bubble] = town.carrier.telegram_text(CHAT, "book").bubbles
    first = Question.get().id
    script.says = lambda contact, said, now: [ask(contact, "Lee", "Chow", closes=(first,))]
    town.carrier.telegram_text(CHAT, "no, start over")
    old = next(each for each in town.carrier.thread(CHAT) if each.sid == bubble.sid)
    assert (old.text, old.buttons) == ("Which doctor?", ())


def test_five_deliveries_of_one_update_have_one_effect(town: Town, script: Script) -> None:
    number = town.carrier.telegram.new_update_id()
    with ThreadPoolExecutor(5) as five:
        list(five.map(lambda _: town.carrier.telegram_text(CHAT, "book", update_id=number), range(5)))
    town.carrier.telegram_text(CHAT, "book", update_id=number)
    assert len(script.heard) == InboundMessage.select().count() == OutboxMessage.select().count() == 1
    assert len(town.carrier.sent(to=CHAT)) == 1


def test_a_wrong_secret_is_refused_and_nothing_is_kept(town: Town, script: Script) -> None:
    body = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": CHAT, "type": "private"}, "text": "hi"}}
    for secret in ("", "wrong", SECRET + "x"):
        assert update(town, body, secret).status_code == 403
    assert script.heard == []
    assert InboundMessage.select().count() == 0


CHAT_JSON = {"id": CHAT, "type": "private"}
ODD = [
    b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 60_000, b"1e999", b'{"update_id": NaN}', {"update_id": "1"}, {},
    {"update_id": 1}, {"update_id": True, "message": {}}, {"update_id": 1, "message": None},
    {"update_id": 2, "message": {"chat": 5}}, {"update_id": 3, "message": {"chat": {"id": "x"}}},
    {"update_id": 4, "message": {"chat": CHAT_JSON, "text": 7, "from": [], "contact": "no"}},
    {"update_id": 5, "message": {"chat": CHAT_JSON, "text": "\ud800 \x00 \udfff"}},
    {"update_id": 6, "message": {"chat": CHAT_JSON, "text": "x" * 20_000}},
    {"update_id": 7, "callback_query": {"id": "1", "data": "q99999999999999:1", "message": {"chat": CHAT_JSON}}},
    {"update_id": 8, "callback_query": {"id": 1, "data": None}},
    {"update_id": 9, "callback_query": {"id": "1", "data": "q1:1", "message": {
        "message_id": 3, "chat": CHAT_JSON, "reply_markup": {"inline_keyboard": [1, [2, {"text": []}]]}}}},
    {"update_id": 10, "my_chat_member": {"chat": CHAT_JSON, "new_chat_member": "kicked"}},
    {"update_id": 11, "edited_message": {"chat": CHAT_JSON, "text": "edited"}},
    {"update_id": 10**30, "message": {"chat": {"id": 10**30}, "text": "far away"}},
]  # fmt: skip


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_every_body_is_survived(town: Town, body: Any) -> None:
    assert update(town, body).status_code in (200, 400)


def test_an_edit_and_another_group_are_passed_over(town: Town, script: Script) -> None:
    update(town, {"update_id": 1, "edited_message": {"message_id": 1, "chat": CHAT_JSON, "text": "edited"}})
    update(town, {"update_id": 2, "message": {"message_id": 1, "chat": {"id": -77, "type": "group"}, "text": "hi"}})
    assert script.heard == []


def test_the_staff_chat_is_no_patient(town: Town, script: Script) -> None:
    assert town.carrier.telegram_text(STAFF_CHAT, "/next", TelegramUser(7, "Sam")).status == 200
    assert script.heard == []
    assert [contact.address for contact in Contact.select()] == [str(STAFF_CHAT)]
    assert Patient.select().count() == 0


def test_only_ones_own_contact_card_proves_a_number(town: Town, script: Script) -> None:
    town.carrier.telegram_contact(CHAT, "15550100001")
    town.carrier.telegram_contact(CHAT, "+15550100002", owner_id=99)
    assert script.heard == [Said(phone="+15550100001"), Said(media=1, foreign_card=True)]


def test_a_photo_is_media(town: Town, script: Script) -> None:
    town.carrier.telegram_photo(CHAT, "my rash")
    assert script.heard == [Said(text="my rash", media=1)]


def test_who_blocks_the_bot_is_unreachable_until_they_write(town: Town) -> None:
    town.carrier.telegram_text(CHAT, "hello")
    member = {"chat": CHAT_JSON, "from": {"id": CHAT}, "new_chat_member": {"status": "kicked"}}
    assert update(town, {"update_id": 77, "my_chat_member": member}).status_code == 200
    assert Contact.get().unreachable_at is not None
    town.carrier.telegram_text(CHAT, "hello again")
    assert Contact.get().unreachable_at is None


def test_a_chat_that_refuses_is_unreachable(town: Town) -> None:
    town.carrier.fail(CHAT, 403)
    town.carrier.telegram_text(CHAT, "hello")
    assert OutboxMessage.get(OutboxMessage.kind == "reply").state == "failed"
    assert Contact.get().unreachable_why == "blocked"


def test_slow_down_is_obeyed(town: Town) -> None:
    town.carrier.fail(CHAT, 429)
    before = clock.now()
    town.carrier.telegram_text(CHAT, "hello")
    [waiting] = OutboxMessage.select()
    assert (waiting.state, waiting.error) == ("due", "slow_down")
    assert dt.timedelta(seconds=3) <= waiting.send_after - before < dt.timedelta(seconds=5)


def test_a_crash_after_the_commit_leaves_the_reply_to_delivery(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(self: Telegram, message: OutboxMessage) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Telegram, "send", dies)
        town.app.testing = True
        with pytest.raises(KeyboardInterrupt):
            town.app.test_client().post(
                "/telegram",
                json={"update_id": 5, "message": {"message_id": 1, "chat": CHAT_JSON, "text": "hello"}},
                headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
            )
    assert OutboxMessage.get().state == "leased"
    from jobs import delivery

    assert delivery.deliver(clock.now()) == 0
    assert delivery.deliver(clock.now() + dt.timedelta(minutes=2)) == 1
    assert [sent.body for sent in town.carrier.sent(to=CHAT)] == ["You said: hello"]
