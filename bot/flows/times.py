"""Free times for a wish: the exact one if it is there, else the few that come nearest, as a list to choose from."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.flows.wish import Wish
from bot.messages import Choice
from bot.turn import Turn
from store import schedules
from store.errors import NotOpen, Refusal, SlotTaken
from store.models import Appointment, Doctor, Patient, Service
from store.schedules import Opening

PAGE = 4
WEEK = 7  # days looked at after one on which nothing is free
WEEKDAYS = 6  # of the days of a wish for certain weekdays
ENOUGH = 400  # openings looked at to choose a page from


@dataclass
class Found:
    """`exact` is the very time asked for. Otherwise `openings` are offered, and `why` says what stood in the way."""

    openings: list[Opening] = field(default_factory=list)
    exact: Opening | None = None
    why: Refusal | None = None
    more: bool = False


def find(turn: Turn, wish: Wish) -> Found:
    """Looks for the wish among free times, nearest first. An unmet exact time comes back with alternatives."""
    if wish.time is not None and wish.first is not None and wish.first == wish.last and not wish.turned:
        found = _exactly(turn, wish, dt.datetime.combine(wish.first, wish.time, turn.clinic.zone))
        if found is not None:
            return found
    openings = _window(turn, wish)
    unseen = [opening for opening in openings if key(opening) not in wish.shown]
    if not openings and not wish.turned and wish.says_when:
        return _alternatives(turn, wish, _middle(turn, wish), None)
    page = unseen[:PAGE] if wish.soonest else spread(unseen, PAGE, turn.clinic.zone)
    return Found(page, more=len(unseen) > len(page))


def _middle(turn: Turn, wish: Wish) -> dt.datetime:
    """The moment that stands for a wish nothing free falls into."""
    time = wish.time or wish.time_from or dt.time()
    time = max(time, dt.time(9)) if time < dt.time(6) else time  # "the morning" begins at midnight
    return dt.datetime.combine(max(wish.first or turn.today, turn.today), time, turn.clinic.zone)


def _exactly(turn: Turn, wish: Wish, wanted: dt.datetime) -> Found | None:
    about = _about(turn, wish)
    doctor = chosen_doctor(turn, wish)
    if doctor is not None:
        try:
            return Found(exact=schedules.opening_at(turn.clinic, doctor, wanted, now=turn.now, **about))
        except Refusal as refusal:
            return _alternatives(turn, wish, wanted, refusal)
    minute = dt.timedelta(minutes=1)
    free = _openings(turn, wish, wanted.date(), wanted.date(), wanted.time(), (wanted + minute).time(), PAGE + 1)
    free = [opening for opening in free if opening.starts_at == wanted]
    if len(free) == 1:
        return Found(exact=free[0])
    if free:
        return Found(free[:PAGE], more=len(free) > PAGE)
    return _alternatives(turn, wish, wanted, None)


def _alternatives(turn: Turn, wish: Wish, wanted: dt.datetime, why: Refusal | None) -> Found:
    doctor, moving = chosen_doctor(turn, wish), _moving(wish)
    near = schedules.nearest(
        turn.clinic, max(wanted, turn.now), now=turn.now, doctor=doctor, service=service_for(turn, wish, doctor),
        patient=_patient(wish), limit=PAGE + len(wish.shown) + bool(moving), ignoring=moving,
        visit_type=wish.visit_type or None,
    )  # fmt: skip
    kept = (moving.doctor_id, moving.starts_at) if moving else None  # what they have is no alternative
    near = [o for o in near if key(o) not in wish.shown and (o.doctor.id, o.starts_at) != kept][:PAGE]
    if why is None or (isinstance(why, NotOpen) and not schedules.hours(turn.clinic, wanted.date(), turn.doctors)):
        why = _why_not(turn, wish, doctor, wanted)
    if not any(_day(turn, opening) == wanted.date() for opening in near):
        near = _next_days(turn, wish, wanted) or near
    near.sort(key=lambda opening: (opening.starts_at, doctor is not None and opening.doctor.id != doctor.id))
    return Found(near, why=None if wish.shown else why, more=True)


def _next_days(turn: Turn, wish: Wish, wanted: dt.datetime) -> list[Opening]:
    """Nothing is free on the day of `wanted`: several times of the next day that has some which suit, and one of the
    day after that.
    """
    first, start, end = wanted.date() + dt.timedelta(days=1), wish.time_from, wish.time_to
    found = _openings(turn, wish, first, first + dt.timedelta(days=WEEK), start, end, ENOUGH)
    seen = {*wish.shown, *([moment_key(moving.starts_at)] if (moving := _moving(wish)) else [])}
    days = _by_day([opening for opening in found if key(opening) not in seen], turn.clinic.zone)[:2]
    if wish.time is None:
        return [opening for day, count in zip(days, (PAGE - 1, 1), strict=False) for opening in _evenly(day, count)]
    page = []
    for day, count in zip(days, (PAGE - 1, 1), strict=False):
        page += sorted(day, key=lambda opening: _apart(turn, opening, wanted))[:count]
    return page


def _apart(turn: Turn, opening: Opening, wanted: dt.datetime) -> dt.timedelta:
    """How far the opening's hour is from that of `wanted`, whatever the day."""
    local = opening.starts_at.astimezone(turn.clinic.zone)
    return abs(local - dt.datetime.combine(local.date(), wanted.time(), turn.clinic.zone))


