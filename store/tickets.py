"""The ticket's status machine: every change of a place in line goes through `move` (decision 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from store import audit
from store.audit import Actor
from store.errors import AlreadyMovedOn, WrongTransition
from store.models import Appointment, Audit, Clinic, Contact, Doctor, Patient, Table, Ticket

# "no-wait" is left unseen, by the patient's own word or because they did not come when called (RULES, contradictions).
TICKET = {
    ("waiting", "call"): "called",
    ("waiting", "leave"): "no-wait",
    ("waiting", "remove"): "cancelled",
    ("waiting", "hand_over"): "waiting",
    ("waiting", "present"): "waiting",
    ("waiting", "away"): "waiting",
    ("waiting", "later"): "waiting",
    ("waiting", "visit_gone"): "cancelled",
    ("waiting", "lapse"): "no-wait",
    ("called", "start"): "in-service",
    ("called", "complete"): "completed",
    ("called", "recall"): "called",
    ("called", "skip"): "waiting",
    ("called", "later"): "waiting",
    ("called", "put_back"): "waiting",
    ("called", "hand_over"): "waiting",
    ("called", "no_show"): "no-wait",
    ("called", "leave"): "no-wait",
    ("called", "remove"): "cancelled",
    ("called", "present"): "called",
    ("called", "away"): "called",
    ("called", "visit_gone"): "cancelled",
    ("called", "lapse"): "no-wait",
    ("in-service", "complete"): "completed",
    ("in-service", "put_back"): "waiting",
    ("in-service", "hand_over"): "waiting",
    ("in-service", "lapse"): "completed",
    ("no-wait", "put_back"): "waiting",
}
LIVE = ("waiting", "called", "in-service")
WITH_DOCTOR = ("called", "in-service")

# What a ticket holds while a doctor has it, and loses when it goes back in line.
UNCALLED: dict[str, Any] = {
    "serving_doctor": None, "room": "", "called_at": None, "called_by": "", "recalled": 0, "started_at": None,
    "finished_at": None,
}  # fmt: skip


def label(ticket: Ticket) -> str:
    """ "Q007", as the patient and the waiting room know it."""
    return f"Q{ticket.number:03}"


def today(clinic: Clinic, now: dt.datetime) -> dt.date:
    """The clinic's own date at `now` (aware)."""
    return now.astimezone(clinic.zone).date()


def move(
    ticket: Ticket, event: str, actor: Actor, now: dt.datetime, *, note: dict[str, Any] | None = None, **changes: Any
) -> Ticket:
    """Takes one edge of TICKET with `changes` of other columns, compare-and-set, its audit row (and `note`) beside it.

    Inside the caller's transaction. Raises WrongTransition where there is no such edge, AlreadyMovedOn where somebody
    else changed the row first; both tell `by` and `at` of the last act, for the answer to a stale button.
    """
    after = TICKET.get((ticket.status, event))
    if after is None:
        facts = {"thing": label(ticket), "before": ticket.status, "event": event}
        raise WrongTransition(**facts, ticket=ticket, **_last(ticket))
    return put(ticket, event, actor, now, changes | {"status": after}, note)


def put(
    ticket: Ticket,
    event: str,
    actor: Actor,
    now: dt.datetime,
    changes: dict[str, Any],
    note: dict[str, Any] | None = None,
) -> Ticket:
    """Writes `changes` where the row is still as `ticket` was read, and the audit row "ticket.<event>" beside it."""
    held = {name: _plain(ticket.__data__[name]) for name in changes}
    values = {name: value for name, value in changes.items() if held[name] != _plain(value)}
    before = {name: held[name] for name in values}
    version = ticket.version + 1
    same = (Ticket.id == ticket.id) & (Ticket.version == ticket.version)
    if not Ticket.update(values | {"version": version}).where(same).execute():
        current = Ticket.get_by_id(ticket.id)
        facts = {"thing": label(ticket), "before": ticket.status, "now": current.status}
        raise AlreadyMovedOn(**facts, ticket=current, **_last(ticket))
    after = {name: _plain(value) for name, value in values.items()} | {"version": version} | (note or {})
    audit.record(ticket.clinic_id, actor, f"ticket.{event}", ticket, now, before, after)
    fresh: Ticket = Ticket.get_by_id(ticket.id)
    return fresh


