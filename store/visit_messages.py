"""What was said about one visit, in and out, with what became of each text (S5, R6).

A text out names its visit. A text in is the visit's when, at the very moment it came, its sender changed the visit or
closed a question about it: one moment is read for each message and written with all it does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from store import inline_answers, outbox
from store.models import Appointment, Audit, InboundMessage, OutboxMessage, Question

SAID_IN = "said in "


@dataclass(frozen=True)
class Message:
    """One text. `way` is "in" or "out"; `state` and `error` are the outbox's, "" for one that came in.

    What rode in the answer to a text is "sent": no more is known of it.
    """

    at: dt.datetime
    way: str
    channel: str
    kind: str
    text: str
    state: str
    error: str


def of(visit: Appointment) -> list[Message]:
    """The visit's texts, oldest first."""
    about = list(OutboxMessage.select().where(OutboxMessage.appointment == visit))
    elsewhere = [int(row.error.removeprefix(SAID_IN)) for row in about if row.error.startswith(SAID_IN)]
    out = {row.id: row for row in about if not row.error.startswith(SAID_IN)}
    out |= {row.id: row for row in OutboxMessage.select().where(OutboxMessage.id.in_(elsewhere))}
    found = []
    for contact_id, moments in _moments(visit).items():
        came = InboundMessage.select().where(
            InboundMessage.contact == contact_id, InboundMessage.received_at.in_(moments)
        )
        for row in came:
            found.append(Message(row.received_at, "in", _channel(row), "text", row.text, "", ""))
            said = inline_answers.texts(row)
            found += [Message(row.received_at, "out", _channel(row), "reply", text, "sent", "") for text in said]
        answers = OutboxMessage.select().where(
            OutboxMessage.contact == contact_id, OutboxMessage.kind.in_(outbox.ANSWERS),
            OutboxMessage.created_at.in_(moments),
        )  # fmt: skip
        out |= {row.id: row for row in answers}
    found += [
        Message(row.created_at, "out", row.channel, row.kind, row.text, row.state, row.error)
        for _, row in sorted(out.items())
    ]
    return sorted(found, key=lambda one: (one.at, one.way == "out"))  # of one moment: the word before its answer


def _moments(visit: Appointment) -> dict[int, list[dt.datetime]]:
    """For each contact, when a text of theirs did something to the visit."""
    acts = Audit.select(Audit.actor_id, Audit.at).where(
        Audit.subject == "appointment", Audit.subject_id == visit.id, Audit.actor_kind == "patient"
    )
    answers = Question.select(Question.contact, Question.closed_at).where(
        Question.appointment == visit, Question.closed_at.is_null(False), Question.outcome == "answered"
    )
    found: dict[int, list[dt.datetime]] = {}
    for contact_id, at in [*acts.tuples(), *answers.tuples()]:
        if contact_id is not None:
            found.setdefault(contact_id, []).append(at)
    return found


def _channel(row: InboundMessage) -> str:
    return row.contact.channel if row.contact is not None else row.provider
