"""The demo clinic: enough of everything, nothing in conflict, the same every time, and room for newcomers."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from store import appointments, audit, contacts, database, demo, misfits, schedules
from store.errors import Invalid
from store.models import (
    APPOINTMENT_STATUSES,
    TABLES,
    TICKET_STATUSES,
    WAITLIST_STATUSES,
    Appointment,
    Claim,
    Clinic,
    Doctor,
    Schedule,
    Ticket,
    WaitlistEntry,
)
from store.references import LIVE
from tests import factory

pytestmark = pytest.mark.slow

NEW_YORK = ZoneInfo("America/New_York")
NOW = dt.datetime(2026, 11, 23, 10, 10, tzinfo=NEW_YORK)  # a Monday
NUMBER = "+15555550100"


def load(now: dt.datetime = NOW) -> demo.DemoSummary:
    return demo.load(NUMBER, 1000000001, -1000000000001, now=now)


@pytest.fixture
def clinic(store: str) -> Clinic:
    return load().clinic


def test_enough_of_everything(store: str) -> None:
    summary = load()
    assert (summary.doctors, summary.already) == (10, False)
    assert summary.patients >= 100
    assert summary.visits >= 500
    assert summary.tickets >= 100
    clinic = summary.clinic
    assert (clinic.sms_number, clinic.whatsapp_number, clinic.zone_name) == (NUMBER, NUMBER, "America/New_York")
    assert len({doctor.specialty for doctor in Doctor.select()}) == 10
    assert {row.status for row in Appointment.select()} == set(APPOINTMENT_STATUSES)
    assert {row.status for row in WaitlistEntry.select()} == set(WAITLIST_STATUSES)
    assert {row.status for row in Ticket.select()} <= set(TICKET_STATUSES) - {"waiting", "called", "in-service"}
    assert {row.weekday for row in Schedule.select()} == set(range(6))
    assert {row.visit_type for row in Schedule.select()} == {"in_person", "online", "both"}
    assert max(row.capacity for row in Schedule.select()) > 1
    days = [row.starts_at for row in Appointment.select()]
    assert min(days) < NOW - dt.timedelta(days=175)
    assert max(days) > NOW + dt.timedelta(days=25)
    assert str(summary).startswith("Demo Clinic is loaded: 10 doctors, 130 patients, ")


def test_claims_are_those_that_booking_makes(clinic: Clinic) -> None:
    """Each live visit is booked again where it stands, in an empty calendar; the claims come out the same."""

    def held() -> list[Any]:  # whose seat is which does not matter
        rows: Any = Claim.select(Claim.doctor, Claim.unit).order_by(Claim.doctor, Claim.unit)
        return list(rows.tuples())

    future = [row for row in Appointment.select() if row.status in LIVE and row.starts_at > NOW]
    Claim.delete().where(Claim.appointment.not_in(future)).execute()
    before = held()
    Claim.delete().execute()
    Appointment.update(status="cancelled").execute()
    for row in future:
        opening = schedules.opening_at(clinic, row.doctor, row.starts_at, now=NOW, service=row.service, notice=False)
        appointments.book(
            clinic, row.patient, opening, service=row.service, source="demo", actor=audit.OPERATOR, now=NOW,
            check_limits=False,
        )  # fmt: skip
    assert held() == before


def test_a_newcomer_books_with_dr_lee_tomorrow_at_three(clinic: Clinic) -> None:
    contact = contacts.find_or_create(clinic, "sms", "+15555550111", NOW)
    patient = contacts.add_person(contact, "Ana Sample", NOW, owner=True)
    lee = Doctor.get(Doctor.key == "lee")
    three = dt.datetime(2026, 11, 24, 15, tzinfo=NEW_YORK)
    opening = schedules.opening_at(clinic, lee, three, now=NOW, patient=patient)
    visit = appointments.book(
        clinic, patient, opening, contact=contact, source="sms", actor=audit.Actor.patient(contact), now=NOW
    )
    assert len(visit.code) == 2  # the short codes are left for newcomers
    number = Appointment.select().where(Appointment.reference.startswith("APT-20261124-")).count()
    assert visit.reference == f"APT-20261124-{number:04}"


def test_the_same_moment_gives_the_same_rows(store: str, engine: str) -> None:
    def rows() -> dict[str, list[Any]]:
        return {table.__name__: [dict(row.__data__) for row in table.select().order_by(table.id)] for table in TABLES}

    with database.database.atomic() as undone:
        load()
        first = rows()
        undone.rollback()
    if engine == "postgresql":  # numbers of rows go on there
        names = ", ".join(f'"{table._meta.table_name}"' for table in TABLES)
        database.database.execute_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    load()
    assert rows() == first


def test_a_second_load_changes_nothing(clinic: Clinic) -> None:
    visits = Appointment.select().count()
    again = load(NOW + dt.timedelta(days=1))
    assert again.already
    assert str(again).startswith("Demo Clinic is already here")
    assert Appointment.select().count() == visits


def test_a_database_with_another_clinic_is_left_alone(store: str) -> None:
    factory.clinic()
    with pytest.raises(Invalid) as refusal:
        load()
    assert "Elm Street Clinic" in str(refusal.value)
    assert Clinic.select().count() == 1
    assert not Appointment.select().exists()


def test_it_loads_without_any_number(store: str) -> None:
    clinic = demo.load("", None, None, now=NOW).clinic
    assert (clinic.sms_number, clinic.telegram_bot_id, clinic.staff_chat_id) == (None, None, None)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "when",
    [
        "2026-03-08 06:59",  # a minute before the clocks jump
        "2026-11-01 05:30",  # in the hour that comes twice
        "2026-12-06 20:00",  # a Sunday
        "2027-01-01 04:30",  # New Year's Eve in New York, New Year's Day in UTC
        "2028-02-29 23:59",
        "2026-08-14 13:00",
    ],
)
def test_it_loads_at_any_moment_with_any_seed(store: str, when: str, seed: int) -> None:
    """Enough visits in every status, none outside the hours."""
    now = dt.datetime.fromisoformat(f"{when}+00:00")
    summary = demo.load(NUMBER, None, None, now=now, seed=seed)
    assert summary.visits >= 500
    assert {row.status for row in Appointment.select()} == set(APPOINTMENT_STATUSES)
    assert misfits.found(summary.clinic, now) == []
