"""What a message was understood to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.lexicon import words

INTENTS = words(
    "book confirm cancel reschedule status slots queue position leave here away late waitlist yes no more back restart "
    "name language help stop start agent erase greet thanks bye unknown"
)
PARTS = ("morning", "afternoon", "evening", "night")


@dataclass(frozen=True, slots=True)
class Understanding:
    """One reading of one message (the first fourteen fields are the contract's, the rest are for the dialogue).

    Dates and times are the clinic's; a date without a time and a time without a date are both common.
    `confidence` is 0 to 1: under 0.6 the dialogue asks before it acts; 0.7 is a destructive word that was misspelt.
    """

    intent: str = "unknown"
    date: dt.date | None = None
    date_end: dt.date | None = None  # inclusive
    time: dt.time | None = None
    time_end: dt.time | None = None
    part: str | None = None  # one of PARTS, only without a clock time
    doctor: Any = None  # the matched element of `doctors`
    service: Any = None  # the matched element of `services`
    person: str | None = None  # who the visit is for, or the name the patient gave
    code: str | None = None  # a visit's short code, upper case
    number: int | None = None  # a choice in a list, counted from 1; -1 is "the last one"
    reason: str | None = None
    confidence: float = 0.0
    # --- beyond the contract
    doctor_options: Sequence[Any] = field(default=())  # several fit: ask which
    service_options: Sequence[Any] = field(default=())
    any_doctor: bool = False
    same_doctor: bool = False  # "the same doctor as last time"
    earliest: bool = False  # "asap", "first available"
    shift: str | None = None  # "earlier" or "later" than what was offered or booked
    bound: str | None = None  # "after" or "before": only one end of a range was said; `time` or `date` holds it
    minutes: int | None = None  # how late, or for how long
    language: str | None = None  # "en" or "es", asked for or plainly used
    urgency: str | None = None  # "urgent" or "emergency"
    visit_type: str | None = None  # "online" or "in_person"
    emoji_only: bool = False
    weekday: bool = False  # the day was named by its weekday alone ("tues"): inside a week spoken of before, that one
    days: Sequence[dt.date] = field(default=())  # "tuesdays and thursdays": the next of each, where any of them will do
    excluded: bool = False  # the date and time are what the patient does not want ("not tomorrow")
