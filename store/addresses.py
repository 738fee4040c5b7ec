"""One person's addresses: the contacts that belong to one proven number (P10), and which of them is used.

A phone's own address is its number; a chat has one when its owner has proven it (`Contact.phone`, store/linking.py).
"""

from __future__ import annotations

import datetime as dt

from store.models import Contact, ContactPatient, Patient

TEXTED = ("sms", "whatsapp")  # channels whose address is a number


def number_of(contact: Contact) -> str | None:
    """The number in E.164, or None for a chat whose owner has not proven one."""
    return contact.address if contact.channel in TEXTED else contact.phone


def others(contact: Contact, patient: Patient | int | None = None) -> list[Contact]:
    """The person's other contacts, oldest first; with a `patient`, those that speak for this one too."""
    number = number_of(contact)
    if number is None:
        return []
    same = (Contact.phone == number) | (Contact.channel.in_(TEXTED) & (Contact.address == number))
    rows = Contact.select(Contact).where(Contact.clinic == contact.clinic_id, same, Contact.id != contact.id)
    if patient is not None:
        rows = rows.join(ContactPatient).where(ContactPatient.patient == patient)
    return list(rows.order_by(Contact.id))


def used_last(contact: Contact, patient: Patient | int | None = None) -> Contact:
    """Where an unprompted text meant for `contact` goes (R5): of the person's addresses the one heard from last.

    A STOP on one of them is not gone round by another: only an address heard from since then is used, and where there
    is none, the silenced one is returned, so that nothing is written.
    """
    group = [contact, *others(contact, patient)]
    if len(group) == 1:
        return contact
    able = _open(group)
    if able:
        return max(able, key=_heard)
    silenced = [each for each in group if each.opted_out_at is not None]
    return silenced[0] if silenced and contact.opted_out_at is None else contact


def next_after(contact: Contact, patient: Patient | int | None = None) -> Contact | None:
    """Another address of the same person, where `contact` has failed; None where no text would be right."""
    able = [each for each in _open([contact, *others(contact, patient)]) if each.id != contact.id]
    return max(able, key=_heard, default=None)


def _open(group: list[Contact]) -> list[Contact]:
    """Those that can be texted and have not been silenced by a later STOP on another."""
    stops = [each.opted_out_at for each in group if each.opted_out_at is not None]
    since = max(stops, default=None)
    able = [each for each in group if each.opted_out_at is None and each.unreachable_at is None]
    return [each for each in able if since is None or (each.last_inbound_at or each.created_at) > since]


def _heard(contact: Contact) -> tuple[dt.datetime, int]:
    return contact.last_inbound_at or contact.created_at, contact.id
