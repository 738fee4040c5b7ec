"""Today's queue from the patient's side: join, check in, presence, more time, leave; and the switch of the queue.

Every act locks the clinic's row first, so that limits and numbers hold under any concurrency. What the desk does with
a place is in store/calls.py, who is next in store/line.py, how long it takes in store/waits.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, cast

from peewee import IntegrityError, fn

from store import appointments, audit, duty, references, schedules, settings, visits_in_line
from store.audit import Actor
from store.database import lock, retried, transaction
from store.errors import (
    AlreadyInQueue,
    DoctorOff,
    DoctorQueueFull,
    NotToday,
    QueueClosed,
    QueueFull,
    Refusal,
    WalkInsOff,
)
from store.line import Standing, in_order
from store.line import ahead as count_ahead
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Ticket
from store.tickets import LIVE, label, live_of, move, of_day, today

URGENCIES = ("routine", "urgent", "emergency")


@retried
def join(
    clinic: Clinic,
    patient: Patient,
    *,
    contact: Contact | None,
    doctor: Doctor | None = None,
    reason: str = "",
    urgency: str = "routine",
    present: bool = False,
    actor: Actor,
    now: dt.datetime,
) -> Ticket:
    """A walk-in's place in today's line (Q1), for `doctor` or, with None, for whoever is free first.

    Raises AlreadyInQueue(ticket), WalkInsOff, QueueClosed(opens_at), QueueFull(limit), DoctorQueueFull(doctor, limit,
    others: the doctors on duty who still take walk-ins), DoctorOff(doctor, others).
    """
    if urgency not in URGENCIES:
        raise ValueError(urgency)
    with transaction():
        lock(Clinic, clinic.id)
        _refuse_second_place(clinic, patient, now)
        _refuse_beyond_limits(clinic, doctor, now, at_desk=actor.kind == "staff")
        facts = {"doctor": doctor, "urgency": urgency, "reason": reason.strip(), "present": present}
        reference = references.reference(clinic, today(clinic, now), "WLK")
        return _create(clinic, patient, contact, actor, now, reference=reference, **facts)


@retried
def check_in(appointment: Appointment, *, contact: Contact | None, actor: Actor, now: dt.datetime) -> Ticket:
    """HERE for a booked visit (P8): the visit is checked in and stands in the one line, where its time counts (Q8).

    Raises AlreadyInQueue(ticket), WrongTransition when the visit is not to come, NotToday(appointment) on another day.
    The limits and the switch of the queue are for walk-ins: a booked patient is always let in.
    """
    clinic = appointment.clinic
    with transaction():
        lock(Clinic, clinic.id)
        if today(clinic, appointment.starts_at) != today(clinic, now):
            raise NotToday(appointment=appointment)
        _refuse_second_place(clinic, appointment.patient, now)
        appointments.check_in(appointment, actor=actor, now=now)
        facts = {"reference": appointment.reference, "doctor": appointment.doctor_id, "present": True}
        return _create(clinic, appointment.patient, contact, actor, now, appointment=appointment, **facts)


def live_ticket(patients: Iterable[Patient], clinic: Clinic, now: dt.datetime) -> Ticket | None:
    """The place today of one of these people (the ones a contact speaks for); of several, the first number."""
    mine = live_of(list(patients), clinic, now)
    return mine[0] if mine else None


@retried
def leave(ticket: Ticket, actor: Actor, now: dt.datetime) -> Ticket:
    """Gives the place up (LEAVE): counted as no-wait. Raises WrongTransition once they are with the doctor."""
    with transaction():
        lock(Clinic, ticket.clinic_id)
        ticket = move(_fresh(ticket), "leave", actor, now, finished_at=now)
        visits_in_line.left(ticket, actor, now)
        return ticket


@retried
def set_presence(ticket: Ticket, present: bool, actor: Actor, now: dt.datetime) -> Ticket:
    """HERE and AWAY. Being here ends "10 more minutes" and takes back who was passed over. The same again is no act."""
    with transaction():
        lock(Clinic, ticket.clinic_id)
        ticket = _fresh(ticket)
        if ticket.present == present and (ticket.not_before is None or not present):
            return ticket
        if not present:
            return move(ticket, "away", actor, now, present=False)
        return move(ticket, "present", actor, now, present=True, not_before=None)


@retried
def later(ticket: Ticket, minutes: int, actor: Actor, now: dt.datetime) -> Ticket:
    """Lets others pass for `minutes` (1 to 120). Somebody just called goes back in line with their place kept."""
    with transaction():
        lock(Clinic, ticket.clinic_id)
        ticket = _fresh(ticket)
        until = now + dt.timedelta(minutes=max(1, min(minutes, 120)))
        freed: dict[str, Any] = {"serving_doctor": None, "room": "", "called_at": None, "called_by": ""}
        return move(ticket, "later", actor, now, not_before=until, **freed)


@retried
def set_open(clinic: Clinic, open_: bool, actor: Actor, now: dt.datetime) -> bool:
    """The queue's switch (Q6). Closed, nobody new joins; who stands in line is still called. False: it already was."""
    with transaction():
        lock(Clinic, clinic.id)
        was = Clinic.get_by_id(clinic.id).queue_open
        clinic.queue_open = open_
        if was == open_:
            return False
        Clinic.update(queue_open=open_).where(Clinic.id == clinic.id).execute()
        event = "queue.open" if open_ else "queue.close"
        audit.record(clinic, actor, event, clinic, now, {"queue_open": was}, {"queue_open": open_})
        return True


