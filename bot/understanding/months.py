"""A day written with its month: march 3rd, the 3rd of march, 4/25, 20 of next month; and the arithmetic of months."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from bot.understanding.lexicon import MONTH_FORMS, MONTHS
from bot.understanding.numbers import cardinal, ordinal
from bot.understanding.scene import Line, Scene

Day = tuple[date, int, str]  # the day, the index after it, how it was named (Mention.sort)


def month_word(line: Line, i: int) -> int:
    """1 to 12 for a month's name at `i`, else 0."""
    word = line.word(i)
    return MONTHS.get(word) or MONTH_FORMS.get(word) or 0


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_day(month: int, day: int, year: int | None, scene: Scene) -> date | None:
    """That day in `year`, or in the first year from today that has it."""
    for candidate in (year,) if year else range(scene.today.year, scene.today.year + 9):
        if candidate is None or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(candidate, month)[1]:
            continue
        found = date(candidate, month, day)
        if year or found >= scene.today:
            return found
    return None


def day_of_month(day: int, after: date) -> date | None:
    """The first date on or after `after` whose day of the month is `day`."""
    start = after.replace(day=1)
    for months in range(4):
        month = add_months(start, months)
        if 1 <= day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if found >= after:
                return found
    return None


def year_at(line: Line, i: int, scene: Scene) -> tuple[int, int] | None:
    """2015, ", 2015", "of 2020", "15" after a day and month, "two thousand and eighteen"."""
    j = line.skip(i, ",", "of", "in", "-", "/", ".", "'")
    token = line.at(j)
    if token.kind == "number" and len(token.text) == 4 and 1990 <= token.value <= 2100:
        return token.value, j + 1
    if line.word(j) == "two" and line.word(j + 1) == "thousand":
        rest = cardinal(line, line.skip(j + 2, "and"))
        return (2000 + rest[0], rest[1]) if rest else (2000, j + 2)
    if token.kind == "number" and len(token.text) == 2 and (j == i or line.word(i) in "-/'"):
        close = scene.today.year % 100 <= token.value <= scene.today.year % 100 + 5
        follower = line.at(j + 1)
        if (
            close
            and follower.kind != "number"
            and not (follower.glued and follower.text != ".")
            and follower.text
            not in (
                "am",
                "pm",
                "in",
                "oclock",
                ":",
                "to",
                "-",
                "past",
                "minutes",
                "morning",
                "afternoon",
                "evening",
            )
        ):
            return 2000 + token.value, j + 1
    return None


def dom(line: Line, i: int) -> tuple[int, int, bool] | None:
    """A day of the month: (day, index after, was it an ordinal). "the 5th", "twenty third day", "5"."""
    j = line.skip(i, "the")
    found = ordinal(line, j)
    if found and line.word(found[1]) != "thing":
        after = line.skip(found[1], "day")
        return (found[0], after, True) if 1 <= found[0] <= 31 else None
    number = cardinal(line, j)
    if (number and 1 <= number[0] <= 31 and len(line.word(j)) != 4) or (
        number and line.word(j).isalpha() and 1 <= number[0] <= 31
    ):
        return number[0], number[1], False
    return None


def by_month(line: Line, i: int, scene: Scene) -> Day | None:
    """ "march 3rd 2015", "the 3rd of march", "14april", "Jan/3", "16. Nov. 2016"."""
    month = month_word(line, i)
    if month:
        j = line.skip(i + 1, ".", "-", "/", ",")
        day = dom(line, j)
        if day is None or (clocklike(line, day[1]) and not day[2] and not _half_day(line, day[1])):
            return None
        return _dated(line, day[1], month, day[0], scene)
    first = dom(line, i)
    if first is None:
        return None
    j = line.skip(first[1], "of", ".", "-", "/", ",")
    j = line.skip(j, "the")
    month = month_word(line, j)
    if not month:
        return None
    return _dated(line, line.skip(j + 1, "."), month, first[0], scene)


def _half_day(line: Line, i: int) -> bool:
    """ "feb 5 am" is that morning, "feb 5am" a clock."""
    return line.word(i) in ("am", "pm") and not line.at(i).glued