def close_place(visit: Appointment, actor: Actor, now: dt.datetime) -> None:
    """The visit was cancelled or moved: its place in line, if they had checked in, goes with it, without an undo of
    its own. Inside the caller's transaction; raises AlreadyMovedOn."""
    for ticket in Ticket.select().where(Ticket.appointment == visit, Ticket.status.in_(("waiting", "called"))):
        move(ticket, "visit_gone", actor, now, finished_at=now)


def of_day(clinic: Clinic, now: dt.datetime, *statuses: str) -> list[Ticket]:
    """Today's tickets in these statuses, by number."""
    day = today(clinic, now)
    found = Ticket.select().where(Ticket.clinic == clinic, Ticket.day == day, Ticket.status.in_(statuses))
    return list(found.order_by(Ticket.number))


def read_along(found: list[Ticket]) -> list[Ticket]:
    """The same tickets, with patients, doctors, contacts and visits loaded: a query for each kind, however many."""
    kinds: tuple[tuple[type[Table], tuple[str, ...]], ...] = (
        (Patient, ("patient",)), (Doctor, ("doctor", "serving_doctor")), (Contact, ("contact",)),
        (Appointment, ("appointment",)),
    )  # fmt: skip
    for model, names in kinds:
        ids = {ticket.__data__[name] for ticket in found for name in names} - {None}
        rows = {row.id: row for row in model.select().where(model.id.in_(list(ids)))} if ids else {}
        for ticket in found:
            for name in names:
                if ticket.__data__[name] is not None:
                    setattr(ticket, name, rows[ticket.__data__[name]])
    return found


def with_doctor(doctor_id: int) -> Ticket | None:
    """The ticket this doctor has called or is seeing, of whatever day."""
    busy = (Ticket.serving_doctor == doctor_id) & Ticket.status.in_(WITH_DOCTOR)
    found: Ticket | None = Ticket.get_or_none(busy)
    return found


def live_of(patients: list[Patient], clinic: Clinic, now: dt.datetime) -> list[Ticket]:
    """The live tickets these patients hold today, by number."""
    mine = (Ticket.clinic == clinic) & (Ticket.day == today(clinic, now)) & Ticket.patient.in_(patients)
    return list(Ticket.select().where(mine, Ticket.status.in_(LIVE)).order_by(Ticket.number))


def given_up(patients: list[Patient], clinic: Clinic, now: dt.datetime) -> Ticket | None:
    """The last place of today that these patients left, or were called for and did not take; None for none."""
    mine = (Ticket.clinic == clinic) & (Ticket.day == today(clinic, now)) & Ticket.patient.in_(patients)
    found: Ticket | None = (
        Ticket.select().where(mine, Ticket.status == "no-wait").order_by(Ticket.number.desc()).first()
    )
    return found


def last_act(ticket: Ticket) -> Audit | None:
    """Who changed the ticket last, and when."""
    same = (Audit.subject == "ticket") & (Audit.subject_id == ticket.id)
    found: Audit | None = Audit.select().where(same).order_by(Audit.id.desc()).first()
    return found


def joined_behind(ids: Collection[int]) -> dict[int, int]:
    """How many stood before each of these tickets (by id) when it joined."""
    same = (Audit.subject == "ticket") & Audit.subject_id.in_(list(ids)) & (Audit.action == "ticket.join")
    return {row.subject_id: int(row.after["ahead"]) for row in Audit.select().where(same)} if ids else {}


def _last(ticket: Ticket) -> dict[str, Any]:
    last = last_act(ticket)
    if last is None:
        return {"by": "", "at": None}
    named = last.actor_name or {"patient": "the patient", "clock": "the clock"}.get(last.actor_kind, last.actor_kind)
    return {"by": named, "at": last.at}


def _plain(value: Any) -> Any:
    """As JSON holds it: a moment as ISO text in UTC, a row as its id."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return getattr(value, "id", value)
