"""What is in the demo clinic: nothing in conflict, a history that can have been, room for newcomers."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from store import audit, clinic_file, database, demo, misfits, schedules
from store.models import (
    Appointment,
    Audit,
    Clinic,
    Contact,
    Doctor,
    Patient,
    Ticket,
    local,
)
from store.timetable import Timetable
from tests.store.test_demo import NEW_YORK, NOW, load


@pytest.fixture
def engine() -> str:
    return "sqlite"  # how it gets there on the others is test_demo.py's


@pytest.fixture(scope="session")
def empty_sqlite(empty_sqlite: Path) -> Path:
    """The template of this folder's databases, with the demo in it."""
    path = empty_sqlite.with_name("demo.db")
    if not path.exists():
        shutil.copy(empty_sqlite, path)
        database.connect_to(f"sqlite:///{path}")
        with database.connected():
            load()
    return path


@pytest.fixture
def clinic(store: str) -> Clinic:
    return Clinic.get()


def test_sample_people_have_sample_numbers(clinic: Clinic) -> None:
    numbers = [row.address for row in Contact.select().where(Contact.channel != "telegram")]
    assert numbers
    assert all(number[5:8] == "555" and number[8:10] == "01" for number in numbers)
    assert len({patient.name for patient in Patient.select()}) == Patient.select().count()


def test_names_that_a_newcomer_may_text(clinic: Clinic) -> None:
    """One Dr. Lee, two Dr. Khans."""
    surnames = Counter(doctor.name.split()[-1] for doctor in Doctor.select())
    assert (surnames["Lee"], surnames["Khan"]) == (1, 2)


def test_no_two_visits_share_a_seat_and_nobody_is_in_two_places(clinic: Clinic) -> None:
    kept = [row for row in Appointment.select() if row.status not in ("cancelled", "rescheduled", "released")]
    for key in ("patient_id", "doctor_id"):
        rows: dict[int, list[Appointment]] = defaultdict(list)
        for row in kept:
            rows[getattr(row, key)].append(row)
        for mine in rows.values():
            for row in mine:
                at_once = [other for other in mine if other.starts_at < row.ends_at and row.starts_at < other.ends_at]
                assert len(at_once) <= (8 if key == "doctor_id" and row.doctor.key == "martin" else 1)


def test_every_visit_stands_on_the_grid_of_its_doctors_hours(clinic: Clinic) -> None:
    doctors = {doctor.id: doctor for doctor in Doctor.select()}
    table = Timetable(clinic, list(doctors.values()), dt.date(2026, 5, 1), dt.date(2026, 12, 31))
    for row in Appointment.select():
        day = local(clinic, row.starts_at).date()
        grid = [
            stretch
            for stretch in table.stretches(row.doctor_id, day)
            if row.starts_at in stretch.starts(clinic.zone, table.day(day)) and row.ends_at <= stretch.ends_at
        ]
        assert len(grid) == 1
        assert row.visit_type == grid[0].visit_type or grid[0].visit_type == "both"
        assert row.service is not None
        assert row.ends_at - row.starts_at == dt.timedelta(minutes=row.service.minutes)
        assert not table.blocked(row.doctor_id, row.starts_at, row.ends_at)
        assert doctors[row.doctor_id] in schedules.doctors_for(clinic, row.service)
    assert misfits.found(clinic, NOW) == []


def test_what_has_happened_and_what_has_not(clinic: Clinic) -> None:
    for row in Appointment.select():
        assert row.created_at < NOW
        if row.starts_at > NOW:
            assert row.status in ("pending", "confirmed", "cancelled", "rescheduled", "held", "released")
            assert row.checked_in_at is None
        else:
            assert row.status in ("completed", "no-show", "cancelled", "rescheduled", "in-progress", "confirmed")
        for moment in (row.checked_in_at, row.completed_at, row.cancelled_at):
            assert moment is None or row.created_at <= moment <= NOW
        assert (row.completed_at is not None) == (row.status == "completed")
        assert (row.cancelled_at is not None) == (row.status == "cancelled")
        assert bool(row.meeting_link) == (row.visit_type == "online")
        assert row.service is not None
        assert row.fee_cents == row.service.fee_cents
    moved = [row for row in Appointment.select() if row.rescheduled_from_id]
    assert moved
    assert all(row.rescheduled_from.status == "rescheduled" for row in moved)
    assert Appointment.select().where(Appointment.status == "rescheduled").count() == len(moved)


def test_walk_ins_were_seen_one_at_a_time_for_realistic_times(clinic: Clinic) -> None:
    seen = [ticket for ticket in Ticket.select().order_by(Ticket.called_at) if ticket.status == "completed"]
    minutes = sorted((ticket.finished_at - ticket.called_at).total_seconds() / 60 for ticket in seen)
    assert 10 <= minutes[len(minutes) // 2] <= 25
    assert minutes[0] >= 5
    assert minutes[-1] <= 45
    until: dict[int | None, dt.datetime] = {}
    for ticket in seen:
        assert ticket.joined_at < ticket.called_at < ticket.started_at < ticket.finished_at
        assert until.get(ticket.serving_doctor_id, ticket.called_at) <= ticket.called_at
        until[ticket.serving_doctor_id] = ticket.finished_at
    assert not Ticket.select().where(Ticket.day == NOW.date()).exists()


@pytest.mark.parametrize(
    "name", ["lee", "amir-khan", "sara-khan", "weber", "nair", "alvarez", "okafor", "petrov", "martin", "haddad"]
)
def test_every_doctor_has_free_times_soon(clinic: Clinic, name: str) -> None:
    doctor = Doctor.get(Doctor.key == name)
    first = NOW.date() + dt.timedelta(days=1)
    found = schedules.openings(clinic, now=NOW, first=first, last=first + dt.timedelta(days=2), doctors=[doctor])
    assert len(found) >= 5


def test_tomorrow_at_three_is_free_with_whoever_works_then(clinic: Clinic) -> None:
    for ahead in range(1, 7):
        day = NOW.date() + dt.timedelta(days=ahead)
        three = dt.datetime.combine(day, dt.time(15), NEW_YORK)
        free = {o.doctor.key for o in schedules.openings(clinic, now=NOW, first=day, last=day) if o.starts_at == three}
        working = {d.key for d in Doctor.select() if any(a <= three < b for a, b in schedules.working(d, day))}
        assert free == working
        assert ("lee" in free) == (day.weekday() != 6)


def test_the_demo_is_a_clinic_file_without_faults() -> None:
    text = demo.FILE.read_text(encoding="utf-8").replace("LEAVE", "2026-12-05 to 2026-12-07")
    assert [str(problem) for problem in clinic_file.check(text) if not problem.warning] == []


def test_every_visit_has_its_history(clinic: Clinic) -> None:
    booked = Audit.select().where(Audit.action.in_(("appointment.book", "appointment.hold"))).count()
    assert booked == Appointment.select().count()
    gone = Appointment.get(Appointment.status == "cancelled")
    assert [row.action for row in audit.trail("appointment", gone.id)] == ["appointment.book", "appointment.cancel"]
