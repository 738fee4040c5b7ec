"""What the desk does with booked visits: the act and the texts it causes, in one transaction (as bot/desk.py).

The staff chat, the board and the endpoint act through these and through nothing else. Refusals are the store's own.
`Done.told` says whether the patient gets a text of it; where not, somebody has to call.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bot import questions
from bot.notices import changes
from store import appointments, blocks, contacts, schedules
from store.audit import Actor
from store.database import lock, retried, transaction
from store.errors import AlreadyMovedOn, Refusal
from store.models import Appointment, Clinic, Doctor, Patient, ScheduleException, Service
from store.schedules import Opening

COMING = dt.timedelta(hours=3)  # whom a late doctor concerns: later than that, the delay is made up


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
    actor: Actor,
    now: dt.datetime,
) -> Done:
    """As store.appointments.book, without the limits that are for patients; certain at once: staff booked it."""
    with transaction():
        visit = appointments.book(
            clinic, patient, opening, contact=contacts.of_patient(patient), service=service, source="staff",
            actor=actor, now=now, check_limits=False,
        )  # fmt: skip
        if visit.status == "pending":
            appointments.confirm(visit, actor=actor, now=now)
        return Done(visit, changes.booked(visit, now))


@retried
def move(visit: Appointment, opening: Opening, *, actor: Actor, now: dt.datetime) -> Done:
    """To another time, and to another doctor where the opening is another's."""
    with transaction():
        moved = appointments.reschedule(visit, opening, actor=actor, now=now, check_limits=False)
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


# --- A doctor who is late --------------------------------------------------------------------------------------------


def coming(doctor: Doctor, now: dt.datetime) -> list[Appointment]:
    """The doctor's visits of today that a delay now concerns: the next three hours, nobody who is with them already."""
    day = now.astimezone(doctor.clinic.zone).date()
    visits = appointments.search(
        doctor.clinic, date_from=day, date_to=day, doctor=doctor, status=("pending", "confirmed")
    )
    return [visit for visit in visits if now <= visit.starts_at <= now + COMING]


@retried
def doctor_late(doctor: Doctor, minutes: int, *, actor: Actor, now: dt.datetime) -> tuple[int, list[Appointment]]:
    """Tells the patients of the coming visits, and gives each as much longer before they count as missed.

    Returns how many are told, and the visits whose patients no text reaches.
    """
    told, unreached = 0, []
    with transaction():
        for visit in coming(doctor, now):
            if visit.checked_in_at is None:
                appointments.late(visit, max(minutes, visit.late_minutes), actor=actor, now=now)
            if changes.doctor_late(visit, minutes, now):
                told += 1
            else:
                unreached.append(visit)
    return told, unreached


# --- A block that hits visits (B16) ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cleared:
    """What became of the visits a block hit: moved (old, new), cancelled, left as they are, and who must be called."""

    block: ScheduleException
    moved: list[tuple[Appointment, Appointment]] = field(default_factory=list)
    cancelled: list[Appointment] = field(default_factory=list)
    left: list[Appointment] = field(default_factory=list)
    to_call: list[Appointment] = field(default_factory=list)


@retried
def block(
    clinic: Clinic, doctor: Doctor | None, starts_at: dt.datetime, ends_at: dt.datetime, *,
    then: str, kind: str = "other", note: str = "", actor: Actor, now: dt.datetime,
) -> Cleared:  # fmt: skip
    """Blocks the time and does `then` ("move", "cancel" or "leave") with every visit in it, all or nothing.

    The visits are those in it now, under lock, not those somebody was shown before. A visit for which there is no
    other time within the advance limit is cancelled where `then` is "move".
    """
    with transaction():
        blocks.hold(clinic)  # a visit may move to any doctor: all are locked first, in one order
        row = blocks.block(clinic, doctor, starts_at, ends_at, kind=kind, note=note, actor=actor, now=now)
        visits = blocks.hit(clinic, doctor, starts_at, ends_at)
        lock(Patient, *(visit.patient_id for visit in visits))
        cleared = Cleared(row)
        for visit in visits:
            if then == "leave":
                cleared.left.append(visit)
            else:
                _clear(cleared, visit, then, note, actor, now)
    return cleared


def _clear(cleared: Cleared, visit: Appointment, then: str, note: str, actor: Actor, now: dt.datetime) -> None:
    other = _other_time(visit, now) if then == "move" else None
    try:
        if other is None:
            done = cancel(visit, reason=note, actor=actor, now=now)
            cleared.cancelled.append(done.visit)
        else:
            done = move(visit, other, actor=actor, now=now)
            cleared.moved.append((visit, done.visit))
    except AlreadyMovedOn:  # the patient was faster
        return
    if not done.told:
        cleared.to_call.append(done.visit)


def _other_time(visit: Appointment, now: dt.datetime) -> Opening | None:
    """With the same doctor on a day after if there is one, else with anybody, as near to the old time as can be."""
    try:
        near = schedules.nearest(
            visit.clinic, visit.starts_at, now=now, doctor=visit.doctor, service=visit.service, patient=visit.patient,
            visit_type=visit.visit_type, limit=6, ignoring=visit,
        )  # fmt: skip
    except Refusal:
        return None
    later = [opening for opening in near if opening.starts_at >= visit.starts_at]
    same = [opening for opening in later if opening.doctor.id == visit.doctor_id]
    return next(iter([*same, *later, *near]), None)
