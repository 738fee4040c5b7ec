"""What the dialogue needs read rightly: faults that showed in conversations, each kept from coming back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import understand

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("America/New_York"))
DOCTORS = ["Dr. Anna Lee", "Dr Bob Lim", "Dr. Raj Patel"]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("language english", None, {"intent": "language", "language": "en"}),
        ("late k7 15", None, {"intent": "late", "minutes": 15, "code": "K7"}),
        ("move the monday one to tuesday", None, {"intent": "reschedule", "time": None}),
        ("later in the day", "choice", {"shift": "later"}),
        ("i want to book another one", "yes_no", {"intent": "book"}),
        ("my son is sick and needs to see someone today", None, {"intent": "book", "person": "son"}),
        ("actually can we do 11 instead", None, {"intent": "reschedule"}),
        ("queue dr patel", None, {"intent": "queue", "doctor": "Dr. Raj Patel"}),
        ("coming", None, {"intent": "yes", "confidence": 0.7}),
        ("any", "doctor", {"any_doctor": True}),
        ("anyone", "doctor", {"any_doctor": True}),
        ("either", "doctor", {"any_doctor": True}),
        ("it is ana ruiz", "name", {"person": "Ana Ruiz"}),
        ("this is Ana", "name", {"person": "Ana"}),
        ("me llamo Ana", "name", {"person": "Ana"}),
        ("see a doctor on friday", "name", {"person": None}),
        ("see a doctor on friday", None, {"person": None, "intent": "book"}),
    ],
)
def test_reading(text: str, asked: str | None, expected: dict[str, Any]) -> None:
    got = understand(text, now=NOW, asked=asked, doctors=DOCTORS)
    assert {name: getattr(got, name) for name in expected} == expected


@pytest.mark.parametrize(
    "text", ["sorry", "dunno", "idk", "i dont know", "not sure", "i'm not really sure", "no idea", "hmm", "um"]
)
@pytest.mark.parametrize("asked", [None, "yes_no", "choice"])
def test_who_is_unsure_says_neither_yes_nor_no(text: str, asked: str | None) -> None:
    assert understand(text, now=NOW, asked=asked).intent == "unknown"


def test_off_which_list_is_a_question() -> None:
    got = understand("please remove me from the list", now=NOW)
    assert got.intent == "leave"
    assert got.confidence < 0.6
