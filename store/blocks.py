"""Hours taken away from a schedule, or added to it, by hand (B2): leave, holiday, emergency, other, and extra hours."""

from __future__ import annotations

import datetime as dt

from store import audit
from store.audit import Actor
from store.database import lock, transaction
from store.errors import Invalid
from store.models import Appointment, Clinic, Doctor, ScheduleException
from store.transitions import as_json

KINDS = ("leave", "holiday", "emergency", "other")
LIVE = ("pending", "confirmed")  # an offer that is held dies by itself, and a visit under way goes on


def block(
    clinic: Clinic, doctor: Doctor | None, starts_at: dt.datetime, ends_at: dt.datetime, *, kind: str = "other",
    note: str = "", actor: Actor, now: dt.datetime,
) -> ScheduleException:  # fmt: skip
    """Nobody can be booked with `doctor` (None: anybody here) from `starts_at` to `ends_at`, both aware.

    Visits booked before stay: see `hit`. Inside the caller's transaction, which then sees every one of them, because
    the doctors' rows are locked as a booking locks them. Raises Invalid.
    """
    if kind not in KINDS:
        raise Invalid(field="kind", problem=f"{kind!r} is not one of {', '.join(KINDS)}")
    hold(clinic, doctor)
    return _add(clinic, doctor, starts_at, ends_at, actor, now, kind=kind, note=note)


def open_hours(
    doctor: Doctor, starts_at: dt.datetime, ends_at: dt.datetime, *, slot_minutes: int, buffer_minutes: int = 0,
    note: str = "", actor: Actor, now: dt.datetime,
) -> ScheduleException:  # fmt: skip
    """Extra hours of one doctor, both moments aware; lengths in minutes, multiples of 5. Raises Invalid."""
    with transaction():
        return _add(
            doctor.clinic, doctor, starts_at, ends_at, actor, now,
            kind="open", note=note, slot_minutes=slot_minutes, buffer_minutes=buffer_minutes,
        )  # fmt: skip


def hit(clinic: Clinic, doctor: Doctor | None, starts_at: dt.datetime, ends_at: dt.datetime) -> list[Appointment]:
    """The visits to come that lie in that time, wholly or in part, earliest first."""
    inside = (
        (Appointment.clinic == clinic) & Appointment.status.in_(LIVE)
        & (Appointment.starts_at < ends_at) & (Appointment.ends_at > starts_at)
    )  # fmt: skip
    if doctor is not None:
        inside &= Appointment.doctor == doctor
    return list(Appointment.select().where(inside).order_by(Appointment.starts_at, Appointment.id))


def hold(clinic: Clinic, doctor: Doctor | None = None) -> list[Doctor]:
    """Locks the doctor, or every doctor of the clinic, so that nothing is booked meanwhile. Needs a transaction."""
    wanted = (Doctor.clinic == clinic) & Doctor.active
    doctors = [doctor] if doctor is not None else list(Doctor.select().where(wanted))
    lock(Doctor, *(one.id for one in doctors))
    return doctors


def _add(
    clinic: Clinic, doctor: Doctor | None, starts_at: dt.datetime, ends_at: dt.datetime, actor: Actor, now: dt.datetime,
    **columns: object,
) -> ScheduleException:  # fmt: skip
    if ends_at <= starts_at:
        raise Invalid(field="ends_at", problem="is not after the start")
    if ends_at <= now:
        raise Invalid(field="ends_at", problem="has passed")
    facts = {"doctor_id": doctor.id if doctor else None, "starts_at": starts_at, "ends_at": ends_at, **columns}
    row = ScheduleException.create(clinic=clinic, **facts)
    audit.record(clinic, actor, f"schedule.{'open' if columns['kind'] == 'open' else 'block'}", row, now,
                 after=as_json(facts))  # fmt: skip
    return row