def _why_not(turn: Turn, wish: Wish, doctor: Doctor | None, wanted: dt.datetime) -> Refusal:
    """Nobody works that day, the doctor does not, or all of it is taken."""
    day, hours = wanted.date(), schedules.hours(turn.clinic, wanted.date(), turn.doctors)
    if not hours:
        return NotOpen(doctor=None, day=day)
    if wish.time is not None and not hours[0] <= wish.time < hours[1]:
        return NotOpen(doctor=None, starts_at=wanted)
    if doctor is not None and not schedules.hours(turn.clinic, day, [doctor]):
        return NotOpen(doctor=doctor, day=day)
    if wish.time is not None:
        return SlotTaken(opening=None, starts_at=wanted)
    return SlotTaken(opening=None, day=day if wish.first == wish.last else None)


def _window(turn: Turn, wish: Wish) -> list[Opening]:
    first = max(wish.first or turn.today, turn.today)
    last = wish.last or turn.today + dt.timedelta(days=turn.settings.advance_booking_days)
    time_from, time_to = wish.time_from, wish.time_to
    if wish.time is not None:
        time_from, time_to = wish.time, (dt.datetime.combine(first, wish.time) + dt.timedelta(minutes=1)).time()
    free = [
        opening
        for since, until in _stretches(wish, first, last)
        for opening in _openings(turn, wish, since, until, time_from, time_to, ENOUGH)
    ]
    free = [opening for opening in free if _day(turn, opening) not in wish.not_on]
    if moving := _moving(wish):
        free = [opening for opening in free if opening.starts_at != moving.starts_at]
    if wish.turned == "earlier":
        return [opening for opening in free if key(opening) < wish.pivot][-PAGE:]
    return [opening for opening in free if key(opening) > wish.pivot] if wish.turned == "later" else free


