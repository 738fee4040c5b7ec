"""The waitlist: who would like a freed or an earlier time (W1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from store import audit
from store.audit import Actor
from store.errors import AlreadyWaiting, WrongTransition
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Service, WaitlistEntry

ENTRY = {
    ("waiting", "notify"): "notified",
    ("notified", "accept"): "confirmed",
    ("notified", "decline"): "waiting",
    ("waiting", "expire"): "expired",
    ("notified", "expire"): "expired",
    ("waiting", "cancel"): "cancelled",
    ("notified", "cancel"): "cancelled",
}
OPEN = ("waiting", "notified")


def join(
    clinic: Clinic,
    patient: Patient,
    *,
    contact: Contact | None,
    doctor: Doctor | None,
    service: Service | None,
    swap_for: Appointment | None,
    date_from: dt.date,
    date_to: dt.date,
    time_from: dt.time | None,
    time_to: dt.time | None,
    actor: Actor,
    now: dt.datetime,
    visit_type: str | None = None,
    priority: int = 5,
) -> WaitlistEntry:
    """Adds an entry; dates and times are the clinic's, `time_to` excluded, None means any. `priority` 1 goes first.

    Raises AlreadyWaiting(entry) when the patient stands on the list for the same doctor already.
    """
    same = WaitlistEntry.doctor.is_null() if doctor is None else WaitlistEntry.doctor == doctor
    entry = WaitlistEntry.get_or_none(WaitlistEntry.patient == patient, WaitlistEntry.status.in_(OPEN), same)
    if entry is not None:
        raise AlreadyWaiting(entry=entry)
    entry = WaitlistEntry.create(
        clinic=clinic, patient=patient, contact=contact, doctor=doctor, service=service, swap_for=swap_for,
        date_from=date_from, date_to=date_to, time_from=time_from, time_to=time_to, visit_type=visit_type,
        priority=priority, created_at=now,
    )  # fmt: skip
    audit.record(clinic, actor, "waitlist.join", entry, now, after={"doctor": doctor.id if doctor else None})
    return entry


def leave(patients: Sequence[Patient], *, actor: Actor, now: dt.datetime) -> int:
    """Takes these patients off the list; returns how many entries that were."""
    gone = entries(patients)
    for entry in gone:
        change(entry, "cancel", actor=actor, now=now)
    return len(gone)


def entries(patients: Sequence[Patient]) -> list[WaitlistEntry]:
    """What these patients wait for, oldest first."""
    mine = WaitlistEntry.patient.in_([patient.id for patient in patients]) & WaitlistEntry.status.in_(OPEN)
    return list(WaitlistEntry.select().where(mine).order_by(WaitlistEntry.id))


def change(entry: WaitlistEntry, event: str, *, actor: Actor, now: dt.datetime) -> WaitlistEntry:
    """Moves an entry along ENTRY. Raises WrongTransition naming the state and the event."""
    after = ENTRY.get((entry.status, event))
    if after is None:
        raise WrongTransition(thing="waitlist entry", before=entry.status, event=event)
    closed = None if after in OPEN else now
    changed = WaitlistEntry.update(status=after, closed_at=closed)
    if not changed.where(WaitlistEntry.id == entry.id, WaitlistEntry.status == entry.status).execute():
        raise WrongTransition(thing="waitlist entry", before=WaitlistEntry.get_by_id(entry.id).status, event=event)
    audit.record(entry.clinic_id, actor, f"waitlist.{event}", entry, now, {"status": entry.status}, {"status": after})
    entry.status, entry.closed_at = after, closed
    return entry
