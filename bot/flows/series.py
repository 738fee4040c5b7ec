"""Recurring visits by text: the rhythm is heard, all of the dates are read back, and one yes books them (B15).

> book dr lee every tuesday at 3pm for 4 weeks
< Not free: Tue 1 Dec.
< Dr. Lee every week at 3pm: Tue 24 Nov, Tue 8 Dec, Tue 15 Dec. Reply C to book these 3 visits, or send another time.
> c
< Booked:
< K7: Dr. Lee, Tue 24 Nov, 3pm
< …
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from bot import wording
from bot.flows import rhythm, times
from bot.flows.wish import FLOW, Wish
from bot.messages import Choice
from bot.turn import Turn
from store import appointments, series, settings
from store.models import Appointment, Patient, local
from store.schedules import Opening
from store.series import MOST_TIMES, Date, Repeat

WISHING = frozenset({"book", "unknown", "yes", "more", "reschedule", "waitlist"})


def hear(turn: Turn, wish: Wish) -> None:
    """Takes the rhythm out of the message, before the wish hears what else it says."""
    heard, rest = rhythm.heard(turn.said.text)
    if heard is None or wish.moving or turn.reading.intent not in WISHING:
        return
    if not heard.weeks:
        if turn.reading.intent == "book" or turn.reading.service:
            turn.tell("series.only_first")
            wish.weeks = 0
            _take_out(turn, rest)
        return
    until = turn.read(heard.until, "date").date if heard.until else None
    wish.weeks, wish.times, wish.until = heard.weeks, heard.times, until
    _take_out(turn, rest)


def _take_out(turn: Turn, rest: str) -> None:
    intent, confidence = turn.reading.intent, turn.reading.confidence
    turn.reading = replace(turn.read(rest, None), intent=intent, confidence=confidence)


def is_wished(text: str) -> bool:
    """Whether a message asks for visits that come again."""
    heard, _ = rhythm.heard(text)
    return heard is not None and heard.weeks > 0


def after(turn: Turn, visit: Appointment) -> Wish:
    """ "The same every week", said of a visit just booked: what comes after it."""
    wish = Wish(
        doctor=visit.doctor_id, service=visit.service_id, patient=visit.patient_id, visit_type=visit.visit_type
    )  # fmt: skip
    hear(turn, wish)
    at = local(turn.clinic, visit.starts_at) + dt.timedelta(weeks=wish.weeks)
    wish.first, wish.last, wish.time = at.date(), at.date(), at.time()
    wish.times = wish.times - 1 if wish.times else None
    return wish


def read_back(turn: Turn, wish: Wish, first: Opening) -> bool:
    """All of the dates in one question; False, having said why, where only the first can be had."""
    found, wanted = _found(turn, wish, first)
    free = [date for date in found if date.opening is not None][: _room(turn, wish)]
    if len(free) < 2:
        turn.tell("series.only_first")
        return False
    missing = [date for date in found if date.opening is None and (wanted or date.starts_at < free[-1].starts_at)]
    if missing:
        turn.tell("series.missing", days=_days(turn, missing))
    if wanted and wanted > len(free) + len(missing):
        turn.tell("series.limit", count=len(free))
    wish.dates = [times.moment_key(date.starts_at) for date in free]
    turn.keep(FLOW, wish.to_json())
    facts: dict[str, Any] = {
        "doctor": turn.doctor_name(first.doctor), "rhythm": wording.every_weeks(wish.weeks, turn.locale),
        "time": wording.clock(local(turn.clinic, first.starts_at).time(), turn.locale), "days": _days(turn, free),
        "count": len(free),
    }  # fmt: skip
    answers = [
        Choice(turn.word("answer.book_all"), "yes", typed=True),
        Choice(turn.word("times.more"), "no", typed=True),
    ]
    turn.ask("booking.series", "series.summary", answers, **facts)
    return True


def _found(turn: Turn, wish: Wish, first: Opening) -> tuple[list[Date], int | None]:
    """The dates as far as patients may book ahead, and how many were asked for, where the message says."""
    begin = local(turn.clinic, first.starts_at).date()
    rules = settings.of(turn.clinic, first.doctor)
    last = turn.today + dt.timedelta(days=rules.advance_booking_days)
    ahead = (last - begin).days // 7 // wish.weeks + 1
    wanted = wish.times or ((wish.until - begin).days // 7 // wish.weeks + 1 if wish.until else None)
    count = min(wanted or ahead, ahead, MOST_TIMES)
    if count < 2:
        return [Date(first.starts_at, first)], wanted
    patient = Patient.get_or_none(Patient.id == wish.patient) if wish.patient else None
    about = {
        "service": times.service_for(turn, wish, first.doctor), "patient": patient, "now": turn.now,
        "visit_type": wish.visit_type or None,
    }  # fmt: skip
    return series.from_(
        turn.clinic, first.doctor, first.starts_at, Repeat(wish.weeks, count), notice=True, **about
    ), wanted


def _room(turn: Turn, wish: Wish) -> int:
    """How many more visits this patient may hold."""
    theirs = [patient for patient in turn.patients if patient.id == wish.patient]
    return turn.settings.max_open_visits - len(appointments.upcoming(theirs, turn.now))


def _days(turn: Turn, dates: list[Date]) -> str:
    return ", ".join(wording.day(local(turn.clinic, date.starts_at).date(), turn.locale) for date in dates)
