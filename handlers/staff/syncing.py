"""One operation of a client that was cut off: applied once, or told why not, with the state of things (S4).

It is applied only where its visit or place is at the version the client had read, or just as the client's own last
operation left it. What somebody else has done already is "already_applied"; what they have changed is a "conflict".
Everything happens at the moment of the sync, the clinic's one clock; the client's own is only noted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from bot.desk import day as desk_day
from bot.desk import line as desk_line
from bot.desk import visits as desk_visits
from handlers.staff import finding, problems
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from handlers.staff.sync_shapes import Operation, QueueAdd, QueueStatus, Unfit, WalkIn
from store import bookkeeping, staff, synced
from store.database import lock, retried, transaction
from store.errors import AlreadyInQueue, AlreadyMovedOn, NotFound, Refusal
from store.models import Appointment, Clinic, SyncedOperation, Ticket

AHEAD = dt.timedelta(minutes=10)  # how far a client's clock may be before ours
FOR_THE_DESK = ("confirm", "cancel", "payment", "queue_add", "queue_remove", "walk_in")
ON_PLACES = ("queue_remove", "queue_status")

Said = Literal["applied", "already_applied", "conflict", "refused"]
Row = Appointment | Ticket
Failed = dict[str, UUID]  # a target, a row or an operation's id -> the operation that did not pass


class Conflict(Exception):
    """Somebody else has changed the row since the client read it."""


@dataclass(frozen=True)
class Outcome:
    """What became of the operation `id`, and the rows it is about as they are now."""

    id: UUID
    outcome: Said
    visit: Appointment | None = None
    ticket: Ticket | None = None
    problem: dict[str, Any] | None = None
    after: UUID | None = None

    @property
    def passed(self) -> bool:
        return self.outcome in ("applied", "already_applied")


def take(asker: Asker, client: str, operation: Operation | Unfit, failed: Failed) -> Outcome:
    """Applies the operation, or says why not; then those after it that lean on it are kept back through `failed`."""
    row, outcome = None, None
    try:
        if isinstance(operation, Unfit):
            row = _target(asker, operation) if operation.target else None
            raise operation.problem
        if synced.known(asker.member, str(operation.id)) is None:
            outcome = _kept_back(operation, str(getattr(operation, "target", "")).lower(), None, failed)
            row = _target(asker, operation) if outcome is None else None
            outcome = outcome or _kept_back(operation, _name(row), row, failed)
        outcome = outcome or _outcome(operation, *_once(asker, client, operation))
    except (Conflict, AlreadyMovedOn):
        outcome = _outcome(operation, "conflict", row)
    except (Refusal, Problem) as error:
        if isinstance(error, AlreadyInQueue) and isinstance(operation, WalkIn | QueueAdd):
            outcome = _outcome(operation, "already_applied", _found(asker, client, operation, error.facts["ticket"]))
        else:
            outcome = _outcome(operation, "refused", row, _problem(error))
    if not outcome.passed:
        for name in filter(None, (str(operation.id), _name(row))):
            failed.setdefault(name, operation.id)
    return outcome


@retried
def _once(asker: Asker, client: str, operation: Operation) -> tuple[Said, Row | None]:
    """The act and the note of it, in one transaction. Raises Conflict, and what the desk's acts and `finding` raise."""
    digest = _digest(operation)
    with transaction():
        lock(Clinic, asker.clinic.id)
        done = synced.known(asker.member, str(operation.id))
        if done is not None:
            return "already_applied", _known(done, digest)
        _check(asker, operation)
        row = _target(asker, operation)
        if row is not None and _is_so(asker, operation, row):
            return "already_applied", row
        if row is not None and not _as_read(asker, client, operation, row):
            raise Conflict
        row = ACTS[operation.kind](asker, operation, row)
        visit, ticket = both(row)
        synced.record(
            asker.member, client, str(operation.id), digest,
            visit=visit, ticket=ticket, done_at=operation.done_at, now=asker.now,
        )  # fmt: skip
        return "applied", row


@retried
def _found(asker: Asker, client: str, operation: WalkIn | QueueAdd, ticket: Ticket) -> Ticket:
    """Notes that the place the operation would have made is there already: what leans on it meets that place."""
    with transaction():
        if synced.known(asker.member, str(operation.id)) is None:
            synced.record(
                asker.member, client, str(operation.id), _digest(operation), found=True,
                visit=None, ticket=ticket, done_at=operation.done_at, now=asker.now,
            )  # fmt: skip
    return ticket


def _digest(operation: Operation) -> str:
    return hashlib.sha256(operation.model_dump_json().encode()).hexdigest()


def both(row: Row | None) -> tuple[Appointment | None, Ticket | None]:
    """The visit and its place in line, whichever of them `row` is, read afresh."""
    if isinstance(row, Appointment):
        last = Ticket.select().where(Ticket.appointment == row).order_by(Ticket.id.desc()).first()
        return Appointment.get_by_id(row.id), last
    if row is None:
        return None, None
    ticket = Ticket.get_by_id(row.id)
    return ticket.appointment, ticket


def _outcome(
    operation: Operation | Unfit,
    said: Said,
    row: Row | None,
    problem: dict[str, Any] | None = None,
    after: UUID | None = None,
) -> Outcome:
    visit, ticket = both(row)
    return Outcome(operation.id, said, visit, ticket, problem, after)


def _kept_back(operation: Operation, name: str, row: Row | None, failed: Failed) -> Outcome | None:
    return _outcome(operation, "conflict", row, after=failed[name]) if name in failed else None


