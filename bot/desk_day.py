"""What the desk does with a booked visit on its day, and the texts it causes, in one transaction (as bot/desk.py).

A visit that stands in line is moved through its place there, so that the two never differ and no doctor has two
patients. Refusals are the store's own.
"""

from __future__ import annotations

import datetime as dt

from bot import desk
from bot.notices import turns
from bot.notices import visits as notices
from store import appointments, calls, queue
from store.audit import Actor
from store.database import lock, retried, transaction
from store.models import Appointment, Clinic, Ticket
from store.tickets import LIVE


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
    """The visit is over, whether or not anybody marked its start. Raises WrongTransition, AlreadyMovedOn."""
    with transaction():
        lock(Clinic, visit.clinic_id)
        ticket = place_of(visit)
        if ticket is None:
            return appointments.complete(visit, actor=actor, now=now)
        if ticket.status == "waiting":
            ticket = calls.call(ticket, visit.doctor, actor=actor, now=now)
        desk.finish(ticket, actor=actor, now=now)
    return _fresh(visit)


@retried
def missed(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The patient did not come, and is told so (R3). Raises Invalid before the start, WrongTransition."""
    with transaction():
        lock(Clinic, visit.clinic_id)
        ticket = place_of(visit)
        if ticket is not None:
            desk.remove(ticket, actor=actor, now=now)
            visit = _fresh(visit)
        visit = appointments.miss(visit, actor=actor, now=now)
        notices.missed(visit, now)
        return visit


def came_after_all(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Takes a no-show back. Raises WrongTransition, AlreadyMovedOn."""
    return appointments.undo_miss(visit, actor=actor, now=now)


def late(visit: Appointment, minutes: int, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The patient will be `minutes` late: that much later they count as missed. Raises Invalid, WrongTransition."""
    return appointments.late(visit, minutes, actor=actor, now=now)


def place_of(visit: Appointment) -> Ticket | None:
    """The visit's live place in line."""
    found: Ticket | None = Ticket.get_or_none(Ticket.appointment == visit, Ticket.status.in_(LIVE))
    return found


def _fresh(visit: Appointment) -> Appointment:
    found: Appointment = Appointment.get_by_id(visit.id)
    return found
