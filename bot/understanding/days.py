"""One calendar day: tomorrow, next tuesday, the 5th, march 3rd, 4/25, in ten days, a week from monday."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from bot.understanding.lexicon import DAY_UNITS, MONTH_FORMS, MONTH_UNITS, MONTHS, WEEKDAY_FORMS, WEEKDAYS
from bot.understanding.numbers import cardinal, count, ordinal
from bot.understanding.scene import Line, Scene

Day = tuple[date, int, str]  # the day, the index after it, how it was named (Mention.sort)

_COMING = ("this", "coming", "upcoming", "on")
_NEXT = ("next", "following")


def weekday_word(line: Line, i: int) -> int:
    """0 to 6 for a weekday's name at `i` (plural too), else -1. "sat" and "sun" count; "mon" and "wed" too."""
    word = line.word(i)
    if word in WEEKDAYS:
        return WEEKDAYS[word]
    if word in WEEKDAY_FORMS:
        return WEEKDAY_FORMS[word]
    return WEEKDAYS.get(word[:-1], -1) if word.endswith("s") and len(word) > 6 else -1


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


def on_weekday(weekday: int, scene: Scene) -> date:
    """The nearest day of that name to come; today's own name is today while the clinic is open, else in a week."""
    ahead = (weekday - scene.today.weekday()) % 7
    if ahead == 0 and not scene.open_now:
        ahead = 7
    return scene.today + timedelta(days=ahead)


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
        if day is None or (_clocklike(line, day[1]) and not day[2] and not _half_day(line, day[1])):
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


def _clocklike(line: Line, i: int) -> bool:
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
        if sep == "." or _clocklike(line, end) or (a <= 12 and b <= 12) or line.word(i - 1) in ("between", "from"):
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


def relative(line: Line, i: int, scene: Scene) -> Day | None:
    """today, tomorrow, the day after tomorrow, in 3 days, two weeks from tomorrow, 10 days later."""
    plain = _plain(line, i, scene)
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
    clocklike = _clocklike(line, day[1]) or line.at(day[1]).kind == "number"
    rather_an_hour = day[0] <= 12 or clocklike or after in ("to", "-", "and", "till", "until", ".")
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
        month = _month_named(line, nth[1] + 2, scene)
        return (add_months(month[0], 1) - timedelta(days=1), month[1], "exact") if month else None
    if weekday < 0 or line.word(nth[1] + 1) not in ("of", "in"):
        return None
    month = _month_named(line, nth[1] + 2, scene)
    if month is None:
        return None
    start, after = month
    if nth[0] == -1:
        end = add_months(start, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7), after, "exact"
    found = start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (nth[0] - 1))
    return found, after, "exact"


def _month_named(line: Line, i: int, scene: Scene) -> tuple[date, int] | None:
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
    month = _month_named(line, j, scene)
    if month is None or (j == day[1] and not day[2]):
        return None
    if line.word(month[1] - 2) == "the" and day[0] < scene.today.day:  # "the 1st of the month", said on the 20th
        month = add_months(month[0], 1), month[1]
    last = calendar.monthrange(month[0].year, month[0].month)[1]
    return (month[0].replace(day=day[0]), month[1], "exact") if day[0] <= last else None


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
    if not day[2] and (_clocklike(line, day[1]) or line.at(day[1]).kind == "number"):
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