def _problem(error: Refusal | Problem) -> dict[str, Any]:
    return problems.members(problems.of_refusal(error) if isinstance(error, Refusal) else error)


# --- What it is about ------------------------------------------------------------------------------------------------


def _target(asker: Asker, operation: Operation | Unfit) -> Row | None:
    """The visit or the place; None for an operation that makes one. Raises NotFound."""
    target = getattr(operation, "target", None)
    if target is None:
        return None
    if operation.kind in ON_PLACES:
        return _place(asker, target)
    visit = finding.visit(asker, target)
    if visit.status in ("held", "released"):
        raise NotFound(thing="appointment")
    return visit


def _place(asker: Asker, target: str) -> Ticket:
    made = synced.known(asker.member, target.lower())
    wanted = Ticket.reference == target.upper() if made is None else Ticket.id == (made.ticket_id or 0)
    found: Ticket | None = (
        Ticket.select().where(Ticket.clinic == asker.clinic, wanted).order_by(Ticket.id.desc()).first()
    )
    if found is None or not finding.concerns(asker, found):
        raise NotFound(thing="ticket")
    return found


def _name(row: Row | None) -> str:
    """What goes one after the other: a visit and its places are one thing. Empty for what is yet to be made."""
    if isinstance(row, Ticket):
        return f"visit {row.appointment_id}" if row.appointment_id else f"ticket {row.id}"
    return f"visit {row.id}" if row is not None else ""


def _known(done: SyncedOperation, digest: str) -> Row | None:
    if done.request != digest:
        raise Problem(422, "That id was used for another operation.", code="key_used")
    return done.ticket or done.appointment


def _check(asker: Asker, operation: Operation) -> None:
    """Raises Problem where the member may not, or the client's clock makes no sense."""
    if operation.kind in FOR_THE_DESK and not staff.allowed(asker.member, "receptionist"):
        raise Problem(403, f"This needs the role receptionist; yours is {asker.member.role}.", needs="receptionist")
    if operation.done_at < asker.now - synced.OLDEST:
        raise Problem(422, f"That was more than {synced.OLDEST.days} days ago.", code="too_old")
    if operation.done_at > asker.now + AHEAD:
        raise Problem(422, "That is in the future: set the client's clock.", code="in_the_future")


def _as_read(asker: Asker, client: str, operation: Any, row: Row) -> bool:
    return row.version == operation.base_version or synced.as_left(asker.member, client, row)


# --- What is done ----------------------------------------------------------------------------------------------------


def _is_so(asker: Asker, operation: Any, row: Row) -> bool:
    """Whether somebody has done it already: things stand as the client wants them."""
    if isinstance(row, Ticket):
        wanted = "cancelled" if operation.kind == "queue_remove" else operation.status
        same = operation.kind != "queue_status" or wanted != "called" or row.serving_doctor == _caller(asker, operation)
        return bool(row.status == wanted and same)
    states = {"confirm": "confirmed", "cancel": "cancelled", "complete": "completed", "no_show": "no-show"}
    if operation.kind in states:
        return row.status == states[operation.kind]
    if operation.kind == "check_in":
        return row.checked_in_at is not None and row.status in ("pending", "confirmed", "in-progress", "completed")
    if operation.kind == "late":
        return bool(row.late_minutes == operation.minutes)
    return bool(row.payment_status == operation.status)


def _caller(asker: Asker, operation: QueueStatus) -> Any:
    return finding.own_doctor(asker, operation.doctor)


def _to_status(asker: Asker, operation: QueueStatus, ticket: Ticket) -> Ticket:
    if operation.status == "called":
        doctor = _caller(asker, operation)
        return desk_line.call(ticket, doctor, room=operation.room, actor=asker.actor, now=asker.now)
    acts = {
        "waiting": desk_line.put_back,
        "in-service": desk_line.start,
        "completed": desk_line.finish,
        "no-wait": desk_line.no_show,
    }
    return acts[operation.status](ticket, actor=asker.actor, now=asker.now)


def _queue_add(asker: Asker, operation: QueueAdd, _: None) -> Ticket:
    return finding.into_line(asker, finding.patient(asker, str(operation.patient)), operation)


def _walk_in(asker: Asker, operation: WalkIn, _: None) -> Ticket:
    wanted = operation.place.doctor
    return finding.walk_in(asker, operation.place, finding.doctor(asker, wanted) if wanted is not None else None)


def _plain(act: Callable[..., Any]) -> Callable[[Asker, Any, Any], Row]:
    """An act on the row that needs no more than who and when; of one that says whom it told, the visit."""

    def acted(asker: Asker, operation: Any, row: Row) -> Row:
        given = {name: getattr(operation, name) for name in ("reason", "minutes") if hasattr(operation, name)}
        done = act(row, **given, actor=asker.actor, now=asker.now)
        found: Row = getattr(done, "visit", done)
        return found

    return acted


def _pay(asker: Asker, operation: Any, visit: Appointment) -> Appointment:
    return bookkeeping.pay(visit, operation.status, actor=asker.actor, now=asker.now)


ACTS: dict[str, Callable[[Asker, Any, Any], Row]] = {
    "check_in": _plain(desk_line.check_in),
    "confirm": _plain(desk_visits.confirm),
    "cancel": _plain(desk_visits.cancel),
    "complete": _plain(desk_day.complete),
    "no_show": _plain(desk_day.missed),
    "late": _plain(desk_day.late),
    "payment": _pay,
    "queue_add": _queue_add,
    "queue_remove": _plain(desk_line.remove),
    "queue_status": _to_status,
    "walk_in": _walk_in,
}
