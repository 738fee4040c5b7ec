"""The one fair line (Q8): who is next. Pure: it knows places, not tables; docs/queue.md says the rule in words.

Everyone counts from the moment they arrived. A checked-in visit whose time has come counts from its booked time (or
from its arrival, when that was later) and is given VISIT_LEAD on top; under `urgent_first` an urgent walk-in is given
URGENT_LEAD. The earliest goes first. Because the leads are fixed, everyone who waits gets ahead of all who come later
than the lead: nobody starves. Emergencies go before all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

VISIT_LEAD = dt.timedelta(minutes=60)
URGENT_LEAD = dt.timedelta(minutes=45)

EMERGENCY, IN_LINE, EARLY, ASIDE = range(4)


@dataclass(frozen=True)
class Standing:
    """One place in line, as the rule sees it. Moments are aware; `doctor` is the id of the one asked for, or None.

    `visit_at` is the booked time of a checked-in visit; `not_before` the end of "10 more minutes"; `aside` holds for
    somebody who was called, was not there, and has not been heard of since.
    """

    key: int
    number: int
    joined_at: dt.datetime
    doctor: int | None = None
    urgency: str = "routine"
    visit_at: dt.datetime | None = None
    not_before: dt.datetime | None = None
    aside: bool = False

    def may_see(self, doctor: int) -> bool:
        return self.doctor is None or self.doctor == doctor


Rank = tuple[int, dt.datetime, int]


def rank(place: Standing, now: dt.datetime, *, urgent_first: bool) -> Rank:
    """The smaller, the sooner. Total: the ticket's number breaks every tie."""
    if place.aside:
        return ASIDE, place.joined_at, place.number
    if place.urgency == "emergency":
        return EMERGENCY, place.joined_at, place.number
    if place.visit_at is None:
        lead = URGENT_LEAD if urgent_first and place.urgency == "urgent" else dt.timedelta(0)
        return IN_LINE, place.joined_at - lead, place.number
    if place.visit_at > now:
        return EARLY, place.visit_at, place.number
    return IN_LINE, max(place.visit_at, place.joined_at) - VISIT_LEAD, place.number


def ready(place: Standing, now: dt.datetime) -> bool:
    """Whether they may be called: they have not asked for more time."""
    return place.not_before is None or place.not_before <= now


def in_order(places: Iterable[Standing], now: dt.datetime, *, urgent_first: bool) -> list[Standing]:
    """The whole line; those who let others pass stand behind everyone who may be called now."""
    return sorted(places, key=lambda place: (not ready(place, now), rank(place, now, urgent_first=urgent_first)))


def next_for(doctor: int, places: Iterable[Standing], now: dt.datetime, *, urgent_first: bool) -> Standing | None:
    """Whom this doctor calls now; None when nobody who may be called waits for them."""
    able = (place for place in places if place.may_see(doctor) and ready(place, now))
    return min(able, key=lambda place: rank(place, now, urgent_first=urgent_first), default=None)


def ahead(ordered: Sequence[Standing], doctors: Sequence[int]) -> dict[int, int]:
    """How many stand before each place, by key: those who will be called before it by a doctor it may get.

    `ordered` is the line as `in_order` gives it, `doctors` those on duty. Who waits for any doctor counts the shortest
    of their lines, so five people waiting for one doctor do not stand in the way of the other doctors' patients.
    """
    counts: dict[int, int] = {}
    for at, place in enumerate(ordered):
        before = ordered[:at]
        if place.doctor is not None:
            counts[place.key] = sum(other.may_see(place.doctor) for other in before)
        elif doctors:
            counts[place.key] = min(sum(other.may_see(doctor) for other in before) for doctor in doctors)
        else:
            counts[place.key] = at
    return counts
