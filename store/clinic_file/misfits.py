"""Upcoming visits that the hours no longer hold."""

from __future__ import annotations

import datetime as dt

from store.models import Appointment, Clinic, Doctor, local
from store.timetable import Timetable

UPCOMING = ("held", "pending", "confirmed")


def misfits(clinic: Clinic, now: dt.datetime) -> list[Appointment]:
    """The upcoming visits whose doctor does not work (any more) for the whole of their time, earliest first."""
    rows = Appointment.select().where(
        Appointment.clinic == clinic, Appointment.starts_at > now, Appointment.status.in_(UPCOMING)
    )
    visits = list(rows.order_by(Appointment.starts_at, Appointment.id))
    if not visits:
        return []
    doctors = list(Doctor.select().where(Doctor.clinic == clinic))
    days = [local(clinic, visit.starts_at).date() for visit in visits]
    table = Timetable(clinic, doctors, min(days), max(days))
    return [
        visit
        for visit, day in zip(visits, days, strict=True)
        if not any(
            start <= visit.starts_at and visit.ends_at <= end for start, end in table.working(visit.doctor_id, day)
        )
    ]
