"""Dates, times, names and waits as a person reads them, by language. Every date carries its weekday.

What differs between languages is in their catalogues ("wording.*" in bot/phrases) and in Babel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from babel.dates import format_date
from babel.numbers import format_decimal

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


def every_weeks(weeks: int, locale: str = "en") -> str:
    """ "every week", "every 2 weeks"."""
    return say("wording.every_week", locale) if weeks == 1 else say("wording.every_weeks", locale, weeks=weeks)


def wait(low: int, high: int, locale: str = "en") -> str:
    """A wait in minutes as a range: "about 20-35 min", "up to 15 min"; longer ones in half hours."""
    if high == 0:
        return say("wording.no_wait", locale)
    if low == 0:
        return say("wording.up_to", locale, high=f"{high} min" if high < 90 else f"{-(-high // 30) / 2:g} h")
    if high < 90:
        return say("wording.minutes", locale, range=f"{low}-{high}" if low != high else f"{high}")
    hours = f"{-(-high // 30) / 2:g}"
    if low < 60:
        return say("wording.minutes_to_hours", locale, low=low, high=hours)
    return say("wording.hours", locale, range=f"{low // 30 / 2:g}-{hours}")


def money(cents: int, currency: str, locale: str = "en") -> str:
    """ "80.00 USD", "80,00 USD": the currency by its letters, which every phone's alphabet has."""
    return f"{format_decimal(cents / 100, '#,##0.00', locale)} {currency}"


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


def colleague(person: Doctor) -> str:
    """As `doctor`, told apart from the other doctors who work at their clinic."""
    return doctor(person, Doctor.select().where(Doctor.clinic == person.clinic_id, Doctor.active))


def any_of(words: Sequence[str], locale: str = "en") -> str:
    """ "a, b or c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + say("wording.or", locale) + words[-1]


def _untitled(name: str) -> list[str]:
    words = [word for word in name.split(",")[0].split() if word.lower() not in TITLES]
    return words or [name]
