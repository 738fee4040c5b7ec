"""Who texts: contacts (channel addresses) and the patients they may speak for."""

from __future__ import annotations

import datetime as dt
import unicodedata

from peewee import IntegrityError, fn

from store import addresses, audit, consent, numbers
from store.audit import Actor
from store.database import transaction
from store.models import Appointment, Clinic, Contact, ContactPatient, Conversation, Patient

NAME_LENGTH = 80
NO_NAME = ("So", "Sk")  # pictures and their skin tones: a name with one would triple the price of every text


def find_or_create(clinic: Clinic, channel: str, address: str, now: dt.datetime, display_name: str = "") -> Contact:
    """The contact of this channel ("sms", "whatsapp", "telegram") and address (E.164, or a chat's id)."""
    same = (Contact.clinic == clinic) & (Contact.channel == channel) & (Contact.address == address)
    contact: Contact | None = Contact.get_or_none(same)
    if contact is not None:
        return contact
    try:
        with transaction():
            contact = Contact.create(
                clinic=clinic, channel=channel, address=address, created_at=now, display_name=display_name[:NAME_LENGTH]
            )
            Conversation.create(contact=contact, updated_at=now)
    except IntegrityError:  # two first messages at once
        contact = Contact.get(same)
    return contact


def find(clinic: Clinic, channel: str, address: str) -> Contact | None:
    """The contact of this channel and address, if there is one."""
    found: Contact | None = Contact.get_or_none(
        (Contact.clinic == clinic) & (Contact.channel == channel) & (Contact.address == address)
    )
    return found


def patients(contact: Contact) -> list[Patient]:
    """Everyone this contact may speak for, its owner first."""
    rows = (
        Patient.select(Patient)
        .join(ContactPatient)
        .where(ContactPatient.contact == contact, Patient.erased_at.is_null())
        .order_by(ContactPatient.owner.desc(), ContactPatient.id)
    )
    return list(rows)


def owner(contact: Contact) -> Patient | None:
    """The person whose phone it is; None before their first booking or name."""
    found: Patient | None = (
        Patient.select(Patient)
        .join(ContactPatient)
        .where(ContactPatient.contact == contact, ContactPatient.owner, Patient.erased_at.is_null())
        .first()
    )
    return found


def of_patient(patient: Patient) -> Contact | None:
    """The phone or chat this patient is reached by: the first of `all_of_patient`."""
    return next(iter(all_of_patient(patient)), None)


def all_of_patient(patient: Patient) -> list[Contact]:
    """The phones and chats this patient is reached by: their own before a relative's, the one heard from last first."""
    rows = (
        Contact.select(Contact)
        .join(ContactPatient)
        .where(ContactPatient.patient == patient, Contact.opted_out_at.is_null(), Contact.unreachable_at.is_null())
        .where(Contact.channel != "email")
        .order_by(ContactPatient.owner.desc(), fn.COALESCE(Contact.last_inbound_at, Contact.created_at).desc())
    )
    return list(rows)


def reach(visit: Appointment) -> Contact | None:
    """Who is told about a visit: who booked it, on the channel used last; where that is dead another phone (R5).

    None where nobody is, or who booked it has stopped texts: that is not gone round by another channel.
    """
    told = addresses.used_last(visit.contact, visit.patient_id) if visit.contact is not None else None
    if told is None or (told.opted_out_at is None and told.unreachable_at is not None):
        return of_patient(visit.patient)
    return told if told.opted_out_at is None else None


def add_person(
    contact: Contact, name: str, now: dt.datetime, *, owner: bool, relation: str = "", actor: Actor | None = None
) -> Patient:
    """A new patient this contact speaks for; `name` may be empty until it is asked. Inside the caller's transaction.

    `actor` is who adds them, the contact itself when left out.
    """
    patient = Patient.create(
        clinic=contact.clinic_id,
        name=clean_name(name),
        phone=contact.address if owner and contact.channel in ("sms", "whatsapp") else None,
        created_at=now,
    )
    ContactPatient.create(contact=contact, patient=patient, owner=owner, relation=relation)
    who = actor or Actor.patient(contact)
    audit.record(contact.clinic_id, who, "patient.add", patient, now, after={"name": patient.name})
    return patient


