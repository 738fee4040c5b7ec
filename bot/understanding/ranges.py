"""From one point to another: 2 to 4pm, between 9:30 and 11, july 13-15, monday to friday, the 23rd to the 29th."""

from __future__ import annotations

from datetime import date, timedelta

from bot.understanding.clocks import clock_at, hour_at, minutes_to, settle
from bot.understanding.days import day_at
from bot.understanding.lexicon import COUNTED, PARTS
from bot.understanding.months import add_months, day_of_month, dom, month_day, month_word, year_at
from bot.understanding.scene import Clock, Line, Mention, Scene
from bot.understanding.weekdays import weekday_word

_JOIN = ("to", "till", "until", "through", "and", "-", "thru", "til", "untill")
_OPEN = ("from", "between")


def joiner(line: Line, i: int, opened: bool) -> int:
    """The index after a word that joins two ends, or -1; "and" joins only after "between" or "from"."""
    i = line.skip(i, ",") if line.word(i + 1) in ("till", "until") else i
    word = line.word(i)
    if word not in _JOIN or (word == "and" and not opened):
        return -1
    j = i + 1
    return line.skip(j, "on", "the") if word != "-" else j


def range_at(line: Line, i: int, scene: Scene) -> Mention | None:
    """A range of clocks or of days at `i`."""
    opened = line.word(i) in _OPEN
    j = i + 1 if opened else i
    for rule in (_days_of_one_month, _month_first, _two_days):
        found = rule(line, j, opened, scene)
        if found:
            found.start = i
            return found
    return _clocks(line, i, j, opened, scene)


def _days_of_one_month(line: Line, i: int, opened: bool, scene: Scene) -> Mention | None:
    """ "13 to 15 july", "the 23rd to the 29th [of march]", "02 to april 07"."""
    first = dom(line, i)
    if first is None:
        return None
    j = joiner(line, first[1], opened)
    if j < 0:
        return None
    second = dom(line, j)
    month_ahead = month_word(line, line.skip(j, "the"))
    if month_ahead and not month_word(line, first[1]):  # 02 to april 07
        end = day_at(line, j, scene)
        if end and end[0].month == month_ahead:
            start = month_day(month_ahead, first[0], end[0].year, scene)
            return _day_range(start, end[0], i, end[1]) if start and start <= end[0] else None
        return None
    if second is None:
        return None
    k = line.skip(second[1], "of", "in")
    month = month_word(line, line.skip(k, "the"))
    if month:
        k = line.skip(k, "the") + 1
        year = year_at(line, k, scene)
        end_day = month_day(month, second[0], year[0] if year else None, scene)
        start = month_day(month, first[0], end_day.year, scene) if end_day else None
        if start and end_day and start > end_day:
            start = add_months(start, -1)
        return _day_range(start, end_day, i, year[1] if year else k)
    named = _month_words(line, k, scene)
    if named:
        start, end_day = day_of_month(first[0], named[0]), day_of_month(second[0], named[0])
        return _day_range(start, end_day, i, named[1])
    if first[2] and (second[2] or (line.word(j - 1) == "the" or opened)):
        start = day_of_month(first[0], scene.today)
        return _day_range(start, day_of_month(second[0], start) if start else None, i, second[1])
    return None


def _month_words(line: Line, i: int, scene: Scene) -> tuple[date, int] | None:
    """ "next month", "this month" after a range of day numbers."""
    i = line.skip(i, "the")
    start = scene.today.replace(day=1)
    if line.match(i, "next|following|coming", "month") > 0:
        return add_months(start, 1), i + 2
    if line.match(i, "this|current", "month") > 0:
        return start, i + 2
    return None


def _month_first(line: Line, i: int, opened: bool, scene: Scene) -> Mention | None:
    """ "july 13-15", "august 10 - 22, 2012", "april 9th through seventeenth", "november between 19 and 20"."""
    month = month_word(line, i)
    if not month:
        return None
    j = line.skip(i + 1, ".", ",")
    inner = line.word(j) in _OPEN
    first = dom(line, j + inner)
    if first is None:
        return None
    year = year_at(line, first[1], scene) if line.word(first[1]) not in _JOIN else None
    k = joiner(line, year[1] if year else first[1], opened or inner)
    if k < 0 or month_word(line, k):
        return None
    second = dom(line, k)
    if second is None or line.word(second[1]) in (":", "am", "pm") or month_word(line, line.skip(second[1], "of")):
        return None
    late = year_at(line, second[1], scene)
    year = year or late
    start = month_day(month, first[0], year[0] if year else None, scene)
    if start is None:
        return None
    return _day_range(start, day_of_month(second[0], start), i, late[1] if late else second[1])


