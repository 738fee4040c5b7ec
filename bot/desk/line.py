"""What the desk does in today's line: calls, presence, places, the queue's switch; each with the texts it causes.

A call from wherever it comes alerts the patient the same way. Refusals are those of store/calls.py and store/queue.py.
"""

from __future__ import annotations

import datetime as dt

from bot.notices import turns
from store import calls, queue, waits
from store.audit import Actor
from store.database import lock, retried, transaction
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Ticket
from store.tickets import joined_behind

TEXTED = ("join", "call", "skip", "no_show", "put_back", "hand_over", "remove")  # acts the patient hears of
SOON = 2  # people ahead at which "you are 3rd" is said


@retried
def add(
    clinic: Clinic,
    patient: Patient,
    *,
    contact: Contact | None = None,
    doctor: Doctor | None = None,
    reason: str = "",
    urgency: str = "routine",
    present: bool = True,
    actor: Actor,
    now: dt.datetime,
) -> Ticket:
    """A walk-in at the desk, as store.queue.join; with a phone they are sent their number and wait."""
    with transaction():
        ticket = queue.join(
            clinic, patient, contact=contact, doctor=doctor, reason=reason, urgency=urgency, present=present,
            actor=actor, now=now,
        )  # fmt: skip
        turns.joined(ticket, waits.position(ticket, now), now)
        return ticket


@retried
def check_in(appointment: Appointment, *, actor: Actor, now: dt.datetime) -> Ticket:
    """The desk sees that a booked patient is here (ARRIVED), as store.queue.check_in."""
    with transaction():
        ticket = queue.check_in(appointment, contact=appointment.contact, actor=actor, now=now)
        turns.checked_in(ticket, now)
        return ticket


@retried
def call_next(
    clinic: Clinic, doctor: Doctor, *, room: str = "", finish_current: bool = False, actor: Actor, now: dt.datetime
) -> Ticket:
    """Calls whom the fair line says, and texts them and whoever is 3rd now."""
    with transaction():
        ticket = calls.call_next(clinic, doctor, room=room, finish_current=finish_current, actor=actor, now=now)
        return _called(ticket, now)


@retried
def call(
    ticket: Ticket, doctor: Doctor, *, room: str = "", finish_current: bool = False, actor: Actor, now: dt.datetime
) -> Ticket:
    """Calls this patient."""
    with transaction():
        ticket = calls.call(ticket, doctor, room=room, finish_current=finish_current, actor=actor, now=now)
        return _called(ticket, now)


@retried
def start(ticket: Ticket, *, actor: Actor, now: dt.datetime) -> Ticket:
    """The called patient is with the doctor."""
    with transaction():
        ticket = calls.start(ticket, actor, now)
        turns.withdraw(ticket)
        return ticket


@retried
def finish(ticket: Ticket, *, actor: Actor, now: dt.datetime) -> Ticket:
    """The visit is over."""
    with transaction():
        ticket = calls.complete(ticket, actor, now)
        turns.withdraw(ticket)
        return ticket


@retried
def recall(ticket: Ticket, *, actor: Actor, now: dt.datetime) -> Ticket:
    """Calls the called patient again."""
    with transaction():
        ticket = calls.recall(ticket, actor, now)
        turns.recalled(ticket, now)
        return ticket


@retried
def skip(ticket: Ticket, *, actor: Actor, now: dt.datetime) -> Ticket:
    """Passes over a called patient who is not there."""
    with transaction():
        ticket = calls.skip(ticket, actor, now)
        turns.withdraw(ticket)
        turns.passed_over(ticket, now)
        return ticket


@retried
def no_show(ticket: Ticket, *, actor: Actor, now: dt.datetime) -> Ticket:
    """The called patient did not come: the place is given up."""
    with transaction():
        ticket = calls.no_show(ticket, actor, now)
        turns.withdraw(ticket)
        turns.missed(ticket, now)
        tell_who_is_soon(ticket.clinic, now)
        return ticket


@retried
def put_back(ticket: Ticket, *, actor: Actor, now: dt.datetime) -> Ticket:
    """Back in line, as if never called; a no-show who came after all too."""
    with transaction():
        ticket = calls.put_back(ticket, actor, now)
        turns.withdraw(ticket)
        turns.taken_back(ticket, now)
        return ticket


