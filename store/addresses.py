"""One person's addresses: the contacts that belong to one proven number (P10), and which of them is used.

A phone's own address is its number; a chat has one when its owner has proven it (`Contact.phone`, store/linking.py).
"""

from __future__ import annotations

import datetime as dt

from store.models import Clinic, Contact, ContactPatient, Patient

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


def people(clinic: Clinic) -> dict[int, int]:
    """Contact id -> the id that stands for its owner, for everybody at the clinic who has several addresses."""
    several = (Contact.channel == "whatsapp") | Contact.phone.is_null(False)
    able = list(Contact.select().where(Contact.clinic == clinic, several))
    numbers = {number for contact in able if (number := number_of(contact)) is not None}
    phones = Contact.select().where(
        Contact.clinic == clinic, Contact.channel == "sms", Contact.address.in_(list(numbers))
    )  # fmt: skip
    first: dict[str, int] = {}
    return {
        contact.id: first.setdefault(number_of(contact) or "", contact.id)
        for contact in sorted({*able, *phones}, key=lambda contact: contact.id)
    }


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


def silenced(contact: Contact) -> bool:
    """Whether its person has said STOP, on this address or on another since this one was last heard from."""
    group = [contact, *others(contact)]
    stops = [each.opted_out_at for each in group if each.opted_out_at is not None]
    return contact.opted_out_at is not None or any(stop >= _heard(contact)[0] for stop in stops)


def _open(group: list[Contact]) -> list[Contact]:
    """Those that can be texted and have not been silenced by a later STOP on another."""
    stops = [each.opted_out_at for each in group if each.opted_out_at is not None]
    since = max(stops, default=None)
    able = [each for each in group if each.opted_out_at is None and each.unreachable_at is None]
    return [each for each in able if since is None or (each.last_inbound_at or each.created_at) > since]


def _heard(contact: Contact) -> tuple[dt.datetime, int]:
    return contact.last_inbound_at or contact.created_at, contact.id
