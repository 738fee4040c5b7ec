"""Days of random conversations under a random clock: nothing at night, nothing over the budget, nothing after STOP.

The checker reads what the carrier was given and what the patients said, not what the code thinks of it; the last tests
break a rule each and see that it notices.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import bot
import jobs
from bot.desk import day as desk_day
from bot.desk import visits as desk_visits
from bot.messages import Said
from handlers import channels
from jobs import last_look, upkeep
from store import appointments, audit, contacts, outbox, schedules, settings
from store.database import transaction
from store.errors import Refusal
from store.models import Appointment, Clinic, Contact, Doctor, OutboxMessage
from store.outbox import Failed, Sent
from tests import factory

pytestmark = pytest.mark.slow

BEGIN = dt.datetime(2026, 10, 30, 14, tzinfo=dt.UTC)  # a Friday; the clocks go back on Sunday
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
PEOPLE = 8
SAID = (
    "c", "c", "c", "yes", "x", "m", "1", "2", "no", "book", "book dr lee tomorrow 3pm", "book dr osei monday 10am",
    "book for my daughter Mia tomorrow 4pm", "STOP", "stop texting me", "CANCEL", "start", "START", "START", "START", "thanks", "status",
    "mute", "late 15", "waitlist dr lee", "queue", "leave", "wrong number", "what?", "help", "Ana",
)  # fmt: skip
STOPS = ("stop", "stop texting me", "wrong number")
COUNTED = ("reminder", "offer", "notice")
ANY_HOUR = ("reply", "turn", "staff", "staff_answer", "carrier_check")


@dataclass
class Gone:
    """A text as the carrier got it."""

    at: dt.datetime
    to: str
    kind: str
    message: int
    start: dt.datetime | None  # of the visit it speaks of
    status: str
    stopped: bool


@dataclass
class World:
    clinic: Clinic
    rng: random.Random
    now: dt.datetime = BEGIN
    gone: list[Gone] = field(default_factory=list)
    heard: list[tuple[str, bool]] = field(
        default_factory=list
    )  # (what a stopped phone texted, whether it was answered)
    stopped: set[str] = field(default_factory=set)

    def send(self, message: OutboxMessage) -> Sent | Failed:
        """The carrier: mostly takes it, sometimes does not."""
        luck = self.rng.random()
        if luck < 0.08:
            return Failed("30003", retry=True, retry_after=15 * MINUTE)
        if luck < 0.09:
            return Failed("30005", retry=False, contact="dead")
        if message.contact is not None:
            visit = message.appointment
            start, status = (visit.starts_at, visit.status) if visit else (None, "")
            facts = (message.id, start, status, message.to in self.stopped)
            self.gone.append(Gone(self.now, message.to, message.kind, *facts))
        return Sent(f"SM{message.id}", 1)

    def text(self, address: str, words: str) -> None:
        with transaction():
            contact = contacts.find_or_create(self.clinic, "sms", address, self.now)
            contacts.heard_from(contact, self.now)
            was_stopped = address in self.stopped
            answered = bool(bot.reply(contact, Said(words), self.now))
        if was_stopped and words.lower() not in ("start", "help"):
            self.heard.append((words, answered))
        if words.lower() in STOPS:
            self.stopped.add(address)
        elif words.lower() == "start":
            self.stopped.discard(address)
        elif words == "CANCEL" and Contact.get_by_id(contact.id).opted_out_at is not None:
            self.stopped.add(address)  # nothing to cancel: RULES 4

    def desk(self) -> None:
        """Staff change a visit, or a doctor is late."""
        standing = Appointment.select().where(
            Appointment.status.in_(("pending", "confirmed")), Appointment.starts_at > self.now
        )
        visits, doctor = list(standing.order_by(Appointment.id)), Doctor.select().first()
        if not visits or doctor is None:
            return
        visit, what = self.rng.choice(visits), self.rng.random()
        try:
            if what < 0.3:
                desk_day.doctor_late(doctor, 20, actor=audit.CLOCK, now=self.now)
            elif what < 0.6:
                desk_visits.cancel(visit, actor=audit.CLOCK, now=self.now)
            else:
                [opening, *_] = schedules.nearest(self.clinic, visit.starts_at, now=self.now, doctor=visit.doctor)
                desk_visits.move(visit, opening, actor=audit.CLOCK, now=self.now)
        except (Refusal, ValueError):
            return

    def run(self, steps: int) -> None:
        addresses = [f"+1555010100{number}" for number in range(PEOPLE)]
        for address in addresses[: PEOPLE // 2]:
            for day in self.rng.sample(range(3, 7), 2):
                self.book(address, day)
        for _ in range(steps):
            self.now += self.rng.choice((MINUTE, 7 * MINUTE, 40 * MINUTE, HOUR, 3 * HOUR, 9 * HOUR))
            for _ in range(self.rng.randrange(3)):
                self.text(self.rng.choice(addresses), self.rng.choice(SAID))
            if self.rng.random() < 0.1:
                self.desk()
            counts = jobs.tick(self.now)
            assert counts["errors"] == 0

    def book(self, address: str, day: int) -> None:
        contact = contacts.find_or_create(self.clinic, "sms", address, self.now)
        patient = contacts.owner(contact) or contacts.add_person(contact, "Ana Ruiz", self.now, owner=True)
        at = self.now + day * DAY + self.rng.randrange(8) * HOUR
        near = schedules.nearest(self.clinic, at, now=self.now, doctor=self.rng.choice(list(Doctor.select())), limit=4)
        if near:
            try:
                appointments.book(
                    self.clinic, patient, self.rng.choice(near), contact=contact, source="sms",
                    actor=audit.CLOCK, now=self.now,
                )  # fmt: skip
            except Refusal:
                return


def broken_rules(world: World) -> list[str]:
    """Every text that should not have gone, and why."""
    found = [f"answered after STOP: {words}" for words, answered in world.heard if answered and words != "help"]
    days: Counter[tuple[str, dt.date]] = Counter()
    last: dict[tuple[str, str], list[dt.datetime]] = {}
    for one in world.gone:
        local = one.at.astimezone(world.clinic.zone)
        if one.stopped and one.kind != "reply":
            found.append(f"after STOP: {one}")
        if one.kind not in ANY_HOUR and not 8 <= local.hour < 21:
            morning = local.replace(hour=8, minute=0, second=0) + (DAY if local.hour >= 21 else 0 * DAY)
            if one.start is None or one.start > morning + HOUR / 2:
                found.append(f"at night: {one}")
        if one.kind in COUNTED[:2]:
            days[one.to, local.date()] += 1
            if days[one.to, local.date()] > 1:
                found.append(f"two a day: {one}")
            if one.kind == "offer":
                week = [at for at in last.get((one.to, "all"), []) if at.date() > local.date() - 7 * DAY]
                found += [f"four a week: {one}"] * (len(week) >= 3)
        if one.kind in COUNTED:
            last.setdefault((one.to, "all"), []).append(local)
        if one.kind == "reminder" and one.start is not None and one.status not in ("pending", "confirmed"):
            found.append(f"of a visit that is gone: {one}")
    twice = [message for message, count in Counter(one.message for one in world.gone).items() if count > 1]
    return found + [f"sent twice: {message}" for message in twice]


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def world(store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    upkeep.spool_in(str(tmp_path / "spool"))
    clinic = factory.clinic()
    for name in ("Dr. Maya Lee", "Dr. Ama Osei"):
        factory.doctor(clinic, name, days=range(7), starts=dt.time(8), ends=dt.time(20))
    settings.put(clinic, {"reminder_offsets": "48h, 24h, 3h"})
    world = World(clinic, random.Random(getattr(request, "param", 0)))
    monkeypatch.setattr(channels, "of", lambda name: world)
    return world


@pytest.mark.parametrize("world", range(3), indirect=True)
def test_no_rule_is_broken(world: World) -> None:
    world.run(100)
    assert broken_rules(world) == []
    kinds = Counter(one.kind for one in world.gone)
    assert kinds["reminder"] > 3, kinds
    assert world.stopped
    assert len({one.at.date() for one in world.gone}) > 2


@pytest.mark.slow
@pytest.mark.parametrize("world", range(100, 112), indirect=True)
def test_no_rule_is_broken_by_twelve_more_towns(world: World) -> None:
    world.run(200)
    assert broken_rules(world) == []


def nothing(*_: Any) -> str:
    return ""


@pytest.mark.parametrize(
    ("rule", "told"),
    [("not_before", "at night"), ("_silenced", "after STOP"), ("_visit_changed", "of a visit that is gone")],
)
def test_the_checker_sees_a_broken_rule(world: World, monkeypatch: pytest.MonkeyPatch, rule: str, told: str) -> None:
    monkeypatch.setattr(last_look, rule, nothing)
    contact = factory.contact(world.clinic, "+15550101000")
    doctor = Doctor.get()
    patient = factory.patient(world.clinic, contact=contact)
    visit = factory.visit(doctor, patient, BEGIN + 3 * DAY, contact=contact)
    outbox.add(contact, "reminder", "soon", BEGIN + 14 * HOUR, appointment=visit)
    if rule == "_silenced":
        world.text(contact.address, "STOP")
    if rule == "_visit_changed":
        Appointment.update(status="cancelled").where(Appointment.id == visit.id).execute()
    world.now = BEGIN + 14 * HOUR if rule == "not_before" else BEGIN + DAY
    jobs.tick(world.now)
    assert [text for text in broken_rules(world) if text.startswith(told)]


def test_the_checker_sees_two_texts_a_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_look, "_over_budget", nothing)
    contact = factory.contact(world.clinic, "+15550101000")
    for _ in range(2):
        outbox.add(contact, "reminder", "soon", BEGIN)
    jobs.tick(BEGIN)
    assert [text[:9] for text in broken_rules(world)] == ["two a day"]