def clocklike(line: Line, i: int) -> bool:
    """Do the tokens at `i` make the number before them a clock ("march 3:30", "may 5pm")?"""
    return (
        line.word(i) in ("am", "pm", "oclock")
        or (line.word(i) in (":", "h") and line.at(i).glued)
        or (line.word(i) in ("a", "p") and line.at(i).glued)
    )


def _dated(line: Line, i: int, month: int, day: int, scene: Scene) -> Day | None:
    year = year_at(line, i, scene)
    found = month_day(month, day, year[0] if year else None, scene)
    return (found, year[1] if year else i, "exact") if found else None


def numeric(line: Line, i: int, scene: Scene) -> Day | None:
    """4/25, 22/04/2017, 2015-3-3, 2012/Aug/10; the order follows the clinic's country where both fit."""
    first, sep = line.at(i), line.word(i + 1)
    if first.kind != "number" or sep not in ("/", "-", ".") or (first.glued and line.word(i - 1) in "/-.:$"):
        return None
    second = line.at(i + 2)
    month = month_word(line, i + 2)
    if second.kind != "number" and not month:
        return None
    third = line.at(i + 4) if line.word(i + 3) == sep and line.at(i + 4).kind == "number" else None
    if len(first.text) == 4:
        if third is None:
            return None
        found = month_day(month or second.value, third.value, first.value, scene)
        return (found, i + 5, "exact") if found else None
    year = None
    if third and len(third.text) in (2, 4):
        year = third.value + (2000 if third.value < 100 else 0)
        if not 1990 <= year <= 2100:
            return None
    if len(first.text) > 2 or len(second.text) > 2 or month:
        return None
    return _numeric_pair(line, i, (first.value, second.value), sep, year, scene)


def _numeric_pair(line: Line, i: int, pair: tuple[int, int], sep: str, year: int | None, scene: Scene) -> Day | None:
    end = i + (5 if year else 3)
    a, b = pair
    if sep != "/" and not year:
        if sep == "." or clocklike(line, end) or (a <= 12 and b <= 12) or line.word(i - 1) in ("between", "from"):
            return None  # 6.45 is a clock, 3-4 a range
        if month_word(line, end) or (
            line.word(end) == "of" and (month_word(line, end + 1) or line.word(end + 1) in ("this", "next", "the"))
        ):
            return None  # 13-15 july
        if line.word(end) in ("in", "of") and line.word(end + 1) in ("next", "this"):
            return None
    month_first = scene.month_first and sep != "."  # 5.12.2026 is European wherever it is written
    orders = ((a, b), (b, a)) if month_first else ((b, a), (a, b))
    for month, day in orders:
        found = month_day(month, day, year, scene)
        if found:
            return found, end, "exact"
    return None


def month_named(line: Line, i: int, scene: Scene) -> tuple[date, int] | None:
    """The first day of "october 2014", "next month", "this month", "the month"."""
    j = line.skip(i, "the")
    if line.match(j, "next|following|coming", "month") > 0:
        return add_months(scene.today.replace(day=1), 1), j + 2
    if line.match(j, "this|current", "month") > 0:
        return scene.today.replace(day=1), j + 2
    if line.word(j) == "month":
        return scene.today.replace(day=1), j + 1
    month = month_word(line, j)
    if not month:
        return None
    year = year_at(line, j + 1, scene)
    first = date(year[0], month, 1) if year else None
    if first is None:
        first = date(scene.today.year + (month < scene.today.month), month, 1)
    return first, year[1] if year else j + 1


def of_month(line: Line, i: int, scene: Scene) -> Day | None:
    """ "20 of next month", "the 15th day of this month", "25th this month"."""
    day = dom(line, i)
    if day is None:
        return None
    j = line.skip(day[1], "of", "in")
    month = month_named(line, j, scene)
    if month is None or (j == day[1] and not day[2]):
        return None
    if line.word(month[1] - 2) == "the" and day[0] < scene.today.day:  # "the 1st of the month", said on the 20th
        month = add_months(month[0], 1), month[1]
    last = calendar.monthrange(month[0].year, month[0].month)[1]
    return (month[0].replace(day=day[0]), month[1], "exact") if day[0] <= last else None
