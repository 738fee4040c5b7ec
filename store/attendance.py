"""A visit on its day: confirmed, here, late, being seen, over, missed (B5, P8, R3). Call it as store.appointments."""

from __future__ import annotations

import datetime as dt

from store import claims
from store.audit import Actor
from store.database import retried
from store.errors import Invalid
from store.models import Appointment
from store.transitions import acting, apply, change, wrong

LATEST = 480  # minutes


@retried
def confirm(appointment: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """A patient says they will come (noted once, again is no error; a pending visit waits for staff all the same);
    anybody else confirms a pending visit. Raises WrongTransition, AlreadyMovedOn."""
    with acting(appointment):
        if actor.kind != "patient":
            apply(appointment, "confirm", actor, now)
        elif appointment.status not in ("pending", "confirmed"):
            raise wrong(appointment, "confirm")
        elif appointment.patient_confirmed_at is None:
            change(appointment, "confirm", actor, now, patient_confirmed_at=now)
    return appointment


@retried
def check_in(appointment: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The patient is here (noted once). Raises WrongTransition when the visit is not to come, AlreadyMovedOn."""
    with acting(appointment):
        if appointment.status not in ("pending", "confirmed"):
            raise wrong(appointment, "check_in")
        if appointment.checked_in_at is None:
            change(appointment, "check_in", actor, now, checked_in_at=now)
    return appointment


@retried
def late(appointment: Appointment, minutes: int, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The patient will be `minutes` late (0 takes it back). Raises Invalid, WrongTransition, AlreadyMovedOn."""
    if not 0 <= minutes <= LATEST:
        raise Invalid(field="minutes", problem=f"{minutes} is not between 0 and {LATEST}")
    with acting(appointment):
        if appointment.status not in ("pending", "confirmed"):
            raise wrong(appointment, "late")
        change(appointment, "late", actor, now, late_minutes=minutes)
    return appointment


@retried
def mute(appointment: Appointment, muted: bool, *, actor: Actor, now: dt.datetime) -> Appointment:
    """No unprompted text about this visit any more, or again; what the clinic changes is told all the same.

    Raises WrongTransition when the visit is not to come, AlreadyMovedOn.
    """
    with acting(appointment):
        if appointment.status not in ("pending", "confirmed"):
            raise wrong(appointment, "mute")
        if appointment.muted != muted:
            change(appointment, "mute" if muted else "unmute", actor, now, muted=muted)
    return appointment


@retried
def start(appointment: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The doctor sees the patient, who is thereby here. Raises WrongTransition, AlreadyMovedOn."""
    with acting(appointment):
        apply(appointment, "start", actor, now, checked_in_at=appointment.checked_in_at or now)
    return appointment


@retried
def complete(appointment: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The visit is over; what is left of its time is free again. Raises WrongTransition, AlreadyMovedOn."""
    with acting(appointment):
        apply(appointment, "complete", actor, now, completed_at=now)
        claims.let_go(appointment)
    return appointment


@retried
def miss(appointment: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The patient did not come (R3). The time stays theirs, so that `undo_miss` finds it.

    Raises Invalid before the visit has begun, WrongTransition, AlreadyMovedOn.
    """
    if now < appointment.starts_at:
        raise Invalid(field="appointment", problem=f"{appointment.reference} has not begun")
    with acting(appointment):
        apply(appointment, "miss", actor, now)
    return appointment
