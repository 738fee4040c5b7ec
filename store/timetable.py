"""When doctors work: weekly hours, extra openings and blocked periods, as moments. Read through store/schedules.py.

Gaps and folds of daylight saving are decided here and nowhere else. Hours are times of day on the clinic's wall clock:

* a time of day that a night skips does not exist: nothing starts in the gap, hours that begin in it begin at its end;
* a time of day that a night has twice means the first of the two; the second pass of the hour is never offered;
* a visit's length is real minutes, so before a gap it ends later on the wall clock, and in a fold earlier.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from store import settings
from store.clock import UTC
from store.models import Clinic, Doctor, Schedule, ScheduleException
from store.settings import Settings

FIVE = 5
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
LONGEST_FOLD = dt.timedelta(hours=2)
MIDNIGHT = dt.time(0)
LAST_MINUTE = dt.time(23, 59)  # a column of times cannot say 24:00, so hours until 23:59 last until midnight

Period = tuple[dt.datetime, dt.datetime]


def exact(wall: dt.datetime, zone: ZoneInfo) -> dt.datetime | None:
    """The moment (UTC) at which `zone`'s clocks first show `wall` (naive); None when that night skips it."""
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == wall else None


def edge(wall: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """As `exact`, for the edge of a period: inside a gap it is the moment the clocks jump."""
    wall = wall.replace(second=0, microsecond=0)
    while (moment := exact(wall, zone)) is None:
        wall += MINUTE
    return moment


def fives(minutes: int) -> int:
    """`minutes` rounded up to a whole 5, the unit of a claim."""
    return -(-minutes // FIVE) * FIVE


def _on_five(wall: dt.datetime) -> dt.datetime:
    past = dt.timedelta(minutes=wall.minute % FIVE, seconds=wall.second, microseconds=wall.microsecond)
    return wall + (FIVE * MINUTE - past if past else past)


@dataclass(frozen=True)
class Stretch:
    """Unbroken hours of one doctor, with the grid of their starts. Lengths in minutes, moments in UTC."""

    doctor_id: int
    wall: dt.datetime  # naive: where the grid begins on the clinic's wall clock
    starts_at: dt.datetime
    ends_at: dt.datetime
    slot_minutes: int
    step_minutes: int
    buffer_minutes: int
    capacity: int
    visit_type: str

    def starts(self, zone: ZoneInfo, within: Period) -> Iterator[dt.datetime]:
        """The grid's moments inside `within` and the stretch, earliest first, each wall time once."""
        first, end = max(self.starts_at, within[0]), min(self.ends_at, within[1])
        last = end.astimezone(zone)
        until = last.replace(tzinfo=None) + (LONGEST_FOLD if last.fold else dt.timedelta(0))
        wall, step = self.wall, dt.timedelta(minutes=self.step_minutes)
        while wall < until:
            moment = exact(wall, zone)
            if moment is not None and first <= moment < end:
                yield moment
            wall += step


class Timetable:
    """The hours of these doctors from `first` to `last` (inclusive, the clinic's days), loaded in three queries."""

    def __init__(
        self,
        clinic: Clinic,
        doctors: Sequence[Doctor],
        first: dt.date,
        last: dt.date,
        rules: dict[int, Settings] | None = None,
    ) -> None:
        self.zone = clinic.zone
        self._clinic, self._doctors, self._rules = clinic, doctors, rules
        self._days: dict[dt.date, Period] = {}
        self._weekly: dict[tuple[int, int], list[Schedule]] = defaultdict(list)
        self._extra: dict[int, list[ScheduleException]] = defaultdict(list)
        self._blocks: dict[int, list[Period]] = defaultdict(list)
        ids = [doctor.id for doctor in doctors if doctor.active]
        if ids and first <= last:
            self._load(clinic, ids, self.day(first)[0], self.day(last)[1])

    def _load(self, clinic: Clinic, ids: list[int], start: dt.datetime, end: dt.datetime) -> None:
        for hours in Schedule.select().where(Schedule.doctor.in_(ids), Schedule.active).order_by(Schedule.id):
            self._weekly[hours.doctor_id, hours.weekday].append(hours)
        exceptions = ScheduleException.select().where(
            ScheduleException.clinic == clinic,
            ScheduleException.starts_at < end,
            ScheduleException.ends_at > start,
            ScheduleException.doctor.is_null() | ScheduleException.doctor.in_(ids),
        )
        for row in exceptions.order_by(ScheduleException.starts_at, ScheduleException.id):
            for doctor_id in ids if row.doctor_id is None else [row.doctor_id]:
                if row.kind == "open":
                    self._extra[doctor_id].append(row)
                else:
                    self._blocks[doctor_id].append((row.starts_at, row.ends_at))

    @property
    def rules(self) -> dict[int, Settings]:
        """By the doctor's id; read only where an extra opening has no length of its own."""
        if self._rules is None:
            self._rules = settings.each(self._clinic, self._doctors)
        return self._rules

    def day(self, day: dt.date) -> Period:
        """The moments between which it is `day` at the clinic."""
        if day not in self._days:
            midnights = (dt.datetime.combine(each, MIDNIGHT) for each in (day, day + DAY))
            start, end = (edge(midnight, self.zone) for midnight in midnights)
            self._days[day] = (start, end)
        return self._days[day]

    def stretches(self, doctor_id: int, day: dt.date) -> list[Stretch]:
        """The doctor's stretches that touch `day`, blocked or not: weekly hours first, then extra openings."""
        rows = self._weekly.get((doctor_id, day.weekday()), [])
        weekly = [self._weekly_stretch(row, day) for row in rows if _valid(row, day)]
        start, end = self.day(day)
        extra = [row for row in self._extra.get(doctor_id, []) if row.starts_at < end and row.ends_at > start]
        stretches = [*weekly, *(self._extra_stretch(row) for row in extra)]
        return [stretch for stretch in stretches if stretch.starts_at < stretch.ends_at]

    def _weekly_stretch(self, row: Schedule, day: dt.date) -> Stretch:
        wall = _on_five(dt.datetime.combine(day, row.starts))
        end = (
            dt.datetime.combine(day + DAY, MIDNIGHT) if row.ends >= LAST_MINUTE else dt.datetime.combine(day, row.ends)
        )
        step = row.slot_minutes + max(row.break_minutes, row.buffer_minutes)
        return Stretch(
            row.doctor_id, wall, edge(wall, self.zone), edge(end, self.zone),
            row.slot_minutes, step, row.buffer_minutes, row.capacity, row.visit_type,
        )  # fmt: skip

    def _extra_stretch(self, row: ScheduleException) -> Stretch:
        assert row.doctor_id is not None  # the table's CHECK
        slot = fives(row.slot_minutes or self.rules[row.doctor_id].default_slot_duration)
        buffer = fives(row.buffer_minutes)
        wall = _on_five(row.starts_at.astimezone(self.zone).replace(tzinfo=None, fold=0))
        return Stretch(
            row.doctor_id, wall, row.starts_at, row.ends_at, slot, slot + buffer, buffer, row.capacity, row.visit_type
        )

    def blocked(self, doctor_id: int, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
        """Whether a block of the doctor or the clinic touches [starts_at, ends_at)."""
        return any(start < ends_at and starts_at < end for start, end in self._blocks.get(doctor_id, ()))

    def working(self, doctor_id: int, day: dt.date) -> list[Period]:
        """The periods (UTC) of `day` in which the doctor works: stretches joined, blocks taken out, earliest first."""
        start, end = self.day(day)
        periods = [(max(s.starts_at, start), min(s.ends_at, end)) for s in self.stretches(doctor_id, day)]
        joined: list[Period] = []
        for first, last in sorted(periods):
            if joined and first <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        for block in self._blocks.get(doctor_id, ()):
            joined = [part for period in joined for part in _without(period, block)]
        return joined


def _valid(row: Schedule, day: dt.date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_until is None or day <= row.valid_until)


def _without(period: Period, block: Period) -> list[Period]:
    before, after = (period[0], min(period[1], block[0])), (max(period[0], block[1]), period[1])
    return [part for part in (before, after) if part[0] < part[1]]
