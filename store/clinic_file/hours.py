"""A doctor's weekly hours: lines of the file as rows of the table schedule."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from store.clinic_file.changes import Ledger
from store.clinic_file.checks import said_times
from store.clinic_file.form import FoundDoctor
from store.models import Doctor, Schedule
from store.settings import Settings
from store.timetable import fives
from store.values import DAY_NAMES


@dataclass(frozen=True)
class Hours:
    """The columns of a schedule that the file decides."""

    weekday: int
    starts: dt.time
    ends: dt.time
    slot_minutes: int
    break_minutes: int
    buffer_minutes: int
    capacity: int
    visit_type: str
    valid_from: dt.date | None
    valid_until: dt.date | None

    @property
    def when(self) -> str:
        """Mon 9:00-12:00"""
        return f"{DAY_NAMES[self.weekday][:3].capitalize()} {said_times((self.starts, self.ends))}"

    @property
    def valid(self) -> str:
        """ " from 2026-09-01 until 2027-06-30"; empty for always."""
        return (f" from {self.valid_from}" if self.valid_from else "") + (
            f" until {self.valid_until}" if self.valid_until else ""
        )

    def __str__(self) -> str:
        text = self.when
        text += f" slot {self.slot_minutes} break {self.break_minutes} buffer {self.buffer_minutes}"
        return f"{text} capacity {self.capacity} {self.visit_type}{self.valid}"


COLUMNS = [column.name for column in fields(Hours)]


def wanted(found: FoundDoctor, rules: Settings) -> list[Hours]:
    """What the file says of one doctor; where it is silent the doctor's line, then the settings `rules` decide."""
    doctor, result = found.entry, []
    for line in found.hours:
        entry = line.entry
        for weekday in entry.days:
            for starts, ends in entry.times:
                result.append(
                    Hours(
                        weekday,
                        starts,
                        ends,
                        entry.slot or doctor.slot or fives(rules.default_slot_duration),
                        _first(entry.break_, doctor.break_, 0),
                        _first(entry.buffer, doctor.buffer, fives(rules.buffer_time_minutes)),
                        _first(entry.capacity, doctor.capacity, 1),
                        entry.visit_type or doctor.visit_type or "in_person",
                        entry.from_,
                        entry.until,
                    )
                )
    return result


def said(found: FoundDoctor) -> list[Any]:
    """What the file itself says of the doctor's hours, without what settings fill in, in JSON's own types."""
    shape = ("slot", "break_", "buffer", "capacity", "visit_type")
    lines = [line.entry.model_dump(mode="json") for line in found.hours]
    return [[getattr(found.entry, name) for name in shape], *lines]


def put(ledger: Ledger, doctor: Doctor, hours: list[Hours]) -> None:
    """Makes the doctor's schedule these hours, keeping the rows that stay."""
    there: dict[Hours, list[int]] = {}
    for row in Schedule.select().where(Schedule.doctor == doctor, Schedule.active).order_by(Schedule.id):
        there.setdefault(Hours(*(getattr(row, column) for column in COLUMNS)), []).append(row.id)
    now, then = Counter(hours), Counter({one: len(ids) for one, ids in there.items()})
    gone, new = then - now, now - then
    if not gone and not new:
        return
    dropped = [number for one, count in gone.items() for number in there[one][-count:]]
    if dropped:
        Schedule.delete().where(Schedule.id.in_(dropped)).execute()
    rows = [(doctor.id, *(getattr(one, column) for column in COLUMNS)) for one in new.elements()]
    if rows:
        Schedule.insert_many(rows, [Schedule.doctor, *(Schedule._meta.fields[name] for name in COLUMNS)]).execute()
    before, after = ([str(one) for one in _in_order(side.elements())] for side in (then, now))
    ledger.note("changed", "doctor", doctor, doctor.name, ["hours"], {"hours": before}, {"hours": after})


def _in_order(hours: Iterable[Hours]) -> list[Hours]:
    return sorted(hours, key=lambda one: (one.weekday, one.starts, one.valid_from or dt.date.min))


def _first(*values: int | None) -> int:
    """The first that is given; the last always is."""
    return next(value for value in values if value is not None)