@retried
def hand_over(ticket: Ticket, doctor: Doctor | None, *, actor: Actor, now: dt.datetime) -> Ticket:
    """To another doctor's line, at the same place; None: to any doctor's."""
    with transaction():
        ticket = calls.hand_over(ticket, doctor, actor, now)
        turns.withdraw(ticket)
        turns.handed_over(ticket, now)
        tell_who_is_soon(ticket.clinic, now)
        return ticket


@retried
def remove(ticket: Ticket, *, actor: Actor, now: dt.datetime) -> Ticket:
    """Out of the line."""
    with transaction():
        ticket = calls.remove(ticket, actor, now)
        turns.withdraw(ticket)
        turns.removed(ticket, now)
        tell_who_is_soon(ticket.clinic, now)
        return ticket


@retried
def leave(ticket: Ticket, *, actor: Actor, now: dt.datetime) -> Ticket:
    """The patient gives the place up; what they hear is the reply to their own text."""
    with transaction():
        ticket = queue.leave(ticket, actor, now)
        turns.withdraw(ticket)
        tell_who_is_soon(ticket.clinic, now)
        return ticket


@retried
def later(ticket: Ticket, minutes: int, *, actor: Actor, now: dt.datetime) -> Ticket:
    """Others may pass for so many minutes."""
    with transaction():
        ticket = queue.later(ticket, minutes, actor, now)
        turns.withdraw(ticket)
        tell_who_is_soon(ticket.clinic, now)
        return ticket


@retried
def set_presence(ticket: Ticket, present: bool, *, actor: Actor, now: dt.datetime) -> Ticket:
    """Here or away. Somebody passed over whom the desk marks as here is told that they are back in line."""
    with transaction():
        lock(Clinic, ticket.clinic_id)
        before = Ticket.get_by_id(ticket.id)  # the caller's may be old
        aside = before.status == "waiting" and before.passed_over > 0 and not before.present
        ticket = queue.set_presence(ticket, present, actor, now)
        if aside and present and actor.kind == "staff":
            turns.taken_back(ticket, now)
        return ticket


@retried
def undo(clinic: Clinic, *, actor: Actor, now: dt.datetime) -> list[Ticket]:
    """Takes the asker's last act of the last minute back, and its text where it has not left; else another puts it
    right."""
    with transaction():
        undone = calls.undo(clinic, actor, now)
        for ticket, act in undone:
            turns.withdraw(ticket)
            what = act.action.removeprefix("ticket.")
            if what in TEXTED and turns.left_since(ticket, act.at):
                _take_words_back(ticket, what, now)
        return [ticket for ticket, _ in undone]


def _take_words_back(ticket: Ticket, act: str, now: dt.datetime) -> None:
    """The patient has been told of an act that is undone: what holds instead."""
    if ticket.status in ("called", "in-service"):
        turns.recalled(ticket, now)
    elif ticket.status != "waiting":
        turns.removed(ticket, now)
    elif act == "call":
        turns.not_yet(ticket, now)
    elif act == "hand_over" and ticket.doctor_id is not None:
        turns.handed_over(ticket, now)
    else:
        turns.taken_back(ticket, now)


def set_open(clinic: Clinic, open_: bool, *, actor: Actor, now: dt.datetime) -> bool:
    """The queue's switch; False when it already was so."""
    return queue.set_open(clinic, open_, actor, now)


def tell_who_is_soon(clinic: Clinic, now: dt.datetime) -> None:
    """ "You are 3rd" to everyone who has come that far, once; not to who joined that near, or is not to come yet."""
    near = {key: ahead for key, ahead in queue.ahead(clinic, now).items() if ahead <= SOON}
    behind = joined_behind(near)
    soon = {key for key in near if behind.get(key, 0) > SOON} - turns.told_third(near)
    for ticket in Ticket.select().where(Ticket.id.in_(list(soon))).order_by(Ticket.number):
        if _to_come(ticket, now):
            turns.third(ticket, near[ticket.id], now)


def _to_come(ticket: Ticket, now: dt.datetime) -> bool:
    """Whether their place is their turn: not passed over, not letting others pass, not before a booked time."""
    aside = ticket.passed_over > 0 and not ticket.present
    waits_on = ticket.not_before is not None and ticket.not_before > now
    early = ticket.appointment is not None and ticket.appointment.starts_at > now
    return not (aside or waits_on or early)


def _called(ticket: Ticket, now: dt.datetime) -> Ticket:
    turns.withdraw(ticket)
    turns.called(ticket, now)
    tell_who_is_soon(ticket.clinic, now)
    return ticket
