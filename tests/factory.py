"""Rows for tests: a clinic with sensible hours, and only what a test names on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from store import clock, contacts, queue
from store.audit import Actor
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Schedule, Service, Ticket

MADE = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
WEEKDAYS = range(5)
CODE_DIGITS = str.maketrans("01234567", "23456789")


def clinic(**columns: Any) -> Clinic:
    facts: dict[str, Any] = {
        "slug": "elm",
        "name": "Elm Street Clinic",
        "sms_number": "+15550100000",
        "telegram_bot_id": 1000000001,
        "staff_chat_id": -1000000000001,
        "display_token": "display-elm",
        "created_at": MADE,
    }
    return Clinic.create(**(facts | columns))


def doctor(
    clinic: Clinic,
    name: str = "Dr. Maya Lee",
    *,
    days: Iterable[int] = WEEKDAYS,
    starts: dt.time = dt.time(9),
    ends: dt.time = dt.time(17),
    slot: int = 30,
    schedule: dict[str, Any] | None = None,
    **columns: Any,
) -> Doctor:
    """A doctor who sees patients on `days` (0 = Monday) between `starts` and `ends`, every `slot` minutes."""
    count = Doctor.select().where(Doctor.clinic == clinic).count()
    facts = {"key": name.lower(), "name": name, "position": count, "room": str(count + 1)}
    row = Doctor.create(clinic=clinic, **(facts | columns))
    for weekday in days:
        hours = {"weekday": weekday, "starts": starts, "ends": ends, "slot_minutes": slot}
        Schedule.create(doctor=row, **(hours | (schedule or {})))
    return row


def service(clinic: Clinic, name: str = "Check-up", minutes: int = 30, **columns: Any) -> Service:
    return Service.create(clinic=clinic, key=name.lower(), name=name, minutes=minutes, **columns)


def contact(clinic: Clinic, address: str = "+15550100001", channel: str = "sms") -> Contact:
    return contacts.find_or_create(clinic, channel, address, MADE)


def patient(clinic: Clinic, name: str = "Ana Ruiz", contact: Contact | None = None) -> Patient:
    """A patient; with a contact, the owner of that phone."""
    if contact is not None:
        return contacts.add_person(contact, name, MADE, owner=True)
    return Patient.create(clinic=clinic, name=name, created_at=MADE)


def code(number: int) -> str:
    """A code such as patients text, another for each number."""
    return f"T{number}" if set(str(number)) <= set("23456789") else f"B{number:o}".translate(CODE_DIGITS)


def visit(doctor: Doctor, patient: Patient, starts_at: dt.datetime, **columns: Any) -> Appointment:
    """A row as it stands, in any status, without claims: for what only reads it. To book one, book it."""
    number = Appointment.select().where(Appointment.clinic == doctor.clinic_id).count() + 1
    facts: dict[str, Any] = {
        "clinic": doctor.clinic_id, "doctor": doctor, "patient": patient, "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(minutes=30), "status": "confirmed", "source": "sms", "created_at": MADE,
        "reference": f"APT-TEST-{number:04d}", "code": code(number),
    }  # fmt: skip
    return Appointment.create(**(facts | columns))


def ticket(clinic: Clinic, patient: Patient, number: int, **columns: Any) -> Ticket:
    """A place in today's line as it stands, in any status; to join, join."""
    facts: dict[str, Any] = {
        "clinic": clinic, "patient": patient, "number": number, "day": clock.now().date(),
        "reference": f"WLK-TEST-{number:04d}", "joined_at": clock.now(),
    }  # fmt: skip
    return Ticket.create(**(facts | columns))


def walk_in(clinic: Clinic, name: str, now: dt.datetime, **facts: Any) -> Ticket:
    """A new patient, with a phone of their own, joins today's queue by text at `now`."""
    phone = _new_phone(clinic)
    given: dict[str, Any] = {"contact": phone, "actor": Actor.patient(phone), "now": now}
    return queue.join(clinic, patient(clinic, name, phone), **(given | facts))


def visit_of(clinic: Clinic, name: str, doctor: Doctor, starts_at: dt.datetime, **columns: Any) -> Appointment:
    """As `visit`, of a new patient with a phone of their own."""
    phone = _new_phone(clinic)
    return visit(doctor, patient(clinic, name, phone), starts_at, **({"contact": phone} | columns))


def _new_phone(clinic: Clinic) -> Contact:
    return contact(clinic, f"+1555010{Contact.select().where(Contact.clinic == clinic).count() + 100:04}")
