"""Whatever the tables hold of a person is in their export, and goes when they are erased (C7).

Asked of the schema, so that a new table or column fails here until somebody has decided.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from peewee import CharField, ForeignKeyField, JSONField, TextField

from store import clinical, contacts, erasure, export
from store.audit import Actor
from store.models import (
    TABLES,
    Appointment,
    BulkItem,
    BulkJob,
    Claim,
    Clinic,
    Consent,
    Contact,
    ContactPatient,
    Conversation,
    Handoff,
    InboundMessage,
    Meeting,
    Offer,
    OutboxMessage,
    Patient,
    Question,
    SeenTimes,
    SyncedOperation,
    Table,
    Ticket,
    WaitlistEntry,
)
from tests import factory

NOW = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
ADMIN = Actor("staff", 1, "Ada Sample", "endpoint")
PHONE, TRACE = "+15550107731", "quillfeather"

EXPORTED: dict[type[Table], tuple[str, ...]] = {
    Patient: (*export.PERSON, "usual_doctor"),
    Appointment: (*export.VISIT, *clinical.FIELDS, "doctor", "service", "rescheduled_from"),
    Ticket: (*export.TICKET, "number", "doctor", "serving_doctor", "appointment"),
    WaitlistEntry: (*export.ENTRY, "doctor", "service", "swap_for"),
    Offer: (*export.OFFER, "entry", "appointment"),
    Contact: export.CONTACT,
    ContactPatient: ("contact", "patient", "owner", "relation"),
    Consent: ("at", "kind", "how", "wording"),
    Handoff: export.HANDOFF,
    Conversation: export.TALK,
    InboundMessage: ("received_at", "text", "answer", "contact"),
    OutboxMessage: ("created_at", "channel", "text", "contact"),
}
NOT_EXPORTED: dict[type[Table], str] = {
    Claim: "the visit's time once more",
    Meeting: "the visit's link once more",
    SeenTimes: "when doctors were free",
    Question: "what was asked stands in the messages",
    BulkItem: "what was done stands in the visit's trail",
    SyncedOperation: "what was done stands in the visit's trail",
}
OURS: dict[type[Table], tuple[str, ...]] = {
    Patient: ("erased_at",),
    Appointment: ("contact", "link_token", "held_until", "version"),
    Ticket: ("contact", "called_by", "version"),
    WaitlistEntry: ("contact",),
    Offer: ("wave",),
    Handoff: ("closed_by",),
    Conversation: ("misses",),
    InboundMessage: ("provider", "provider_id"),
    OutboxMessage: (
        "to", "kind", "choices", "facts", "question", "appointment", "ticket", "handoff", "visit_starts_at", "dedupe_key",
        "send_after", "expires_at", "state", "lease_until", "attempts", "provider_id", "provider_status", "sent_at",
        "error", "segments",
    ),
}  # fmt: skip


def of_a_person() -> set[type[Table]]:
    """The tables whose rows lead to a patient or a contact."""
    found: set[type[Table]] = {Patient, Contact}
    while True:
        more = {table for table in TABLES if table not in found and found & {field.rel_model for field in keys(table)}}
        if not more:
            return found
        found |= more


def keys(table: type[Table]) -> list[ForeignKeyField]:
    return [field for field in table._meta.sorted_fields if isinstance(field, ForeignKeyField)]


def test_every_table_of_a_person_is_exported_or_has_a_reason() -> None:
    assert of_a_person() == set(EXPORTED) | set(NOT_EXPORTED)


@pytest.mark.parametrize("table", EXPORTED, ids=lambda table: table.__name__)
def test_every_column_is_exported_or_is_our_own_business(table: type[Table]) -> None:
    linked = {field.name for field in keys(table) if field.rel_model in (Clinic, Patient, Contact)}
    told = {*EXPORTED[table], *OURS.get(table, ()), *linked, "id", "clinic"}
    assert set(table._meta.fields) - told == set()


# What is left where it is: words of a closed list, numbers that mean nothing, and what only names a doctor or an error.
KEPT = {
    "channel", "status", "kind", "locale", "reference", "code", "link_token", "visit_type", "source", "payment_status",
    "cancelled_by", "urgency", "room", "called_by", "state", "error", "why", "closed_by", "provider", "provider_id",
    "dedupe_key", "provider_status", "to", "person", "meeting_link", "how", "outcome", "opted_out_how",
    "unreachable_why", "flow", "operation", "client", "request", "starts", "provider_message_id", "consent_wording",
    "address",
}  # fmt: skip


def everything_of(clinic: Clinic) -> Patient:
    """A person with a row in every table that can hold one."""
    lee = factory.doctor(clinic)
    phone = contacts.find_or_create(clinic, "sms", PHONE, NOW)
    me = contacts.add_person(phone, "Zephyrina Quillfeather", NOW, owner=True)
    visit = factory.visit(lee, me, NOW - DAY, status="completed", contact=phone)
    held = factory.visit(lee, me, NOW - DAY, status="released", code="Z2")
    ticket = factory.ticket(clinic, me, 9, day=NOW.date(), joined_at=NOW - DAY, status="completed", contact=phone,
                            appointment=visit)  # fmt: skip
    wish = WaitlistEntry.create(clinic=clinic, patient=me, contact=phone, date_from=NOW.date(), date_to=NOW.date(),
                                status="expired", created_at=NOW, closed_at=NOW)  # fmt: skip
    SeenTimes.create(entry=wish)
    Offer.create(entry=wish, appointment=held, status="expired", created_at=NOW, expires_at=NOW)
    Meeting.create(appointment=visit, next_at=NOW, state="ended")
    Consent.create(contact=phone, at=NOW, kind="given", how="said")
    assert Conversation.select().where(Conversation.contact == phone).exists()
    Question.create(contact=phone, kind="slot", asked_at=NOW, expires_at=NOW)
    handoff = Handoff.create(clinic=clinic, contact=phone, why="asked", opened_at=NOW, last_at=NOW)
    InboundMessage.create(provider="twilio", provider_id="1", clinic=clinic, contact=phone, received_at=NOW)
    OutboxMessage.create(clinic=clinic, contact=phone, channel="sms", to=PHONE, kind="reply", text="x", created_at=NOW,
                         send_after=NOW, appointment=visit, ticket=ticket, handoff=handoff, state="sent")  # fmt: skip
    job = BulkJob.create(clinic=clinic, act="complete", created_at=NOW)
    BulkItem.create(job=job, appointment=visit, person="contact:1", state="done")
    return me


def words(table: type[Table]) -> list[Any]:
    fields = table._meta.sorted_fields
    return [
        field for field in fields if isinstance(field, CharField | TextField | JSONField) and field.name not in KEPT
    ]


def test_no_word_in_any_column_is_left(clinic: Clinic) -> None:
    me = everything_of(clinic)
    filled = 0
    for table in of_a_person():
        values = {field: [TRACE] if isinstance(field, JSONField) else TRACE for field in words(table)}
        if values:
            filled += table.update(values).execute()
    assert filled > 8
    erasure.forget_patient(Patient.get_by_id(me.id), ADMIN, NOW)
    left = [
        (table.__name__, field.name)
        for table in of_a_person()
        for field in words(table)
        if any(TRACE in str(getattr(row, field.name)) for row in table.select())
    ]
    assert left == []
    assert not Contact.select().where(Contact.address == PHONE).exists()
    assert not OutboxMessage.select().where(OutboxMessage.to == PHONE).exists()
