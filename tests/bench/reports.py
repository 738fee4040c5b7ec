"""A 30-day report over 100,000 visits, against reading the same rows once without adding anything up.

python -m tests.bench.reports [database URL]   (an empty database of its own; without one, a temporary SQLite file)
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

from peewee import chunked

from handlers.reports.sheets import SHEETS
from store import database as db
from store import reports
from store.database import is_postgresql
from store.migrations import upgrade
from store.models import Appointment, Clinic, OutboxMessage, Ticket
from store.timetable import DAY, MINUTE
from tests import factory

VISITS, DAYS, DOCTORS, PATIENTS = 100_000, 30, 10, 2000
FIRST = dt.date(2026, 10, 25)
PERIOD = reports.Period(FIRST, FIRST + (DAYS - 1) * DAY)
NOW = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
STATUSES = ("completed",) * 70 + ("no-show",) * 8 + ("cancelled",) * 12 + ("rescheduled",) * 5 + ("confirmed",) * 5
ROUNDS = 5
MOST = 30.0  # times the limit, a median over ROUNDS


def filled() -> Clinic:
    """All the visits in the 30 days: each with a reminder, a third with a place in line."""
    clinic, rng = factory.clinic(), random.Random(1)
    doctors = [factory.doctor(clinic, f"Dr. Sample {number}") for number in range(DOCTORS)]
    patients = [factory.patient(clinic, f"Sample {number}") for number in range(PATIENTS)]
    begins = dt.datetime(2026, 10, 25, 4, tzinfo=dt.UTC)
    visits, texts, tickets = [], [], []
    for number in range(1, VISITS + 1):
        starts = begins + rng.randrange(DAYS) * DAY + (540 + rng.randrange(96) * 5) * MINUTE
        status, patient, doctor = rng.choice(STATUSES), rng.choice(patients), rng.choice(doctors)
        visits.append(_visit(clinic, number, starts, status, patient, doctor, rng))
        texts.append(_text(clinic, number, starts))
        if number % 3 == 0:
            tickets.append(_ticket(clinic, number, starts, patient, doctor, rng))
    for table, rows in ((Appointment, visits), (OutboxMessage, texts), (Ticket, tickets)):
        for some in chunked(rows, 400):
            table.insert_many(some).execute()
    return clinic


def _visit(clinic: Any, number: int, starts: dt.datetime, status: str, patient: Any, doctor: Any, rng: Any) -> Any:
    return {
        "clinic": clinic, "patient": patient, "doctor": doctor, "reference": f"APT-BENCH-{number}",
        "code": f"{number}", "link_token": f"bench-{number}", "starts_at": starts, "ends_at": starts + 30 * MINUTE,
        "status": status, "source": "sms", "created_at": starts - 9 * DAY, "fee_cents": rng.choice((4000, 9000)),
        "payment_status": rng.choice(("paid", "pending")), "late_cancel": rng.random() < 0.1,
        "cancelled_at": starts - DAY / 2 if status == "cancelled" else None,
    }  # fmt: skip


def _text(clinic: Any, number: int, starts: dt.datetime) -> Any:
    return {
        "clinic": clinic, "channel": "sms", "to": "x", "kind": "reminder", "text": "soon", "appointment": number,
        "created_at": starts - DAY, "send_after": starts - DAY, "sent_at": starts - DAY, "segments": 1,
        "state": "delivered", "dedupe_key": f"reminder:{number}:1440",
    }  # fmt: skip


def _ticket(clinic: Any, number: int, starts: dt.datetime, patient: Any, doctor: Any, rng: Any) -> Any:
    return {
        "clinic": clinic, "day": starts.date(), "number": number, "reference": f"WLK-{number}", "patient": patient,
        "serving_doctor": doctor, "status": "completed", "joined_at": starts,
        "called_at": starts + rng.randrange(60) * MINUTE, "appointment": number if number % 2 else None,
    }  # fmt: skip


def median(act: Callable[[], object]) -> float:
    """Seconds, after a first run that is not counted."""
    act()
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        act()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main(url: str) -> int:
    """Prints the times; 1 when the report takes more than MOST times its limit."""
    db.connect_to(url)
    upgrade()
    with db.connected():
        with db.transaction():
            clinic = filled()
        db.database.execute_sql("ANALYZE")
        scope = reports.Scope(clinic, PERIOD)
        limit = median(lambda: _scan(scope))
        print(f"one bare scan of the {VISITS:,} visits {limit * 1000:28.0f} ms   (the limit)")
        for name in ("cells", "waited", "reminders", "messages"):
            found = median(lambda name=name: getattr(reports.read(scope, NOW), name))  # type: ignore[misc]
            print(f"  {name:52} {found * 1000:8.0f} ms")
        whole = median(lambda: SHEETS["doctors"](reports.read(scope, NOW)))
        print(f"report by doctor, {DAYS} days {whole * 1000:32.0f} ms   ratio {whole / limit:.1f}")
        every = median(lambda: _all(reports.read(scope, NOW)))
        print(f"every table of the page {every * 1000:36.0f} ms   ratio {every / limit:.1f} (at most {MOST:.0f})")
    return 0 if every / limit <= MOST else 1


def _all(report: reports.Report) -> list[object]:
    return [make(report) for make in SHEETS.values()]


def _scan(scope: reports.Scope) -> None:
    """Reads what a report needs of every row of the period, and adds up one column."""
    mark = "%s" if is_postgresql() else "?"
    query = (
        "SELECT SUM(fee_cents + LENGTH(status) + LENGTH(payment_status) + doctor_id) FROM appointment "
        f"WHERE clinic_id = {mark} AND starts_at >= {mark} AND starts_at < {mark}"
    )
    edges = (Appointment.starts_at.db_value(moment) for moment in (scope.begins, scope.ends))
    [(total,)] = db.database.execute_sql(query, (scope.clinic.id, *map(str, edges))).fetchall()
    assert total > VISITS


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}"))