def relation(contact: Contact, patient: Patient) -> str:
    """What the contact called this person ("son"); empty for oneself and where nothing was said."""
    link = ContactPatient.get_or_none(ContactPatient.contact == contact, ContactPatient.patient == patient)
    return link.relation if link else ""


def enter(clinic: Clinic, name: str, phone: str | None, actor: Actor, now: dt.datetime) -> Patient:
    """A new patient entered by staff; with a `phone` (E.164) they get texts about what is booked for them.

    They gave the number at the desk, and that is what the consent ledger says (RULES 5). Inside the caller's
    transaction.
    """
    if phone is None:
        patient = Patient.create(clinic=clinic, name=clean_name(name), created_at=now)
        audit.record(clinic, actor, "patient.add", patient, now, after={"name": patient.name})
        return patient
    contact = given_at_desk(clinic, phone, actor, now)
    return add_person(contact, name, now, owner=owner(contact) is None, actor=actor)


def given_at_desk(clinic: Clinic, phone: str, actor: Actor, now: dt.datetime) -> Contact:
    """The phone (E.164) of somebody who has given staff its number; a known landline is flagged at once."""
    contact = find_or_create(clinic, "sms", phone, now)
    if contact.consent_at is None:
        consent.given(contact, "staff", f"number given to staff ({actor.name})", now)
    if numbers.is_landline(phone):
        mark_unreachable(contact, "landline", now)
    return contact


def rename(patient: Patient, name: str, actor: Actor, now: dt.datetime) -> None:
    """Sets the patient's name, as they wrote it but for stray spaces."""
    before, patient.name = patient.name, clean_name(name)
    patient.save(only=[Patient.name])
    audit.record(patient.clinic_id, actor, "patient.rename", patient, now, {"name": before}, {"name": patient.name})


def clean_name(name: str) -> str:
    """`name` without stray spaces, control characters and emoji, at most NAME_LENGTH characters."""
    kept = [letter if letter.isprintable() and unicodedata.category(letter) not in NO_NAME else " " for letter in name]
    return " ".join("".join(kept).split())[:NAME_LENGTH].rstrip()


def opt_out(contact: Contact, how: str, now: dt.datetime, *, wording: str = "") -> bool:
    """Silences the contact, whoever it speaks for (C3). False when it already was silenced.

    `how` and `wording` go into the consent ledger: "said" with their words, or which carrier error told.
    """
    if contact.opted_out_at is not None:
        return False
    contact.opted_out_at, contact.opted_out_how = now, how[:200]
    contact.save(only=[Contact.opted_out_at, Contact.opted_out_how])
    consent.withdrawn(contact, how, wording, now)
    audit.record(contact.clinic_id, Actor.patient(contact), "contact.opt_out", contact, now, after={"how": how[:200]})
    return True


def opt_in(contact: Contact, how: str, now: dt.datetime, *, wording: str = "") -> bool:
    """Ends an opt-out. False when there was none; `how` and `wording` as in `opt_out`."""
    if contact.opted_out_at is None:
        return False
    contact.opted_out_at, contact.opted_out_how = None, ""
    contact.save(only=[Contact.opted_out_at, Contact.opted_out_how])
    consent.given(contact, how, wording, now)
    audit.record(contact.clinic_id, Actor.patient(contact), "contact.opt_in", contact, now, after={"how": how[:200]})
    return True


def mark_unreachable(contact: Contact, why: str, now: dt.datetime) -> None:
    """A dead number or a blocked bot: nothing unprompted goes there until the contact writes again (R6)."""
    if contact.unreachable_at is None:
        contact.unreachable_at, contact.unreachable_why = now, why[:200]
        contact.save(only=[Contact.unreachable_at, Contact.unreachable_why])
        audit.record(contact.clinic_id, audit.CLOCK, "contact.unreachable", contact, now, after={"why": why[:200]})


def heard_from(contact: Contact, now: dt.datetime) -> None:
    """They wrote: whatever made the address unreachable is over."""
    contact.last_inbound_at, contact.unreachable_at, contact.unreachable_why = now, None, ""
    contact.save(only=[Contact.last_inbound_at, Contact.unreachable_at, Contact.unreachable_why])
