"""People write and tap: updates that python-telegram-bot reads, with the secret header, repeated when asked."""

from __future__ import annotations

import pytest
from telegram import Update

from handlers.phone.carrier import TelegramUser
from tests.phone.conftest import Town
from tests.phone.people import NOAH_CHAT, STAFF_CHAT

ANA = TelegramUser(555_0190, "Ana", "Desk", username="ana_desk")


def last_update(town: Town) -> Update:
    return Update.de_json(town.clinic.updates[-1], None)


def test_a_message_is_answered_with_buttons(town: Town) -> None:
    answer = town.carrier.telegram_text(NOAH_CHAT, "/start abc")
    assert (answer.status, answer.messages) == (200, ["Which time?"])
    message = last_update(town).message
    assert message is not None
    assert (message.text, message.chat.id, message.chat.type) == ("/start abc", NOAH_CHAT, "private")
    assert message.from_user is not None
    assert message.from_user.id == NOAH_CHAT
    assert message.entities[0].type == "bot_command"
    assert message.entities[0].length == len("/start")
    assert [b.status for b in town.carrier.thread(NOAH_CHAT)] == ["delivered", "delivered"]


def test_a_tap_edits_the_message_and_says_so(town: Town) -> None:
    offered = town.carrier.telegram_text(NOAH_CHAT, "book").bubbles[0]
    town.carrier.telegram_tap(NOAH_CHAT, int(offered.sid), offered.buttons[0][0].data)

    query = last_update(town).callback_query
    assert query is not None
    assert query.data == "t:1"
    assert query.message is not None
    assert query.message.message_id == int(offered.sid)
    phone = town.carrier.thread(NOAH_CHAT)
    assert [(b.author, b.text) for b in phone] == [
        ("phone", "book"),
        ("clinic", "Booked: Tue 24 Nov, 3:30pm"),
        ("notice", "Noted"),
    ]
    assert phone[1].buttons == ()


def test_a_tap_on_a_message_long_gone(town: Town) -> None:
    answer = town.carrier.telegram_tap(NOAH_CHAT, 3, "t:2")
    assert answer.status == 500  # the tiny clinic edits without looking
    query = last_update(town).callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible
    assert town.carrier.bot_api.webhook.last_error.endswith("500")


def test_the_staff_chat_is_a_group_with_people(town: Town) -> None:
    first = town.carrier.telegram_text(STAFF_CHAT, "/next@frontdesk_demo_bot", user=ANA)
    town.carrier.telegram_text(STAFF_CHAT, "done", user=ANA, reply_to=int(first.bubbles[0].sid))
    message = last_update(town).message
    assert message is not None
    assert (message.chat.id, message.chat.type) == (STAFF_CHAT, "supergroup")
    assert message.from_user is not None
    assert (message.from_user.id, message.from_user.full_name) == (ANA.id, "Ana Desk")
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "Which time?"
    mine = [b for b in town.carrier.thread(STAFF_CHAT) if b.author == "phone"]
    assert [(b.name, b.reply_to) for b in mine] == [("Ana Desk", ""), ("Ana Desk", "Which time?")]


def test_a_contact_of_ones_own_and_of_another(town: Town) -> None:
    town.carrier.telegram_contact(NOAH_CHAT, "+15555550112")
    message = last_update(town).message
    assert message is not None
    assert message.contact is not None
    assert (message.contact.phone_number, message.contact.user_id) == ("+15555550112", NOAH_CHAT)
    town.carrier.telegram_contact(NOAH_CHAT, "+15555550111", owner_id=42)
    message = last_update(town).message
    assert message is not None
    assert message.contact is not None
    assert message.contact.user_id == 42


def test_a_photo(town: Town) -> None:
    town.carrier.telegram_photo(NOAH_CHAT)
    message = last_update(town).message
    assert message is not None
    assert (len(message.photo), message.text, message.caption) == (1, None, None)


@pytest.mark.parametrize("at_once", [False, True])
def test_update_ids_grow_and_repeat_only_when_asked(town: Town, at_once: bool) -> None:
    for _ in range(2):
        town.carrier.telegram_text(NOAH_CHAT, "hi")
    town.carrier.telegram_repeat(NOAH_CHAT, "book", times=3, at_once=at_once)
    ids = [update["update_id"] for update in town.clinic.updates]
    assert ids[0] < ids[1] < ids[2] == ids[3] == ids[4]
    repeated = {update["message"]["message_id"] for update in town.clinic.updates[2:]}
    assert len(repeated) == 1
    assert [b.text for b in town.carrier.thread(NOAH_CHAT) if b.author == "phone"] == ["hi", "hi", "book"]


def test_a_wrong_secret_and_no_webhook(town: Town) -> None:
    hook = town.carrier.bot_api.webhook
    hook.secret = "another"
    assert town.carrier.telegram_text(NOAH_CHAT, "hi").status == 403
    hook.url = ""
    assert town.carrier.telegram_text(NOAH_CHAT, "hi").status == 0
    assert town.clinic.updates == []
    assert (hook.waiting, [b.status for b in town.carrier.thread(NOAH_CHAT)]) == (1, ["failed", "failed"])
