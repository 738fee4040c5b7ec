"""One message of staff being answered: who wrote, what is known, and the answer as it grows (at most a screen)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot import wording
from bot.messages import Choice, Reply, StaffSaid
from bot.notices.visits import initials
from bot.phrases import say
from bot.understanding import Understanding, lexicon, understand
from bot.understanding.people import words_of
from store import catalogue, schedules, settings
from store.audit import Actor
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Question, Service, StaffMember, Ticket
from store.tickets import label

SCREEN = 15  # lines an answer may have, its choices included
LIFE = dt.timedelta(minutes=15)  # how long a question waits for its answer
TALK = 4  # words: more of them after a word of everyday language are between colleagues
EVERYDAY = lexicon.words(
    "next done seeing call skip back remove arrived today find book move cancel confirm paid note late open hours "
    "offer reply close set stats help"
)
TYPED = ("rest", "text")  # of a question's context
BUTTONS_LIVE = dt.timedelta(hours=12)  # the buttons under a called ticket: a day's work


@dataclass
class StaffTurn:
    """`rest` is what follows the command's word; `picked` what was chosen in answer to the command's questions."""

    clinic: Clinic
    member: StaffMember
    chat: Contact
    said: StaffSaid
    now: dt.datetime
    command: str = ""
    rest: str = ""
    picked: dict[str, Any] = field(default_factory=dict)
    unlocked: bool = False  # by the PIN, where one is needed
    tapped: bool = False
    lines: list[str] = field(default_factory=list)
    asked: Question | None = None
    choices: tuple[Choice, ...] = ()
    toast: str = ""
    closes: list[int] = field(default_factory=list)

    # --- what is known -----------------------------------------------------------------------------------------------

    @property
    def locale(self) -> str:
        return self.clinic.locale

    @property
    def local(self) -> dt.datetime:
        return self.now.astimezone(self.clinic.zone)

    @property
    def today(self) -> dt.date:
        return self.local.date()

    @property
    def actor(self) -> Actor:
        return Actor.staff(self.member, self.said.channel, self.said.chat)

    @property
    def own_doctor(self) -> int | None:
        """Whose visits a doctor acts on; None for the desk, which acts on all (S2)."""
        return self.member.doctor_id if self.member.role == "doctor" else None

    @cached_property
    def settings(self) -> settings.Settings:
        return settings.of(self.clinic)

    @cached_property
    def doctors(self) -> list[Doctor]:
        return schedules.doctors_for(self.clinic, None)

    @cached_property
    def services(self) -> list[Service]:
        return catalogue.services(self.clinic)

    def read(self, text: str) -> Understanding:
        """When and with whom, as in a patient's text."""
        return understand(
            text,
            now=self.local,
            locale=self.locale,
            doctors=self.doctors,
            services=self.services,
            asked="time",
            opening=schedules.hours(self.clinic, self.today) or (dt.time(7), dt.time(19)),
            country=self.clinic.country,
        )

    def may_act_on(self, thing: Appointment | Ticket) -> bool:
        """Whether the visit or place in line is the asker's to change: a doctor's own, or any for the desk."""
        if self.member.role != "doctor":
            return True
        if isinstance(thing, Appointment):
            return bool(thing.doctor_id == self.own_doctor)
        return (thing.serving_doctor_id or thing.doctor_id or self.own_doctor) == self.own_doctor

    # --- names -------------------------------------------------------------------------------------------------------

    def who(self, patient: Patient) -> str:
        """ "A.R.", or the full name where the clinic has allowed it in the chat (RULES 8)."""
        if self.settings.staff_chat_full_names:
            return patient.name or "?"
        return initials(patient.name)

    def known_as(self, patient: Patient) -> str:
        """As `who`, with the end of the phone's number: tells two of the same initials apart."""
        return f"{self.who(patient)} ..{patient.phone[-4:]}" if patient.phone else self.who(patient)

    def doctor_name(self, doctor: Doctor) -> str:
        return wording.doctor(doctor, self.doctors)

    def when(self, moment: dt.datetime) -> str:
        return wording.moment(moment, self.clinic, self.locale)

    def clock(self, moment: dt.datetime) -> str:
        return wording.clock(moment.astimezone(self.clinic.zone).time(), self.locale)

    def ticket(self, ticket: Ticket) -> str:
        """ "Q004 A.R."."""
        return f"{label(ticket)} {self.who(ticket.patient)}"

    def visit(self, visit: Appointment) -> str:
        """ "A.R., Dr. Lee, Tue 24 Nov, 3pm (K7)"."""
        doctor, when = self.doctor_name(visit.doctor), self.when(visit.starts_at)
        return f"{self.who(visit.patient)}, {doctor}, {when} ({visit.code})"

    # --- the answer --------------------------------------------------------------------------------------------------

    def word(self, key: str, **facts: Any) -> str:
        return say(key, self.locale, **facts)

    def tell(self, key: str, **facts: Any) -> None:
        self.lines.append(self.word(key, **facts))

    def show(self, lines: Sequence[str], *, room: int = SCREEN - 2) -> None:
        """Adds a list, cut to the screen; what does not fit is counted."""
        shown = list(lines) if len(lines) <= room else list(lines)[: room - 1]
        self.lines += shown
        if len(shown) < len(lines):
            self.tell("desk.and_more", count=len(lines) - len(shown))

    def puzzled(self, key: str, **facts: Any) -> None:
        """What follows the command's word means nothing: said, unless colleagues are talking to each other."""
        talk = self.command in EVERYDAY and len(self.rest.split()) > TALK and not self._names_doctor()
        if not talk or self.said.addressed or not self.said.group:
            self.tell(key, **facts)

    def _names_doctor(self) -> bool:
        known = {word for doctor in self.doctors for word in words_of(doctor.name)}
        return bool(known & {word.strip(".,:;!?").lower() for word in self.rest.split()})

    def ask(self, key: str, choices: Sequence[Choice], **facts: Any) -> None:
        """Asks; the answer runs the command again, with the choice's value among `picked`.

        Only the asker answers in words; any colleague who may do the same can tap.
        """
        if not choices:
            raise ValueError(key)
        if key:
            self.tell(key, **facts)
        for question in self.waiting():
            self.close(question, "replaced")
        context = {"rest": self.rest, "picked": self.picked, "member": self.member.id, "unlocked": self.unlocked}
        self._remember(f"staff:{self.command}", choices, context, LIFE)

    def offer(self, choices: Sequence[Choice], **context: Any) -> None:
        """Buttons under the answer, as a quicker way than typing; they wait for nothing."""
        self._remember("staff:", choices, {"member": 0, **context}, BUTTONS_LIVE)

    def _remember(self, kind: str, choices: Sequence[Choice], context: dict[str, Any], life: dt.timedelta) -> None:
        self.choices = tuple(choices)
        self.asked = Question.create(
            contact=self.chat, kind=kind, unprompted=True, context=context, asked_at=self.now,
            expires_at=self.now + life,
            choices=[{"label": choice.label, "value": choice.value} for choice in choices],
        )  # fmt: skip

    def waiting(self) -> list[Question]:
        """The questions this member may still answer here, the newest first."""
        theirs = (Question.contact == self.chat) & Question.closed_at.is_null() & (Question.expires_at > self.now)
        rows = Question.select().where(theirs, Question.kind.startswith("staff:")).order_by(Question.id.desc())
        return [row for row in rows.limit(50) if row.context.get("member") == self.member.id]

    def close(self, question: Question, outcome: str) -> None:
        """What was typed is kept for as long as it is asked about."""
        question.closed_at, question.outcome = self.now, outcome
        asked = {name: fact for name, fact in question.context.items() if name not in TYPED}
        question.context = {**asked, "by": self.member.name}
        question.save(only=[Question.closed_at, Question.outcome, Question.context])
        self.closes.append(question.id)

    def replies(self) -> list[Reply]:
        text = "\n".join(line for line in self.lines if line)
        if not text and not self.toast:
            return []
        return [
            Reply(
                text,
                self.choices,
                self.asked.id if self.asked else None,
                self.toast,
                closes=self.closes,
                refused=bool(self.toast),
            )
        ]