# --- The line --------------------------------------------------------------------------------------------------------


def standing(ticket: Ticket, visit: Appointment | None) -> Standing:
    """The ticket as the rule of the line sees it; `visit` is its booked visit, if any."""
    return Standing(
        key=ticket.id,
        number=ticket.number,
        joined_at=ticket.joined_at,
        doctor=ticket.doctor_id,
        urgency=ticket.urgency,
        visit_at=visit.starts_at if visit else None,
        not_before=ticket.not_before,
        aside=ticket.passed_over > 0 and not ticket.present,
    )


def standings(tickets: Sequence[Ticket]) -> list[Standing]:
    """As `standing`, of many; reads their visits at once."""
    ids = [ticket.appointment_id for ticket in tickets if ticket.appointment_id is not None]
    visits = {visit.id: visit for visit in Appointment.select().where(Appointment.id.in_(ids))} if ids else {}
    return [standing(ticket, visits.get(ticket.appointment_id or 0)) for ticket in tickets]


def waiting(clinic: Clinic, now: dt.datetime) -> list[Ticket]:
    """Who waits, in the order of the line."""
    tickets = {ticket.id: ticket for ticket in of_day(clinic, now, "waiting")}
    line = in_order(standings(list(tickets.values())), now, urgent_first=urgent_first(clinic))
    return [tickets[place.key] for place in line]


def ahead(clinic: Clinic, now: dt.datetime) -> dict[int, int]:
    """How many stand before each ticket that waits, by its id, in the order of the line."""
    ordered = in_order(standings(of_day(clinic, now, "waiting")), now, urgent_first=urgent_first(clinic))
    return count_ahead(ordered, [one.doctor.id for one in duty.still_working(clinic, now)])


def urgent_first(clinic: Clinic) -> bool:
    return settings.of(clinic).walk_in_priority == "urgent_first"


def usual_slot(clinic: Clinic) -> int:
    """Minutes of a visit where no schedule says."""
    return settings.of(clinic).default_slot_duration


# --- Limits ----------------------------------------------------------------------------------------------------------


def _refuse_second_place(clinic: Clinic, patient: Patient, now: dt.datetime) -> None:
    mine = live_of([patient], clinic, now)
    if mine:
        raise AlreadyInQueue(ticket=mine[0])


def refusal(clinic: Clinic, now: dt.datetime) -> Refusal | None:
    """Why a walk-in for any doctor could not join now; None when they could."""
    try:
        _refuse_beyond_limits(clinic, None, now, at_desk=False)
    except Refusal as found:
        return found
    return None


