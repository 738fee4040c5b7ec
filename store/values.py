"""How single values are written, in the clinic file and on the board: days, times, dates, numbers, places.

Each reader takes what was written (text, or nothing) and returns a typed value, or raises ValueError with words that
a clinic manager understands.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

import phonenumbers
from babel import Locale

from store import languages, mailboxes
from store.quoting import did_you_mean, shown

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEVERAL_DAYS = {"weekdays": range(5), "weekend": range(5, 7), "weekends": range(5, 7), "daily": range(7)}
ENGLISH = Locale("en")
LONGEST = 366  # days of one entry
UNIT = 5  # minutes: all times of the grid are multiples of it

Stretch = tuple[dt.time, dt.time]


def text(most: int) -> Callable[[Any], str]:
    """A reader of one line of at most `most` characters."""

    def read(raw: Any) -> str:
        words = _scalar(raw)
        if not all(letter.isprintable() or letter.isspace() for letter in words):
            raise ValueError("holds a character that cannot be printed")
        words = " ".join(words.split())
        if not words:
            raise ValueError("is empty")
        if len(words) > most:
            raise ValueError(f"is longer than {most} characters")
        return words

    return read


def name(raw: Any) -> str:
    """What something is called: up to 60 characters, and at least one letter or digit."""
    words = text(60)(raw)
    if not any(letter.isalnum() for letter in words):
        raise ValueError(f"{shown(words)} has no letter or digit")
    return words


def whole(least: int, most: int, *, unit: int = 1) -> Callable[[Any], int]:
    """A reader of a whole number between `least` and `most`, and a multiple of `unit`."""

    def read(raw: Any) -> int:
        words = _scalar(raw)
        if not re.fullmatch(r"[+-]?[0-9]{1,19}", words):
            raise ValueError(f"{shown(words)} is not a whole number")
        if not least <= int(words) <= most:
            raise ValueError(f"{int(words)} is not between {least} and {most}")
        if int(words) % unit:
            raise ValueError(f"{int(words)} is not a multiple of {unit}")
        return int(words)

    return read


def choice(*words: str) -> Callable[[Any], str]:
    """A reader of one of `words`; "in person" and "in-person" count as in_person."""

    def read(raw: Any) -> str:
        said = _scalar(raw)
        if (word := re.sub(r"[\s_-]+", "_", said.lower())) in words:
            return word
        raise ValueError(f"{shown(said)} is not one of {', '.join(words)}.{did_you_mean(said, words)}")

    return read


def identifier(raw: Any) -> str:
    """A key that stays the same when a name changes: letters, digits and dashes."""
    said = _scalar(raw)
    if not re.fullmatch(r"[^\W_]+(-[^\W_]+)*", said) or said != said.casefold() or len(said) > 60:
        raise ValueError(f"{shown(said)} is not an id: use small letters, digits and dashes, such as maya-lee")
    return said


def slug(name: str) -> str:
    """The id of something that has only a name: "Dr. Maya Núñez" is dr-maya-nunez."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    # A name without one Latin letter keeps its own letters.
    return ("-".join(re.findall(r"[a-z0-9]+", plain)) or "-".join(re.findall(r"\w+", name.casefold())))[:60]


def phone(raw: Any) -> str:
    """E.164. 555-01xx numbers pass: they are possible numbers, though nobody has them."""
    said = _scalar(raw)
    try:
        number = phonenumbers.parse(said)
    except phonenumbers.NumberParseException:
        raise ValueError(f"{shown(said)} is not a full number: begin with + and the country, as +15550100000") from None
    wanted = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_possible_number(number) or not re.fullmatch(r"\+[1-9][0-9]{6,14}", wanted):
        raise ValueError(f"{shown(said)} has too few or too many digits for a phone number")
    if said != wanted:
        raise ValueError(f"{shown(said)} is to be written as {wanted}")
    return wanted


