"""Reading visits: a patient's own, by code, and the staff's list. Nothing here changes a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from peewee import Case

from store import contacts
from store.models import Appointment, Clinic, Contact, Doctor, Patient
from store.timetable import DAY
from store.visit_search import OFFERS as OFFERS
from store.visit_search import Filter, page, with_people

UPCOMING = ("pending", "confirmed", "in-progress")
REMEMBERED = 60 * DAY  # how long after its time a visit still answers to its code


def upcoming(patients: Iterable[Patient], now: dt.datetime) -> list[Appointment]:
    """The visits of these patients that are pending, confirmed or in progress and not over, soonest first."""
    mine = Appointment.patient.in_([patient.id for patient in patients])
    rows = with_people(mine, Appointment.status.in_(UPCOMING), Appointment.ends_at > now)
    return list(rows.order_by(Appointment.starts_at, Appointment.id))


def recent(patients: Iterable[Patient], now: dt.datetime, limit: int = 3) -> list[Appointment]:
    """The latest visits of these patients that are over, missed or cancelled, newest first; moved ones left out."""
    mine = Appointment.patient.in_([patient.id for patient in patients])
    closed = Appointment.status.in_(("completed", "no-show", "cancelled"))
    over = closed | (Appointment.status.in_(UPCOMING) & (Appointment.ends_at <= now))
    return list(with_people(mine, over).order_by(Appointment.starts_at.desc(), Appointment.id.desc()).limit(limit))


def by_code(contact: Contact, code: str, now: dt.datetime) -> Appointment | None:
    """The visit `code` (any case) names among those of the contact's patients; of a moved visit, where it went.

    None for an unknown code and for somebody else's alike (P16). A live visit goes before a closed one of that code.
    """
    people = [patient.id for patient in contacts.patients(contact)]
    live = Case(None, [(Appointment.status.in_(UPCOMING), 0)], 1)
    rows = with_people(
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
        after: Appointment | None = with_people(
            Appointment.rescheduled_from == step.id, Appointment.status.not_in(OFFERS)
        ).first()
        if after is None:
            break
        found = step = after
    return found


def lineage(appointment: Appointment) -> list[Appointment]:
    """The visit and those it was moved from, the first of all last."""
    line = [appointment]
    while (before := line[-1].rescheduled_from) is not None:
        line.append(before)
    return line


def of_ids(ids: Iterable[int]) -> list[Appointment]:
    """These visits with their patient, doctor and service, soonest first; offers left out."""
    rows = with_people(Appointment.id.in_(list(ids)), Appointment.status.not_in(OFFERS))
    return list(rows.order_by(Appointment.starts_at, Appointment.id))


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

    `after` is the id of the last visit of the page before. For more ways to narrow a list see store/visit_search.py.
    """
    people = None if patient is None else [patient] if isinstance(patient, Patient) else list(patient)
    wanted = Filter(
        date_from=date_from, date_to=date_to, doctor_id=doctor.id if doctor is not None else None,
        patient_ids=None if people is None else tuple(one.id for one in people),
        statuses=(status,) if isinstance(status, str) else tuple(status or ()),
    )  # fmt: skip
    return page(clinic, wanted, after=after, limit=limit)
