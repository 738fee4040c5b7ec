"""How long until each place is called: the rest of the day played through many times, by the rule of the line (Q7).

Pure: minutes from now, no tables. Each play draws how fast the day and each doctor go, as far as that is not known yet,
then how long every patient takes, who of the booked patients still comes and when, and lets every doctor who is free
take whom the fair line says. The range told is what most plays agree on.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist

NORMAL = NormalDist()
PLAYS = 120
LOW, HIGH = 0.1, 0.9  # of the plays, below and above the range that is told
STEP = 5  # minutes: the range is rounded outwards, a front desk does not promise single minutes

# Booked patients: how likely they come at all, and how long before (-) or after their time.
COMES = 0.87
ARRIVES = NormalDist(-10.0, 10.0)
GIVEN_UP = 30.0  # minutes after its time at which a booked patient is no longer expected
# Somebody who joined from home may not be there when called; the doctor then loses only these minutes.
ABSENT, ABSENT_COSTS = 0.1, 5.0


@dataclass(frozen=True)
class Pace:
    """How long a doctor's patients take, from call to call: log-normal, so all of these are of the logarithm.

    How far off `mu` may be, as standard deviations: by how the whole day goes, and by how this doctor goes.
    """

    mu: float
    sigma: float
    day_doubt: float = 0.0
    own_doubt: float = 0.0

    def one_way(self, day: float, rng: random.Random) -> Pace:
        """As it may turn out on a day that goes as `day` says (a standard normal number, the same for every doctor)."""
        return replace(self, mu=self.mu + self.day_doubt * day + self.own_doubt * rng.gauss(0, 1))

    def draw(self, rng: random.Random) -> float:
        return math.exp(rng.gauss(self.mu, self.sigma))

    def draw_rest(self, elapsed: float, rng: random.Random) -> float:
        """What is left of a visit that has lasted `elapsed` minutes already."""
        if elapsed <= 0:
            return self.draw(rng)
        past = NORMAL.cdf((math.log(elapsed) - self.mu) / self.sigma)
        if past > 0.995:  # far longer than any before: no telling, so half a usual visit again
            return math.exp(self.mu) / 2
        z = NORMAL.inv_cdf(past + rng.uniform(0.001, 0.999) * (1 - past))
        return max(0.0, math.exp(self.mu + self.sigma * z) - elapsed)


@dataclass(frozen=True)
class Server:
    """A doctor on duty. `periods` are minutes from now; `elapsed` since their present patient was called, if any."""

    doctor: int
    pace: Pace
    periods: tuple[tuple[float, float], ...] = ((0.0, math.inf),)
    elapsed: float | None = None

    def at_work(self, moment: float) -> float:
        """The first moment from `moment` on at which they take a patient. After hours they finish the line."""
        for start, end in self.periods:
            if moment < end:
                return max(moment, start)
        return moment


@dataclass(frozen=True)
class Claimant:
    """Somebody who is or will be in line. `order` is their rank once due (smaller is sooner), `from_` when they may be
    called at all, `due` when their turn may come in order; before that they go only when nobody else waits."""

    key: int | None
    doctor: int | None
    order: tuple[float, float]
    from_: float = 0.0
    due: float = 0.0
    present: bool = True


@dataclass(frozen=True)
class Expected:
    """A booked visit that has not checked in: its doctor (None: any) and its time, in minutes from now."""

    doctor: int | None
    starts: float


@dataclass
class _Play:
    """One way the rest of the day may go."""

    servers: Sequence[Server]
    rng: random.Random
    free: dict[int, float] = field(default_factory=dict)

    def run(self, line: list[Claimant], wanted: int) -> dict[int, float]:
        """When each of the `wanted` places with a key is called."""
        at = {server.doctor: server for server in self.servers}
        day = self.rng.gauss(0, 1)
        paces = {server.doctor: server.pace.one_way(day, self.rng) for server in self.servers}
        for server in self.servers:
            rest = 0.0 if server.elapsed is None else paces[server.doctor].draw_rest(server.elapsed, self.rng)
            self.free[server.doctor] = server.at_work(rest)
        called: dict[int, float] = {}
        while self.free and len(called) < wanted:
            doctor = min(self.free, key=lambda one: self.free[one])
            now = self.free[doctor]
            found = _next(line, doctor, now)
            if found is None:
                later = [max(one.from_, now) for one in line if one.doctor in (None, doctor)]
                if not later:
                    del self.free[doctor]
                    continue
                self.free[doctor] = at[doctor].at_work(max(min(later), now + 0.5))
                continue
            line.remove(found)
            if found.key is not None:
                called[found.key] = now
            there = found.present or self.rng.random() >= ABSENT
            lasts = paces[doctor].draw(self.rng) if there else ABSENT_COSTS
            self.free[doctor] = at[doctor].at_work(now + lasts)
        return called


def _next(line: list[Claimant], doctor: int, now: float) -> Claimant | None:
    """`line` is sorted by `order`."""
    early: Claimant | None = None
    for one in line:
        if one.from_ > now or (one.doctor is not None and one.doctor != doctor):
            continue
        if one.due <= now:
            return one
        if early is None or one.due < early.due:
            early = one
    return early


def plays(
    line: Iterable[Claimant], servers: Sequence[Server], expected: Iterable[Expected], lead: float, rng: random.Random
) -> dict[int, list[float]]:
    """For each place with a key, the minutes until its call in each play, shortest first.

    `lead` is the head start of a booked visit in minutes, as in store/line.py.
    """
    standing, coming = list(line), list(expected)
    keys = [one.key for one in standing if one.key is not None]
    waits: dict[int, list[float]] = {key: [] for key in keys}
    for _ in range(PLAYS):
        arrivals = [arrival for visit in coming if (arrival := _arrival(visit, lead, rng)) is not None]
        everyone = sorted(standing + arrivals, key=lambda one: one.order)
        for key, moment in _Play(servers, rng).run(everyone, len(keys)).items():
            waits[key].append(moment)
    return {key: sorted(moments) for key, moments in waits.items()}


def span(moments: Sequence[float]) -> tuple[int, int]:
    """The range told for these plays, in whole minutes, rounded outwards to steps of 5; (0, 0) for none."""
    if not moments:
        return 0, 0
    low, high = moments[int(LOW * len(moments))], moments[min(len(moments) - 1, int(HIGH * len(moments)))]
    return int(low // STEP * STEP), int(-(-high // STEP) * STEP)


def _arrival(visit: Expected, lead: float, rng: random.Random) -> Claimant | None:
    """When they come, given that they have not come by now; None: they do not come."""
    past = ARRIVES.cdf(-visit.starts)
    late = COMES * (1 - past)
    if -visit.starts >= GIVEN_UP or rng.random() * (late + 1 - COMES) >= late:
        return None
    arrives = max(0.0, visit.starts + ARRIVES.inv_cdf(past + rng.uniform(0.001, 0.999) * (1 - past)))
    due = max(visit.starts, arrives)
    return Claimant(None, visit.doctor, (1, due - lead), arrives, due)
