"""Which doctor, patient or ticket a request means. Everything is looked for in the asker's own clinic only."""

from __future__ import annotations

import re
from typing import Any

from peewee import Expression
from rapidfuzz import fuzz, process, utils

from bot.desk import booking as desk_booking
from bot.desk import line as desk_line
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from handlers.staff.shapes import PlaceWanted, VisitsWanted, WalkInIn
from store import audit, catalogue, contacts, names, numbers, schedules
from store.database import transaction
from store.errors import Invalid, NotFound
from store.models import Appointment, Contact, Doctor, Handoff, Patient, Service, Ticket, WaitlistEntry
from store.tickets import today
from store.visit_search import Filter

TITLES = re.compile(r"\b(dr|doctor|dra|doctora|prof)\b\.?", re.IGNORECASE)
MOST_PATIENTS = 200
ALIKE, APART = 75, 5  # the least score of a name, and how far the second must be behind


def doctor(asker: Asker, wanted: int | str) -> Doctor:
    """The doctor of this id or name, however half-written. Raises NotFound, Invalid naming all who could be meant."""
    doctors = schedules.doctors_for(asker.clinic, None)
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
    if found is None or not is_theirs(asker, found):
        raise NotFound(thing="appointment")
    return found


def is_theirs(asker: Asker, one: Appointment) -> bool:
    """Whether the visit is the asker's to see: a doctor's own, nobody's for a doctor no row is linked to, else any."""
    return asker.member.role != "doctor" or one.doctor_id == asker.own_doctor


def visits_filter(asker: Asker, asked: VisitsWanted) -> Filter:
    """The filter a client asks for; a doctor's finds their own visits (S2). Raises Invalid, NotFound, Problem."""
    if asked.date is not None and (asked.date_from is not None or asked.date_to is not None):
        raise Invalid(field="date", problem="goes without date_from and date_to")
    wanted = doctor(asker, asked.doctor) if asked.doctor is not None else None
    if asker.member.role == "doctor":
        if wanted is not None and wanted.id != asker.own_doctor:
            raise Problem(403, "A doctor sees their own visits only.")
        wanted = own_doctor(asker, None)
    people = patients(asker, asked.patient) if asked.patient is not None else None
    return Filter(
        date_from=asked.date or asked.date_from, date_to=asked.date or asked.date_to,
        doctor_id=wanted.id if wanted is not None else None,
        patient_ids=tuple(one.id for one in people) if people is not None else None,
        statuses=(asked.status,) if asked.status else (), visit_type=asked.visit_type or "",
        payment=asked.payment or "", text=asked.q or "",
    )  # fmt: skip


def service(asker: Asker, wanted: int | str | None, doctor: Doctor | None) -> Service | None:
    """The service of this id or name; None wanted: the first the doctor gives. Raises NotFound, Invalid."""
    services = catalogue.services(asker.clinic)
    if wanted is None:
        return next((s for s in services if doctor is None or doctor in schedules.doctors_for(asker.clinic, s)), None)
    text = str(wanted).strip()
    found = [one for one in services if text == str(one.id) or text.casefold() in one.name.casefold()]
    exact = [one for one in found if text.casefold() in (str(one.id), one.name.casefold())]
    if not found:
        raise NotFound(thing="service")
    if len(exact or found) > 1:
        raise Invalid(field="service", problem=f"could be {' or '.join(one.name for one in found)}")
    return (exact or found)[0]


def patient_or_new(asker: Asker, wanted: int | str, phone: str) -> Patient:
    """The patient of this id, or name and phone: a new one where nobody is called so. In the caller's transaction."""
    if isinstance(wanted, int):
        own = (Patient.clinic == asker.clinic) & Patient.erased_at.is_null()
        found: Patient | None = Patient.get_or_none(own & (Patient.id == wanted))
        if found is None:
            raise NotFound(thing="patient")
        return found
    return desk_booking.patient_for(asker.clinic, wanted, phone, actor=asker.actor, now=asker.now)


def patients(asker: Asker, text: str) -> list[Patient]:
    """The patients of this id, phone (E.164) or part of a name."""
    own = (Patient.clinic == asker.clinic) & Patient.erased_at.is_null()
    return list(Patient.select().where(own, *patients_like(asker, text)).limit(MOST_PATIENTS))


def patients_like(asker: Asker, text: str | None) -> list[Expression]:
    """The condition on a patient's row for that id, phone or part of a name, misspelt too; none for None."""
    if text is None:
        return []
    if text.startswith("+"):
        return [Patient.phone == text]
    if text.isascii() and text.isdigit() and len(text) < 10:
        return [Patient.id == int(text)]
    return [names.meant(asker.clinic, text)]


def patient(asker: Asker, key: str) -> Patient:
    """The patient of this id, if they have not been forgotten."""
    found: Patient | None = _by_id(asker, Patient, key)
    if found is None or found.erased_at is not None:
        raise NotFound(thing="patient")
    return found


def entry(asker: Asker, key: str) -> WaitlistEntry:
    """The waitlist entry of this id."""
    found: WaitlistEntry | None = _by_id(asker, WaitlistEntry, key)
    if found is None:
        raise NotFound(thing="waitlist entry")
    return found


def handoff(asker: Asker, key: str) -> Handoff:
    """The hand-off of this id."""
    found: Handoff | None = _by_id(asker, Handoff, key)
    if found is None:
        raise NotFound(thing="handoff")
    return found


def _by_id(asker: Asker, table: Any, key: str) -> Any:
    if not re.fullmatch(r"[0-9]{1,9}", key, re.ASCII):
        return None
    return table.get_or_none(table.id == int(key), table.clinic == asker.clinic)


def walk_in(asker: Asker, body: WalkInIn, wanted: Doctor | None) -> Ticket:
    """Adds the walk-in `body` describes: somebody that phone already speaks for, by name, or a new patient."""
    name = contacts.clean_name(body.patient)
    if not name:
        raise Invalid(field="patient", problem="is empty")
    with transaction():
        contact = None
        if body.phone:
            contact = contacts.given_at_desk(asker.clinic, _e164(asker, body.phone), asker.actor, asker.now)
        return desk_line.add(
            asker.clinic, _patient(asker, name, contact), contact=contact, doctor=wanted, reason=body.reason,
            urgency=body.urgency, present=body.present, actor=asker.actor, now=asker.now,
        )  # fmt: skip


def into_line(asker: Asker, known: Patient, body: PlaceWanted) -> Ticket:
    """A patient the clinic knows takes a place in today's line, texted where they are reached."""
    wanted = doctor(asker, body.doctor) if body.doctor is not None else None
    return desk_line.add(
        asker.clinic, known, contact=contacts.of_patient(known), doctor=wanted, urgency=body.urgency,
        present=body.present, actor=asker.actor, now=asker.now,
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
    known = {one.id: utils.default_process(TITLES.sub(" ", one.name)) for one in doctors}
    wanted = utils.default_process(TITLES.sub(" ", text))
    same = [one for one in doctors if known[one.id] == wanted]
    if same or not wanted:
        return same
    scored = process.extract(wanted, known, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None)
    best = {key for _, score, key in scored if score > scored[0][1] - APART}
    return [one for one in doctors if one.id in best]
