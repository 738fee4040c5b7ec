"""Was it a good morning? Judged from the carrier's log and the database alone, by somebody who was not there.

Each rule returns what is wrong, in a sentence; an empty list is a morning without fault.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from handlers.phone.exchange import Sent
from store.models import Appointment, Audit, Clinic, Contact, OutboxMessage, Ticket

MINUTE = dt.timedelta(minutes=1)
PROMPT = 2 * MINUTE  # a call is told within so long
SOON = 2  # people ahead at which somebody is told to come
CANCELLED, MOVED = re.compile("is cancelled|Cancelled:"), re.compile("moved your visit|Moved:")
DONE = ("complete", "skip", "no_show", "put_back", "hand_over", "remove", "leave", "later", "lapse", "visit_gone")


@dataclass(frozen=True)
class Stay:
    """Somebody in a room, from the call until they were out of it; `to` is None while they are in."""

    ticket: str
    room: str
    doctor: int
    since: dt.datetime
    to: dt.datetime | None


def faults(clinic: Clinic, log: Sequence[Sent], now: dt.datetime) -> list[str]:
    """Everything that is wrong with the day of `now`."""
    return [
        *said_twice(log),
        *not_sent(clinic, log),
        *calls_untold(clinic, log),
        *cancelled_untold(clinic, log),
        *not_alerted(clinic, log),
        *shared_rooms(clinic, now),
        *counts_off(clinic, now),
    ]


# --- messages --------------------------------------------------------------------------------------------------------


def said_twice(log: Sequence[Sent]) -> list[str]:
    """No unprompted text twice on a day: the same words to the same phone. (A question asked again is answered again.)"""
    prompted = ("twiml", "webhook")
    told = Counter((one.to, one.body, one.at.date()) for one in log if one.via not in prompted and not _answers(one))
    return [f"{count} times to {to}: {body}" for (to, body, _), count in told.items() if count > _rightly(body)]


def _rightly(body: str) -> int:
    """How often these words may be said: a call as often as that place was called, everything else once."""
    label = re.search(r"It is your turn, ticket Q(\d+)", body)
    if label is None:
        return 1
    ticket = Ticket.get(Ticket.number == int(label[1]))
    return len([row for row in _trail(ticket.id) if row.action == "ticket.call"])


def _answers(one: Sent) -> bool:
    """Whether it may be an answer: what the bot says in a Telegram chat goes out as an API call too."""
    row = OutboxMessage.get_or_none(OutboxMessage.provider_id == one.sid, OutboxMessage.to == one.to)
    return row is not None and row.kind in ("reply", "staff_answer")


def not_sent(clinic: Clinic, log: Sequence[Sent]) -> list[str]:
    """What the database says was sent has been at the carrier, once; what is due has gone."""
    at_carrier = Counter((one.to.removeprefix("whatsapp:"), one.sid) for one in log)
    rows = OutboxMessage.select().where(OutboxMessage.clinic == clinic)
    wrong = [f"due and not sent to {row.to}: {row.text}" for row in rows if row.state in ("due", "leased")
             and (row.send_after is None or row.send_after <= row.created_at)]  # fmt: skip
    for row in rows:
        count = at_carrier[row.to, row.provider_id or ""]
        if row.state in ("sent", "delivered") and row.provider_id and count != 1:
            wrong.append(f"{count} times at the carrier, to {row.to}: {row.text}")
    return wrong


def calls_untold(clinic: Clinic, log: Sequence[Sent]) -> list[str]:
    """Each call reaches the patient's phone at once, where they have one; a call taken back at once need not."""
    wrong = []
    for row in _acts(clinic, "call", "recall"):
        ticket: Ticket = Ticket.get_by_id(row.subject_id)
        phones = _phones(ticket)
        taken_back = any(0 <= (next_.at - row.at) / MINUTE <= 1 for next_ in _after(row))
        told = [one for one in log if one.to in phones and f"Q{ticket.number:03}" in one.body
                and row.at <= one.at <= row.at + PROMPT]  # fmt: skip
        if phones and not told and not taken_back:
            wrong.append(f"Q{ticket.number:03} was called {row.at:%H:%M} UTC and never told")
    return wrong


def cancelled_untold(clinic: Clinic, log: Sequence[Sent]) -> list[str]:
    """Each visit cancelled or moved is told to its patient's phone."""
    wrong = []
    for row in Audit.select().where(
        Audit.clinic == clinic, Audit.action.in_(("appointment.cancel", "appointment.move"))
    ):
        visit: Appointment = Appointment.get_by_id(row.subject_id)
        if visit.contact is None or visit.contact.opted_out_at is not None:
            continue
        words = CANCELLED if row.action.endswith("cancel") else MOVED
        told = [
            one for one in log if one.to in _addresses(visit.contact) and words.search(one.body) and one.at >= row.at
        ]
        if not told:
            wrong.append(f"{visit.reference} is {visit.status} and its patient does not know")
    return wrong


