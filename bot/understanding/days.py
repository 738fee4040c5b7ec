"""One calendar day: tomorrow, in ten days, a week from monday, the 5th; or by its month or its weekday."""

from __future__ import annotations

from datetime import date, timedelta

from bot.understanding.feasts import feast
from bot.understanding.lexicon import DAY_UNITS, MONTH_UNITS
from bot.understanding.months import Day, add_months, by_month, clocklike, day_of_month, dom, numeric, of_month
from bot.understanding.numbers import count
from bot.understanding.scene import Line, Scene
from bot.understanding.weekdays import by_weekday, nth_weekday, weekday_word


def relative(line: Line, i: int, scene: Scene) -> Day | None:
    """today, tomorrow, the day after tomorrow, in 3 days, two weeks from tomorrow, 10 days later."""
    plain = _beside_a_day(line, i, scene) or _plain(line, i, scene) or feast(line, i, scene)
    if plain:
        return plain
    j = line.skip(i, "in", "after")
    number = count(line, j)
    if number is None:
        return None
    unit, k = line.word(number[1]), number[1] + 1
    if line.word(number[1]) == "'":
        return None
    step = DAY_UNITS.get(unit)
    if step is None and unit not in MONTH_UNITS:
        return _weekdays_on(line, number, scene)
    ahead = j > i and line.word(i) != "after"
    k = line.skip(k, "'")
    k = line.skip(k, "s") if ahead else k
    k = line.skip(k, "time") if ahead else k
    if step and step >= 7 and line.word(k) in ("today", "tomorrow"):  # a week tomorrow
        days = number[0] * step + (line.word(k) == "tomorrow")
        return scene.today + timedelta(days=min(days, 1100)), k + 1, "offset"
    start, after = _from(line, k, scene)
    if start is None and not ahead:
        return None
    start = start or scene.today
    if step is None:
        months = number[0] * MONTH_UNITS[unit]
        return (add_months(start, months), after, "offset") if months <= 36 else None
    return (start + timedelta(days=number[0] * step), after, "offset") if number[0] * step <= 1100 else None


def _plain(line: Line, i: int, scene: Scene) -> Day | None:
    word = line.word(i)
    if word == "today":
        return scene.today, i + 1, "exact"
    if word == "tomorrow":
        return scene.today + timedelta(days=1), i + 1, "exact"
    j = line.skip(i, "the")
    if line.match(j, "day", "after|following", "tomorrow") > 0:
        return scene.today + timedelta(days=2), j + 3, "exact"
    if line.match(j, "day", "after|following") > 0 and line.word(j + 2) not in ("the", "that", "next"):
        return scene.today + timedelta(days=1), j + 2, "exact"
    if line.match(j, "next|following", "day|morning|afternoon|evening") > 0:
        return scene.today + timedelta(days=1), j + (2 if line.word(j + 1) == "day" else 1), "exact"
    if line.match(i, "this|later", "morning|afternoon|evening|aft") > 0:
        return scene.today, i + 1, "exact"
    return (scene.today, i, "exact") if word == "tonight" else None


def _beside_a_day(line: Line, i: int, scene: Scene) -> Day | None:
    """ "the day after thanksgiving", "the friday after the 5th", "the day before christmas eve"."""
    j = line.skip(i, "the")
    weekday = weekday_word(line, j)
    after = line.word(j + 1) in ("after", "following")
    if (weekday < 0 and line.word(j) != "day") or not (after or line.word(j + 1) == "before"):
        return None
    other = feast(line, j + 2, scene) or by_month(line, j + 2, scene) or lone_dom(line, j + 2, scene)
    if other is None or other[2] not in ("exact", "dom"):
        return None
    if weekday < 0:
        found = other[0] + timedelta(days=1 if after else -1)
    elif after:
        found = other[0] + timedelta(days=(weekday - other[0].weekday()) % 7 or 7)
    else:
        found = other[0] - timedelta(days=(other[0].weekday() - weekday) % 7 or 7)
    return (found, other[1], "exact") if found >= scene.today else None


def _from(line: Line, i: int, scene: Scene) -> tuple[date | None, int]:
    """The day a count starts at: "from tomorrow", "after today", "hence", "later"; (None, i) if none is said."""
    word = line.word(i)
    if word in ("hence", "later", "ahead"):
        return scene.today, i + 1
    if word in ("from", "after", "on", "past"):
        j = line.skip(i + 1, "right", "the")
        if line.word(j) == "now":
            return scene.today, j + 1
        day = day_at(line, i + 1, scene) if word != "on" or weekday_word(line, i + 1) >= 0 else None
        if day:
            return day[0], day[1]
    return None, i


def _weekdays_on(line: Line, number: tuple[int, int], scene: Scene) -> Day | None:
    """ "3 fridays from now", "two monday later"."""
    weekday = weekday_word(line, number[1])
    after = line.match(number[1] + 1, "from", "now|today")
    if after < 0:
        after = line.match(number[1] + 1, "later|hence")
    if weekday < 0 or after < 0 or number[0] > 52:
        return None
    ahead = (weekday - scene.today.weekday()) % 7 or 7
    return scene.today + timedelta(days=ahead + 7 * (number[0] - 1)), after, "exact"


def lone_dom(line: Line, i: int, scene: Scene) -> Day | None:
    """ "the 5th", "on 15", "5th": a day of the month alone."""
    on = line.word(i) == "on"
    j = i + 1 if on else i
    the = line.word(j) == "the"
    day = dom(line, j)
    if day is None or not (day[2] or on):
        return None
    token = line.at(j + 1 if the else j)
    if token.kind == "word" and day[2] and not (the or on) and day[0] < 20 and scene.asked != "date":
        return None  # "first", "second": a choice or a turn of speech
    if (
        token.kind == "word"
        and the
        and line.word(day[1])
        in ("one", "time", "available", "appointment", "opening", "slot", "option", "two", "choice", "doctor")
    ):
        return None
    if not day[2] and (clocklike(line, day[1]) or line.at(day[1]).kind == "number"):
        return None
    found = day_of_month(day[0], scene.today)
    return (found, day[1], "dom") if found else None


_FULL = (nth_weekday, of_month, by_month, numeric, by_weekday)


def day_at(line: Line, i: int, scene: Scene) -> Day | None:
    """Any single day said at `i`."""
    if line.word(i) == "on":
        found = next(filter(None, (rule(line, i + 1, scene) for rule in _FULL)), None)
        if found:
            return found
    for rule in (relative, *_FULL, lone_dom):
        found = rule(line, i, scene)
        if found:
            return found
    return None
