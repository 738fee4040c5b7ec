"""Who works today, and until when: what the queue needs of the schedules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from store.models import Clinic, Doctor, Schedule, ScheduleException

Stretch = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True)
class Duty:
    """A doctor's day: working stretches (aware, in order, not touching) and the length of a slot in minutes."""

    doctor: Doctor
    stretches: tuple[Stretch, ...]
    slot_minutes: int

    def ends_after(self, now: dt.datetime) -> bool:
        """Whether they still see patients today at `now` or later."""
        return any(end > now for _, end in self.stretches)

    def working_at(self, now: dt.datetime) -> bool:
        return any(start <= now < end for start, end in self.stretches)


def of_day(clinic: Clinic, day: dt.date) -> dict[int, Duty]:
    """Every active doctor who works on `day` (the clinic's date), by id, in the clinic's order of doctors."""
    doctors = Doctor.select().where(Doctor.clinic == clinic, Doctor.active).order_by(Doctor.position, Doctor.id)
    weekly, exceptions = _weekly(clinic, day), _exceptions(clinic, day)
    duties: dict[int, Duty] = {}
    for doctor in doctors:
        own = [row for row in exceptions if row.doctor_id in (None, doctor.id)]
        hours = [
            (_at(clinic, day, row.starts), _at(clinic, day, row.ends)) for row in weekly if row.doctor_id == doctor.id
        ]
        hours += [(row.starts_at, row.ends_at) for row in own if row.kind == "open"]
        blocked = [(row.starts_at, row.ends_at) for row in own if row.kind != "open"]
        stretches = _without(_joined(hours), blocked)
        if stretches:
            slots = [row.slot_minutes for row in weekly if row.doctor_id == doctor.id]
            slots += [row.slot_minutes for row in own if row.kind == "open" and row.slot_minutes]
            duties[doctor.id] = Duty(doctor, tuple(stretches), slots[0] if slots else 30)
    return duties


def _weekly(clinic: Clinic, day: dt.date) -> list[Schedule]:
    valid = (
        (Schedule.valid_from.is_null() | (Schedule.valid_from <= day))
        & (Schedule.valid_until.is_null() | (Schedule.valid_until >= day))
    )  # fmt: skip
    rows = (
        Schedule.select()
        .join(Doctor)
        .where(Doctor.clinic == clinic, Schedule.weekday == day.weekday(), Schedule.active, valid)
    )
    return list(rows.order_by(Schedule.starts))


def _exceptions(clinic: Clinic, day: dt.date) -> list[ScheduleException]:
    first = _at(clinic, day, dt.time())
    last = _at(clinic, day + dt.timedelta(days=1), dt.time())
    touching = (ScheduleException.starts_at < last) & (ScheduleException.ends_at > first)
    return list(ScheduleException.select().where(ScheduleException.clinic == clinic, touching))


def _at(clinic: Clinic, day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, clinic.zone).astimezone(dt.UTC)


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Overlapping and touching stretches made one, in order."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _without(stretches: list[Stretch], blocked: Iterable[Stretch]) -> list[Stretch]:
    for off, on in blocked:
        pieces = [piece for start, end in stretches for piece in ((start, min(end, off)), (max(start, on), end))]
        stretches = [(start, end) for start, end in pieces if start < end]
    return stretches
