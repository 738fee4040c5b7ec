"""What the waitlist brought (W1-W3): wishes, offers, and how soon a free time was filled."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Any

from peewee import fn

from store.models import OFFER_STATUSES, WAITLIST_STATUSES, Appointment, Offer, WaitlistEntry
from store.reports.period import Scope, epoch


@dataclass(frozen=True)
class Yield:
    """Wishes and offers made in the period, by what became of them so far.

    `minutes`: from the first offer of a time to the yes that filled it, one for each time filled, the shortest first.
    """

    wishes: dict[str, int]
    offers: dict[str, int]
    minutes: tuple[int, ...]

    @property
    def offered(self) -> int:
        return sum(self.offers.values())

    @property
    def taken(self) -> int:
        return self.offers["accepted"]

    @property
    def median_minutes(self) -> float | None:
        return statistics.median(self.minutes) if self.minutes else None


def read(scope: Scope) -> Yield:
    """The waitlist of the scope; for one doctor, the wishes for them and the offers of their times."""
    return Yield(_wishes(scope), _offers(scope), _minutes_to_fill(scope))


def _wishes(scope: Scope) -> dict[str, int]:
    wanted = (WaitlistEntry.clinic == scope.clinic) & scope.holds(WaitlistEntry.created_at)
    if scope.doctor is not None:
        wanted &= WaitlistEntry.doctor == scope.doctor
    rows: Any = WaitlistEntry.select(WaitlistEntry.status, fn.COUNT(WaitlistEntry.id)).where(wanted)
    return dict.fromkeys(WAITLIST_STATUSES, 0) | dict(rows.group_by(WaitlistEntry.status).tuples())


def _offers(scope: Scope) -> dict[str, int]:
    rows: Any = Offer.select(Offer.status, fn.COUNT(Offer.id)).join(Appointment).where(_made_in(scope))
    return dict.fromkeys(OFFER_STATUSES, 0) | dict(rows.group_by(Offer.status).tuples())


def _made_in(scope: Scope) -> Any:
    wanted = (Appointment.clinic == scope.clinic) & scope.holds(Offer.created_at)
    return wanted & (Appointment.doctor == scope.doctor) if scope.doctor is not None else wanted


def _minutes_to_fill(scope: Scope) -> tuple[int, ...]:
    """A time that was declined is offered on as another held visit of the same doctor and start: the first counts."""
    earlier, held = Offer.alias(), Appointment.alias()
    same = (held.doctor == Appointment.doctor) & (held.starts_at == Appointment.starts_at)
    first = earlier.select(fn.MIN(earlier.created_at)).join(held, on=earlier.appointment == held.id).where(same)
    seconds = epoch(Offer.answered_at) - epoch(first)
    taken: Any = Offer.select(seconds).join(Appointment).where(_made_in(scope), Offer.status == "accepted")
    return tuple(sorted(max(0, int(found)) // 60 for (found,) in taken.tuples()))
