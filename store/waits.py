"""How many stand before each ticket, and how long it will take (Q7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from store import duty, queue, settings
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


def position(ticket: Ticket, now: dt.datetime) -> Place:
    """Where the ticket stands, and its wait by the usual slot length shared among the doctors on duty."""
    counts = {each.id: before for each, before in ahead(ticket.clinic, now)}
    before = counts.get(ticket.id, 0)
    doctors = 1 if ticket.doctor_id else max(1, len(duty.still_working(ticket.clinic, now)))
    minutes = before * settings.of(ticket.clinic_id).default_slot_duration / doctors
    return Place(before, int(minutes * 0.6) // 5 * 5, -(-int(minutes * 1.4) // 5) * 5)
