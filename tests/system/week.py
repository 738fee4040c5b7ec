"""A clinic's week under a moved clock: real HTTP both ways, the real queue and sweeps, the carrier emulated.

`Week.run` plays a heap of moments: somebody texts, the desk does something, a number stops working; between them the
minute's work is done every few minutes. Everything that happens is drawn from one seeded generator.
"""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from handlers.phone.carrier import Carrier, TelegramUser
from jobs import delivery, pacing, queue
from store import appointments, clock, contacts, database, schedules, settings
from store.audit import CLOCK
from store.errors import Refusal
from store.models import Appointment, Clinic, Doctor, StaffMember
from tests import factory
from tests.handlers.conftest import STAFF_CHAT
from tests.system.week_people import ASIDE_WEIGHTS, ASIDES, FIRST, LAST, Person, wishes

BEGIN = dt.datetime(
    2026, 10, 29, 8, tzinfo=dt.timezone(dt.timedelta(hours=-4))
)  # a Thursday; Sunday the clocks go back
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
BY_DAY, BY_NIGHT = 10, 30  # minutes between two rounds of the minute's work
DOCTORS = ("Lee", "Patel", "Osei", "Novak", "Silva", "Haddad", "Brandt", "Mori")
SAM = TelegramUser(1, "Sam")
TROUBLE = (30003, 30003, 30003, 30005, 30006, 30007, 30008, 30008, 21610, 20429, 20429)


@dataclass(frozen=True)
class Heard:
    """What a phone texted, and when."""

    at: dt.datetime
    address: str
    words: str


@dataclass(frozen=True)
class Trouble:
    """A number that did not take texts for a while, and the carrier's error for it."""

    address: str
    code: int
    since: dt.datetime
    until: dt.datetime


