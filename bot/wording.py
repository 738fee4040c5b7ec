"""Dates, times, names and waits as a person reads them, by language. Every date carries its weekday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from babel.dates import format_date

from store.models import Clinic, Doctor

TITLES = ("dr.", "dr", "doctor", "doctora", "dra.", "dra", "prof.", "mr.", "mrs.", "ms.")


def day(date: dt.date, locale: str = "en") -> str:
    """ "Tue 24 Nov"."""
    return format_date(date, "EEE d MMM", locale).replace(".", "").replace("Sept", "Sep")


def weekday(date: dt.date, locale: str = "en") -> str:
    """ "Tuesday"."""
    return format_date(date, "EEEE", locale)


def clock(time: dt.time, locale: str = "en") -> str:
    """ "3:30pm", "9am", "12 noon" in English; "15:30" in Spanish."""
    if locale != "en":
        return f"{time.hour}:{time.minute:02}"
    if (time.hour, time.minute) == (12, 0):
        return "12 noon"
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


def moment(at: dt.datetime, clinic: Clinic, locale: str = "en") -> str:
    """ "Tue 24 Nov, 3:30pm" on the clinic's wall clock; `at` is aware."""
    local = at.astimezone(clinic.zone)
    return f"{day(local.date(), locale)}, {clock(local.time(), locale)}"


def wait(low: int, high: int, locale: str = "en") -> str:
    """A wait in minutes as a range: "about 20-35 min"; longer ones in hours."""
    about = "about" if locale == "en" else "unos"
    if high < 90:
        return f"{about} {low}-{high} min" if low != high else f"{about} {high} min"
    return f"{about} {low / 60:.1f}-{high / 60:.1f} h".replace(".0", "")


def ordinal(number: int, locale: str = "en") -> str:
    """ "3rd" (English) or "3." (Spanish writes the number)."""
    if locale != "en":
        return f"{number}."
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def surname(name: str) -> str:
    """ "Lee" of "Dr. Maya Lee"."""
    return _untitled(name)[-1]


def doctor(person: Doctor, others: Iterable[Doctor] = ()) -> str:
    """ "Dr. Lee"; with the first name too where another doctor shares the surname: "Dr. Maya Lee"."""
    last = surname(person.name)
    shared = any(other.id != person.id and surname(other.name).lower() == last.lower() for other in others)
    return f"Dr. {' '.join(_untitled(person.name))}" if shared else f"Dr. {last}"


def any_of(words: Sequence[str], locale: str = "en") -> str:
    """ "a, b or c"."""
    joint = {"en": " or ", "es": " o "}[locale]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + joint + words[-1]


def _untitled(name: str) -> list[str]:
    words = [word for word in name.split(",")[0].split() if word.lower() not in TITLES]
    return words or [name]
