"""The estimated wait: what it takes into account, and that it comes from the pace of the day."""

from __future__ import annotations

import datetime as dt
import math
import random
import statistics

import pytest

from store import appointments, calls, pace, waits
from store.audit import Actor
from store.forecast import Claimant, Expected, Pace, Server
from store.models import Clinic, Ticket
from tests import factory
from tests.bench import waits as bench

TEN = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
MINUTE = dt.timedelta(minutes=1)
ROSA = Actor("staff", 1, "Rosa", "endpoint")
STEADY = Pace(math.log(20), 0.001)  # every visit takes 20 minutes, near enough


def ranges(
    line: list[Claimant], servers: list[Server], expected: list[Expected] | None = None
) -> dict[int, tuple[int, int]]:
    return waits.spans(line, servers, expected or [])


def walk_in(key: int, doctor: int | None = None, **facts: float) -> Claimant:
    return Claimant(key, doctor, (1, float(key)), **facts)  # type: ignore[arg-type]


def test_with_a_steady_doctor_everyone_waits_their_turn() -> None:
    assert ranges([walk_in(1), walk_in(2), walk_in(3)], [Server(1, STEADY)]) == {1: (0, 0), 2: (15, 25), 3: (35, 45)}


def test_two_doctors_halve_the_wait_but_not_for_who_wants_one_of_them() -> None:
    both = [Server(1, STEADY), Server(2, STEADY)]
    assert ranges([walk_in(1), walk_in(2), walk_in(3)], both)[3] == (15, 25)
    assert ranges([walk_in(1, 1), walk_in(2, 1), walk_in(3, 1)], both)[3] == (35, 45)


def test_the_visit_under_way_counts_for_what_is_left_of_it() -> None:
    low, high = ranges([walk_in(1)], [Server(1, STEADY, elapsed=15.0)])[1]
    assert (low, high) in ((0, 5), (0, 10), (5, 10))


def test_a_booked_visit_that_has_not_come_yet_goes_before_a_walk_in() -> None:
    line = [walk_in(1), walk_in(2)]
    alone = ranges(line, [Server(1, STEADY)])[2]
    behind = ranges(line, [Server(1, STEADY)], [Expected(1, 10.0)])[2]
    assert alone == (15, 25)
    assert behind[1] == 45


def test_nobody_is_called_before_the_doctor_begins_and_through_their_lunch() -> None:
    late = Server(1, STEADY, periods=((30.0, 65.0), (120.0, 300.0)))
    assert ranges([walk_in(1), walk_in(2), walk_in(3)], [late]) == {1: (30, 30), 2: (45, 55), 3: (120, 120)}


def test_who_let_others_pass_waits_at_least_that_long() -> None:
    assert ranges([walk_in(1, from_=30.0)], [Server(1, STEADY)])[1][0] >= 25


def test_the_pace_moves_from_the_schedule_to_what_is_measured() -> None:
    [start] = pace.measured({}, {}, {1: 20.0}).values()
    mean = math.exp(start.mu + start.sigma**2 / 2)
    assert mean == pytest.approx(20)
    slow = pace.measured({}, {1: [40.0] * 10}, {1: 20.0})[1]
    slower = pace.measured({}, {1: [40.0] * 40}, {1: 20.0})[1]
    assert start.mu < slow.mu < slower.mu < math.log(40)
    known = pace.measured({1: [40.0] * 50}, {}, {1: 20.0})[1]
    assert known.mu == pytest.approx(math.log(40), abs=0.1)


def test_what_is_left_of_a_visit_is_drawn_from_the_same_visits_that_lasted_so_long() -> None:
    rng, usual = random.Random(1), Pace(math.log(15), 0.6)
    long = [minutes for minutes in (usual.draw(rng) for _ in range(40_000)) if minutes > 20]
    rest = [usual.draw_rest(20.0, rng) for _ in range(8_000)]
    assert statistics.mean(rest) == pytest.approx(statistics.mean(long) - 20, rel=0.08)


def test_the_place_of_a_ticket(clinic: Clinic) -> None:
    lee = factory.doctor(clinic)
    tickets = [factory.walk_in(clinic, f"Sample Person {number}", TEN) for number in range(4)]
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    found = [waits.position(ticket, TEN + MINUTE) for ticket in tickets]
    assert [place.ahead for place in found] == [0, 0, 1, 2]
    assert (found[0].low, found[0].high) == (0, 0)
    assert 0 < found[1].high < found[2].high < found[3].high
    assert waits.position(tickets[3], TEN + MINUTE) == found[3]


def test_a_slow_day_is_told(clinic: Clinic) -> None:
    """The same line waits longer once four visits have each taken an hour of the half an hour planned."""
    lee = factory.doctor(clinic)

    def last_wait(minutes_each: int) -> waits.Place:
        Ticket.delete().execute()
        now = TEN
        for number in range(4):
            ticket = factory.walk_in(clinic, f"Sample Person {number}", now)
            calls.call(ticket, lee, actor=ROSA, now=now)
            now += minutes_each * MINUTE
            calls.complete(ticket, ROSA, now)
        line = [factory.walk_in(clinic, f"Sample Patient {number}", now) for number in range(4)]
        return waits.position(line[-1], now)

    usual, slow = last_wait(20), last_wait(60)
    assert slow.low > usual.low
    assert slow.high > 1.5 * usual.high


def test_a_booked_visit_of_the_next_minutes_is_expected_before_a_walk_in(clinic: Clinic) -> None:
    lee = factory.doctor(clinic)
    for name in ("Ana Ruiz", "Ben Cole"):
        factory.walk_in(clinic, name, TEN)
    calls.call_next(clinic, lee, actor=ROSA, now=TEN)
    ticket = factory.walk_in(clinic, "Cy Dow", TEN)
    alone = waits.position(ticket, TEN)
    visits = [
        factory.visit_of(clinic, f"Sample Visitor {minutes}", lee, TEN + minutes * MINUTE) for minutes in (5, 20, 35)
    ]
    expected = waits.position(ticket, TEN)
    assert expected.high > alone.high
    assert expected.ahead == alone.ahead
    for visit in visits:
        appointments.cancel(visit, actor=ROSA, now=TEN)
    assert waits.position(ticket, TEN) == alone


@pytest.mark.slow
def test_the_range_told_is_true_often_enough() -> None:
    cases = bench.simulate(25)
    assert bench.inside(cases) >= bench.INSIDE
    assert bench.median_error(cases, bench.middle) <= bench.ERROR
    assert bench.median_error(cases, bench.middle) < bench.median_error(cases, bench.naive)
