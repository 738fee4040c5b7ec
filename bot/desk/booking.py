"""Staff book for a patient: who it is for, one visit or a series, and what the patient then hears.

The board, the endpoint and the staff chat book through `book` here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot import payments, questions
from bot.desk import visits as desk_visits
from bot.notices import changes
from store import appointments, contacts, numbers, series
from store.audit import Actor
from store.database import retried, transaction
from store.errors import Invalid, NotFound
from store.models import Appointment, Clinic, Patient, Service
from store.names import meant, name_has
from store.schedules import Opening
from store.series import Repeat


@dataclass(frozen=True)
class Booked:
    """The visits booked, by start, and whether the patient gets a text of it (else somebody has to call)."""

    visits: list[Appointment]
    told: bool


@retried
def book(
    clinic: Clinic, patient: Patient, opening: Opening, *, service: Service | None = None,
    visit_type: str | None = None, reason: str = "", repeat: Repeat | None = None, skip: bool = False, actor: Actor,
    now: dt.datetime,
) -> Booked:  # fmt: skip
    """One visit, or with `repeat` all of a series: the patient gets one text either way, and one link to pay.

    `skip`: the dates of a series that cannot be had are left out. Raises as store.appointments.book, and SeriesNotFree
    with nothing booked.
    """
    if repeat is None:
        done = desk_visits.book(
            clinic, patient, opening, service=service, visit_type=visit_type, reason=reason, actor=actor, now=now
        )
        return Booked([done.visit], done.told)
    with transaction():
        visits = series.book(
            clinic, patient, opening, repeat, contact=contacts.of_patient(patient), service=service,
            visit_type=visit_type, reason=reason, source="staff", skip=skip, actor=actor, now=now,
        )  # fmt: skip
        for visit in visits:
            if visit.status == "pending":
                appointments.confirm(visit, actor=actor, now=now)
        return Booked(visits, changes.series_booked(visits, repeat.weeks, now))


@retried
def cancel_rest(visit: Appointment, *, reason: str = "", actor: Actor, now: dt.datetime) -> Booked:
    """Cancels this visit of a series and those after it; one text for all of them."""
    with transaction():
        gone = series.rest(visit)
        if not gone:
            raise NotFound(thing="appointment")
        for each in gone:
            appointments.cancel(each, actor=actor, now=now, reason=reason, force=True)
            questions.close_about(each, now)
        return Booked(gone, changes.series_cancelled(gone, now))


def send_payment_link(visit: Appointment, now: dt.datetime) -> bool:
    """Texts the patient where to pay, at most once a day; whether they get it. Raises Invalid where nothing is due."""
    if not payments.link(visit):
        raise Invalid(field="payment", problem="nothing is due, or the clinic sends no payment links")
    with transaction():
        return changes.payment_link(visit, now)


# --- Whom it is for --------------------------------------------------------------------------------------------------


def people_called(clinic: Clinic, text: str, limit: int = 20) -> list[Patient]:
    """The patients a few letters of a name, misspelt ones too, or the last digits of a phone could mean."""
    said = text.strip()
    digits = "".join(letter for letter in said if letter.isdigit())
    own = (Patient.clinic == clinic) & Patient.erased_at.is_null() & (Patient.name != "")
    if not said:
        return []
    by = Patient.phone.endswith(digits) if len(digits) >= 3 and len(digits) * 2 > len(said) else meant(clinic, said)
    return list(Patient.select().where(own, by).order_by(Patient.name, Patient.id).limit(limit))


def patient_for(clinic: Clinic, name: str, phone: str, *, actor: Actor, now: dt.datetime) -> Patient:
    """The patient of that name: one the phone speaks for, or the only one so called, else somebody new.

    `phone` is as it was typed, "" for none. Inside the caller's transaction. Raises Invalid for an empty name, a phone
    that is none, and where several are called so and no phone tells which.
    """
    clean = contacts.clean_name(name)
    if not clean:
        raise Invalid(field="patient", problem="is empty")
    number = numbers.e164(phone, clinic.country) if phone else None
    if phone and number is None:
        raise Invalid(field="phone", problem="is not a phone number")
    if number is not None:
        contact = contacts.find(clinic, "sms", number)
        known = contacts.patients(contact) if contact is not None else []
        same = [one for one in known if one.name.casefold() == clean.casefold()]
        return same[0] if same else contacts.enter(clinic, clean, number, actor, now)
    alike = (Patient.clinic == clinic) & Patient.erased_at.is_null() & name_has(clean.split())
    namesakes = [one for one in Patient.select().where(alike) if len(one.name) == len(clean)]
    if len(namesakes) > 1:
        ids = ", ".join(str(one.id) for one in namesakes)
        raise Invalid(field="patient", problem=f"{len(namesakes)} are called so ({ids}): give the phone or the id")
    return namesakes[0] if namesakes else contacts.enter(clinic, clean, None, actor, now)
