"""A patient texts: the webhook is signed like Twilio's, the TwiML lands on the phone, the carrier has words of its own."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from twilio.base.exceptions import TwilioRestException

from handlers.phone.carrier import Carrier
from handlers.phone.opt_out import OPT_IN, OPT_OUT
from handlers.phone.poster import into
from tests.phone.conftest import Town
from tests.phone.people import BOT_TOKEN, CLINIC, MAYA, NOAH, SECRET_TOKEN, SID, STAFF_CHAT, TOKEN
from tests.phone.tiny_clinic import TinyClinic


def test_a_text_is_answered(town: Town) -> None:
    answer = town.carrier.text(MAYA, "hi & <b>bye</b> ñ €")
    assert (answer.status, answer.messages) == (200, ["You wrote: hi & <b>bye</b> ñ €"])
    assert answer.body.startswith("<?xml")
    assert [(b.author, b.text) for b in town.carrier.thread(MAYA)] == [
        ("phone", "hi & <b>bye</b> ñ €"),
        ("clinic", "You wrote: hi & <b>bye</b> ñ €"),
    ]
    [form] = town.clinic.texts
    assert (form["From"], form["To"], form["AccountSid"], form["NumMedia"]) == (MAYA, CLINIC, SID, "0")
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"]
    assert (form["FromCountry"], form["SmsStatus"], form["NumSegments"]) == ("US", "received", "1")
    assert town.carrier.thread(MAYA)[0].status == "delivered"
    assert [sent.via for sent in town.carrier.sent(to=MAYA, via=None)] == ["twiml"]
    assert town.carrier.sent(to=MAYA) == []


def test_several_messages_and_silence(town: Town) -> None:
    town.clinic.twiml = "<Response><Message>one</Message><Message><Body>two</Body></Message></Response>"
    assert town.carrier.text(MAYA, "hi").messages == ["one", "two"]
    town.clinic.twiml = "<Response />"
    assert town.carrier.text(MAYA, "hi").messages == []


@pytest.mark.parametrize("twiml", ["not xml <", "<Response><Dial>1</Dial></Response>"])
def test_what_is_not_understood_shows_on_the_phone(town: Town, twiml: str) -> None:
    town.clinic.twiml = twiml
    answer = town.carrier.text(MAYA, "hi")
    assert answer.messages == []
    assert [b.author for b in town.carrier.thread(MAYA)] == ["phone", "notice"]


@pytest.mark.parametrize("at_once", [False, True])
def test_the_same_message_delivered_three_times(town: Town, at_once: bool) -> None:
    answers = town.carrier.repeat(MAYA, "book", times=3, at_once=at_once)
    assert [answer.messages for answer in answers] == [["You wrote: book"]] * 3
    assert len({form["MessageSid"] for form in town.clinic.texts}) == 1
    assert len(town.clinic.texts) == 3
    assert [b.text for b in town.carrier.thread(MAYA) if b.author == "phone"] == ["book"]


def test_many_phones_at_once(town: Town) -> None:
    numbers = [f"+1555555{number:04}" for number in range(100, 120)]
    answers = {}

    def text(number: str) -> None:
        answers[number] = town.carrier.text(number, number).messages

    threads = [threading.Thread(target=text, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert answers == {number: [f"You wrote: {number}"] for number in numbers}


def test_a_forged_signature(town: Town) -> None:
    assert town.carrier.forged_text(MAYA, "hi").status == 403
    assert town.clinic.texts == []
    assert town.carrier.thread(MAYA)[0].status == "failed"


def test_an_unreachable_app(town: Town) -> None:
    town.carrier.exchange.public_url = "http://127.0.0.1:9"
    answer = town.carrier.text(MAYA, "hi")
    assert (answer.status, answer.messages) == (0, [])
    assert "ConnectionError" in answer.body


def test_a_photo_without_text(town: Town) -> None:
    town.carrier.photo(MAYA)
    [form] = town.clinic.texts
    assert (form["Body"], form["NumMedia"], form["MediaContentType0"]) == ("", "1", "image/jpeg")
    assert form["MessageSid"].startswith("MM")
    assert form["MediaUrl0"].startswith("https://api.twilio.com/")


def test_whatsapp(town: Town) -> None:
    patient = f"whatsapp:{MAYA}"
    assert town.carrier.text(patient, "hi").messages == ["You wrote: hi"]
    [form] = town.clinic.texts
    assert (form["From"], form["To"], form["WaId"]) == (patient, f"whatsapp:{CLINIC}", MAYA.removeprefix("+"))
    assert form["ProfileName"]
    assert "FromCountry" not in form
    assert town.carrier.thread(MAYA) == []


def refused(town: Town, to: str) -> int | None:
    try:
        town.twilio.messages.create(to=to, from_=CLINIC, body="x")
    except TwilioRestException as problem:
        return int(problem.code or 0)
    return None


@pytest.mark.parametrize("word", sorted(OPT_OUT))
def test_an_opt_out_word_blocks_that_number_alone(town: Town, word: str) -> None:
    answer = town.carrier.text(MAYA, f" {word.lower()} ")
    assert town.clinic.texts[0]["Body"] == f" {word.lower()} "
    assert "OptOutType" not in town.clinic.texts[0]
    assert answer.status == 200
    assert answer.messages == []
    assert [b.author for b in town.carrier.thread(MAYA)] == ["phone", "notice"]
    assert town.carrier.opted_out(MAYA)
    assert refused(town, MAYA) == 21610
    assert refused(town, NOAH) is None


@pytest.mark.parametrize("word", sorted(OPT_IN))
def test_an_opt_in_word_lets_messages_through_again(town: Town, word: str) -> None:
    town.carrier.text(MAYA, "STOP")
    assert town.carrier.text(MAYA, word.title()).messages == [f"You wrote: {word.title()}"]
    assert refused(town, MAYA) is None


@pytest.mark.parametrize("text", ["CANCEL K7", "please stop", "stop.", "yes please", "cancel my visit"])
def test_more_than_the_word_is_an_ordinary_text(town: Town, text: str) -> None:
    assert town.carrier.text(MAYA, text).messages == [f"You wrote: {text}"]
    assert refused(town, MAYA) is None


def test_a_yes_from_somebody_who_is_not_blocked_changes_nothing(town: Town) -> None:
    town.carrier.text(MAYA, "yes")
    assert [b.author for b in town.carrier.thread(MAYA)] == ["phone", "clinic"]


def test_advanced_opt_out_tells_the_app_and_may_leave_words_out(town: Town) -> None:
    town.carrier.opt_out_words(advanced=True, words_out=OPT_OUT - {"CANCEL"})
    for word in ("help", "stop", "start", "cancel", "hi"):
        town.carrier.text(MAYA, word)
    assert [form.get("OptOutType") for form in town.clinic.texts] == ["HELP", "STOP", "START", None, None]


def test_an_app_can_be_reached_without_a_server() -> None:
    clinic = TinyClinic()
    clinic.public_url = "https://desk.example"
    app: Flask = clinic.app()
    carrier = Carrier("https://desk.example/", SID, TOKEN, CLINIC, BOT_TOKEN, SECRET_TOKEN, STAFF_CHAT, post=into(app))
    assert carrier.text(MAYA, "hi").messages == ["You wrote: hi"]
    assert carrier.settle()
    assert [form["MessageStatus"] for form in clinic.statuses] == ["sent", "delivered"]


@pytest.mark.parametrize("code", [21610, 21614])
def test_an_answer_to_a_number_that_takes_none_is_lost(town: Town, code: int) -> None:
    town.carrier.fail(MAYA, code)
    assert town.carrier.text(MAYA, "hi").messages == []
    town.carrier.fail(MAYA, 20500)
    assert town.carrier.text(MAYA, "hi").messages == ["You wrote: hi"]


def test_reset_forgets_everything(town: Town) -> None:
    town.carrier.text(MAYA, "stop")
    town.carrier.fail(NOAH, 30003)
    version = town.carrier.version
    town.carrier.reset()
    assert (town.carrier.thread(MAYA), town.carrier.sent(via=None), town.carrier.addresses()) == ([], [], [])
    assert town.carrier.version > version
    assert refused(town, MAYA) is None
