"""The public holidays of the clinic's country, as suggestions: nothing is closed until somebody ticks it (B2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import holidays

from store import blocks
from store.models import Clinic
from store.timetable import DAY

AHEAD = 365  # days
LANGUAGE = "en_US"  # the board's; a country without it says the names in its own


@dataclass(frozen=True)
class Holiday:
    """`closed`: the clinic is blocked for the whole of that day already."""

    day: dt.date
    name: str
    closed: bool


def coming(clinic: Clinic, today: dt.date) -> list[Holiday]:
    """The public holidays from `today` on, for a year; none where the library does not know the country."""
    last = today + AHEAD * DAY
    try:
        known = holidays.country_holidays(clinic.country, years=range(today.year, last.year + 1), language=LANGUAGE)
    except NotImplementedError:
        return []
    shut = [row for row in blocks.listed(clinic, today, last, opening=False) if row.doctor_id is None]
    found = []
    for day, name in sorted(known.items()):
        if today <= day <= last:
            [(start, end)] = blocks.periods(clinic, day, day, (), ())
            closed = any(row.starts_at <= start and end <= row.ends_at for row in shut)
            found.append(Holiday(day, name, closed))
    return found
