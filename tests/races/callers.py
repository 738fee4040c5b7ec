"""What one member of staff does in a race for the next patient; run by test_call_next.py in a process of their own."""

from __future__ import annotations

import datetime as dt
from multiprocessing.synchronize import Barrier
from typing import Any

from bot.desk import line as desk_line
from store import calls, queue, tickets
from store import database as db
from store.audit import Actor
from store.errors import Refusal
from store.models import Clinic, Doctor, Patient, Ticket

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
_start: Barrier


def ready(url: str, start: Barrier, broken: bool) -> None:
    """In the new process: connects; `broken` takes the locks away and the comparison before each change."""
    global _start
    _start = start
    db.connect_to(url)
    if broken:
        compared = tickets.put

        def blind(ticket: Ticket, *given: Any) -> Ticket:
            ticket.version = Ticket.get_by_id(ticket.id).version
            return compared(ticket, *given)

        calls.lock = queue.lock = lambda *_: None  # type: ignore[attr-defined]
        tickets.put = blind  # type: ignore[assignment]


def calls_next(number: int, times: int, same_doctor: bool) -> list[tuple[str, int]]:
    """Calls so many patients to their own doctor (or all to one), each after finishing the last: what and whom."""
    heard: list[tuple[str, int]] = []
    with db.connected():
        clinic, doctor = Clinic.get(), Doctor.select().order_by(Doctor.id)[0 if same_doctor else number]
        actor = Actor("staff", number + 1, f"Sample Staff {number}", "endpoint")
        _start.wait()
        for _ in range(times):
            try:
                called = desk_line.call_next(clinic, doctor, finish_current=not same_doctor, actor=actor, now=NOON)
                heard.append(("called", called.id))
            except Refusal as refusal:
                heard.append((refusal.code, 0))
    return heard


def joins(number: int, times: int) -> list[tuple[str, int]]:
    """The patients of this process and the shared first one want a place each, all at once."""
    heard: list[tuple[str, int]] = []
    with db.connected():
        clinic = Clinic.get()
        people = list(Patient.select().order_by(Patient.id))
        actor = Actor("staff", number + 1, f"Sample Staff {number}", "endpoint")
        _start.wait()
        for patient in [people[0], *people[1 + number * times : 1 + (number + 1) * times]]:
            try:
                heard.append(("joined", queue.join(clinic, patient, contact=None, actor=actor, now=NOON).number))
            except Refusal as refusal:
                heard.append((refusal.code, 0))
    return heard
