"""Who waits for a person: contacts the bot is quiet for, with the end of their thread (S3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from handlers.staff.endpoint import Asker
from store import audit, contacts, outbox
from store.database import lock, retried, transaction
from store.errors import Invalid, NotFound
from store.models import Contact, InboundMessage, OutboxMessage

QUIET = dt.timedelta(hours=2)  # S3: a conversation is over when nobody has written for so long
SHOWN = 6  # messages of a thread
LONGEST = 640  # letters of a reply: four SMS


@dataclass(frozen=True)
class Line:
    """One message; `ours` when the clinic wrote it."""

    at: dt.datetime
    text: str
    ours: bool


@dataclass(frozen=True)
class HandOff:
    """A contact who waits for a person."""

    contact: Contact
    name: str
    waiting_since: dt.datetime | None  # of the last word nobody has answered
    lines: list[Line]


def open_now(asker: Asker) -> list[HandOff]:
    """Everyone handed over, who has waited longest first. Hand-offs are the desk's: a doctor sees none."""
    if asker.member.role == "doctor":
        return []
    rows = Contact.select().where(Contact.clinic == asker.clinic, Contact.quiet_until > asker.now)
    found = [_hand_off(contact) for contact in rows.order_by(Contact.id)]
    return sorted(found, key=lambda one: (one.waiting_since is None, one.waiting_since or asker.now))


@retried
def reply(asker: Asker, contact_id: int, text: str) -> HandOff:
    """Sends `text` on the contact's own channel and keeps the bot quiet. Raises NotFound, Invalid."""
    with transaction():
        contact = _contact(asker, contact_id)
        if not text:
            raise Invalid(field="reply", problem="is empty")
        if contact.opted_out_at is not None:
            raise Invalid(field="reply", problem="they have texted STOP, so please call them")
        message = outbox.add(contact, "reply", text, asker.now)
        contact.quiet_until = asker.now + QUIET
        contact.save(only=[Contact.quiet_until])
        after = {"message": message.id if message else None}
        audit.record(asker.clinic, asker.actor, "contact.reply", contact, asker.now, after=after)
        return _hand_off(contact)


@retried
def close(asker: Asker, contact_id: int) -> HandOff:
    """The bot answers this contact again. Raises NotFound."""
    with transaction():
        contact = _contact(asker, contact_id)
        contact.quiet_until = None
        contact.save(only=[Contact.quiet_until])
        audit.record(asker.clinic, asker.actor, "contact.close", contact, asker.now)
        return _hand_off(contact)


def _contact(asker: Asker, contact_id: int) -> Contact:
    lock(Contact, contact_id)
    contact: Contact | None = Contact.get_or_none(Contact.id == contact_id, Contact.clinic == asker.clinic)
    if contact is None:
        raise NotFound(thing="contact")
    return contact


def _hand_off(contact: Contact) -> HandOff:
    heard = InboundMessage.select().where(InboundMessage.contact == contact, InboundMessage.text != "")
    said = OutboxMessage.select().where(OutboxMessage.contact == contact, OutboxMessage.state != "dropped")
    lines = [
        Line(row.received_at, row.text, ours=False) for row in heard.order_by(InboundMessage.id.desc()).limit(SHOWN)
    ]
    lines += [Line(row.created_at, row.text, ours=True) for row in said.order_by(OutboxMessage.id.desc()).limit(SHOWN)]
    lines = sorted(lines, key=lambda line: line.at)[-SHOWN:]
    owner = contacts.owner(contact)
    name = (owner.name if owner else "") or contact.display_name or "Somebody new"
    waiting = lines[-1].at if lines and not lines[-1].ours else None
    return HandOff(contact, name, waiting, lines)
