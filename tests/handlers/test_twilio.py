"""SMS and WhatsApp, over real HTTP: signed in, TwiML out, every repeat the same, every body survived."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from bot.messages import Choice, Reply
from handlers.phone.twilio_messages import new_sid, signed_headers
from store.models import Contact, InboundMessage, OutboxMessage
from tests import factory
from tests.handlers.conftest import ANA, CLINIC, TOKEN, Script, Town

ODD_BODIES = [
    "",
    " ",
    "a" * 1600,
    "b" * 5000,
    "😀" * 70,
    "before\x00after",
    "\x00",
    "'; DROP TABLE appointment; --",
    "<script>alert(1)</script>&amp;]]>",
    "\u202eright to left\u200f",
    "%s {0} {name} %(x)s",
    "\r\n\t\n",
    "\u0130\u0131\u1e9e",
]


def test_a_text_is_answered_in_the_twiml(town: Town) -> None:
    answer = town.carrier.text(ANA, "hello")
    assert (answer.status, answer.messages) == (200, ["You said: hello"])
    contact = Contact.get()
    assert (contact.clinic, contact.channel, contact.address) == (town.clinic, "sms", ANA)
    assert contact.last_inbound_at is not None


def test_choices_are_numbered_in_plain_letters(town: Town, script: Script) -> None:
    script.says = lambda contact, said, now: [Reply("Which — Mónica’s?", (Choice("Dr. Lee"), Choice("Dr. Chow")))]
    assert town.carrier.text(ANA, "book").messages == ["Which - Monica's?\n1 Dr. Lee\n2 Dr. Chow"]


def test_silence_is_an_empty_response(town: Town, script: Script) -> None:
    script.says = lambda contact, said, now: []
    answer = town.carrier.text(ANA, "stop")
    assert (answer.status, answer.messages) == (200, [])
    assert "<Response" in answer.body


def test_a_long_reply_leaves_in_messages_the_carrier_takes(town: Town, script: Script) -> None:
    line = "Dr. Lee, Tue 24 Nov, 3:30pm\n"
    script.says = lambda contact, said, now: [Reply(line * 100)]
    messages = town.carrier.text(ANA, "slots").messages
    assert [len(message) <= 1600 for message in messages] == [True, True]
    assert "\n".join(messages) == (line * 100).strip()


def test_whatsapp_is_its_own_channel_with_the_same_number(town: Town) -> None:
    answer = town.carrier.text(f"whatsapp:{ANA}", "hello")
    assert answer.messages == ["You said: hello"]
    assert (Contact.get().channel, Contact.get().address) == ("whatsapp", ANA)


def test_a_repeat_gets_the_same_answer_and_changes_nothing(town: Town, script: Script) -> None:
    said = iter(range(99))
    script.says = lambda contact, said_, now: [Reply(f"answer {next(said)}")]
    answers = town.carrier.repeat(ANA, "book", 5)
    assert [answer.messages for answer in answers] == [["answer 0"]] * 5
    assert len({answer.body for answer in answers}) == 1
    assert len(script.heard) == InboundMessage.select().count() == 1


def test_five_deliveries_at_once_have_one_effect_and_one_answer(town: Town, script: Script) -> None:
    said = iter(range(99))
    script.says = lambda contact, said_, now: [Reply(f"answer {next(said)}")]
    sid = new_sid(0)
    with ThreadPoolExecutor(5) as five:
        answers = list(five.map(lambda _: town.carrier.text(ANA, "book", sid=sid), range(5)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert "answer 0" in answers[0].body
    assert len(script.heard) == InboundMessage.select().count() == Contact.select().count() == 1


def test_a_forged_signature_is_refused_and_nothing_is_kept(town: Town, script: Script) -> None:
    answer = town.carrier.forged_text(ANA, "book")
    assert (answer.status, answer.body) == (403, "forbidden\n")
    assert script.heard == []
    assert InboundMessage.select().count() == Contact.select().count() == 0


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "é"}])
@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "application/json", "multipart/form-data"]
)
@pytest.mark.parametrize("path", ["/twilio/messages", "/twilio/status", "/twilio/messages?bodySHA256=00&x=%C3%A9"])
def test_an_unsigned_request_of_any_shape_is_refused(
    town: Town, path: str, content_type: str, headers: dict[str, str]
) -> None:
    sent = {key: value.encode() for key, value in (headers | {"Content-Type": content_type}).items()}
    answer = requests.post(town.url + path, data=b'{"a": "\xff"}', headers=sent, timeout=60)
    assert answer.status_code == 403
    assert InboundMessage.select().count() == 0


@pytest.mark.parametrize("body", ODD_BODIES)
def test_every_body_gets_an_answer(town: Town, body: str) -> None:
    answer = town.carrier.text(ANA, body)
    assert answer.status == 200
    assert len(answer.messages) >= 1


def test_a_picture_without_words_gets_an_answer(town: Town, script: Script) -> None:
    assert town.carrier.photo(ANA).messages == ["You said: (nothing)"]
    assert script.heard[0].media == 1


def test_bytes_that_are_no_text_never_break_it(town: Town) -> None:
    url = f"{town.url}/twilio/messages"
    form = {"MessageSid": "SM9", "From": ANA, "To": CLINIC, "Body": "%FF%FE"}
    raw = f"MessageSid=SM9&From=%2B{ANA[1:]}&To=%2B{CLINIC[1:]}&Body=%ff%fe"
    headers = {**signed_headers(TOKEN, url, form), "Content-Type": "application/x-www-form-urlencoded"}
    answer = requests.post(url, data=raw, headers=headers, timeout=60)
    assert answer.status_code == 200
    assert "You said: %FF%FE" in answer.text


def test_an_empty_form_and_a_short_code_are_silence(town: Town, script: Script) -> None:
    url = f"{town.url}/twilio/messages"
    for form in ({}, {"MessageSid": "SM9", "From": "22000", "To": CLINIC, "Body": "win a prize"}):
        headers = signed_headers(TOKEN, url, form)
        answer = requests.post(url, data=form, headers=dict(headers), timeout=60)
        assert (answer.status_code, "<Message" in answer.text) == (200, False)
    assert script.heard == []


def test_a_body_beyond_all_measure_is_turned_away(town: Town) -> None:
    answer = requests.post(f"{town.url}/twilio/messages", data={"Body": "x" * 100_000}, timeout=60)
    assert answer.status_code == 413


def test_a_crash_in_the_bot_is_told_kindly_and_staff_hear_of_it(
    town: Town, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(contact: Contact, said: object, now: object) -> list[Reply]:
        contact.locale = "es"
        contact.save()
        raise ZeroDivisionError("Ana Ruiz, +15550100001")

    script.says = crash
    answer = town.carrier.text(ANA, "book")
    assert answer.status == 200
    assert "something went wrong on our side" in answer.messages[0]
    assert InboundMessage.get().text == "book"
    assert Contact.get().locale is None, "what the bot had done is taken back"
    [told] = OutboxMessage.select().where(OutboxMessage.kind == "staff")
    assert "0001" in told.text
    assert any(record.exc_info for record in caplog.records)


def test_another_clinics_number_is_another_clinics_contact(town: Town) -> None:
    other = factory.clinic(
        slug="oak", sms_number="+15550100900", telegram_bot_id=2, staff_chat_id=-2, display_token="oak"
    )
    town.carrier.text(ANA, "hello", to="+15550100900")
    town.carrier.text(ANA, "hello")
    assert [contact.clinic_id for contact in Contact.select().order_by(Contact.id)] == [other.id, town.clinic.id]


def test_a_number_of_no_clinic_is_answered_with_silence(town: Town, script: Script) -> None:
    factory.clinic(slug="oak", sms_number="+15550100900", telegram_bot_id=2, staff_chat_id=-2, display_token="oak")
    answer = town.carrier.text(ANA, "hello", to="+15550100777")
    assert (answer.status, answer.messages) == (200, [])
    assert script.heard == []
