"""States and their callbacks: signed, in the order asked for, and right at the end whatever the order."""

from __future__ import annotations

from collections import Counter

import pytest

from handlers.phone.magic import DELIVERY_FAILURES, MAGIC_NUMBERS
from handlers.phone.twilio_messages import CallbackMode
from tests.phone.conftest import Town
from tests.phone.people import CLINIC, MAYA, NOAH, SERVICE, SID


def statuses(town: Town, sid: str | None = None) -> list[str]:
    return [form["MessageStatus"] for form in town.clinic.statuses if sid in (None, form["MessageSid"])]


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("in_order", ["sent", "delivered"]),
        ("shuffled", ["delivered", "sent"]),
        ("doubled", ["sent", "sent", "delivered", "delivered"]),
        ("never", []),
    ],
)
def test_callbacks_come_as_the_mode_says(town: Town, mode: CallbackMode, told: list[str]) -> None:
    town.carrier.callbacks(mode, delay=0.01)
    made = town.twilio.messages.create(
        to=MAYA, from_=CLINIC, body="x", status_callback=f"{town.url}/twilio/status?id=7&name=a%20b"
    )
    assert town.carrier.settle()
    assert statuses(town, made.sid) == told
    assert town.twilio.messages(made.sid).fetch().status == "delivered"


def test_a_callback_names_its_message(town: Town) -> None:
    made = town.twilio.messages.create(
        to=MAYA, messaging_service_sid=SERVICE, body="x", status_callback=f"{town.url}/twilio/status"
    )
    assert town.carrier.settle()
    form = town.clinic.statuses[0]
    assert (form["AccountSid"], form["MessageSid"], form["SmsSid"]) == (SID, made.sid, made.sid)
    assert (form["From"], form["To"], form["MessagingServiceSid"]) == (CLINIC, MAYA, SERVICE)
    assert "ErrorCode" not in form


@pytest.mark.parametrize("code", [code for code in DELIVERY_FAILURES if code != 63016])
@pytest.mark.parametrize("mode", ["in_order", "shuffled"])
def test_failures_are_reported_later(town: Town, code: int, mode: CallbackMode) -> None:
    number = next(number for number, magic in MAGIC_NUMBERS.items() if magic == code)
    town.carrier.callbacks(mode)
    made = town.twilio.messages.create(to=number, from_=CLINIC, body="x", status_callback=f"{town.url}/twilio/status")
    assert made.status == "queued"
    assert town.carrier.settle()
    errors = {form["MessageStatus"]: form.get("ErrorCode") for form in town.clinic.statuses}
    assert errors == {"sent": None, "undelivered": str(code)}
    fetched = town.twilio.messages(made.sid).fetch()
    assert (fetched.status, fetched.error_code) == ("undelivered", code)
    assert town.carrier.thread(number)[0].error == code


def test_whatsapp_takes_free_text_only_after_the_patient_has_written(town: Town) -> None:
    patient, clinic = f"whatsapp:{MAYA}", f"whatsapp:{CLINIC}"

    def final_status(**fields: str) -> tuple[str, int | None]:
        made = town.twilio.messages.create(to=patient, from_=clinic, **fields)
        assert town.carrier.settle()
        fetched = town.twilio.messages(made.sid).fetch()
        return fetched.status, fetched.error_code

    assert final_status(body="hello") == ("failed", 63016)
    assert final_status(content_sid="HX" + "1" * 32, content_variables='{"1": "Tue"}') == ("delivered", None)
    town.carrier.text(patient, "hi")
    assert final_status(body="hello") == ("delivered", None)


def test_a_twiml_message_has_callbacks_at_its_action(town: Town) -> None:
    answer = town.carrier.text(MAYA, "hi")
    assert town.carrier.settle()
    assert statuses(town, answer.bubbles[0].sid) == ["sent", "delivered"]
    assert town.carrier.thread(MAYA)[-1].status == "delivered"


def test_a_broken_webhook_does_not_stop_the_next_callback(town: Town) -> None:
    town.twilio.messages.create(to=MAYA, from_=CLINIC, body="x", status_callback="http://127.0.0.1:9/nobody")
    made = town.twilio.messages.create(to=NOAH, from_=CLINIC, body="y", status_callback=f"{town.url}/twilio/status")
    assert town.carrier.settle()
    assert statuses(town) == ["sent", "delivered"]
    assert Counter(form["MessageSid"] for form in town.clinic.statuses) == {made.sid: 2}


def test_a_delay_keeps_a_message_on_its_way(town: Town) -> None:
    town.carrier.callbacks(delay=0.15)
    made = town.twilio.messages.create(to=MAYA, from_=CLINIC, body="x")
    assert town.twilio.messages(made.sid).fetch().status == "queued"
    assert town.carrier.wait(lambda: town.carrier.thread(MAYA)[0].status == "sent", 2)
    assert town.carrier.wait(lambda: town.carrier.thread(MAYA)[0].status == "delivered", 2)
