"""Every phrase of our own is understood whole: what is expected is there, and nothing of weight that is not."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import Understanding, understand

ZONE = ZoneInfo("America/New_York")
FOLDER = Path(__file__).parent.parent / "phrases"
DOCTORS = ["Dr. Anna Lee", "Dr Bob Lim", "Dr. Maria Ruiz"]
SERVICES = ["Checkup", "Cleaning", "Flu shot"]
ALWAYS = ("intent", "date", "date_end", "time", "time_end", "part", "code", "number", "doctor", "service", "bound")


def said(phrase: dict[str, Any], locale: str) -> Understanding:
    return understand(
        phrase["text"],
        now=dt.datetime.fromisoformat(phrase["now"]).replace(tzinfo=ZONE),
        locale=locale,
        doctors=DOCTORS,
        services=SERVICES,
        asked=phrase.get("asked"),
        country=phrase.get("country", "US"),
    )


def plain(value: Any) -> Any:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("locale", ["en", "es"])
def test_all_phrases_of_a_language_are_understood(locale: str) -> None:
    phrases = [json.loads(line) for line in (FOLDER / f"{locale}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(phrases) >= 150
    wrong = []
    for phrase in phrases:
        got, want = said(phrase, locale), phrase["expect"]
        fields = set(ALWAYS) | set(want)
        missed = {
            f: plain(getattr(got, f))
            for f in fields
            if plain(getattr(got, f)) != want.get(f, getattr(Understanding(), f))
        }
        if missed:
            wrong.append((phrase["text"], want, missed))
    assert wrong == []
