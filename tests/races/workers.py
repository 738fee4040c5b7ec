"""What one process of a race does; run by test_double_booking.py in processes of their own."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from multiprocessing.synchronize import Barrier
from typing import Any

from store import appointments, claims, schedules
from store import database as db
from store.audit import CLOCK
from store.errors import Refusal
from store.models import Appointment, Clinic, Doctor, Patient, Service
from store.schedules import Opening

NOW = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
TOMORROW = dt.date(2026, 11, 24)
MINUTE = dt.timedelta(minutes=1)
_start: Barrier


def ready(url: str, start: Barrier, broken: str) -> None:
    """In the new process, before its task: connects, and takes away one of the protections if `broken` says so."""
    global _start
    _start = start
    db.connect_to(url)
    if broken == "no lock":
        appointments.lock = lambda *_: None  # type: ignore[attr-defined]
    elif broken == "blind":  # reads no claim: whatever is asked for seems free
        appointments.lock = lambda *_: None  # type: ignore[attr-defined]
        claims.Taken.free = lambda *_: [0]  # type: ignore[method-assign]


def wants_one_slot(number: int, tries: int, starts_at: dt.datetime, minutes: tuple[int, ...]) -> Counter[str]:
    """`tries` patients of this process, one after another, want the visit at `starts_at`; what each heard."""
    heard: Counter[str] = Counter()
    with db.connected():
        clinic, doctor = Clinic.get(), Doctor.get()
        services = [Service.get_or_none(Service.minutes == length) for length in minutes]
        patients = list(Patient.select().order_by(Patient.id).offset(number * tries).limit(tries))
        _start.wait()
        for at, patient in enumerate(patients):
            service = services[(number + at) % len(services)]
            opening = Opening(doctor, starts_at, starts_at + 30 * MINUTE, "in_person", 0, 1, 1)
            facts: dict[str, Any] = {"source": "sms", "actor": CLOCK, "now": NOW, "service": service}
            try:
                appointments.book(clinic, patient, opening, **facts)
                heard["booked"] += 1
            except Refusal as refusal:
                heard[refusal.code] += 1
                heard["alternatives"] += bool(refusal.facts.get("nearest"))
    return heard


def is_one_patient(number: int, starts_at: dt.datetime) -> Counter[str]:
    """The same patient, from every process: a doctor of this process's own, first at the same time, then at others."""
    heard: Counter[str] = Counter()
    with db.connected():
        clinic, patient = Clinic.get(), Patient.get()
        doctor = Doctor.select().order_by(Doctor.id)[number]
        _start.wait()
        for slots in (0, number, number):
            begins = starts_at + slots * 40 * MINUTE
            opening = Opening(doctor, begins, begins + 30 * MINUTE, "in_person", 0, 1, 1)
            try:
                appointments.book(clinic, patient, opening, source="sms", actor=CLOCK, now=NOW)
                heard["booked"] += 1
            except Refusal as refusal:
                heard[refusal.code] += 1
    return heard


def changes_one_visit(number: int) -> list[str]:
    """Cancels, moves or releases every visit there is, as every other process does; what it heard for each."""
    heard = []
    with db.connected():
        clinic, visits = Clinic.get(), list(Appointment.select().order_by(Appointment.id))
        opening = schedules.openings(clinic, now=NOW, first=TOMORROW, last=TOMORROW)[number]
        _start.wait()
        for at, visit in enumerate(visits):
            try:
                if visit.status == "held":
                    act = appointments.accept if (at + number) % 2 else appointments.release
                    act(visit, actor=CLOCK, now=NOW)
                elif (at + number) % 2:
                    appointments.reschedule(visit, opening, actor=CLOCK, now=NOW)
                else:
                    appointments.cancel(visit, actor=CLOCK, now=NOW)
                heard.append("done")
            except Refusal as refusal:
                heard.append(refusal.code)
    return heard


def does_everything(number: int, turns: int) -> tuple[Counter[str], dict[int, str]]:
    """Books, holds, accepts, releases, moves and cancels at random; what it heard, and its visits' last status."""
    rng = random.Random(number)
    heard: Counter[str] = Counter()
    mine: dict[int, Appointment] = {}
    with db.connected():
        clinic = Clinic.get()
        services = [None, *Service.select()]
        patients = list(Patient.select().order_by(Patient.id).offset(number * 20).limit(20))
        _start.wait()
        for _ in range(turns):
            event = rng.choice(["book", "book", "book", "hold", "accept", "release", "move", "move", "cancel"])
            try:
                changed = _act(event, clinic, rng.choice(patients), rng.choice(services), list(mine.values()), rng)
            except Refusal as refusal:
                heard[f"{event}: {refusal.code}"] += 1
                continue
            heard[event] += len(changed)
            mine |= {visit.id: visit for visit in changed}
    return heard, {visit.id: visit.status for visit in mine.values()}


def _act(
    event: str, clinic: Clinic, patient: Patient, service: Service | None, mine: list[Appointment], rng: random.Random
) -> list[Appointment]:
    facts: dict[str, Any] = {"actor": CLOCK, "now": NOW}
    if event in ("book", "hold"):
        opening = _some_opening(clinic, service, rng)
        facts |= {"source": "sms", "service": service, "check_limits": False}
        if opening and event == "book":
            return [appointments.book(clinic, patient, opening, **facts)]
        return [appointments.hold(clinic, patient, opening, until=NOW + 15 * MINUTE, **facts)] if opening else []
    status = {"accept": "held", "release": "held"}.get(event, "confirmed")
    candidates = [visit for visit in mine if visit.status == status]
    if not candidates:
        return []
    visit = rng.choice(candidates)
    if event == "move":
        opening = _some_opening(clinic, visit.service, rng, visit)
        return [visit, appointments.reschedule(visit, opening, **facts)] if opening else []
    act: Any = getattr(appointments, event)
    return [act(visit, **facts)]


def _some_opening(
    clinic: Clinic, service: Service | None, rng: random.Random, ignoring: Appointment | None = None
) -> Opening | None:
    """One of the next few, so that the processes keep meeting."""
    found = schedules.openings(
        clinic, now=NOW, first=TOMORROW, last=TOMORROW, service=service, limit=8, ignoring=ignoring
    )
    return rng.choice(found) if found else None
