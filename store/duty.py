"""Who works today, and until when: what the queue needs of the timetable."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from store.models import Clinic, Doctor, ScheduleException
from store.timetable import Period, Timetable


@dataclass(frozen=True)
class Duty:
    """A doctor's day: the periods they work (aware, in order, not touching) and the length of a slot in minutes."""

    doctor: Doctor
    periods: tuple[Period, ...]
    slot_minutes: int

    def ends_after(self, now: dt.datetime) -> bool:
        """Whether they still see patients today at `now` or later."""
        return any(end > now for _, end in self.periods)

    def works_at(self, now: dt.datetime) -> bool:
        """Whether they see patients at this moment."""
        return any(start <= now < end for start, end in self.periods)


def of_day(clinic: Clinic, day: dt.date) -> list[Duty]:
    """Every active doctor who works on `day` (the clinic's date), in the clinic's order of doctors."""
    rows = Doctor.select().where(Doctor.clinic == clinic, Doctor.active).order_by(Doctor.position, Doctor.id)
    doctors = list(rows)
    timetable = Timetable(clinic, doctors, day, day)
    duties = []
    for doctor in doctors:
        periods = timetable.working(doctor.id, day)
        if periods:
            slot = timetable.stretches(doctor.id, day)[0].slot_minutes
            duties.append(Duty(doctor, tuple(periods), slot))
    return duties


def still_working(clinic: Clinic, now: dt.datetime) -> list[Duty]:
    """Of today's doctors those whose day is not over at `now` (aware)."""
    return [duty for duty in of_day(clinic, now.astimezone(clinic.zone).date()) if duty.ends_after(now)]


def next_start(clinic: Clinic, now: dt.datetime, doctor: Doctor | None = None) -> dt.datetime | None:
    """When the next of today's doctors (or this one) starts; None while one sees patients, or when none is to come."""
    duties = [duty for duty in still_working(clinic, now) if doctor is None or duty.doctor == doctor]
    if any(duty.works_at(now) for duty in duties):
        return None
    starts = [start for duty in duties for start, _ in duty.periods if start > now]
    return min(starts, default=None)


def has_left(doctor: Doctor, now: dt.datetime) -> bool:
    """Whether a block that holds at `now` (aware) has ended the doctor's day. Hours that are merely over do not: who
    still waits then is seen."""
    blocked = ScheduleException.select().where(
        ScheduleException.clinic == doctor.clinic_id, ScheduleException.kind != "open",
        ScheduleException.starts_at <= now, ScheduleException.ends_at > now,
        ScheduleException.doctor.is_null() | (ScheduleException.doctor == doctor),
    )  # fmt: skip
    return blocked.exists() and all(duty.doctor != doctor for duty in still_working(doctor.clinic, now))
