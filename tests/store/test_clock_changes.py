"""The nights the clocks change (B12): nothing doubled, nothing skipped, a visit as long as it says."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from store import schedules
from store.models import Clinic, ScheduleException, local
from store.timetable import edge, exact
from tests import factory

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def engine() -> str:
    """One engine will do: what is tested here is arithmetic."""
    return "sqlite"


def night(clinic: Clinic, day: dt.date, minutes: int | None = None) -> list[str]:
    """The openings of `day` as wall clock and offset: "01:30-0500"."""
    service = factory.service(clinic, f"{minutes} min", minutes=minutes) if minutes else None
    now = dt.datetime.combine(day - DAY, dt.time(12), clinic.zone)
    found = schedules.openings(clinic, now=now, first=day, last=day, service=service)
    for opening in found:
        assert opening.ends_at - opening.starts_at == dt.timedelta(minutes=minutes or 30)
    assert len({opening.starts_at for opening in found}) == len(found)
    return [f"{local(clinic, opening.starts_at):%H:%M%z}" for opening in found]


def open_at_night(zone: str, starts: str = "00:30", ends: str = "04:00") -> Clinic:
    clinic = factory.clinic(zone_name=zone)
    factory.doctor(clinic, days=range(7), starts=dt.time.fromisoformat(starts), ends=dt.time.fromisoformat(ends))
    return clinic


@pytest.mark.parametrize("day", [dt.date(2026, 3, 8), dt.date(2027, 3, 14)])
def test_spring_in_new_york_has_no_two_oclock(store: str, day: dt.date) -> None:
    clinic = open_at_night("America/New_York")
    expected = ["00:30-0500", "01:00-0500", "01:30-0500", "03:00-0400", "03:30-0400"]
    assert night(clinic, day) == expected
    assert night(clinic, day, 60) == expected[:-1]  # 1:30 + 60 real minutes is 3:30
    assert night(clinic, day, 120) == ["00:30-0500", "01:00-0500"]


@pytest.mark.parametrize("day", [dt.date(2026, 11, 1), dt.date(2027, 11, 7)])
def test_autumn_in_new_york_gives_each_time_of_day_once_the_first_pass(store: str, day: dt.date) -> None:
    clinic = open_at_night("America/New_York")
    expected = ["00:30-0400", "01:00-0400", "01:30-0400", "02:00-0500", "02:30-0500", "03:00-0500", "03:30-0500"]
    assert night(clinic, day) == expected
    assert night(clinic, day, 60) == expected[:-1]
    assert night(clinic, day, 240) == expected[:2]  # three hours on the wall clock until 4:00 are four real ones


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        # half an hour only
        ("Australia/Lord_Howe", dt.date(2026, 10, 4), ["00:30+1030", "01:00+1030", "01:30+1030", "02:30+1100", "03:00+1100", "03:30+1100"]),
        ("Australia/Lord_Howe", dt.date(2026, 4, 5), ["00:30+1100", "01:00+1100", "01:30+1100", "02:00+1030", "02:30+1030", "03:00+1030", "03:30+1030"]),
        # midnight itself is skipped, or comes twice
        ("America/Santiago", dt.date(2026, 9, 6), ["01:00-0300", "01:30-0300", "02:00-0300", "02:30-0300", "03:00-0300", "03:30-0300"]),
        ("America/Santiago", dt.date(2026, 4, 5), ["00:30-0400", "01:00-0400", "01:30-0400", "02:00-0400", "02:30-0400", "03:00-0400", "03:30-0400"]),
        ("Europe/London", dt.date(2026, 3, 29), ["00:30+0000", "02:00+0100", "02:30+0100", "03:00+0100", "03:30+0100"]),
        ("Asia/Kolkata", dt.date(2026, 3, 29), ["00:30+0530", "01:00+0530", "01:30+0530", "02:00+0530", "02:30+0530", "03:00+0530", "03:30+0530"]),
    ],
)  # fmt: skip
def test_other_zones_have_other_rules(store: str, zone: str, day: dt.date, expected: list[str]) -> None:
    assert night(open_at_night(zone), day) == expected


@pytest.mark.parametrize(
    ("day", "starts", "ends", "hours", "expected"),
    [
        (dt.date(2026, 3, 8), "01:00", "02:30", 1, ["01:00-0500", "01:30-0500"]),  # ends inside the gap
        (dt.date(2026, 3, 8), "02:30", "04:00", 1, ["03:00-0400", "03:30-0400"]),  # begins inside it
        (dt.date(2026, 3, 8), "02:00", "03:00", 0, []),  # is the gap
        (dt.date(2026, 11, 1), "00:30", "01:30", 1, ["00:30-0400", "01:00-0400"]),  # ends at the first 1:30
        (dt.date(2026, 11, 1), "01:30", "02:30", 2, ["01:30-0400", "02:00-0500"]),
    ],
)  # fmt: skip
def test_hours_with_an_edge_in_the_changed_hour(
    store: str, day: dt.date, starts: str, ends: str, hours: int, expected: list[str]
) -> None:
    clinic = open_at_night("America/New_York", starts, ends)
    assert night(clinic, day) == expected
    worked = sum((end - start for start, end in _working_utc(clinic, day)), dt.timedelta(0))
    assert worked == hours * HOUR


def _working_utc(clinic: Clinic, day: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
    [doctor] = schedules.doctors_for(clinic, None)
    return [(a.astimezone(dt.UTC), b.astimezone(dt.UTC)) for a, b in schedules.working(doctor, day)]


def test_an_extra_opening_over_the_fold_gives_each_time_once(store: str) -> None:
    clinic = open_at_night("America/New_York", "20:00", "21:00")
    [doctor] = schedules.doctors_for(clinic, None)
    start = dt.datetime(2026, 11, 1, 4, 30, tzinfo=dt.UTC)  # 0:30
    for ends_at in (start + 4 * HOUR, start + 1.5 * HOUR):  # 3:30, and the second 1:00
        ScheduleException.delete().execute()
        ScheduleException.create(
            clinic=clinic, doctor=doctor, kind="open", starts_at=start, ends_at=ends_at, slot_minutes=30
        )
        every = ["00:30-0400", "01:00-0400", "01:30-0400", "02:00-0500", "02:30-0500", "03:00-0500"]
        evening = ["20:00-0500", "20:30-0500"]
        assert night(clinic, dt.date(2026, 11, 1)) == (every if ends_at == start + 4 * HOUR else every[:3]) + evening


def test_every_day_of_two_years_has_its_slots(store: str) -> None:
    """The number of slots of a day is its length on the clock that is left: 46 in spring, else 48 half hours."""
    clinic = open_at_night("America/New_York", "00:00", "23:59")
    first, last = dt.date(2026, 1, 1), dt.date(2027, 12, 31)
    now = dt.datetime(2025, 12, 31, 12, tzinfo=clinic.zone)
    count: dict[dt.date, int] = {}
    found = schedules.openings(clinic, now=now, first=first, last=last, notice=False)
    for opening in found:
        day = local(clinic, opening.starts_at).date()
        count[day] = count.get(day, 0) + 1
    assert {day: n for day, n in count.items() if n != 48} == {dt.date(2026, 3, 8): 46, dt.date(2027, 3, 14): 46}
    assert len(count) == 730
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(found))


def test_edges_of_the_day_where_midnight_is_skipped() -> None:
    zone = ZoneInfo("America/Santiago")
    midnight = dt.datetime(2026, 9, 6)
    assert exact(midnight, zone) is None
    assert edge(midnight, zone) == dt.datetime(2026, 9, 6, 4, tzinfo=dt.UTC)  # 1:00, an instant after 23:59
