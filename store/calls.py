"""What the desk does with a place in line: call, start, finish, pass over, hand over, and take the last act back.

Each act is one transaction under the lock of the clinic's row: two who call at once never get the same patient, and a
doctor never gets two (Q3). The unique indexes of the table ticket say the same again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from store import audit, queue, visits_in_line
from store.audit import Actor
from store.database import lock, retried, transaction
from store.errors import AlreadyInQueue, AlreadyMovedOn, DoctorBusy, NobodyWaiting, NothingToUndo, QueueClosed, RoomBusy
from store.line import next_for
from store.models import Audit, Clinic, Doctor, Ticket
from store.tickets import LIVE, UNCALLED, WITH_DOCTOR, label, live_of, move, of_day, put, today, with_doctor

UNDO = dt.timedelta(seconds=60)
UNDOABLE = ("join", "call", "start", "complete", "skip", "no_show", "put_back", "hand_over", "remove", "later")


@retried
def call_next(
    clinic: Clinic, doctor: Doctor, *, room: str = "", finish_current: bool = False, actor: Actor, now: dt.datetime
) -> Ticket:
    """Calls whom the fair line says to `doctor`, to `room` (their own when empty); the ticket is then "called".

    `finish_current` completes the patient the doctor still has; all or nothing. Raises DoctorBusy(doctor, ticket),
    NobodyWaiting(doctor), QueueClosed when nobody waits because the queue is switched off, RoomBusy(room, doctor,
    ticket) when another doctor's patient is in that room.
    """
    with transaction():
        _hold(clinic, doctor)
        finished = _free(clinic, doctor, finish_current, actor, now)
        tickets = {ticket.id: ticket for ticket in of_day(clinic, now, "waiting")}
        line = queue.standings(list(tickets.values()))
        chosen = next_for(doctor.id, line, now, urgent_first=queue.urgent_first(clinic))
        if chosen is not None:
            return _call(tickets[chosen.key], doctor, room, finished, actor, now)
        if not Clinic.get_by_id(clinic.id).queue_open:
            raise QueueClosed(opens_at=None)
        raise NobodyWaiting(doctor=doctor)


@retried
def call(
    ticket: Ticket, doctor: Doctor, *, room: str = "", finish_current: bool = False, actor: Actor, now: dt.datetime
) -> Ticket:
    """Calls this patient to `doctor`, whoever's turn it is. Raises DoctorBusy, RoomBusy, WrongTransition."""
    with transaction():
        _hold(ticket.clinic, doctor)
        finished = _free(ticket.clinic, doctor, finish_current, actor, now)
        return _call(_fresh(ticket), doctor, room, finished, actor, now)


