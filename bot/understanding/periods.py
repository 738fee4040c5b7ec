"""Stretches of days: this week, next weekend, in may, the end of the month, the next three days."""

from __future__ import annotations

from datetime import date, timedelta

from bot.understanding.months import add_months, monday_of, month_word, year_at
from bot.understanding.numbers import count, ordinal
from bot.understanding.scene import Line, Scene

Period = tuple[date, date, int]  # first day, last day, index after
_DAY = timedelta(days=1)


def _month(start: date) -> tuple[date, date]:
    start = start.replace(day=1)
    return start, add_months(start, 1) - _DAY


def _week(line: Line, i: int, scene: Scene) -> Period | None:
    """this week, next week, the following week, the week after next, next workweek."""
    j = line.skip(i, "the", "my", "all", "any", "that")
    lead = line.word(j)
    k = j + 1 if lead in ("this", "next", "coming", "upcoming", "following", "current") else j
    k = line.skip(k, "coming", "work", "whole", "entire", "full", "few")
    kind = line.word(k)
    if kind not in ("week", "workweek", "weekend", "weekends", "weekday", "weekdays"):
        return None
    if k == j and kind == "week" and line.word(i) not in ("the", "my", "that"):
        return None
    weeks = 1 if lead in ("next", "coming", "upcoming", "following") and k > j else 0
    monday = monday_of(scene.today)
    k += 1
    if (
        line.match(k, "after", "next") > 0
        or line.match(k, "after", "the", "next") > 0
        or line.match(k, "after", "that") > 0
    ):
        weeks, k = 2, k + (3 if line.word(k + 1) == "the" else 2)
    elif line.word(k) == "after" and k == j + 1 and kind == "week" and weeks == 0:
        weeks, k = 2, k + 1
    if kind.startswith("weekend"):
        if lead in ("coming", "upcoming"):
            weeks = 0
        monday += timedelta(days=7 * weeks)
        return max(monday + 5 * _DAY, scene.today), monday + 6 * _DAY, k
    monday += timedelta(days=7 * weeks)
    last = monday + (4 if kind != "week" else 6) * _DAY
    return max(monday, scene.today) if weeks == 0 else monday, max(last, scene.today), k


def _of_calendar(line: Line, i: int, scene: Scene) -> Period | None:
    """this month, next month, the month after next, next year, may, october 2014."""
    j = line.skip(i, "the")
    lead = line.word(j)
    if lead in ("this", "next", "coming", "upcoming", "following", "current") and line.word(j + 1) in ("month", "year"):
        later = lead in ("next", "coming", "upcoming", "following")
        if line.word(j + 1) == "year":
            year = scene.today.year + later
            return (date(year, 1, 1) if later else scene.today), date(year, 12, 31), j + 2
        first, last = _month(add_months(scene.today.replace(day=1), int(later)))
        return (first if later else max(first, scene.today)), last, j + 2
    for phrase in (("month", "after", "next"), ("month", "after", "the", "next")):
        if line.match(j, *phrase) > 0:
            return *_month(add_months(scene.today.replace(day=1), 2)), j + len(phrase)
    return _named_month(line, i, scene)


def _named_month(line: Line, i: int, scene: Scene) -> Period | None:
    j = line.skip(i, "next", "this", "coming")
    month = month_word(line, j)
    if not month:
        return None
    year = year_at(line, line.skip(j + 1, "."), scene)
    word, before = line.word(j), line.word(i - 1)
    if (
        word in ("may", "march", "mar")
        and not year
        and j == i
        and before
        not in (
            "in",
            "during",
            "of",
            "after",
            "before",
            "until",
            "till",
            "by",
            "for",
            "to",
            "from",
            "early",
            "mid",
            "late",
            "and",
        )
    ):
        return None  # "i may be late"
    start = date(year[0], month, 1) if year else date(scene.today.year + (month < scene.today.month), month, 1)
    first, last = _month(start)
    return (max(first, scene.today) if not year and last >= scene.today else first), last, year[1] if year else j + 1