def _two_days(line: Line, i: int, opened: bool, scene: Scene) -> Mention | None:
    """Two whole days joined: "monday to friday", "aug 10 to nov 12, 2013", "3 jul until the friday after"."""
    first = day_at(line, i, scene)
    if first is None or first[1] <= i:
        return None
    j = joiner(line, first[1], opened)
    if j < 0:
        return None
    after = weekday_word(line, line.skip(j, "the", "that"))
    if after >= 0 and (line.word(line.skip(j, "the", "that") + 1) == "after" or line.word(j) == "that"):
        ahead = (after - first[0].weekday()) % 7 or 7
        k = line.skip(line.skip(j, "the", "that") + 1, "after")
        return _day_range(first[0], first[0] + timedelta(days=ahead), i, k)
    second = day_at(line, j, scene) or _bare_month(line, j, scene)
    if second is None or second[1] <= j:
        return None
    start, end = first[0], second[0]
    if weekday_word(line, j) >= 0 and end <= start and second[2] == "weekday":
        end = start + timedelta(days=(end.weekday() - start.weekday()) % 7 or 7)
    elif second[2] == "dom" and end < start:
        later = day_of_month(end.day, start)
        end = later or end
    elif (
        second[2] == "weekday"
        and first[2] == "weekday"
        and end > start + timedelta(days=7)
        and line.word(j) not in ("next", "following")
    ):
        end = start + timedelta(days=(end.weekday() - start.weekday()) % 7 or 7)
    elif end < start or (end - start).days > 200:
        start, end = _same_year(line, start, end, second[1])
    return _day_range(start, end, i, second[1])


def _bare_month(line: Line, i: int, scene: Scene) -> tuple[date, int, str] | None:
    """ "to march 2019": the first of that month."""
    month = month_word(line, i)
    year = year_at(line, i + 1, scene) if month else None
    return (date(year[0], month, 1), year[1], "exact") if year else None


def _same_year(line: Line, start: date, end: date, after: int) -> tuple[date, date]:
    """A year said on one end only belongs to both."""
    if line.at(after - 1).kind == "number" and len(line.word(after - 1)) == 4 and end.year != start.year:
        moved = add_months(start, 12 * (end.year - start.year))
        return (moved, end) if moved <= end else (add_months(moved, -12), end)
    while end < start:
        end = add_months(end, 12)
    return start, end


def _day_range(start: date | None, end: date | None, i: int, after: int) -> Mention | None:
    if start is None or end is None or end < start:
        return None
    return Mention("day", i, after, first=start, last=end, sort="span")


def _clocks(line: Line, i: int, j: int, opened: bool, scene: Scene) -> Mention | None:
    """ "3-4pm", "from 3:30 to six p.m.", "between 2 and 4:30pm", "8pm - 11", "monday 11-4"."""
    left = _end(line, j)
    if left is None:
        return None
    clock, after, plain = left
    middle = after
    day = day_at(line, line.skip(middle, "on"), scene) if opened else None  # between 2:00 tomorrow and 4:00
    if day and day[1] > middle and line.at(middle).kind != "number":
        middle = day[1]
    k = joiner(line, middle, opened)
    if k < 0:
        return None
    k = line.skip(k, "at", "about", "around")
    right = _end(line, k)
    if right is None:
        return None
    other, end, plain_end = right
    if plain and plain_end and not opened and not _hours_meant(line, i, end, clock, other, scene):
        return None
    if plain and not opened and clock.hour in (5, 10) and line.word(k - 1) == "to" and other.half and other.minute == 0:
        backwards = settle(Clock(clock.hour, half=other.half), scene.opening) >= settle(other, scene.opening)
        if backwards:  # "ten to nine in the morning" is no range
            return Mention("time", i, end, clock=minutes_to(other, clock.hour))
    mention = Mention("time", i, end, clock=clock, clock_end=other)
    if middle != after and day:
        mention.first = day[0]
    return mention


def _end(line: Line, i: int) -> tuple[Clock, int, bool] | None:
    """One end of a range of clocks: (clock, index after, was it a bare number)."""
    exact = clock_at(line, i)
    if exact:
        return *exact, False
    bare = hour_at(line, i)
    if bare is None or line.at(i).kind == "ordinal":
        return None
    return *bare, True


def _hours_meant(line: Line, i: int, end: int, first: Clock, second: Clock, scene: Scene) -> bool:
    """Two bare numbers with a dash or "to" between them: hours, and not a count, a score or days?"""
    if not (1 <= first.hour <= 23 and 1 <= second.hour <= 23) or line.word(end) in COUNTED:
        return False
    before = line.word(i - 1)
    if scene.asked == "time" or weekday_word(line, i - 1) >= 0 or weekday_word(line, end) >= 0:
        return True
    near = (before, line.word(end))
    if any(
        w in PARTS or w in ("today", "tomorrow", "tonight", "on", "in", "at", "free", "available", "anytime")
        for w in near
    ):
        return True
    return line.length <= 5 and first.hour <= 12 and second.hour <= 12 and (second.hour - first.hour) % 12 <= 8
