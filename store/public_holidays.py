"""The public holidays of the clinic's country and region, as suggestions: none is closed by itself (B2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import holidays

from store import blocks, regions, settings
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
    """The public holidays from `today` on, for a year, of the country and of the region that the settings name; none
    where the library does not know the country."""
    last = today + AHEAD * DAY
    region = settings.of(clinic).holiday_region
    known = _known(clinic.country, region if region in regions.known(clinic.country) else None, today.year, last.year)
    shut = [row for row in blocks.listed(clinic, today, last, opening=False) if row.doctor_id is None]
    found = []
    for day, name in sorted(known.items()):
        if today <= day <= last:
            [(start, end)] = blocks.periods(clinic, day, day, (), ())
            closed = any(row.starts_at <= start and end <= row.ends_at for row in shut)
            found.append(Holiday(day, name, closed))
    return found


def _known(country: str, region: str | None, first: int, last: int) -> dict[dt.date, str]:
    try:
        return dict(holidays.country_holidays(country, region, years=range(first, last + 1), language=LANGUAGE))
    except NotImplementedError:
        return {}
