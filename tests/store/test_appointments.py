"""Visits: booked, moved, cancelled, held for an offer."""

from __future__ import annotations

import datetime as dt
import random
import re
from typing import Any

import pytest

from store import appointments, audit, claims, schedules, settings
from store.audit import CLOCK, Actor
from store.database import transaction
from store.errors import (
    AlreadyMovedOn,
    InThePast,
    NotFound,
    NotOpen,
    OfferGone,
    PatientBusy,
    Refusal,
    SlotTaken,
    TooFarAhead,
    TooLateToCancel,
    TooManyOpen,
    TooSoon,
    WrongTransition,
)
from store.models import Appointment, Claim, Clinic, Contact, Doctor, Patient, Schedule, Service
from store.schedules import Opening
from tests import factory

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)  # Monday 12:00 in New York
TOMORROW_AT_9 = NOON + 21 * HOUR
STAFF = Actor("staff", 1, "Ana", "endpoint")


@pytest.fixture
def doctor(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic)


@pytest.fixture
def contact(clinic: Clinic) -> Contact:
    return factory.contact(clinic)


@pytest.fixture
def patient(clinic: Clinic, contact: Contact) -> Patient:
    return factory.patient(clinic, contact=contact)


def at(doctor: Doctor, when: dt.datetime, now: dt.datetime = NOON, **asked: Any) -> Opening:
    return schedules.opening_at(doctor.clinic, doctor, when, now=now, **asked)


def book(patient: Patient, opening: Opening, now: dt.datetime = NOON, **asked: Any) -> Appointment:
    asked = {"source": "sms", "actor": CLOCK, "now": now} | asked
    return appointments.book(opening.doctor.clinic, patient, opening, **asked)


def units_held(visit: Appointment) -> list[int]:
    """The visit's claims as minutes from its start."""
    rows = Claim.select(Claim.unit).where(Claim.appointment == visit).order_by(Claim.unit)
    return [(row.unit - claims.unit_of(visit.starts_at)) * 5 for row in rows]


# --- Booking ---------------------------------------------------------------------------------------------------------


def test_a_booking_holds_its_time_and_its_buffer(clinic: Clinic, contact: Contact, patient: Patient) -> None:
    doctor = factory.doctor(clinic, "Dr. Sam Holt", schedule={"buffer_minutes": 10})
    visit = book(patient, at(doctor, TOMORROW_AT_9), contact=contact, actor=Actor.patient(contact), reason="cough")
    assert (visit.status, visit.starts_at, visit.ends_at) == ("confirmed", TOMORROW_AT_9, TOMORROW_AT_9 + HOUR / 2)
    assert units_held(visit) == [0, 5, 10, 15, 20, 25, 30, 35]
    assert (visit.reference, visit.visit_type, visit.meeting_link) == ("APT-20261124-0001", "in_person", "")
    assert re.fullmatch("[BDFGHJKLPQRTVW][2-9]", visit.code)
    [row] = audit.trail("appointment", visit.id)
    assert (row.action, row.actor_kind, row.actor_id, row.after["status"]) == (
        "appointment.book", "patient", contact.id, "confirmed",
    )  # fmt: skip


def test_references_run_by_the_day_of_the_visit(doctor: Doctor, patient: Patient) -> None:
    visits = [book(patient, at(doctor, TOMORROW_AT_9 + hours * HOUR)) for hours in (0, 24, 1)]
    assert [v.reference for v in visits] == ["APT-20261124-0001", "APT-20261125-0001", "APT-20261124-0002"]
