"""Entries of the waitlist: joining, the order, what staff may change, and how they end."""

from __future__ import annotations

import datetime as dt

import pytest

from store import appointments, audit, overdue, schedules, waitlist
from store.audit import CLOCK, Actor
from store.errors import AlreadyWaiting, Invalid, WrongTransition
from store.models import Clinic, Doctor, WaitlistEntry
from tests import factory
from tests.waiting import DAY, FRIDAY, HOUR, MINUTE, MONDAY, NOON, TUESDAY, WEDNESDAY, Waiting

STAFF = Actor("staff", 1, "Sam Sample")


@pytest.fixture
def here(clinic: Clinic) -> Waiting:
    return Waiting(clinic)


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic)


def test_one_entry_for_one_doctor(here: Waiting, lee: Doctor) -> None:
    ana = here.phone("Ana Ruiz")
    entry = here.wait(ana, lee)
    with pytest.raises(AlreadyWaiting) as refused:
        here.wait(ana, lee, date_to=TUESDAY)
    assert refused.value.facts["entry"] == entry
    here.wait(ana, None)  # any doctor is another wish
    assert len(waitlist.entries([ana.patient])) == 2


@pytest.mark.parametrize("wrong", [{"date_to": MONDAY - DAY}, {"priority": 0}, {"priority": 11}])
def test_what_makes_no_sense_is_refused(here: Waiting, lee: Doctor, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        here.wait(here.phone(), lee, **wrong)
    assert WaitlistEntry.select().count() == 0


def test_the_place_counts_those_who_wait_for_some_of_the_same(here: Waiting, lee: Doctor) -> None:
    other = factory.doctor(here.clinic, "Dr. Raj Patel")
    here.wait(here.phone(), lee, date_to=TUESDAY)
    here.wait(here.phone(), other)
    here.now += MINUTE
    mine = here.wait(here.phone(), lee)
    here.now += MINUTE
    here.wait(here.phone(), lee)
    assert waitlist.position(mine) == 2  # the one for Dr. Patel is no rival
    anyone = here.wait(here.phone(), None)
    assert waitlist.position(anyone) == 5
    late = here.wait(here.phone(), lee, date_from=WEDNESDAY)
    assert waitlist.position(late) == 4  # whoever waits until Tuesday is no rival


def test_staff_move_an_entry_up_and_it_is_on_record(here: Waiting, lee: Doctor) -> None:
    first, second = here.wait(here.phone(), lee), here.wait(here.phone(), lee)
    waitlist.prioritise(second, 2, actor=STAFF, now=here.now)
    assert waitlist.listed(here.clinic) == [second, first]
    assert (waitlist.position(second), waitlist.position(first)) == (1, 2)
    row = audit.trail("waitlist", second.id)[-1]
    assert (row.action, row.actor_name, row.before, row.after) == (
        "waitlist.prioritise", "Sam Sample", {"priority": 5}, {"priority": 2},
    )  # fmt: skip
    with pytest.raises(Invalid):
        waitlist.prioritise(second, 11, actor=STAFF, now=here.now)


def test_another_wish_keeps_the_place(here: Waiting, lee: Doctor) -> None:
    entry = here.wait(here.phone(), lee)
    here.now += MINUTE
    here.wait(here.phone(), lee)
    wish = {"date_from": TUESDAY, "date_to": FRIDAY, "time_from": dt.time(9), "time_to": None, "visit_type": None}
    waitlist.rewrite(entry, actor=CLOCK, now=here.now, **wish)  # type: ignore[arg-type]
    again = WaitlistEntry.get_by_id(entry.id)
    assert (again.date_from, again.time_from, waitlist.position(again)) == (TUESDAY, dt.time(9), 1)


@pytest.mark.parametrize(
    ("since", "until", "hour", "minute", "covered"),
    [
        (None, None, 9, 0, True),
        (9, 12, 9, 0, True),
        (9, 12, 8, 59, False),
        (9, 12, 11, 59, True),
        (9, 12, 12, 0, False),
        (12, None, 16, 30, True),
        (22, 2, 23, 0, True),  # through midnight
        (22, 2, 12, 0, False),
    ],
)
def test_times_on_the_clinics_clock(
    here: Waiting, lee: Doctor, since: int | None, until: int | None, hour: int, minute: int, covered: bool
) -> None:
    times = [dt.time(at) if at is not None else None for at in (since, until)]
    entry = here.wait(here.phone(), lee, time_from=times[0], time_to=times[1])
    assert waitlist.covers(entry, lee.id, here.at(TUESDAY, hour, minute), here.clinic) is covered


def test_days_are_the_clinics_own(here: Waiting, lee: Doctor) -> None:
    entry = here.wait(here.phone(), lee, date_from=TUESDAY, date_to=TUESDAY)
    assert waitlist.covers(entry, lee.id, here.at(TUESDAY, 23), here.clinic)  # Wednesday in UTC
    assert not waitlist.covers(entry, lee.id, here.at(WEDNESDAY, 0), here.clinic)
    assert not waitlist.covers(entry, lee.id + 1, here.at(TUESDAY, 23), here.clinic)


def test_entries_end_after_their_last_day(here: Waiting, lee: Doctor) -> None:
    entry = here.wait(here.phone(), lee, date_to=TUESDAY)
    assert overdue.tidy(here.clinic, here.at(TUESDAY, 23)) == 0
    assert overdue.tidy(here.clinic, here.at(WEDNESDAY, 0)) == 1
    assert WaitlistEntry.get_by_id(entry.id).status == "expired"
    assert overdue.tidy(here.clinic, here.at(WEDNESDAY, 1)) == 0


def test_a_wish_for_an_earlier_time_ends_with_the_visit(here: Waiting, lee: Doctor) -> None:
    ana = here.phone()
    visit = here.book(lee, here.at(WEDNESDAY, 9), ana)
    entry = here.wait(ana, lee, swap_for=visit)
    opening = schedules.opening_at(here.clinic, lee, here.at(FRIDAY, 9), now=here.now)
    moved = appointments.reschedule(visit, opening, actor=CLOCK, now=here.now)
    assert waitlist.later_visit(WaitlistEntry.get_by_id(entry.id), here.now) == moved  # it follows the visit
    here.cancel(moved)
    assert overdue.tidy(here.clinic, here.now) == 1
    assert WaitlistEntry.get_by_id(entry.id).status == "expired"


def test_only_the_edges_of_the_table(here: Waiting, lee: Doctor) -> None:
    entry = here.wait(here.phone(), lee)
    with pytest.raises(WrongTransition, match="waitlist entry is waiting: cannot decline"):
        waitlist.change(entry, "decline", actor=CLOCK, now=NOON)
    stale = WaitlistEntry.get_by_id(entry.id)
    waitlist.change(entry, "cancel", actor=CLOCK, now=NOON)
    assert entry.closed_at == NOON
    with pytest.raises(WrongTransition, match="waitlist entry is cancelled: cannot expire"):
        waitlist.change(stale, "expire", actor=CLOCK, now=NOON + HOUR)


@pytest.mark.parametrize("time", [dt.time(15), dt.time(0, 30), dt.time(23, 30), dt.time(9, 10)])
def test_an_entry_about_a_time_remembers_which(time: dt.time) -> None:
    since, until = waitlist.around(time)
    entry = WaitlistEntry(time_from=since, time_to=until)
    assert waitlist.aim(entry) == (time if since and until else None)
    assert waitlist.aim(WaitlistEntry(time_from=dt.time(14), time_to=dt.time(17))) is None
