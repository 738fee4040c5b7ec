"""Which days, and whose: what every part of a report is asked for. And the SQL that differs between the engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import SQL, fn

from store.database import is_postgresql
from store.errors import Invalid
from store.models import Clinic
from store.timetable import DAY, MIDNIGHT, edge

LONGEST = 731  # days of one report
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Period:
    """The clinic's days from `first` to `last`, both inclusive."""

    first: dt.date
    last: dt.date

    @property
    def length(self) -> int:
        """In days."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """As many days, just before these: what a trend is measured against."""
        return Period(self.first - self.length * DAY, self.first - DAY)

    def days(self) -> Iterator[dt.date]:
        for number in range(self.length):
            yield self.first + number * DAY


def period(first: dt.date | None, last: dt.date | None, today: dt.date) -> Period:
    """The period asked for; what is left out: up to today, 30 days in all. Raises Invalid when it ends before it begins
    or has more than LONGEST days."""
    if last is None:
        last = today if first is None else min(max(first, today), first + (LONGEST - 1) * DAY)
    first = first or last - 29 * DAY
    if last < first:
        raise Invalid(field="date_to", problem="is before date_from")
    if (last - first).days >= LONGEST:
        raise Invalid(field="date_to", problem=f"is more than {LONGEST} days after date_from")
    return Period(first, last)


@dataclass(frozen=True)
class Scope:
    """One clinic's period; with `doctor` (an id), what concerns that doctor only."""

    clinic: Clinic
    period: Period
    doctor: int | None = None

    @property
    def begins(self) -> dt.datetime:
        """The moment (UTC) the first day begins on the clinic's clock."""
        return edge(dt.datetime.combine(self.period.first, MIDNIGHT), self.clinic.zone)

    @property
    def ends(self) -> dt.datetime:
        """The moment (UTC) the day after the last begins."""
        return edge(dt.datetime.combine(self.period.last + DAY, MIDNIGHT), self.clinic.zone)

    def before(self) -> Scope:
        return Scope(self.clinic, self.period.before(), self.doctor)

    def holds(self, column: Any) -> Any:
        """The condition that the moment in `column` lies in the period."""
        return (column >= self.begins) & (column < self.ends)

    def local(self, bucket: dt.datetime) -> dt.datetime:
        return bucket.astimezone(self.clinic.zone)

    @property
    def whole_hours(self) -> bool:
        """Whether an hour of UTC is an hour of the clinic's clock all through the period (not in India, say)."""
        zone, moment = self.clinic.zone, self.begins
        while moment < self.ends + DAY:
            offset = moment.astimezone(zone).utcoffset()
            if offset is None or offset % HOUR:
                return False
            moment += DAY
        return True


def bucket(column: Any, *, whole_hours: bool) -> Any:
    """The moment in `column` cut to its hour of UTC (else to its minute), as text that `moment_of` reads.

    Engines know no common time zone arithmetic: SQL counts by UTC, the clinic's day and hour are found in Python.
    """
    if is_postgresql():
        return fn.TO_CHAR(column, "YYYY-MM-DD HH24" if whole_hours else "YYYY-MM-DD HH24:MI").coerce(False)
    return fn.SUBSTR(column, 1, 13 if whole_hours else 16).coerce(False)


def nth(*numbers: int) -> list[Any]:
    """Columns of the select by their place, to group by: PostgreSQL does not see that two expressions with parameters
    are one."""
    return [SQL(str(number)) for number in numbers]


def moment_of(told: str) -> dt.datetime:
    return dt.datetime.fromisoformat(told if len(told) > 13 else f"{told}:00").replace(tzinfo=dt.UTC)


def epoch(column: Any) -> Any:
    """Whole seconds since 1970 of the moment in `column`, fractions cut off."""
    if is_postgresql():
        return fn.FLOOR(fn.DATE_PART("epoch", column)).cast("bigint")
    return fn.STRFTIME("%s", column).cast("integer")
