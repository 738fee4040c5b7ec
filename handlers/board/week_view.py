"""The week calendar as the board shows it: columns of a day, each cut where something begins or ends."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot import wording
from store import blocks, week
from store.models import Appointment, Clinic, Doctor, Schedule, ScheduleException, local
from store.timetable import DAY, LAST_MINUTE

QUARTER = 15
WHOLE_DAY = 24 * 60
COUNTED = ("pending", "confirmed", "in-progress", "completed")
EARLIEST, LATEST = 8 * 60, 18 * 60  # shown where nobody works


@dataclass(frozen=True)
class Segment:
    """A part of the day in minutes from midnight: blocked, else worked (weekly or extra hours), else free of both."""

    start: int
    end: int
    hours: Schedule | None
    extra: ScheduleException | None
    block: ScheduleException | None
    visits: int = 0

    @property
    def kind(self) -> str:
        if self.block is not None:
            return "blocked"
        return "open" if self.hours or self.extra else "gap"

    @property
    def quarters(self) -> int:
        return max(1, round(self.end / QUARTER) - round(self.start / QUARTER))

    @property
    def starts(self) -> str:
        return clock(self.start)

    @property
    def ends(self) -> str:
        return clock(self.end)

    @property
    def hours_told(self) -> str:
        """ "8:30am–5pm"; midnight at the end is "12am"."""
        return "–".join(wording.clock(dt.time(minute // 60 % 24, minute % 60)) for minute in (self.start, self.end))

    @property
    def told(self) -> str:
        """What the calendar says of it beside the time."""
        if self.block is not None:
            whose = "" if self.block.doctor_id else "clinic: "
            return f"{whose}{self.block.note or self.block.kind}"
        shape = self.extra or self.hours
        if shape is None:
            return ""
        parts = ["extra hours"] if self.extra else []
        parts += [f"every {shape.slot_minutes} min"] if shape.slot_minutes else []
        parts += [f"{shape.capacity} at once"] if shape.capacity > 1 else []
        parts += [] if shape.visit_type == "in_person" else [shape.visit_type.replace("both", "online too")]
        return ", ".join(parts)


@dataclass(frozen=True)
class Column:
    """One doctor's day. `today`: it is today."""

    doctor: Doctor
    day: dt.date
    today: bool
    segments: list[Segment]


def columns(clinic: Clinic, pairs: Sequence[tuple[Doctor, dt.date]], today: dt.date) -> list[Column]:
    """A column for each doctor and day, all from the same first hour to the same last."""
    if not pairs:
        return []
    days = [day for _, day in pairs]
    doctors = {doctor.id: doctor for doctor, _ in pairs}
    weekly = {number: week.of(doctor, min(days)) for number, doctor in doctors.items()}
    dated = blocks.listed(clinic, min(days), max(days))
    visits = _visits(clinic, list(doctors), min(days), max(days))
    parts = [_parts(clinic, doctor, day, weekly[doctor.id], dated) for doctor, day in pairs]
    worked = [part for each in parts for part in each if not isinstance(part[2], ScheduleException) or _opens(part[2])]
    first = min((start for start, _, _ in worked), default=EARLIEST) // 60 * 60
    last = -(-max((end for _, end, _ in worked), default=LATEST) // 60) * 60
    return [
        Column(doctor, day, day == today, _cut(each, first, last, visits.get((doctor.id, day), Counter())))
        for (doctor, day), each in zip(pairs, parts, strict=True)
    ]


Part = tuple[int, int, Schedule | ScheduleException]


def _parts(
    clinic: Clinic, doctor: Doctor, day: dt.date, weekly: Sequence[Schedule], dated: Sequence[ScheduleException]
) -> list[Part]:
    """What holds that day, with its minutes from midnight."""
    found: list[Part] = []
    for row in weekly:
        valid = (row.valid_from or day) <= day <= (row.valid_until or day)
        if row.weekday == day.weekday() and valid:
            found.append((_minutes(row.starts), WHOLE_DAY if row.ends >= LAST_MINUTE else _minutes(row.ends), row))
    for one in dated:
        if one.doctor_id in (None, doctor.id):
            start, end = _within(clinic, one.starts_at, day), _within(clinic, one.ends_at, day)
            if start < end:
                found.append((start, end, one))
    return found


def _cut(parts: list[Part], first: int, last: int, visits: Counter[int]) -> list[Segment]:
    edges = sorted({first, last, *(edge for start, end, _ in parts for edge in (start, end) if first < edge < last)})
    segments: list[Segment] = []
    for start, end in pairwise(edges):
        over = [row for begins, ends, row in parts if begins <= start and end <= ends]
        hours = next((row for row in over if isinstance(row, Schedule)), None)
        extra = next((row for row in over if isinstance(row, ScheduleException) and _opens(row)), None)
        block = next((row for row in over if isinstance(row, ScheduleException) and not _opens(row)), None)
        count = sum(number for minute, number in visits.items() if start <= minute < end)
        before = segments[-1] if segments else None
        if before and before.kind == "gap" and not over:  # nothing between them
            segments[-1] = Segment(before.start, end, None, None, None, before.visits + count)
        else:
            segments.append(Segment(start, end, hours, extra, block, count))
    return segments


def _visits(
    clinic: Clinic, doctors: list[int], first: dt.date, last: dt.date
) -> dict[tuple[int, dt.date], Counter[int]]:
    """How many visits start at each minute of each doctor's days."""
    [(since, until)] = blocks.periods(clinic, first, first, (), ())
    [(_, until)] = blocks.periods(clinic, last, last, (), ())
    rows = Appointment.select(Appointment.doctor, Appointment.starts_at).where(
        Appointment.clinic == clinic, Appointment.doctor.in_(doctors), Appointment.starts_at >= since,
        Appointment.starts_at < until, Appointment.status.in_(COUNTED),
    )  # fmt: skip
    found: dict[tuple[int, dt.date], Counter[int]] = {}
    for row in rows:
        start = local(clinic, row.starts_at)
        found.setdefault((row.doctor_id, start.date()), Counter())[_minutes(start.time())] += 1
    return found


def _opens(row: ScheduleException) -> bool:
    return bool(row.kind == "open")


def _within(clinic: Clinic, moment: dt.datetime, day: dt.date) -> int:
    when = local(clinic, moment)
    if when.date() < day:
        return 0
    return WHOLE_DAY if when.date() > day else _minutes(when.time())


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def clock(minutes: int) -> str:
    """ "09:00"; midnight at the end of the day is "24:00"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def week_days(day: dt.date) -> list[dt.date]:
    """Monday to Sunday of the day's week."""
    monday = day - day.weekday() * DAY
    return [monday + number * DAY for number in range(7)]
