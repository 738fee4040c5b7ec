"""What became of the visits: counted once by doctor and hour, and added up from there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from peewee import Case, fn

from store.models import Appointment
from store.reports.period import Scope, bucket, epoch, moment_of, nth
from store.visit_search import OFFERS

TO_COME = ("pending", "confirmed", "in-progress")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Tally:
    """Counts of visits, and fees in cents. A moved visit is counted as moved, and where it went as a visit."""

    visits: int = 0  # all but the moved
    pending: int = 0  # not confirmed by the clinic
    confirmed: int = 0
    in_progress: int = 0
    completed: int = 0
    cancelled: int = 0
    late_cancelled: int = 0  # of the cancelled, after the deadline (B8)
    no_show: int = 0
    moved: int = 0
    online: int = 0  # of the visits
    paid_cents: int = 0  # these four: fees of completed visits, by payment status
    partial_cents: int = 0
    unpaid_cents: int = 0
    waived_cents: int = 0
    expected_cents: int = 0  # fees of visits to come, the waived aside

    @property
    def to_come(self) -> int:
        return self.pending + self.confirmed

    @property
    def over(self) -> int:
        """Visits that came to an end of whatever kind."""
        return self.completed + self.cancelled + self.no_show

    @property
    def completion(self) -> float | None:
        """Completed of those over; None without any."""
        return share(self.completed, self.over)

    @property
    def cancellation(self) -> float | None:
        return share(self.cancelled, self.over)

    @property
    def missed(self) -> float | None:
        """No-shows of those that were to be seen: the completed and the missed."""
        return share(self.no_show, self.completed + self.no_show)

    @property
    def earned_cents(self) -> int:
        """Fees of completed visits, paid or not, but for the waived."""
        return self.paid_cents + self.partial_cents + self.unpaid_cents


NAMES = tuple(field.name for field in fields(Tally))


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True)
class Cell:
    """One doctor's visits that start in one hour of a day, on the clinic's clock."""

    doctor: int
    day: dt.date
    hour: int
    tally: Tally


def cells(scope: Scope) -> list[Cell]:
    """The visits of the scope by doctor, day and hour, in one query. Hours without visits are left out."""
    whole = scope.whole_hours
    hour = bucket(Appointment.starts_at, whole_hours=whole)
    rows: Any = Appointment.select(Appointment.doctor, hour, *_sums()).where(_visits_of(scope))
    return [_cell(scope, row) for row in rows.group_by(*nth(1, 2)).tuples()]


def _visits_of(scope: Scope) -> Any:
    wanted = (Appointment.clinic == scope.clinic) & scope.holds(Appointment.starts_at)
    wanted &= Appointment.status.not_in(OFFERS)
    return wanted & (Appointment.doctor == scope.doctor) if scope.doctor is not None else wanted


def _sums() -> list[Any]:
    """A column for each of NAMES."""
    status, fee = Appointment.status, Appointment.fee_cents
    counted = {
        "visits": status != "rescheduled",
        "pending": status == "pending",
        "confirmed": status == "confirmed",
        "in_progress": status == "in-progress",
        "completed": status == "completed",
        "cancelled": status == "cancelled",
        "late_cancelled": (status == "cancelled") & Appointment.late_cancel,
        "no_show": status == "no-show",
        "moved": status == "rescheduled",
        "online": (status != "rescheduled") & (Appointment.visit_type == "online"),
    }
    fees = {
        f"{name}_cents": (status == "completed") & (Appointment.payment_status == stored)
        for name, stored in (("paid", "paid"), ("partial", "partial"), ("unpaid", "pending"), ("waived", "waived"))
    }
    fees["expected_cents"] = status.in_(TO_COME) & (Appointment.payment_status != "waived")
    columns = {name: fn.SUM(Case(None, [(condition, 1)], 0)) for name, condition in counted.items()}
    columns |= {name: fn.SUM(Case(None, [(condition, fee)], 0)) for name, condition in fees.items()}
    return [columns[name] for name in NAMES]


def _cell(scope: Scope, row: tuple[Any, ...]) -> Cell:
    at = scope.local(moment_of(row[1]))
    return Cell(row[0], at.date(), at.hour, Tally(*(int(number) for number in row[2:])))


def added(tallies: Iterable[Tally]) -> Tally:
    """Their sum."""
    rows = [[getattr(tally, name) for name in NAMES] for tally in tallies]
    return Tally(*(sum(column) for column in zip(*rows, strict=True))) if rows else Tally()


def by(found: Iterable[Cell], key: Callable[[Cell], Key]) -> dict[Key, Tally]:
    """The cells' tallies added up by `key`."""
    groups: dict[Key, list[Tally]] = {}
    for cell in found:
        groups.setdefault(key(cell), []).append(cell.tally)
    return {name: added(tallies) for name, tallies in groups.items()}


def booked_minutes(scope: Scope) -> dict[int, int]:
    """Minutes kept for patients by doctor: of visits that stand, took place or were missed. Those of a group, which
    begin together, count once, as long as the longest of them."""
    kept = Appointment.status.not_in(("cancelled", "rescheduled"))
    length = fn.MAX(epoch(Appointment.ends_at)) - epoch(Appointment.starts_at)
    times: Any = Appointment.select(Appointment.doctor.alias("doctor"), length.alias("seconds"))
    times = times.where(_visits_of(scope), kept).group_by(Appointment.doctor, Appointment.starts_at).alias("times")
    rows: Any = Appointment.select(times.c.doctor, fn.SUM(times.c.seconds)).from_(times).group_by(times.c.doctor)
    return {doctor: int(seconds) // 60 for doctor, seconds in rows.tuples()}
