"""What a patient wants, as far as they have said: doctor, service, who for, when. Kept between messages as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from bot.understanding import Understanding

FLOW = "booking"  # the flow whose wish is kept
PARTS = {
    "morning": (dt.time(0), dt.time(12)),
    "afternoon": (dt.time(12), dt.time(17)),
    "evening": (dt.time(17), dt.time(23, 59)),
    "night": (dt.time(17), dt.time(23, 59)),
}
DATES, TIMES = ("first", "last", "until"), ("time", "time_from", "time_to")


@dataclass
class Wish:
    """Dates and times are the clinic's. `time` is an exact wish; `time_from` and `time_to` a window (end excluded)."""

    doctor: int | None = None
    any_doctor: bool = False
    service: int | None = None
    visit_type: str = ""  # online, in_person; empty: either
    patient: int | None = None
    mine: bool = False  # for the writer, though the phone speaks for somebody else
    called: str = ""  # the name the writer gave meanwhile
    person: str = ""  # someone not yet known, to be added when the visit is booked
    first: dt.date | None = None
    last: dt.date | None = None
    weekdays: list[int] = field(default_factory=list)  # only on these (0 is Monday); empty: on any
    not_on: list[dt.date] = field(default_factory=list)
    time: dt.time | None = None
    time_from: dt.time | None = None
    time_to: dt.time | None = None
    soonest: bool = False  # "as soon as possible": the very first times, however close together
    refused: bool = False  # they have said no to a list once
    waiting: bool = False  # they stand on the waitlist for it
    reason: str = ""
    weeks: int = 0  # a visit every so many weeks; 0: one
    times: int | None = None  # how many of them, where it was said
    until: dt.date | None = None  # the last day for them, where it was said
    dates: list[str] = field(default_factory=list)  # starts of all of them, ISO, UTC, waiting for a yes
    others: list[str] = field(default_factory=list)  # who gets a visit after this one (family.py)
    after: int | None = None  # the visit booked for the one before
    moving: int | None = None  # the visit that is to be moved
    chosen: list[Any] = field(default_factory=list)  # [doctor id, ISO moment], waiting for a yes
    shown: list[str] = field(default_factory=list)  # starts already offered, ISO, UTC
    turned: str = ""  # "earlier" or "later" than `pivot`
    pivot: str = ""

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Wish:
        known = {f.name for f in fields(cls)}
        values = {key: value for key, value in kept.items() if key in known}
        for key in DATES:
            values[key] = dt.date.fromisoformat(values[key]) if values.get(key) else None
        for key in TIMES:
            values[key] = dt.time.fromisoformat(values[key]) if values.get(key) else None
        values["not_on"] = [dt.date.fromisoformat(day) for day in values.get("not_on", [])]
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        values = asdict(self)
        for key in DATES + TIMES:
            values[key] = values[key].isoformat() if values[key] is not None else None
        values["not_on"] = [day.isoformat() for day in self.not_on]
        return {key: value for key, value in values.items() if value not in (None, "", [], False)}

    @property
    def says_when(self) -> bool:
        return bool(self.first or self.last or self.time or self.time_from or self.time_to or self.soonest)

    def at(self, moment: dt.datetime) -> None:
        """Wishes for this very time, on the clinic's wall clock."""
        self.first = self.last = moment.date()
        self.time, self.time_from, self.time_to, self.chosen = moment.time(), None, None, []

    def hear(self, reading: Understanding) -> None:
        """Takes over what a message says; a correction of one thing leaves the others as they were."""
        if reading.any_doctor:
            self.doctor, self.any_doctor = None, True
        if reading.doctor is not None:
            self.doctor, self.any_doctor = reading.doctor.id, False
        if reading.service is not None:
            self.service = reading.service.id
        if reading.visit_type is not None:
            self.visit_type = reading.visit_type
        if reading.reason:
            self.reason = reading.reason[:200]
        if reading.excluded:
            self._exclude(reading)
        else:
            self._hear_date(reading)
            self._hear_time(reading)
        if has_details(reading):
            self.chosen, self.shown, self.turned, self.pivot, self.refused = [], [], "", "", False

    def _exclude(self, reading: Understanding) -> None:
        if reading.days:  # "no mondays"
            refused = {day.weekday() for day in reading.days}
            self.weekdays = [day for day in self.weekdays or range(7) if day not in refused]
            if self.first is not None and self.first == self.last and self.first.weekday() in refused:
                self.first = self.last = None
        elif reading.date is not None:
            self.not_on.append(reading.date)
            if self.first == self.last == reading.date:
                self.first = self.last = None

    def _hear_date(self, reading: Understanding) -> None:
        if reading.date is not None:
            self.soonest = False
            self.first, self.last = reading.date, reading.date_end or reading.date
            if reading.bound == "after" and reading.time is None:
                self.last = None
            if reading.bound == "before" and reading.time is None:
                self.first, self.last = None, reading.date
            self.weekdays = [] if self.weeks else sorted({day.weekday() for day in reading.days})
            if self.weekdays:
                self.first, self.last = min(reading.days), None
            self.not_on = [day for day in self.not_on if day != reading.date]
        elif reading.earliest:
            self.first = self.last = self.time = self.time_from = self.time_to = None
            self.weekdays, self.soonest = [], True

    def _hear_time(self, reading: Understanding) -> None:
        if reading.time is not None:
            self.time = self.time_from = self.time_to = None
            if reading.bound == "after":
                self.time_from = reading.time
            elif reading.bound == "before":
                self.time_to = reading.time
            elif reading.time_end is not None:
                self.time_from, self.time_to = reading.time, reading.time_end
            else:
                self.time = reading.time
        elif reading.part in PARTS:
            self.time, (self.time_from, self.time_to) = None, PARTS[reading.part]


def has_details(reading: Understanding) -> bool:
    """Whether the message says anything about doctor, service, visit type or time."""
    return bool(
        reading.date or reading.time or reading.part or reading.doctor or reading.any_doctor or reading.earliest
        or reading.doctor_options or reading.service or reading.shift or reading.visit_type
    )  # fmt: skip
