"""Reads every day, clock and part of day in a message and joins them into one date and one time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.understanding import lexicon
from bot.understanding.clocks import TIME_WORDS, clock_at, hour_at, settle
from bot.understanding.days import day_at, weekday_word
from bot.understanding.lexicon import CLOCK_UNITS, COUNTED, PARTS, words
from bot.understanding.normalise import Token
from bot.understanding.numbers import count
from bot.understanding.periods import period_at, week_of
from bot.understanding.ranges import range_at
from bot.understanding.scene import Clock, Line, Mention, Scene

# Every word that can begin something said about when; the others are passed over at once.
_STARTS = words(
    "@ the a an my that any all on in at by from between within after before over around about approximately circa "
    "roughly this next following coming upcoming current nearest half quarter couple few day week "
    "weekend weekends weekday "
    "weekdays workweek month year today tomorrow tonight end beginning start early late mid middle rest later last "
    "lunchtime lunch am pm fortnight midnight noon midday noontime"
).union(lexicon.UNITS, lexicon.TENS, lexicon.ORDINALS, lexicon.MONTHS, lexicon.MONTH_FORMS, lexicon.PARTS)
_BEFORE = words("before until till by til through")
_TO_NOT = words("on at the for this make do come it to by before in free available around good")
_MOVES = words("move change reschedule switch push shift swap")
_ENDING = words("until till through leaving leave out checkout departing returning ending ends")
_EDGES = words("after before by until till")
_AFTER = words("after from since starting past")


@dataclass(slots=True)
class When:
    """The joined reading; the fields are those of Understanding."""

    date: dt.date | None = None
    date_end: dt.date | None = None
    time: dt.time | None = None
    time_end: dt.time | None = None
    part: str | None = None
    bound: str | None = None
    excluded: bool = False
    minutes: int | None = None


def mentions(line: Line, scene: Scene) -> list[Mention]:
    """All that is said about when, in order; linear, since every rule looks a bounded number of words ahead."""
    found: list[Mention] = []
    i = 0
    while i < line.length:
        mention = _mention(line, i, scene)
        if mention is None:
            i += 1
            continue
        mention.negated = _negated(line, mention.start)
        mention.bound = mention.bound or _bound(line, mention)
        if mention.negated and mention.bound and line.word(mention.start - 1) in ("before", "after"):
            mention.bound = "after" if mention.bound == "before" else "before"  # "not before 3"
            mention.negated = False
        found.append(mention)
        i = max(mention.end, i + 1)
    return found


def _mention(line: Line, i: int, scene: Scene) -> Mention | None:
    token = line.at(i)
    if token.kind in ("mark", "word") and token.text not in _STARTS and weekday_word(line, i) < 0:
        return None
    moment = _moment(line, i, scene)
    if moment:
        return moment
    ranged = range_at(line, i, scene)
    if ranged:
        return ranged
    week = week_of(line, i, scene)
    if week:
        day = day_at(line, week[0], scene)
        if day:
            return Mention("day", i, day[1], first=day[0], last=day[0] + timedelta(days=6), sort="span")
    period = period_at(line, i, scene)
    day = day_at(line, i, scene)
    clock = clock_at(line, i)
    if day and day[2] != "dom" and (not clock or clock[1] <= day[1]) and (not period or period[2] <= day[1]):
        return _tonight(line, Mention("day", i, day[1], first=day[0], sort=day[2]))
    if clock:
        return Mention("time", i, clock[1], clock=clock[0])
    if period:
        return Mention("day", i, period[2], first=period[0], last=period[1], sort="span")
    if day:
        return _tonight(line, Mention("day", i, day[1], first=day[0], sort=day[2]))
    return _part(line, i) or _bare(line, i)


def _tonight(line: Line, mention: Mention) -> Mention:
    """ "tonight" and "this afternoon" name a day and a part at once."""
    for j in (mention.end - 1, mention.end):
        if mention.first and line.word(j) == "tonight":
            mention.part, mention.end = "night", j + 1
            break
    return mention


def _moment(line: Line, i: int, scene: Scene) -> Mention | None:
    """ "in two hours", "in half an hour", "an hour from now", "after an hour"."""
    lead = line.word(i) in ("in", "after", "within")
    j = i + 1 if lead else i
    half = line.match(j, "half", "an|a", "hour")
    quarter = line.match(line.skip(j, "a"), "quarter", "of", "an", "hour")
    if lead and quarter > 0:
        return Mention("time", i, quarter, moment=scene.now + timedelta(minutes=15))
    number = (1, j) if half > 0 else count(line, j)
    if number is None:
        return None
    k = half if half > 0 else number[1]
    step = 30 if half > 0 else CLOCK_UNITS.get(line.word(k), 0)
    if not step:
        return None
    k = k if half > 0 else k + 1
    if not lead:
        if line.word(k) not in ("from", "later", "hence") or (line.word(k) == "from" and line.word(k + 1) != "now"):
            return None
        k += 2 if line.word(k) == "from" else 1
    if line.word(i) == "after" and number[0] * step < 15:
        return None
    k = line.match(k, "and", "a", "half") if line.match(k, "and", "a", "half") > 0 else k
    moment = scene.now + timedelta(
        minutes=min(number[0] * step + (30 if line.word(k - 1) == "half" and half < 0 else 0), 10**5)
    )
    return Mention("time", i, k, moment=moment)


def _part(line: Line, i: int) -> Mention | None:
    word = line.word(i)
    if line.match(i, "after", "work") > 0:
        return Mention("time", i, i + 2, clock=Clock(17, half="24"), bound="after", part="evening", sort="habit")
    lunch = max(
        line.match(i, "lunchtime"), line.match(i, "at|over|around", "lunch"), line.match(i, "lunch", "time|hour|break")
    )
    if lunch > 0:
        return Mention("time", i, lunch, clock=Clock(12, half="24"), clock_end=Clock(14, half="24"), sort="habit")
    if line.match(i, "after", "lunch") > 0:
        return Mention("time", i, i + 2, clock=Clock(13, half="24"), bound="after", sort="habit")
    if line.match(i, "after", "school") > 0:
        return Mention("time", i, i + 2, clock=Clock(15, half="24"), bound="after", sort="habit")
    if line.match(i, "before", "work") > 0:
        return Mention("time", i, i + 2, clock=Clock(9, half="24"), bound="before", sort="habit")
    if line.match(i, "first", "thing") > 0 and line.word(i + 2) != "in":
        return Mention("part", i, i + 2, part="morning")
    if line.match(i, "end", "of", "day") > 0 or line.match(i, "end", "of", "the", "day") > 0:
        return Mention("part", i, i + 3, part="evening")
    if (
        word in PARTS
        and not (word == "morning" and line.word(i - 1) == "good")
        and not (word in ("night", "evening", "afternoon") and line.word(i - 1) == "good")
    ):
        return Mention("part", i, i + 1, part=PARTS[word])
    if word in ("am", "pm") and (
        weekday_word(line, i - 1) >= 0
        or line.at(i - 1).kind in ("number", "ordinal")
        or line.word(i - 1) in ("tomorrow", "the")
    ):
        return Mention("part", i, i + 1, part="morning" if word == "am" else "afternoon")
    return None


def _bare(line: Line, i: int) -> Mention | None:
    hour = hour_at(line, i)
    if hour is None or line.at(i).kind == "ordinal":
        return None
    pointed = any(line.word(j) in ("the", "my", "that", "this", "other") for j in range(i - 3, i))
    if line.word(i) == "one" and pointed and line.word(i - 1) not in TIME_WORDS:
        return None  # "the monday one"
    return Mention("number", i, hour[1], clock=hour[0], value=hour[0].hour)


def _negated(line: Line, i: int) -> bool:
    """Is what starts at `i` said not to fit ("not wed", "instead of monday", "except friday", "cant do tuesday")?"""
    j = i - 1
    while line.word(j) in _TO_NOT:
        j -= 1
        if i - j > 5:
            return False
    word, before = line.word(j), line.word(j - 1)
    if word in ("not", "except", "cant", "cannot", "dont", "wont", "never"):
        return not (word == "not" and before in ("if", "why", "or"))
    if word == "but":
        return any(line.word(k) in ("any", "every", "all", "anything", "anytime") for k in range(max(0, j - 8), j))
    return (word, before) in (("of", "instead"), ("than", "rather"), ("than", "other"), ("but", "anything"))


def _bound(line: Line, mention: Mention) -> str | None:
    """ "after 3", "before friday", "later than 9", "as late as tomorrow", "4pm or later", "from tomorrow onward"."""
    if mention.clock_end or (mention.kind == "day" and mention.last and line.word(mention.start - 1) not in _EDGES):
        return None
    for j in (mention.start - 1, mention.start):
        word, before = line.word(j), line.word(j - 1)
        if word in ("the", "on", "at", "about", "around"):
            word, before = before, line.word(j - 2)
        if word == "than" and line.word(j - 2) in ("no", "not"):
            return {"later": "before", "earlier": "after", "sooner": "after"}.get(before)
        if word == "than":
            return {"later": "after", "earlier": "before"}.get(before)
        if word in _BEFORE and not (word == "by" and mention.kind == "number"):
            return "before"
        if word in _AFTER:
            return "after"
        if word == "as" and before in ("late", "early"):
            return "before" if before == "late" else "after"
    j = mention.end
    if line.word(j) in ("onward", "onwards") or line.match(j, "or|and", "later|after|onward|onwards|on") > 0:
        return "after"
    return (
        "before"
        if line.match(j, "or|and", "earlier|before|sooner") > 0 or line.match(j, "at", "the", "latest") > 0
        else None
    )


def read(line: Line, scene: Scene) -> When:
    """The date and the time of a message."""
    found = mentions(line, scene)
    _promote(line, found, scene)
    when = When()
    _join_days(line, found, when, scene)
    _join_times(line, found, when, scene)
    return when


def _promote(line: Line, found: list[Mention], scene: Scene) -> None:
    """Decides which bare numbers are hours or days."""
    times = any(m.kind == "time" for m in found)
    for n, mention in enumerate(found):
        if mention.kind != "number":
            continue
        before, after = line.word(mention.start - 1), line.word(mention.end)
        if scene.asked == "date" and 1 <= mention.value <= 31 and not times:
            day = day_at(Line([*line.tokens[: mention.start], *_on(line, mention)]), mention.start, scene)
            if day:
                mention.kind, mention.first, mention.sort = "day", day[0], "dom"
            continue
        offered = before in ("do", "it", "say") and 1 <= mention.value <= 12 and scene.asked not in ("choice", "date")
        offered = offered and not times
        timed = offered or (
            before in TIME_WORDS
            and not (
                before in ("past", "than", "about")
                and line.word(mention.start - 2) not in ("later", "earlier", "how", "what")
            )
        )
        beside = _beside(line, found, n)
        ish = after in ("ish", "oclock")
        asked = scene.asked == "time"
        if (timed or beside or ish or asked) and not (times and not timed) and after not in COUNTED:
            mention.kind = "time"
            times = True


def _on(line: Line, mention: Mention) -> list[Token]:
    return [Token("on", "word"), *line.tokens[mention.start : mention.end]]


def _beside(line: Line, found: list[Mention], n: int) -> bool:
    """Does a bare number stand right beside a day or a part of a day ("9 tomorrow", "evening 5", "friday 10")?"""
    mention = found[n]
    if mention.value > 24 or line.word(mention.start - 1) in ("for", "of", "number", "option", "#"):
        return False
    if n and found[n - 1].kind in ("day", "part"):
        gap = mention.start - found[n - 1].end
        if gap == 0 or (gap == 1 and line.word(mention.start - 1) in (",", "-", "at", "@")):
            return True
    if n + 1 < len(found) and found[n + 1].kind in ("day", "part"):
        gap = found[n + 1].start - mention.end
        return gap == 0 or (gap == 1 and line.word(mention.end) in (",", "on"))
    return False


def _choose(line: Line, candidates: list[Mention]) -> tuple[Mention | None, bool]:
    """The mention that counts, and whether it is one the patient does not want: the last of those not refused that
    follows a correction, else the first."""
    wanted = [m for m in candidates if not m.negated]
    if not wanted:
        return (candidates[-1], True) if candidates else (None, False)
    for mention in reversed(wanted[1:]):
        if _corrects(line, mention.start):
            return mention, False
    return wanted[0], False


def _corrects(line: Line, i: int) -> bool:
    """Do the words before `i` take back what was said ("no", "actually", "instead", "make it", "rather", "to")?"""
    if line.word(i - 1) in ("for", "to") or (line.word(i - 1) in ("the", "on") and line.word(i - 2) in ("for", "to")):
        return any(token.text in _MOVES for token in line.tokens)
    window = [line.word(j) for j in range(max(0, i - 4), i)]
    return any(
        w in ("actually", "instead", "rather", "sorry", "no", "make", "change", "prefer", "oops", "wait", "to")
        for w in window
    )


def _join_days(line: Line, found: list[Mention], when: When, scene: Scene) -> None:
    days = [m for m in found if m.kind == "day" or m.first]
    best, when.excluded = _choose(line, days)
    if best is None:
        moments = [m for m in found if m.moment]
        if moments and moments[0].moment:
            when.date = moments[0].moment.date()
        return
    when.date, when.date_end = best.first, best.last
    if best.kind != "day":
        return
    _narrow(days, best, when)
    _until_another(line, days, best, when)
    if best.bound == "before":
        when.bound = "before"
        when.date = when.date_end or when.date
        when.date_end = when.date
    elif best.bound == "after":
        when.bound = "after"
        if when.date_end and line.word(best.start - 1) == "after":
            when.date = when.date_end + timedelta(days=1)
        when.date_end = None


def _until_another(line: Line, days: list[Mention], best: Mention, when: When) -> None:
    """The end of a stay or of a period said apart: "from today ... until next tuesday", "arriving ... leaving"."""
    for other in days:
        if other.start <= best.start or other.negated or other.first is None or when.date_end or when.date is None:
            continue
        before = [line.word(j) for j in range(max(best.end, other.start - 4), other.start)]
        if other.first > when.date and any(w in _ENDING for w in before):
            when.date_end = other.last or other.first
            best.bound = None


def _narrow(days: list[Mention], best: Mention, when: When) -> None:
    """A week and a day in it, said apart: "wednesday ... next week", "next week between wednesday and friday"."""
    if best.sort != "span" or not best.first or not best.last:
        weeks = [
            m
            for m in days
            if m.sort == "span" and m.last and m.first and (m.last - m.first).days <= 6 and not m.negated
        ]
        if best.sort == "weekday" and best.first and weeks and weeks[0].first and not weeks[0].first <= best.first:
            when.date = weeks[0].first + timedelta(days=(best.first.weekday() - weeks[0].first.weekday()) % 7)
        return
    for other in days:
        if other is best or other.negated or other.first is None:
            continue
        if other.sort == "weekday" or (other.sort == "span" and other.last and (other.last - other.first).days < 6):
            move = (other.first.weekday() - best.first.weekday()) % 7
            if (best.last - best.first).days >= 4:
                when.date = best.first + timedelta(days=move)
                when.date_end = when.date + (other.last - other.first) if other.last else None
                return
        if other.sort in ("exact", "dom") and best.first <= other.first <= best.last:
            when.date, when.date_end = other.first, None
            return


def _join_times(line: Line, found: list[Mention], when: When, scene: Scene) -> None:
    times = [m for m in found if m.kind == "time" and (m.clock or m.moment)]
    times = [m for m in times if m.sort != "habit"] or times  # "after lunch at 12:45"
    parts = [m.part for m in found if m.part and not m.negated]
    part = parts[0] if parts else None
    best, refused = _choose(line, times)
    when.excluded = when.excluded or (refused and not any(m.kind == "day" and not m.negated for m in found))
    if best is None:
        refused_part = next((m.part for m in found if m.part and m.negated), None)
        when.part = part or refused_part
        when.excluded = when.excluded or (part is None and refused_part is not None)
        return
    if best.moment:
        when.time = _minute(best.moment)
        return
    if best.clock is None:
        return
    if best.part and best.clock.half == "24" and best.bound:
        when.part = best.part
    when.time, when.time_end = _settle_pair(best.clock, best.clock_end, part, scene)
    if best.bound and not best.clock_end:
        when.bound = best.bound
        if best.bound == "before":
            when.time_end = when.time


def _minute(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0, tzinfo=None)


def _settle_pair(first: Clock, second: Clock | None, part: str | None, scene: Scene) -> tuple[time, time | None]:
    """Both ends of a range share what is said once: the end's pm, the start's am, a part of the day."""
    for clock in (first, second):
        if clock and clock.half is None and part and not (clock.hour > 12):
            clock.half = part
    if second is None:
        return settle(first, scene.opening), None
    if first.half is None and second.half not in (None, "24") and first.hour <= 12:
        late = settle(second, scene.opening)
        twin = settle(Clock(first.hour, first.minute, second.half), scene.opening)
        if twin >= late:
            flipped = {"pm": "am", "afternoon": "morning", "evening": "morning", "am": "pm"}.get(second.half or "")
            first = Clock(first.hour, first.minute, flipped)
            return settle(first, scene.opening), late
        return twin, late
    start = settle(first, scene.opening)
    if second.half is None and second.hour <= 12:
        options = [time(second.hour % 12, second.minute), time(second.hour % 12 + 12, second.minute)]
        later = [t for t in options if t > start]
        if first.half is None:
            inside = settle(second, scene.opening)
            return start, inside if inside > start else (later[0] if later else options[1])
        return start, later[0] if later else options[0]
    return start, settle(second, scene.opening)
