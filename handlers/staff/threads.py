"""Routes of the hand-offs (S3) and of the audit trail (S8)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import handoff as thread
from handlers.staff import finding, pages, telling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.shapes import Paged
from handlers.staff.waiting_shapes import ActOut, ActsOut, AuditQuery, HandoffOut, HandoffsOut, ReplyIn
from store import contacts, handoffs
from store.database import retried, transaction
from store.errors import Invalid
from store.models import Audit, Handoff, InboundMessage
from store.timetable import DAY, MIDNIGHT, edge


@endpoint("GET", "/handoffs", role="receptionist", query=Paged, answer=HandoffsOut)
def open_handoffs(asker: Asker, query: Paged) -> HandoffsOut:
    """Who waits for a person, the oldest first."""
    page, after = pages.of_list(handoffs.waiting(asker.clinic, asker.now), query)
    return HandoffsOut(items=[_told(asker, one) for one in page], next=after)


@endpoint("POST", "/handoffs/<handoff>/reply", role="receptionist", body=ReplyIn, answer=HandoffOut)
def reply_to_handoff(asker: Asker, handoff: str, body: ReplyIn) -> HandoffOut:
    """Answer the patient on their own channel; the bot keeps quiet until the hand-off is closed."""
    return _reply(asker, handoff, body.text)


@retried
def _reply(asker: Asker, key: str, text: str) -> HandoffOut:
    with transaction():
        one = finding.handoff(asker, key)
        if not text.strip():
            raise Invalid(field="text", problem="is empty")
        if not thread.answer(one, text, actor=asker.actor, now=asker.now):
            raise Invalid(field="text", problem="no text reaches them, so please call them")
    return _told(asker, finding.handoff(asker, key))


@endpoint("POST", "/handoffs/<handoff>/close", role="receptionist", answer=HandoffOut)
def close_handoff(asker: Asker, handoff: str) -> HandoffOut:
    """Give the patient back to the bot; closed before is no error."""
    with transaction():
        thread.close(finding.handoff(asker, handoff), actor=asker.actor, now=asker.now)
    return _told(asker, finding.handoff(asker, handoff))


def _told(asker: Asker, one: Handoff) -> HandoffOut:
    owner = contacts.owner(one.contact)
    since = max(one.answered_at or one.opened_at, one.opened_at)
    heard = InboundMessage.select().where(
        InboundMessage.contact == one.contact_id, InboundMessage.text != "", InboundMessage.received_at > since
    )
    first = heard.order_by(InboundMessage.id).first() if one.answered_at is not None else None
    waiting = one.opened_at if one.answered_at is None else first.received_at if first is not None else None
    name = (owner.name if owner else "") or one.contact.display_name or "Somebody new"
    facts: dict[str, Any] = {
        "id": one.id, "why": one.why, "name": name,
        "opened_at": telling.at(one.opened_at, asker.clinic), "waiting_since": telling.at(waiting, asker.clinic),
        "open": one.closed_at is None and one.last_at > asker.now - handoffs.LIFE,
    }  # fmt: skip
    return HandoffOut.model_validate(facts)


# --- The trail -------------------------------------------------------------------------------------------------------


@endpoint("GET", "/audit", role="receptionist", query=AuditQuery, answer=ActsOut)
def trail(asker: Asker, query: AuditQuery) -> ActsOut:
    """Who did what to which thing from where, with the values before and after; the newest first."""
    found = [Audit.clinic == asker.clinic]
    if query.after is not None:
        found.append(Audit.id < query.after)
    if query.appointment is not None:
        visit = finding.visit(asker, query.appointment)
        found += [Audit.subject == "appointment", Audit.subject_id == visit.id]
    same = {"subject": query.subject, "action": query.action, "actor_kind": query.by, "actor_name": query.name}
    found += [getattr(Audit, column) == value for column, value in same.items() if value is not None]
    if query.date_from is not None:
        found.append(Audit.at >= edge(dt.datetime.combine(query.date_from, MIDNIGHT), asker.clinic.zone))
    if query.date_to is not None:
        found.append(Audit.at < edge(dt.datetime.combine(query.date_to + DAY, MIDNIGHT), asker.clinic.zone))
    rows = Audit.select().where(*found).order_by(Audit.id.desc()).limit(query.limit + 1)
    page, after = pages.cut(list(rows), query)
    return ActsOut(items=[_act(asker, row) for row in page], next=after)


def _act(asker: Asker, row: Audit) -> ActOut:
    names = ("id", "channel", "address", "action", "subject", "subject_id", "before", "after")
    facts = {name: getattr(row, name) for name in names}
    facts |= {"at": telling.at(row.at, asker.clinic), "by": row.actor_kind, "name": row.actor_name}
    return ActOut.model_validate(facts)
