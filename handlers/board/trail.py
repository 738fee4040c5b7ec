"""The audit trail as people read it: who, what, to which visit or ticket, from where, before and after (S8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot import wording
from handlers.board.base import at
from handlers.board.handoffs import name_of
from handlers.board.words import DONE, person
from handlers.staff.endpoint import Asker
from store.models import Appointment, Audit, Doctor, Handoff, Patient, Service, StaffMember, Ticket
from store.tickets import label
from store.timetable import DAY, MIDNIGHT, edge

MOST = 200  # rows of one page
FOR_ADMINS = ("staff", "setting")
HIDDEN = ("version", "finished", "ahead")  # bookkeeping, no fact about the visit
NAMED = {
    "doctor": "doctor",
    "doctor_id": "doctor",
    "serving_doctor": "doctor",
    "service": "service",
    "service_id": "service",
}  # fields that hold an id, and of what
ACTS = DONE | {
    "hold": "offered a time", "release": "let an offered time go", "accept": "accepted", "reply": "answered",
    "add": "added", "make": "made", "declined": "declined", "expired": "let pass", "taken": "took",
    "opt_out": "opted out", "opt_in": "opted in again", "leave_line": "left the line", "renew": "new token",
    "change": "changed", "end": "ended", "retire": "retired", "remove": "removed", "put": "changed", "block": "blocked",
    "open": "opened", "lift": "took away", "revoke": "revoked",
    "rename": "renamed", "set_pin": "new PIN for", "unreachable": "could not reach", "erase": "erased",
    "export": "exported what is known of", "email": "changed the e-mail of", "share": "shared", "merge": "merged",
    "link": "linked", "rewrite": "changed", "prioritise": "gave another priority to", "begin": "began",
    "renew_calendar": "new calendar link for", "revoke_calendar": "ended the calendar link of",
    "slow_down": "asked to slow down",
}  # fmt: skip
WHOLE = {
    ("staff", "queue.close"): "closed the",
    ("staff", "queue.open"): "opened the",
    ("staff", "staff.sign_in"): "signed in",
    ("staff", "clinic.export"): "downloaded the file of the",
    ("staff", "staff.wrong_pin"): "gave a wrong PIN",
    ("patient", "ticket.join"): "joined as",
    ("patient", "handoff.open"): "asked for a person",
    ("staff", "handoff.answer"): "wrote to",
    ("staff", "handoff.close"): "gave back to the bot:",
    ("clock", "handoff.close"): "gave back to the bot:",
    ("staff", "patient.insurance"): "changed the insurance of",
    ("patient", "patient.insurance"): "changed the insurance of",
}
ALONE = ("staff.sign_in", "staff.wrong_pin", "handoff.open")  # acts that need no more words
KINDS = {"contact": "phone", "waitlist": "waitlist wish", "bulk": "change to many visits"}


@dataclass(frozen=True)
class Change:
    """One field, before and after; empty where there was nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One act. `visit` is set where it can be opened."""

    row: Audit
    time: str
    who: str
    act: str
    thing: str
    visit: Appointment | None
    origin: str
    changes: list[Change]


def of_day(asker: Asker, day: dt.date, after: int = 0) -> tuple[list[Entry], int | None]:
    """The acts of a day of the clinic, newest first, MOST of them `after` so many; and how to go on, None at the end.

    A doctor sees the acts on their own visits and tickets; what concerns staff and settings is for admins.
    """
    zone = asker.clinic.zone
    first, last = (edge(dt.datetime.combine(each, MIDNIGHT), zone) for each in (day, day + DAY))
    rows = Audit.select().where(Audit.clinic == asker.clinic, Audit.at >= first, Audit.at < last)
    if asker.member.role != "admin":
        rows = rows.where(Audit.subject.not_in(FOR_ADMINS))
    if asker.member.role == "doctor":
        rows = rows.where(_own(asker))
    page = list(rows.order_by(Audit.at.desc(), Audit.id.desc()).offset(after).limit(MOST + 1))
    return entries(asker, page[:MOST]), after + MOST if len(page) > MOST else None


def of_visit(asker: Asker, visit: Appointment) -> list[Entry]:
    """Everything that happened to a visit and to its places in line, oldest first."""
    places = [ticket.id for ticket in Ticket.select(Ticket.id).where(Ticket.appointment == visit)]
    mine = (Audit.subject == "appointment") & (Audit.subject_id == visit.id)
    mine |= (Audit.subject == "ticket") & Audit.subject_id.in_(places)
    return entries(asker, Audit.select().where(mine).order_by(Audit.at, Audit.id))


def entries(asker: Asker, rows: Iterable[Audit]) -> list[Entry]:
    """The rows with the things and people they name."""
    found = list(rows)
    visits = {one.id: one for one in _subjects(Appointment, "appointment", found)}
    tickets = {one.id: one for one in _subjects(Ticket, "ticket", found)}
    names = _names(found)
    for kind, table in (("doctor", Doctor), ("service", Service)):
        names |= {(kind, one.id): one.name for one in table.select().where(table.clinic == asker.clinic)}
    return [_entry(asker, row, visits, tickets, names) for row in found]


def _names(rows: list[Audit]) -> dict[tuple[str, int], str]:
    """What the other subjects are called, by kind and id: patients, staff, and who talks to a person."""
    named: dict[tuple[str, int], str] = {}
    for table, subject in ((Patient, "patient"), (StaffMember, "staff")):
        named |= {(subject, one.id): one.name for one in _subjects(table, subject, rows)}
    return named | {("handoff", one.id): name_of(one) for one in _subjects(Handoff, "handoff", rows)}


def _own(asker: Asker) -> Any:
    doctor = asker.own_doctor or 0
    visits = Appointment.select(Appointment.id).where(Appointment.doctor == doctor)
    tickets = Ticket.select(Ticket.id).where((Ticket.doctor == doctor) | (Ticket.serving_doctor == doctor))
    return ((Audit.subject == "appointment") & Audit.subject_id.in_(visits)) | (
        (Audit.subject == "ticket") & Audit.subject_id.in_(tickets)
    )


def _subjects(table: Any, subject: str, rows: list[Audit]) -> list[Any]:
    ids = {row.subject_id for row in rows if row.subject == subject}
    return list(table.select().where(table.id.in_(list(ids)))) if ids else []


def _entry(
    asker: Asker, row: Audit, visits: dict[int, Appointment], tickets: dict[int, Ticket],
    names: dict[tuple[str, int], str],
) -> Entry:  # fmt: skip
    zone, verb = asker.clinic.zone, row.action.partition(".")[2]
    visit = visits.get(row.subject_id) if row.subject == "appointment" else None
    ticket = tickets.get(row.subject_id) if row.subject == "ticket" else None
    thing = names.get((row.subject, row.subject_id)) or KINDS.get(row.subject, row.subject)
    if visit is not None:
        thing = f"{visit.reference} {visit.patient.name}".rstrip()
    elif ticket is not None:
        thing = f"{label(ticket)} {ticket.patient.name}".rstrip()
        visit = ticket.appointment
    if row.action in ALONE:
        thing = ""
    act = WHOLE.get((row.actor_kind, row.action)) or ACTS.get(verb, verb.replace("_", " "))
    origin = " ".join(part for part in (row.channel, row.address) if part)
    return Entry(row, at(row.at, zone), person(row), act, thing, visit, origin, _changes(row, zone, names))


def _changes(row: Audit, zone: dt.tzinfo, called: dict[tuple[str, int], str]) -> list[Change]:
    names = sorted({*row.before, *row.after} - {*HIDDEN}, key=lambda name: (name != "status", name))
    told = [
        Change(
            name.replace("_id", "").replace("_cents", "").replace("_", " "),
            *(_value(name, side.get(name), zone, called) for side in sides),
        )
        for name in names
        for sides in [(row.before, row.after)]
    ]
    return [change for change in told if change.before != change.after]


def _value(name: str, value: Any, zone: dt.tzinfo, called: dict[tuple[str, int], str]) -> str:
    if value in (None, ""):
        return ""
    if name in NAMED and isinstance(value, int):
        return called.get((NAMED[name], value), str(value))
    if name == "fee_cents":
        return f"{value / 100:.2f}"
    if name == "visit_type":
        return str(value).replace("_", " ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and (name.endswith("_at") or name in ("not_before", "held_until")):
        moment = dt.datetime.fromisoformat(value).astimezone(zone)
        return f"{wording.day(moment.date())}, {at(moment, zone)}"
    return str(value)