def email(raw: Any) -> str:
    said = _scalar(raw)
    wanted = mailboxes.address(said)
    if wanted is None:
        raise ValueError(f"{shown(said)} is not an e-mail address such as ana@clinic.example")
    return wanted


def emergency_number(raw: Any) -> str:
    said = _scalar(raw)
    if not re.fullmatch(r"\+?[0-9]{2,15}", said):
        raise ValueError(f"{shown(said)} is not a number to call, such as 911")
    return said


def telegram_bot(raw: Any) -> int:
    """The bot's id: what stands before the colon of its token."""
    if re.fullmatch(r"[0-9]+:.+", _scalar(raw)):
        raise ValueError("only the digits before the colon; the token is a secret and has no place in a file")
    return whole(1, 2**62)(raw)


def zone(raw: Any) -> str:
    said = _scalar(raw)
    if said in _zones():
        return said
    near = did_you_mean(said, _zones())
    raise ValueError(f"{shown(said)} is not a time zone, such as America/New_York.{near}")


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def country(raw: Any) -> str:
    said = _scalar(raw).upper()
    if len(said) == 2 and said.isalpha() and said in ENGLISH.territories:
        return said
    by_name = {name: code for code, name in ENGLISH.territories.items() if len(code) == 2 and code.isalpha()}
    found = next((code for name, code in by_name.items() if name.lower() == said.lower()), "")
    hint = f" Did you mean {found}?" if found else ""
    raise ValueError(f"{shown(_scalar(raw))} is not a country's two letters, such as US.{hint}")


def language(raw: Any) -> str:
    said = _scalar(raw).lower()
    for code, name in languages.names().items():
        if said in (code, name.lower()):
            return code
    known = ", ".join(f"{code} ({name})" for code, name in languages.names().items())
    raise ValueError(f"{shown(_scalar(raw))} is not a language the desk speaks: {known}")


def currency(raw: Any) -> str:
    said = _scalar(raw).upper()
    if said not in ENGLISH.currencies:
        raise ValueError(f"{shown(_scalar(raw))} is not a currency's three letters, such as USD")
    return said


def money(raw: Any) -> Decimal:
    """An amount in the clinic's currency, from "80" or "80.50"."""
    said = _scalar(raw)
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,3})?", said):
        raise ValueError(f"{shown(said)} is not an amount: write 80 or 80.50, without a sign")
    return Decimal(said)


def day(raw: Any) -> dt.date:
    said = _scalar(raw)
    try:
        if not re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", said):
            raise ValueError
        return dt.date.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{shown(said)} is not a date: write year-month-day, as 2026-12-25") from None


def dates(raw: Any) -> tuple[dt.date, dt.date]:
    """First and last day of "2026-12-25" or "2026-12-24 to 2026-12-26"."""
    said = _scalar(raw)
    first, *rest = re.split(r"\s+(?:to|until|-|–)\s+|\s*\.\.\s*", said)
    if len(rest) > 1:
        raise ValueError(f"{shown(said)} is not a date or two: write 2026-12-25 or 2026-12-24 to 2026-12-26")
    start, end = day(first), day(rest[0] if rest else first)
    if end < start:
        raise ValueError(f"ends ({end}) before it starts ({start})")
    if (end - start).days > LONGEST:
        raise ValueError("is longer than a year; for a doctor's hours use from and until")
    return start, end


def moment(raw: Any) -> dt.datetime:
    """A day and a time of the clinic's clock: "2026-12-24 13:00"."""
    said = _scalar(raw)
    first, _, rest = said.partition(" ")
    try:
        return dt.datetime.combine(day(first), clock(rest))
    except ValueError:
        raise ValueError(f"{shown(said)} is not a day and a time: write 2026-12-24 13:00") from None


