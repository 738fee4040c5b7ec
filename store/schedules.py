"""Availability: what can be booked, when the clinic is open. The hours themselves are store/timetable.py.

A time is bookable when it is a start on a stretch's grid, the whole visit ends within the stretch and outside every
block, a seat is free for it and its buffer (which may hang over the stretch's end), and it lies between the minimum
notice and the advance limit (B1-B4, B9).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest

from store.availability import FARTHEST, Opening, Search, doctors_for, order
from store.errors import NotOpen, PatientBusy, SlotTaken
from store.models import Appointment, Clinic, Doctor, Patient, Service, local
from store.timetable import DAY, Period, Timetable

__all__ = [
    "Opening", "doctors_for", "hours", "is_open", "nearest", "next_day_open", "opening_at", "openings", "working",
]  # fmt: skip

SAME_TIME = dt.timedelta(hours=1)
LOOK_AHEAD = 60


def openings(
    clinic: Clinic,
    *,
    now: dt.datetime,
    first: dt.date,
    last: dt.date,
    doctors: Sequence[Doctor] | None = None,
    service: Service | None = None,
    time_from: dt.time | None = None,
    time_to: dt.time | None = None,
    visit_type: str | None = None,
    patient: Patient | None = None,
    limit: int | None = None,
    ignoring: Appointment | None = None,
    notice: bool = True,
    minutes: int | None = None,
    full: bool = False,
) -> list[Opening]:
    """What can be booked from `first` to `last` (inclusive, the clinic's days), earliest first, then doctor.position.

    A visit starts at `time_from` or later and before `time_to` (wall clock; from after to spans midnight). `patient`
    leaves out what overlaps that patient's own visits. `ignoring` counts that visit's time as free, for a move.
    `notice=False` (staff, offers) drops the minimum notice and the advance limit, never the past. Days are worked out
    one by one until `limit` is reached. `minutes` is a length other than the service's or the slot's; `full` shows the
    times that are taken too, with no seats.
    """
    search = Search(
        clinic, now, doctors, service=service, visit_type=visit_type, patient=patient, ignoring=ignoring, notice=notice,
        times=(time_from, time_to), minutes=minutes, full=full,
    )  # fmt: skip
    found = (opening for _, day in search.by_day(first, last) for opening in day)
    return list(islice(found, limit))


def opening_at(
    clinic: Clinic,
    doctor: Doctor,
    starts_at: dt.datetime,
    *,
    now: dt.datetime,
    service: Service | None = None,
    patient: Patient | None = None,
    ignoring: Appointment | None = None,
    visit_type: str | None = None,
    notice: bool = True,
) -> Opening:
    """The opening of `doctor` at exactly `starts_at`, or the reason there is none.

    Raises InThePast, TooFarAhead, TooSoon; NotOpen (fact `works`: the doctor does work then, but nothing starts at
    that minute or it would not fit); SlotTaken; PatientBusy. NotOpen, SlotTaken and PatientBusy carry `nearest`.
    """
    search = Search(
        clinic, now, [doctor], service=service, visit_type=visit_type, patient=patient, ignoring=ignoring, notice=notice
    )
    search.check_time(doctor, starts_at)

    def others() -> list[Opening]:
        return nearest(
            clinic, starts_at, now=now, doctor=doctor, service=service, patient=patient, ignoring=ignoring,
            visit_type=visit_type, notice=notice,
        )  # fmt: skip

    candidates = search.at(starts_at)
    if not candidates:
        raise NotOpen(doctor=doctor, starts_at=starts_at, works=search.works(starts_at), nearest=others())
    best = max(candidates, key=lambda opening: opening.seats)
    if best.seats == 0:
        raise SlotTaken(opening=best, nearest=others())
    if other := search.busy_with(best):
        raise PatientBusy(other=other, nearest=others())
    return best


def nearest(
    clinic: Clinic,
    wanted: dt.datetime,
    *,
    now: dt.datetime,
    doctor: Doctor | None,
    service: Service | None = None,
    patient: Patient | None = None,
    limit: int = 3,
    ignoring: Appointment | None = None,
    visit_type: str | None = None,
    notice: bool = True,
) -> list[Opening]:
    """The best alternatives to `wanted` (P2), by time: in turn the same doctor that day, another doctor at that time
    (within the hour), the same doctor on a following day at about that time; then whatever comes first.

    With no doctor named, anybody's times that day and on the following days.
    """
    search = Search(
        clinic, now, None, service=service, visit_type=visit_type, patient=patient, ignoring=ignoring, notice=notice
    )
    wanted = min(max(wanted, now), now + FARTHEST * DAY)
    day = local(clinic, wanted).date()
    that_day = [opening for _, found in search.by_day(day, day) for opening in found]
    that_day.sort(key=lambda o: (abs(o.starts_at - wanted), *order(o)))
    pools = [
        [o for o in that_day if doctor is None or o.doctor.id == doctor.id],
        [o for o in that_day if doctor and o.doctor.id != doctor.id and abs(o.starts_at - wanted) <= SAME_TIME],
        list(islice(_following_days(search.only(doctor), wanted, day), limit)),
    ]
    if doctor is None:  # the same time twice is no choice
        pools[0] = list({o.starts_at: o for o in reversed(pools[0])}.values())[::-1]
    mixed = (opening for turn in zip_longest(*pools) for opening in turn if opening)
    rest = (
        o for _, found in chain(search.by_day(day, search.horizon), search.by_day(search.today, day)) for o in found
    )
    chosen: dict[tuple[int, dt.datetime], Opening] = {}
    for opening in chain(mixed, rest):
        chosen.setdefault((opening.doctor.id if doctor else 0, opening.starts_at), opening)
        if len(chosen) == limit:
            break
    return sorted(chosen.values(), key=order)


def _following_days(search: Search, wanted: dt.datetime, day: dt.date) -> Iterator[Opening]:
    """From each later day that has any, the opening nearest to the time of day of `wanted` on the wall clock."""
    time = local(search.clinic, wanted).time()
    for later, found in search.by_day(day + DAY, search.horizon):
        if found:
            target = dt.datetime.combine(later, time, search.zone)
            yield min(found, key=lambda o: (abs(o.starts_at - target), *order(o)))


def working(doctor: Doctor, day: dt.date) -> list[Period]:
    """The periods in which the doctor sees patients on `day`, aware in the clinic's zone, earliest first."""
    clinic = doctor.clinic
    periods = Timetable(clinic, [doctor], day, day).working(doctor.id, day)
    return [(local(clinic, start), local(clinic, end)) for start, end in periods]


def hours(clinic: Clinic, day: dt.date, doctors: Sequence[Doctor] | None = None) -> tuple[dt.time, dt.time] | None:
    """From when until when (wall clock) one of `doctors`, or anybody, works on `day`; None when nobody does."""
    [(_, periods)] = _working(clinic, day, day, doctors)
    if not periods:
        return None
    start, end = min(start for start, _ in periods), max(end for _, end in periods)
    last = local(clinic, end)
    return local(clinic, start).time(), last.time() if last.date() == day else dt.time(23, 59)


def is_open(clinic: Clinic, now: dt.datetime) -> bool:
    """Whether a doctor works at this moment."""
    day = local(clinic, now).date()
    return any(start <= now < end for _, periods in _working(clinic, day, day) for start, end in periods)


def next_day_open(clinic: Clinic, after: dt.date) -> dt.date | None:
    """The first day after `after` on which somebody works; None when there is none within 60 days."""
    days = _working(clinic, after + DAY, after + LOOK_AHEAD * DAY)
    return next((day for day, periods in days if periods), None)


def _working(
    clinic: Clinic, first: dt.date, last: dt.date, doctors: Sequence[Doctor] | None = None
) -> Iterator[tuple[dt.date, list[Period]]]:
    doctors = doctors or doctors_for(clinic, None)
    table = Timetable(clinic, doctors, first, last)
    for day in (first + number * DAY for number in range((last - first).days + 1)):
        yield day, [period for doctor in doctors for period in table.working(doctor.id, day)]
