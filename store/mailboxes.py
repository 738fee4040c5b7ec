"""E-mail addresses: whose they are, and the contact that stands for one (R5).

A mailbox gets copies and answers nothing. It is a contact of channel "email" that speaks for nobody: the patients who
have the address are found by it.
"""

from __future__ import annotations

import datetime as dt
import re

from store import audit, consent, contacts
from store.audit import Actor
from store.errors import Invalid
from store.models import Appointment, Contact, Patient

LONGEST = 254  # characters (RFC 5321)
SHAPE = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)


def address(said: str) -> str | None:
    """`said` as an address that mail can be sent to, its domain in small ASCII letters; None for anything else."""
    local, at, domain = said.strip().rpartition("@")
    try:
        plain = f"{local}{at}{domain.lower().encode('idna').decode('ascii')}"
    except UnicodeError:
        return None
    return plain if len(plain) <= LONGEST and len(local) <= 64 and SHAPE.fullmatch(plain) else None


def set_address(patient: Patient, new: str | None, actor: Actor, how: str, now: dt.datetime) -> None:
    """Gives the patient this e-mail address (as `address` returns it), or none; inside the caller's transaction.

    Giving it is the consent to be written to there (RULES 5), also after the mailbox was stopped or had failed.
    """
    before, patient.email = patient.email, new
    patient.save(only=[Patient.email])
    audit.record(patient.clinic_id, actor, "patient.email", patient, now, {"email": before}, {"email": new})
    if new is None:
        return
    box = contacts.find_or_create(patient.clinic, "email", new, now)
    if box.opted_out_at is not None:
        contacts.opt_in(box, how, now)
    elif box.consent_at is None:
        consent.given(box, how, f"address given ({actor.name or actor.kind})", now)
    if box.unreachable_at is not None:
        box.unreachable_at, box.unreachable_why = None, ""
        box.save(only=[Contact.unreachable_at, Contact.unreachable_why])


def give(patient: Patient, said: str, actor: Actor, now: dt.datetime) -> None:
    """As `set_address`, for what staff typed; "" is none, and the same again changes nothing. Raises Invalid."""
    new = address(said) if said.strip() else None
    if said.strip() and new is None:
        raise Invalid(field="email", problem="is not an e-mail address")
    if new != patient.email:
        set_address(patient, new, actor, "staff", now)


def of_visit(visit: Appointment, now: dt.datetime) -> Contact | None:
    """Where copies about this visit go: its patient's mailbox, else that of whoever booked it and is told about it.

    None where there is none, where it was stopped, or where it does not take mail.
    """
    said = visit.patient.email or _bookers(visit)
    if not said:
        return None
    box = contacts.find_or_create(visit.clinic, "email", said, now)
    return box if box.opted_out_at is None and box.unreachable_at is None else None


def _bookers(visit: Appointment) -> str | None:
    owner = contacts.owner(visit.contact) if visit.contact is not None else None
    return owner.email if owner is not None else None


def people(box: Contact) -> list[Patient]:
    """The patients who have this address."""
    same = (Patient.clinic == box.clinic_id) & (Patient.email == box.address) & Patient.erased_at.is_null()
    return list(Patient.select().where(same).order_by(Patient.id))


def masked(said: str) -> str:
    """The address as it may stand where others read along: "m...@example.org"."""
    local, _, domain = said.partition("@")
    return f"{local[:1]}...@{domain}"