@retried
def start(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """The called patient is with the doctor."""
    with transaction():
        ticket = _held(ticket)
        ticket = move(ticket, "start", actor, now, started_at=now, present=True, not_before=None)
        visits_in_line.follow(ticket, actor, now)
        return ticket


@retried
def complete(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """The visit is over. A patient never marked as started counts as seen since the call."""
    with transaction():
        return _complete(_held(ticket), actor, now)


@retried
def no_show(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """Called and did not come: their place is given up, as no-wait."""
    with transaction():
        ticket = move(_held(ticket), "no_show", actor, now, finished_at=now)
        visits_in_line.missed(ticket, actor, now)
        return ticket


@retried
def recall(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """Calls the called patient once more."""
    with transaction():
        ticket = _held(ticket)
        return move(ticket, "recall", actor, now, recalled=ticket.recalled + 1)


@retried
def skip(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """Passes over a called patient who is not there: back in line, set aside until they are heard of again."""
    with transaction():
        ticket = _held(ticket)
        return move(ticket, "skip", actor, now, **UNCALLED, passed_over=ticket.passed_over + 1, present=False)


@retried
def put_back(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """Back in line where they stood, as if never called: a call by mistake, or a no-show who came after all."""
    with transaction():
        ticket = _held(ticket)
        if ticket.status == "no-wait":
            _refuse_second(ticket, now)
            ticket = move(ticket, "put_back", actor, now, **UNCALLED, present=True, not_before=None)
        else:
            ticket = move(ticket, "put_back", actor, now, **UNCALLED)
        visits_in_line.follow(ticket, actor, now)
        return ticket


@retried
def hand_over(ticket: Ticket, doctor: Doctor | None, actor: Actor, now: dt.datetime) -> Ticket:
    """To another doctor's line (None: any doctor's), keeping the time they arrived."""
    with transaction():
        ticket = move(_held(ticket), "hand_over", actor, now, **UNCALLED, doctor=doctor.id if doctor else None)
        visits_in_line.follow(ticket, actor, now)
        return ticket


@retried
def remove(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """Takes the place out of the line, as cancelled."""
    with transaction():
        ticket = move(_held(ticket), "remove", actor, now, finished_at=now)
        visits_in_line.left(ticket, actor, now)
        return ticket


@retried
def undo(clinic: Clinic, actor: Actor, now: dt.datetime) -> list[tuple[Ticket, Audit]]:
    """Takes the asker's last act of the last 60 seconds back, all of it: a call that finished another undoes both.

    Returns the tickets as they are again, the last changed first, each with the act it is back from. Raises
    NothingToUndo(seconds), AlreadyMovedOn when somebody has changed the ticket since, DoctorBusy, RoomBusy or
    AlreadyInQueue when the place it had is taken.
    """
    with transaction():
        lock(Clinic, clinic.id)
        rows = _last_act(clinic, actor, now)
        return [(_take_back(row, actor, now), row) for row in rows]


def close_days_before(clinic: Clinic, actor: Actor, now: dt.datetime) -> int:
    """Ends what was left open on earlier days: not seen is no-wait, with the doctor is completed. Returns how many."""
    with transaction():
        lock(Clinic, clinic.id)
        left = Ticket.select().where(Ticket.clinic == clinic, Ticket.day < today(clinic, now), Ticket.status.in_(LIVE))
        return len([_lapse(ticket, actor, now) for ticket in left])


# --- Steps, inside a transaction -------------------------------------------------------------------------------------


def _hold(clinic: Clinic, doctor: Doctor) -> None:
    lock(Clinic, clinic.id)
    lock(Doctor, doctor.id)


def _held(ticket: Ticket) -> Ticket:
    """The ticket read afresh, under the lock of its clinic."""
    lock(Clinic, ticket.clinic_id)
    return _fresh(ticket)


def _fresh(ticket: Ticket) -> Ticket:
    found: Ticket = Ticket.get_by_id(ticket.id)
    return found


def _free(clinic: Clinic, doctor: Doctor, finish: bool, actor: Actor, now: dt.datetime) -> Ticket | None:
    """Makes sure the doctor has nobody; one forgotten on an earlier day does not count. Whom it finished."""
    current = with_doctor(doctor.id)
    if current is None:
        return None
    if current.day < today(clinic, now):
        _lapse(current, audit.CLOCK, now)
        return None
    if not finish:
        raise DoctorBusy(doctor=doctor, ticket=current)
    return _complete(current, actor, now)


def _call(ticket: Ticket, doctor: Doctor, room: str, finished: Ticket | None, actor: Actor, now: dt.datetime) -> Ticket:
    where = room.strip() or doctor.room
    _refuse_taken(where, ticket, now)
    changes: dict[str, Any] = UNCALLED | {
        "serving_doctor": doctor.id, "room": where, "called_at": now, "called_by": actor.name,
        "not_before": None,
    }  # fmt: skip
    note = {"finished": finished.id} if finished is not None else None  # so that an undo takes both back
    return move(ticket, "call", actor, now, note=note, **changes)


def _complete(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    started_at = ticket.started_at or ticket.called_at
    ticket = move(ticket, "complete", actor, now, finished_at=now, started_at=started_at)
    visits_in_line.follow(ticket, actor, now)
    return ticket


def _lapse(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """Left open overnight. A visit that was under way is over; one never begun is for the desk to settle."""
    ticket = move(ticket, "lapse", actor, now, finished_at=now)
    if ticket.status == "completed":
        visits_in_line.follow(ticket, actor, now)
    return ticket


def _refuse_taken(room: str, ticket: Ticket, now: dt.datetime) -> None:
    """Two patients are never sent to one room, however many doctors use it."""
    for other in of_day(ticket.clinic, now, *WITH_DOCTOR):
        if room and other.id != ticket.id and other.room.casefold() == room.casefold():
            raise RoomBusy(room=room, doctor=other.serving_doctor, ticket=other)


def _refuse_second(ticket: Ticket, now: dt.datetime) -> None:
    other = [held for held in live_of([ticket.patient], ticket.clinic, now) if held.id != ticket.id]
    if other:
        raise AlreadyInQueue(ticket=other[0])


def _last_act(clinic: Clinic, actor: Actor, now: dt.datetime) -> list[Audit]:
    """The row of the asker's last act; with it, after a call that finished another patient, that one's."""
    own = (Audit.clinic == clinic) & (Audit.actor_kind == actor.kind) & (Audit.actor_id == actor.id)
    acts = Audit.select().where(own, Audit.subject == "ticket").order_by(Audit.id.desc())
    last: Audit | None = acts.where(Audit.at >= now - UNDO).first()
    if last is None or last.action.removeprefix("ticket.") not in UNDOABLE:
        raise NothingToUndo(seconds=int(UNDO.total_seconds()))
    finished = last.after.get("finished")
    if finished is None:
        return [last]
    return [last, acts.where(Audit.action == "ticket.complete", Audit.subject_id == finished).get()]


def _take_back(row: Audit, actor: Actor, now: dt.datetime) -> Ticket:
    ticket: Ticket | None = Ticket.get_or_none(Ticket.id == row.subject_id)
    if ticket is None:  # erased with its patient
        raise NothingToUndo(seconds=int(UNDO.total_seconds()))
    if ticket.version != row.after["version"]:
        raise AlreadyMovedOn(thing=label(ticket), before=row.after.get("status"), now=ticket.status, ticket=ticket)
    if row.action == "ticket.join":
        ticket = move(ticket, "remove", actor, now, finished_at=now)
        visits_in_line.left(ticket, actor, now)
        return ticket
    again: dict[str, Any] = row.before
    if again.get("status", ticket.status) in WITH_DOCTOR:
        doctor = Doctor.get_by_id(again.get("serving_doctor", ticket.serving_doctor_id))
        busy = with_doctor(doctor.id)
        if busy is not None and busy.id != ticket.id:
            raise DoctorBusy(doctor=doctor, ticket=busy)
        _refuse_taken(again.get("room", ticket.room), ticket, now)
    if again.get("status") in LIVE:
        _refuse_second(ticket, now)
    ticket = put(ticket, "undo", actor, now, again)
    visits_in_line.follow(ticket, actor, now)
    return ticket
