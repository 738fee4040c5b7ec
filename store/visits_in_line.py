"""A booked visit that stands in line: it follows its ticket, in the same transaction. Walk-ins have no visit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from store import appointments, transitions
from store.audit import Actor
from store.models import Appointment, Ticket

# Where a ticket stands, its visit stands too; a completed visit's claims are not taken again by an undo: the minutes
# left of a visit under way are inside the minimum notice.
FOLLOWS = {"waiting": "confirmed", "called": "confirmed", "in-service": "in-progress", "completed": "completed"}


def follow(ticket: Ticket, actor: Actor, now: dt.datetime) -> None:
    """Brings the visit to where its ticket now stands, forwards or (put back, handed over, undone) backwards."""
    visit, wanted = _visit(ticket), FOLLOWS.get(ticket.status)
    if visit is None or wanted is None or visit.status == wanted:
        return
    if wanted == "in-progress" and visit.status in ("pending", "confirmed"):
        appointments.start(visit, actor=actor, now=now)
    elif wanted == "completed":
        if visit.status != "in-progress":
            appointments.start(visit, actor=actor, now=now)
        appointments.complete(visit, actor=actor, now=now)
    elif visit.status == "no-show":
        appointments.undo_miss(visit, actor=actor, now=now)
    elif visit.status in ("in-progress", "completed"):
        back: dict[str, Any] = {"status": wanted, "completed_at": None}
        transitions.change(visit, "undo", actor, now, **back)
    if wanted == "confirmed" and visit.checked_in_at is None:
        transitions.change(visit, "check_in", actor, now, checked_in_at=now)


def missed(ticket: Ticket, actor: Actor, now: dt.datetime) -> None:
    """Called and did not come: the visit is missed, or, before its time, no longer checked in."""
    visit = _visit(ticket)
    if visit is not None and visit.status in ("pending", "confirmed"):
        if visit.starts_at <= now:
            appointments.miss(visit, actor=actor, now=now)
        else:
            left(ticket, actor, now)


def left(ticket: Ticket, actor: Actor, now: dt.datetime) -> None:
    """Out of the line unseen: the visit is as it was before they checked in, and can be missed (R3)."""
    visit = _visit(ticket)
    if visit is not None and visit.status in ("pending", "confirmed") and visit.checked_in_at is not None:
        transitions.change(visit, "leave_line", actor, now, checked_in_at=None)


def _visit(ticket: Ticket) -> Appointment | None:
    if ticket.appointment_id is None:
        return None
    found: Appointment = Appointment.get_by_id(ticket.appointment_id)
    return found
