"""What the desk writes on a visit that moves nothing: whether it is paid, a note (B13, B14)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from store import audit
from store.audit import Actor
from store.errors import AlreadyMovedOn, Invalid, NothingToUndo
from store.models import Appointment, Audit
from store.transitions import acting, change

PAYMENTS = ("pending", "paid", "partial", "waived")
UNDO = dt.timedelta(seconds=60)
UNDOABLE = ("appointment.payment", "appointment.note")


def pay(visit: Appointment, status: str, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Sets payment_status, one of PAYMENTS. Raises Invalid, AlreadyMovedOn."""
    if status not in PAYMENTS:
        raise Invalid(field="payment_status", problem=f"{status!r} is not one of {', '.join(PAYMENTS)}")
    with acting(visit):
        change(visit, "payment", actor, now, payment_status=status)
    return visit


def note(visit: Appointment, line: str, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Adds a line to the staff's notes. The audit says that and by whom, not what: erasure must leave nothing behind.

    Raises AlreadyMovedOn.
    """
    notes = f"{visit.notes}\n{line}".strip()
    _write_notes(visit, notes, "note", actor, now, {"added": len(notes) - len(visit.notes)})
    return visit


def undo(row: Audit, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Takes back the act of this row of the trail, if the visit has not changed since.

    Raises NothingToUndo, AlreadyMovedOn.
    """
    visit: Appointment = Appointment.get_by_id(row.subject_id)
    latest = audit.trail("appointment", visit.id)[-1]
    if row.action not in UNDOABLE or row.at < now - UNDO:
        raise NothingToUndo(seconds=int(UNDO.total_seconds()))
    if latest.id != row.id:
        raise AlreadyMovedOn(thing=visit.reference, before=visit.status, now=visit.status, by=latest.actor_name,
                             at=latest.at, appointment=visit)  # fmt: skip
    if row.action == "appointment.payment":
        with acting(visit):
            change(visit, "undo", actor, now, **row.before)
    else:
        _write_notes(visit, visit.notes[: -row.after["added"]], "undo", actor, now, {"removed": row.after["added"]})
    return visit


def _write_notes(
    visit: Appointment, notes: str, event: str, actor: Actor, now: dt.datetime, told: dict[str, Any]
) -> None:
    same = (Appointment.id == visit.id) & (Appointment.version == visit.version)
    with acting(visit):
        if not Appointment.update(notes=notes, version=Appointment.version + 1).where(same).execute():
            raise AlreadyMovedOn(thing=visit.reference, before=visit.status, now=visit.status, appointment=visit)
        visit.notes, visit.version = notes, visit.version + 1
        audit.record(visit.clinic_id, actor, f"appointment.{event}", visit, now, after=told)
