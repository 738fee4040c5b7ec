"""The demo clinic (O1): ten doctors, their patients, half a year behind and a month ahead; the same one every time."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

from store import clinic_file, languages, schedules, whatsapp
from store.database import transaction
from store.demo import people, visits, walk_ins, wishes
from store.demo.plan import Planner
from store.errors import Invalid
from store.models import Appointment, Clinic, Doctor, Patient, Service, Ticket, WaitlistEntry, local
from store.timetable import DAY

FILE = Path(__file__).with_name("clinic.yaml")
SLUG = "demo"
LEAVE = 12, 14  # days from today on which one doctor is away


@dataclass(frozen=True)
class DemoSummary:
    """What is there now; `already`: it was there before."""

    clinic: Clinic
    already: bool
    doctors: int
    services: int
    patients: int
    visits: int
    tickets: int
    waitlist: int

    def __str__(self) -> str:
        number = self.clinic.sms_number or "no number"
        there = "is already here" if self.already else "is loaded"
        return (
            f"{self.clinic.name} {there}: {self.doctors} doctors, {self.patients} patients, {self.visits} visits, "
            f"{self.tickets} walk-ins, {self.waitlist} on the waitlist; it answers at {number}"
        )


def load(
    environ_number: str, bot_id: int | None, staff_chat_id: int | None, *, now: dt.datetime, seed: int = 7
) -> DemoSummary:
    """Loads the demo clinic into a database without clinics; the same `now` and `seed` give the same rows.

    `environ_number` (E.164, or "" for none) is the number it answers at, by SMS and WhatsApp. Where it is already,
    nothing changes. Raises Invalid when another clinic is there.
    """
    with transaction():
        other = Clinic.select().order_by(Clinic.slug != SLUG).first()
        if other is not None:
            if other.slug == SLUG:
                return _summary(other, already=True)
            raise Invalid(field="demo", problem=f"the database has a clinic already ({other.name}): take an empty one")
        clinic = _clinic(environ_number, bot_id, staff_chat_id, now)
        _fill(clinic, now, seed)
    return _summary(clinic, already=False)


def _clinic(number: str, bot_id: int | None, staff_chat_id: int | None, now: dt.datetime) -> Clinic:
    """The clinic of the file beside this one. Its numbers are the environment's, whatever they look like."""
    # New York's date: the zone of the file.
    today = now.astimezone(Clinic(zone_name="America/New_York").zone).date()
    first, last = (today + days * DAY for days in LEAVE)
    text = FILE.read_text(encoding="utf-8").replace("LEAVE", f"{first} to {last}")
    clinic = clinic_file.load(text, now=now).clinic
    clinic.sms_number = clinic.whatsapp_number = number or None
    clinic.whatsapp_templates = whatsapp.sample_templates(languages.CODES)
    clinic.telegram_bot_id, clinic.staff_chat_id = bot_id, staff_chat_id
    clinic.display_token = SLUG  # the waiting-room page has no names on it
    clinic.save()
    return clinic


def _fill(clinic: Clinic, now: dt.datetime, seed: int) -> None:
    doctors = list(Doctor.select().where(Doctor.clinic == clinic).order_by(Doctor.position))
    rng = random.Random(seed)
    persons = people.add(clinic, rng, now)
    planner = Planner(clinic, _given(clinic, doctors), persons, now, seed)
    planned = planner.run()
    offers = wishes.offered(planned, now)
    rows = visits.add(clinic, planned, rng, now)
    by_start = {(row.doctor_id, row.patient_id, row.starts_at): row for row in rows.values()}
    offered = [(v, by_start[v.doctor.id, v.person.patient.id, v.starts_at]) for v in offers]
    wishes.add(clinic, doctors, persons, offered, rng, now, local(clinic, now).date())
    walk_ins.add(clinic, planner, persons, rng)


def _given(clinic: Clinic, doctors: list[Doctor]) -> dict[Doctor, list[Service]]:
    """Each doctor's services."""
    given: dict[Doctor, list[Service]] = {doctor: [] for doctor in doctors}
    for service in Service.select().where(Service.clinic == clinic).order_by(Service.position):
        for doctor in schedules.doctors_for(clinic, service):
            given[doctor].append(service)
    return given


def _summary(clinic: Clinic, *, already: bool) -> DemoSummary:
    tables = (Doctor, Service, Patient, Appointment, Ticket, WaitlistEntry)
    counts = (table.select().where(table.clinic == clinic).count() for table in tables)
    return DemoSummary(clinic, already, *counts)
