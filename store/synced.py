"""What clients that were cut off have done (S4): each operation once, and what has changed since they last looked.

An operation is known by the client's own id for it. The row of it is written in the transaction of its act, and says
how the act left the visit and the place in line, so that the client's next operation on them is no conflict.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from peewee import fn

from store.models import Appointment, Audit, Clinic, StaffMember, SyncedOperation, Ticket

KEPT = dt.timedelta(days=30)
OLDEST = dt.timedelta(days=7)  # an operation done longer ago is not taken any more; well inside KEPT
SETTLED = dt.timedelta(seconds=60)  # by then, whatever took an earlier number of the trail has committed or never will
PAGE = 1000  # rows of the trail


def known(member: StaffMember, operation: str) -> SyncedOperation | None:
    """The row of this operation of the member's, if it was applied."""
    same = (SyncedOperation.member == member) & (SyncedOperation.operation == operation)
    found: SyncedOperation | None = SyncedOperation.get_or_none(same)
    return found


def record(
    member: StaffMember, client: str, operation: str, request: str, *,
    visit: Appointment | None, ticket: Ticket | None, done_at: dt.datetime, now: dt.datetime, found: bool = False,
) -> SyncedOperation:  # fmt: skip
    """Notes that the operation was applied and how it left its rows; inside the transaction of its act.

    `found`: nothing was done, what it wanted was there by somebody else's hand. Then no version is the client's own.
    """
    left = {
        "appointment": visit, "appointment_version": visit.version if visit is not None and not found else None,
        "ticket": ticket, "ticket_version": ticket.version if ticket is not None and not found else None,
    }  # fmt: skip
    return SyncedOperation.create(
        member=member, client=client, operation=operation, request=request, done_at=done_at, applied_at=now, **left
    )


def as_left(member: StaffMember, client: str, row: Appointment | Ticket) -> bool:
    """Whether the row is just as this client's own last operation on it left it."""
    mine = SyncedOperation.select().where(SyncedOperation.member == member, SyncedOperation.client == client)
    if isinstance(row, Ticket):
        done = mine.where(SyncedOperation.ticket == row, SyncedOperation.ticket_version.is_null(False))
        last = done.order_by(SyncedOperation.id.desc()).first()
        return last is not None and last.ticket_version == row.version
    last = mine.where(SyncedOperation.appointment == row).order_by(SyncedOperation.id.desc()).first()
    return last is not None and last.appointment_version == row.version


def sweep(now: dt.datetime) -> int:
    """Forgets operations older than any that is still taken; returns how many."""
    return int(SyncedOperation.delete().where(SyncedOperation.applied_at <= now - KEPT).execute())


# --- What has changed ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changes:
    """The visits and places that changed, by id; `cursor` is where to go on, `more` whether there is more by now."""

    visits: list[int]
    tickets: list[int]
    cursor: int
    more: bool


def since(clinic: Clinic, cursor: int, now: dt.datetime) -> Changes:
    """What the trail tells of since `cursor`.

    Numbers of the trail are given before the commit: one may appear after a later one. So the cursor stops short of the
    last minute, and what changed in it is told again the next time.
    """
    mine = (Audit.clinic == clinic) & (Audit.id > cursor)
    rows = list(
        Audit.select(Audit.id, Audit.at, Audit.subject, Audit.subject_id).where(mine).order_by(Audit.id).limit(PAGE)
    )
    more = len(rows) == PAGE
    settled = [row.id for row in rows if more or row.at <= now - SETTLED]
    ids = {subject: {row.subject_id for row in rows if row.subject == subject} for subject in ("appointment", "ticket")}
    return Changes(sorted(ids["appointment"]), sorted(ids["ticket"]), max(settled, default=cursor), more)


def is_ahead(clinic: Clinic, cursor: int) -> bool:
    """Whether the trail has never come so far."""
    newest = Audit.select(fn.MAX(Audit.id)).where(Audit.clinic == clinic).scalar()
    return cursor > int(newest or 0)


def cursor_now(clinic: Clinic, now: dt.datetime) -> int:
    """Where a client begins that has just read everything."""
    settled = Audit.select(fn.MAX(Audit.id)).where(Audit.clinic == clinic, Audit.at <= now - SETTLED)
    return int(settled.scalar() or 0)
