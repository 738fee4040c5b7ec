"""Eight processes want the same times (B4): nobody is booked twice over, whatever the length, the capacity, the engine.

Shown both ways: with the unique index on claims the database refuses what slips past everything else; without it the
very same race double-books.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import psycopg
import pytest

from store import appointments, audit, claims, schedules, settings
from store import database as db
from store.audit import CLOCK
from store.migrations import upgrade
from store.models import Appointment, Claim, Clinic, Doctor, Patient
from tests import conftest, factory
from tests.races import workers

pytestmark = pytest.mark.slow

PROCESSES = 8
LIVE = ("held", "pending", "confirmed", "in-progress")
NINE = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
BUFFER = 10


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the test's own: it is going to lose an index."""
    if engine == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('tmp_path')}/race.db"
        return
    name = f"frontdesk_race_{os.getpid()}"
    with psycopg.connect(conftest.POSTGRES, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
    yield f"{conftest.POSTGRES.rsplit('/', 1)[0]}/{name}"
    with psycopg.connect(conftest.POSTGRES, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(database_url: str) -> Iterator[str]:
    engine: Any = db.connect_to(database_url)
    upgrade()
    with db.connected():
        yield database_url
    getattr(engine, "close_all", engine.close)()


def race(url: str, work: Callable[..., Any], *arguments: Any, broken: str = "") -> list[Any]:
    """Runs `work(number, *arguments)` in eight new processes at once; what each returned."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(PROCESSES, workers.ready, (url, spawn.Barrier(PROCESSES), broken)) as pool:
        return pool.starmap(work, [(number, *arguments) for number in range(PROCESSES)], chunksize=1)


def crowded(clinic: Clinic, capacity: int, patients: int, doctors: int = 1) -> list[Doctor]:
    rows = [
        factory.doctor(clinic, f"Dr. Sample {number}", schedule={"capacity": capacity, "buffer_minutes": BUFFER})
        for number in range(doctors)
    ]
    with db.transaction():
        for number in range(patients):
            factory.patient(clinic, f"Sample {number}")
        for minutes in (20, 60):
            factory.service(clinic, f"{minutes} min", minutes=minutes)
    return rows


def most_at_once(doctor: Doctor) -> int:
    """The largest number of live visits (buffer included) that share any 5 minutes, from the visits alone."""
    count: Counter[int] = Counter()
    for visit in Appointment.select().where(Appointment.doctor == doctor, Appointment.status.in_(LIVE)):
        count.update(claims.units(visit.starts_at, visit.ends_at + BUFFER * workers.MINUTE))
    return max(count.values(), default=0)


def check_claims() -> None:
    """Each live visit holds its units and nothing else does."""
    held: dict[int, list[int]] = defaultdict(list)
    for claim in Claim.select().order_by(Claim.unit):
        held[claim.appointment_id].append(claim.unit)
    needed = {
        visit.id: list(claims.units(visit.starts_at, visit.ends_at + BUFFER * workers.MINUTE))
        for visit in Appointment.select().where(Appointment.status.in_(LIVE))
    }
    assert held == needed


@pytest.mark.parametrize("capacity", [1, 3])
@pytest.mark.parametrize("broken", ["", "no lock"])
def test_one_slot_is_given_as_often_as_it_has_seats(clinic: Clinic, store: str, capacity: int, broken: str) -> None:
    [doctor] = crowded(clinic, capacity, PROCESSES * 7)
    heard: Counter[str] = sum(race(store, workers.wants_one_slot, 7, NINE, (30, 60, 20), broken=broken), Counter())
    assert heard["booked"] == most_at_once(doctor) == capacity
    assert heard["slot_taken"] == heard["alternatives"] == PROCESSES * 7 - capacity
    check_claims()


@pytest.mark.parametrize("index", [True, False])
def test_the_index_alone_refuses_and_without_it_the_race_double_books(clinic: Clinic, store: str, index: bool) -> None:
    [doctor] = crowded(clinic, 1, PROCESSES)
    if not index:
        db.database.execute_sql("DROP INDEX claim_doctor_id_unit_seat")
    heard: Counter[str] = sum(race(store, workers.wants_one_slot, 1, NINE, (30,), broken="blind"), Counter())
    if index:
        assert (heard["booked"], heard["slot_taken"], most_at_once(doctor)) == (1, PROCESSES - 1, 1)
    else:
        assert (heard["booked"], most_at_once(doctor)) == (PROCESSES, PROCESSES)


@pytest.mark.parametrize("capacity", [1, 3])
def test_everything_at_once(clinic: Clinic, store: str, capacity: int) -> None:
    """Bookings, offers, moves and cancellations of several lengths: every visit ends as its process left it."""
    settings.put(clinic, {"max_open_visits": 100})
    doctors = crowded(clinic, capacity, PROCESSES * 20, doctors=2)
    results = race(store, workers.does_everything, 60)
    heard: Counter[str] = sum((count for count, _ in results), Counter())
    assert all(heard[event] for event in ("book", "hold", "accept", "release", "move", "cancel")), heard
    assert all(most_at_once(doctor) <= capacity for doctor in doctors)
    check_claims()
    left = {number: status for _, visits in results for number, status in visits.items()}
    assert left == {visit.id: visit.status for visit in Appointment.select()}


def test_one_patient_cannot_be_in_two_places_nor_pass_the_limit(clinic: Clinic, store: str) -> None:
    """Each process asks another doctor, so it is the patient's own row that they meet on."""
    settings.put(clinic, {"max_open_visits": 3})
    crowded(clinic, 1, 1, doctors=PROCESSES)
    heard: Counter[str] = sum(race(store, workers.is_one_patient, NINE), Counter())
    visits = list(Appointment.select().order_by(Appointment.starts_at, Appointment.id))
    assert heard["booked"] == len(visits) == 3
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(visits))
    assert set(heard) <= {"booked", "patient_busy", "too_many_open", "slot_taken"}


def test_of_all_who_change_one_visit_one_does(clinic: Clinic, store: str) -> None:
    [doctor] = crowded(clinic, 2, 24)
    facts: dict[str, Any] = {"source": "sms", "actor": CLOCK, "now": workers.NOW}
    found = schedules.openings(clinic, now=workers.NOW, first=workers.TOMORROW, last=workers.TOMORROW, limit=4)
    for patient in Patient.select():
        opening = found[patient.id % 2]
        if opening.seats > Appointment.select().where(Appointment.starts_at == opening.starts_at).count():
            appointments.book(clinic, patient, opening, **facts)
        elif Appointment.select().count() < 6:
            appointments.hold(clinic, patient, found[2], until=workers.NOW + workers.MINUTE, **facts)
    before = list(Appointment.select().order_by(Appointment.id))
    assert [visit.status for visit in before].count("held") == 2
    heard = race(store, workers.changes_one_visit)
    for at, visit in enumerate(before):
        assert Counter(process[at] for process in heard)["done"] == 1, [process[at] for process in heard]
        assert {process[at] for process in heard} <= {"done", "already_moved_on", "wrong_transition", "slot_taken"}
        trail = audit.trail("appointment", visit.id)
        assert len(trail) == 2  # made, and changed once
    assert most_at_once(doctor) <= 2
    check_claims()
