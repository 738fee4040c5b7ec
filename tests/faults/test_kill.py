"""kill -9 of the worker while reminders go out: nobody is left out, nobody is texted twice but for the ones in flight."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from handlers.phone import clock_shift
from jobs import queue
from jobs.delivery import POOL
from store import clock, outbox, settings
from store.models import Clinic, OutboxMessage
from tests import factory
from tests.conftest import REDIS
from tests.handlers.conftest import BOT_TOKEN, CLINIC, SECRET, SID, STAFF_CHAT, TOKEN
from tests.processes import ROOT, free_port, wait_until

pytestmark = pytest.mark.slow

REMINDERS = 200


class CarrierProcess:
    """The emulator in a process of its own: it goes on counting."""

    def __init__(self) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        port = self.url.rsplit(":", 1)[1]
        options = {
            "port": port, "public-url": "http://127.0.0.1:1", "account-sid": SID, "auth-token": TOKEN, "twilio-from": CLINIC,
            "bot-token": BOT_TOKEN, "secret-token": SECRET,
        }  # fmt: skip
        arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
        arguments += [f"--staff-chat={STAFF_CHAT}"]
        self.process = subprocess.Popen([sys.executable, "-m", "handlers.phone.serve", *arguments], cwd=ROOT)
        wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/control/sent", timeout=10).ok
        except requests.RequestException:
            return False

    def sent(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = requests.get(f"{self.url}/control/sent", timeout=60).json()["items"]
        return items

    def reached(self, count: int) -> Callable[[], bool]:
        return lambda: self.count() >= count

    def count(self) -> int:
        return int(requests.get(f"{self.url}/control/sent", timeout=60).json()["count"])


@pytest.fixture
def carrier() -> Iterator[CarrierProcess]:
    emulator = CarrierProcess()
    yield emulator
    emulator.process.terminate()
    emulator.process.wait(60)


@pytest.fixture(params=["sqlite", *(["redis"] if REDIS else [])])
def queue_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return REDIS if request.param == "redis" else f"sqlite:///{tmp_path}/queue.db"


@pytest.fixture
def start_worker(
    database_url: str, queue_url: str, carrier: CarrierProcess, tmp_path: Path
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    environment = {
        "PATH": os.environ["PATH"], "FRONTDESK_ENV": "development", "DATABASE_URL": database_url, "QUEUE_URL": queue_url,
        "PUBLIC_URL": "http://127.0.0.1:1", "TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM": CLINIC,
        "TWILIO_API_BASE": carrier.url, "TELEGRAM_API_BASE": carrier.url, "SPOOL_DIR": str(tmp_path / "spool"),
    }  # fmt: skip
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-m", "jobs.worker"], cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(60)


def test_two_hundred_reminders_survive_kill_9(
    clinic: Clinic, carrier: CarrierProcess, queue_url: str, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    settings.put(clinic, {"quiet_hours": "00:00-00:00"})  # the clock on the wall is real here
    patients: list[str] = []
    by_then = 0
    while by_then == len(patients):  # again with as many more when the worker was faster than the kill
        assert len(patients) < 10 * REMINDERS
        more = [f"+1555010{1000 + len(patients) + number:04}" for number in range(REMINDERS)]
        patients += more
        for address in more:
            outbox.add(factory.contact(clinic, address), "reminder", "Tue 24 Nov, 3pm: Dr. Lee.", clock.now())
        worker = start_worker()
        wait_until(carrier.reached(by_then + REMINDERS // 4))
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(60)
        by_then = carrier.count()

    start_worker()
    wait_until(lambda: OutboxMessage.select().where(OutboxMessage.state == "due").count() == 0)
    clock_shift.move(2 * outbox.LEASE, clock.now())  # what the dead worker had leased waits for its lease to run out
    time.sleep(2 * clock_shift.FRESH)
    queue.connect(queue_url, deliver=int, minute=int)
    queue.wake()  # otherwise this would wait for the full minute
    wait_until(lambda: OutboxMessage.select().where(OutboxMessage.state == "sent").count() == len(patients))

    received = Counter(item["to"] for item in carrier.sent())
    twice = [address for address, count in received.items() if count == 2]
    print(f"killed after {by_then}; sent twice: {len(twice)}")
    assert set(received) == set(patients), "everyone got one"
    assert set(received.values()) <= {1, 2}
    assert len(twice) <= POOL, "only what was in flight when the worker died may come again"
