"""The clinic as it stands at 7:45: six doctors, two receptionists, an administrator, sixty visits booked last week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot import links
from store import appointments, clock, contacts, schedules, settings, staff
from store.audit import OPERATOR
from store.models import Clinic, Doctor, Patient, Schedule
from tests import factory
from tests.handlers.conftest import Town
from tests.system.morning.players import Board
from tests.system.morning.script import Person

DAY = dt.date(2026, 11, 23)  # a Monday
BOOKED_ON = dt.datetime(2026, 11, 19, 15, tzinfo=dt.UTC)
PIN = "471108"


@dataclass(frozen=True)
class DoctorFacts:
    """`by` is how they call their patients; `member` their name in the staff."""

    name: str
    member: str
    by: str
    here: bool = True


DOCTORS = {
    "lee": DoctorFacts("Dr. Maya Lee", "Maya", "chat"),
    "patel": DoctorFacts("Dr. Raj Patel", "Raj", "chat"),
    "osei": DoctorFacts("Dr. Ama Osei", "Ama", "api"),
    "kim": DoctorFacts("Dr. Jin Kim", "Jin", "api"),
    "novak": DoctorFacts("Dr. Eva Novak", "Eva", "board"),
    "park": DoctorFacts("Dr. Tom Park", "Tom", "chat", here=False),
}
OFFICE = (("Sam", "admin"), ("Rosa", "receptionist"), ("Omar", "receptionist"))


@dataclass
class Member:
    name: str
    token: str
    telegram_id: int
    phone: str
    board: Board


SUNDAY = dt.datetime(2026, 11, 22, 16, tzinfo=dt.UTC)  # 11am: the day before's reminders leave


def stage(town: Town, people: Sequence[Person]) -> dict[str, Member]:
    """Makes all of it; returns the staff by name."""
    clinic = town.clinic
    settings.put(clinic, {"buffer_time_minutes": 0, "max_walk_ins_per_doctor_per_day": 30})
    _doctors(clinic)
    for person in people:
        if person.booked:
            _book(clinic, person)
    members = [*OFFICE, *((facts.member, "doctor") for facts in DOCTORS.values())]
    return {name: _member(town, name, role, number) for number, (name, role) in enumerate(members, 1)}


def _doctors(clinic: Clinic) -> None:
    for facts in DOCTORS.values():
        if Doctor.get_or_none(Doctor.name == facts.name) is None:
            factory.doctor(clinic, facts.name)
    hours = {"starts": dt.time(8), "ends": dt.time(12, 30), "slot_minutes": 20}
    Schedule.update(hours).execute()


def _book(clinic: Clinic, person: Person) -> None:
    contact = None
    if person.address:
        contact = contacts.find_or_create(clinic, person.channel, person.number, BOOKED_ON)
        patient = contacts.add_person(contact, person.name, BOOKED_ON, owner=True)
    else:
        patient = Patient.create(clinic=clinic, name=person.name, created_at=BOOKED_ON)
    doctor = Doctor.get(Doctor.name == DOCTORS[person.doctor].name)
    starts_at = dt.datetime.combine(DAY, person.at, clinic.zone)
    opening = schedules.opening_at(clinic, doctor, starts_at, now=BOOKED_ON)
    appointments.book(
        clinic, patient, opening, contact=contact, source="staff", actor=OPERATOR, now=BOOKED_ON, check_limits=False
    )


def _member(town: Town, name: str, role: str, number: int) -> Member:
    facts = next((one for one in DOCTORS.values() if one.member == name), None)
    doctor = Doctor.get(Doctor.name == facts.name) if facts else None
    phone = f"+1555030000{number}" if name == "Omar" else ""
    row, token = staff.add(
        town.clinic, name, role, now=clock.now(), telegram_id=900 + number, phone=phone or None, doctor=doctor
    )
    if phone:
        staff.set_pin(row, PIN, now=clock.now())
    board = Board(town.url)
    if name == "Rosa" or (facts and facts.by == "board"):
        board.sign_in(links.sign_in(row, clock.now()))
    return Member(name, token, 900 + number, phone, board)
