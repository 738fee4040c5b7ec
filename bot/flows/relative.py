"""A time said from another: "half an hour later", "push it back a day", "the day before" (of the visit spoken of)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from bot.understanding import Understanding
from bot.understanding.lexicon import words
from bot.understanding.normalise import fold

COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "couple of": 2, "un": 1, "una": 1, "dos": 2, "tres": 3,
    "half an": 0.5, "media": 0.5,
}  # fmt: skip
UNITS = {
    "min": dt.timedelta(minutes=1), "hour": dt.timedelta(hours=1), "hora": dt.timedelta(hours=1),
    "day": dt.timedelta(days=1), "dia": dt.timedelta(days=1), "week": dt.timedelta(weeks=1),
    "semana": dt.timedelta(weeks=1),
}  # fmt: skip
AMOUNT = (
    r"(?P<count>half an|an?|one|two|three|couple of|una?|dos|tres|media|\d{1,2}) "
    r"(?P<unit>min|hour|hora|day|dia|week|semana)\w*"
)
FORMS = (
    re.compile(rf"\b{AMOUNT} (?P<way>later|after|earlier|sooner|before|mas tarde|despues|antes|mas temprano)\b"),
    re.compile(rf"\b(?P<way>back|forward|up) (?:by )?{AMOUNT}(?! (?:later|earlier))\b"),
    re.compile(rf"\b(?P<way>atrasar|posponer|postergar|adelantar)(?:l[ao])? {AMOUNT}\b"),
    re.compile(r"\bthe (?P<unit>day|week) (?P<way>before|after)\b(?! (?:tomorrow|yesterday|\w+day|\d))"),
    re.compile(
        r"^(?:(?:ok|or|maybe|how about|what about|can we do|and) )*(?:the )?(?:next|following) "
        r"(?P<unit>day)\b(?! (?:you|that))"
    ),
    re.compile(r"\b(?:el|la) (?P<unit>dia|semana) (?P<way>anterior|antes|despues|siguiente)\b"),
)
SOONER = words("earlier sooner before forward up antes anterior adelantar") | {"mas temprano"}


def shift(text: str) -> dt.timedelta | None:
    """How much earlier or later than the visit spoken of the message wants it; None where it does not say."""
    folded = fold(text)
    for form in FORMS:
        found = form.search(folded)
        if found is None:
            continue
        said = found.groupdict()
        count = said.get("count") or "one"
        amount = UNITS[said["unit"]] * (int(count) if count.isdigit() else COUNTS[count])
        return -amount if said.get("way") in SOONER else amount
    return None


def of_another_time(reading: Understanding) -> Understanding:
    """Without a time: "half an hour later" was read from now, and is meant from the visit spoken of."""
    return replace(reading, date=None, date_end=None, time=None, time_end=None, bound=None, shift=None, minutes=None)
