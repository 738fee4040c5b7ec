"""Days known by a name: christmas eve, new year's day, thanksgiving. Fixed ones, and the US ones that move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.understanding.scene import Line, Scene

Rule = Callable[[int], date]  # of a year


def _fixed(month: int, day: int) -> Rule:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> Rule:
    """The nth such weekday of a month; -1 is the last."""

    def found(year: int) -> date:
        first = date(year, month, 1)
        days = [d for d in range((weekday - first.weekday()) % 7, 31, 7) if (first + timedelta(d)).month == month]
        return first + timedelta(days[nth - 1 if nth > 0 else nth])

    return found


def _easter(year: int) -> date:
    """The Gregorian rule as of Meeus, Astronomical Algorithms, chapter 8."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


_FEASTS: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("christmas", "eve|evening"), _fixed(12, 24)),
    (("christmas",), _fixed(12, 25)),
    (("xmas", "eve|evening"), _fixed(12, 24)),
    (("xmas",), _fixed(12, 25)),
    (("boxing", "day"), _fixed(12, 26)),
    (("new", "years|year", "eve|evening"), _fixed(12, 31)),
    (("new", "year", "'", "s", "eve|evening"), _fixed(12, 31)),
    (("new", "years|year", "day"), _fixed(1, 1)),
    (("new", "year", "'", "s", "day"), _fixed(1, 1)),
    (("new", "years"), _fixed(1, 1)),
    (("valentines|valentine", "day"), _fixed(2, 14)),
    (("valentine", "'", "s", "day"), _fixed(2, 14)),
    (("independence", "day"), _fixed(7, 4)),
    (("halloween",), _fixed(10, 31)),
    (("veterans", "day"), _fixed(11, 11)),
    (("presidents", "day"), _nth(2, 0, 3)),
    (("memorial", "day"), _nth(5, 0, -1)),
    (("labor", "day"), _nth(9, 0, 1)),
    (("columbus", "day"), _nth(10, 0, 2)),
    (("thanksgiving",), _nth(11, 3, 4)),
    (("black", "friday"), lambda year: _nth(11, 3, 4)(year) + timedelta(1)),
    (("good", "friday"), lambda year: _easter(year) - timedelta(2)),
    (("easter", "monday"), lambda year: _easter(year) + timedelta(1)),
    (("easter",), _easter),
)
FIRST_WORDS = frozenset(phrase[0] for phrase, _ in _FEASTS)
_WISHED = ("merry", "happy", "a", "my", "your")  # "merry christmas" and "a christmas party" name no day


def feast(line: Line, i: int, scene: Scene) -> tuple[date, int, str] | None:
    """The next such day to come, today included: (day, index after, "exact")."""
    if line.word(i) not in FIRST_WORDS or line.word(i - 1) in _WISHED:
        return None
    for phrase, rule in _FEASTS:
        after = line.match(i, *phrase)
        if after > 0:
            days = (rule(scene.today.year + ahead) for ahead in (0, 1))
            return next(day for day in days if day >= scene.today), line.skip(after, "day"), "exact"
    return None
