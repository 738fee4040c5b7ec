"""Recurring visits: "every 2 weeks, 6 times" (B15). All of the dates or none; the visits are linked by `series`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from store import appointments, audit, schedules
from store.audit import Actor
from store.database import lock, retried, transaction
from store.errors import Invalid, Refusal, SeriesNotFree
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Service, local
from store.schedules import Opening
from store.timetable import DAY, edge

MOST_TIMES = 52
MOST_WEEKS = 12
TRIED = 8  # first visits for which a whole series is looked up
LIVE = ("pending", "confirmed")


@dataclass(frozen=True)
class Repeat:
    """`times` visits, the first included, `weeks` weeks apart. Raises Invalid on a rhythm out of bounds."""

    weeks: int
    times: int

    def __post_init__(self) -> None:
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise Invalid(field="weeks", problem=f"must be from 1 to {MOST_WEEKS}")
        if not 2 <= self.times <= MOST_TIMES:
            raise Invalid(field="times", problem=f"must be from 2 to {MOST_TIMES}")


@dataclass(frozen=True)
class Date:
    """One date of a series: free (`opening` is set), or why not and what is free instead."""

    starts_at: dt.datetime
    opening: Opening | None
    why: str = ""  # the refusal's code
    nearest: list[Opening] = field(default_factory=list)


def dates(
    clinic: Clinic,
    patient: Patient,
    first: Opening,
    repeat: Repeat,
    *,
    service: Service | None = None,
    visit_type: str | None = None,
    now: dt.datetime,
) -> list[Date]:
    """Every date of the series, on the same weekday and at the same time of day on the clinic's wall clock."""
    about: dict[str, Any] = {"service": service, "patient": patient, "visit_type": visit_type, "now": now}
    return from_(clinic, first.doctor, first.starts_at, repeat, **about)


def from_(clinic: Clinic, doctor: Doctor, first: dt.datetime, repeat: Repeat, **about: Any) -> list[Date]:
    """As `dates`, from a moment at which nothing may be free; `about` as there, and `notice` for a patient's series."""
    start = local(clinic, first).replace(tzinfo=None)
    moments = [edge(start + number * dt.timedelta(weeks=repeat.weeks), clinic.zone) for number in range(repeat.times)]
    return [_date(clinic, doctor, moment, about) for moment in moments]


def instead(clinic: Clinic, doctor: Doctor, first: dt.datetime, repeat: Repeat, **about: Any) -> list[Opening]:
    """Where else all of the series fits with this doctor, as its first visit: two other times of that day, the nearest,
    and the same time on two later days. `about` as in `dates`."""
    at = local(clinic, first)
    day, minute = at.date(), (at + dt.timedelta(minutes=1)).time()
    same: dict[str, Any] = {"doctors": [doctor], "notice": False, **about}
    that_day = schedules.openings(clinic, first=day, last=day, **same)
    that_day = sorted(that_day, key=lambda one: abs(one.starts_at - first))[:TRIED]
    later = schedules.openings(
        clinic, first=day + DAY, last=day + 28 * DAY, time_from=at.time(), time_to=minute, limit=TRIED, **same
    )

    def whole(tried: list[Opening]) -> list[Opening]:
        series = (
            (one, from_(clinic, doctor, one.starts_at, repeat, **about)) for one in tried if one.starts_at != first
        )
        return list(islice((one for one, dates in series if all(date.opening for date in dates)), 2))

    return [*whole(that_day), *whole(later)]


def _date(clinic: Clinic, doctor: Doctor, moment: dt.datetime, about: dict[str, Any]) -> Date:
    try:
        return Date(moment, schedules.opening_at(clinic, doctor, moment, **{"notice": False, **about}))
    except Refusal as refusal:
        return Date(moment, None, refusal.code, list(refusal.facts.get("nearest", [])))


@retried
def book(
    clinic: Clinic, patient: Patient, first: Opening, repeat: Repeat, *, contact: Contact | None = None,
    service: Service | None = None, visit_type: str | None = None, reason: str = "", source: str, skip: bool = False,
    actor: Actor, now: dt.datetime,
) -> list[Appointment]:  # fmt: skip
    """Books all of the dates, in one transaction, without the limits that are for patients.

    Raises SeriesNotFree, with nothing booked, where one of them cannot be had (`skip`: those are left out, and it is
    raised where none can); else as store.appointments.book.
    """
    with transaction():
        lock(Doctor, first.doctor.id)
        lock(Patient, patient.id)
        found = dates(clinic, patient, first, repeat, service=service, visit_type=visit_type, now=now)
        missing = [date for date in found if date.opening is None]
        if missing and not (skip and len(missing) < len(found)):
            raise SeriesNotFree(dates=found, doctor=first.doctor, missing=len(missing), first=missing[0].starts_at)
        visits = [
            appointments.book(
                clinic, patient, date.opening, contact=contact, service=service, source=source, reason=reason,
                visit_type=visit_type, actor=actor, now=now, check_limits=False,
            )
            for date in found
            if date.opening is not None
        ]  # fmt: skip
        _link(visits, repeat.weeks, len(missing), actor, now)
    return visits


@retried
def take(
    clinic: Clinic, patient: Patient, doctor: Doctor, moments: Sequence[dt.datetime], *, weeks: int,
    contact: Contact | None, service: Service | None = None, visit_type: str | None = None, reason: str = "",
    source: str, actor: Actor, now: dt.datetime,
) -> list[Appointment]:  # fmt: skip
    """A patient's own series: exactly these starts, `weeks` the usual weeks between them, all or none.

    Within the limits that are for patients. Raises as store.appointments.book.
    """
    about: dict[str, Any] = {"service": service, "patient": patient, "visit_type": visit_type, "now": now}
    with transaction():
        lock(Doctor, doctor.id)
        lock(Patient, patient.id)
        openings = [schedules.opening_at(clinic, doctor, moment, **about) for moment in moments]
        visits = [
            appointments.book(
                clinic, patient, opening, contact=contact, service=service, source=source, reason=reason,
                visit_type=visit_type, actor=actor, now=now,
            )
            for opening in openings
        ]  # fmt: skip
        _link(visits, weeks, 0, actor, now)
    return visits


def _link(visits: list[Appointment], weeks: int, left_out: int, actor: Actor, now: dt.datetime) -> None:
    Appointment.update(series=visits[0].id).where(Appointment.id.in_([visit.id for visit in visits])).execute()
    for visit in visits:
        visit.series = visits[0].id
    facts = {"visits": len(visits), "every_weeks": weeks} | ({"left_out": left_out} if left_out else {})
    audit.record(visits[0].clinic, actor, "appointment.repeat", visits[0], now, after=facts)


def of(visit: Appointment) -> list[Appointment]:
    """The visits of the series of `visit`, itself among them, by start; those that were moved away left out."""
    if visit.series is None:
        return [visit]
    rows = Appointment.select().where(Appointment.clinic == visit.clinic_id, Appointment.series == visit.series)
    return list(
        rows.where(Appointment.status.not_in(("rescheduled", "held", "released"))).order_by(
            Appointment.starts_at, Appointment.id
        )
    )


def rest(visit: Appointment) -> list[Appointment]:
    """Of its series, this visit and those after it that are still to come."""
    return [each for each in of(visit) if each.starts_at >= visit.starts_at and each.status in LIVE]
