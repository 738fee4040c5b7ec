"""The line: walk-ins and booked patients who checked in, and how long they really waited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, Case, fn

from store.models import Appointment, Ticket
from store.reports.period import Scope, epoch, nth


@dataclass(frozen=True)
class Places:
    """So many places in line of one kind: `walk_in`, or of a booked patient. `doctor` None: any, and never called."""

    day: dt.date
    doctor: int | None
    walk_in: bool
    status: str
    count: int


@dataclass(frozen=True)
class Waited:
    """So many patients waited so many whole minutes.

    From joining to the call; of a booked patient from the later of check-in and the visit's time, 0 when called before.
    """

    day: dt.date
    doctor: int | None
    walk_in: bool
    minutes: int
    count: int


@dataclass(frozen=True)
class Waits:
    """Waits in whole minutes; None without any. `most`: nine of ten waited no longer."""

    count: int
    average: float | None
    median: int | None
    most: int | None
    longest: int | None


def places(scope: Scope) -> list[Places]:
    """Every place in line of the scope's days, by day, doctor, kind and status."""
    walk_in = Case(None, [(Ticket.appointment.is_null(), 1)], 0)
    columns = (Ticket.day, _doctor(), walk_in, Ticket.status)
    rows: Any = Ticket.select(*columns, fn.COUNT(Ticket.id)).where(_tickets_of(scope)).group_by(*nth(1, 2, 3, 4))
    return [Places(day, doctor, bool(walk_in), status, count) for day, doctor, walk_in, status, count in rows.tuples()]


def waited(scope: Scope) -> list[Waited]:
    """The waits of everybody who was called and is not back in line, by day, doctor, kind and minutes."""
    booked_later = Appointment.starts_at > Ticket.joined_at
    since = Case(None, [(booked_later, epoch(Appointment.starts_at))], epoch(Ticket.joined_at))
    seconds = epoch(Ticket.called_at) - since
    minutes = Case(None, [(seconds < 0, 0)], seconds / 60)
    walk_in = Case(None, [(Ticket.appointment.is_null(), 1)], 0)
    columns = (Ticket.day, _doctor(), walk_in, minutes)
    called = Ticket.called_at.is_null(False) & (Ticket.status != "waiting")
    rows: Any = Ticket.select(*columns, fn.COUNT(Ticket.id)).join(Appointment, JOIN.LEFT_OUTER)
    rows = rows.where(_tickets_of(scope), called).group_by(*nth(1, 2, 3, 4))
    return [
        Waited(day, doctor, bool(walk_in), int(minutes), count)
        for day, doctor, walk_in, minutes, count in rows.tuples()
    ]


def summed(waits: Iterable[Waited]) -> Waits:
    """Average, median, ninth decile (both of the sorted waits, the lower of two) and longest."""
    ordered = sorted((wait.minutes, wait.count) for wait in waits)
    count = sum(number for _, number in ordered)
    if not count:
        return Waits(0, None, None, None, None)
    average = sum(minutes * number for minutes, number in ordered) / count
    return Waits(
        count, average, _ranked(ordered, (count + 1) // 2), _ranked(ordered, -(-count * 9 // 10)), ordered[-1][0]
    )


def _ranked(ordered: list[tuple[int, int]], rank: int) -> int:
    for minutes, number in ordered:
        rank -= number
        if rank <= 0:
            return minutes
    raise AssertionError("unreachable")


def _doctor() -> Any:
    """Who saw or called them, else who was asked for."""
    return fn.COALESCE(Ticket.serving_doctor, Ticket.doctor)


def _tickets_of(scope: Scope) -> Any:
    wanted = (Ticket.clinic == scope.clinic) & Ticket.day.between(scope.period.first, scope.period.last)
    return wanted & (_doctor() == scope.doctor) if scope.doctor is not None else wanted
