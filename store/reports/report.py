"""All parts of a report together, and its roll-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from store.models import Doctor
from store.reports import line, messages, reminders, visits, waitlist
from store.reports.line import Places, Waited, Waits
from store.reports.period import Scope
from store.reports.visits import Cell, Tally
from store.timetable import MINUTE, Timetable

SEEN, UNSEEN = "completed", "no-wait"


@dataclass(frozen=True)
class LineTally:
    """Places in line: walk-ins by what became of them, and all who waited."""

    walk_ins: int
    seen: int
    left: int  # no-wait: left unseen, or not there when called
    cancelled: int
    checked_in: int  # booked patients who stood in line
    waits: Waits  # everybody's


@dataclass(frozen=True)
class Report:
    """What became of the scope's visits as of `now`; each part is read when it is first asked for."""

    scope: Scope
    now: dt.datetime

    @cached_property
    def cells(self) -> list[Cell]:
        return visits.cells(self.scope)

    @cached_property
    def places(self) -> list[Places]:
        return line.places(self.scope)

    @cached_property
    def waited(self) -> list[Waited]:
        return line.waited(self.scope)

    @cached_property
    def waitlist(self) -> waitlist.Yield:
        return waitlist.read(self.scope)

    @cached_property
    def reminders(self) -> list[reminders.Effect]:
        return reminders.read(self.scope, self.now)

    @cached_property
    def messages(self) -> list[messages.Sent]:
        return messages.read(self.scope)

    @cached_property
    def before(self) -> Report:
        """The same of as many days just before."""
        return Report(self.scope.before(), self.now)

    @cached_property
    def total(self) -> Tally:
        return visits.added(cell.tally for cell in self.cells)

    @cached_property
    def line(self) -> LineTally:
        return line_tally(self.places, self.waited)

    @cached_property
    def doctors(self) -> list[Doctor]:
        """In the clinic's order: those who work here, and those gone who had visits in the period."""
        there = {cell.doctor for cell in self.cells}
        rows = Doctor.select().where(Doctor.clinic == self.scope.clinic).order_by(Doctor.position, Doctor.id)
        wanted = [doctor for doctor in rows if self.scope.doctor in (None, doctor.id)]
        return [doctor for doctor in wanted if doctor.active or doctor.id in there]

    @cached_property
    def by_doctor(self) -> dict[int, Tally]:
        return visits.by(self.cells, lambda cell: cell.doctor)

    @cached_property
    def by_day(self) -> dict[dt.date, Tally]:
        """Every day of the period, those without visits too."""
        found = visits.by(self.cells, lambda cell: cell.day)
        return {day: found.get(day, Tally()) for day in self.scope.period.days()}

    @cached_property
    def by_month(self) -> dict[dt.date, Tally]:
        """By the month's first day; of the months at the ends only what lies in the period."""
        found = visits.by(self.cells, lambda cell: cell.day.replace(day=1))
        months = dict.fromkeys(day.replace(day=1) for day in self.scope.period.days())
        return {month: found.get(month, Tally()) for month in months}

    @cached_property
    def by_hour(self) -> dict[tuple[int, int], Tally]:
        """By (weekday, 0 = Monday; hour of the clinic's clock); hours without visits are left out."""
        return visits.by(self.cells, lambda cell: (cell.day.weekday(), cell.hour))

    @cached_property
    def walk_ins_by_day(self) -> dict[dt.date, LineTally]:
        return {day: self.line_of(day) for day in self.scope.period.days()}

    def line_of(self, day: dt.date) -> LineTally:
        places, waited = self._line_by_day.get(day, ([], []))
        return line_tally(places, waited)

    @cached_property
    def _line_by_day(self) -> dict[dt.date, tuple[list[Places], list[Waited]]]:
        found: dict[dt.date, tuple[list[Places], list[Waited]]] = {}
        for place in self.places:
            found.setdefault(place.day, ([], []))[0].append(place)
        for wait in self.waited:
            found.setdefault(wait.day, ([], []))[1].append(wait)
        return found

    def line_of_doctor(self, doctor: Doctor) -> LineTally:
        places = [place for place in self.places if place.doctor == doctor.id]
        return line_tally(places, [wait for wait in self.waited if wait.doctor == doctor.id])

    @cached_property
    def booked_minutes(self) -> dict[int, int]:
        return visits.booked_minutes(self.scope)

    @cached_property
    def open_minutes(self) -> dict[int, int]:
        """Minutes of the doctors' hours, blocks taken out, by the hours as they stand now."""
        first, last = self.scope.period.first, self.scope.period.last
        table = Timetable(self.scope.clinic, self.doctors, first, last)
        return {
            doctor.id: sum(
                int((end - start) / MINUTE)
                for day in self.scope.period.days()
                for start, end in table.working(doctor.id, day)
            )
            for doctor in self.doctors
        }


def read(scope: Scope, now: dt.datetime) -> Report:
    """The report of the scope as of `now` (aware)."""
    return Report(scope, now)


def line_tally(places: Sequence[Places], waited: Sequence[Waited]) -> LineTally:
    walk_ins = [place for place in places if place.walk_in]

    def count(*statuses: str) -> int:
        return sum(place.count for place in walk_ins if not statuses or place.status in statuses)

    return LineTally(
        walk_ins=count(),
        seen=count(SEEN),
        left=count(UNSEEN),
        cancelled=count("cancelled"),
        checked_in=sum(place.count for place in places if not place.walk_in),
        waits=line.summed(waited),
    )
