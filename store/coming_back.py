"""A visit brought back: missed, over or cancelled by mistake (B5, R3). Call it as store.appointments.

It takes its time again where that is still to come, and a code of its own where its old one is another's by now.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from peewee import IntegrityError

from store import claims, references, schedules
from store.audit import Actor
from store.database import lock, retried
from store.errors import SlotTaken
from store.models import Appointment, Doctor, Patient
from store.references import CODE_TRIES, SECRET
from store.transitions import acting, after, apply, check_unchanged


@retried
def undo_miss(appointment: Appointment, *, actor: Actor, now: dt.datetime, rng: random.Random = SECRET) -> Appointment:
    """They came after all: confirmed again. Raises WrongTransition, AlreadyMovedOn."""
    return _back(appointment, "undo_miss", actor, now, rng)


@retried
def undo_complete(
    appointment: Appointment, *, actor: Actor, now: dt.datetime, rng: random.Random = SECRET
) -> Appointment:
    """Not over after all: confirmed again.

    Raises WrongTransition, AlreadyMovedOn, and SlotTaken, NotOpen or PatientBusy where it is still to come and its time
    cannot be had any more.
    """
    return _back(appointment, "undo_complete", actor, now, rng, completed_at=None)


@retried
def undo_cancel(
    appointment: Appointment, *, pending: bool, actor: Actor, now: dt.datetime, rng: random.Random = SECRET
) -> Appointment:
    """Not cancelled after all: `pending` or confirmed, as it was, and not checked in. Raises as `undo_complete`."""
    again: dict[str, Any] = {"cancelled_at": None, "cancelled_by": "", "cancel_reason": "", "late_cancel": False}
    event = "undo_cancel_pending" if pending else "undo_cancel"
    return _back(appointment, event, actor, now, rng, **again, checked_in_at=None)


def _back(
    appointment: Appointment, event: str, actor: Actor, now: dt.datetime, rng: random.Random, **changes: Any
) -> Appointment:
    for attempt in range(1, CODE_TRIES + 1):
        try:
            with acting(appointment):
                lock(Doctor, appointment.doctor_id)
                lock(Patient, appointment.patient_id)
                check_unchanged(appointment)
                after(appointment, event)
                _take_time(appointment, now)
                apply(appointment, event, actor, now, **changes)
            break
        except IntegrityError:
            if attempt == CODE_TRIES or not references.is_live(appointment.clinic, appointment.code):
                raise
            code = references.code(appointment.clinic, appointment.patient, appointment.contact, rng)
            changes = changes | {"code": code}
    return appointment


def _take_time(visit: Appointment, now: dt.datetime) -> None:
    """What the visit has let go of its time, where it is still to come. A missed visit, and one that has begun, never
    lost what matters of it: the minutes left are inside the minimum notice."""
    if visit.starts_at <= now:
        return
    opening = schedules.opening_at(
        visit.clinic, visit.doctor, visit.starts_at, now=now, service=visit.service, patient=visit.patient,
        ignoring=visit, visit_type=visit.visit_type, notice=False,
    )  # fmt: skip
    try:
        claims.take(visit, buffer_minutes=opening.buffer_minutes, capacity=opening.capacity)
    except claims.NoSeat:
        raise SlotTaken(opening=opening, nearest=[]) from None
