"""What a clinic no longer keeps (C7): messages after message_retention_days, whose a past visit was after
visit_retention_days.

A past visit, ticket or waitlist entry then belongs to the clinic's one nameless patient, so that every count by day,
doctor and status stays; and a patient of whom nothing newer is left is forgotten.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from peewee import JOIN

from store import erasure, settings
from store.audit import Actor
from store.database import transaction
from store.models import (
    Appointment,
    Audit,
    Clinic,
    Contact,
    ContactPatient,
    InboundMessage,
    OutboxMessage,
    Patient,
    Question,
    SystemState,
    Ticket,
    WaitlistEntry,
)

FINISHED = ("delivered", "failed", "dropped", "sent")
OVER = ("completed", "cancelled", "no-show", "rescheduled", "released")
AT_ONCE = 2000  # rows of a kind a run: the rest has time until the next
CLOCK = Actor("clock", channel="retention")


def purge(clinic: Clinic, now: dt.datetime) -> int:
    """Does what the clinic's two settings ask for; returns how many rows went or were made nameless."""
    rules = settings.of(clinic)
    count = _messages(clinic, now - dt.timedelta(days=rules.message_retention_days))
    if rules.visit_retention_days:
        count += _visits(clinic, now - dt.timedelta(days=rules.visit_retention_days), now)
    return count


def _messages(clinic: Clinic, oldest: dt.datetime) -> int:
    old = (InboundMessage.clinic == clinic) & (InboundMessage.received_at < oldest)
    done = (OutboxMessage.clinic == clinic) & OutboxMessage.state.in_(FINISHED)
    count: int = InboundMessage.delete().where(old).execute()
    theirs = Contact.select(Contact.id).where(Contact.clinic == clinic)
    count += int(Question.delete().where(Question.contact.in_(theirs), Question.closed_at < oldest).execute())
    return count + int(OutboxMessage.delete().where(done, OutboxMessage.created_at < oldest).execute())


def _visits(clinic: Clinic, oldest: dt.datetime, now: dt.datetime) -> int:
    with transaction():
        nobody = nameless(clinic, now)
        old = (Appointment.ends_at < oldest) & Appointment.status.in_(OVER)
        visits = _ids(Appointment, (Appointment.clinic == clinic) & old & (Appointment.patient != nobody))
        day = oldest.astimezone(clinic.zone).date()
        gone = (Ticket.day < day) & Ticket.status.not_in(("waiting", "called", "in-service"))
        tickets = _ids(Ticket, (Ticket.clinic == clinic) & gone & (Ticket.patient != nobody))
        closed = (WaitlistEntry.closed_at < oldest) & (WaitlistEntry.patient != nobody)
        entries = _ids(WaitlistEntry, (WaitlistEntry.clinic == clinic) & closed)
        Appointment.update(erasure.VISIT_WORDS | {"patient": nobody}).where(Appointment.id.in_(visits)).execute()
        Ticket.update(patient=nobody, contact=None, reason="").where(Ticket.id.in_(tickets)).execute()
        WaitlistEntry.update(patient=nobody, contact=None).where(WaitlistEntry.id.in_(entries)).execute()
        erasure.empty_messages(OutboxMessage.appointment.in_(visits) | OutboxMessage.ticket.in_(tickets))
        for subject, ids in (("appointment", visits), ("ticket", tickets), ("waitlist", entries)):
            erasure.empty_trail(subject, ids)
            theirs = (Audit.subject == subject) & Audit.subject_id.in_(ids) & (Audit.actor_kind == "patient")
            Audit.update(actor_id=None, actor_name="", address="").where(theirs).execute()
    return len(visits) + len(tickets) + len(entries) + _strangers(clinic, oldest, now)


def _strangers(clinic: Clinic, oldest: dt.datetime, now: dt.datetime) -> int:
    """Forgets patients of whom nothing is left, and whose phones have been silent for as long."""
    heard = ContactPatient.select(ContactPatient.patient).join(Contact)
    heard = heard.where((Contact.last_inbound_at >= oldest) | (Contact.created_at >= oldest))
    left: Any = Patient.select(Patient).where(
        Patient.clinic == clinic, Patient.erased_at.is_null(), Patient.created_at < oldest, Patient.id.not_in(heard)
    )
    for table in (Appointment, Ticket, WaitlistEntry):
        left = left.switch(Patient).join(table, JOIN.LEFT_OUTER, on=(table.patient == Patient.id))
        left = left.where(table.id.is_null())
    found = list(left.limit(AT_ONCE))
    for patient in found:
        erasure.forget_patient(patient, CLOCK, now, by_others=False)
    return len(found)


def nameless(clinic: Clinic, now: dt.datetime) -> Patient:
    """The clinic's one patient without a name, who stands for all whose visits are too old to be theirs."""
    key = f"nameless:{clinic.id}"
    known = SystemState.get_or_none(SystemState.key == key)
    if known is not None:
        found: Patient = Patient.get_by_id(int(known.value))
        return found
    patient = Patient.create(clinic=clinic, created_at=now, erased_at=now)
    SystemState.create(key=key, value=str(patient.id), at=now)
    return patient


def _ids(table: Any, which: Any) -> list[int]:
    return [row.id for row in table.select(table.id).where(which).order_by(table.id).limit(AT_ONCE)]
