"""A client that was cut off catches up (S4): `POST /sync`. How an operation is applied is in syncing.py."""

from __future__ import annotations

from handlers.staff import finding, syncing, telling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.shapes import AppointmentOut, TicketOut
from handlers.staff.sync_shapes import ChangesOut, ResultOut, SyncIn, SyncOut
from handlers.staff.syncing import Outcome
from store import appointments, synced
from store.models import TICKET_STATUSES, Appointment, Ticket
from store.tickets import of_day, read_along, today
from store.visit_lists import moved_to


@endpoint("POST", "/sync", role="doctor", body=SyncIn, answer=SyncOut, whole=False)
def sync(asker: Asker, body: SyncIn) -> SyncOut:
    """Apply what was done offline, each operation once and in its own transaction, and get what changed meanwhile.

    After one that did not pass, the later operations on the same visit are not tried.
    """
    failed: syncing.Failed = {}
    results = []
    for operation in body.operations:
        outcome = syncing.take(asker, str(body.client), operation, failed)
        results.append(_result(asker, outcome))
    changes, cursor, more = _changes(asker, body.cursor)
    now = asker.now.replace(microsecond=0)
    return SyncOut(results=results, changes=changes, cursor=cursor, more=more, now=now)


def _result(asker: Asker, outcome: Outcome) -> ResultOut:
    return ResultOut(
        id=outcome.id, outcome=outcome.outcome, problem=outcome.problem, after=outcome.after,
        appointment=_visit(asker, outcome.visit), moved_to=_moved_to(asker, outcome.visit),
        ticket=_ticket(asker, outcome.ticket),
    )  # fmt: skip


def _moved_to(asker: Asker, visit: Appointment | None) -> str | None:
    after = moved_to(visit) if visit is not None else None
    return after.reference if after is not None and _visit(asker, after) is not None else None


def _visit(asker: Asker, visit: Appointment | None) -> AppointmentOut | None:
    if visit is None or asker.own_doctor not in (None, visit.doctor_id):
        return None
    return telling.appointment(visit, asker.clinic)


def _ticket(asker: Asker, ticket: Ticket | None) -> TicketOut | None:
    return telling.ticket(ticket, asker.clinic) if ticket is not None and finding.concerns(asker, ticket) else None


def _changes(asker: Asker, cursor: int | None) -> tuple[ChangesOut, int, bool]:
    """All of today for who has no cursor yet, else what changed since.

    A cursor ahead of the trail was given before a backup was restored: what it stood for is gone, so today begins anew.
    """
    if cursor is None or synced.is_ahead(asker.clinic, cursor):
        after, more = synced.cursor_now(asker.clinic, asker.now), False
        day = today(asker.clinic, asker.now)
        visits = appointments.search(asker.clinic, date_from=day, date_to=day, limit=10_000)
        tickets = of_day(asker.clinic, asker.now, *TICKET_STATUSES)
    else:
        found = synced.since(asker.clinic, cursor, asker.now)
        after, more = found.cursor, found.more
        visits = appointments.of_ids(found.visits)
        tickets = list(Ticket.select().where(Ticket.id.in_(found.tickets)).order_by(Ticket.id))
    told = ChangesOut(
        appointments=[one for visit in visits if (one := _visit(asker, visit)) is not None],
        tickets=[place for ticket in read_along(tickets) if (place := _ticket(asker, ticket)) is not None],
    )
    return told, after, more
