"""`talk`: a conversation written down, played against the bot under a frozen clock.

> book dr lee tue 10am            the patient (of the first phone) texts
2> book                           the second phone texts
2>> book | c | Ana                 several texts, one after the other; of what comes back only the lines that follow are
                                  looked for, in their order: for what went before the talk proper
< Dr. Lee, Tue 24 Nov, 10am. …    the reply, line by line; "..." at the end of a line leaves the rest open,
                                  on a line of its own the rest of the reply, if there is any
-                                 silence
@ Mon 23 Nov 10:00                the clock moves there (this year, the clinic's time) and what is due is done;
                                  lines that follow are what arrived meanwhile, on the phone named as in "2<"
@ 90s                             the clock moves on by so many seconds
S> next                           somebody in the staff chat writes (tests/dialogues/staffroom.py); in a transcript
                                  with such lines everything sent shows, at once, on whatever phone
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory

import bot
from bot import handoff, links, offers
from bot.messages import Reply, Said
from handlers.channels.text import numbered
from jobs import digest, no_shows, reminders
from jobs import offers as waitlist
from store import appointments, clock, contacts, settings, transitions
from store.database import transaction
from store.models import Clinic, Contact
from tests import factory
from tests.conftest import ENGINES
from tests.dialogues.staffroom import ALONE, Staffroom, leaving
from tests.handlers.conftest import Script, Town, environment, town  # noqa: F401

BEGIN = "2026-11-23 09:00:00-05:00"  # a Monday, nine in the morning in New York
LINE = re.compile(r"\s*(?:(?P<silence>-)|(?P<clock>@)|(?P<phone>\d|[A-Z]+)?(?P<way>>>|[<>]))\s?(?P<text>.*)")


@pytest.fixture
def engine() -> str:
    """Conversations are the same on every engine; the store's own tests run on all."""
    return "sqlite"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What goes over the wire does so on every engine."""
    if "wire" in metafunc.fixturenames:
        metafunc.parametrize("engine", ENGINES)


@pytest.fixture
def clinic(store: str) -> Clinic:
    """Elm Street Clinic: three doctors, Monday to Friday; Dr. Osei only afternoons."""
    clinic = factory.clinic(address="12 Elm Street")
    factory.doctor(clinic, "Dr. Maya Lee")
    factory.doctor(clinic, "Dr. Raj Patel", days=(1, 3))
    factory.doctor(clinic, "Dr. Ama Osei", starts=dt.time(13), ends=dt.time(17))
    return clinic


class Talk:
    """Plays transcripts and compares every line."""

    def __init__(self, clinic: Clinic, frozen: FrozenDateTimeFactory) -> None:
        self.clinic, self.frozen = clinic, frozen
        self.codes: dict[str, str] = {}
        self.staffroom: Staffroom | None = None
        links.configure("https://desk.example.com")

    def contact(self, phone: str) -> Contact:
        return contacts.find_or_create(self.clinic, "sms", f"+1555010000{phone or '1'}", clock.now())

    def say(self, text: str, phone: str = "1") -> list[Reply]:
        with transaction():
            contact = self.contact(phone)
            return bot.reply(contact, Said(text), clock.now())

    def heard(self, phone: str, text: str) -> list[tuple[str, str]]:
        """Who hears what: the reply on the same phone; with a staff chat, also what is sent to others."""
        if self.staffroom is not None and (phone.startswith("S") or phone in ALONE):
            lines = self.staffroom.heard(phone, text)
        else:
            lines = [line for reply in self.say(text, phone) for line in numbered(reply).split("\n")]
        told = [("S" if phone.startswith("S") else phone, line) for line in lines]
        return told + (self.staffroom.sent() if self.staffroom is not None else [])

    def move(self, where: str) -> list[tuple[str, str]]:
        """Moves the clock and returns (phone, text line) of everything that went out meanwhile."""
        if seconds := re.fullmatch(r"(\d+)s", where.strip()):
            self.frozen.tick(int(seconds[1]))
            return self.staffroom.sent() if self.staffroom is not None else []
        local = dt.datetime.strptime(f"{clock.now().year} {where.strip()}", "%Y %a %d %b %H:%M")
        self.frozen.move_to(local.replace(tzinfo=self.clinic.zone).astimezone(dt.UTC))
        now = clock.now()
        appointments.release_expired(now)
        no_shows.sweep(now)
        reminders.sweep(now)
        waitlist.sweep(now)
        if self.staffroom is not None:
            handoff.lapse(now)
            digest.sweep(now)
            return self.staffroom.sent()
        told = []
        for message in leaving(now):
            if message.kind != "staff":
                told += [(message.to[-1], line) for line in message.text.split("\n")]
        return told

    def __call__(self, transcript: str) -> None:
        expected: list[tuple[str, str]] = []
        actual: list[tuple[str, str]] = []
        compare = self.compare
        if self.staffroom is None and re.search(r"^\s*S[A-Z]*>", transcript, re.MULTILINE):
            self.staffroom = Staffroom(self.clinic)
        for raw in transcript.strip().splitlines():
            match = LINE.fullmatch(raw)
            assert match, f"not a line of a transcript: {raw!r}"
            if match["silence"]:
                continue
            phone = match["phone"] or "1"
            if match["way"] == "<":
                expected.append((phone, match["text"]))
                continue
            compare(expected, actual, raw)
            expected, compare, text = [], self.compare, self.known(match["text"])
            if match["clock"]:
                actual = self.move(text)
            elif match["way"] == ">>":
                compare = self.look_for
                actual = [told for each in text.split(" | ") for told in self.heard(phone, each)]
            else:
                actual = self.heard(phone, text)
        compare(expected, actual, "the end")

    def look_for(self, expected: list[tuple[str, str]], actual: list[tuple[str, str]], before: str) -> None:
        assert expected, f"nothing is looked for before {before!r}"
        left = iter(actual)
        for phone, wanted in expected:
            told = "\n".join(f"{where}< {line}" for where, line in actual)
            found = any(phone == where and self.matches(wanted, line) for where, line in left)
            assert found, f"looked for {wanted!r}\nbefore {before!r} the bot said:\n{told}"

    def compare(self, expected: list[tuple[str, str]], actual: list[tuple[str, str]], before: str) -> None:
        told = "\n".join(f"{phone}< {line}" for phone, line in actual)
        if expected and expected[-1][1].strip() == "...":
            expected, actual = expected[:-1], actual[: len(expected) - 1]
        assert len(expected) == len(actual), f"before {before!r} the bot said:\n{told}"
        for (phone, wanted), (where, line) in zip(expected, actual, strict=True):
            assert phone == where, f"before {before!r} the bot said:\n{told}"
            assert self.matches(wanted, line), f"wanted {wanted!r}\nbefore {before!r} the bot said:\n{told}"

    def matches(self, wanted: str, line: str) -> bool:
        """Whether the line is as written; a code written as <A> is any code, and the same one wherever <A> stands."""
        pattern = re.escape(wanted.strip())
        if pattern.endswith(r"\.\.\."):
            pattern = pattern.removesuffix(r"\.\.\.") + ".*"
        met: set[str] = set()

        def code(name: re.Match[str]) -> str:
            again = name[1] in met
            met.add(name[1])
            new = f"(?P={name[1]})" if again else f"(?P<{name[1]}>[BDFGHJKLPQRTVW][2-9]+)"
            return self.codes.get(name[1], new)

        pattern = re.sub(r"<([A-Z])>", code, pattern)
        match = re.fullmatch(pattern, line.strip())
        if match:
            self.codes.update(match.groupdict())
        return match is not None

    def known(self, text: str) -> str:
        """A code learnt earlier, put where the transcript says <A>."""
        for name, code in self.codes.items():
            text = text.replace(f"<{name}>", code)
        return text


@pytest.fixture
def frozen() -> Iterator[Any]:
    with freeze_time(BEGIN) as frozen:
        yield frozen


@pytest.fixture
def talk(clinic: Clinic, frozen: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    monkeypatch.setattr(transitions, "_listeners", [offers.freed])
    return Talk(clinic, frozen)


@pytest.fixture
def script() -> Script:
    """Nobody stands in for the bot here."""
    return Script()


@pytest.fixture
def wire(town: Town, store: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:  # noqa: F811
    """`talk` over real HTTP, a real mail server beside it (tests/dialogues/wire.py)."""
    from tests.dialogues.wire import Wire

    town.clinic.whatsapp_number, town.clinic.address = town.clinic.sms_number, "12 Elm Street"
    town.clinic.save()
    settings.put(town.clinic, {"quiet_hours": "21:00-08:00"})
    factory.doctor(town.clinic, "Dr. Maya Lee")
    factory.doctor(town.clinic, "Dr. Ama Osei", starts=dt.time(13), ends=dt.time(17))
    wire = Wire(town)
    monkeypatch.setattr(clock, "now", lambda: wire.now)
    monkeypatch.setattr(clock, "running_from", lambda moment: lambda: max(moment, wire.now))
    monkeypatch.setattr(transitions, "_told", [*transitions._told])
    town.carrier.exchange.now = lambda: wire.now
    with wire.mail(environment(town.url, store, town.spool.parent)):
        yield wire
