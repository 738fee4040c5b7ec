"""Ten members of staff, a process each, call at once (Q3): never one patient to two, never two to one doctor."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from store import database as db
from store import settings
from store.models import Audit, Clinic, OutboxMessage, Ticket
from store.models import Counter as Numbers
from store.tickets import WITH_DOCTOR
from tests import factory
from tests.races import callers

pytestmark = pytest.mark.slow

STAFF, EACH = 10, 20
MINUTE = dt.timedelta(minutes=1)


def race(url: str, work: Callable[..., Any], *arguments: Any, broken: bool = False) -> list[tuple[str, int]]:
    """Everything heard by ten new processes that run `work(number, *arguments)` at once."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(STAFF, callers.ready, (url, spawn.Barrier(STAFF), broken)) as pool:
        told = pool.starmap(work, [(number, *arguments) for number in range(STAFF)], chunksize=1)
    return [one for heard in told for one in heard]


def waiting_room(clinic: Clinic, people: int) -> None:
    settings.put(clinic, {"max_queue_length": 1000, "max_walk_ins_per_doctor_per_day": 500})
    with db.transaction():
        for number in range(STAFF):
            factory.doctor(clinic, f"Dr. Sample {number}")
        phone = factory.contact(clinic)
        for number in range(people):
            patient = factory.patient(clinic, f"Sample {number}")
            day = callers.NOON.date()
            Ticket.create(
                clinic=clinic, day=day, number=number + 1, reference=f"WLK-{number}", patient=patient, contact=phone,
                joined_at=callers.NOON - (people - number) * MINUTE / 10,
            )  # fmt: skip


def test_two_hundred_calls_by_ten_staff_hand_each_patient_to_one(clinic: Clinic, store: str) -> None:
    waiting_room(clinic, STAFF * EACH + 5)
    heard = race(store, callers.calls_next, EACH, False)
    called = [ticket for what, ticket in heard if what == "called"]
    assert len(called) == len(set(called)) == STAFF * EACH
    first = [ticket.id for ticket in Ticket.select().order_by(Ticket.number).limit(STAFF * EACH)]
    assert sorted(called) == sorted(first)
    busy = [ticket.serving_doctor_id for ticket in Ticket.select().where(Ticket.status.in_(WITH_DOCTOR))]
    assert len(busy) == len(set(busy)) == STAFF
    acts = Counter(row.subject_id for row in Audit.select().where(Audit.action == "ticket.call"))
    assert set(acts.values()) == {1}
    alerts = OutboxMessage.select().where(OutboxMessage.text.startswith("It is your turn"))
    assert Counter(message.ticket_id for message in alerts) == acts


def test_ten_calls_to_one_doctor_bring_one_patient(clinic: Clinic, store: str) -> None:
    waiting_room(clinic, 30)
    heard = Counter(what for what, _ in race(store, callers.calls_next, 2, True))
    assert heard == {"called": 1, "doctor_busy": STAFF * 2 - 1}


def test_joining_at_once_gives_each_a_number_and_nobody_two(clinic: Clinic, store: str) -> None:
    settings.put(clinic, {"max_queue_length": 60})
    with db.transaction():
        for number in range(1 + STAFF * EACH):
            factory.patient(clinic, f"Sample {number}")
    heard = race(store, callers.joins, EACH)
    numbers = sorted(number for what, number in heard if what == "joined")
    assert numbers == list(range(1, 61))
    refused = Counter(what for what, _ in heard if what != "joined")
    assert set(refused) == {"already_in_queue", "queue_full"}
    assert Numbers.get(Numbers.name == "queue").value == 60
    assert Ticket.select().count() == 60


def test_without_lock_and_comparison_the_same_race_hands_patients_out_twice(
    clinic: Clinic, store: str, engine: str
) -> None:
    """The proof that the first test can fail. SQLite's writers stand in line by themselves, whatever we do."""
    waiting_room(clinic, STAFF * EACH + 5)
    called = [ticket for what, ticket in race(store, callers.calls_next, EACH, False, broken=True) if what == "called"]
    assert (len(called) > len(set(called))) == (engine == "postgresql")