def not_alerted(clinic: Clinic, log: Sequence[Sent]) -> list[str]:
    """Who stood further back than third and was then called has been told before that their turn is near.

    Whoever asked for more time, was away, jumped the line by hand or came to a booked time is told at the call only.
    """
    wrong = []
    for row in _acts(clinic, "join"):
        ticket: Ticket = Ticket.get_by_id(row.subject_id)
        acts = [other.action for other in _after(row)]
        called = next((other for other in _after(row) if other.action == "ticket.call"), None)
        aside = {"ticket.later", "ticket.away", "ticket.hand_over", "ticket.skip", "ticket.undo"}
        if int(row.after["ahead"]) <= SOON or called is None or ticket.appointment_id or aside & set(acts):
            continue
        phones, label = _phones(ticket), f"Q{ticket.number:03}"
        told = [one for one in log if one.to in phones and label in one.body and "in line at" in one.body
                and "please come now" in one.body and one.at <= called.at + MINUTE]  # fmt: skip
        if phones and not told:
            wrong.append(f"{label} was called without having been told that it is near")
    return wrong


# --- rooms and counts ------------------------------------------------------------------------------------------------


def shared_rooms(clinic: Clinic, now: dt.datetime) -> list[str]:
    """No two patients in one room, or with one doctor, at a time."""
    stays = sorted(_stays(clinic), key=lambda stay: stay.since)
    return [
        f"{one.ticket} and {other.ticket} were in room {one.room} together"
        for one, other in combinations(stays, 2)
        if other.since < (one.to or now) and (other.room == one.room != "" or other.doctor == one.doctor)
    ]


def _stays(clinic: Clinic) -> Iterable[Stay]:
    for row in _acts(clinic, "call"):
        ticket: Ticket = Ticket.get_by_id(row.subject_id)
        out = next((one for one in _after(row) if one.action.removeprefix("ticket.") in DONE or _undone(one)), None)
        room, doctor = row.after.get("room", ticket.room), row.after.get("serving_doctor", 0)
        yield Stay(f"Q{ticket.number:03}", room, doctor, row.at, out.at if out else ticket.finished_at)


def _undone(row: Audit) -> bool:
    return row.action == "ticket.undo" and row.after.get("status") == "waiting"


def counts_off(clinic: Clinic, now: dt.datetime) -> list[str]:
    """Numbers run without a gap, every ticket joined once, and the five states add up to all."""
    day = now.astimezone(clinic.zone).date()
    tickets = list(Ticket.select().where(Ticket.clinic == clinic, Ticket.day == day).order_by(Ticket.number))
    wrong = []
    if [one.number for one in tickets] != list(range(1, len(tickets) + 1)):
        wrong.append("the numbers of the tickets have a gap")
    if len(_acts(clinic, "join")) != len(tickets):
        wrong.append(f"{len(_acts(clinic, 'join'))} joined, {len(tickets)} tickets")
    states = Counter(one.status for one in tickets)
    parts = sum(states[name] for name in ("waiting", "called", "in-service", "completed", "no-wait", "cancelled"))
    if parts != len(tickets):
        wrong.append(f"{dict(states)} do not add up to {len(tickets)}")
    for one in tickets:
        last = _last_status(one)
        if last != one.status:
            wrong.append(f"Q{one.number:03} is {one.status}, its trail ends {last}")
    return wrong


def _last_status(ticket: Ticket) -> str:
    said = [row.after["status"] for row in _trail(ticket.id) if "status" in row.after]
    return str(said[-1]) if said else "waiting"


# --- rows ------------------------------------------------------------------------------------------------------------


def _acts(clinic: Clinic, *events: str) -> list[Audit]:
    named = Audit.action.in_([f"ticket.{event}" for event in events])
    return list(Audit.select().where(Audit.clinic == clinic, named).order_by(Audit.id))


def _trail(ticket: int) -> list[Audit]:
    same = (Audit.subject == "ticket") & (Audit.subject_id == ticket)
    return list(Audit.select().where(same).order_by(Audit.id))


def _after(row: Audit) -> list[Audit]:
    return [other for other in _trail(row.subject_id) if other.id > row.id]


def _phones(ticket: Ticket) -> set[str]:
    """Where a text about the ticket may go; nowhere when they have none, or want none."""
    if ticket.contact is None or ticket.contact.opted_out_at is not None:
        return set()
    return _addresses(ticket.contact)


def _addresses(contact: Contact) -> set[str]:
    bare = contact.address.removeprefix("whatsapp:")
    return {bare, f"whatsapp:{bare}"}
