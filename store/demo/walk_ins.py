"""The demo's queue of the last weeks: walk-ins with the times they really waited and were seen."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from store.demo.bulk import insert
from store.demo.people import Person
from store.demo.plan import Planner, Visit
from store.models import Clinic, Counter, Doctor, Ticket
from store.timetable import DAY, MINUTE

DAYS = 21
A_DAY = 9
WITHOUT_QUEUE = ("petrov", "martin")  # online, and a group


def add(clinic: Clinic, planner: Planner, people: Sequence[Person], rng: random.Random) -> int:
    """Writes the tickets of the last DAYS days before today; returns how many. Today's queue is left empty."""
    rows: list[dict[str, Any]] = []
    for number in range(DAYS, 0, -1):
        rows += _day(clinic, planner, people, planner.today - number * DAY, rng)
    insert(Ticket, rows)
    last = {row["day"]: row["number"] for row in rows}
    counters = [(name, day, value) for day, value in last.items() for name in ("queue", "WLK")]
    insert(Counter, [{"clinic": clinic, "name": name, "day": day, "value": value} for name, day, value in counters])
    return len(rows)


def _day(
    clinic: Clinic, planner: Planner, people: Sequence[Person], day: dt.date, rng: random.Random
) -> list[dict[str, Any]]:
    doctors = [d for d in planner.given if d.key not in WITHOUT_QUEUE and planner.table.working(d.id, day)]
    if not doctors:
        return []
    adults = [person for person in people if not person.child]
    found = []
    for person in rng.sample(adults, A_DAY):
        doctor = rng.choice(doctors)
        joined = _between(rng, *planner.table.working(doctor.id, day)[0])
        found.append((joined, person, doctor))
    free: dict[int, dt.datetime] = {}
    rows = []
    for number, (joined, person, doctor) in enumerate(sorted(found, key=lambda each: each[0]), 1):
        row = {
            "clinic": clinic, "day": day, "number": number, "reference": f"WLK-{day:%Y%m%d}-{number:04d}",
            "patient": person.patient, "contact": person.contact, "joined_at": joined, "present": True,
            "doctor": doctor if rng.random() < 0.4 else None,
            "urgency": rng.choices(("routine", "urgent"), (92, 8))[0],
        }  # fmt: skip
        rows.append(row | _outcome(planner.visits, doctor, joined, free, rng))
    return rows


def _outcome(
    visits: Sequence[Visit], doctor: Doctor, joined: dt.datetime, free: dict[int, dt.datetime], rng: random.Random
) -> dict[str, Any]:
    """Seen as soon as the doctor was free, or gone before that."""
    nothing: dict[str, Any] = {
        "serving_doctor": None, "room": "", "called_at": None, "called_by": "", "started_at": None, "finished_at": None,
    }  # fmt: skip
    left = rng.choices(("completed", "no-wait", "cancelled"), (88, 8, 4))[0]
    if left != "completed":
        return nothing | {"status": left, "finished_at": joined + rng.randrange(10, 50) * MINUTE}
    called = max(joined + rng.randrange(3, 20) * MINUTE, free.get(doctor.id, joined))
    length = min(45.0, max(5.0, rng.lognormvariate(2.75, 0.45))) * MINUTE  # a quarter of an hour, some far longer
    booked = [v for v in visits if v.doctor.id == doctor.id and v.status == "completed" and v.ends_at > called]
    for visit in sorted(booked, key=lambda visit: visit.starts_at):
        if called + length <= visit.starts_at:
            break
        called = max(called, visit.ends_at)
    called = called.replace(microsecond=0)
    free[doctor.id] = called + length + 2 * MINUTE
    return nothing | {
        "status": "completed", "serving_doctor": doctor, "room": doctor.room, "called_at": called,
        "called_by": "Ben Sample", "started_at": called + MINUTE, "finished_at": called + length,
    }  # fmt: skip


def _between(rng: random.Random, start: dt.datetime, end: dt.datetime) -> dt.datetime:
    """A minute in the first nine tenths of the period."""
    return start + int((end - start).total_seconds() / 60 * 0.9 * rng.random()) * MINUTE