def _stretches(wish: Wish, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The days to look at, as first and last: all between, or the next few of the weekdays wished for."""
    if not wish.weekdays:
        return [(first, last)]
    days = (first + dt.timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [(day, day) for day in days if day.weekday() in wish.weekdays][:WEEKDAYS]


def _openings(
    turn: Turn, wish: Wish, first: dt.date, last: dt.date, start: dt.time | None, end: dt.time | None, limit: int
) -> list[Opening]:
    doctor = chosen_doctor(turn, wish)
    return schedules.openings(
        turn.clinic, now=turn.now, first=first, last=last, doctors=[doctor] if doctor else None,
        time_from=start, time_to=end, limit=limit, **_about(turn, wish),
    )  # fmt: skip


def _about(turn: Turn, wish: Wish) -> dict[str, Any]:
    service = service_for(turn, wish, chosen_doctor(turn, wish))
    kind = wish.visit_type or None
    return {"service": service, "patient": _patient(wish), "ignoring": _moving(wish), "visit_type": kind}


def chosen_doctor(turn: Turn, wish: Wish) -> Doctor | None:
    """The doctor of the wish; None for any."""
    return next((doctor for doctor in turn.doctors if doctor.id == wish.doctor), None)


def service_for(turn: Turn, wish: Wish, doctor: Doctor | None) -> Service | None:
    """The service named; else the first the doctor gives. None leaves the length to the doctor's own slot."""
    if wish.service is not None:
        return next((service for service in turn.services if service.id == wish.service), None)
    if doctor is None:
        return None
    given = [s for s in turn.services if any(d.id == doctor.id for d in schedules.doctors_for(turn.clinic, s))]
    return given[0] if given else None


def _patient(wish: Wish) -> Patient | None:
    return Patient.get_or_none(Patient.id == wish.patient) if wish.patient else None


def _moving(wish: Wish) -> Appointment | None:
    return Appointment.get_or_none(Appointment.id == wish.moving) if wish.moving else None


# --- a page of choices -----------------------------------------------------------------------------------------------


def key(opening: Opening) -> str:
    """A time as the wish remembers it; sorts as the moments do."""
    return moment_key(opening.starts_at)


def moment_key(starts_at: dt.datetime) -> str:
    return starts_at.astimezone(dt.UTC).isoformat()


def spread(openings: Sequence[Opening], count: int, zone: ZoneInfo) -> list[Opening]:
    """`count` of them that give a real choice: several days, several doctors, and not four neighbours of one day."""
    days = _by_day(openings, zone)
    if len(days) <= 1:
        return _evenly(days[0], count) if days else []
    page: list[Opening] = []
    for day in days:
        page += _evenly(day, 2)
        if len(page) >= count:
            break
    return page[:count]


def _by_day(openings: Sequence[Opening], zone: ZoneInfo) -> list[list[Opening]]:
    """The distinct times of each day, in the order of the days."""
    days: dict[dt.date, list[Opening]] = {}
    for opening in _taking_turns(openings):
        days.setdefault(opening.starts_at.astimezone(zone).date(), []).append(opening)
    return list(days.values())


def _taking_turns(openings: Sequence[Opening]) -> list[Opening]:
    """Each time once; where several doctors have it, the one named least so far."""
    by_time: dict[str, list[Opening]] = {}
    for opening in openings:
        by_time.setdefault(key(opening), []).append(opening)
    named: Counter[int] = Counter()
    chosen = []
    for same_time in by_time.values():
        opening = min(same_time, key=lambda o: named[o.doctor.id])
        named[opening.doctor.id] += 1
        chosen.append(opening)
    return chosen


def _evenly(openings: Sequence[Opening], count: int) -> list[Opening]:
    """`count` of them, the first included, at even distances through the day."""
    if len(openings) <= count:
        return list(openings)
    return [openings[place * len(openings) // count] for place in range(count)]


def choices(turn: Turn, found: Found, kind: str = "") -> list[Choice]:
    """The list as numbered choices; the doctor is named where they differ, and the last line asks for more. `kind`
    is the visit type wished for.
    """
    several = len({opening.doctor.id for opening in found.openings}) > 1
    lines = [
        Choice(label(turn, opening, kind, doctor=several), {"opening": value(opening)}) for opening in found.openings
    ]
    return [*lines, Choice(turn.word("times.more"), {"more": True})] if found.more else lines


def label(turn: Turn, opening: Opening, kind: str, *, doctor: bool) -> str:
    when = moment(turn, opening, kind)
    return f"{when}, {turn.doctor_name(opening.doctor)}" if doctor else when


def moment(turn: Turn, opening: Opening, kind: str = "") -> str:
    """ "Tue 24 Nov, 3pm", and whether it is to be online: because it can only be, or because they wish so."""
    when = turn.when(opening.starts_at)
    online = "online" in (opening.visit_type, kind)
    return turn.word("times.online", when=when) if online else when


def value(opening: Opening) -> list[Any]:
    return [opening.doctor.id, key(opening)]


def still_free(turn: Turn, wish: Wish, chosen: list[Any]) -> Opening | None:
    """The opening of a choice's value, as the wish needs it; None where it has gone since."""
    exact = replace(wish, doctor=chosen[0])
    doctor = chosen_doctor(turn, exact)
    if doctor is None:
        return None
    starts_at = dt.datetime.fromisoformat(chosen[1])
    try:
        return schedules.opening_at(turn.clinic, doctor, starts_at, now=turn.now, **_about(turn, exact))
    except Refusal:
        return None


def same_doctor(openings: Iterable[Opening]) -> Doctor | None:
    """The one doctor of all these, or None."""
    doctors = {opening.doctor.id: opening.doctor for opening in openings}
    return next(iter(doctors.values())) if len(doctors) == 1 else None


def _day(turn: Turn, opening: Opening) -> dt.date:
    return opening.starts_at.astimezone(turn.clinic.zone).date()
