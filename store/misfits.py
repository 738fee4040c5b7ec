"""Upcoming visits that the clinic's hours, people and services no longer hold, and why (B16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from peewee import fn

from store.models import Appointment, Claim, Clinic, Doctor, DoctorService, Service, local
from store.timetable import MINUTE, Stretch, Timetable, fives

UPCOMING = ("held", "pending", "confirmed")


@dataclass(frozen=True)
class Misfit:
    """`why` is the first of: doctor (no longer works here), hours, kind (in person or online), seats (the capacity
    is smaller now), giver (the doctor does not give the service), length (of the service; `minutes` says the new one).
    """

    visit: Appointment
    why: str
    minutes: int = 0

    @property
    def mark(self) -> tuple[int, str, int]:
        """What tells a new misfit from an old one."""
        return self.visit.id, self.why, self.minutes


def found(clinic: Clinic, now: dt.datetime) -> list[Misfit]:
    """The upcoming visits that could not be booked any more with their doctor, earliest first."""
    rows = Appointment.select().where(
        Appointment.clinic == clinic, Appointment.starts_at > now, Appointment.status.in_(UPCOMING)
    )
    visits = list(rows.order_by(Appointment.starts_at, Appointment.id))
    if not visits:
        return []
    look = _Look(clinic, visits)
    misfits = (look.at(visit) for visit in visits)
    return [misfit for misfit in misfits if misfit is not None]


class _Look:
    def __init__(self, clinic: Clinic, visits: Sequence[Appointment]) -> None:
        self.clinic = clinic
        self.doctors = {doctor.id: doctor for doctor in Doctor.select().where(Doctor.clinic == clinic)}
        self.services = {service.id: service for service in Service.select().where(Service.clinic == clinic)}
        days = [local(clinic, visit.starts_at).date() for visit in visits]
        self.table = Timetable(clinic, list(self.doctors.values()), min(days), max(days))
        self.seats = _seats(visits)
        self.givers: dict[int, set[int]] = {}
        for row in DoctorService.select().where(DoctorService.service.in_(list(self.services) or [0])):
            self.givers.setdefault(row.service_id, set()).add(row.doctor_id)

    def at(self, visit: Appointment) -> Misfit | None:
        why = self._why(visit)
        if why is not None:
            return Misfit(visit, why)
        service = self.services.get(visit.service_id or 0)
        if service is not None and visit.ends_at - visit.starts_at != fives(service.minutes) * MINUTE:
            return Misfit(visit, "length", service.minutes)
        return None

    def _why(self, visit: Appointment) -> str | None:
        if not self.doctors[visit.doctor_id].active:
            return "doctor"
        day = local(self.clinic, visit.starts_at).date()
        periods = self.table.working(visit.doctor_id, day)
        if not any(start <= visit.starts_at and visit.ends_at <= end for start, end in periods):
            return "hours"
        stretches = [one for one in self.table.stretches(visit.doctor_id, day) if _touch(one, visit)]
        fitting = [one for one in stretches if one.visit_type in (visit.visit_type, "both")]
        if not fitting:
            return "kind"
        if self.seats.get(visit.id, 0) >= max(one.capacity for one in fitting):
            return "seats"
        givers = self.givers.get(visit.service_id or 0)
        return "giver" if givers and visit.doctor_id not in givers else None


def _touch(stretch: Stretch, visit: Appointment) -> bool:
    return bool(stretch.starts_at < visit.ends_at and visit.starts_at < stretch.ends_at)


def _seats(visits: Sequence[Appointment]) -> dict[int, int]:
    """The seat each visit has, by the visit's id."""
    rows = Claim.select(Claim.appointment, fn.MIN(Claim.seat)).where(Claim.appointment.in_([one.id for one in visits]))
    return dict(cast("Iterable[tuple[int, int]]", rows.group_by(Claim.appointment).tuples()))
