"""Each day, clock, part of the day and bare number in a message, in order, with what is said about it (not, before)."""

from __future__ import annotations

from datetime import timedelta

from bot.understanding import lexicon
from bot.understanding.clocks import TIME_WORDS, clock_at, hour_at
from bot.understanding.days import day_at
from bot.understanding.feasts import FIRST_WORDS
from bot.understanding.lexicon import CLOCK_UNITS, PARTS, words
from bot.understanding.months import monday_of
from bot.understanding.numbers import count
from bot.understanding.periods import period_at, week_of
from bot.understanding.ranges import range_at
from bot.understanding.scene import Clock, Line, Mention, Scene
from bot.understanding.weekdays import weekday_word

# Every word that can begin something said about when; the others are passed over at once.
_STARTS = words(
    "@ the a an my that any all on in at by from between within after before over around about approximately circa "
    "roughly this next following coming upcoming current nearest half quarter couple few day week "
    "weekend weekends weekday "
    "weekdays workweek month year today tomorrow tonight end beginning start early late mid middle rest later last "
    "lunchtime lunch am pm fortnight midnight noon midday noontime"
).union(FIRST_WORDS, lexicon.UNITS, lexicon.TENS, lexicon.ORDINALS, lexicon.MONTHS, lexicon.MONTH_FORMS, lexicon.PARTS)
_TO_NOT = words("on at the for this make do come it to by before in free available around good")
_BEFORE = words("before until till by til through")
_BUSY = words("class classes school lessons lecture busy work working shift meeting job court practice")
_DENYING = words("not cant cannot wont dont doesnt didnt isnt arent never nothing nobody unable")
_STAYING = words("stay wait remain stick")
_EDGES = words("after before by until till")
_AFTER = words("after from since starting past")


def mentions(line: Line, scene: Scene) -> list[Mention]:
    """All that is said about when, in order; linear, since every rule looks a bounded number of words ahead."""
    found: list[Mention] = []
    i = 0
    while i < line.length:
        mention = _mention(line, i, scene)
        if mention is None or _wished(line, i):
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


_WISHES = words("happy lovely nice good great wonderful beautiful blessed")
_WISHING = words("have having had enjoy enjoying")


def _wished(line: Line, i: int) -> bool:
    """ "Hope you're having a lovely monday", "happy friday": a wish, and no day of a visit."""
    if line.word(i - 1) not in _WISHES or weekday_word(line, i) < 0:
        return False
    return line.word(i - 1) == "happy" or any(line.word(j) in _WISHING for j in range(i - 4, i - 1))


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
        if day and week[1] and day[2] in ("exact", "dom"):
            first = monday_of(day[0]) + timedelta(days=7 * week[1])
            return Mention("day", i, day[1], first=first, last=first + timedelta(days=6), sort="span")
        if day and not week[1]:
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
    j = line.skip(i + 1, "about", "around", "roughly", "like") if lead else i
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
        and line.word(i - 1) != "last"  # "last night" is past
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
    if line.word(i - 1) == "no" and line.at(i).raw.endswith("s") and line.at(i).kind == "word":
        return True  # "no mornings"; "no, monday" is a correction
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


def _is_denied(line: Line, j: int) -> bool:
    """Does the word at `j` follow a no ("not free until")? Who cannot stay until five leaves before."""
    said = [line.word(k) for k in range(max(0, j - 6), j)]
    return any(word in _DENYING for word in said) and not any(word in _STAYING for word in said)


def _bound(line: Line, mention: Mention) -> str | None:
    """ "after 3", "before friday", "later than 9", "as late as tomorrow", "4pm or later", "from tomorrow onward"."""
    if mention.clock_end or (mention.kind == "day" and mention.last and line.word(mention.start - 1) not in _EDGES):
        return None
    if any(line.match(k, "after|past", "that|then") > 0 for k in range(mention.end, mention.end + 5)):
        return "after"  # "i work until 4 so any time after that"
    for j in (mention.start - 1, mention.start):
        word, before = line.word(j), line.word(j - 1)
        if word in ("the", "on", "at", "about", "around"):
            word, before = before, line.word(j - 2)
        if word == "than" and line.word(j - 2) in ("no", "not"):
            return {"later": "before", "earlier": "after", "sooner": "after"}.get(before)
        if word == "than":
            return {"later": "after", "earlier": "before"}.get(before)
        if word in ("until", "till", "til") and any(line.word(k) in _BUSY for k in range(j - 4, j)):
            return "after"  # "i have class till 3"
        if word in ("until", "till", "til") and _is_denied(line, j):
            return "after"  # "my bus does not come until ten"
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
