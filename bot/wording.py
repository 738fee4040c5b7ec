"""Dates, times, names and waits as a person reads them, by language. Every date carries its weekday.

What differs between languages is in their catalogues ("wording.*" in bot/phrases) and in Babel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from babel.dates import format_date

from bot.phrases import say
from store.models import Clinic, Doctor

TITLES = ("dr.", "dr", "doctor", "doctora", "dra.", "dra", "prof.", "mr.", "mrs.", "ms.")
SHE = ("doctora", "dra.", "dra")


def day(date: dt.date, locale: str = "en") -> str:
    """ "Tue 24 Nov", "mar 24 nov"."""
    return format_date(date, "EEE d MMM", locale).replace(".", "").replace("ept", "ep")


def weekday(date: dt.date, locale: str = "en") -> str:
    """ "Tuesday", "martes"."""
    return format_date(date, "EEEE", locale)


def clock(time: dt.time, locale: str = "en") -> str:
    """ "3:30pm", "9am", "12 noon"; a language without "wording.am" tells the time by 24 hours: "15:30"."""
    half = say("wording.am" if time.hour < 12 else "wording.pm", locale)
    if not half:
        return f"{time.hour}:{time.minute:02}"
    if (time.hour, time.minute) == (12, 0):
        return say("wording.noon", locale)
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{half}"


def moment(at: dt.datetime, clinic: Clinic, locale: str = "en") -> str:
    """ "Tue 24 Nov, 3:30pm" on the clinic's wall clock; `at` is aware."""
    local = at.astimezone(clinic.zone)
    return f"{day(local.date(), locale)}, {clock(local.time(), locale)}"


def wait(low: int, high: int, locale: str = "en") -> str:
    """A wait in minutes as a range: "about 20-35 min"; longer ones in hours."""
    if high < 90:
        return say("wording.minutes", locale, range=f"{low}-{high}" if low != high else f"{high}")
    return say("wording.hours", locale, range=f"{low / 60:.1f}-{high / 60:.1f}".replace(".0", ""))


def ordinal(number: int, locale: str = "en") -> str:
    """ "3rd"; where a language says "number 3", the number."""
    return say("wording.ordinal", locale, number=number)


def surname(name: str) -> str:
    """ "Lee" of "Dr. Maya Lee"."""
    return _untitled(name)[-1]


def doctor(person: Doctor, others: Iterable[Doctor] = ()) -> str:
    """ "Dr. Lee"; with the first name too where another doctor shares the surname: "Dr. Maya Lee"; "Dra. Ruiz"."""
    last = surname(person.name)
    shared = any(other.id != person.id and surname(other.name).lower() == last.lower() for other in others)
    title = "Dra." if person.name.split()[0].lower() in SHE else "Dr."
    return f"{title} {' '.join(_untitled(person.name))}" if shared else f"{title} {last}"


def any_of(words: Sequence[str], locale: str = "en") -> str:
    """ "a, b or c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + say("wording.or", locale) + words[-1]


def _untitled(name: str) -> list[str]:
    words = [word for word in name.split(",")[0].split() if word.lower() not in TITLES]
    return words or [name]
