"""Reading visits: a patient's own, by code, and the staff's list. Nothing here changes a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from peewee import JOIN, Case, Expression, ModelSelect

from store import contacts
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Service
from store.timetable import DAY, MIDNIGHT, edge

UPCOMING = ("pending", "confirmed", "in-progress")
OFFERS = ("held", "released")  # an offered time is nobody's visit yet
REMEMBERED = 60 * DAY  # how long after its time a visit still answers to its code


def _visits(*conditions: Expression) -> ModelSelect[Appointment]:
    """Visits with their patient, doctor and service, in one query."""
    rows = Appointment.select(Appointment, Patient, Doctor, Service).join(Patient).switch(Appointment).join(Doctor)
    return rows.switch(Appointment).join(Service, JOIN.LEFT_OUTER).where(*conditions)


def upcoming(patients: Iterable[Patient], now: dt.datetime) -> list[Appointment]:
    """The visits of these patients that are pending, confirmed or in progress and not over, soonest first."""
    mine = Appointment.patient.in_([patient.id for patient in patients])
    rows = _visits(mine, Appointment.status.in_(UPCOMING), Appointment.ends_at > now)
    return list(rows.order_by(Appointment.starts_at, Appointment.id))


def recent(patients: Iterable[Patient], now: dt.datetime, limit: int = 3) -> list[Appointment]:
    """The latest visits of these patients that are over, missed or cancelled, newest first; moved ones left out."""
    mine = Appointment.patient.in_([patient.id for patient in patients])
    closed = Appointment.status.in_(("completed", "no-show", "cancelled"))
    over = closed | (Appointment.status.in_(UPCOMING) & (Appointment.ends_at <= now))
    return list(_visits(mine, over).order_by(Appointment.starts_at.desc(), Appointment.id.desc()).limit(limit))


def by_code(contact: Contact, code: str, now: dt.datetime) -> Appointment | None:
    """The visit `code` (any case) names among those of the contact's patients; of a moved visit, where it went.

    None for an unknown code and for somebody else's alike (P16). A live visit goes before a closed one of that code.
    """
    people = [patient.id for patient in contacts.patients(contact)]
    live = Case(None, [(Appointment.status.in_(UPCOMING), 0)], 1)
    rows = _visits(
        Appointment.clinic == contact.clinic_id,
        Appointment.code == code.strip().upper(),
        Appointment.patient.in_(people),
        Appointment.status.not_in(OFFERS),
        Appointment.ends_at > now - REMEMBERED,
    )
    found: Appointment | None = rows.order_by(live, Appointment.id.desc()).first()
    return found and (moved_to(found) or found)


def moved_to(appointment: Appointment) -> Appointment | None:
    """Where a moved visit is now, through every move; None when it was not moved."""
    found, step = None, appointment
    while step.status == "rescheduled":
        after: Appointment | None = _visits(
            Appointment.rescheduled_from == step.id, Appointment.status.not_in(OFFERS)
        ).first()
        if after is None:
            break
        found = step = after
    return found


def search(
    clinic: Clinic,
    *,
    date_from: dt.date | None = None,
    date_to: dt.date | None = None,
    doctor: Doctor | None = None,
    patient: Patient | Sequence[Patient] | None = None,
    status: str | Sequence[str] | None = None,
    after: int | None = None,
    limit: int = 100,
) -> list[Appointment]:
    """The clinic's visits by start, between two of its days (inclusive). Offers appear only when `status` names them.

    `after` is the id of the last visit of the page before (a visit's start never changes: a move makes a new one).
    """
    statuses = [status] if isinstance(status, str) else list(status or ())
    conditions = [Appointment.clinic == clinic]
    conditions.append(Appointment.status.in_(statuses) if statuses else Appointment.status.not_in(OFFERS))
    if date_from is not None:
        conditions.append(Appointment.starts_at >= edge(dt.datetime.combine(date_from, MIDNIGHT), clinic.zone))
    if date_to is not None:
        conditions.append(Appointment.starts_at < edge(dt.datetime.combine(date_to + DAY, MIDNIGHT), clinic.zone))
    if doctor is not None:
        conditions.append(Appointment.doctor == doctor)
    if patient is not None:
        wanted = [patient] if isinstance(patient, Patient) else list(patient)
        conditions.append(Appointment.patient.in_(wanted))
    last = Appointment.get_or_none(Appointment.id == after, Appointment.clinic == clinic) if after else None
    if last is not None:
        later = Appointment.starts_at > last.starts_at
        conditions.append(later | ((Appointment.starts_at == last.starts_at) & (Appointment.id > last.id)))
    return list(_visits(*conditions).order_by(Appointment.starts_at, Appointment.id).limit(limit))
