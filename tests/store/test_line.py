"""The one fair line: the rule as a table, and what must hold of every line there is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import line
from store.line import Standing

TEN = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # 10am in New York
LEE, PARK = 1, 2


def at(minutes: int) -> dt.datetime:
    """A moment so many minutes from ten o'clock."""
    return TEN + dt.timedelta(minutes=minutes)


def place(number: int, joined: int, **facts: object) -> Standing:
    """A place taken `joined` minutes from ten."""
    return Standing(key=number, number=number, joined_at=at(joined), **facts)  # type: ignore[arg-type]


LINES = {
    "first come, first served": ([place(1, -30), place(2, -20), place(3, -10)], [1, 2, 3]),
    "an emergency goes before all": (
        [place(1, -70), place(2, -30, visit_at=at(-20), doctor=LEE), place(3, 0, urgency="emergency")],
        [3, 2, 1],
    ),
    "a checked-in visit goes at its time": ([place(1, -55), place(2, -15, visit_at=at(0), doctor=LEE)], [2, 1]),
    "a visit that is not due yet goes when nobody else waits": (
        [place(1, -15, visit_at=at(1), doctor=LEE), place(2, 0)],
        [2, 1],
    ),
    "visits go by their booked time, not by who came in first": (
        [place(1, -50, visit_at=at(-5), doctor=LEE), place(2, -20, visit_at=at(-10), doctor=LEE)],
        [2, 1],
    ),
    "a late visit counts from when it came": (
        [place(1, -5, visit_at=at(-40), doctor=LEE), place(2, -30, visit_at=at(-10), doctor=LEE)],
        [2, 1],
    ),
    "a walk-in who has waited an hour longer goes before a visit": (
        [place(1, -61), place(2, -15, visit_at=at(0), doctor=LEE)],
        [1, 2],
    ),
    "fifo does not look at urgency": ([place(1, -10), place(2, -5, urgency="urgent")], [1, 2]),
    "more time asked for: others pass": ([place(1, -30, not_before=at(5)), place(2, -5)], [2, 1]),
    "the time asked for is over: the old place is back": ([place(1, -30, not_before=at(0)), place(2, -25)], [1, 2]),
    "called, not there and not heard of since: last": ([place(1, -30, aside=True), place(2, -1)], [2, 1]),
    "the number breaks a tie": ([place(2, -10), place(1, -10)], [1, 2]),
}


@pytest.mark.parametrize("case", LINES)
def test_the_rule(case: str) -> None:
    places, expected = LINES[case]
    assert [one.number for one in line.in_order(places, TEN, urgent_first=False)] == expected


URGENT_FIRST = {
    "urgent goes before routine": ([place(1, -40), place(2, 0, urgency="urgent")], [2, 1]),
    "routine that has waited 45 minutes longer goes before urgent": (
        [place(1, -46), place(2, 0, urgency="urgent")],
        [1, 2],
    ),
    "a visit that is due goes before both": (
        [place(1, -40), place(2, -5, urgency="urgent"), place(3, -10, visit_at=at(0))],
        [3, 2, 1],
    ),
}


@pytest.mark.parametrize("case", URGENT_FIRST)
def test_the_rule_under_urgent_first(case: str) -> None:
    places, expected = URGENT_FIRST[case]
    assert [one.number for one in line.in_order(places, TEN, urgent_first=True)] == expected


def test_a_doctor_gets_who_asked_for_them_or_for_anyone() -> None:
    places = [place(1, -30, doctor=PARK), place(2, -20, doctor=LEE), place(3, -25)]
    assert [one.number for one in places if one.may_see(LEE)] == [2, 3]
    chosen = line.next_for(LEE, places, TEN, urgent_first=False)
    assert chosen is not None
    assert chosen.number == 3
    assert line.next_for(LEE, places[:1], TEN, urgent_first=False) is None


def test_nobody_is_called_before_the_time_they_asked_for() -> None:
    assert line.next_for(LEE, [place(1, -30, not_before=at(1))], TEN, urgent_first=False) is None


def test_ahead_counts_the_shortest_line_one_may_stand_in() -> None:
    places = [place(number, -60 + number, doctor=LEE) for number in range(1, 6)] + [place(6, -1), place(7, 0)]
    ordered = line.in_order(places, TEN, urgent_first=False)
    assert line.ahead(ordered, [LEE, PARK]) == {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 0, 7: 1}
    assert line.ahead(ordered, [LEE])[7] == 6
    assert line.ahead(ordered, [])[7] == 6


@st.composite
def standings(draw: st.DrawFn) -> list[Standing]:
    minutes = st.integers(-240, 0)
    count = draw(st.integers(1, 25))
    return [
        Standing(
            key=number,
            number=number,
            joined_at=at(draw(minutes)),
            doctor=draw(st.sampled_from((None, LEE, PARK))),
            urgency=draw(st.sampled_from(("routine", "urgent", "emergency"))),
            visit_at=draw(st.none() | st.integers(-240, 60).map(at)),
            not_before=draw(st.none() | st.integers(-30, 30).map(at)),
            aside=draw(st.booleans()),
        )
        for number in range(count)
    ]


@given(standings(), st.booleans())
def test_the_order_is_total_and_does_not_depend_on_how_it_was_read(places: list[Standing], urgent: bool) -> None:
    ordered = line.in_order(places, TEN, urgent_first=urgent)
    assert sorted(one.key for one in ordered) == [one.key for one in places]
    assert line.in_order(reversed(places), TEN, urgent_first=urgent) == ordered
    ranks = [line.rank(one, TEN, urgent_first=urgent) for one in places]
    assert len(set(ranks)) == len(places)
    chosen = line.next_for(LEE, places, TEN, urgent_first=urgent)
    able = [one for one in ordered if one.may_see(LEE) and line.ready(one, TEN)]
    assert chosen == (able[0] if able else None)


@given(st.data(), st.booleans())
def test_nobody_starves(data: st.DataObject, urgent: bool) -> None:
    """One doctor sees somebody every 10 minutes while two favoured patients come in those 10: still everyone's turn.

    A routine walk-in is called at the latest when all who can count as earlier are gone: those there before, and those
    who came within the longest lead after.
    """
    queue = [place(0, 0)]
    before = data.draw(st.integers(0, 10))
    queue += [place(number, -number, urgency="urgent") for number in range(1, before + 1)]
    number = 100
    favoured = before + 2 * (1 + line.VISIT_LEAD // dt.timedelta(minutes=10))
    for calls in range(1, favoured + 1):
        now = (calls - 1) * 10
        for _ in range(2):
            facts = {"visit_at": at(now)} if data.draw(st.booleans(), label="visit") else {"urgency": "urgent"}
            queue.append(place(number, now, **facts))
            number += 1
        chosen = line.next_for(LEE, queue, at(now), urgent_first=urgent)
        assert chosen is not None
        queue.remove(chosen)
        if chosen.number == 0:
            return
    raise AssertionError("never called")
