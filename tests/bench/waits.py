"""How true the estimated wait is: 200 days of a sample clinic, what each walk-in was told against what happened.

    python -m tests.bench.waits [DAYS]

The clinic is one busy morning: 6 doctors of whom one has called in sick (their visits go to whoever is free), 60 booked
visits on a 20-minute grid from 8:00, 40 walk-ins from 7:45 to 11:30, a third of them for one doctor. Walk-ins come in a
morning rush (half within the first hour: our assumption), and, for comparison, evenly. Who is called is decided by store/line.py, what is told by
store/pace.py and store/forecast.py; the clinic below only lives through the day. Its figures are published ones:

* minutes a visit takes: log-normal, mean 18.0, standard deviation 13.5 (21,010,780 primary care exams; Neprash et al.,
  Med Care 2021;59(1):62-66). Doctors differ (20 %) and days differ (10 %); both are inside that deviation.
* booked patients who never come: 12.9 %, the median of 19 studies (Parsons et al., Br J Gen Pract 2021;71:e406).
* when they come: 84.4 % before their time (Cerruti et al., BMC Health Serv Res 2023; 410,808 visits), as a normal
  distribution of mean -10 and standard deviation 10 minutes.
* walk-ins who joined from home: half; one in ten of those is not there when called, and half of these come later. Our
  own assumption.
"""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import math
import random
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from store import forecast, line, pace, waits
from store.line import Standing

DAYS = 200
INSIDE, ERROR = 0.80, 0.20
LONG = 30  # minutes
DOCTORS, VISITS, WALK_INS, SLOT = 6, 60, 40, 20
OPENS, CLOSES, DOOR = 0.0, 270.0, -15.0  # minutes from 8:00
MEAN, DEVIATION = 18.0, 13.5
BETWEEN_DOCTORS, BETWEEN_DAYS = 0.2, 0.1
NO_SHOW, OFFSET, OFFSET_SPREAD = 0.129, -10.0, 10.0
RUSH = 75.0  # minutes: walk-ins come exponentially later than the door opens, on average by that much
FROM_HOME, NOT_THERE, LOST_MINUTES = 0.5, 0.1, 5.0
EIGHT = dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC)

VARIANCE = math.log(1 + (DEVIATION / MEAN) ** 2)
WITHIN = math.sqrt(VARIANCE - BETWEEN_DOCTORS**2 - BETWEEN_DAYS**2)
MU = math.log(MEAN) - VARIANCE / 2


@dataclass
class Person:
    """Somebody in line; `told` is the range and the number ahead given when they joined."""

    place: Standing
    joined: float
    from_home: bool = False
    absences: int = 0
    told: tuple[int, int, int] | None = None
    middle: float = 0.0
    called: float | None = None


@dataclass
class Case:
    """What one walk-in was told, and the truth, in minutes."""

    low: int
    high: int
    ahead: int
    doctors: int
    truth: float
    middle: float = 0.0  # the median of the plays


