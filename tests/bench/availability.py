"""How long a search for free times takes: 10 doctors, 30 days, 500 visits.

python -m tests.bench.availability [database URL]   (an empty database of its own; without one, a temporary SQLite file)
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store import appointments, schedules
from store import database as db
from store.audit import CLOCK
from store.errors import Refusal
from store.migrations import upgrade
from store.models import Clinic, Patient
from tests import factory

NOW = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)
MONTH = TODAY + dt.timedelta(days=30)
VISITS = 500
ROUNDS = 30


def filled() -> Clinic:
    clinic, rng = factory.clinic(), random.Random(1)
    for number in range(10):
        factory.doctor(clinic, f"Dr. Sample {number}", days=range(6), schedule={"buffer_minutes": 10})
    patients = [factory.patient(clinic, f"Sample {number}") for number in range(200)]
    booked = 0
    for opening in rng.sample(schedules.openings(clinic, now=NOW, first=TODAY, last=MONTH), 2 * VISITS):
        try:
            facts: dict[str, Any] = {"source": "sms", "actor": CLOCK, "now": NOW}
            appointments.book(clinic, rng.choice(patients), opening, **facts)
            booked += 1
        except Refusal:
            continue
        if booked == VISITS:
            break
    return clinic


def timed(name: str, act: Callable[[], object]) -> None:
    act()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{name:34} median {statistics.median(times):6.1f} ms   slowest {max(times):6.1f} ms")


def main(url: str) -> None:
    db.connect_to(url)
    upgrade()
    with db.connected():
        with db.transaction():
            clinic = filled()
        patient, doctors = Patient.get(), schedules.doctors_for(clinic, None)
        month: dict[str, Any] = {"now": NOW, "first": TODAY, "last": MONTH}
        free = schedules.openings(clinic, **month)[50]
        timed("next 3 free, anybody", lambda: schedules.openings(clinic, limit=3, **month))
        timed("next 3 free, one doctor", lambda: schedules.openings(clinic, limit=3, doctors=doctors[:1], **month))
        timed("everything of 30 days", lambda: schedules.openings(clinic, **month))
        timed("one moment", lambda: schedules.opening_at(clinic, free.doctor, free.starts_at, now=NOW, patient=patient))
        timed("nearest 3", lambda: schedules.nearest(clinic, free.starts_at, now=NOW, doctor=free.doctor))
        timed("is the clinic open", lambda: schedules.is_open(clinic, NOW))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}")
