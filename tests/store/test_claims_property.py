"""Whatever is booked, offered, moved and cancelled under whatever schedule, claims are exactly what visits need (B4)."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as running
from hypothesis import strategies as st

from store import appointments, claims, schedules, settings
from store import database as db
from store.audit import CLOCK
from store.errors import Refusal
from store.models import Appointment, Claim, Clinic, Doctor, Schedule, ScheduleException
from store.schedules import Opening
from tests import factory

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
TOMORROW = dt.date(2026, 11, 24)
MINUTE = dt.timedelta(minutes=1)
KEEPS_TIME = ("held", "pending", "confirmed", "in-progress", "no-show")

Unit = tuple[int, int]


class Desk:
    """A clinic of two doctors, and beside it a plain account of what it should hold."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic, self.now, self.rng = clinic, NOON, random.Random(1)
        settings.put(clinic, {"max_open_visits": 100, "minimum_notice_minutes": 0})
        for name, capacity in (("Dr. Lee", 1), ("Dr. Holt", 3)):
            factory.doctor(clinic, name, ends=dt.time(13), schedule={"capacity": capacity, "buffer_minutes": 10})
        self.doctors = list(Doctor.select().order_by(Doctor.id))
        self.services = [None, *(factory.service(clinic, str(n), minutes=n) for n in (10, 25, 60, 90))]
        self.patients = [factory.patient(clinic, f"Sample {number}") for number in range(12)]
        self.visits: list[Appointment] = []
        self.needs: dict[int, set[Unit]] = {}
        self.status: dict[int, str] = {}

    def pick(self, rows: list[Any], number: int) -> Any:
        return rows[number % len(rows)] if rows else None

    def opening(self, number: int, **asked: Any) -> Opening | None:
        found = schedules.openings(self.clinic, now=self.now, first=TOMORROW, last=TOMORROW, **asked)
        opening: Opening | None = self.pick(found, number)
        return opening

    def made(self, visit: Appointment, opening: Opening, status: str) -> None:
        assert (visit.starts_at, visit.ends_at) == (opening.starts_at, opening.ends_at)
        self.visits.append(visit)
        self.status[visit.id] = status
        self.needs[visit.id] = {(opening.doctor.id, u) for u in claims.units(opening.starts_at, opening.clear_at)}
        together = Counter(unit for needs in self.needs.values() for unit in needs)
        assert max(together[unit] for unit in self.needs[visit.id]) <= opening.capacity

    def left(self, visit: Appointment, status: str) -> None:
        self.status[visit.id] = status
        if status not in KEEPS_TIME:
            del self.needs[visit.id]

    # What may happen; `a` and `b` choose among what there is.

    def book(self, a: int, b: int, *, event: str = "book") -> None:
        service, patient = self.pick(self.services, b), self.pick(self.patients, a + b)
        opening = self.opening(a, service=service, patient=patient)
        if opening is None:
            return
        facts: dict[str, Any] = {"service": service, "source": "sms", "actor": CLOCK, "now": self.now, "rng": self.rng}
        if event == "hold":
            visit = appointments.hold(self.clinic, patient, opening, until=self.now + 20 * MINUTE, **facts)
        else:
            visit = appointments.book(self.clinic, patient, opening, **facts)
        self.made(visit, opening, visit.status)

    def hold(self, a: int, b: int) -> None:
        self.book(a, b, event="hold")

    def move(self, a: int, b: int) -> None:
        visit = self.pick([v for v in self.visits if v.status in ("confirmed", "pending")], b)
        opening = visit and self.opening(a, service=visit.service, patient=visit.patient, ignoring=visit)
        if opening is None:
            return
        moved = appointments.reschedule(visit, opening, actor=CLOCK, now=self.now, rng=self.rng)
        self.left(visit, "rescheduled")
        self.made(moved, opening, moved.status)
        assert appointments.moved_to(visit) == moved

    def swap(self, a: int, b: int) -> None:
        held = self.pick([v for v in self.visits if v.status == "held"], a)
        visit = held and self.pick([v for v in self.visits if v.status == "confirmed" and v.patient == held.patient], b)
        if visit:
            appointments.accept(held, actor=CLOCK, now=self.now, replacing=visit)
            self.left(held, "confirmed")
            self.left(visit, "rescheduled")

    def step(self, a: int, b: int) -> None:
        """Any single-visit event of the table, allowed or not."""
        event = self.pick(["accept", "release", "cancel", "cancel", "start", "complete", "miss", "undo_miss"], b)
        visit = self.pick(self.visits, a)
        if visit:
            act: Callable[..., Appointment] = getattr(appointments, event)
            before, expected = visit.status, appointments.VISIT.get((visit.status, event))
            try:
                act(visit, actor=CLOCK, now=self.now)
            except Refusal:
                assert visit.status == before
                raise
            assert visit.status == expected
            self.left(visit, visit.status)

    def schedule(self, a: int, b: int) -> None:
        changes = [
            {"slot_minutes": 20}, {"slot_minutes": 45}, {"buffer_minutes": 0}, {"buffer_minutes": 15}, {"capacity": 1},
            {"capacity": 2}, {"break_minutes": 5}, {"starts": dt.time(9, 25)}, {"ends": dt.time(12, 10)},
        ]  # fmt: skip
        doctor = self.pick(self.doctors, a)
        Schedule.update(self.pick(changes, b)).where(Schedule.doctor == doctor).execute()

    def block(self, a: int, b: int) -> None:
        start = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC) + (a % 48) * 5 * MINUTE
        facts = {"kind": "leave", "starts_at": start, "ends_at": start + 40 * MINUTE}
        if b % 3 == 0:
            facts |= {"kind": "open", "starts_at": start + 180 * MINUTE, "ends_at": start + 300 * MINUTE}
        ScheduleException.create(clinic=self.clinic, doctor=self.pick(self.doctors, b), **facts)

    def wait(self, a: int, b: int) -> None:
        self.now += (a % 12) * 2 * MINUTE
        gone = [v for v in self.visits if v.status == "held" and v.held_until and v.held_until <= self.now]
        assert appointments.release_expired(self.now) == len(gone)
        for visit in gone:
            self.left(visit, "released")
        self.visits = list(Appointment.select().order_by(Appointment.id))

    def check(self) -> None:
        """The account and the database agree, to the unit; nothing was lost."""
        rows = list(Appointment.select())
        assert {row.id: row.status for row in rows} == self.status
        assert {row.id: row.version for row in rows} == {visit.id: visit.version for visit in self.visits}
        held, seats = defaultdict(set), defaultdict(set)
        for claim in Claim.select():
            held[claim.appointment_id].add((claim.doctor_id, claim.unit))
            seats[claim.appointment_id].add(claim.seat)
        assert held == self.needs
        assert all(len(each) == 1 for each in seats.values())

    def check_offers(self) -> None:
        """What is offered is what a plain count over the claims says is free."""
        taken = {(claim.doctor_id, claim.unit, claim.seat) for claim in Claim.select()}
        blocks = list(ScheduleException.select().where(ScheduleException.kind != "open"))
        extra = {row.doctor_id for row in ScheduleException.select().where(ScheduleException.kind == "open")}
        for row in Schedule.select().where(Schedule.weekday == 1, Schedule.doctor.not_in(list(extra))):
            doctor: Doctor = row.doctor
            found = schedules.openings(self.clinic, now=self.now, first=TOMORROW, last=TOMORROW, doctors=[doctor])
            assert [(o.starts_at, o.seats) for o in found] == list(self._free(row, taken, blocks))

    def _free(self, row: Schedule, taken: set[tuple[int, int, int]], blocks: list[ScheduleException]) -> Any:
        start = dt.datetime.combine(TOMORROW, row.starts, self.clinic.zone).astimezone(dt.UTC)
        close = dt.datetime.combine(TOMORROW, row.ends, self.clinic.zone).astimezone(dt.UTC)
        while (end := start + row.slot_minutes * MINUTE) <= close:
            units = claims.units(start, end + row.buffer_minutes * MINUTE)
            busy = {seat for seat in range(100) if any((row.doctor_id, unit, seat) in taken for unit in units)}
            seats = row.capacity - len(busy)
            blocked = any(b.doctor_id == row.doctor_id and b.starts_at < end and start < b.ends_at for b in blocks)
            if seats > 0 and not blocked and start >= self.now:
                yield start, seats
            start = end + max(row.break_minutes, row.buffer_minutes) * MINUTE


EVENTS = ["book", "book", "book", "hold", "move", "move", "swap", "step", "step", "schedule", "block", "wait"]
HAPPENINGS = st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 60), st.integers(0, 60)), max_size=40)


@pytest.mark.slow
@running(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happenings=HAPPENINGS)
def test_claims_are_exactly_what_the_visits_need(store: str, happenings: list[tuple[str, int, int]]) -> None:
    with db.database.atomic() as everything:
        desk = Desk(factory.clinic())
        for event, a, b in happenings:
            try:
                getattr(desk, event)(a, b)
            except Refusal as refusal:
                # One at a time, what was just offered is still there: only a status or the clock may refuse.
                assert refusal.code in ("wrong_transition", "offer_gone", "invalid", "patient_busy", "too_many_open")  # noqa: PT017
                assert refusal.code != "patient_busy" or event in ("step", "swap")  # noqa: PT017
            desk.check()
        desk.check_offers()
        everything.rollback()
