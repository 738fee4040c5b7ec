"""A line of weekly hours as a receptionist types it: "mon-thu 9-12, 2-5; fri off from 7 dec"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot import wording
from bot.phrases import say
from bot.staff.turn import StaffTurn
from bot.understanding import lexicon
from bot.understanding.normalise import fold
from bot.understanding.spelling import repair
from store.timetable import DAY

Times = tuple[tuple[dt.time, dt.time], ...]
Week = Mapping[int, Times]

DAYS = {**lexicon.WEEKDAYS, **lexicon.WEEKDAY_FORMS}
DAYS |= {f"{word}s": day for word, day in lexicon.WEEKDAYS.items()}
SEVERAL = {"weekdays": (0, 1, 2, 3, 4), "weekday": (0, 1, 2, 3, 4), "weekend": (5, 6), "weekends": (5, 6),
           "daily": (0, 1, 2, 3, 4, 5, 6), "everyday": (0, 1, 2, 3, 4, 5, 6)}  # fmt: skip
TO = frozenset({"to", "till", "until", "through", "thru", "-"})
BETWEEN = frozenset({"and", "&", "+", "every", "each", "on", "all", "day", "days", "from"})
CHATTER = frozenset({"please", "pls", "thanks", "now", "only", "instead"})
OFF = frozenset({"off", "closed", "close", "free", "none", "no", "not", "working", "hours"})
CLOCK = r"(?:\d{1,2}(?:[:.]?\d{2})?\s*(?:[ap]\.?m?\b\.?)?|noon|midday)"
RANGE = re.compile(rf"(?:from\s+)?({CLOCK})\s*(?:-|to|till|until)\s*({CLOCK})")
DATED = re.compile(r"\b(?:from|starting|beginning|as of|since|until|till)\b", re.IGNORECASE)
LEFT_OVER = re.compile(r"(?:\band\b|[,&+\s])*")


def of_word(word: str) -> tuple[int, ...] | None:
    """The days one word names, misspelt ones too: (0,) of "mnoday", (0, 1, 2, 3, 4) of "weekdays"; else None."""
    plain = fold(word).strip(".,:;")
    mended = plain if plain in DAYS or plain in SEVERAL or len(plain) < 4 else repair(plain) or plain
    if mended in DAYS:
        return (DAYS[mended],)
    return SEVERAL.get(mended)


def says_hours(text: str) -> bool:
    """Days of the week, and with them times or that there are none."""
    words = _words(text)
    days = any(of_word(word) is not None for word in words)
    return days and any(word[0].isdigit() or word in OFF for word in words)


def read(turn: StaffTurn, text: str) -> dict[int, Times]:
    """The hours the line names for each weekday, in order; {} where any of it is not understood."""
    parts = list(_parts(_words(text)))
    if len(parts) == 2 and not parts[0][0] and not parts[1][1]:  # "9-12 mon": the other way round
        parts = [(parts[1][0], parts[0][1])]
    week: dict[int, Times] = {}
    for days, said in parts:
        times = _times(turn, said)
        if not days or times is None or any(day in week for day in days):
            return {}
        week |= dict.fromkeys(days, times)
    return dict(sorted(week.items()))


def _words(text: str) -> list[str]:
    """Folded; a hyphen between two days stands alone, one between two times stays inside."""
    folded = fold(text).replace("–", "-").replace("—", "-").replace(";", " , ").replace(",", " , ")
    folded = re.sub(r"\s*-\s*", "-", folded).replace("every day", "everyday")
    words = []
    for word in re.sub(r"/", " ", folded).split():
        first, dash, last = word.partition("-")
        words += [first, "-", last] if dash and of_word(first) and of_word(last) else [word]
    return words


def _parts(words: list[str]) -> Iterable[tuple[tuple[int, ...], str]]:
    """(days, the words on their times) of each part of the line."""
    days: list[int] = []
    said: list[str] = []
    run = False
    for at, word in enumerate(words):
        named = of_word(word)
        if named is not None:
            if said:
                yield tuple(days), " ".join(said)
                days, said = [], []
            days += [day % 7 for day in range(days[-1] + 1, days[-1] + 1 + (named[0] - days[-1]) % 7)] if run else named
            run = False
        elif not said and days and word in TO and at + 1 < len(words) and of_word(words[at + 1]):
            run = True
        elif word not in CHATTER and (said or (word not in BETWEEN and word != ",")):
            said.append(word)
    if days or said:
        yield tuple(days), " ".join(said)


def _times(turn: StaffTurn, said: str) -> Times | None:
    """The stretches of a day; () for none, None for what is not understood."""
    said = said.strip(" ,")
    words = set(said.split()) - {","}
    if words and words <= OFF:
        return ()
    if not said or not LEFT_OVER.fullmatch(RANGE.sub(" ", said)):
        return None
    found = ranges_in(turn, said)
    return tuple(sorted(found)) if len(found) == len(RANGE.findall(said)) else None


def ranges_in(turn: StaffTurn, said: str) -> list[tuple[dt.time, dt.time]]:
    """Each "9-12" of the words, as a patient's text would be read."""
    read = [turn.read(f"{_clock(start)}-{_clock(end)}") for start, end in RANGE.findall(fold(said))]
    return [(one.time, one.time_end) for one in read if one.time is not None and one.time_end is not None]


def _clock(said: str) -> str:
    """ "0900" as "09:00", "2p" as "2pm"."""
    said = re.sub(r"^(\d{1,2})(\d{2})\b", r"\1:\2", said.strip())
    return re.sub(r"([ap])\.?$", r"\1m", said)


def dates_in(turn: StaffTurn, text: str) -> tuple[str, dt.date | None, dt.date | None]:
    """The line without "from 7 dec", "until 18 dec" or both at its end, and those days; a "from 9" is no day."""
    first = last = None
    for found in reversed(list(DATED.finditer(text))):
        reading = turn.read(text[found.start() :])
        if reading.date is None or reading.time is not None:
            continue
        text = text[: found.start()].strip(" ,;")
        if found[0].lower() in ("until", "till"):
            last = reading.date_end or reading.date
        else:
            first, last = reading.date, reading.date_end or last
    return text, first, last


def first_on(day: dt.date, weekday: int) -> dt.date:
    """The first date from `day` on that is this weekday."""
    return day + (weekday - day.weekday()) % 7 * DAY


def runs(wanted: Mapping[int, Any]) -> list[list[int]]:
    """The weekdays in runs of neighbours that have the same."""
    found: list[list[int]] = []
    for day in sorted(wanted):
        if found and found[-1][-1] == day - 1 and wanted[found[-1][0]] == wanted[day]:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def named(run: list[int], locale: str) -> str:
    """ "Mon", "Mon to Thu"."""
    monday = dt.date(2026, 11, 23)
    ends = [wording.day(monday + day * DAY, locale).split(" ")[0] for day in run]
    return ends[0] if len(ends) == 1 else say("desk.days", locale, first=ends[0], last=ends[-1])
