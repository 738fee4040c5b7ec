"""Dates, times, waits and names, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from bot import wording
from store.models import Doctor

DAY = dt.date(2026, 11, 24)


def test_a_date_has_its_weekday() -> None:
    assert wording.day(DAY, "en") == "Tue 24 Nov"
    assert wording.day(DAY, "es") == "mar 24 nov"
    assert wording.day(dt.date(2026, 9, 30), "en") == "Wed 30 Sep"
    assert wording.day(dt.date(2026, 9, 30), "es") == "mié 30 sep"
    assert wording.weekday(DAY, "es") == "martes"


@pytest.mark.parametrize(
    ("time", "english", "spanish"),
    [
        (dt.time(9), "9am", "9am"), (dt.time(15, 30), "3:30pm", "3:30pm"), (dt.time(12), "12 noon", "12pm"),
        (dt.time(12, 5), "12:05pm", "12:05pm"), (dt.time(0), "12am", "12am"),
    ],
)  # fmt: skip
def test_a_clock(time: dt.time, english: str, spanish: str) -> None:
    assert wording.clock(time, "en") == english
    assert wording.clock(time, "es") == spanish


def test_a_wait_is_a_range_and_hours_when_it_is_long() -> None:
    assert wording.wait(20, 35, "en") == "about 20-35 min"
    assert wording.wait(20, 20, "es") == "unos 20 min"
    assert wording.wait(60, 120, "en") == "about 1-2 h"
    assert wording.wait(100, 170, "es") == "unas 1.5-3 h"
    assert wording.wait(10, 105, "en") == "10 min to 2 h"
    assert wording.wait(0, 15, "es") == "hasta 15 min"
    assert wording.wait(0, 100, "en") == "up to 2 h"
    assert wording.wait(0, 0, "en") == "no wait"


def test_ordinals() -> None:
    numbers = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111]
    said = "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th"
    assert " ".join(wording.ordinal(number, "en") for number in numbers) == said
    assert wording.ordinal(3, "es") == "3"


def test_any_of() -> None:
    assert wording.any_of(["a", "b", "c"], "en") == "a, b or c"
    assert wording.any_of(["a", "b", "c"], "es") == "a, b o c"
    assert wording.any_of(["a"], "es") == "a"


def test_a_doctor_keeps_her_title() -> None:
    ruiz, lee = Doctor(id=1, name="Dra. Ana Ruiz"), Doctor(id=2, name="Dr. Maya Lee, MD")
    assert wording.doctor(ruiz) == "Dra. Ruiz"
    assert wording.doctor(lee, [ruiz]) == "Dr. Lee"
    assert wording.doctor(ruiz, [Doctor(id=3, name="Dr. Eva Ruiz")]) == "Dra. Ana Ruiz"
