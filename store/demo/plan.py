"""Which visits the demo has: a day's work of every doctor, on the grid of their hours, no seat taken twice.

Nothing is written here. Half a year back most were kept, some missed, cancelled or moved; the next month is booked
thinly, and 3pm on each of the next days is left free for whoever tries the phone.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.availability import narrowed
from store.demo.people import Person
from store.models import Clinic, Doctor, Service, local
from store.timetable import DAY, MINUTE, Stretch, Timetable

BACK, AHEAD = 182, 30  # days
QUIET_DAYS = 7
QUIET = dt.time(15), dt.time(15, 45)  # what the next QUIET_DAYS leave free everywhere
NEWCOMERS = "lee"  # the doctor whose coming afternoons stay free altogether
PEDIATRICS = "amir-khan"
PAST = {"completed": 80, "no-show": 7, "cancelled": 10, "rescheduled": 3}
FUTURE = {"confirmed": 83, "pending": 6, "cancelled": 8, "rescheduled": 3}
MOST_AHEAD = 2  # upcoming visits of one patient: room for those the patient books on the phone


@dataclass(eq=False)
class Visit:
    """A visit to be; moments are aware UTC."""

    doctor: Doctor
    person: Person
    service: Service
    starts_at: dt.datetime
    ends_at: dt.datetime
    clear_at: dt.datetime
    seat: int
    visit_type: str
    status: str
    moved_from: Visit | None = None


class Planner:
    """Goes through the days, doctor by doctor, and remembers who is busy when."""

    def __init__(
        self, clinic: Clinic, given: dict[Doctor, list[Service]], people: Sequence[Person], now: dt.datetime, seed: int
    ) -> None:
        """`given`: the doctors with their services."""
        self.clinic, self.given, self.people, self.now = clinic, given, people, now
        self.rng = random.Random(seed)
        self.today = local(clinic, now).date()
        self.table = Timetable(clinic, list(given), self.today - BACK * DAY, self.today + AHEAD * DAY)
        self.visits: list[Visit] = []
        self.to_move: dict[int, list[Visit]] = defaultdict(list)  # by doctor: visits waiting for their new time
        self.busy: set[tuple[int, dt.date]] = set()
        self.ahead: Counter[int] = Counter()

    def run(self) -> list[Visit]:
        """All the visits, by day and doctor."""
        for number in range(-BACK, AHEAD + 1):
            for doctor in self.given:
                self._day(doctor, self.today + number * DAY)
        for waiting in self.to_move.values():
            for visit in waiting:  # no new time turned up before the month was over
                visit.status = "cancelled"
        self._somebody_in_progress()
        return self.visits

    def _day(self, doctor: Doctor, day: dt.date) -> None:
        places = list(self._places(doctor, day))
        if not places:
            return
        self.rng.shuffle(places)
        wanted = self.rng.choice((0, 1, 1, 2, 2) if day > self.today else (0, 0, 1, 1, 2, 2))
        wanted *= 3 if places[0][1].capacity > 1 else 1  # a group
        taken: dict[int, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
        for start, stretch in places:
            for _ in range(self.rng.randint(1, stretch.capacity)):
                if wanted and self._place(doctor, day, start, stretch, taken):
                    wanted -= 1

    def _places(self, doctor: Doctor, day: dt.date) -> Iterator[tuple[dt.datetime, Stretch]]:
        for stretch in self.table.stretches(doctor.id, day):
            for start in stretch.starts(self.clinic.zone, self.table.day(day)):
                if not self._left_free(doctor, day, start, stretch):
                    yield start, stretch

    def _left_free(self, doctor: Doctor, day: dt.date, start: dt.datetime, stretch: Stretch) -> bool:
        if not self.today < day <= self.today + QUIET_DAYS * DAY:
            return False
        longest = max(service.minutes for service in self.given[doctor])
        wall, end = (local(self.clinic, moment).time() for moment in (start, start + (longest + 15) * MINUTE))
        return (wall < QUIET[1] and QUIET[0] < end) or (doctor.key == NEWCOMERS and end > dt.time(12))

    def _place(
        self,
        doctor: Doctor,
        day: dt.date,
        start: dt.datetime,
        stretch: Stretch,
        taken: dict[int, list[tuple[dt.datetime, dt.datetime]]],
    ) -> bool:
        """Plans one visit at `start` if a seat is free; True when it did."""
        service = self.rng.choices(self.given[doctor], range(len(self.given[doctor]) + 2, 2, -1))[0]
        end = start + service.minutes * MINUTE
        kind = narrowed(stretch.visit_type, service.visit_type)
        if end > stretch.ends_at or kind is None or self.table.blocked(doctor.id, start, end):
            return False
        clear = end + stretch.buffer_minutes * MINUTE
        free = (s for s in range(stretch.capacity) if all(clear <= a or b <= start for a, b in taken[s]))
        seat = next(free, None)
        moved = next((old for old in self.to_move[doctor.id] if self._may_move(old, day, service)), None)
        person = moved.person if moved else self._somebody(doctor, day)
        if seat is None or person is None:
            return False
        status = self._status(start, end)
        if moved and status == "rescheduled":
            status = "confirmed" if start > self.now else "completed"
        kind = self.rng.choice(("in_person", "online")) if kind == "both" else kind
        visit = Visit(doctor, person, service, start, end, clear, seat, kind, status, moved)
        taken[seat].append((start, clear))
        self._remember(visit, day)
        return True

    def _remember(self, visit: Visit, day: dt.date) -> None:
        self.visits.append(visit)
        self.busy.add((visit.person.patient.id, day))
        if visit.starts_at > self.now:
            self.ahead[visit.person.patient.id] += 1
        if visit.moved_from:
            self.to_move[visit.doctor.id].remove(visit.moved_from)
        if visit.status == "rescheduled":
            self.to_move[visit.doctor.id].append(visit)

    def _may_move(self, old: Visit, day: dt.date, service: Service) -> bool:
        there = (old.person.patient.id, day) in self.busy
        return service.id == old.service.id and local(self.clinic, old.starts_at).date() < day and not there

    def _somebody(self, doctor: Doctor, day: dt.date) -> Person | None:
        """Children see the pediatrician and adults do not; nobody has two visits on a day."""
        for _ in range(20):
            person = self.rng.choice(self.people)
            busy = (person.patient.id, day) in self.busy
            full = day >= self.today and self.ahead[person.patient.id] >= MOST_AHEAD
            if not busy and not full and person.child == (doctor.key == PEDIATRICS):
                return person
        return None

    def _status(self, start: dt.datetime, end: dt.datetime) -> str:
        if start <= self.now < end:
            return "in-progress"
        weights = PAST if end <= self.now else FUTURE
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def _somebody_in_progress(self) -> None:
        """Out of hours, the last visit stays open: somebody forgot to close it."""
        if not any(visit.status == "in-progress" for visit in self.visits):
            done = [visit for visit in self.visits if visit.status == "completed"]
            max(done, key=lambda visit: (visit.ends_at, visit.doctor.id)).status = "in-progress"
