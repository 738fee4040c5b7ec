"""The clinic's day as the board shows it: rooms, the line, visits, counts. Read in a handful of queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from bot.desk import day as desk_day
from handlers.staff.endpoint import Asker
from handlers.staff.finding import concerns
from store import appointments, duty, waits
from store.duty import Duty
from store.models import TICKET_STATUSES, Appointment, Clinic, Contact, Doctor, Patient, Ticket
from store.schedules import doctors_for
from store.tickets import LIVE, WITH_DOCTOR, of_day, today
from store.waits import Place

MOST_VISITS = 400
OVER = ("completed", "cancelled", "no-show", "rescheduled")

Row = TypeVar("Row", Patient, Contact, Appointment, Doctor)


@dataclass(frozen=True)
class Room:
    """A doctor on duty: whom they have, how many could be called to them, where they call to."""

    doctor: Doctor
    room: str
    ticket: Ticket | None
    waiting: int
    until: dt.datetime | None  # the end of their day; None for somebody who sees a patient outside it
    back_at: dt.datetime | None  # in a break until then
    delayed: int  # how many visits a delay of theirs would concern now


@dataclass(frozen=True)
class Visit:
    """A booked visit of today, and its place in line once it has one."""

    visit: Appointment
    ticket: Ticket | None

    @property
    def over(self) -> bool:
        return self.visit.status in OVER


@dataclass(frozen=True)
class Day:
    """Everything the day's page needs. `line` is in the order in which people will be called."""

    rooms: list[Room]
    line: list[tuple[Ticket, Place]]
    gone: list[Ticket]  # left unseen, the latest first
    visits: list[Visit]
    finished: list[Visit]
    doctors: list[Doctor]
    on_duty: frozenset[int]  # the ids of those whose day is not over
    counts: dict[str, int]
    open: bool

    @property
    def to_come(self) -> int:
        """How many booked patients are not here yet."""
        return sum(one.ticket is None and one.visit.status in ("pending", "confirmed") for one in self.visits)


def read(asker: Asker) -> Day:
    """Today as this member may see it: a doctor sees their own visits, and of the line who may be theirs."""
    clinic, now = asker.clinic, asker.now
    doctors = doctors_for(clinic, None)
    tickets = [ticket for ticket in with_people(of_day(clinic, now, *TICKET_STATUSES)) if concerns(asker, ticket)]
    places = waits.places(clinic, now)
    by_id = {ticket.id: ticket for ticket in tickets}
    line = [(by_id[key], place) for key, place in places.items() if key in by_id]
    visits = _visits(asker, doctors, tickets)
    duties = {one.doctor.id: one for one in duty.still_working(clinic, now)}
    gone = [ticket for ticket in tickets if ticket.status == "no-wait"]
    return Day(
        rooms=_rooms(asker, duties, doctors, tickets, [ticket for ticket, _ in line], visits),
        line=line,
        gone=sorted(gone, key=lambda ticket: ticket.finished_at or ticket.joined_at, reverse=True),
        visits=[one for one in visits if not one.over],
        finished=[one for one in visits if one.over],
        doctors=doctors,
        on_duty=frozenset(duties),
        counts=_counts(tickets),
        open=Clinic.get_by_id(clinic.id).queue_open,
    )


def with_people(tickets: list[Ticket]) -> list[Ticket]:
    """The tickets with their patients, contacts, doctors and visits read at once."""
    patients = _by_id(Patient, (ticket.patient_id for ticket in tickets))
    contacts = _by_id(Contact, (ticket.contact_id for ticket in tickets))
    visits = _by_id(Appointment, (ticket.appointment_id for ticket in tickets))
    doctors = _by_id(Doctor, (key for one in tickets for key in (one.doctor_id, one.serving_doctor_id)))
    for ticket in tickets:
        ticket.patient = patients[ticket.patient_id]
        ticket.contact = contacts.get(ticket.contact_id or 0)
        ticket.appointment = visits.get(ticket.appointment_id or 0)
        ticket.doctor = doctors.get(ticket.doctor_id or 0)
        ticket.serving_doctor = doctors.get(ticket.serving_doctor_id or 0)
    return tickets


def room_of(doctor: Doctor, tickets: Iterable[Ticket]) -> str:
    """The room this doctor last called somebody to today, else the one on their door."""
    called = [one for one in tickets if one.serving_doctor_id == doctor.id and one.called_at and one.room]
    return max(called, key=lambda one: one.called_at or one.joined_at).room if called else doctor.room


def _by_id(table: type[Row], ids: Iterable[int | None]) -> dict[int, Row]:
    wanted = {key for key in ids if key is not None}
    return {row.id: row for row in table.select().where(table.id.in_(list(wanted)))} if wanted else {}


def _rooms(
    asker: Asker,
    duties: dict[int, Duty],
    doctors: list[Doctor],
    tickets: list[Ticket],
    line: list[Ticket],
    visits: list[Visit],
) -> list[Room]:
    having = {one.serving_doctor_id: one for one in tickets if one.status in WITH_DOCTOR}
    shown = [one for one in doctors if one.id in duties or one.id in having]
    if asker.member.role == "doctor":
        shown = [one for one in doctors if one.id == asker.own_doctor]
    delayed = Counter(one.visit.doctor_id for one in visits if desk_day.delayed(one.visit, asker.now))
    return [
        _room(asker, one, room_of(one, tickets), line, duties.get(one.id), having.get(one.id), delayed[one.id])
        for one in shown
    ]


def _room(
    asker: Asker, doctor: Doctor, room: str, line: list[Ticket], own: Duty | None, having: Ticket | None, delayed: int
) -> Room:
    waiting = sum(ticket.doctor_id in (None, doctor.id) for ticket in line)
    until = own.periods[-1][1] if own else None
    starts = [start for start, _ in own.periods if start > asker.now] if own else []
    working = own is not None and any(start <= asker.now < end for start, end in own.periods)
    return Room(doctor, room, having, waiting, until, None if working or not starts else starts[0], delayed)


def _visits(asker: Asker, doctors: list[Doctor], tickets: list[Ticket]) -> list[Visit]:
    day = today(asker.clinic, asker.now)
    own = None
    if asker.member.role == "doctor":
        own = next((one for one in doctors if one.id == asker.own_doctor), None)
        if own is None:
            return []
    rows = appointments.search(asker.clinic, date_from=day, date_to=day, doctor=own, limit=MOST_VISITS)
    standing = {ticket.appointment_id: ticket for ticket in tickets if ticket.status in LIVE}
    return [Visit(row, standing.get(row.id)) for row in rows if row.status != "rescheduled"]


def _counts(tickets: list[Ticket]) -> dict[str, int]:
    found = Counter(ticket.status for ticket in tickets)
    return {
        "waiting": found["waiting"],
        "in service": found["called"] + found["in-service"],
        "completed": found["completed"],
        "no-wait": found["no-wait"],
    }
