"""Clock times: 3pm, 8 10 p.m., half past three, 25 to 8, 16h00, 1530, three in the afternoon, evening 5."""

from __future__ import annotations

from datetime import time

from bot.understanding.lexicon import COUNTED, MONTH_FORMS, MONTHS, ORDINALS, PARTS, words
from bot.understanding.numbers import cardinal, is_wordy
from bot.understanding.scene import Clock, Line, Scene

NAMED = {"noon": 12, "midday": 12, "midnight": 0, "noontime": 12}
TIME_WORDS = words(
    "at @ by around about approximately approx circa before after until till from past than between roughly "
)
_PAST = ("past", "after")
_TO = ("to", "till", "until", "before", "of", "til")


def settle(clock: Clock, opening: tuple[time, time]) -> time:
    """The hour of the day that was meant.

    A bare hour is read inside opening hours, and between 07:00 and 19:00 where those decide nothing.
    """
    hour, half = clock.hour % 24, clock.half
    if hour > 12 or half == "24":
        return time(hour, clock.minute)
    if half == "am":
        return time(hour % 12, clock.minute)
    if half == "pm":
        return time(hour % 12 + 12, clock.minute)
    if half == "morning":
        return time(hour % 12 if hour == 12 else hour, clock.minute)
    if half == "night":
        return time(hour % 12 if hour == 12 or hour <= 4 else hour + 12, clock.minute)
    if half in ("afternoon", "evening"):
        return time(hour % 12 + 12, clock.minute) if hour else time(0, clock.minute)
    if hour == 0:
        return time(0, clock.minute)
    twins = [time(hour % 12, clock.minute), time(hour % 12 + 12, clock.minute)]
    for first, last in (opening, (time(7), time(19))):
        open_ones = [t for t in twins if first <= t < last]
        if len(open_ones) == 1:
            return open_ones[0]
    return twins[1] if hour < 7 or hour == 12 else twins[0]


def meridiem(line: Line, i: int) -> tuple[str, int] | None:
    """am, pm, "in the am", and a or p stuck to a number."""
    j = line.match(i, "in", "the", "am|pm")
    if j > 0:
        return line.word(j - 1), j
    word = line.word(i)
    if word in ("am", "pm"):
        return word, i + 1
    if word in ("a", "p") and line.at(i).glued and line.at(i - 1).kind == "number":
        j = i + 1
        if line.word(j) == "m" and line.at(j).glued:
            j += 1
        return word + "m", j
    return None


def part_phrase(line: Line, i: int) -> tuple[str, int] | None:
    """The half of the day of a clock before it: "in the (early) afternoon", "at night", "evening"."""
    j = i
    if line.word(j) in ("in", "of", "during"):
        j = line.skip(j + 1, "the", "that", "this")
    elif line.word(j) == "at" and line.word(j + 1) == "night":
        j += 1
    if line.word(j) in ("early", "late"):
        j += 1
    word = line.word(j)
    if word in PARTS and word[-1] != "s" and word != "tonight" and line.word(j - 1) != "this":
        return PARTS[word], j + 1
    return None


def _half_after(line: Line, i: int) -> tuple[str | None, int]:
    """The half of the day said after an hour, past "oclock" and "ish"."""
    i = line.skip(i, "ish") if line.at(i).glued else i
    i = line.skip(i, "oclock")
    found = meridiem(line, i)
    if found:
        phrase = part_phrase(line, found[1])  # "8pm in the evening"
        return found[0], phrase[1] if phrase else found[1]
    phrase = part_phrase(line, i)
    if phrase:
        return phrase
    return None, i


def named(line: Line, i: int) -> tuple[Clock, int] | None:
    """noon, midday, midnight, "12 noon"."""
    j = line.skip(i, "the")
    if line.at(j).kind == "number" and line.word(j) == "12" and line.word(j + 1) in NAMED:
        j += 1
    if line.match(j, "mid", "night|day") > 0:
        return Clock(0 if line.word(j + 1) == "night" else 12, half="24"), j + 2
    if line.word(j) in NAMED:
        return Clock(NAMED[line.word(j)], half="24"), line.skip(j + 1, "ish")
    return None


def digital(line: Line, i: int) -> tuple[Clock, int] | None:
    """3:30, 3.30, 16h00, 15h, with or without am/pm; 330pm."""
    token = line.at(i)
    if token.kind != "number" or line.word(i - 1) in ("$", "£", "€", "#"):
        return None
    sep, minutes = line.at(i + 1), line.at(i + 2)
    if token.value > 24 or len(token.text) > 2:
        return _compact(line, i)
    pair = minutes.kind == "number" and len(minutes.text) == 2 and minutes.value < 60 and minutes.glued
    if pair and sep.glued and sep.text in (":", ".", "h", ";"):
        if line.word(i + 3) in ("$", "£", "€", "%", "dollars", "pounds", "euros"):
            return None
        half, j = _half_after(line, i + 3)
        if sep.text == "." and line.word(i + 3) == "." and line.at(i + 4).kind == "number":
            return None
        whole_day = sep.text == "h" or (len(token.text) == 2 and token.text[0] == "0")
        return Clock(token.value, minutes.value, half or ("24" if whole_day else None)), j
    if (
        sep.glued
        and sep.text in ("h", "hrs", "hr", "hour", "hours")
        and line.word(i - 1) not in ("in", "after", "for", "within")
    ):
        return Clock(token.value, half="24" if token.value > 12 else None), i + 2
    return None


