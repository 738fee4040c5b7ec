"""WhatsApp's 24 hours (RULES 7), over real HTTP: text inside them, a template outside, else the next channel."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
import requests

from bot.notices.fitting import fitting
from jobs import delivery
from store import clock, outbox
from store.models import Appointment, Contact, ContactPatient, OutboxMessage
from tests import factory
from tests.handlers.conftest import ANA, CLINIC, SID, STAFF_CHAT, TOKEN, Town

TEMPLATE = "HX" + "c" * 32
CHAT = f"whatsapp:{ANA}"
HOUR = dt.timedelta(hours=1)
PLAIN = "Elm Street Clinic: confirmed: Dr. Lee, Tue 24 Nov, 3pm. Code K7. M moves it, X cancels."


@pytest.fixture
def visit(town: Town) -> Appointment:
    """A visit of Ana's, whose only address is her WhatsApp."""
    town.clinic.whatsapp_number = CLINIC
    town.clinic.save()
    chat = factory.contact(town.clinic, ANA, "whatsapp")
    patient, doctor = factory.patient(town.clinic, "Ana Ruiz", chat), factory.doctor(town.clinic)
    return factory.visit(doctor, patient, clock.now() + 48 * HOUR, contact=chat)


def register(town: Town) -> None:
    town.clinic.whatsapp_templates = {"confirmed": {"en": TEMPLATE}}
    town.clinic.save()
    town.carrier.twilio.template = {TEMPLATE: "Elm: {{1}} at {{2}}, code {{3}}, confirmed."}.get


def tell(town: Town, visit: Appointment, *, heard: float | None) -> OutboxMessage:
    """A notice to the chat, last heard from `heard` hours ago; delivered until nothing is due."""
    Contact.update(last_inbound_at=clock.now() - heard * HOUR if heard is not None else None).execute()
    contact = Contact.get_by_id(visit.contact_id)
    text = fitting(
        "notice.confirmed", "en", clinic=town.clinic.name, doctor="Dr. Lee", when="Tue 24 Nov, 3pm", code="K7"
    )
    message = outbox.add(contact, "confirmation", text, clock.now(), appointment=visit, dedupe_key="told")
    assert message is not None
    for _ in range(4):
        delivery.deliver(clock.now())
        assert town.carrier.settle()
    return OutboxMessage.get_by_id(message.id)


def staff_heard(town: Town) -> list[str]:
    return [sent.body for sent in town.carrier.sent(to=STAFF_CHAT)]


def test_inside_the_24_hours_the_words_go_as_they_are(town: Town, visit: Appointment) -> None:
    register(town)
    town.carrier.twilio.whatsapp_window = False  # the emulator has heard nothing from Ana
    message = tell(town, visit, heard=23)
    [sent] = town.carrier.sent()
    assert (sent.to, sent.body, message.state) == (CHAT, PLAIN, "delivered")


def test_outside_them_a_template_goes(town: Town, visit: Appointment) -> None:
    register(town)
    message = tell(town, visit, heard=24)
    [sent] = town.carrier.sent()
    assert sent.params["ContentSid"] == TEMPLATE
    assert json.loads(sent.params["ContentVariables"]) == {"1": "Dr. Lee", "2": "Tue 24 Nov, 3pm", "3": "K7"}
    assert "Body" not in sent.params
    assert sent.body == "Elm: Dr. Lee at Tue 24 Nov, 3pm, code K7, confirmed."  # as the phone shows it
    assert message.state == "delivered"


def test_what_is_asked_of_the_carrier_is_in_its_published_contract(town: Town, visit: Appointment) -> None:
    """CreateMessageRequest of the carrier's OpenAPI document: these fields, and a ContentSid of this pattern."""
    register(town)
    tell(town, visit, heard=None)
    [sent] = town.carrier.sent()
    assert set(sent.params) == {"To", "From", "StatusCallback", "ContentSid", "ContentVariables"}
    assert re.fullmatch("HX[0-9a-fA-F]{32}", sent.params["ContentSid"])


@pytest.mark.parametrize("mode", ["in_order", "doubled", "shuffled"])
def test_a_63016_from_the_carrier_is_sent_again_by_template_once(town: Town, visit: Appointment, mode: str) -> None:
    """Our clock said that the day was not over; the carrier's did."""
    register(town)
    town.carrier.callbacks(mode)  # type: ignore[arg-type]
    message = tell(town, visit, heard=23.9)
    assert [bool(sent.params.get("ContentSid")) for sent in town.carrier.sent()] == [False, True]
    assert (message.state, message.attempts) == ("delivered", 2)
    assert OutboxMessage.select().count() == 1
    assert staff_heard(town) == []


def test_without_a_template_the_number_gets_an_sms_and_speaks_for_the_same_people(
    town: Town, visit: Appointment
) -> None:
    message = tell(town, visit, heard=30)
    assert (message.state, message.error) == ("failed", "63016")
    [sent] = town.carrier.sent()
    assert (sent.channel, sent.to, sent.body) == ("sms", ANA, PLAIN)
    phone = Contact.get(Contact.channel == "sms")
    assert [row.patient_id for row in ContactPatient.select().where(ContactPatient.contact == phone)] == [
        visit.patient_id
    ]
    assert phone.consent_at is not None
    assert staff_heard(town) == []


def test_a_refused_free_text_without_a_template_goes_by_sms_once(town: Town, visit: Appointment) -> None:
    town.carrier.callbacks("doubled")
    tell(town, visit, heard=1)
    assert [sent.channel for sent in town.carrier.sent()] == ["whatsapp", "sms"]
    assert staff_heard(town) == []


def test_where_no_channel_is_left_the_desk_hears_of_it_once(town: Town, visit: Appointment) -> None:
    Contact.create(
        clinic=town.clinic, channel="sms", address=ANA, created_at=factory.MADE, opted_out_at=clock.now() - HOUR
    )
    tell(town, visit, heard=30)
    [told] = staff_heard(town)
    assert "have templates set up" in told
    assert town.carrier.sent(to=ANA) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ContentVariables": '{"1": "x"}'}, 21654),
        ({"ContentSid": "HX12"}, 21655),
        ({"ContentSid": TEMPLATE, "ContentVariables": "{1: x}"}, 21656),
        ({"ContentSid": TEMPLATE, "ContentVariables": '{"1": ""}'}, 21656),
        ({"ContentSid": TEMPLATE, "ContentVariables": '["x"]'}, 21656),
    ],
)
def test_the_emulated_carrier_takes_no_template_that_the_real_one_refuses(
    town: Town, fields: dict[str, str], code: int
) -> None:
    answer = requests.post(
        f"{town.url}/carrier/2010-04-01/Accounts/{SID}/Messages.json",
        data={"To": CHAT, "From": f"whatsapp:{CLINIC}"} | fields, auth=(SID, TOKEN), timeout=60,
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (400, code)
