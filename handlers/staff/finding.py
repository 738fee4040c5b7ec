"""Which doctor, patient or ticket a request means. Everything is looked for in the asker's own clinic only."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process, utils

from bot import desk
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from handlers.staff.shapes import WalkInIn
from store import audit, contacts, numbers
from store.database import transaction
from store.errors import Invalid, NotFound
from store.models import Appointment, Contact, Doctor, Patient, Ticket
from store.tickets import today

TITLES = re.compile(r"\b(dr|doctor|dra|doctora|prof)\b\.?", re.IGNORECASE)
MOST_PATIENTS = 200
ALIKE, APART = 75, 5  # the least score of a name, and how far the second must be behind


def doctor(asker: Asker, wanted: int | str) -> Doctor:
    """The doctor of this id or name, however half-written. Raises NotFound, Invalid naming all who could be meant."""
    doctors = list(
        Doctor.select().where(Doctor.clinic == asker.clinic, Doctor.active).order_by(Doctor.position, Doctor.id)
    )
    text = str(wanted).strip()
    found = [one for one in doctors if one.id == int(text)] if text.isdecimal() else _alike(doctors, text)
    if not found:
        raise NotFound(thing="doctor")
    if len(found) > 1:
        raise Invalid(field="doctor", problem=f"could be {' or '.join(one.name for one in found)}")
    return found[0]


def own_doctor(asker: Asker, wanted: int | str | None) -> Doctor:
    """The doctor an act is for: a doctor's own by default, and never another's (S2); the desk names one."""
    own = asker.own_doctor
    if wanted is None:
        if asker.member.doctor_id is None:
            raise Invalid(field="doctor", problem="is missing")
        return doctor(asker, asker.member.doctor_id)
    found = doctor(asker, wanted)
    if asker.member.role == "doctor" and found.id != own:
        raise Problem(403, "A doctor acts for their own patients only.")
    return found


def ticket(asker: Asker, number: str) -> Ticket:
    """Today's ticket of this number ("Q007", "7"). A doctor finds their own and those who wait for anyone."""
    match = re.fullmatch(r"[Qq]?0*([0-9]{1,9})", number.strip(), re.ASCII)
    if match is None:
        raise NotFound(thing="ticket")
    same = (Ticket.clinic == asker.clinic) & (Ticket.day == today(asker.clinic, asker.now))
    found: Ticket | None = Ticket.get_or_none(same & (Ticket.number == int(match[1])))
    if found is None or not concerns(asker, found):
        raise NotFound(thing="ticket")
    return found


def visit(asker: Asker, reference: str) -> Appointment:
    """The visit of this reference; a doctor finds their own."""
    if not re.fullmatch(r"[A-Za-z0-9-]{1,40}", reference):
        raise NotFound(thing="appointment")
    same = (Appointment.clinic == asker.clinic) & (Appointment.reference == reference.upper())
    found: Appointment | None = Appointment.get_or_none(same)
    if found is None or asker.own_doctor not in (None, found.doctor_id):
        raise NotFound(thing="appointment")
    return found


def patients(asker: Asker, text: str) -> list[Patient]:
    """The patients of this id, phone (E.164) or part of a name."""
    own = (Patient.clinic == asker.clinic) & Patient.erased_at.is_null()
    if text.startswith("+"):
        same = Patient.phone == text
    elif text.isascii() and text.isdigit() and len(text) < 10:
        same = Patient.id == int(text)
    else:
        same = Patient.name.contains(text)
    return list(Patient.select().where(own, same).limit(MOST_PATIENTS))


def walk_in(asker: Asker, body: WalkInIn, wanted: Doctor | None) -> Ticket:
    """Adds the walk-in `body` describes: somebody that phone already speaks for, by name, or a new patient."""
    name = contacts.clean_name(body.patient)
    if not name:
        raise Invalid(field="patient", problem="is empty")
    with transaction():
        contact = None
        if body.phone:
            contact = contacts.find_or_create(asker.clinic, "sms", _e164(asker, body.phone), asker.now)
        return desk.add(
            asker.clinic, _patient(asker, name, contact), contact=contact, doctor=wanted, reason=body.reason,
            urgency=body.urgency, present=body.present, actor=asker.actor, now=asker.now,
        )  # fmt: skip


def _patient(asker: Asker, name: str, contact: Contact | None) -> Patient:
    if contact is None:
        patient: Patient = Patient.create(clinic=asker.clinic, name=name, created_at=asker.now)
        audit.record(asker.clinic, asker.actor, "patient.add", patient, asker.now, after={"name": name})
        return patient
    known = [one for one in contacts.patients(contact) if one.name.casefold() == name.casefold()]
    if known:
        return known[0]
    first = contacts.owner(contact) is None
    return contacts.add_person(contact, name, asker.now, owner=first, actor=asker.actor)


def _e164(asker: Asker, phone: str) -> str:
    number = numbers.e164(phone, asker.clinic.country)
    if number is None:
        raise Invalid(field="phone", problem="is not a phone number")
    return number


def concerns(asker: Asker, one: Ticket) -> bool:
    """Whether the asker may see and act on this ticket."""
    if asker.member.role != "doctor":
        return True
    if one.serving_doctor_id is not None:
        return one.serving_doctor_id == asker.own_doctor
    return one.doctor_id is None or one.doctor_id == asker.own_doctor


def _alike(doctors: list[Doctor], text: str) -> list[Doctor]:
    names = {one.id: utils.default_process(TITLES.sub(" ", one.name)) for one in doctors}
    wanted = utils.default_process(TITLES.sub(" ", text))
    same = [one for one in doctors if names[one.id] == wanted]
    if same or not wanted:
        return same
    scored = process.extract(wanted, names, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None)
    best = {key for _, score, key in scored if score > scored[0][1] - APART}
    return [one for one in doctors if one.id in best]
