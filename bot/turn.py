"""One message being answered: who wrote, what is known, and the reply as it grows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from bot import questions, wording
from bot.messages import Choice, Reply, Said
from bot.phrases import ENGLISH, say
from bot.understanding import Understanding, understand
from store import catalogue, contacts, schedules, settings
from store.audit import Actor
from store.models import Appointment, Clinic, Contact, Conversation, Doctor, Patient, Question, Service

# Below this a reading of what cannot be taken back, or of a yes or no, is taken for not understood.
LEAST = {"stop": 0.6, "erase": 0.6, "leave": 0.6, "cancel": 0.6, "confirm": 0.6, "yes": 0.7, "no": 0.7}
FLOW_LIFE = dt.timedelta(hours=2)  # a half-done flow older than this is not acted on: times have gone since


@dataclass
class Turn:
    """`now` is an aware moment in UTC; `question` the one this message was found to answer."""

    contact: Contact
    said: Said
    now: dt.datetime
    clinic: Clinic
    conversation: Conversation
    reading: Understanding = field(default_factory=Understanding)
    question: Question | None = None
    picked_value: Any = None  # the value of the choice that was tapped or numbered
    lines: list[str] = field(default_factory=list)
    asked: Question | None = None
    choices: tuple[Choice, ...] = ()
    toast: str = ""
    closes: list[int] = field(default_factory=list)
    shares_number: bool = False  # offer the button that does (bot/flows/linking.py)
    hides_keyboard: bool = False

    @classmethod
    def begin(cls, contact: Contact, said: Said, now: dt.datetime) -> Turn:
        conversation = Conversation.get_or_none(Conversation.contact == contact)
        conversation = conversation or Conversation.create(contact=contact, updated_at=now)
        return cls(contact, said, now, contact.clinic, conversation)

    # --- what is known -----------------------------------------------------------------------------------------------

    @property
    def locale(self) -> str:
        return self.contact.locale or self.clinic.locale

    @property
    def local(self) -> dt.datetime:
        return self.now.astimezone(self.clinic.zone)

    @property
    def today(self) -> dt.date:
        return self.local.date()

    @property
    def actor(self) -> Actor:
        return Actor.patient(self.contact)

    @property
    def buttons(self) -> bool:
        return self.contact.channel == "telegram"

    @cached_property
    def settings(self) -> settings.Settings:
        return settings.of(self.clinic)

    @cached_property
    def doctors(self) -> list[Doctor]:
        return schedules.doctors_for(self.clinic, None)

    @cached_property
    def services(self) -> list[Service]:
        return catalogue.services(self.clinic)

    @cached_property
    def patients(self) -> list[Patient]:
        return contacts.patients(self.contact)

    def forget_patients(self) -> None:
        """They have just changed: read again."""
        self.__dict__.pop("patients", None)

    @cached_property
    def open_questions(self) -> list[Question]:
        """What could be answered when the message came, the newest first."""
        return questions.open_ones(self.contact, self.now)

    @property
    def ours(self) -> list[Question]:
        """Of those, what a reply of ours asked."""
        return [question for question in self.open_questions if not question.unprompted]

    @cached_property
    def opening(self) -> tuple[dt.time, dt.time]:
        """Today's hours, or usual ones on a closed day: a bare "at 4" is read inside them."""
        return schedules.hours(self.clinic, self.today, self.doctors) or (dt.time(7), dt.time(19))

    @property
    def owner(self) -> Patient | None:
        return contacts.owner(self.contact)

    def read(self, text: str, asked: str | None) -> Understanding:
        """What `text` says, when `asked` ("choice", "time", "name" …) is what was asked last."""
        said, person = self._without_family(text)
        reading = understand(
            said,
            now=self.local,
            locale=self.locale,
            doctors=self.doctors,
            services=self.services,
            asked=asked,
            opening=self.opening,
            country=self.clinic.country,
        )
        if person:
            reading = replace(reading, person=person)
        unsure = reading.confidence < LEAST.get(reading.intent, 0.0)
        return replace(reading, intent="unknown") if unsure else reading

    def _without_family(self, text: str) -> tuple[str, str]:
        """The text without "for Tom" ("para Tom"), and the name: somebody the phone speaks for, and not tomorrow."""
        for patient in self.patients:
            first = patient.name.split(" ")[0]
            found = re.search(rf"\b(?:for|para)\s+{re.escape(first)}\b", text, re.IGNORECASE) if first else None
            if found:
                return f"{text[: found.start()]} {text[found.end() :]}".strip() or text, patient.name
        return text, ""

    @property
    def picked(self) -> dict[str, Any]:
        """The choice's value, where it is a set of facts."""
        return self.picked_value if isinstance(self.picked_value, dict) else {}

    # --- names -------------------------------------------------------------------------------------------------------

    def doctor_name(self, doctor: Doctor) -> str:
        return wording.doctor(doctor, self.doctors)

    def when(self, moment: dt.datetime) -> str:
        return wording.moment(moment, self.clinic, self.locale)

    def visit(self, appointment: Appointment) -> str:
        """ "Dr. Lee, Tue 24 Nov, 3pm", and for whom where the phone speaks for several, or for another only."""
        text = f"{self.doctor_name(appointment.doctor)}, {self.when(appointment.starts_at)}"
        patient = appointment.patient
        others = len(self.patients) > 1 or self.owner is None
        return f"{text} ({patient.name.split()[0]})" if others and patient.name else text

    # --- the reply ---------------------------------------------------------------------------------------------------

    def word(self, key: str, **facts: Any) -> str:
        """The sentence; where the channel has buttons, its twin "key@buttons" if there is one."""
        twin = f"{key}@buttons"
        return say(twin if self.buttons and twin in ENGLISH else key, self.locale, **facts)

    def tell(self, key: str, **facts: Any) -> None:
        """Adds a sentence to the reply."""
        self.lines.append(self.word(key, **facts))

    def ask(
        self,
        kind: str,
        key: str,
        choices: Sequence[Choice] = (),
        *,
        context: dict[str, Any] | None = None,
        appointment: Appointment | None = None,
        **facts: Any,
    ) -> None:
        """Adds a question to the reply and remembers it as the one a "yes" or a "2" will answer; only one a turn."""
        self.tell(key, **facts)
        self.choices = tuple(choices)
        self.asked = questions.open_question(
            self.contact, kind, self.now,
            life=FLOW_LIFE, choices=choices, context={"key": key, "facts": facts, **(context or {})},
            appointment=appointment,
        )  # fmt: skip

    def ask_again(self, question: Question, **noted: Any) -> None:
        """Puts an open question once more, after an interruption was answered; `noted` is kept with it."""
        context = {**question.context, **noted}
        self.choices = tuple(Choice(c["label"], c["value"], typed=c.get("typed", False)) for c in question.choices)
        self.tell(context["key"], **context["facts"])
        self.asked = questions.open_question(
            self.contact, question.kind, self.now,
            life=FLOW_LIFE, choices=self.choices, context=context, appointment=question.appointment,
        )  # fmt: skip

    def offer_to_link(self) -> None:
        """The button that shares one's own number (P10); only where the clinic has a number to know it by."""
        self.shares_number = self.buttons and bool(self.clinic.sms_number or self.clinic.whatsapp_number)

    def replies(self) -> list[Reply]:
        text = "\n".join(line for line in self.lines if line)
        if not text and not self.toast and not self.shares_number:
            return []
        asked = self.asked.id if self.asked else None
        main = Reply(text, self.choices, asked, self.toast, hides_keyboard=self.hides_keyboard, closes=self.closes)
        if not self.shares_number:
            return [main]
        offer = Reply(self.word("link.offer"), shares_number=self.word("link.button"))
        return [main, offer] if text else [offer]

    # --- the flow ----------------------------------------------------------------------------------------------------

    def keep(self, flow: str, slots: dict[str, Any]) -> None:
        """Remembers a flow's slots for the next message."""
        self.conversation.flow, self.conversation.slots = flow, slots

    def drop(self) -> None:
        self.keep("", {})

    def finish(self) -> None:
        """Writes the conversation back; the last thing of a turn."""
        self.conversation.updated_at = self.now
        self.conversation.save()
