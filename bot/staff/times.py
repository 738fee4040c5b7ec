"""A free time for what staff wrote: the very one, or a list to pick from. Picking from the list is the yes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from bot.flows.wish import PARTS
from bot.messages import Choice
from bot.staff import finding
from bot.staff.turn import StaffTurn
from bot.understanding import Understanding
from store import schedules
from store.errors import NotOpen, PatientBusy, SlotTaken
from store.models import Appointment, Doctor, Patient, Service
from store.schedules import Opening

TIMES_SHOWN = 6
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Wanted:
    """What a time is looked for: whose, with whom (None: anybody), when in words; `moving` is the visit it replaces."""

    patient: Patient
    doctor: Doctor | None
    reading: Understanding
    moving: Appointment | None = None

    def service(self, turn: StaffTurn, doctor: Doctor | None) -> Service | None:
        """The service of the visit moved, the one named, else the first the doctor gives."""
        if self.moving is not None:
            return self.moving.service
        if self.reading.service is not None:
            named: Service = self.reading.service
            return named
        if doctor is None:
            return None
        return next((one for one in turn.services if doctor in schedules.doctors_for(turn.clinic, one)), None)

    def is_as_it_was(self, opening: Opening) -> bool:
        """The time of the very visit that is to be moved."""
        old = self.moving
        return old is not None and (opening.starts_at, opening.doctor.id) == (old.starts_at, old.doctor_id)

    def about(self, turn: StaffTurn) -> dict[str, Any]:
        """Staff are not held to the minimum notice or the advance limit."""
        service = self.service(turn, self.doctor)
        return {"service": service, "patient": self.patient, "ignoring": self.moving, "now": turn.now, "notice": False}


def opening(turn: StaffTurn, wanted: Wanted) -> Opening | None:
    """The free time meant; shows a list to pick from where the words leave a choice, or the time is taken."""
    if "opening" in turn.picked:
        doctor_id, at = turn.picked["opening"]
        doctor, starts_at = Doctor.get_by_id(doctor_id), dt.datetime.fromisoformat(at)
        return schedules.opening_at(turn.clinic, doctor, starts_at, **wanted.about(turn))
    exact = exact_time(turn, wanted)
    if exact is not None:
        return _exactly(turn, wanted, exact)
    _list(turn, _in_words(turn, wanted), "desk.which_time")
    return None


def exact_time(turn: StaffTurn, wanted: Wanted) -> dt.datetime | None:
    """The one moment the words name; for a move, what they leave out is as it was."""
    reading, moving = wanted.reading, wanted.moving
    if reading.date_end is not None or reading.time_end is not None or reading.bound is not None or reading.part:
        return None
    day, time = reading.date, reading.time
    if moving is not None and (day is None) != (time is None):
        before = moving.starts_at.astimezone(turn.clinic.zone)
        day, time = day or before.date(), time or before.time()
    return dt.datetime.combine(day, time, turn.clinic.zone) if day and time else None


def _exactly(turn: StaffTurn, wanted: Wanted, at: dt.datetime) -> Opening | None:
    about = wanted.about(turn)
    if wanted.doctor is None:
        after = (at + dt.timedelta(minutes=1)).time()
        free = schedules.openings(
            turn.clinic, first=at.date(), last=at.date(), time_from=at.time(), time_to=after, **about
        )
        if len(free) == 1:
            return free[0]
        near = free or schedules.nearest(turn.clinic, at, doctor=None, limit=TIMES_SHOWN, **about)
        _list(turn, near[:TIMES_SHOWN], "desk.which_time" if free else "desk.not_free")
        return None
    try:
        return schedules.opening_at(turn.clinic, wanted.doctor, at, **about)
    except (NotOpen, SlotTaken, PatientBusy) as refusal:
        near = schedules.nearest(turn.clinic, at, doctor=wanted.doctor, limit=TIMES_SHOWN, **about)
        near = [one for one in near if not wanted.is_as_it_was(one)]
        _list(turn, near, "desk.busy_then" if isinstance(refusal, PatientBusy) else "desk.not_free")
        return None


def _in_words(turn: StaffTurn, wanted: Wanted) -> list[Opening]:
    """What is free in the days and hours the words leave open; a bare BOOK means the coming week."""
    reading = wanted.reading
    first = reading.date or turn.today
    last = reading.date_end or reading.date or turn.today + WEEK
    start, end = PARTS.get(reading.part or "", (reading.time, reading.time_end))
    if reading.bound == "before":
        start, end = None, reading.time
    elif reading.time is not None and reading.bound is None and end is None:
        end = (dt.datetime.combine(first, reading.time) + dt.timedelta(minutes=1)).time()
    doctors = [wanted.doctor] if wanted.doctor is not None else None
    return schedules.openings(
        turn.clinic, first=first, last=last, doctors=doctors, time_from=start, time_to=end, limit=TIMES_SHOWN,
        **wanted.about(turn),
    )  # fmt: skip


def _list(turn: StaffTurn, free: list[Opening], key: str) -> None:
    """Picking from the list is the yes."""
    choices = [
        Choice(
            f"{turn.when(one.starts_at)}, {turn.doctor_name(one.doctor)}",
            {"opening": [one.doctor.id, one.starts_at.isoformat()], "sure": True},
        )
        for one in free
    ]
    if choices:
        turn.ask(key, choices)
    else:
        turn.tell("desk.nothing_free")


def with_whom(turn: StaffTurn, said: str) -> tuple[Doctor | None, bool]:
    """The doctor named (a doctor's own without), and whether the asker may go on: two that fit are asked about."""
    if "doctor" in turn.picked:
        return next((one for one in turn.doctors if one.id == turn.picked["doctor"]), None), True
    reading = turn.read(said)
    named, _ = finding.doctors_named(finding.spoken(said), turn.doctors)
    if reading.doctor is not None:
        named = [reading.doctor]
    if len(named) > 1:
        turn.ask("desk.which_doctor", finding.doctor_choices(turn, named))
        return None, False
    if turn.own_doctor is None:
        return (named[0] if named else None), True
    if named and named[0].id != turn.own_doctor:
        turn.tell("desk.own_only")
        return None, False
    return next((one for one in turn.doctors if one.id == turn.own_doctor), None), True
