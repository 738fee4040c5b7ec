"""How many stand before each ticket, and how long it will take (Q7)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from store import duty, forecast, pace, queue
from store.forecast import Claimant, Expected, Server
from store.line import ASIDE, VISIT_LEAD, Standing, in_order, rank
from store.line import ahead as count_ahead
from store.models import Appointment, Clinic, Ticket
from store.tickets import WITH_DOCTOR, of_day, today

MINUTE = dt.timedelta(minutes=1)
LEAD = VISIT_LEAD / MINUTE
NEWCOMER, NEWEST = 0, 10**6  # no ticket has this id, nor so high a number
SEED = 20  # the same question at the same moment gets the same answer


@dataclass(frozen=True)
class Place:
    """How many stand before somebody, and their estimated wait in minutes as a range."""

    ahead: int
    low: int
    high: int

    def since(self, start: dt.datetime, now: dt.datetime) -> Place:
        """The same wait counted from `start` (aware, after `now`), rounded outwards to steps of 5."""
        minutes, step = _minutes(start, now), forecast.STEP
        low, high = max(0.0, self.low - minutes), max(0.0, self.high - minutes)
        return Place(self.ahead, int(low // step * step), int(-(-high // step) * step))


def position(ticket: Ticket, now: dt.datetime) -> Place:
    """Where the ticket stands at `now` (aware); ahead 0 and no wait once it is called."""
    return places(ticket.clinic, now).get(ticket.id, Place(0, 0, 0))


def of_newcomer(clinic: Clinic, now: dt.datetime) -> Place | None:
    """Where somebody would stand who joined now, for any doctor; None when nobody may."""
    if queue.refusal(clinic, now) is not None:
        return None
    return _played(clinic, now, [Standing(NEWCOMER, number=NEWEST, joined_at=now)])[NEWCOMER]


def places(clinic: Clinic, now: dt.datetime) -> dict[int, Place]:
    """As `position`, of everyone who waits, by the ticket's id, in the order of the line."""
    return _played(clinic, now, [])


def _played(clinic: Clinic, now: dt.datetime, newcomers: list[Standing]) -> dict[int, Place]:
    tickets = {ticket.id: ticket for ticket in of_day(clinic, now, "waiting")}
    if not tickets and not newcomers:
        return {}
    urgent_first = queue.urgent_first(clinic)
    standings = queue.standings(list(tickets.values())) + newcomers
    ordered = in_order(standings, now, urgent_first=urgent_first)
    duties = duty.still_working(clinic, now)
    counts = count_ahead(ordered, [one.doctor.id for one in duties])
    present = {ticket.id for ticket in tickets.values() if ticket.present}
    line = claimants(ordered, present, now, urgent_first=urgent_first)
    spans_ = spans(line, _servers(clinic, duties, tickets.values(), now), _expected(clinic, now))
    return {place.key: Place(counts[place.key], *spans_[place.key]) for place in ordered}


def claimants(
    ordered: Iterable[Standing], present: Collection[int], now: dt.datetime, *, urgent_first: bool
) -> list[Claimant]:
    """The line in minutes from `now`, for the forecast; `present` are the keys of those who are here."""
    found = []
    for place in ordered:
        due = max(now, place.visit_at or now)
        kind, since, _ = rank(place, due, urgent_first=urgent_first)
        from_ = max(0.0, _minutes(place.not_before, now)) if place.not_before else 0.0
        due_in = 24 * 60.0 if kind == ASIDE else _minutes(due, now)
        order = (kind, _minutes(since, now) + place.number * 1e-6)
        found.append(Claimant(place.key, place.doctor, order, from_, due_in, place.key in present))
    return found


def spans(
    line: Sequence[Claimant], servers: Sequence[Server], expected: Sequence[Expected]
) -> dict[int, tuple[int, int]]:
    """The range of minutes for each place with a key."""
    played = forecast.plays(line, servers, expected, LEAD, random.Random(SEED))
    return {key: forecast.span(moments) for key, moments in played.items()}


def _servers(clinic: Clinic, duties: Sequence[duty.Duty], tickets: Iterable[Ticket], now: dt.datetime) -> list[Server]:
    """The doctors on duty, and whoever is asked for or sees somebody though they are not."""
    busy = {one.serving_doctor_id: one.called_at for one in of_day(clinic, now, *WITH_DOCTOR)}
    slots = {one.doctor.id: float(one.slot_minutes) for one in duties}
    periods = {
        one.doctor.id: tuple((_minutes(start, now), _minutes(end, now)) for start, end in one.periods) for one in duties
    }
    usual = max(slots.values(), default=float(queue.usual_slot(clinic)))
    for doctor_id in {*busy, *(one.doctor_id for one in tickets)}:
        if doctor_id is not None:
            slots.setdefault(doctor_id, usual)
    if not slots:
        slots[0] = usual  # nobody works and nobody is asked for: as if one doctor did
    paces = pace.of(clinic, slots, now)
    servers = []
    for doctor_id, found in paces.items():
        since = busy.get(doctor_id)
        elapsed = None if since is None else _minutes(now, since)
        servers.append(Server(doctor_id, found, periods.get(doctor_id, Server.periods), elapsed))
    return servers


def _expected(clinic: Clinic, now: dt.datetime) -> list[Expected]:
    """Today's booked visits that have not checked in and may still come."""
    until = now + dt.timedelta(hours=8)
    rows = Appointment.select(Appointment.doctor, Appointment.starts_at).where(
        Appointment.clinic == clinic,
        Appointment.starts_at.between(now - forecast.GIVEN_UP * MINUTE, until),
        Appointment.status.in_(("pending", "confirmed")),
        Appointment.checked_in_at.is_null(),
    )
    day = today(clinic, now)
    return [
        Expected(row.doctor_id, _minutes(row.starts_at, now)) for row in rows if today(clinic, row.starts_at) == day
    ]


def _minutes(moment: dt.datetime, since: dt.datetime) -> float:
    return (moment - since) / MINUTE
