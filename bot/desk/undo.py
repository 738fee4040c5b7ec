"""The last act taken back, whatever it was: in the line, on a visit, in its books (as bot/desk/line.py).

The board's Undo, the staff chat's UNDO and the endpoint act through `undo`: one's own last act of the last minute, and
never one before it. What has been told is put right by another text where the first has left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot.desk import line as desk_line
from bot.notices import changes
from store import appointments, audit, bookkeeping, clinical
from store.audit import Actor
from store.database import retried, transaction
from store.errors import AlreadyMovedOn, NothingToUndo
from store.models import Appointment, Audit, Clinic, Ticket

WITHIN = bookkeeping.UNDO
LOOKS = (clinical.READ, "staff.sign_in", "staff.wrong_pin", "patient.export", "clinic.export")  # in the trail, no acts


@dataclass(frozen=True)
class Undone:
    """The places in line as they are again, the last changed first; or the visit, and what it is again.

    `told`: its patient is texted.
    """

    tickets: list[Ticket]
    visit: Appointment | None = None
    told: bool = False
    is_again: str = ""


@retried
def undo(clinic: Clinic, *, actor: Actor, now: dt.datetime, visit: Appointment | None = None) -> Undone:
    """Takes the asker's last act back; with `visit`, only if it was on that one.

    Raises NothingToUndo (fact `act`: what it was, where that cannot be taken back), AlreadyMovedOn when somebody has
    acted on it since, SlotTaken, NotOpen or PatientBusy when a cancelled visit's time is gone, and as
    store.calls.undo.
    """
    with transaction():
        rows = _last(clinic, actor, now)
        if visit is not None and (rows[0].subject, rows[0].subject_id) != ("appointment", visit.id):
            raise _nothing()
        if any(row.subject == "ticket" for row in rows):
            return Undone(desk_line.undo(clinic, actor=actor, now=now))
        if rows[0].action.startswith("appointment.undo"):
            raise _nothing()
        if rows[0].action not in ON_VISITS or len(rows) > 1:  # many at once, or a series
            raise _nothing(rows[0].action)
        return _on_visit(rows[0], actor, now)


def _last(clinic: Clinic, actor: Actor, now: dt.datetime) -> list[Audit]:
    """Every row of the asker's last act, the newest first. Raises NothingToUndo."""
    mine = (
        (Audit.clinic == clinic) & (Audit.actor_kind == actor.kind) & (Audit.actor_id == actor.id)
        & (Audit.at >= now - WITHIN) & Audit.action.not_in(LOOKS)
    )  # fmt: skip
    rows = list(Audit.select().where(mine).order_by(Audit.id.desc()))
    if not rows:
        raise _nothing()
    return [row for row in rows if row.at == rows[0].at]


def _on_visit(row: Audit, actor: Actor, now: dt.datetime) -> Undone:
    visit: Appointment = Appointment.get_by_id(row.subject_id)
    latest = [each for each in audit.trail("appointment", visit.id) if each.action not in LOOKS][-1]
    if latest.id != row.id:
        raise AlreadyMovedOn(thing=visit.reference, before=visit.status, now=visit.status, by=latest.actor_name,
                             at=latest.at, appointment=visit)  # fmt: skip
    return ON_VISITS[row.action](visit, row, actor, now)


def _books(visit: Appointment, row: Audit, actor: Actor, now: dt.datetime) -> Undone:
    visit = bookkeeping.undo(visit, row, actor=actor, now=now)
    paid = row.action == "appointment.payment"
    return Undone([], visit, is_again=f"payment {visit.payment_status}" if paid else "without that note")


def _complete(visit: Appointment, row: Audit, actor: Actor, now: dt.datetime) -> Undone:
    visit = appointments.undo_complete(visit, actor=actor, now=now)
    return Undone([], visit, is_again=visit.status)


def _miss(visit: Appointment, row: Audit, actor: Actor, now: dt.datetime) -> Undone:
    changes.take_back(visit, f"missed:{visit.id}")
    visit = appointments.undo_miss(visit, actor=actor, now=now)
    return Undone([], visit, is_again=visit.status)


def _cancel(visit: Appointment, row: Audit, actor: Actor, now: dt.datetime) -> Undone:
    pending = row.before.get("status") == "pending"
    visit = appointments.undo_cancel(visit, pending=pending, actor=actor, now=now)
    left = changes.take_back(visit, f"desk.cancelled:{visit.id}")
    return Undone([], visit, left and changes.on_after_all(visit, now), visit.status)


def _nothing(act: str = "") -> NothingToUndo:
    return NothingToUndo(seconds=int(WITHIN.total_seconds()), act=act)


ON_VISITS: dict[str, Callable[[Appointment, Audit, Actor, dt.datetime], Undone]] = {
    "appointment.payment": _books, "appointment.note": _books, "appointment.complete": _complete,
    "appointment.miss": _miss, "appointment.cancel": _cancel,
}  # fmt: skip
