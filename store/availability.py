"""The search behind store/schedules.py: goes through the days, tells what could start when and how many seats are free.

It costs a fixed handful of queries, and one more for each window of days; the windows double, so that "the next three"
touches two days and a whole month four windows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from store import settings
from store.claims import Taken
from store.clock import UTC
from store.errors import InThePast, TooFarAhead, TooSoon
from store.models import Appointment, Clinic, Doctor, DoctorService, Patient, Service, local
from store.timetable import DAY, MINUTE, Period, Stretch, Timetable, fives

FIRST_WINDOW = 2  # days
FARTHEST = 730  # days, where no advance limit applies
GRACE = 5  # minutes: what a list has just offered can still be taken
BUSY = ("pending", "confirmed", "in-progress")


@dataclass(frozen=True)
class Opening:
    """A time that can be booked. Moments are aware UTC; `ends_at` leaves the buffer out; `seats` are those free.

    `visit_type` is "in_person", "online", or "both" where the patient may choose.
    """

    doctor: Doctor
    starts_at: dt.datetime
    ends_at: dt.datetime
    visit_type: str
    buffer_minutes: int
    seats: int
    capacity: int

    @property
    def clear_at(self) -> dt.datetime:
        """The end of the buffer."""
        return self.ends_at + self.buffer_minutes * MINUTE


def doctors_for(clinic: Clinic, service: Service | None) -> list[Doctor]:
    """The active doctors who give `service`, by position; a service given by nobody in particular is given by all."""
    wanted = (Doctor.clinic == clinic) & Doctor.active
    if service is not None:
        givers = DoctorService.select(DoctorService.doctor).where(DoctorService.service == service)
        if givers.exists():
            wanted &= Doctor.id.in_(givers)
    return list(Doctor.select().where(wanted).order_by(Doctor.position, Doctor.id))


def order(opening: Opening) -> tuple[dt.datetime, int, int]:
    """Earliest first, then by the doctor's position."""
    return opening.starts_at, opening.doctor.position, opening.doctor.id