def _refuse_beyond_limits(clinic: Clinic, doctor: Doctor | None, now: dt.datetime, *, at_desk: bool) -> None:
    """`at_desk`: staff add somebody who stands before them, so nobody asks whether a doctor still works today."""
    rules = settings.of(clinic)
    if not rules.walk_in_enabled:
        raise WalkInsOff
    if not Clinic.get_by_id(clinic.id).queue_open:
        raise QueueClosed(opens_at=None)
    on_duty = [one.doctor for one in duty.still_working(clinic, now)]
    if not on_duty and not at_desk and (opens_at := _next_opening(clinic, now)):
        raise QueueClosed(opens_at=opens_at)
    if len(of_day(clinic, now, "waiting")) >= rules.max_queue_length:
        raise QueueFull(limit=rules.max_queue_length)
    room = room_by_doctor(clinic, now)
    others = [one for one in on_duty if room.get(one.id, 0) > 0 and one != doctor]
    if doctor is not None and room.get(doctor.id, 0) <= 0:
        limit = settings.of(clinic, doctor).max_walk_ins_per_doctor_per_day
        raise DoctorQueueFull(doctor=doctor, limit=limit, others=others)
    if doctor is not None and on_duty and doctor not in on_duty and not at_desk:
        raise DoctorOff(doctor=doctor, others=others)
    if doctor is None and on_duty and not others:
        raise QueueFull(limit=rules.max_walk_ins_per_doctor_per_day * len(on_duty))


def _next_opening(clinic: Clinic, now: dt.datetime) -> dt.datetime | None:
    """When the first doctor begins on the next day somebody works; None for a clinic that has no hours yet."""
    day = schedules.next_day_open(clinic, today(clinic, now))
    hours = schedules.hours(clinic, day) if day is not None else None
    return dt.datetime.combine(day, hours[0], clinic.zone) if day is not None and hours is not None else None


def room_by_doctor(clinic: Clinic, now: dt.datetime) -> dict[int, int]:
    """How many more walk-ins each active doctor takes today (Q6). Who gave up or was removed does not count."""
    held = (
        (Ticket.clinic == clinic) & (Ticket.day == today(clinic, now)) & Ticket.appointment.is_null()
        & Ticket.status.in_((*LIVE, "completed"))
    )  # fmt: skip
    whose = fn.COALESCE(Ticket.serving_doctor, Ticket.doctor)
    counted = Ticket.select(whose.alias("whose"), fn.COUNT(Ticket.id).alias("walk_ins")).where(held).group_by(whose)
    taken = dict(cast(Iterable[tuple[int, int]], counted.tuples()))
    doctors = list(Doctor.select().where(Doctor.clinic == clinic, Doctor.active))
    rules = settings.each(clinic, doctors)
    return {one.id: rules[one.id].max_walk_ins_per_doctor_per_day - taken.get(one.id, 0) for one in doctors}


# --- Rows ------------------------------------------------------------------------------------------------------------


def _create(
    clinic: Clinic,
    patient: Patient,
    contact: Contact | None,
    actor: Actor,
    now: dt.datetime,
    **facts: object,
) -> Ticket:
    day = today(clinic, now)
    number = references.next_number(clinic, "queue", day)
    same = {"clinic": clinic, "patient": patient, "contact": contact, "joined_at": now}
    try:
        with transaction():  # the unique index has the last word on one live place a patient a day
            ticket = Ticket.create(day=day, number=number, **same, **facts)
    except IntegrityError:
        _refuse_second_place(clinic, patient, now)
        raise
    after = {
        "number": label(ticket), "doctor": ticket.doctor_id, "urgency": ticket.urgency, "version": ticket.version,
        "ahead": ahead(clinic, now)[ticket.id],
    }  # fmt: skip
    audit.record(clinic, actor, "ticket.join", ticket, now, after=after)
    return ticket


def _fresh(ticket: Ticket) -> Ticket:
    found: Ticket = Ticket.get_by_id(ticket.id)
    return found
