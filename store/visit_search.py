"""Finding visits among many: one filter for the board's list, the endpoint and bulk acts. Changes nothing."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from operator import or_
from typing import Any, cast

from peewee import JOIN, Expression, ModelSelect, fn

from store import names
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Service
from store.timetable import DAY, MIDNIGHT, edge

OFFERS = ("held", "released")  # an offered time is nobody's visit yet
LEAST_DIGITS = 3  # of a phone number's end


@dataclass(frozen=True)
class Filter:
    """What a list of visits is narrowed to; what is empty asks nothing. Dates are the clinic's days, inclusive.

    `text` is a few letters: of the patient's name (every word, accents aside; misspelt where nobody is called so), of
    the reference, the whole code, or the last digits of a phone. Offers appear only where `statuses` names them.
    """

    date_from: dt.date | None = None
    date_to: dt.date | None = None
    doctor_id: int | None = None
    patient_ids: tuple[int, ...] | None = None
    statuses: tuple[str, ...] = ()
    visit_type: str = ""
    payment: str = ""
    series: int | None = None
    text: str = ""
    only: tuple[int, ...] | None = None  # of these visits


def with_people(*conditions: Expression) -> ModelSelect[Appointment]:
    """Visits with their patient, doctor and service, in one query."""
    rows = Appointment.select(Appointment, Patient, Doctor, Service).join(Patient).switch(Appointment).join(Doctor)
    return rows.switch(Appointment).join(Service, JOIN.LEFT_OUTER).where(*conditions)


def page(clinic: Clinic, wanted: Filter, *, after: int | None = None, limit: int = 100) -> list[Appointment]:
    """The visits by start, `limit` of them after the visit of the id `after` (a visit's start never changes)."""
    conditions = _conditions(clinic, wanted)
    last = Appointment.get_or_none(Appointment.id == after, Appointment.clinic == clinic) if after else None
    if last is not None:
        later = Appointment.starts_at > last.starts_at
        conditions.append(later | ((Appointment.starts_at == last.starts_at) & (Appointment.id > last.id)))
    return list(with_people(*conditions).order_by(Appointment.starts_at, Appointment.id).limit(limit))


def counts(clinic: Clinic, wanted: Filter) -> dict[str, int]:
    """How many visits the filter finds, by status."""
    rows = Appointment.select(Appointment.status, fn.COUNT(Appointment.id)).join(Patient)
    found = rows.where(*_conditions(clinic, wanted)).group_by(Appointment.status)
    return dict(cast("list[tuple[str, int]]", list(found.tuples())))


def _conditions(clinic: Clinic, wanted: Filter) -> list[Expression]:
    conditions: list[Any] = [Appointment.clinic == clinic]
    conditions.append(Appointment.status.in_(wanted.statuses) if wanted.statuses else Appointment.status.not_in(OFFERS))
    if wanted.date_from is not None:
        conditions.append(Appointment.starts_at >= edge(dt.datetime.combine(wanted.date_from, MIDNIGHT), clinic.zone))
    if wanted.date_to is not None:
        end = dt.datetime.combine(wanted.date_to + DAY, MIDNIGHT)
        conditions.append(Appointment.starts_at < edge(end, clinic.zone))
    asked: tuple[tuple[Any, object], ...] = (
        (Appointment.doctor, wanted.doctor_id), (Appointment.visit_type, wanted.visit_type or None),
        (Appointment.payment_status, wanted.payment or None), (Appointment.series, wanted.series),
    )  # fmt: skip
    for column, value in asked:
        if value is not None:
            conditions.append(column == value)
    if wanted.patient_ids is not None:
        conditions.append(Appointment.patient.in_(wanted.patient_ids))
    if wanted.only is not None:
        conditions.append(Appointment.id.in_(wanted.only))
    if wanted.text.strip():
        conditions.append(_spoken_of(clinic, wanted.text))
    return conditions


def _spoken_of(clinic: Clinic, text: str) -> Expression:
    said = text.strip()
    ways: list[Any] = [
        names.meant(clinic, said),
        Appointment.reference.contains(said),
        Appointment.code == said.upper(),
    ]
    digits = re.sub(r"[\s().+-]", "", said)
    if digits.isascii() and digits.isdigit() and len(digits) >= LEAST_DIGITS:
        theirs = (Contact.clinic == clinic) & (Contact.address.endswith(digits) | Contact.phone.endswith(digits))
        told = Contact.select(Contact.id).where(theirs, Contact.channel != "email")
        ways += [Patient.phone.endswith(digits), Appointment.contact.in_(told)]
    return cast(Expression, functools.reduce(or_, ways))
