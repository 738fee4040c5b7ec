"""A doctor's weekly hours, changed by hand (B1): add, change, end, copy to another. Files write them elsewhere
(store/clinic_file/hours.py).

Nothing here looks at visits: bot/desk/hours.py does, and calls these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from store import audit, settings
from store.audit import Actor
from store.clinic_file.hours import COLUMNS, Hours
from store.database import transaction
from store.errors import Invalid, NotFound
from store.models import VISIT_TYPES, Clinic, Doctor, Schedule
from store.timetable import DAY, FIVE, fives

LONGEST = 480  # minutes


def named(clinic: Clinic, number: int) -> Schedule:
    """The active hours of this id. Raises NotFound."""
    rows = Schedule.select().join(Doctor).where(Doctor.clinic == clinic, Schedule.id == number, Schedule.active)
    row: Schedule | None = rows.first()
    if row is None:
        raise NotFound(thing="hours")
    return row


def of(doctor: Doctor, since: dt.date) -> list[Schedule]:
    """The doctor's hours that hold on `since` or later, by weekday and start."""
    lasting = Schedule.valid_until.is_null() | (Schedule.valid_until >= since)
    rows = Schedule.select().where(Schedule.doctor == doctor, Schedule.active, lasting)
    return sorted(rows, key=lambda row: (row.weekday, row.starts, row.valid_from or dt.date.min))


def hours_of(row: Schedule) -> Hours:
    return Hours(*(getattr(row, column) for column in COLUMNS))


def add(doctor: Doctor, wanted: Sequence[Hours], *, actor: Actor, now: dt.datetime) -> list[Schedule]:
    """These hours, beside those there are; what is there already stays as it is. Raises Invalid."""
    with transaction():
        return [_added(doctor, hours, actor, now) for hours in wanted]


def change(
    row: Schedule, *, since: dt.date | None = None, actor: Actor, now: dt.datetime, **columns: Any
) -> Schedule:  # fmt: skip
    """The row with other `columns` (those of Hours). From `since` on, where given: until the day before it stays as it
    was, and the new hours are a row of their own. Raises Invalid."""
    before = hours_of(row)
    after = replace(before, **columns)
    if after == before:
        return row
    with transaction():
        if since is not None and (before.valid_from or dt.date.min) < since <= (before.valid_until or dt.date.max):
            end(row, since - DAY, actor=actor, now=now)
            return _added(row.doctor, replace(after, valid_from=since), actor, now)
        check(after)
        _check_alone(row.doctor, after, row)
        Schedule.update(asdict(after)).where(Schedule.id == row.id).execute()
        _record("change", row, actor, now, before, after)
    changed: Schedule = Schedule.get_by_id(row.id)
    return changed


def end(row: Schedule, last: dt.date, *, actor: Actor, now: dt.datetime) -> Schedule:
    """`last` is the last day of these hours; before their first day it takes them away altogether."""
    never = row.valid_from is not None and last < row.valid_from
    if not never and row.valid_until is not None and row.valid_until <= last:
        return row
    before = hours_of(row)
    with transaction():
        values: dict[str, Any] = {"active": False} if never else {"valid_until": last}
        Schedule.update(values).where(Schedule.id == row.id).execute()
        _record("end", row, actor, now, before, None if never else replace(before, valid_until=last))
    ended: Schedule = Schedule.get_by_id(row.id)
    return ended


def copy(doctor: Doctor, to: Doctor, since: dt.date, *, actor: Actor, now: dt.datetime) -> list[Schedule]:
    """From `since` on the week of `to` is that of `doctor`; what `to` had ends the day before. Raises Invalid."""
    if doctor.id == to.id:
        raise Invalid(field="to", problem="is the same doctor")
    wanted = [hours_of(row) for row in of(doctor, since)]
    if not wanted:
        raise Invalid(field="doctor", problem=f"has no hours from {since} on")
    wanted = [replace(one, valid_from=max(since, one.valid_from or since)) for one in wanted]
    with transaction():
        for row in of(to, since):
            if hours_of(row) not in wanted:
                end(row, since - DAY, actor=actor, now=now)
        return [_added(to, one, actor, now) for one in wanted]


def put(
    doctor: Doctor, wanted: Mapping[int, Sequence[tuple[dt.time, dt.time]]], since: dt.date,
    until: dt.date | None = None, *, actor: Actor, now: dt.datetime,
) -> list[Schedule]:  # fmt: skip
    """From `since` on, `until` where given, the hours of each weekday of `wanted` are these and no others; then as
    before. The rows that begin or end.

    New hours have the shape (slot, buffer, capacity, kind) of those they stand in for, else of the doctor's others.
    Raises Invalid.
    """
    there, changed = of(doctor, since), list[Schedule]()
    with transaction():
        for weekday, times in wanted.items():
            old = [row for row in there if row.weekday == weekday and (until is None or _begins(row) <= until)]
            staying = [row for row in old if (row.starts, row.ends) in times and _covers(row, since, until)]
            for row in (row for row in old if row not in staying):
                after = hours_of(row)
                changed.append(end(row, since - DAY, actor=actor, now=now))
                if until is not None and (after.valid_until or dt.date.max) > until:
                    changed.append(_added(doctor, replace(after, valid_from=until + DAY), actor, now))
            for starts, ends in sorted({*times} - {(row.starts, row.ends) for row in staying}):
                hours = replace(_shaped(doctor, weekday, starts, ends, old or there), valid_from=since)
                changed.append(_added(doctor, replace(hours, valid_until=until), actor, now))
    return changed


