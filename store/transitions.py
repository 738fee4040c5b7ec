"""The visit's status machine (B5): one table, one way to change a row, the audit row with it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from peewee import OperationalError

from store import audit
from store.audit import Actor
from store.database import transaction
from store.errors import AlreadyMovedOn, WrongTransition
from store.models import Appointment

logger = logging.getLogger(__name__)

# (status before, event): status after, and no other way. A visit begins as held, pending or confirmed.
VISIT = {
    ("held", "accept"): "confirmed",
    ("held", "accept_pending"): "pending",  # where staff confirm (B10)
    ("held", "release"): "released",
    ("pending", "confirm"): "confirmed",
    ("pending", "start"): "in-progress",
    ("pending", "cancel"): "cancelled",
    ("pending", "move"): "rescheduled",
    ("pending", "miss"): "no-show",
    ("confirmed", "start"): "in-progress",
    ("confirmed", "complete"): "completed",
    ("confirmed", "cancel"): "cancelled",
    ("confirmed", "move"): "rescheduled",
    ("confirmed", "miss"): "no-show",
    ("in-progress", "complete"): "completed",
    ("no-show", "undo_miss"): "confirmed",
    ("completed", "undo_complete"): "confirmed",
    ("cancelled", "undo_cancel"): "confirmed",
    ("cancelled", "undo_cancel_pending"): "pending",  # as it was
}


def after(appointment: Appointment, event: str) -> str:
    """The status `event` leads to; raises WrongTransition, naming the visit, its status and the event."""
    status = VISIT.get((appointment.status, event))
    if status is None:
        raise wrong(appointment, event)
    return status


def wrong(appointment: Appointment, event: str) -> WrongTransition:
    """The refusal, with both states: the visit's own, and the one the event leads to from elsewhere ("" for none)."""
    wanted = next((status for (_, name), status in VISIT.items() if name == event), "")
    return WrongTransition(
        thing=appointment.reference, before=appointment.status, event=event, after=wanted, appointment=appointment
    )


@contextmanager
def acting(*appointments: Appointment | None) -> Iterator[None]:
    """A transaction over these visits; when it fails, they too are as they were, so that it can be tried again."""
    before = [(visit, dict(visit.__data__)) for visit in appointments if visit is not None]
    try:
        with transaction():
            yield
    except BaseException:
        for visit, data in before:
            visit.__data__ = data
        raise


def check_unchanged(appointment: Appointment) -> None:
    """Raises AlreadyMovedOn when the row is no longer as it was read; with the locks held, it then stays so."""
    current: Appointment = Appointment.get_by_id(appointment.id)
    if (current.version, current.status) != (appointment.version, appointment.status):
        raise AlreadyMovedOn(
            thing=appointment.reference, before=appointment.status, now=current.status, appointment=current
        )


def apply(appointment: Appointment, event: str, actor: Actor, now: dt.datetime, **changes: Any) -> None:
    """Moves the visit along its table's edge `event` and sets `changes`, in the database and in `appointment`.

    Raises WrongTransition when the table has no such edge, AlreadyMovedOn when the row is no longer as it was read.
    Inside the caller's transaction.
    """
    change(appointment, event, actor, now, status=after(appointment, event), **changes)
    tell_changed(Changed(appointment, event, now))


def change(appointment: Appointment, event: str, actor: Actor, now: dt.datetime, **changes: Any) -> None:
    """As `apply`, for what leaves the status alone: compare-and-set on the row's version, audited as `event`."""
    before = {name: getattr(appointment, name) for name in changes}
    values = {**changes, "version": Appointment.version + 1}
    same = (Appointment.version == appointment.version) & (Appointment.status == appointment.status)
    if not Appointment.update(values).where(Appointment.id == appointment.id, same).execute():
        check_unchanged(appointment)
    for name, value in changes.items():
        setattr(appointment, name, value)
    appointment.version += 1
    audit.record(
        appointment.clinic_id, actor, f"appointment.{event}", appointment, now, as_json(before), as_json(changes)
    )


def as_json(values: dict[str, Any]) -> dict[str, Any]:
    """`values` in JSON's own types, for the audit: moments as ISO 8601."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


# --- Seats let go ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Freed:
    """A seat was let go: `appointment` is the visit that had it (doctor, service, starts_at, ends_at, visit_type)."""

    appointment: Appointment
    event: str  # cancel, move, release
    now: dt.datetime


_listeners: list[Callable[[Freed], object]] = []


def on_freed(listener: Callable[[Freed], object]) -> None:
    """Has `listener` called, inside the transaction that lets a future seat go. One that fails only costs itself."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_freed(freed: Freed) -> None:
    """Calls every listener in a savepoint of its own; a time already begun is of no use to anybody."""
    if freed.appointment.starts_at <= freed.now:
        return
    _call(_listeners, freed, f"nobody was told of the freed time of {freed.appointment.reference}")


T = TypeVar("T")


def _call(listeners: list[Callable[[T], object]], news: T, failed: str) -> None:
    for listener in listeners:
        try:
            with transaction():
                listener(news)
        except OperationalError:  # the engine broke the whole transaction off: it will be run again
            raise
        except Exception:
            logger.exception(failed)


# --- Visits that change ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """A visit has come to be, or has another status: `appointment` as it is now."""

    appointment: Appointment
    event: str  # book, hold, or an event of VISIT
    now: dt.datetime


_told: list[Callable[[Changed], object]] = []


def on_changed(listener: Callable[[Changed], object]) -> None:
    """Has `listener` called, inside the transaction that changes a visit. One that fails only costs itself."""
    if listener not in _told:
        _told.append(listener)


def tell_changed(changed: Changed) -> None:
    """Calls every listener in a savepoint of its own."""
    _call(_told, changed, f"a copy about {changed.appointment.reference} was not written")