_MEASURES = COUNTED | words("$ £ € %")


_AHEAD = words("ok okay ugh hmm um uh oh ah well so then no wait yes yeah yep sure fine how about , . ! maybe")


def _is_all(line: Line, i: int) -> bool:
    """Is the number all that the message says ("430", "ugh ok. 430")?"""
    return line.length <= 2 or (i == line.length - 1 and i <= 5 and all(line.word(k) in _AHEAD for k in range(i)))


def _compact(line: Line, i: int) -> tuple[Clock, int] | None:
    """330, 1530, 815: three or four digits that are a clock where the words around say so."""
    token = line.at(i)
    hour, minute = divmod(token.value, 100)
    if not (3 <= len(token.text) <= 4 and hour < 24 and minute < 60) or line.word(i + 1) in _MEASURES:
        return None
    half, j = _half_after(line, i + 1)
    before = line.word(i - 1)
    if (
        half
        or before in ("at", "@", "around", "about", "by", "till", "until")
        or before in PARTS
        or line.word(i + 1) in ("tonight", "today")
    ):
        return Clock(hour, minute, half or ("24" if len(token.text) == 4 and token.text[0] == "0" else None)), j
    if minute % 5 == 0 and line.word(i + 1) in ("is", "works", "please", "ok", "sounds", "would", "good", "fine"):
        return Clock(hour, minute), i + 1
    hours = line.word(i + 1) in ("hours", "hrs", "h")
    if (len(token.text) == 4 and hours) or (
        minute % 5 == 0 and (before in ("and", "to", "-", "between", "from") or _is_all(line, i))
    ):
        return Clock(hour, minute), i + 1 + hours
    return None


def spaced(line: Line, i: int) -> tuple[Clock, int] | None:
    """ "8 10 p.m.", "at 3 15", "ten thirty", "twelve oh three", "four twenty-three"."""
    hour = cardinal(line, i)
    if hour is None or hour[0] > 24 or line.at(i).glued:
        return None
    minute = _minute(line, hour[1], i)
    if minute is None:
        return None
    half, j = _half_after(line, minute[1])
    sure = half is not None or is_wordy(line, i) or line.word(i - 1) in TIME_WORDS or line.word(i - 1) in PARTS
    alone = i == 0 or line.at(i - 1).kind == "mark"
    follower = line.word(minute[1])
    if (
        not sure
        and not (alone and minute[1] >= line.length)
        and follower not in ("tomorrow", "today", "on", "tonight", "ish")
    ):
        return None
    if follower in COUNTED and half is None:
        return None
    return Clock(hour[0], minute[0], half), j


def _minute(line: Line, i: int, start: int) -> tuple[int, int] | None:
    """Two-digit minutes after an hour, as digits or words."""
    wordy = is_wordy(line, start)
    j = line.skip(i, "-") if wordy else i
    token = line.at(j)
    if token.kind == "number":
        return (
            (token.value, j + 1)
            if len(token.text) == 2 and token.value < 60 and not wordy and not token.glued
            else None
        )
    if not wordy:
        return None
    if token.text in ("oh", "o", "zero"):
        after = line.skip(j + 1, "-")
        unit = cardinal(line, after)
        return (unit[0], unit[1]) if unit and unit[0] < 10 else None
    minute = cardinal(line, j)
    if minute and is_wordy(line, j) and (10 <= minute[0] < 60 or (minute[0] == 5 and line.word(start - 1) == "at")):
        return minute
    return None


def arithmetic(line: Line, i: int) -> tuple[Clock, int] | None:
    """ "half past three", "quarter to 3", "25 to 8", "20 minutes past 3pm", "half three", "15 to noon"."""
    j = line.skip(i, "a")
    minutes, k = _minutes_said(line, j)
    if minutes < 0:
        return None
    k = line.skip(k, "-") if line.word(k + 1) in _PAST + _TO else k  # half-past
    stated = line.word(k) == "minutes"
    k = line.skip(k, "minutes")
    sign = line.word(k)
    if sign not in _PAST and sign not in _TO:
        if line.word(j) == "half" and line.word(k) not in ("an", "a"):  # "half three"
            base = _base(line, k)
            if base and base[0].minute == 0 and line.word(base[1]) not in COUNTED:
                return Clock(base[0].hour, 30, base[0].half), base[1]
        return None
    base = _base(line, k + 1)
    if base is None or (sign in ("of", "before") and not stated and line.word(j) not in ("quarter", "half")):
        return None
    if sign not in _PAST and not stated and not _is_subtraction(line, i, minutes, base[0].hour):
        return None
    if sign == "after" and not stated and minutes not in (5, 10, 15, 20, 25):
        return None
    return _shifted(base[0], minutes if sign in _PAST else -minutes), base[1]