def days(raw: Any) -> tuple[int, ...]:
    """Weekdays (0 = Monday) of "Mon-Fri", "Mon, Wed", "Sat", "weekdays" or "daily"; a list of such too."""
    said = ", ".join(_scalar(part) for part in raw) if isinstance(raw, list) else _scalar(raw)
    said = re.sub(r"\s*[-–]\s*|\s+to\s+", "-", said.lower().replace("every day", "daily"))
    found: set[int] = set()
    for part in re.split(r"[\s,&+/]+", said):
        if part in SEVERAL_DAYS:
            found.update(SEVERAL_DAYS[part])
        elif part not in ("", "and"):
            first, _, last = part.partition("-")
            start, end = _weekday(first), _weekday(last or first)
            found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    if not found:
        raise ValueError("is empty")
    return tuple(sorted(found))


def _weekday(said: str) -> int:
    short = said.strip(".")
    for number, name in enumerate(DAY_NAMES):
        if len(short) >= 2 and name.startswith(short):
            return number
    raise ValueError(f"{shown(said)} is not a day: write Mon, Tue, Wed, Thu, Fri, Sat, Sun")


def times(raw: Any) -> tuple[Stretch, ...]:
    """Start and end of each part of "9:00-12:00, 13:00-17:00"; "9am-5pm" and a list are fine too."""
    said = ", ".join(_scalar(part) for part in raw) if isinstance(raw, list) else _scalar(raw)
    return tuple(_stretch(part) for part in re.split(r"\s*,\s*|\s+and\s+", said))


def _stretch(said: str) -> Stretch:
    ends = re.split(r"\s*[-–]\s*|\s+to\s+", said.strip())
    if len(ends) != 2:
        raise ValueError(f"{shown(said)} is not a start and an end, such as 9:00-12:00")
    start, end = clock(ends[0]), clock(ends[1])
    afternoon = start.replace(hour=start.hour + 12) if start.hour < 12 else start
    if re.search(r"p\.?m", ends[1].lower()) and not re.search(r"[ap]\.?m", ends[0].lower()) and afternoon < end:
        start = afternoon  # "1-5pm"
    if end <= start:
        raise ValueError(f"{shown(said)} ends before it starts")
    if start.minute % UNIT:
        raise ValueError(f"{shown(said)} starts between the multiples of {UNIT} minutes")
    return start, end


def clock(raw: Any) -> dt.time:
    """A time of day: 9, 9:00, 09:00, 9am, 5:30 pm."""
    said = _scalar(raw).lower()
    match = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(?:([ap])\.?m\.?)?", said)
    if not match:
        raise ValueError(f"{shown(said)} is not a time, such as 9:00 or 13:30")
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour == 24 and minute == 0:
        raise ValueError("24:00 is the next day: write 23:59")
    if match[3]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{shown(said)} is not a time: with am or pm the hour is 1 to 12")
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"{shown(said)} is not a time of day")
    return dt.time(hour, minute)


def weekly(line: str) -> list[dict[str, str]]:
    """Days and times of "Mon-Fri 9:00-12:00, 13:00-17:00; Sat 9:00-12:00", one mapping for each part."""
    found = []
    for part in re.split(r"[;\n]", line):
        if not part.strip():
            continue
        match = re.fullmatch(r"\s*([^0-9]+?)[\s:]+([0-9].*)", part, re.DOTALL)
        if not match:
            raise ValueError(f"{shown(part)} is not days and times, such as Mon-Fri 9:00-12:00, 13:00-17:00")
        if re.search(r"\d\s*,\s*[a-z]", part.lower()):
            raise ValueError(f"{shown(part)} has days after times: put ; between, as Mon 9:00-12:00; Tue 13:00-17:00")
        found.append({"days": match[1], "times": match[2]})
    return found


def _scalar(raw: Any) -> str:
    if raw is None:
        raise ValueError("is empty")
    if not isinstance(raw, str):
        raise ValueError("is to be one value, not a list" if isinstance(raw, list) else "is to be one value")
    return raw.strip()