def _begins(row: Schedule) -> dt.date:
    return row.valid_from or dt.date.min


def _covers(row: Schedule, since: dt.date, until: dt.date | None) -> bool:
    return _begins(row) <= since and (row.valid_until or dt.date.max) >= (until or dt.date.max)


def _shaped(doctor: Doctor, weekday: int, starts: dt.time, ends: dt.time, like: Sequence[Schedule]) -> Hours:
    """Hours with the shape of those of `like` that they share a moment with, else the first's, else the settings'."""
    near = next((row for row in like if row.starts < ends and starts < row.ends), next(iter(like), None))
    if near is not None:
        return replace(hours_of(near), weekday=weekday, starts=starts, ends=ends)
    rules = settings.of(doctor.clinic, doctor)
    slot, buffer = fives(rules.default_slot_duration), fives(rules.buffer_time_minutes)
    return Hours(weekday, starts, ends, slot, 0, buffer, 1, "in_person", None, None)


def shape(doctor: Doctor, day: dt.date) -> dict[str, Any]:
    """What extra hours on `day` are to be like: as the doctor's weekly ones (see blocks.open_hours)."""
    like = _shaped(doctor, day.weekday(), dt.time(0), dt.time(23, 59), of(doctor, day))
    names = ("slot_minutes", "buffer_minutes", "capacity", "visit_type")
    return {name: getattr(like, name) for name in names}


def check(hours: Hours) -> None:
    """Raises Invalid(field, problem) for hours that no schedule can have."""
    _check_times(hours)
    for field, least in (("slot_minutes", FIVE), ("break_minutes", 0), ("buffer_minutes", 0)):
        value = getattr(hours, field)
        if not least <= value <= LONGEST or value % FIVE:
            raise Invalid(field=field, problem=f"{value} is not a multiple of {FIVE} from {least} to {LONGEST}")
    length = (hours.ends.hour - hours.starts.hour) * 60 + hours.ends.minute - hours.starts.minute
    if length < hours.slot_minutes:
        raise Invalid(field="slot_minutes", problem=f"a slot of {hours.slot_minutes} minutes does not fit")
    if not 1 <= hours.capacity <= 100:
        raise Invalid(field="capacity", problem=f"{hours.capacity} is not between 1 and 100")
    if hours.visit_type not in VISIT_TYPES:
        raise Invalid(field="visit_type", problem=f"{hours.visit_type!r} is not one of {', '.join(VISIT_TYPES)}")


def _check_times(hours: Hours) -> None:
    if not 0 <= hours.weekday <= 6:
        raise Invalid(field="weekday", problem=f"{hours.weekday} is not between 0 (Monday) and 6")
    if hours.ends <= hours.starts:
        raise Invalid(field="ends", problem="is not after the start")
    for field in ("starts", "ends"):
        time = getattr(hours, field)
        if time.second or time.microsecond or time.tzinfo is not None:
            raise Invalid(field=field, problem="is to be hours and minutes on the clinic's clock")
    if hours.starts.minute % FIVE:
        raise Invalid(field="starts", problem=f"is between the multiples of {FIVE} minutes")
    if hours.valid_from and hours.valid_until and hours.valid_until < hours.valid_from:
        raise Invalid(field="valid_until", problem="is before the first day")


def _added(doctor: Doctor, hours: Hours, actor: Actor, now: dt.datetime) -> Schedule:
    check(hours)
    same = [
        row for row in Schedule.select().where(Schedule.doctor == doctor, Schedule.active) if hours_of(row) == hours
    ]
    if same:
        return same[0]
    _check_alone(doctor, hours, None)
    row = Schedule.create(doctor=doctor, **asdict(hours))
    _record("add", row, actor, now, None, hours)
    return row


def _check_alone(doctor: Doctor, hours: Hours, but: Schedule | None) -> None:
    """Hours of one doctor that share a moment could not be told apart; the clinic file forbids them too."""
    rows = Schedule.select().where(Schedule.doctor == doctor, Schedule.active, Schedule.weekday == hours.weekday)
    for row in rows:
        other = hours_of(row)
        days = (other.valid_from or dt.date.min) <= (hours.valid_until or dt.date.max) and (
            hours.valid_from or dt.date.min
        ) <= (other.valid_until or dt.date.max)
        if days and other.starts < hours.ends and hours.starts < other.ends and (but is None or row.id != but.id):
            raise Invalid(field="starts", problem=f"overlaps the hours {other.when}{other.valid}")


def _record(
    verb: str, row: Schedule, actor: Actor, now: dt.datetime, before: Hours | None, after: Hours | None
) -> None:
    told = [{"doctor": row.doctor_id, "hours": str(side)} if side else {} for side in (before, after)]
    audit.record(row.doctor.clinic_id, actor, f"hours.{verb}", row, now, *told)
