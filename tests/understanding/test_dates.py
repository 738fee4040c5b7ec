"""Readings of dates and clocks, by rule. Now is Friday 20 November 2026, 10:00, the clinic open 7 to 19."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import understand

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 20)),
        ("tmrw", date(2026, 11, 21)),
        ("the day after tomorrow", date(2026, 11, 22)),
        ("monday", date(2026, 11, 23)),
        ("this monday", date(2026, 11, 23)),
        ("christmas eve", date(2026, 12, 24)),
        ("new year's day", date(2027, 1, 1)),
        ("easter monday", date(2027, 3, 29)),
        ("the monday after thanksgiving", date(2026, 11, 30)),
        ("friday", date(2026, 11, 20)),  # named on that same day, the clinic open: today
        ("coming friday", date(2026, 11, 27)),
        ("next friday", date(2026, 11, 27)),
        ("next monday", date(2026, 11, 23)),  # the following calendar week
        ("next saturday", date(2026, 11, 28)),
        ("saturday next week", date(2026, 11, 28)),
        ("next week on tuesday", date(2026, 11, 24)),
        ("a week from monday", date(2026, 11, 30)),
        ("monday week", date(2026, 11, 30)),
        ("in ten days", date(2026, 11, 30)),
        ("three weeks from tomorrow", date(2026, 12, 12)),
        ("2 mondays from now", date(2026, 11, 30)),
        ("the 5th", date(2026, 12, 5)),
        ("the 20th", date(2026, 11, 20)),
        ("on 25", date(2026, 11, 25)),
        ("dec 1st", date(2026, 12, 1)),
        ("1st of march", date(2027, 3, 1)),
        ("november 19", date(2027, 11, 19)),  # yesterday's date is next year's
        ("mon the 30th", date(2026, 11, 30)),
        ("15th of next month", date(2026, 12, 15)),
        ("12/24", date(2026, 12, 24)),
        ("24/12", date(2026, 12, 24)),
        ("2026-12-24", date(2026, 12, 24)),
        ("the first tuesday of december", date(2026, 12, 1)),
        ("the last friday of the month", date(2026, 11, 27)),
        ("le 5 mars", date(2027, 3, 5)),  # the fallback
    ],
)
def test_a_day(text: str, day: date) -> None:
    got = understand(text, now=NOW)
    assert (got.date, got.date_end, got.time) == (day, None, None)


def test_next_weekday_said_on_a_monday_is_in_the_following_week() -> None:
    monday = NOW.replace(day=23)
    assert understand("next tuesday", now=monday).date == date(2026, 12, 1)
    assert understand("tuesday", now=monday).date == date(2026, 11, 24)


def test_a_weekday_named_on_its_own_evening_is_in_a_week() -> None:
    assert understand("friday", now=NOW.replace(hour=20)).date == date(2026, 11, 27)
    assert understand("friday", now=NOW, open_now=False).date == date(2026, 11, 27)


def test_a_weekday_with_an_hour_that_has_struck_is_in_a_week() -> None:
    assert understand("friday 9am", now=NOW).date == date(2026, 11, 27)
    assert understand("friday 11am", now=NOW).date == date(2026, 11, 20)
    assert understand("friday morning", now=NOW.replace(hour=14)).date == date(2026, 11, 27)


def test_the_second_half_of_a_month_whose_last_day_it_is() -> None:
    got = understand("second half feb", now=NOW.replace(month=2, day=28))
    assert (got.date, got.date_end) == (date(2026, 2, 28), date(2026, 2, 28))


def test_numeric_dates_follow_the_country() -> None:
    assert understand("4/5/2027", now=NOW, country="US").date == date(2027, 4, 5)
    assert understand("4/5/2027", now=NOW, country="GB").date == date(2027, 5, 4)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("at 4", time(16)),
        ("at 9", time(9)),
        ("at 7", time(7)),
        ("at 12", time(12)),
        ("half past three", time(15, 30)),
        ("half 3", time(15, 30)),
        ("quarter to nine", time(8, 45)),
        ("20 to 2 in the morning", time(1, 40)),
        ("25 to 8 pm", time(19, 35)),
        ("10 to 17", time(16, 50)),
        ("15 minutes past noon", time(12, 15)),
        ("8 10 p.m.", time(20, 10)),
        ("at 3 15", time(15, 15)),
        ("three forty five", time(15, 45)),
        ("twelve oh five", time(12, 5)),
        ("16h30", time(16, 30)),
        ("330pm", time(15, 30)),
        ("morning 11:30", time(11, 30)),
        ("evening 5", time(17)),
        ("12:30 in the afternoon", time(12, 30)),
        ("11 at night", time(23)),
        ("1 at night", time(1)),
        ("noonish", time(12)),
        ("seven p . m .", time(19)),
        ("5ish", time(17)),
        ("9a", time(9)),
    ],
)
def test_a_clock(text: str, clock: time) -> None:
    got = understand(text, now=NOW)
    assert (got.date, got.time, got.time_end) == (None, clock, None)


def test_a_bare_hour_is_read_inside_opening_hours() -> None:
    assert understand("at 8", now=NOW, opening=(time(14), time(22))).time == time(20)
    assert understand("at 8", now=NOW, opening=(time(8), time(18))).time == time(8)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("between 2 and 4pm", time(14), time(16)),
        ("3-4pm", time(15), time(16)),
        ("from 11 to 3", time(11), time(15)),
        ("8pm - 11", time(20), time(23)),
        ("from 7 25 p.m. to 9 20 p.m.", time(19, 25), time(21, 20)),
        ("monday 11-4", time(11), time(16)),
        ("after 3 but before 5", time(15), time(17)),
        ("9:30 till 11:00 on thursday", time(9, 30), time(11)),
    ],
)
def test_a_range_of_clocks(text: str, first: time, last: time) -> None:
    got = understand(text, now=NOW)
    assert (got.time, got.time_end) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("next week", date(2026, 11, 23), date(2026, 11, 29)),
        ("this weekend", date(2026, 11, 21), date(2026, 11, 22)),
        ("the 23rd to the 29th", date(2026, 11, 23), date(2026, 11, 29)),
        ("dec 3-5", date(2026, 12, 3), date(2026, 12, 5)),
        ("from 3 to 5 december", date(2026, 12, 3), date(2026, 12, 5)),
        ("monday to wednesday", date(2026, 11, 23), date(2026, 11, 25)),
        ("in february", date(2027, 2, 1), date(2027, 2, 28)),
        ("next week between tuesday and thursday", date(2026, 11, 24), date(2026, 11, 26)),
        ("the week of december 7th", date(2026, 12, 7), date(2026, 12, 13)),
    ],
)
def test_a_range_of_days(text: str, first: date, last: date) -> None:
    got = understand(text, now=NOW)
    assert (got.date, got.date_end) == (first, last)


@pytest.mark.parametrize(
    ("text", "clock", "bound"),
    [
        ("after 3", time(15), "after"),
        ("before 11", time(11), "before"),
        ("2pm or later", time(14), "after"),
        ("not before 3", time(15), "after"),
        ("no later than 4", time(16), "before"),
        ("after work", time(17), "after"),
        ("i work until 4 so any time after that", time(16), "after"),
        ("no mornings", time(12), "after"),
    ],
)
def test_one_end_of_a_range(text: str, clock: time, bound: str) -> None:
    got = understand(text, now=NOW)
    assert (got.time, got.bound) == (clock, bound)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("not wed, thurs", date(2026, 11, 26), None),
        ("no, not now. book 4:30", None, time(16, 30)),
        ("not today. make it next thursday", date(2026, 11, 26), None),
        ("instead of monday, tuesday at 2", date(2026, 11, 24), time(14)),
        ("cant do monday, tuesday works", date(2026, 11, 24), None),
        ("actually make it 4:30", None, time(16, 30)),
        ("move it from monday to wednesday", date(2026, 11, 25), None),
        ("change my 3pm to 4pm", None, time(16)),
        ("i may be late for my visit in may", date(2027, 5, 1), None),
    ],
)
def test_corrections_and_distractions(text: str, day: date | None, clock: time | None) -> None:
    got = understand(text, now=NOW)
    assert (got.date, got.time, got.excluded) == (day, clock, False)


def test_a_day_refused_is_marked() -> None:
    got = understand("not tomorrow", now=NOW)
    assert (got.date, got.excluded) == (date(2026, 11, 21), True)


@pytest.mark.parametrize(
    "text",
    [
        "i may come",
        "can you march on",
        "second opinion",
        "my number is 415 555 0134",
        "room 12b",
        "score 1:1",
        "it costs 20.50$",
    ],
)
def test_no_date_where_none_is_said(text: str) -> None:
    got = understand(text, now=NOW)
    assert (got.date, got.time) == (None, None)


def test_clinic_time_across_midnight() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    got = understand("in an hour", now=late)
    assert (got.date, got.time) == (date(2026, 11, 21), time(0, 30))