class Faults(logging.Handler):
    """Every exception our code has logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.found.append(f"{record.getMessage()}: {record.exc_info[1]!r}")


@dataclass
class Week:
    carrier: Carrier
    clinic: Clinic
    rng: random.Random
    people: list[Person] = field(default_factory=list)
    now: dt.datetime = BEGIN
    heard: list[Heard] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    _agenda: list[tuple[dt.datetime, int, Callable[[], None]]] = field(default_factory=list)
    _order: Any = field(default_factory=itertools.count)
    _read: int = 0
    _after_a_block: Iterator[str] = field(default_factory=lambda: itertools.cycle(("move all", "cancel all")))

    # --- the clock ---

    def moved(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every clock shows the week's time; waiting for the carrier's pace moves it."""
        monkeypatch.setattr(clock, "now", lambda: self.now)
        monkeypatch.setattr(clock, "running_from", lambda moment: lambda: max(moment, self.now))
        monkeypatch.setattr(pacing, "time", SimpleNamespace(sleep=self._pass))
        monkeypatch.setattr(delivery, "POOL", 1)  # threads that wait side by side have no order on a moved clock
        self.carrier.exchange.now = lambda: self.now
        monkeypatch.setattr(pacing, "_on", True)
        logging.getLogger().addHandler(self.faults)

    def over(self) -> None:
        """Nothing of ours is left behind."""
        logging.getLogger().removeHandler(self.faults)

    def _pass(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)

    def at(self, moment: dt.datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, (moment, next(self._order), act))

    def run(self, until: dt.datetime) -> None:
        """Plays the agenda, with the minute's work in between, to its end or to `until`."""
        round_ = self.now
        while round_ < until:
            while self._agenda and self._agenda[0][0] <= round_:
                moment, _, act = heapq.heappop(self._agenda)
                self.now = max(self.now, moment)
                act()
                self._work()
            self.now = max(self.now, round_)
            queue.minute()
            self._work()
            hour = round_.astimezone(self.clinic.zone).hour
            round_ += (BY_DAY if 7 <= hour < 22 else BY_NIGHT) * MINUTE

    def _work(self) -> None:
        """The worker takes what the queue holds; then everybody reads their phone."""
        huey = queue.connected().huey
        while True:
            while huey.pending_count() and (task := huey.dequeue()) is not None:  # an empty Redis queue is waited for
                huey.execute(task)
            assert self.carrier.settle(20)  # callbacks may have asked for more
            if not huey.pending_count():
                break
        by_address = self._by_address
        log = self.carrier.exchange.sent
        for sent in itertools.islice(log, self._read, len(log)):
            if (person := by_address.get(sent.to)) and (answer := person.answers(sent.body, self.rng)):
                words, minutes = answer
                self.at(self.now + minutes * MINUTE, lambda p=person, w=words: self.text(p, w))  # type: ignore[misc]
        self._read = len(log)

    @property
    def _by_address(self) -> dict[str, Person]:
        return {person.address: person for person in self.people}

    # --- what people do ---

    def text(self, person: Person, words: str) -> None:
        """A patient texts; the webhook must take it, whatever it is."""
        self.heard.append(Heard(self.now, person.address, words))
        if person.telegram:
            user = TelegramUser(int(person.address), person.name.split()[0])
            answer = self.carrier.telegram_text(int(person.address), words, user)
        else:
            answer = self.carrier.text(person.address, words)
        assert answer.status == 200, (words, answer)

    def desk(self, words: str) -> None:
        """Somebody at the desk writes in the staff chat."""
        assert self.carrier.telegram_text(STAFF_CHAT, words, SAM).status == 200

    def desk_cancels(self, within: dt.timedelta = 7 * DAY) -> None:
        with database.connected():
            coming = Appointment.select().where(
                Appointment.status == "confirmed", Appointment.starts_at.between(self.now + HOUR, self.now + within)
            )
            visits = list(coming.order_by(Appointment.starts_at, Appointment.id).limit(60))
        if visits:
            self.desk(f"cancel {self.rng.choice(visits).code}")
            self.desk("yes")

    def desk_blocks(self) -> None:
        doctor, hours = self.rng.choice(DOCTORS), self.rng.choice(("9am to 12", "12 to 3pm", "1pm to 3pm"))
        self.desk(f"block {doctor.lower()} {self.rng.choice(('tomorrow', 'monday', 'tuesday'))} {hours} leave")
        self.desk(next(self._after_a_block))

    def desk_late(self) -> None:
        self.desk(f"late 20 {self.rng.choice(DOCTORS).lower()}")
        self.desk("yes")

    def breaks(self, person: Person) -> None:
        """A number stops taking texts, for a while or for good."""
        code, hours = self.rng.choice(TROUBLE), self.rng.uniform(0.2, 20)
        until = self.now + hours * HOUR
        self.carrier.fail(person.address, code)
        self.troubles.append(Trouble(person.address, code, self.now, until))
        self.at(until, lambda: self.carrier.fail(person.address, None))

    def arrives(self, visit: Appointment) -> None:
        person = self._by_address.get(carrier_address(visit))
        if person is not None and Appointment.get_by_id(visit.id).status in ("pending", "confirmed"):
            self.text(person, "llegué" if person.spanish else "here")

    # --- the plan of the week ---

    def settle_in(self, phones: int, booked: float, days: int) -> None:
        """A clinic with its doctors, and `phones` people of whom a share has a visit in the `days` to come."""
        settings.put(self.clinic, {"advance_booking_days": 9})
        StaffMember.create(clinic=self.clinic, name="Sam", role="admin", telegram_id=SAM.id, created_at=BEGIN)
        for number, name in enumerate(DOCTORS):
            grid = {"capacity": 2} if name == "Mori" else {"buffer_minutes": 10} if name == "Novak" else {}
            factory.doctor(
                self.clinic, f"Dr. {FIRST[number]} {name}", days=range(6), starts=dt.time(9), ends=dt.time(15),
                schedule=grid,
            )  # fmt: skip
        self.people = [_person(number, self.rng) for number in range(phones)]
        for person in self.rng.sample(self.people, round(phones * booked)):
            self._booked_before(person, days)

    def _booked_before(self, person: Person, days: int) -> None:
        """Booked on Tuesday, before our week; some have a second visit, of a child."""
        then = BEGIN - 2 * DAY
        channel, _, number = person.address.rpartition(":")
        channel = channel or ("telegram" if person.telegram else "sms")
        contact = contacts.find_or_create(self.clinic, channel, number, then)
        contact.greeted_at, contact.locale = then, "es" if person.spanish else None
        contact.save()
        names = [person.name] + ["Mia " + person.name.split()[1]] * (self.rng.random() < 0.15)
        for own, name in zip((True, False), names, strict=False):
            patient = contacts.add_person(contact, name, then, owner=own)
            at = BEGIN + self.rng.randrange(days) * DAY + self.rng.randrange(1, 7) * HOUR
            doctor = self.rng.choice(list(Doctor.select().order_by(Doctor.id)))
            near = schedules.nearest(self.clinic, at, now=then, doctor=doctor, limit=3)
            try:
                appointments.book(
                    self.clinic, patient, self.rng.choice(near), contact=contact, source="sms", actor=CLOCK, now=then
                )
            except (Refusal, IndexError):
                continue

    def plan(self, days: int, texts: int, desk: int) -> None:
        """Wishes and asides at any hour of the day, arrivals, what the desk does, what breaks."""
        rng = self.rng
        names = [name.lower() for name in DOCTORS]
        for _ in range(texts):
            person = rng.choice(self.people)
            words = rng.choices(ASIDES, ASIDE_WEIGHTS)[0] if rng.random() < 0.4 else wishes(person, names, rng)
            self.at(self._moment(days), lambda p=person, w=words: self.text(p, w))  # type: ignore[misc]
        self._deal_desk_acts(days, desk)
        for person in rng.sample([p for p in self.people if not p.telegram], len(self.people) // 12):
            self.at(self._moment(days), lambda p=person: self.breaks(p))  # type: ignore[misc]
        for day in range(days):
            self.at(BEGIN + day * DAY + HOUR / 2, self._morning)
            for hours in (2, 3.5, 5):
                self._plan_a_rush(BEGIN + day * DAY + hours * HOUR)
            for half in range(12):
                self.at(BEGIN + day * DAY + HOUR + half * HOUR / 2, lambda: self.desk("next lee"))
                self.at(BEGIN + day * DAY + 1.3 * HOUR + half * HOUR / 2, lambda: self.desk("done"))

    def _deal_desk_acts(self, days: int, desk: int) -> None:
        """Half are cancellations, a quarter blocks (moved and cancelled by turns), a quarter a doctor running late:
        dealt, not drawn, so that no week is short of one."""
        acts = itertools.cycle((self.desk_cancels, self.desk_blocks, self.desk_cancels, self.desk_late))
        for number, act in enumerate(itertools.islice(acts, desk)):
            while_doctors_are_in = BEGIN + (number % days) * DAY + self.rng.uniform(1, 5) * HOUR
            self.at(while_doctors_are_in if act == self.desk_late else self._moment(days), act)

    def _plan_a_rush(self, freed: dt.datetime) -> None:
        """Four people wait for any time today; then a visit of the next hours falls out, which goes to several at once."""
        for person in self.rng.sample(self.people, 4):
            early = freed - self.rng.uniform(5, 50) * MINUTE
            self.at(early, lambda p=person: self.text(p, "waitlist any doctor today"))  # type: ignore[misc]
        self.at(freed, lambda: self.desk_cancels(within=3.5 * HOUR))

    def _moment(self, days: int) -> dt.datetime:
        """Mostly by day."""
        hour = self.rng.choices((self.rng.uniform(0, 12.5), self.rng.uniform(12.5, 24)), (9, 1))[0]
        return BEGIN + self.rng.randrange(days) * DAY + hour * HOUR

    def _morning(self) -> None:
        """Two of three patients of the day say when they are there. Another day, other callbacks."""
        self.carrier.callbacks(self.rng.choice(("in_order", "shuffled", "doubled")))
        with database.connected():
            today = Appointment.select().where(
                Appointment.status.in_(("pending", "confirmed")),
                Appointment.starts_at.between(self.now, self.now + 12 * HOUR),
            )
            visits = list(today.order_by(Appointment.id))
        for visit in visits:
            if self.rng.random() < 0.66:
                minutes = self.rng.uniform(-20, 12)
                self.at(visit.starts_at + minutes * MINUTE, lambda v=visit: self.arrives(v))  # type: ignore[misc]


def carrier_address(visit: Appointment) -> str:
    """The visit's phone as the carrier writes it."""
    contact = visit.contact
    if contact is None:
        return ""
    return f"whatsapp:{contact.address}" if contact.channel == "whatsapp" else contact.address


def _person(number: int, rng: random.Random) -> Person:
    name, spanish = f"{rng.choice(FIRST)} {rng.choice(LAST)}", rng.random() < 0.15
    kind = rng.random()
    if kind < 0.1:
        return Person(str(60_000_000 + number), name, spanish)
    if kind < 0.13:
        return Person(f"whatsapp:+1555040{number:04}", name, spanish)
    if kind < 0.16:
        return Person(f"+3361234{number:04}", name, spanish)  # a French number: another day, other quiet hours
    return Person(f"+1555020{number:04}", name, spanish)
