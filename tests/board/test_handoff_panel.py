"""Patients who want a person: shown, answered, given back to the bot."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from store import handoffs
from store.models import Clinic, Contact, Doctor, Handoff, InboundMessage, OutboxMessage
from tests import factory
from tests.board.conftest import TEN, Browser, Enter, notice


def says(contact: Contact, text: str, minutes_ago: int) -> None:
    at = TEN - dt.timedelta(minutes=minutes_ago)
    InboundMessage.create(
        provider="twilio", provider_id=f"SM{contact.id}{text}", clinic=contact.clinic_id, contact=contact, text=text,
        received_at=at,
    )  # fmt: skip


def asks(clinic: Clinic, name: str, address: str, minutes_ago: int, why: str = "asked") -> Handoff:
    contact = factory.contact(clinic, address)
    factory.patient(clinic, name, contact)
    says(contact, f"Help {name}", minutes_ago)
    return handoffs.begin(contact, why, TEN - dt.timedelta(minutes=minutes_ago), quiet=True)


@pytest.fixture
def gil(clinic: Clinic) -> Handoff:
    return asks(clinic, "Gil Sample", "+15550100077", 7)


def test_a_reply_reaches_the_patient_on_their_channel(ana: Browser, gil: Handoff) -> None:
    page = ana.get("/staff/").text
    assert "Help Gil Sample" in page
    assert "waiting since 9:53am" in page
    answer = ana.press(f"/staff/handoffs/{gil.id}/reply", text="Yes, please \x00bring her.\r\nSee you on Friday.")
    assert notice(answer) == "Sent to Gil Sample."
    [sent] = OutboxMessage.select()
    assert (sent.channel, sent.to, sent.text) == (
        "sms", "+15550100077", "Yes, please bring her.\nSee you on Friday.",
    )  # fmt: skip
    assert "· answered" in answer.text
    seen = re.search(r"live\?seen=([^\"]+)", answer.text)
    assert seen
    assert ana.look(seen[1]).status_code == 204
    says(gil.contact, "Thanks", 0)
    assert "Thanks" in ana.look(seen[1]).text
    assert Contact.get_by_id(gil.contact_id).quiet_until == TEN + handoffs.LIFE


def test_closing_gives_the_patient_back_to_the_bot(ana: Browser, gil: Handoff) -> None:
    assert notice(ana.press(f"/staff/handoffs/{gil.id}/close")) == "Gil Sample is with the bot again."
    assert Contact.get_by_id(gil.contact_id).quiet_until is None
    assert "Nobody has asked for a person" in ana.get("/staff/").text
    assert notice(ana.press(f"/staff/handoffs/{gil.id}/close")) == "Gil Sample was with the bot again already."


def test_emergencies_stand_first_then_who_waits_longest(ana: Browser, clinic: Clinic, gil: Handoff) -> None:
    asks(clinic, "Ida Sample", "+15550100078", 20)
    asks(clinic, "Eve Sample", "+15550100079", 1, "emergency")
    page = ana.get("/staff/").text
    assert page.index("<h3>Eve Sample") < page.index("<h3>Ida Sample") < page.index("<h3>Gil Sample")
    assert "emergency</span></h3>" in page


def test_what_cannot_be_sent_is_said(ana: Browser, gil: Handoff) -> None:
    assert notice(ana.press(f"/staff/handoffs/{gil.id}/reply", text="  ")) == "Reply: is empty."
    Contact.update(opted_out_at=TEN).execute()
    answer = ana.press(f"/staff/handoffs/{gil.id}/reply", text="Hello")
    assert notice(answer) == "Reply: no text reaches them, so please call them."
    assert not OutboxMessage.select().exists()
    assert notice(ana.press("/staff/handoffs/999/reply", text="Hello")) == "That is not here any more."


def test_a_doctor_sees_none(enter: Enter, gil: Handoff, lee: Doctor) -> None:
    assert "Gil Sample" not in enter("Maya Lee", "doctor", lee).get("/staff/").text