class Search:
    """One question about free times: for whom, which service, under which limits (arguments as schedules.openings)."""

    def __init__(
        self, clinic: Clinic, now: dt.datetime, doctors: Sequence[Doctor] | None, *, service: Service | None = None,
        visit_type: str | None = None, patient: Patient | None = None, ignoring: Appointment | None = None,
        notice: bool = True, times: tuple[dt.time | None, dt.time | None] = (None, None), minutes: int | None = None,
        full: bool = False,
    ) -> None:  # fmt: skip
        givers = doctors_for(clinic, service)
        asked = None if doctors is None else {doctor.id for doctor in doctors}
        self.doctors = [doctor for doctor in givers if asked is None or doctor.id in asked]
        self.clinic, self.now, self.zone = clinic, now, clinic.zone
        self.service, self.visit_type, self.patient, self.ignoring = service, visit_type, patient, ignoring
        self.notice, self.times, self.minutes, self.full = notice, times, minutes, full
        self.rules = settings.each(clinic, self.doctors)
        self.today = local(clinic, now).date()

    @property
    def horizon(self) -> dt.date:
        """The last day anybody asked can be booked."""
        days = [rules.advance_booking_days for rules in self.rules.values()] if self.notice else [FARTHEST]
        return self.today + max(days, default=0) * DAY

    def only(self, doctor: Doctor | None) -> Search:
        """The same question to one doctor; None leaves it as it is."""
        if doctor is None:
            return self
        return Search(
            self.clinic, self.now, [doctor], service=self.service, visit_type=self.visit_type, patient=self.patient,
            ignoring=self.ignoring, notice=self.notice, times=self.times, minutes=self.minutes, full=self.full,
        )  # fmt: skip

    def by_day(self, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, list[Opening]]]:
        """Each day from today at the earliest to the horizon at the latest, with its bookable openings in order."""
        first, last = max(first, self.today), min(last, self.horizon)
        if first > last or not self.doctors:
            return
        table = Timetable(self.clinic, self.doctors, first, last, self.rules)
        length = FIRST_WINDOW
        while first <= last:
            days = [first + number * DAY for number in range(min(length, (last - first).days + 1))]
            yield from self._window(table, days)
            first, length = days[-1] + DAY, length * 2

    def _window(self, table: Timetable, days: list[dt.date]) -> Iterator[tuple[dt.date, list[Opening]]]:
        taken = self._taken(table, self.doctors, days)
        for day in days:
            found: dict[tuple[int, dt.datetime], Opening] = {}
            for doctor in self.doctors:
                for opening in self._candidates(table, taken, doctor, day, self._welcome):
                    if (opening.seats or self.full) and not self.busy_with(opening):
                        found.setdefault((doctor.id, opening.starts_at), opening)
            yield day, sorted(found.values(), key=order)

    def _taken(self, table: Timetable, doctors: Sequence[Doctor], days: list[dt.date]) -> Taken:
        start, end = table.day(days[0])[0], table.day(days[-1])[1]
        stretches = [stretch for doctor in doctors for day in days for stretch in table.stretches(doctor.id, day)]
        last = max((stretch.ends_at + stretch.buffer_minutes * MINUTE for stretch in stretches), default=end)
        return Taken([doctor.id for doctor in doctors], start, max(last, end), self.ignoring)

    def _candidates(
        self, table: Timetable, taken: Taken, doctor: Doctor, day: dt.date,
        wanted: Callable[[Doctor, dt.datetime], bool],
    ) -> Iterator[Opening]:  # fmt: skip
        """The grid's starts that fit their stretch and meet no block, free or full (then `seats` is 0)."""
        for stretch in table.stretches(doctor.id, day):
            visit_type = narrowed(
                stretch.visit_type, self.visit_type, self.service.visit_type if self.service else None
            )
            length = self._length(stretch)
            for start in stretch.starts(self.zone, table.day(day)) if visit_type else ():
                if start + length > stretch.ends_at:
                    break
                if wanted(doctor, start) and not table.blocked(doctor.id, start, start + length):
                    assert visit_type
                    yield self._opening(taken, doctor, stretch, (start, start + length), visit_type)

    def _opening(self, taken: Taken, doctor: Doctor, stretch: Stretch, visit: Period, visit_type: str) -> Opening:
        clear_at = visit[1] + stretch.buffer_minutes * MINUTE
        seats = len(taken.free(doctor.id, visit[0], clear_at, stretch.capacity))
        return Opening(doctor, *visit, visit_type, stretch.buffer_minutes, seats, stretch.capacity)

    def _length(self, stretch: Stretch) -> dt.timedelta:
        asked = self.minutes or (self.service.minutes if self.service else None)
        return (fives(asked) if asked else stretch.slot_minutes) * MINUTE

    def _welcome(self, doctor: Doctor, start: dt.datetime) -> bool:
        earliest, latest = self._limits[doctor.id]
        if not earliest <= start < latest:
            return False
        since, until = self.times
        if since is None and until is None:
            return True
        time = start.astimezone(self.zone).time()
        after, before = since is None or since <= time, until is None or time < until
        return after or before if since and until and since > until else after and before

    @cached_property
    def _limits(self) -> dict[int, Period]:
        """For each doctor, from when and until when a visit may start."""
        limits = {}
        for doctor_id, rules in self.rules.items():
            days = rules.advance_booking_days if self.notice else FARTHEST
            notice = rules.minimum_notice_minutes * MINUTE if self.notice else dt.timedelta(0)
            end = dt.datetime.combine(self.today + (days + 1) * DAY, dt.time(0), self.zone)
            limits[doctor_id] = (self.now + notice, end.astimezone(UTC))
        return limits

    # --- One moment ---

    def check_time(self, doctor: Doctor, starts_at: dt.datetime) -> None:
        """Raises InThePast, TooFarAhead or TooSoon; the notice may have begun to run up to `GRACE` minutes ago."""
        if starts_at < self.now:
            raise InThePast(starts_at=starts_at)
        rules = self.rules.get(doctor.id) or settings.of(self.clinic, doctor)
        last_day = self.today + (rules.advance_booking_days if self.notice else FARTHEST) * DAY
        if local(self.clinic, starts_at).date() > last_day:
            raise TooFarAhead(starts_at=starts_at, last_day=last_day)
        if self.notice and starts_at < self.now + max(0, rules.minimum_notice_minutes - GRACE) * MINUTE:
            raise TooSoon(starts_at=starts_at, notice_minutes=rules.minimum_notice_minutes)

    def at(self, starts_at: dt.datetime) -> list[Opening]:
        """What starts at that moment, free or full; limits and the patient's own visits are not looked at."""
        day = local(self.clinic, starts_at).date()
        table = Timetable(self.clinic, self.doctors, day, day, self.rules)
        taken = self._taken(table, self.doctors, [day])
        return [
            opening
            for doctor in self.doctors
            for opening in self._candidates(table, taken, doctor, day, lambda _, start: start == starts_at)
        ]

    def works(self, starts_at: dt.datetime) -> bool:
        """Whether somebody asked works at that moment, whatever the grid."""
        day = local(self.clinic, starts_at).date()
        table = Timetable(self.clinic, self.doctors, day, day, self.rules)
        periods = (period for doctor in self.doctors for period in table.working(doctor.id, day))
        return any(start <= starts_at < end for start, end in periods)

    def busy_with(self, opening: Opening) -> Appointment | None:
        """The patient's own visit that overlaps the opening."""
        visits = (v for v in self._own_visits if v.starts_at < opening.ends_at and opening.starts_at < v.ends_at)
        return next(visits, None)

    @cached_property
    def _own_visits(self) -> list[Appointment]:
        return own_visits(self.patient, self.now, self.ignoring) if self.patient else []


def own_visits(patient: Patient, now: dt.datetime, ignoring: Appointment | None = None) -> list[Appointment]:
    """The patient's visits that are not over: those they cannot be elsewhere for. An offer held for them is none."""
    wanted = (Appointment.patient == patient) & Appointment.status.in_(BUSY) & (Appointment.ends_at > now)
    if ignoring is not None:
        wanted &= Appointment.id != ignoring.id
    return list(Appointment.select().where(wanted).order_by(Appointment.starts_at, Appointment.id))


def visits_of(patients: Sequence[int], now: dt.datetime) -> dict[int, list[Appointment]]:
    """As `own_visits`, of many patients (by id) in one query."""
    wanted = Appointment.status.in_(BUSY) & (Appointment.ends_at > now) & Appointment.patient.in_(list(patients))
    found: dict[int, list[Appointment]] = {patient: [] for patient in patients}
    for visit in Appointment.select().where(wanted).order_by(Appointment.starts_at, Appointment.id):
        found[visit.patient_id].append(visit)
    return found


def narrowed(*visit_types: str | None) -> str | None:
    """What suits them all: "in_person", "online" or "both"; None when nothing does. A None among them asks nothing."""
    named = {each for each in visit_types if each not in (None, "both")}
    if len(named) > 1:
        return None
    return named.pop() if named else "both"
