"""Joins the days, clocks and parts of the day of a message into one date and one time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from bot.understanding.clocks import TIME_WORDS, settle
from bot.understanding.days import day_at
from bot.understanding.lexicon import COUNTED, words
from bot.understanding.mentions import mentions
from bot.understanding.normalise import Token
from bot.understanding.scene import Clock, Line, Mention, Scene

_MOVES = words("move change reschedule switch push shift swap")
_POINTING = words("this next following coming upcoming nearest today")
_WITHOUT = {
    "morning": ("after", time(12)),
    "afternoon": ("before", time(12)),
    "evening": ("before", time(17)),
    "night": ("before", time(17)),
}
_PART_ENDS = {"morning": time(12), "afternoon": time(17)}
_AND, _OR, _BESIDE = words("and or , / &"), words("and or &"), words("on the either")
_ENDING = words("until till through leaving leave out checkout departing returning ending ends")


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
    weekday: bool = False
    days: tuple[dt.date, ...] = ()


def read(line: Line, scene: Scene) -> When:
    """The date and the time of a message."""
    found = mentions(line, scene)
    _promote(line, found, scene)
    when = When()
    _join_days(line, found, when, scene)
    _join_times(line, found, when, scene)
    if when.weekday and when.date == scene.today and not when.excluded and _is_over(when, scene):
        when.date = scene.today + timedelta(days=7)  # "friday 9am", said on a friday at ten
    return when


def _is_over(when: When, scene: Scene) -> bool:
    """Has the part of today that is spoken of gone by?"""
    now = scene.now.time().replace(tzinfo=None)
    if when.time is not None:
        return when.bound != "after" and (when.time_end or when.time) <= now
    return now >= _PART_ENDS.get(when.part or "", time.max)


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
        w in ("thats", "actually", "instead", "rather", "sorry", "no", "make", "change", "prefer", "oops", "wait", "to")
        for w in window
    )


def _join_days(line: Line, found: list[Mention], when: When, scene: Scene) -> None:
    days = [m for m in found if m.kind == "day" or m.first]
    _refuse_together(line, days)
    best, when.excluded = _choose(line, days)
    if best is None:
        moments = [m for m in found if m.moment]
        if moments and moments[0].moment:
            when.date = moments[0].moment.date()
        return
    when.date, when.date_end = best.first, best.last
    if best.kind != "day":
        return
    when.weekday = best.sort == "weekday" and line.word(best.start) not in _POINTING and best.end - best.start <= 2
    _narrow(days, best, when)
    _until_another(line, days, best, when)
    when.days = _any_of(line, days, best) if when.weekday and not when.date_end else ()
    if best.bound == "before":
        when.bound = "before"
        when.date = when.date_end or when.date
        when.date_end = when.date
    elif best.bound == "after":
        when.bound = "after"
        if when.date_end and line.word(best.start - 1) == "after":
            when.date = when.date_end + timedelta(days=1)
        when.date_end = None


def _any_of(line: Line, days: list[Mention], best: Mention) -> tuple[dt.date, ...]:
    """The weekdays named in one breath with `best` ("tuesdays and thursdays", "mon or wed"); one alone if it is plural
    ("on tuesdays"), which means any of them.
    """
    chain: list[Mention] = []
    for day in days:
        if day.sort != "weekday" or day.negated != best.negated or day.first is None:
            continue
        joined = bool(chain) and _joined(line, chain[-1], day, _AND)
        if chain and not joined and best in chain:
            break
        chain = [*chain, day] if joined else [day]
    plural = line.word(best.end - 1).endswith("days")
    if best not in chain or (len(chain) == 1 and not plural):
        return ()
    found = [day.first for day in chain if day.first]
    last = max(found)  # "tuesday or thursday next week": both of that week
    return tuple(sorted(day + timedelta(days=(last - day).days // 7 * 7) for day in found))


def _joined(line: Line, one: Mention, other: Mention, by: frozenset[str]) -> bool:
    """Whether nothing but one of the words `by`, and "on the", stands between the two."""
    between = {line.word(i) for i in range(one.end, other.start)}
    return bool(between & by) and between <= by | _BESIDE


def _refuse_together(line: Line, days: list[Mention]) -> None:
    """ "Not tuesday or thursday" refuses both; "not tuesday, thursday" only the first."""
    for one, other in pairwise(days):
        if one.negated and one.sort == other.sort == "weekday" and _joined(line, one, other, _OR):
            other.negated = True


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
        when.part = part
        if part is None and refused_part is not None:  # "no mornings": from noon on
            when.bound, edge = _WITHOUT[refused_part]
            when.time, when.time_end = edge, edge if when.bound == "before" else None
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
        other = next((m for m in times if m.bound and m.bound != best.bound and m.clock and not m.clock_end), None)
        if other and other.clock and not other.negated:  # "after 3 but before 5"
            first, last = (best, other) if best.bound == "after" else (other, best)
            if first.clock and last.clock:
                when.time, when.time_end = _settle_pair(first.clock, last.clock, part, scene)
                return
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
