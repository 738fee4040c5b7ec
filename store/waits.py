"""How many stand before each ticket, and how long it will take (Q7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from store import duty, queue
from store.line import ahead as count_ahead
from store.line import in_order
from store.models import Clinic, Ticket
from store.tickets import of_day


@dataclass(frozen=True)
class Place:
    """How many stand before somebody, and their estimated wait in minutes as a range."""

    ahead: int
    low: int
    high: int


def ahead(clinic: Clinic, now: dt.datetime) -> list[tuple[Ticket, int]]:
    """Who waits, in the order of the line, each with how many stand before them."""
    tickets = {ticket.id: ticket for ticket in of_day(clinic, now, "waiting")}
    ordered = in_order(queue.standings(list(tickets.values())), now, urgent_first=queue.urgent_first(clinic))
    on_duty = [one.doctor.id for one in duty.still_working(clinic, now)]
    counts = count_ahead(ordered, on_duty)
    return [(tickets[place.key], counts[place.key]) for place in ordered]
