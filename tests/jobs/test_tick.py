"""The tick: every sweep, in order, each on its own, as often as anyone likes."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from huey.consumer import Consumer

import jobs
from jobs import queue, upkeep
from store import outbox
from store.models import Clinic, InboundMessage, OutboxMessage, Question, SystemState
from tests import factory
from tests.conftest import REDIS

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_spool(tmp_path: Path) -> None:
    upkeep.spool_in(str(tmp_path / "spool"))


def test_a_second_tick_at_the_same_moment_does_nothing(clinic: Clinic) -> None:
    first, second = jobs.tick(NOON), jobs.tick(NOON)
    assert set(first) == {name for name, _ in jobs.SWEEPS} | {"errors"}
    assert set(second.values()) == {0}


def test_a_sweep_that_raises_is_counted_and_the_rest_run(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def fails(now: dt.datetime) -> int:
        raise LookupError("a bug")

    def runs(now: dt.datetime) -> int:
        ran.append("ran")
        return 3

    monkeypatch.setattr(jobs, "SWEEPS", (("bad", fails), ("good", runs)))
    assert jobs.tick(NOON) == {"bad": 0, "good": 3, "errors": 1}


def test_messages_older_than_the_clinic_keeps_are_deleted_once_a_day(clinic: Clinic) -> None:
    contact = factory.contact(clinic)
    for age in (10, 364, 366, 900):
        at = NOON - age * DAY
        InboundMessage.create(
            provider="twilio", provider_id=f"SM{age}", clinic=clinic, contact=contact, text="hi", received_at=at
        )
        outbox.add(contact, "notice", f"{age}", at)
    OutboxMessage.update(state="sent").where(OutboxMessage.text != "900").execute()
    assert upkeep.purge(NOON) == 3
    assert [row.provider_id for row in InboundMessage.select().order_by(InboundMessage.id)] == ["SM10", "SM364"]
    assert [row.text for row in OutboxMessage.select().order_by(OutboxMessage.id)] == ["10", "364", "900"]
    assert upkeep.purge(NOON + DAY / 2) == 0


def test_what_staff_typed_to_a_question_is_forgotten_the_day_after(clinic: Clinic) -> None:
    chat = factory.contact(clinic, "3", "telegram")
    for age, kind in ((0, "staff:note"), (2, "staff:note"), (2, "book")):
        facts = {"kind": kind, "asked_at": NOON - age * DAY, "expires_at": NOON - age * DAY}
        Question.create(contact=chat, context={"rest": "ana: rash"}, **facts)
    upkeep.purge(NOON)
    left = [(row.kind, row.expires_at) for row in Question.select().order_by(Question.id)]
    assert left == [("staff:note", NOON), ("book", NOON - 2 * DAY)]


def test_the_heartbeat_is_one_row(store: str) -> None:
    upkeep.heartbeat(NOON)
    upkeep.heartbeat(NOON + DAY)
    assert [(row.key, row.at) for row in SystemState.select()] == [("worker", NOON + DAY)]


class Embedded(Consumer):  # type: ignore[misc]
    """A consumer beside the test: signals stay the test's own."""

    def _set_signal_handlers(self) -> None:
        pass


@pytest.fixture(params=["sqlite", *(["redis"] if REDIS else [])])
def queue_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return REDIS if request.param == "redis" else f"sqlite:///{tmp_path}/queue.db"


@pytest.fixture
def delivered(queue_url: str) -> Iterator[threading.Event]:
    done = threading.Event()
    here = queue.connect(queue_url, deliver=done.set, minute=done.set)
    here.huey.flush()
    consumer = Embedded(here.huey, workers=1, initial_delay=0.05, max_delay=0.2, periodic=False)
    consumer.start()
    yield done
    outbox.wake_with(lambda: None)
    consumer.stop(graceful=True)
    here.huey.flush()


def test_a_commit_wakes_the_worker_within_half_a_second(delivered: threading.Event, clinic: Clinic) -> None:
    outbox.wake_with(jobs.wake)
    took = []
    for number in range(6):
        time.sleep(1)  # the worker is idle, and sleeps as long as it ever does
        delivered.clear()
        started = time.monotonic()
        outbox.add(factory.contact(clinic, f"+1555010000{number}"), "notice", "Hello", NOON)
        assert delivered.wait(60)
        took.append(time.monotonic() - started)
        if took[-1] < 0.5:
            return  # a busy machine may need more than one try
    raise AssertionError(took)


def test_a_hundred_messages_leave_one_wake_up(queue_url: str, clinic: Clinic) -> None:
    here = queue.connect(queue_url, deliver=int, minute=int)
    here.huey.flush()
    outbox.wake_with(jobs.wake)
    for number in range(100):
        outbox.add(factory.contact(clinic), "notice", f"text {number}", NOON)
    outbox.wake_with(lambda: None)
    assert queue.waiting() == 1
    here.huey.flush()