def _minutes_said(line: Line, i: int) -> tuple[int, int]:
    if line.word(i) in ("half", "quarter"):
        return (30 if line.word(i) == "half" else 15), i + 1
    number = cardinal(line, i)
    if number and 1 <= number[0] < 60 and not line.at(i).glued:
        return number
    return -1, i


def _base(line: Line, i: int) -> tuple[Clock, int] | None:
    found = named(line, i)
    if found:
        return found
    hour = cardinal(line, i)
    if (
        hour is None
        or not 0 <= hour[0] <= 24
        or (line.word(hour[1]) in (":", ".") and line.at(hour[1] + 1).kind == "number")
    ):
        return None
    if line.word(hour[1]) in MONTHS or line.word(hour[1]) in MONTH_FORMS:
        return None
    half, j = _half_after(line, hour[1])
    return Clock(hour[0], half=half), j


def _is_subtraction(line: Line, i: int, minutes: int, hour: int) -> bool:
    """ "25 to 8" is 7:35, "5 to 7" a range, "5 to 18" 17:55: which is it?"""
    if line.word(i) == "a" or line.word(i) in ("half", "quarter"):
        return True
    before = line.word(i - 1)
    if before in ("from", "between", "-"):
        return minutes > 12 and minutes not in range(13, 20)
    if minutes in (20, 25) or (minutes == 15 and hour <= 12):
        return True
    return minutes in (5, 10) and (
        hour > 12 or before in ("at", "around", "about", "after", "before", "by", "to", "until", "till")
    )


def _shifted(base: Clock, minutes: int) -> Clock:
    """The clock `minutes` later, its half of the day kept ("10 to 1 afternoon" is 12:50)."""
    hour = base.hour
    if minutes < 0:
        if base.half == "24" or hour > 12:
            return Clock((hour - 1) % 24, 60 + minutes, "24")
        before = 12 if hour == 1 else (hour - 1) % 24
        half = base.half
        if hour == 12 and half in ("am", "pm"):
            half = "pm" if half == "am" else "am"
            return Clock(11, 60 + minutes, half)
        if hour == 12 and half == "afternoon":
            half = "morning"
        return Clock(before, 60 + minutes, half)
    return Clock(hour, minutes, base.half)


def minutes_to(base: Clock, minutes: int) -> Clock:
    """The clock so many minutes before an hour."""
    return _shifted(base, -minutes)


def hour_with_half(line: Line, i: int) -> tuple[Clock, int] | None:
    """ "3pm", "seven p.m.", "5 oclock", "3 in the afternoon", "11ish"."""
    hour = cardinal(line, i)
    if hour is None or not 0 <= hour[0] <= 24:
        return None
    ish = line.word(hour[1]) in ("ish", "oclock")
    half, j = _half_after(line, hour[1])
    if half is None and not ish:
        return None
    return Clock(hour[0], half=half), j


def clock_at(line: Line, i: int) -> tuple[Clock, int] | None:
    """Any clock that is plainly one at `i`; a bare hour is none (see `hour_at`)."""
    j = i
    if line.word(j) in ("approximately", "around", "about", "circa", "roughly") and line.at(j + 1).kind != "mark":
        j += 1
    for rule in (named, arithmetic, digital, spaced, hour_with_half):
        found = rule(line, j)
        if found:
            return found
    return None


def hour_at(line: Line, i: int) -> tuple[Clock, int] | None:
    """A bare number at `i` that may be an hour: 0 to 24, counting nothing."""
    hour = cardinal(line, i)
    if hour is None or hour[0] > 24 or line.word(i - 1) in ("$", "£", "€", "#"):
        return None
    after = line.word(hour[1])
    if (
        after in COUNTED
        or after in MONTHS
        or after in MONTH_FORMS
        or after in ("%", "$", "£", "€", "st", "nd", "rd", "th")
    ):
        return None
    if line.at(i).kind == "number" and len(line.at(i).text) > 2:
        return None
    if line.word(i) == "one" and (line.at(i - 1).kind == "ordinal" or line.word(i - 1) in ORDINALS):
        return None  # "the second one"
    if line.at(hour[1]).glued and after in (":", ".", "/") and line.at(hour[1] + 1).kind == "number":
        return None  # a score, a price, a part of something longer
    return Clock(hour[0]), hour[1]


def in_opening(clock: Clock, scene: Scene) -> time:
    return settle(clock, scene.opening)
