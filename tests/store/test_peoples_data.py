"""One person's data (C7): forgotten, kept for so long, exported; and the clinic's figures are the same."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from jobs import upkeep
from store import audit, consent, contacts, erasure, export, idempotency, outbox, queue, retention, settings, waitlist
from store.audit import Actor
from store.models import (
    TABLES,
    Appointment,
    Audit,
    BulkJob,
    Clinic,
    Contact,
    ContactPatient,
    Doctor,
    Handoff,
    InboundMessage,
    Offer,
    OutboxMessage,
    Patient,
    Question,
    StaffMember,
    SystemState,
    Ticket,
    WaitlistEntry,
)
from tests import factory

NOW = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
DAY = dt.timedelta(days=1)
NAME, PHONE, MAIL = "Zephyrina Quillfeather", "+15550107731", "zq@sample.example"
CHILD = "Oberon Quillfeather"
TWIML = "<Response><Message>Hi Zephyrina</Message><Message>Oberon is booked</Message><Message>And welcome</Message></Response>"
ADMIN = Actor("staff", 1, "Ada Sample", "endpoint")


def everything() -> str:
    """Every row of every table as text."""
    return "\n".join(
        json.dumps(row, default=str, ensure_ascii=False) for table in TABLES for row in table.select().dicts()
    )


def figures(clinic: Clinic, before: dt.datetime) -> dict[str, Any]:
    """What the reports count, of the time before `before`."""
    visits = Appointment.select().where(Appointment.clinic == clinic, Appointment.starts_at < before)
    tickets = Ticket.select().where(Ticket.clinic == clinic, Ticket.joined_at < before)
    return {
        "visits": Counter((one.starts_at.date(), one.doctor_id, one.status, one.fee_cents) for one in visits),
        "late": Counter((one.late_cancel, one.payment_status, one.source, one.visit_type) for one in visits),
        "tickets": Counter((one.day, one.doctor_id, one.status, one.called_at, one.finished_at) for one in tickets),
        "waitlist": Counter(one.date_from for one in WaitlistEntry.select().where(WaitlistEntry.clinic == clinic)),
        "offers": Counter(one.status for one in Offer.select()),
        "acts": Counter(row.action for row in Audit.select().where(Audit.clinic == clinic, Audit.at < before)),
    }


@pytest.fixture
def phone(clinic: Clinic, lee: Doctor) -> Contact:
    """Somebody with a past, a place in line, a wish, a coming visit, a child on the same phone, and words everywhere."""
    phone = contacts.find_or_create(clinic, "sms", PHONE, NOW - 900 * DAY, display_name="Zephy Q")
    consent.given(phone, "said", "yes text me, Zephyrina", NOW - 800 * DAY)
    me = contacts.add_person(phone, NAME, NOW - 900 * DAY, owner=True)
    Patient.update(email=MAIL, insurance_number="QF-7731").where(Patient.id == me.id).execute()
    words = {"reason": "Zephyrina's knee", "notes": "Quillfeather: gout", "contact": phone}
    old = factory.visit(lee, me, NOW - 800 * DAY, status="completed", **words)
    gone = factory.visit(lee, me, NOW - 100 * DAY, status="cancelled", cancel_reason="Quillfeather moved", **words)
    audit.record(clinic, Actor.patient(phone), "appointment.cancel", gone, NOW - 100 * DAY,
                 {"status": "confirmed"}, {"status": "cancelled", "cancel_reason": "Quillfeather moved"})  # fmt: skip
    factory.visit(lee, me, NOW + DAY, contact=phone)
    factory.ticket(clinic, me, 9, day=(NOW - 800 * DAY).date(), joined_at=NOW - 800 * DAY, status="completed",
                   reference="WLK-OLD", reason="Quillfeather's knee", contact=phone)  # fmt: skip
    queue.join(clinic, me, contact=phone, reason="Zephyrina again", actor=Actor.patient(phone), now=NOW)
    waitlist.join(
        clinic, me, contact=phone, doctor=lee, service=None, swap_for=None, date_from=NOW.date(),
        date_to=NOW.date() + 7 * DAY, time_from=None, time_to=None, actor=Actor.patient(phone), now=NOW,
    )  # fmt: skip
    outbox.add(phone, "reply", f"Hello {NAME}", NOW)
    OutboxMessage.create(clinic=clinic, channel="telegram", to="-100", kind="staff", text=f"{NAME} is late",
                         appointment=old, created_at=NOW, send_after=NOW)  # fmt: skip
    heard = {"provider": "twilio", "clinic": clinic, "received_at": NOW}
    InboundMessage.create(provider_id="1", contact=phone, text=f"i am {NAME}", answer=TWIML, **heard)
    group = contacts.find_or_create(clinic, "telegram", str(clinic.staff_chat_id), NOW)
    InboundMessage.create(provider_id="2", contact=group, text="find quillfeather", **heard)
    InboundMessage.create(provider_id="3", contact=group, text="walkin Z. 555-010-7731", **heard)
    InboundMessage.create(provider_id="4", contact=group, text="find ben", **heard)
    OutboxMessage.create(clinic=clinic, channel="telegram", to="-100", kind="reply", text=f"{NAME}, {PHONE}",
                         contact=group, created_at=NOW, send_after=NOW, state="sent")  # fmt: skip
    OutboxMessage.create(clinic=clinic, channel="telegram", to="-100", kind="staff", text=f"Z.Q. {PHONE}: Dr. Lee",
                         created_at=NOW, send_after=NOW, state="delivered")  # fmt: skip
    BulkJob.create(clinic=clinic, act="cancel", reason="Quillfeather's doctor is ill", created_at=NOW)
    Handoff.create(clinic=clinic, contact=phone, why="asked", opened_at=NOW, last_at=NOW)
    rosa = StaffMember.create(clinic=clinic, name="Rosa Sample", role="admin", created_at=NOW)
    kept = idempotency.claim(rosa, "key", "digest", NOW)
    idempotency.keep(kept.row, 201, json.dumps({"phone": PHONE}), {})
    return phone


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic, "Dr. Maya Lee")


@pytest.fixture
def me(phone: Contact) -> Patient:
    found = contacts.owner(phone)
    assert found is not None
    return found


TRACES = ("zephyrina", "quillfeather", "zephy q", "7731", MAIL)


@pytest.mark.parametrize("by", ["staff", "chat"])
def test_nothing_of_the_person_is_left_and_the_figures_are_the_same(
    clinic: Clinic, phone: Contact, me: Patient, by: str
) -> None:
    other = factory.visit_of(clinic, "Ben Cole", Doctor.get(), NOW - DAY)
    before = figures(clinic, NOW)
    assert all(trace in everything().casefold() for trace in TRACES)
    if by == "staff":
        erasure.forget_patient(me, ADMIN, NOW)
    else:
        erasure.forget(phone, Actor.patient(phone), NOW)
    text = everything().casefold()
    assert [trace for trace in TRACES if trace in text] == []
    assert "ben cole" in text
    assert "find ben" in text
    assert figures(clinic, NOW) == before
    [coming] = Appointment.select().where(Appointment.starts_at > NOW)
    assert (coming.status, Ticket.get(Ticket.number == 1).status, WaitlistEntry.get().status) == (
        "cancelled", "no-wait", "cancelled",
    )  # fmt: skip
    assert Appointment.get_by_id(other.id).contact is not None
    assert not OutboxMessage.select().where(OutboxMessage.state == "due", OutboxMessage.contact == phone).exists()


def test_a_phone_that_speaks_for_others_stays_theirs(clinic: Clinic, phone: Contact, me: Patient) -> None:
    child = contacts.add_person(phone, CHILD, NOW, owner=False, relation="child")
    heard = {"provider": "twilio", "clinic": clinic, "received_at": NOW, "contact": phone}
    InboundMessage.create(
        provider_id="7", text="book for oberon", answer="<Message>Oberon is booked</Message>", **heard
    )
    OutboxMessage.update(state="sent").where(OutboxMessage.contact == phone).execute()
    erasure.forget_patient(child, ADMIN, NOW)
    assert Contact.get_by_id(phone.id).address == PHONE
    assert [one.patient_id for one in ContactPatient.select()] == [me.id]
    assert "oberon" not in everything().casefold()
    assert NAME in everything()
    assert f"Hello {NAME}" in everything()  # a family name they share gives nobody away


def test_a_mailbox_goes_with_its_person_whoever_has_it_elsewhere(clinic: Clinic, me: Patient) -> None:
    contacts.find_or_create(clinic, "email", MAIL, NOW)
    elsewhere = factory.clinic(slug="elsewhere", sms_number=None, telegram_bot_id=None, display_token="elsewhere")
    Patient.create(clinic=elsewhere, name="Ben Cole", email=MAIL, created_at=NOW)
    erasure.forget_patient(me, ADMIN, NOW)
    assert not Contact.select().where(Contact.address == MAIL).exists()


def test_messages_go_after_their_time_and_visits_become_nameless_after_theirs(
    clinic: Clinic, phone: Contact, me: Patient
) -> None:
    for row in (OutboxMessage, InboundMessage):
        column = {"created_at": NOW - 40 * DAY} if row is OutboxMessage else {"received_at": NOW - 40 * DAY}
        row.update(**column).execute()
    OutboxMessage.update(state="sent").execute()
    before = figures(clinic, NOW)
    retention.purge(clinic, NOW)
    assert OutboxMessage.select().count() == 4
    assert {visit.patient_id for visit in Appointment.select()} == {me.id}  # 0: never
    settings.put(clinic, {"message_retention_days": 30, "visit_retention_days": 365})
    SystemState.delete().execute()
    upkeep.purge(NOW)
    assert (OutboxMessage.select().count(), InboundMessage.select().count()) == (0, 0)
    old, recent, coming = Appointment.select().order_by(Appointment.starts_at, Appointment.id)
    assert (old.patient.name, old.reason, old.notes, old.contact) == ("", "", "", None)
    assert recent.patient_id == coming.patient_id == me.id
    assert recent.notes == "Quillfeather: gout"
    assert Ticket.get(Ticket.reference == "WLK-OLD").patient_id == old.patient_id
    assert figures(clinic, NOW) == before
    assert retention.purge(clinic, NOW) == 0  # once is enough


def test_who_has_not_come_for_so_long_is_forgotten(clinic: Clinic, lee: Doctor) -> None:
    long_ago = NOW - 500 * DAY
    phone = contacts.find_or_create(clinic, "sms", PHONE, long_ago)
    me = contacts.add_person(phone, NAME, long_ago, owner=True)
    factory.visit(lee, me, NOW - 400 * DAY, status="completed", contact=phone)
    settings.put(clinic, {"visit_retention_days": 365})
    Contact.update(last_inbound_at=NOW - 300 * DAY).execute()
    retention.purge(clinic, NOW)
    assert Patient.get_by_id(me.id).name == NAME  # they wrote within the year
    Contact.update(last_inbound_at=NOW - 399 * DAY).execute()
    retention.purge(clinic, NOW)
    assert NAME not in everything()
    assert PHONE not in everything()


def test_an_export_holds_everything_of_the_person_and_nobody_else(
    clinic: Clinic, phone: Contact, me: Patient, lee: Doctor
) -> None:
    child = contacts.add_person(phone, CHILD, NOW, owner=False)
    visit = factory.visit(lee, child, NOW + 2 * DAY, contact=phone)
    outbox.add(phone, "reminder", "See you Wednesday", NOW, appointment=visit)
    outbox.add(phone, "reply", "Oberon has a visit", NOW)
    told = export.of_patient(me, ADMIN, NOW)
    assert told["person"]["insurance_number"] == "QF-7731"
    assert [one["status"] for one in told["visits"]] == ["completed", "cancelled", "confirmed"]
    assert [one["reason"] for one in told["tickets"]] == ["Quillfeather's knee", "Zephyrina again"]
    assert (told["waitlist"][0]["doctor"], told["contacts"][0]["address"]) == ("Dr. Maya Lee", PHONE)
    assert [one["wording"] for one in told["contacts"][0]["consents"]] == ["yes text me, Zephyrina"]
    assert [one["text"] for one in told["messages"]] == [f"Hello {NAME}", f"i am {NAME}", "Hi Zephyrina", "And welcome"]
    assert told["messages_left_out"] == 3
    assert told["waitlist"][0]["offers"] == []
    assert [one["why"] for one in told["contacts"][0]["handoffs"]] == ["asked"]
    text = json.dumps(told)  # JSON's own types throughout
    assert not [trace for trace in ("Oberon", "Wednesday", "Rosa", "Ada") if trace in text]
    assert Audit.select().where(Audit.action == "patient.export", Audit.actor_name == "Ada Sample").count() == 1
    theirs = export.of_patient(child, ADMIN, NOW)
    assert "Zephyrina" not in json.dumps(theirs)
    assert PHONE not in json.dumps(theirs)


def test_old_questions_and_what_nobody_could_read_go_with_the_messages(
    clinic: Clinic, phone: Contact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(upkeep, "_spool_folder", str(spool))
    settings.put(clinic, {"message_retention_days": 30})
    asked = {"contact": phone, "kind": "slot", "choices": [{"label": NAME, "value": "1"}], "expires_at": NOW}
    for days in (40, 20):
        at = NOW - days * DAY
        Question.create(asked_at=at, closed_at=at, **asked)
        (spool / f"{at.timestamp():017.6f}-sample.bad").write_text(NAME)
    Question.create(asked_at=NOW - 40 * DAY, **asked)
    upkeep.purge(NOW)
    assert [row.closed_at for row in Question.select().order_by(Question.id)] == [NOW - 20 * DAY, None]
    assert [path.name for path in spool.iterdir()] == [f"{(NOW - 20 * DAY).timestamp():017.6f}-sample.bad"]