def _counted(line: Line, i: int, scene: Scene) -> Period | None:
    """ "the next 3 days", "the next two weeks", "within a month"."""
    within = line.word(i) == "within"
    j = line.skip(i, "within", "in")
    j = line.skip(j, "the")
    if line.word(j) not in ("next", "coming", "following", "upcoming") and not within:
        return None
    number = count(line, line.skip(j, "next", "coming", "following", "upcoming"))
    if number is None or not 1 <= number[0] <= 60:
        return None
    unit = line.word(number[1])
    if unit in ("days", "day"):
        return scene.today + _DAY, scene.today + number[0] * _DAY, number[1] + 1
    if unit in ("weeks", "week"):
        return scene.today, scene.today + 7 * number[0] * _DAY, number[1] + 1
    if unit in ("months", "month"):
        return scene.today, add_months(scene.today, number[0]), number[1] + 1
    return None


def _edge(line: Line, i: int, scene: Scene) -> Period | None:
    """ "the end of next week", "early march", "mid april", "the rest of this week", "later this month"."""
    j = line.skip(i, "the")
    edge = line.word(j)
    if edge not in ("end", "beginning", "start", "early", "late", "mid", "middle", "rest", "later", "first", "second"):
        return None
    k = line.skip(j + 1, "of", "in", "-", "half", "part")
    k = line.skip(line.skip(k, "of", "in"), "around")
    if edge in ("first", "second") and line.word(j + 1) != "half":
        return None
    whole = _week(line, k, scene) or _of_calendar(line, k, scene)
    if whole is None and line.word(line.skip(k, "the")) in ("month", "week", "year"):
        fake = line.skip(k, "the")
        if line.word(fake) == "month":
            first, last = _month(scene.today)
            whole = first, last, fake + 1
        elif line.word(fake) == "year":
            whole = scene.today, date(scene.today.year, 12, 31), fake + 1
        else:
            whole = monday_of(scene.today), monday_of(scene.today) + 6 * _DAY, fake + 1
    return _cut(edge, whole, scene) if whole else None


def _nth_week(line: Line, i: int, scene: Scene) -> Period | None:
    """ "the first week of december", "last week of the month": days 1 to 7, 8 to 14, ..., or the last seven."""
    j = line.skip(i, "the")
    nth = ordinal(line, j) if line.word(j) != "last" else (-1, j + 1)
    if nth is None or nth[0] > 4 or line.word(nth[1]) != "week" or line.word(nth[1] + 1) not in ("of", "in"):
        return None
    k = nth[1] + 2
    whole = _of_calendar(line, k, scene)
    if whole is None and line.word(line.skip(k, "the")) == "month":
        whole = *_month(scene.today), line.skip(k, "the") + 1
    if whole is None:
        return None
    first = whole[1].replace(day=1)
    start = whole[1] - 6 * _DAY if nth[0] == -1 else first + 7 * (nth[0] - 1) * _DAY
    return start, start + 6 * _DAY, whole[2]


def _cut(edge: str, whole: Period, scene: Scene) -> Period:
    first, last, after = whole
    days = (last - first).days + 1
    if edge in ("rest", "later"):
        return max(first, scene.today), last, after
    if days <= 7:
        start, end = {"end": (4, 6), "late": (3, 6), "mid": (2, 3), "middle": (2, 3)}.get(edge, (0, 2))
    elif days <= 31:
        start, end = {"end": (20, 30), "late": (20, 30), "mid": (10, 19), "middle": (10, 19), "second": (14, 30)}.get(
            edge, (0, 9)
        )
    else:
        start, end = {"end": (days - 31, days), "late": (days - 61, days)}.get(edge, (0, 30))
    base = monday_of(last) if days <= 7 else last.replace(day=1) if days <= 31 else first
    begins, ends = max(base + start * _DAY, scene.today), min(base + end * _DAY, last)
    return begins, ends if ends >= begins else last, after  # of a month whose rest is a few days, all of it


def week_of(line: Line, i: int, scene: Scene) -> tuple[int, int] | None:
    """ "the week of", "week commencing": (index of the day that follows, 0); "the week after christmas": weeks on."""
    j = line.skip(i, "the")
    after = line.match(j, "week", "of|commencing|beginning|starting|after|before")
    return (after, {"after": 1, "before": -1}.get(line.word(after - 1), 0)) if after > 0 else None


def period_at(line: Line, i: int, scene: Scene) -> Period | None:
    """Any stretch of days said at `i`."""
    for rule in (_nth_week, _edge, _counted, _week, _of_calendar):
        found = rule(line, i, scene)
        if found:
            return found
    return None
