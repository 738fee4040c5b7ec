"""One person on several channels, joined by a number they have proven (P10).

A number is proven by a Telegram contact card that is the sender's own, by the number a text comes from, or by a token
that was texted to it and came back in a chat. Linked contacts speak for the same patients.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from store import addresses, audit, contacts
from store.audit import Actor
from store.database import lock
from store.models import Appointment, Contact, ContactPatient, Patient, SystemState, Ticket, WaitlistEntry
from store.tickets import LIVE

LIVES = dt.timedelta(minutes=30)
TOKEN = "telegram-link:"
FILLED = ("name", "phone", "email", "birth_date", "insurance_provider", "insurance_number", "usual_doctor_id")


# --- the token of a deep link ----------------------------------------------------------------------------------------


def token(contact: Contact, now: dt.datetime) -> str:
    """A token for this phone, good once and for 30 minutes from `now` (aware); 16 of the characters of ?start=.

    Only its hash is kept.
    """
    SystemState.delete().where(SystemState.key.startswith(TOKEN), SystemState.at <= now).execute()
    made = secrets.token_urlsafe(12)
    SystemState.create(key=_key(made), value=str(contact.id), at=now + LIVES)
    return made


def redeem(token: str, chat: Contact, now: dt.datetime) -> Contact | None:
    """Uses the token up, in the caller's transaction: the phone it was texted to, of the chat's own clinic, or None."""
    row = SystemState.get_or_none(SystemState.key == _key(token), SystemState.at > now)
    phone: Contact | None = Contact.get_or_none(Contact.id == int(row.value)) if row is not None else None
    if row is None or phone is None or phone.clinic_id != chat.clinic_id:
        return None
    used = SystemState.delete().where(SystemState.id == row.id).execute()
    return phone if used and phone.channel in addresses.TEXTED else None


def _key(token: str) -> str:
    return TOKEN + hashlib.sha256(token.encode()).hexdigest()


# --- linking ---------------------------------------------------------------------------------------------------------


def link(chat: Contact, number: str, actor: Actor, now: dt.datetime) -> list[Contact]:
    """The chat's owner has proven `number` (E.164): it now speaks for the patients of that number, and these for its.

    Returns the contacts it is linked to, none where nobody has texted from that number. In the caller's transaction,
    which holds the chat's row.
    """
    before, chat.phone = chat.phone, number
    chat.save(only=[Contact.phone])
    joined = join(chat, actor, now)
    after = {"phone": number, "contacts": [each.id for each in joined]}
    audit.record(chat.clinic_id, actor, "contact.link", chat, now, {"phone": before}, after)
    return joined


def join(contact: Contact, actor: Actor, now: dt.datetime) -> list[Contact]:
    """Shares patients between this contact and the person's others; returns those."""
    joined = addresses.others(contact)
    for other in joined:
        share(other, contact, actor, now)
        share(contact, other, actor, now)
    return joined


def share(giver: Contact, taker: Contact, actor: Actor, now: dt.datetime) -> None:
    """Whoever `giver` speaks for, `taker` speaks for too; its owner becomes the owner there, or the same patient."""
    owner, theirs = contacts.owner(giver), contacts.owner(taker)
    if owner is not None and theirs is not None and owner.id != theirs.id and _same(owner, theirs):
        kept, gone = sorted((owner, theirs), key=lambda person: (not person.name, person.id))
        merge(kept, gone, actor, now)
        owner = theirs = kept
    known = {row.patient_id for row in ContactPatient.select().where(ContactPatient.contact == taker)}
    for row in ContactPatient.select().where(ContactPatient.contact == giver, ContactPatient.patient.not_in(known)):
        mine = row.owner and theirs is None
        ContactPatient.create(contact=taker, patient=row.patient_id, owner=mine, relation=row.relation)
        told = {"contact": taker.id, "from": giver.id}
        audit.record(taker.clinic_id, actor, "patient.share", row.patient, now, after=told)


def _same(one: Patient, other: Patient) -> bool:
    """One person entered twice: the same name, or none yet; never both in today's line."""
    named = not one.name or not other.name or one.name.casefold() == other.name.casefold()
    lined = Ticket.select().where(Ticket.patient.in_([one.id, other.id]), Ticket.status.in_(LIVE)).count()
    return named and lined < 2


def merge(kept: Patient, gone: Patient, actor: Actor, now: dt.datetime) -> None:
    """Two rows of one person become `kept`: visits, tickets, waitlist and contacts go over, what it lacks is filled."""
    lock(Patient, kept.id, gone.id)
    for table in (Appointment, Ticket, WaitlistEntry):
        table.update(patient=kept).where(table.patient == gone).execute()
    for row in list(ContactPatient.select().where(ContactPatient.patient == gone)):
        there = ContactPatient.get_or_none(ContactPatient.contact == row.contact_id, ContactPatient.patient == kept)
        if there is None:
            ContactPatient.update(patient=kept).where(ContactPatient.id == row.id).execute()
            continue
        ContactPatient.delete().where(ContactPatient.id == row.id).execute()
        if row.owner:
            ContactPatient.update(owner=True).where(ContactPatient.id == there.id).execute()
    filled: dict[str, Any] = {
        name: getattr(gone, name) for name in FILLED if not getattr(kept, name) and getattr(gone, name)
    }
    if filled:
        Patient.update(filled).where(Patient.id == kept.id).execute()
    for name, value in filled.items():
        setattr(kept, name, value)
    Patient.delete().where(Patient.id == gone.id).execute()
    audit.record(kept.clinic_id, actor, "patient.merge", kept, now, {"patient": gone.id}, {"patient": kept.id})
