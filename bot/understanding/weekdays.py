"""A day by its name: friday, next friday, friday next week, friday the 26th, the last friday of the month."""

from __future__ import annotations

from datetime import date, timedelta

from bot.understanding.lexicon import DAY_UNITS, WEEKDAY_FORMS, WEEKDAYS
from bot.understanding.months import (
    Day,
    add_months,
    by_month,
    clocklike,
    day_of_month,
    dom,
    monday_of,
    month_named,
    numeric,
)  # fmt: skip
from bot.understanding.numbers import count, ordinal
from bot.understanding.scene import Line, Scene


def weekday_word(line: Line, i: int) -> int:
    """0 to 6 for a weekday's name at `i` (plural too), else -1. "sat" and "sun" count; "mon" and "wed" too."""
    word = line.word(i)
    if word in WEEKDAYS:
        return WEEKDAYS[word]
    if word in WEEKDAY_FORMS:
        return WEEKDAY_FORMS[word]
    return WEEKDAYS.get(word[:-1], -1) if word.endswith("s") and len(word) > 6 else -1


def on_weekday(weekday: int, scene: Scene) -> date:
    """The nearest day of that name to come; today's own name is today while the clinic is open, else in a week."""
    ahead = (weekday - scene.today.weekday()) % 7
    if ahead == 0 and not scene.open_now:
        ahead = 7
    return scene.today + timedelta(days=ahead)


def by_weekday(line: Line, i: int, scene: Scene) -> Day | None:
    """friday, this friday, next friday, friday next week, next week on friday, friday the 26th, friday in two weeks."""
    j = line.skip(i, "on", "the")
    lead = ""
    while line.word(j) in ("this", "coming", "upcoming", "next", "following", "nearest", "first") and len(lead) < 24:
        lead, j = lead + " " + line.word(j), j + 1
    week = line.match(i, "next|following|this", "week")
    if week > 0:
        return _week_first(line, i, week, scene)
    weekday = weekday_word(line, j)
    if weekday < 0 or "first" in lead:
        return None
    k = j + 1
    found = _after_weekday(line, k, weekday, scene)
    if found:
        return found
    if "next" in lead or "following" in lead:
        return monday_of(scene.today) + timedelta(days=7 + weekday), k, "weekday"
    if "coming" in lead:
        ahead = (weekday - scene.today.weekday()) % 7 or 7
        return scene.today + timedelta(days=ahead), k, "weekday"
    return on_weekday(weekday, scene), k, "weekday"


def _week_first(line: Line, i: int, j: int, scene: Scene) -> Day | None:
    """ "next week wednesday", "this week on friday"."""
    j = line.skip(j, "on", ",", "'", "-")
    j = line.skip(j, "s", "the")
    weekday = weekday_word(line, j)
    if weekday < 0:
        return None
    return monday_of(scene.today) + timedelta(days=weekday + (0 if line.word(i) == "this" else 7)), j + 1, "weekday"


def _after_weekday(line: Line, i: int, weekday: int, scene: Scene) -> Day | None:
    """What follows a weekday and moves it: a week, a count of weeks, a date."""
    j = line.skip(i, ",", ".", "of", "in")
    nearest = on_weekday(weekday, scene)
    j = line.skip(j, "the")
    if line.match(j, "next|following|coming", "week") > 0:
        return monday_of(scene.today) + timedelta(days=7 + weekday), j + 2, "weekday"
    if line.match(j, "week", "after", "next") > 0:
        return monday_of(scene.today) + timedelta(days=14 + weekday), j + 3, "weekday"
    if line.match(j, "after", "next") > 0:
        return monday_of(scene.today) + timedelta(days=14 + weekday), line.skip(j + 2, "week"), "weekday"
    if line.match(j, "this|current", "week") > 0:
        found = monday_of(scene.today) + timedelta(days=weekday)
        return (found if found >= scene.today else found + timedelta(days=7)), j + 2, "weekday"
    if line.word(i) == "week":
        return nearest + timedelta(days=7), i + 1, "weekday"
    if line.word(i) == "in" or line.word(i) in ("a", "two", "three", "2", "3"):
        number = count(line, j)
        step = DAY_UNITS.get(line.word(number[1])) if number else None
        if number and step and step >= 7:
            after = line.match(number[1] + 1, "from", "now|today")
            if line.word(i) == "in" or after > 0:
                return (
                    monday_of(scene.today + timedelta(days=step * number[0])) + timedelta(days=weekday),
                    max(after, number[1] + 1),
                    "weekday",
                )
    return _dated_weekday(line, i, weekday, scene)


def _dated_weekday(line: Line, i: int, weekday: int, scene: Scene) -> Day | None:
    """ "tuesday 19th", "fri, jul 18": the date decides; a day number alone picks the month where the two agree."""
    j = line.skip(i, ",", ".", "-")
    whole = by_month(line, j, scene) or numeric(line, j, scene)
    if whole:
        return whole
    day = dom(line, j)
    if day is None:
        return None
    after = line.word(day[1])
    followed = clocklike(line, day[1]) or line.at(day[1]).kind == "number"
    rather_an_hour = day[0] <= 12 or followed or after in ("to", "-", "and", "till", "until", ".")
    if not day[2] and rather_an_hour and line.word(j) not in ("the", "on"):
        return None
    for months in range(3):
        found = day_of_month(day[0], add_months(scene.today.replace(day=1), months) if months else scene.today)
        if found and found.weekday() == weekday:
            return found, day[1], "exact"
    found = day_of_month(day[0], scene.today)
    return (found, day[1], "exact") if found and day[2] else None


def nth_weekday(line: Line, i: int, scene: Scene) -> Day | None:
    """ "first tuesday of october [2014]", "last friday of the month", "the second monday of next month"."""
    j = line.skip(i, "the")
    nth = ordinal(line, j) if line.word(j) != "last" else (-1, j + 1)
    if nth is None or nth[0] > 5:
        return None
    weekday = weekday_word(line, nth[1])
    if nth[0] == -1 and line.match(nth[1], "day", "of|in") > 0:
        month = month_named(line, nth[1] + 2, scene)
        return (add_months(month[0], 1) - timedelta(days=1), month[1], "exact") if month else None
    if weekday < 0 or line.word(nth[1] + 1) not in ("of", "in"):
        return None
    month = month_named(line, nth[1] + 2, scene)
    if month is None:
        return None
    start, after = month
    if nth[0] == -1:
        end = add_months(start, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7), after, "exact"
    found = start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (nth[0] - 1))
    return found, after, "exact"
