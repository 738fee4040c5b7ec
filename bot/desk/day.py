"""What the desk does with a booked visit on its day, with its texts: being seen, over, missed, late.

A visit that stands in line is moved through its place there, so that the two never differ and no doctor has two
patients. What changes the book itself (book, move, cancel, confirm, block) is bot/desk/visits.py. Refusals are the
store's own.
"""

from __future__ import annotations

import datetime as dt

from bot.desk import line as desk_line
from bot.desk.visits import Done
from bot.notices import changes, turns
from bot.notices import visits as notices
from store import appointments, calls, queue
from store.audit import Actor
from store.database import lock, retried, transaction
from store.errors import NotToday
from store.models import Appointment, Clinic, Doctor, Ticket, local
from store.tickets import LIVE

COMING = dt.timedelta(hours=3)  # whom a late doctor concerns: later than that, the delay is made up


@retried
def start(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The patient is with the doctor, straight from the door: here, called and started in one, without a text.

    Raises as store.queue.check_in, store.calls.call and store.calls.start.
    """
    with transaction():
        lock(Clinic, visit.clinic_id)
        ticket = place_of(visit) or queue.check_in(visit, contact=visit.contact, actor=actor, now=now)
        if ticket.status == "waiting":
            ticket = calls.call(ticket, visit.doctor, actor=actor, now=now)
        calls.start(ticket, actor, now)
        turns.withdraw(ticket)
    return _fresh(visit)


@retried
def complete(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The visit is over, whether or not anybody marked its start. Raises NotToday for one on a day to
    come, WrongTransition, AlreadyMovedOn."""
    with transaction():
        lock(Clinic, visit.clinic_id)
        ticket = place_of(visit)
        if ticket is None:
            if local(visit.clinic, visit.starts_at).date() > local(visit.clinic, now).date():
                raise NotToday(appointment=visit)
            return appointments.complete(visit, actor=actor, now=now)
        if ticket.status == "waiting":
            ticket = calls.call(ticket, visit.doctor, actor=actor, now=now)
        desk_line.finish(ticket, actor=actor, now=now)
    return _fresh(visit)


@retried
def missed(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Done:
    """The patient did not come, and is told so (R3). Raises Invalid before the start, WrongTransition."""
    with transaction():
        lock(Clinic, visit.clinic_id)
        ticket = place_of(visit)
        if ticket is not None:
            desk_line.remove(ticket, actor=actor, now=now)
            visit = _fresh(visit)
        visit = appointments.miss(visit, actor=actor, now=now)
        return Done(visit, notices.missed(visit, now))


def came_after_all(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Takes a no-show back. Raises WrongTransition, AlreadyMovedOn."""
    return appointments.undo_miss(visit, actor=actor, now=now)


def not_over(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Takes a completion back, whenever that was. Raises as store.appointments.undo_complete."""
    return appointments.undo_complete(visit, actor=actor, now=now)


def late(visit: Appointment, minutes: int, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The patient will be `minutes` late: that much later they count as missed. Raises Invalid, WrongTransition."""
    return appointments.late(visit, minutes, actor=actor, now=now)


def coming(doctor: Doctor, now: dt.datetime) -> list[Appointment]:
    """The doctor's visits of today that a delay now concerns: the next three hours, nobody who is with them already."""
    day = now.astimezone(doctor.clinic.zone).date()
    visits = appointments.search(
        doctor.clinic, date_from=day, date_to=day, doctor=doctor, status=("pending", "confirmed")
    )
    return [visit for visit in visits if delayed(visit, now)]


def delayed(visit: Appointment, now: dt.datetime) -> bool:
    """Whether its doctor being late now concerns this visit."""
    return visit.status in ("pending", "confirmed") and now <= visit.starts_at <= now + COMING


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


def place_of(visit: Appointment) -> Ticket | None:
    """The visit's live place in line."""
    found: Ticket | None = Ticket.get_or_none(Ticket.appointment == visit, Ticket.status.in_(LIVE))
    return found


def _fresh(visit: Appointment) -> Appointment:
    found: Appointment = Appointment.get_by_id(visit.id)
    return found
