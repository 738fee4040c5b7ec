"""Who waits for a person, with the end of their thread (S3); answered and closed as the staff chat does it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot import handoff as thread
from handlers.staff.endpoint import Asker
from store import contacts, handoffs, inline_answers
from store.database import retried, transaction
from store.errors import Invalid, NotFound
from store.models import Handoff, InboundMessage, OutboxMessage

SHOWN = 6  # messages of a thread


@dataclass(frozen=True)
class Line:
    """One message; `ours` when the clinic wrote it."""

    at: dt.datetime
    text: str
    ours: bool


@dataclass(frozen=True)
class Thread:
    """A hand-off as the panel shows it. `waiting_since`: of the first word after the clinic's last; None: answered."""

    handoff: Handoff
    name: str
    waiting_since: dt.datetime | None
    lines: list[Line]


def open_now(asker: Asker) -> list[Thread]:
    """Everyone handed over, emergencies first, then who has waited longest. The desk's: a doctor sees none."""
    if asker.member.role == "doctor":
        return []
    found = [_thread(one) for one in handoffs.waiting(asker.clinic, asker.now)]
    return sorted(
        found,
        key=lambda one: (
            one.handoff.why != "emergency" or one.waiting_since is None,
            one.waiting_since is None,
            one.waiting_since or asker.now,
        ),
    )


@retried
def reply(asker: Asker, handoff_id: int, text: str) -> str:
    """Sends `text` on the contact's own channel; returns whom it went to. Raises NotFound, Invalid."""
    with transaction():
        one = _handoff(asker, handoff_id)
        if not text:
            raise Invalid(field="reply", problem="is empty")
        if not thread.answer(one, text, actor=asker.actor, now=asker.now):
            raise Invalid(field="reply", problem="no text reaches them, so please call them")
    return name_of(one)


@retried
def close(asker: Asker, handoff_id: int) -> tuple[str, bool]:
    """Gives the patient back to the bot: whom, and whether it was still open. Raises NotFound."""
    with transaction():
        one = _handoff(asker, handoff_id)
        return name_of(one), thread.close(one, actor=asker.actor, now=asker.now)


def name_of(one: Handoff) -> str:
    """The name on the board: the owner's of that phone, else what the channel calls them."""
    owner = contacts.owner(one.contact)
    return (owner.name if owner else "") or one.contact.display_name or "Somebody new"


def _handoff(asker: Asker, handoff_id: int) -> Handoff:
    one: Handoff | None = Handoff.get_or_none(Handoff.id == handoff_id, Handoff.clinic == asker.clinic)
    if one is None:
        raise NotFound(thing="handoff")
    return one


def _thread(one: Handoff) -> Thread:
    heard = InboundMessage.select().where(InboundMessage.contact == one.contact_id, InboundMessage.text != "")
    said = OutboxMessage.select().where(OutboxMessage.contact == one.contact_id, OutboxMessage.state != "dropped")
    heard, said = heard.order_by(InboundMessage.id.desc()).limit(SHOWN), said.order_by(OutboxMessage.id.desc())
    lines = []
    for row in heard:
        lines.append(Line(row.received_at, row.text, ours=False))
        lines += [Line(row.received_at, text, ours=True) for text in inline_answers.texts(row)]
    lines += [Line(row.created_at, row.text, ours=True) for row in said.limit(SHOWN)]
    lines = sorted(lines, key=lambda line: line.at)[-SHOWN:]
    answers = [row.created_at for row in said.where(OutboxMessage.kind == "staff_answer").limit(1)]
    since = max([one.opened_at, *answers])
    unanswered = [line.at for line in lines if not line.ours and (line.at > since or not answers)]
    return Thread(one, name_of(one), min(unanswered) if unanswered else None, lines)