@dataclass
class Day:
    """One morning, lived through event by event."""

    rng: random.Random
    rush: bool
    speeds: dict[int, float]
    history: dict[int, list[float]]
    oracle: bool = False  # knows each doctor's true pace of this very day, though not how long anybody will take
    line: dict[int, Person] = field(default_factory=dict)
    busy: dict[int, float] = field(default_factory=dict)  # since when
    done: dict[int, list[float]] = field(default_factory=dict)
    booked: dict[int, tuple[int | None, float]] = field(default_factory=dict)  # not come yet: doctor and time
    cases: list[Case] = field(default_factory=list)
    events: list[tuple[float, int, str, object]] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    order: itertools.count[int] = field(default_factory=itertools.count)

    def at(self, moment: float, kind: str, what: object) -> None:
        heapq.heappush(self.events, (moment, next(self.order), kind, what))

    def live(self) -> list[Case]:
        rng = self.rng
        grid = [(doctor, float(slot * SLOT)) for doctor in range(DOCTORS) for slot in range(int(CLOSES) // SLOT)]
        for key, (doctor, starts) in enumerate(rng.sample(grid, VISITS)):
            self.booked[key] = (doctor if doctor in self.speeds else None, starts)
            if rng.random() >= NO_SHOW:
                self.at(max(DOOR, starts + rng.gauss(OFFSET, OFFSET_SPREAD)), "visit", key)
        for _ in range(WALK_INS):
            self.at(self.walk_in_comes(), "walk-in", None)
        self.at(OPENS, "opening", None)
        while self.events:
            now, _, kind, what = heapq.heappop(self.events)
            getattr(self, "on_" + kind.replace("-", "_"))(now, what)
            self.call(now)
        return self.cases

    def walk_in_comes(self) -> float:
        if not self.rush:
            return self.rng.uniform(DOOR, CLOSES - 60)
        return DOOR + self.rng.expovariate(1 / RUSH) % (CLOSES - 60 - DOOR)

    def on_visit(self, now: float, key: int) -> None:
        doctor, starts = self.booked.pop(key)
        self.join(now, doctor, starts)

    def on_walk_in(self, now: float, _: None) -> None:
        doctor = self.rng.choice(list(self.speeds)) if self.rng.random() < 1 / 3 else None
        person = self.join(now, doctor, None, from_home=self.rng.random() < FROM_HOME)
        low, high, ahead, person.middle = self.tell(now, person.place.key)
        person.told = low, high, ahead

    def on_free(self, now: float, doctor: int) -> None:
        self.busy.pop(doctor, None)

    def on_opening(self, now: float, _: None) -> None:
        """Every doctor may call from now on."""

    def on_back(self, now: float, person: Person) -> None:
        person.from_home = False
        self.line[person.place.key] = person

    def join(self, now: float, doctor: int | None, starts: float | None, *, from_home: bool = False) -> Person:
        number = next(self.numbers)
        visit_at = None if starts is None else moment(starts)
        place = Standing(number, number, moment(now), doctor, visit_at=visit_at)
        person = Person(place, now, from_home)
        self.line[number] = person
        return person

    def call(self, now: float) -> None:
        if now < OPENS:
            return
        for doctor in self.rng.sample(list(self.speeds), len(self.speeds)):
            if doctor in self.busy:
                continue
            places = [person.place for person in self.line.values()]
            chosen = line.next_for(doctor, places, moment(now), urgent_first=False)
            if chosen is not None:
                self.see(now, doctor, self.line.pop(chosen.key))

    def see(self, now: float, doctor: int, person: Person) -> None:
        self.busy[doctor] = now
        if person.called is None and person.told is not None:
            low, high, ahead = person.told
            self.cases.append(Case(low, high, ahead, len(self.speeds), now - person.joined, person.middle))
        person.called = now
        if person.from_home and self.rng.random() < NOT_THERE:
            self.at(now + LOST_MINUTES, "free", doctor)
            if self.rng.random() < 0.5:
                self.at(now + self.rng.uniform(10, 30), "back", person)
            return
        lasts = math.exp(self.rng.gauss(self.speeds[doctor], WITHIN))
        self.done.setdefault(doctor, []).append(lasts)
        self.at(now + lasts, "free", doctor)

    def tell(self, now: float, key: int) -> tuple[int, int, int, float]:
        """The range, the number ahead and the middle of the forecast, as store/waits.py tells them from the tables."""
        finished = {doctor: list(times) for doctor, times in self.done.items()}
        for doctor in self.busy:  # the visit under way is not known to anybody yet
            if finished.get(doctor):
                finished[doctor] = finished[doctor][:-1]
        paces = pace.measured(self.history, finished, dict.fromkeys(self.speeds, float(SLOT)))
        if self.oracle:
            paces = {doctor: forecast.Pace(mu, WITHIN) for doctor, mu in self.speeds.items()}
        servers = [
            forecast.Server(doctor, paces[doctor], ((OPENS - now, math.inf),), None if since is None else now - since)
            for doctor, since in ((doctor, self.busy.get(doctor)) for doctor in self.speeds)
        ]
        people = {person.place.key: person for person in self.line.values()}
        ordered = line.in_order([person.place for person in people.values()], moment(now), urgent_first=False)
        claimants = waits.claimants(
            ordered, {k for k, p in people.items() if not p.from_home}, moment(now), urgent_first=False
        )
        expected = [forecast.Expected(doctor, starts - now) for doctor, starts in self.booked.values()]
        played = forecast.plays(claimants, servers, expected, waits.LEAD, random.Random(waits.SEED))[key]
        middle = played[len(played) // 2] if played else 0.0
        return (*forecast.span(played), line.ahead(ordered, list(self.speeds))[key], middle)


def moment(minutes: float) -> dt.datetime:
    return EIGHT + dt.timedelta(minutes=minutes)


def simulate(days: int, *, rush: bool = True, seed: int = 7, oracle: bool = False) -> list[Case]:
    """Every walk-in of so many days."""
    rng = random.Random(seed)
    doctors = {doctor: MU + rng.gauss(0, BETWEEN_DOCTORS) for doctor in range(DOCTORS)}
    history: dict[int, list[float]] = {}
    cases: list[Case] = []
    for _ in range(days):
        today = rng.gauss(0, BETWEEN_DAYS)
        away = rng.randrange(DOCTORS)
        speeds = {doctor: mu + today for doctor, mu in doctors.items() if doctor != away}
        day = Day(rng, rush, speeds, {doctor: times[-60:] for doctor, times in history.items()}, oracle)
        cases += day.live()
        for doctor, times in day.done.items():
            history.setdefault(doctor, []).extend(times)
    return cases


def inside(cases: list[Case]) -> float:
    """The share of true waits inside the range told."""
    return sum(case.low <= case.truth <= case.high for case in cases) / len(cases)


def median_error(cases: list[Case], told: Callable[[Case], float]) -> float:
    """Of the true wait, over those who waited 5 minutes or more (of less, a share says nothing)."""
    return statistics.median(abs(told(case) - case.truth) / case.truth for case in cases if case.truth >= 5)


def middle(case: Case) -> float:
    return (case.low + case.high) / 2


def plays_middle(case: Case) -> float:
    return case.middle


def naive(case: Case) -> float:
    """People ahead x slot length."""
    return float(case.ahead * SLOT)


def naive_shared(case: Case) -> float:
    """The same, the people ahead shared out among the doctors."""
    return naive(case) / case.doctors


def report(cases: list[Case]) -> str:
    truths = [case.truth for case in cases]
    lines = [
        f"{len(cases)} walk-ins waited {statistics.median(truths):.0f} min (median), {statistics.mean(truths):.0f} (mean);"
        f" the range told is {statistics.median(case.high - case.low for case in cases):.0f} min wide (median)",
        f"true wait inside the range   {inside(cases):6.1%}",
    ]
    for name, told in (
        ("range's middle", middle),
        ("median of the plays", plays_middle),
        ("ahead x slot", naive),
        ("ahead x slot / doctors", naive_shared),
    ):
        minutes = statistics.median(abs(told(case) - case.truth) for case in cases)
        lines.append(f"median error, {name:22} {median_error(cases, told):6.1%} of the wait, {minutes:4.1f} min")
    long = [case for case in cases if case.truth >= LONG]
    lines.append(
        f"median error, of {len(long)} who waited {LONG} min or more: {median_error(long, plays_middle):.1%} (plays)"
    )
    return "\n".join(lines)


def main(days: int) -> int:
    """Prints the figures; 1 when those of the morning rush miss what is wanted (80 % inside, 20 % error).

    Beside them an oracle's, over a quarter of the days: it knows the pace of each doctor on this very day and who is
    expected, but not how long anybody takes nor who stays away. What it misses, nobody can tell.
    """
    cases = simulate(days)
    print(f"--- {days} days, walk-ins in a morning rush\n{report(cases)}")
    print(f"--- {days} days, walk-ins evenly spread\n{report(simulate(days, rush=False))}")
    few = max(1, days // 4)
    print(f"--- {few} days, morning rush, an oracle\n{report(simulate(few, oracle=True))}")
    print(f"--- {few} days, evenly spread, an oracle\n{report(simulate(few, rush=False, oracle=True))}")
    met = inside(cases) >= INSIDE and median_error(cases, middle) <= ERROR
    print(f"wanted: inside at least {INSIDE:.0%}, median error at most {ERROR:.0%}: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DAYS))
