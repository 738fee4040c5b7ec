"""Claims: one doctor's 5 minutes on one seat (decision 2). The unique index on them makes a double booking impossible.

A visit claims every unit from its start to its end and on through the buffer, all on one seat. It keeps its claims
while it is held, pending, confirmed or in progress, and as a no-show too, so that a no-show can be undone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from peewee import IntegrityError, fn

from store.database import transaction
from store.models import Appointment, Claim

UNIT_SECONDS = 300
KEPT = dt.timedelta(days=1)


class NoSeat(Exception):
    """Every seat is taken for some of the time wanted."""


def unit_of(moment: dt.datetime) -> int:
    """The unit that holds the aware `moment`: minutes since 1970 UTC, divided by 5."""
    return int(moment.timestamp()) // UNIT_SECONDS


def units(starts_at: dt.datetime, ends_at: dt.datetime) -> range:
    """Every unit that [starts_at, ends_at) touches."""
    return range(unit_of(starts_at), -(-int(ends_at.timestamp()) // UNIT_SECONDS))


class Taken:
    """Which seats of some doctors are taken, over one span of time: a row of bits a seat, a bit a unit."""

    def __init__(
        self,
        doctor_ids: Iterable[int],
        starts_at: dt.datetime,
        ends_at: dt.datetime,
        ignoring: Appointment | None = None,
    ) -> None:
        """Loads the span in one query; the claims of `ignoring` count as free."""
        self._span = units(starts_at, ends_at)
        self._bits: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        wanted = Claim.doctor.in_(list(doctor_ids)) & Claim.unit.between(self._span.start, self._span.stop - 1)
        if ignoring is not None:
            wanted &= Claim.appointment != ignoring
        # A visit's claims lie side by side on one seat, so their ends say it all.
        visits = Claim.select(Claim.doctor, Claim.seat, fn.MIN(Claim.unit), fn.MAX(Claim.unit)).where(wanted)
        visits = visits.group_by(Claim.doctor, Claim.seat, Claim.appointment)
        for doctor_id, seat, first, last in cast(Iterable[tuple[int, int, int, int]], visits.tuples()):
            self._bits[doctor_id][seat] |= ((1 << (last - first + 1)) - 1) << (first - self._span.start)

    def free(self, doctor_id: int, starts_at: dt.datetime, ends_at: dt.datetime, capacity: int) -> list[int]:
        """The seats free from start to end, lowest first.

        A seat at or above `capacity` that is taken (the capacity was larger once) counts against those below.
        """
        seats = self._bits.get(doctor_id)
        if not seats:
            return list(range(capacity))
        wanted = units(starts_at, ends_at)
        window = ((1 << len(wanted)) - 1) << (wanted.start - self._span.start)
        free = [seat for seat in range(capacity) if not seats.get(seat, 0) & window]
        above = sum(1 for seat, bits in seats.items() if seat >= capacity and bits & window)
        return free[: max(0, len(free) - above)]


def take(
    appointment: Appointment, *, buffer_minutes: int, capacity: int, instead_of: Appointment | None = None
) -> None:
    """Claims the visit's time and its buffer on the lowest free seat; raises NoSeat, with nothing changed.

    What `instead_of` holds of that time passes over to the visit. The caller holds the doctor's lock; should it not,
    the unique index refuses and that is NoSeat too.
    """
    ends_at = appointment.ends_at + dt.timedelta(minutes=buffer_minutes)
    taken = Taken([appointment.doctor_id], appointment.starts_at, ends_at, instead_of)
    seats = taken.free(appointment.doctor_id, appointment.starts_at, ends_at, capacity)
    if not seats:
        raise NoSeat
    wanted = units(appointment.starts_at, ends_at)
    try:
        with transaction():  # a savepoint: a refusal must not poison the caller's transaction
            passed = _pass_over(instead_of, appointment, seats[0], wanted) if instead_of else set()
            rows = [(appointment.doctor_id, unit, seats[0], appointment.id) for unit in wanted if unit not in passed]
            if rows:
                Claim.insert_many(rows, [Claim.doctor, Claim.unit, Claim.seat, Claim.appointment]).execute()
    except IntegrityError as error:
        raise NoSeat from error


def _pass_over(old: Appointment, new: Appointment, seat: int, wanted: range) -> set[int]:
    shared = (
        (Claim.appointment == old)
        & (Claim.doctor == new.doctor_id)
        & (Claim.seat == seat)
        & Claim.unit.between(wanted.start, wanted.stop - 1)
    )
    passed = {claim.unit for claim in Claim.select(Claim.unit).where(shared)}
    if passed:
        Claim.update(appointment=new).where(shared).execute()
    return passed


def let_go(appointment: Appointment) -> None:
    """Frees whatever the visit still holds."""
    Claim.delete().where(Claim.appointment == appointment).execute()


def sweep_past(now: dt.datetime) -> int:
    """Deletes claims older than a day, so that searching costs the same after ten years. Returns how many."""
    return int(Claim.delete().where(Claim.unit < unit_of(now - KEPT)).execute())
