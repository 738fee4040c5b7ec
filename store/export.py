"""Everything the clinic holds about one person, and nothing about anybody else (C7): for the person to have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from store import audit, clinical, consent
from store.audit import Actor
from store.database import transaction
from store.models import (
    Appointment,
    Audit,
    Contact,
    ContactPatient,
    InboundMessage,
    OutboxMessage,
    Patient,
    StaffMember,
    Ticket,
    WaitlistEntry,
)
from store.tickets import label

PERSON = ("name", "phone", "email", "birth_date", "insurance_provider", "insurance_number", "created_at")
VISIT = (
    "reference", "code", "starts_at", "ends_at", "status", "visit_type", "source", "reason", "created_at",
    "patient_confirmed_at", "checked_in_at", "late_minutes", "completed_at", "cancelled_at", "cancelled_by",
    "cancel_reason", "late_cancel", "meeting_link", "fee_cents", "payment_status", "insurance_verified",
)  # fmt: skip
TICKET = (
    "reference", "day", "status", "urgency", "reason", "room", "joined_at", "called_at", "started_at", "finished_at",
    "passed_over",
)  # fmt: skip
ENTRY = ("date_from", "date_to", "time_from", "time_to", "visit_type", "priority", "status", "created_at", "closed_at")
CONTACT = ("channel", "address", "phone", "locale", "display_name", "created_at", "opted_out_at", "last_inbound_at")

Json = dict[str, Any]


def of_patient(patient: Patient, actor: Actor, now: dt.datetime, member: StaffMember | None = None) -> Json:
    """The person's own record, visits, tickets, wishes, phones, consents, messages and trail, in JSON's types; audited.

    A phone that speaks for others too gives only what is about this person: messages about somebody else's visit, and
    those that name somebody else, are left out, and counted. What doctors wrote is the person's to have as well (GDPR
    15, HIPAA 45 CFR 164.524) but passes through no other hands than the doctor's: a `member` who makes the copy gets
    that of their own visits, the rest is counted. The operator, who holds the database itself, is no member: all of it.
    """
    with transaction():
        visits = list(
            Appointment.select().where(Appointment.patient == patient).order_by(Appointment.starts_at, Appointment.id)
        )
        tickets = list(Ticket.select().where(Ticket.patient == patient).order_by(Ticket.id))
        entries = list(WaitlistEntry.select().where(WaitlistEntry.patient == patient).order_by(WaitlistEntry.id))
        links = ContactPatient.select(ContactPatient, Contact).join(Contact).where(ContactPatient.patient == patient)
        messages, left_out = _messages(patient, [link.contact for link in links], visits, tickets)
        told = {
            "person": {"id": patient.id} | _plain(patient, PERSON),
            "visits": [_plain(one, VISIT) | _written(one, member, actor, now) | _with(one) for one in visits],
            "clinical_left_out": sum(_has_texts(one) and not _may_see(member, one) for one in visits),
            "tickets": [{"ticket": label(one)} | _plain(one, TICKET) | _with(one) for one in tickets],
            "waitlist": [_plain(one, ENTRY) | _with(one) for one in entries],
            "contacts": [_contact(link) for link in links],
            "messages": messages,
            "messages_left_out": left_out,
            "trail": _trail(patient, visits, tickets, entries),
            "exported_at": now.isoformat(),
        }
        audit.record(patient.clinic_id, actor, "patient.export", patient, now)
    return told


def _written(visit: Appointment, member: StaffMember | None, actor: Actor, now: dt.datetime) -> Json:
    """What the doctor wrote, where it may be in this copy; that it was taken is on record."""
    if not _may_see(member, visit):
        return {}
    if _has_texts(visit):
        audit.record(visit.clinic_id, actor, clinical.READ, visit, now)
    return _plain(visit, clinical.FIELDS)


def _has_texts(visit: Appointment) -> bool:
    return any(getattr(visit, field) for field in clinical.FIELDS)


def _may_see(member: StaffMember | None, visit: Appointment) -> bool:
    return member is None or clinical.may_see(member, visit)


def _contact(link: ContactPatient) -> Json:
    lines = consent.history(link.contact) if link.owner else []
    consents = [_plain(line, ("at", "kind", "how", "wording")) for line in lines]
    own = _plain(link.contact, CONTACT) if link.owner else {"channel": link.contact.channel}
    return own | {"owner": link.owner, "relation": link.relation, "consents": consents}


def _messages(
    patient: Patient, phones: list[Contact], visits: list[Appointment], tickets: list[Ticket]
) -> tuple[list[Json], int]:
    """In and out, the oldest first, and how many were left out."""
    names = _names_of_others(patient, phones)
    mine = {("visit", one.id) for one in visits} | {("ticket", one.id) for one in tickets}
    alone = {phone.id for phone in phones if not _speaks_for_others(phone, patient)}
    told: list[Json] = []
    left_out = 0
    for row in OutboxMessage.select().where(OutboxMessage.contact.in_(phones)):
        about = {("visit", row.appointment_id), ("ticket", row.ticket_id)} - {("visit", None), ("ticket", None)}
        if (about and not about <= mine) or _names(row.text, names):
            left_out += 1
        else:
            told.append({"at": row.created_at, "from": "clinic", "channel": row.channel, "text": row.text})
    for heard in InboundMessage.select().where(InboundMessage.contact.in_(phones)):
        if heard.contact_id not in alone and _names(heard.text, names):
            left_out += 1
        else:
            told.append({"at": heard.received_at, "from": "person", "channel": heard.provider, "text": heard.text})
    told.sort(key=lambda one: one["at"])
    return [one | {"at": one["at"].isoformat()} for one in told], left_out


def _names_of_others(patient: Patient, phones: list[Contact]) -> set[str]:
    """The parts of the names of everybody else these phones speak for, but those the person has too."""
    links = ContactPatient.select(ContactPatient.patient).where(ContactPatient.contact.in_(phones))
    rows = Patient.select().where(Patient.id.in_(links), Patient.id != patient.id)
    return {part for row in rows for part in row.name.casefold().split()} - set(patient.name.casefold().split())


def _names(text: str, names: set[str]) -> bool:
    words = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return bool(names & set(words))


def _speaks_for_others(phone: Contact, patient: Patient) -> bool:
    others = ContactPatient.select().where(ContactPatient.contact == phone, ContactPatient.patient != patient)
    return bool(others.exists())


def _trail(
    patient: Patient, visits: list[Appointment], tickets: list[Ticket], entries: list[WaitlistEntry]
) -> list[Json]:
    """What was done, and by whom in which role; the clinic's people are not the person's data."""
    things = (("patient", [patient]), ("appointment", visits), ("ticket", tickets), ("waitlist", entries))
    rows = [
        row
        for subject, some in things
        for row in Audit.select().where(Audit.subject == subject, Audit.subject_id.in_([one.id for one in some]))
    ]
    rows.sort(key=lambda row: row.id)
    return [{"at": row.at.isoformat(), "by": row.actor_kind, "action": row.action} for row in rows]


def _with(row: Any) -> Json:
    return {"doctor": row.doctor.name if row.doctor is not None else None}


def _plain(row: Any, names: Iterable[str]) -> Json:
    return {name: _json(getattr(row, name)) for name in names}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
