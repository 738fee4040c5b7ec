"""A simulated patient books by text with the real bot, in sentences that crowd workers wrote for the same purpose.

    python -m tests.simulated_patient FOLDER [--talk N]      (part of make eval)

FOLDER holds sgd-dialogues.jsonl and sgd-rosters.json. Each dialogue gives a goal (doctor, day, time: what was read back
to the worker first) and the worker's own sentences: how they began, how they said when, how they agreed. The patient
says whichever answers what the bot asked; a list is answered with its number, "which doctor?" with the doctor's name.
A goal whose day and time the worker never wrote is left out. So that there are 400, some goals come a second time with
the wanted time already taken: then the time nearest to it that the bot offers is accepted.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from freezegun import freeze_time

import bot
from bot.messages import Said
from store import appointments, clock, contacts
from store import database as db
from store.audit import Actor
from store.database import transaction
from store.migrations import upgrade
from store.models import Appointment, Clinic, Contact, Conversation, Doctor, Question
from store.schedules import opening_at
from tests import factory

ZONE = ZoneInfo("America/Los_Angeles")
BEGIN = dt.datetime(2019, 3, 1, 7, 30, tzinfo=ZONE)
DIALOGUES, COLLEAGUES, PATIENCE = 400, 5, 10
YES, NO = "Yes, that's right.", "No."  # where the worker wrote none
TITLES = frozenset(["dr", "md", "dds", "dmd", "do", "phd"])


@dataclass
class Goal:
    """What one worker wanted, and their sentences for it."""

    doctor: str
    colleagues: list[str]
    starts_at: dt.datetime
    opening: str
    wishes: list[str]  # say the day or the time
    agreeing: str
    taken: bool = False  # somebody else has the wanted time


@dataclass
class Outcome:
    goal: Goal
    booked: tuple[str, dt.datetime] | None = None
    wanted: tuple[str, dt.datetime] | None = None  # what was agreed to
    messages: int = 0
    talk: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return self.booked is not None and not self.wrong

    @property
    def wrong(self) -> bool:
        """A booking of anything else than what was wanted or accepted."""
        return self.booked is not None and self.booked != self.wanted


def bare(name: str) -> str:
    words = "".join(c if c.isalpha() else " " for c in name.casefold().replace(".", "")).split()
    return " ".join(word for word in words if word not in TITLES)


# --- goals -----------------------------------------------------------------------------------------------------------


def goals(folder: Path, number: int = DIALOGUES) -> list[Goal]:
    rosters = json.loads((folder / "sgd-rosters.json").read_text(encoding="utf-8"))
    people = {service: list({bare(n): n for n in names if bare(n)}.values()) for service, names in rosters.items()}
    chance, found = random.Random(3), []
    with (folder / "sgd-dialogues.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            dialogue = json.loads(line)
            goal = _goal(dialogue["turns"], people[dialogue["service"]], chance)
            if goal is not None:
                found.append(goal)
    again = [Goal(**(vars(goal) | {"taken": True})) for goal in found[: max(0, number - len(found))]]
    return (found + again)[:number]


def _goal(turns: Sequence[dict[str, Any]], roster: Sequence[str], chance: random.Random) -> Goal | None:
    """The first thing read back to the worker, where they had said when themselves."""
    at = next((i for i, t in enumerate(turns) if t["speaker"] == "SYSTEM" and "CONFIRM" in t.get("acts", ())), None)
    if at is None:
        return None
    slots, canonical = turns[at].get("slots") or {}, turns[at].get("canonical") or {}
    name = (slots.get("doctor_name") or slots.get("dentist_name") or [""])[0]
    day, time = canonical.get("appointment_date"), canonical.get("appointment_time")
    if not (bare(name) and day and time):
        return None
    wanted = {"appointment_date": day, "appointment_time": time}
    told = [t for t in turns[:at] if t["speaker"] == "USER"]
    saying = [t for t in told if _says(t, wanted)]
    if {key for turn in saying for key in turn["canonical"]} < set(wanted) or not told:
        return None
    others = chance.sample([n for n in roster if bare(n) != bare(name)], COLLEAGUES)
    after = turns[at + 1] if at + 1 < len(turns) else {}
    return Goal(
        doctor=name,
        colleagues=others,
        starts_at=dt.datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZONE),
        opening=told[0]["utterance"],
        wishes=[t["utterance"] for t in saying],
        agreeing=after["utterance"] if "AFFIRM" in after.get("acts", ()) else YES,
    )


def _says(turn: dict[str, Any], wanted: dict[str, str]) -> bool:
    """Does this sentence say the day or the time that is wanted, and nothing else?"""
    said = {key: value for key, value in (turn.get("canonical") or {}).items() if key in wanted}
    return bool(said) and all(wanted[key] == value for key, value in said.items())


# --- the patient -----------------------------------------------------------------------------------------------------


class Patient:
    """Answers what was asked, and agrees to nothing but the goal (or, where that is taken, to what is offered)."""

    def __init__(self, goal: Goal, doctors: dict[int, str]) -> None:
        self.goal, self.doctors = goal, doctors
        self.left = [text for text in goal.wishes if text != goal.opening]
        self.wanted = (goal.doctor, goal.starts_at)
        self.repeated = self.named = False

    def begins(self) -> str:
        return self.goal.opening

    def answer(self, question: Question | None, chosen: list[Any]) -> str | None:
        """The next message, or None: given up."""
        kind = question.kind if question else ""
        if kind == "booking.doctor":
            return self.goal.doctor
        if kind == "booking.summary" and self._suits(chosen):
            return self.goal.agreeing
        if kind == "booking.summary" and not self.left:
            self.left = [" ".join(self.goal.wishes)]
            return NO
        if question and kind == "booking.time" and not self.named and not self._offered(question):
            self.named = True
            return self.goal.doctor
        if self.left:
            return self.left.pop(0)
        if question and kind == "booking.time":
            number = self._number(question)
            if number:
                return str(number)
        if not self.repeated:
            self.repeated = True
            return " ".join(self.goal.wishes)
        return None

    def _suits(self, chosen: list[Any]) -> bool:
        return bool(chosen) and (self.doctors[chosen[0]], dt.datetime.fromisoformat(chosen[1])) == self.wanted

    def _number(self, question: Question) -> int | None:
        """The line of the wanted time; where that is taken, of the nearest one with the same doctor."""
        lines = self._offered(question)
        if not lines:
            return None
        nearest = min(lines, key=lambda line: abs(line[2] - self.goal.starts_at))
        if nearest[2] != self.goal.starts_at and not self.goal.taken:
            return None
        self.wanted = (nearest[1], nearest[2])
        return nearest[0]

    def _offered(self, question: Question) -> list[tuple[int, str, dt.datetime]]:
        """The times on the list with the wanted doctor, each with its number."""
        lines = [
            (n, self.doctors[o[0]], dt.datetime.fromisoformat(o[1]))
            for n, choice in enumerate(question.choices, 1)
            if isinstance(choice["value"], dict) and (o := choice["value"].get("opening"))
        ]
        return [line for line in lines if line[1] == self.goal.doctor]


# --- the conversation ------------------------------------------------------------------------------------------------


def play(goal: Goal, number: int) -> Outcome:
    """One conversation, until something is booked or the patient gives up."""
    clinic = _clinic(goal, number)
    contact = factory.contact(clinic)
    patient = Patient(goal, {d.id: d.name for d in Doctor.select().where(Doctor.clinic == clinic)})
    outcome, text = Outcome(goal), patient.begins()
    while text and outcome.messages < PATIENCE:
        outcome.messages += 1
        outcome.talk.append(f"> {text}")
        with transaction():
            replies = bot.reply(_again(contact), Said(text), clock.now())
        for reply in replies:
            labels = [f"  {n} {choice.label}" for n, choice in enumerate(reply.choices, 1) if not choice.typed]
            outcome.talk += [f"< {line}" for line in [*reply.text.split("\n"), *labels]]
        visit = Appointment.get_or_none(Appointment.contact == contact)
        if visit is not None:
            outcome.booked = (visit.doctor.name, visit.starts_at)
            break
        text = patient.answer(*_asked(contact)) or ""
    outcome.wanted = patient.wanted
    return outcome


def _again(contact: Contact) -> Contact:
    return contacts.find_or_create(contact.clinic, "sms", contact.address, clock.now())


def _asked(contact: Contact) -> tuple[Question | None, list[Any]]:
    """The question that stands open, and the time it reads back."""
    open_ones = Question.select().where((Question.contact == contact) & Question.closed_at.is_null())
    question = open_ones.order_by(Question.asked_at.desc(), Question.id.desc()).first()
    conversation = Conversation.get_or_none(Conversation.contact == contact)
    slots = conversation.slots if conversation else {}
    return question, slots.get("chosen") or []


def _clinic(goal: Goal, number: int) -> Clinic:
    """A clinic of the wanted doctor and colleagues from the roster, open every day."""
    clinic = factory.clinic(
        slug=f"c{number}", sms_number=f"+1555{number:07}", telegram_bot_id=number, staff_chat_id=-number,
        display_token=f"d{number}", zone_name=str(ZONE),
    )  # fmt: skip
    for name in sorted([goal.doctor, *goal.colleagues]):
        row = factory.doctor(clinic, name, days=range(7), starts=dt.time(8), ends=dt.time(20), slot=15)
        if goal.taken and name == goal.doctor:
            other = factory.contact(clinic, "+15550100099")
            opening = opening_at(clinic, row, goal.starts_at, now=clock.now())
            appointments.book(
                clinic, factory.patient(clinic, "Sam Sample", other), opening, contact=other, source="sms",
                actor=Actor.patient(other), now=clock.now(),
            )  # fmt: skip
    return clinic


@dataclass
class Result:
    outcomes: list[Outcome]

    @property
    def completed(self) -> float:
        """Per cent."""
        return 100 * sum(o.right for o in self.outcomes) / len(self.outcomes)

    @property
    def messages(self) -> float:
        return statistics.median(o.messages for o in self.outcomes if o.right)

    @property
    def wrong(self) -> int:
        return sum(o.wrong for o in self.outcomes)


def run(folder: Path, number: int = DIALOGUES) -> Result:
    """All conversations, on a SQLite store in a temporary folder, under a frozen clock."""
    with tempfile.TemporaryDirectory() as place:
        engine = db.connect_to(f"sqlite:///{place}/patients.db")
        with freeze_time(BEGIN.astimezone(dt.UTC)) as frozen:
            upgrade()
            with db.connected():
                outcomes = []
                for n, goal in enumerate(goals(folder, number), 1):
                    frozen.move_to(BEGIN.astimezone(dt.UTC))
                    outcomes.append(play(goal, n))
        engine.close()
    return Result(outcomes)


def report(result: Result) -> str:
    taken = [o for o in result.outcomes if o.goal.taken]
    lines = [
        f"simulated patient: {result.completed:.1f} % of {len(result.outcomes)} conversations end in the right booking "
        f"({sum(o.right for o in taken)} of {len(taken)} where the wanted time was taken), "
        f"median {result.messages:g} messages, {result.wrong} wrong bookings"
    ]
    ends = Counter(o.talk[-1] for o in result.outcomes if not o.right)
    lines += [f"  {times} unfinished after: {last}" for last, times in ends.most_common(5)]
    return "\n".join(lines)


def main() -> int:
    result = run(Path(sys.argv[1]))
    print(report(result))
    shown = int(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[2] == "--talk" else 0
    for outcome in sorted((o for o in result.outcomes if not o.right), key=lambda o: not o.wrong)[:shown]:
        wanted = f"{outcome.goal.doctor}, {outcome.goal.starts_at:%a %d %b %H:%M}"
        print("\n".join(["", f"{wanted}; {outcome.booked or 'nothing'} booked", *outcome.talk]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
