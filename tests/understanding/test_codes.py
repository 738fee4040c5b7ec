"""A verb and a visit's code, as the texts themselves tell patients to write it; and how late."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import understand

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize("code", ["K7", "D3", "V9", "G84", "B222"])
@pytest.mark.parametrize(
    ("verb", "intent"),
    [
        ("X", "cancel"), ("x", "cancel"), ("cancel", "cancel"), ("M", "reschedule"), ("move", "reschedule"),
        ("C", "confirm"), ("confirm", "confirm"), ("status", "status"), ("late", "late"),
    ],
)  # fmt: skip
def test_verb_and_code(verb: str, intent: str, code: str) -> None:
    reading = understand(f"{verb} {code.lower()}", now=NOW)
    assert (reading.intent, reading.code, reading.confidence) == (intent, code, 1.0)


def test_a_code_with_the_new_time() -> None:
    reading = understand("move k7 to friday 3pm", now=NOW)
    assert (reading.intent, reading.code) == ("reschedule", "K7")
    assert (reading.date, reading.time) == (dt.date(2026, 11, 27), dt.time(15))


@pytest.mark.parametrize(
    "text", ["late 20", "LATE 20", "20 minutes late", "running 20 min late", "i will be 20 mins late"]
)
def test_how_late(text: str) -> None:
    reading = understand(text, now=NOW)
    assert (reading.intent, reading.minutes) == ("late", 20)
