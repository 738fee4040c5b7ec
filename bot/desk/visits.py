"""What the desk does to the book: book, move, cancel, confirm, block; with the texts it causes (as bot/desk/line.py).

What becomes of a visit on its day (seen, over, missed, late) is bot/desk/day.py. The staff chat, the board and the
endpoint act through these and through nothing else. Refusals are the store's own.
`Done.told` says whether the patient gets a text of it; where not, somebody has to call.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot import questions
from bot.notices import changes
from store import appointments, contacts
from store.audit import Actor
from store.database import retried, transaction
from store.models import Appointment, Clinic, Patient, Service
from store.schedules import Opening


@dataclass(frozen=True)
class Done:
    visit: Appointment
    told: bool


@retried
def book(
    clinic: Clinic,
    patient: Patient,
    opening: Opening,
    *,
    service: Service | None = None,
    visit_type: str | None = None,
    reason: str = "",
    actor: Actor,
    now: dt.datetime,
) -> Done:
    """As store.appointments.book, without the limits that are for patients; certain at once: staff booked it."""
    with transaction():
        visit = appointments.book(
            clinic, patient, opening, contact=contacts.of_patient(patient), service=service, source="staff",
            visit_type=visit_type, reason=reason, actor=actor, now=now, check_limits=False,
        )  # fmt: skip
        if visit.status == "pending":
            appointments.confirm(visit, actor=actor, now=now)
        return Done(visit, changes.booked(visit, now))


@retried
def move(visit: Appointment, opening: Opening, *, reason: str = "", actor: Actor, now: dt.datetime) -> Done:
    """To another time, and to another doctor where the opening is another's."""
    with transaction():
        moved = appointments.reschedule(visit, opening, reason=reason, actor=actor, now=now, check_limits=False)
        questions.close_about(visit, now)
        return Done(moved, changes.moved(visit, moved, now))


@retried
def cancel(visit: Appointment, *, reason: str = "", actor: Actor, now: dt.datetime) -> Done:
    """Whatever the deadline: it is the clinic that cancels."""
    with transaction():
        cancelled = appointments.cancel(visit, actor=actor, now=now, reason=reason, force=True)
        questions.close_about(visit, now)
        return Done(cancelled, changes.cancelled(cancelled, now))


@retried
def confirm(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Done:
    """A requested visit becomes certain (B10)."""
    with transaction():
        confirmed = appointments.confirm(visit, actor=actor, now=now)
        return Done(confirmed, changes.confirmed(confirmed, now))
