"""Patients in the hands of a person (S3): opened by the bot, kept alive by either side's words, closed by staff.

While one is open and `quiet`, the bot says nothing to that contact (Contact.quiet_until) until it is closed or LIFE has
passed without a word of either side.
"""

from __future__ import annotations

import datetime as dt

from store import audit
from store.audit import Actor
from store.models import Clinic, Contact, Handoff, OutboxMessage

LIFE = dt.timedelta(hours=2)


def begin(contact: Contact, why: str, now: dt.datetime, *, quiet: bool) -> Handoff:
    """The contact's open hand-off, begun now if there is none; `why` is "asked", "emergency" or "misunderstood".

    An open one that was only shown to staff becomes quiet too. Inside the caller's transaction, the contact's row
    locked.
    """
    handoff = open_of(contact, now)
    if handoff is None:
        _end_old(contact, now)
        handoff = Handoff.create(clinic=contact.clinic_id, contact=contact, why=why, opened_at=now, last_at=now)
        audit.record(contact.clinic_id, Actor.patient(contact), "handoff.open", handoff, now, after={"why": why})
    touch(handoff, contact, now, quiet=quiet or is_quiet(contact, now))
    return handoff


def open_of(contact: Contact, now: dt.datetime) -> Handoff | None:
    """The hand-off this contact is in, if it is neither closed nor gone silent."""
    alive = Handoff.closed_at.is_null() & (Handoff.last_at > now - LIFE)
    found: Handoff | None = Handoff.get_or_none((Handoff.contact == contact) & alive)
    return found


def is_quiet(contact: Contact, now: dt.datetime) -> bool:
    """Whether a person speaks for the clinic now, so that the bot does not."""
    return contact.quiet_until is not None and contact.quiet_until > now


def touch(handoff: Handoff, contact: Contact, now: dt.datetime, *, quiet: bool) -> None:
    """Somebody wrote: the two hours of silence begin again."""
    handoff.last_at = now
    handoff.save(only=[Handoff.last_at])
    contact.quiet_until = now + LIFE if quiet else None
    contact.save(only=[Contact.quiet_until])


def answered(handoff: Handoff, actor: Actor, now: dt.datetime) -> None:
    """Staff have written to the patient; one that was closed is open again."""
    contact = handoff.contact
    if handoff.closed_at is not None or handoff.last_at <= now - LIFE:
        _end_old(contact, now, but=handoff)
        handoff.closed_at, handoff.closed_by = None, ""
    handoff.answered_at = handoff.answered_at or now
    handoff.save(only=[Handoff.closed_at, Handoff.closed_by, Handoff.answered_at])
    touch(handoff, contact, now, quiet=True)
    audit.record(handoff.clinic_id, actor, "handoff.answer", handoff, now)


def close(handoff: Handoff, actor: Actor, now: dt.datetime) -> bool:
    """The bot answers this patient again. False when it was closed before."""
    mine = (Handoff.id == handoff.id) & Handoff.closed_at.is_null()
    if not Handoff.update(closed_at=now, closed_by=actor.name).where(mine).execute():
        return False
    handoff.closed_at, handoff.closed_by = now, actor.name
    Contact.update(quiet_until=None).where(Contact.id == handoff.contact_id).execute()
    audit.record(handoff.clinic_id, actor, "handoff.close", handoff, now)
    return True


def waiting(clinic: Clinic, now: dt.datetime) -> list[Handoff]:
    """The clinic's open hand-offs, the oldest first."""
    alive = (Handoff.clinic == clinic) & Handoff.closed_at.is_null() & (Handoff.last_at > now - LIFE)
    return list(Handoff.select().where(alive).order_by(Handoff.id))


def unanswered(clinic: Clinic, since: dt.datetime) -> list[Handoff]:
    """Those opened after `since` that no member of staff has answered or closed, the silent too; one a contact."""
    mine = (Handoff.clinic == clinic) & (Handoff.opened_at > since)
    rows = Handoff.select().where(mine, Handoff.answered_at.is_null(), Handoff.closed_by == "").order_by(Handoff.id)
    return list({row.contact_id: row for row in rows}.values())


def silent(now: dt.datetime) -> list[Handoff]:
    """Those that two hours of silence have ended but nobody has closed."""
    over = Handoff.closed_at.is_null() & (Handoff.last_at <= now - LIFE)
    return list(Handoff.select().where(over).order_by(Handoff.id))


def told_by(chat: str, provider_id: str) -> Handoff | None:
    """The hand-off that this message of the staff chat (Telegram's message id) speaks of."""
    same = (
        (OutboxMessage.channel == "telegram") & (OutboxMessage.to == chat)
        & (OutboxMessage.provider_id == provider_id) & OutboxMessage.handoff.is_null(False)
    )  # fmt: skip
    message: OutboxMessage | None = OutboxMessage.select().where(same).order_by(OutboxMessage.id.desc()).first()
    return message.handoff if message is not None else None


def _end_old(contact: Contact, now: dt.datetime, but: Handoff | None = None) -> None:
    """One that has gone silent gives way to the next: a contact has one open hand-off at most."""
    old = (Handoff.contact == contact) & Handoff.closed_at.is_null()
    if but is not None:
        old &= Handoff.id != but.id
    Handoff.update(closed_at=now).where(old).execute()
