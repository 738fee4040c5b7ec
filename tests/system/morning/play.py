"""Plays the morning minute by minute: the story's lines, who comes, and six doctors who call, see and finish.

What each doctor has is read from the endpoint, so the play knows no more than somebody at the desk.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jobs
from store import clock
from store.models import Clinic
from tests.handlers.conftest import Town
from tests.system.morning.players import Board, Endpoint, Phones
from tests.system.morning.script import Line, Person, matches, people, story
from tests.system.morning.stage import DAY, DOCTORS, SUNDAY, Member, stage

BEGINS, ENDS = dt.time(7, 45), dt.time(12, 30)
PASSES = 7  # minutes after which a doctor passes over somebody who was called and is not there
MINUTE = dt.timedelta(minutes=1)


@dataclass
class Having:
    """Whom a doctor has, as the endpoint tells."""

    ticket: str
    patient: str
    status: str
    called_at: dt.datetime
    started_at: dt.datetime | None


class Morning:
    def __init__(self, town: Town) -> None:
        self.town, self.phones = town, Phones(town.carrier)
        self.people = {one.name: one for one in people()}
        town.carrier.exchange.now = clock.now  # the log tells the morning's time
        self.at = self.moment(BEGINS)
        self.set_clock(SUNDAY)
        self.staff: dict[str, Member] = stage(town, list(self.people.values()))
        self.desk = Endpoint(town.url, self.staff["Omar"].token)
        self.story = story()
        self.transcript: list[str] = []
        self.wrong: list[str] = []  # what the story wanted and did not hear
        self.came: set[str] = set()
        self.joined: set[str] = set()
        self.read = 0
        self.turn = 0  # the desk's ways of entering somebody, one after another
        self._tick()

    @property
    def clinic(self) -> Clinic:
        return self.town.clinic

    def moment(self, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(DAY, time, self.town.clinic.zone).astimezone(dt.UTC)

    def set_clock(self, moment: dt.datetime) -> None:
        """From here the clock runs on at its real pace until the next minute is set."""
        shift = moment - clock.unshifted()
        clock.shift_by(lambda: shift)

    def play(self) -> None:
        try:
            for _ in range(int((self.moment(ENDS) - self.at) / MINUTE) + 1):
                self._minute()
        finally:
            if path := os.environ.get("MORNING_TRANSCRIPT"):
                Path(path).write_text("\n".join(self.transcript) + "\n")
        assert not self.story, f"never said: {self.story[0].text}"
        assert not self.wrong, "\n\n".join(self.wrong)

    def _minute(self) -> None:
        self.set_clock(self.at)
        self._story()
        self._arrivals()
        self._doctors()
        self._tick()
        self.at += MINUTE

    # --- what is said and heard --------------------------------------------------------------------------------------

    def _tick(self) -> list[tuple[str, str]]:
        """What the clock does; returns what has arrived anywhere since the last look."""
        with self.town.app.app_context():
            counts = jobs.tick()
        assert not counts["errors"], counts
        return self._arrived()

    def _arrived(self) -> list[tuple[str, str]]:
        sent = self.town.carrier.sent(via=None)
        new, self.read = sent[self.read :], len(sent)
        told = [(self.name_of(one.to), one.body) for one in new]
        for who, text in told:
            self._write(f"      {who}< {' / '.join(text.splitlines())}")
        return told

    def name_of(self, address: str) -> str:
        if address == str(self.town.carrier.staff_chat_id):
            return "Group"
        named = {one.number: one.name for one in self.people.values()} | {m.phone: m.name for m in self.staff.values()}
        return named.get(address.removeprefix("whatsapp:"), address)

    def _write(self, line: str) -> None:
        self.transcript.append(line)

    def _says(self, who: str, text: str, where: str = "") -> list[tuple[str, str]]:
        """Somebody's act; what came back at once, board and endpoint included."""
        self._write(f"{self.at.astimezone(self.town.clinic.zone):%H:%M} {who}{'@' + where if where else ''}> {text}")
        if who in self.people:
            self.phones.say(self.people[who].address, self._coded(text), who)
            return self._arrived()
        member = self.staff[who]
        if where == "board":
            return self._noted(who, self._press(member.board, text))
        if where == "api":
            status, body = self._call(member, text)
            told = " ".join(str(body.get(key) or "") for key in ("ticket", "patient", "room", "detail")).strip()
            return self._noted(who, f"{status} {told}".strip())
        if where == "sms":
            self.phones.say(member.phone, self._coded(text))
            return self._arrived()
        heard = self.phones.chat(member.telegram_id, who, self._coded(text))
        arrived = self._arrived()
        return arrived or [("Group", text) for text in heard]

    def _noted(self, who: str, text: str) -> list[tuple[str, str]]:
        self._write(f"      {who}< {text}")
        return [(who, text), *self._arrived()]

    def _press(self, board: Board, text: str) -> str:
        """ "Arrived | Ana Ruiz | field=value ...": the button, whom it is about, what the form says."""
        label, about, *given = [part.strip() for part in text.split("|")]
        fields = dict(part.split("=", 1) for part in given if part)
        return board.press(label, about, **fields)

    def _call(self, member: Member, text: str) -> tuple[int, dict[str, Any]]:
        """ "POST /queue/next doctor=kim"."""
        method, path, *given = text.split(" ")
        body: dict[str, Any] = dict(part.split("=", 1) for part in given)
        return Endpoint(self.town.url, member.token).ask(f"{method} {path}", **body)

    def _coded(self, text: str) -> str:
        """ "{Ana Ruiz}" stands for the code of her visit, "{Q Ana Ruiz}" for the number of her place."""
        for name in self.people:
            if f"{{{name}}}" in text:
                _, found = self.desk.ask("GET /appointments", date=str(DAY), patient=name)
                text = text.replace(f"{{{name}}}", found["items"][0]["code"])
            if f"{{Q {name}}}" in text:
                text = text.replace(f"{{Q {name}}}", self._ticket_of(name))
        return text

    def _ticket_of(self, name: str) -> str:
        return next(str(item["ticket"]) for item in self._line() if item["patient"] == name)

    # --- the story ---------------------------------------------------------------------------------------------------

    def _story(self) -> None:
        now = self.at.astimezone(self.town.clinic.zone).time()
        while self.story and self.story[0].at <= now:
            line = self.story.pop(0)
            heard = self._says(line.who, line.text, line.where) + self._tick()
            self._compare(line, heard)

    def _compare(self, line: Line, heard: list[tuple[str, str]]) -> None:
        """Every line of the story came, in its order for each reader; others may have come between."""
        left = {who: iter([text for name, text in heard if name == who]) for who, _ in line.back}
        for who, wanted in line.back:
            found = any(matches(self._coded(wanted), " / ".join(text.splitlines())) for text in left[who])
            told = "\n".join(f"{name}< {text}" for name, text in heard) or "(nothing)"
            before = "\n".join(self.transcript[-6:])
            if not found:
                self.wrong.append(
                    f"line {line.number}, {line.text!r}: wanted {who}< {wanted!r}; heard\n{told}\n\n{before}"
                )

    # --- who comes ---------------------------------------------------------------------------------------------------

    def _arrivals(self) -> None:
        now = self.at.astimezone(self.town.clinic.zone).time()
        for person in self.people.values():
            if not person.booked and person.at <= now and person.name not in self.joined:
                self.joined.add(person.name)
                self._joins(person)
            if person.comes is not None and person.comes <= now and person.name not in self.came:
                self.came.add(person.name)
                self._comes(person)

    def _joins(self, person: Person) -> None:
        if person.at_desk:
            self._entered(person)
            return
        wanted = "" if person.doctor == "any" else f" for dr {person.doctor}"
        heard = self._says(person.name, f"queue{wanted}")
        if any("name" in text for _, text in heard):
            self._says(person.name, person.name)

    def _entered(self, person: Person) -> None:
        """The desk enters somebody who stands there: by the board, the endpoint or the chat, in turn."""
        self.turn += 1
        doctor = "" if person.doctor == "any" else person.doctor
        if self.turn % 3 == 0:
            self._says("Rosa", f"walkin {person.name} {doctor} {person.address}".replace("  ", " ").strip())
            return
        facts = {"patient": person.name, "phone": person.address or None, "doctor": doctor or None}
        if self.turn % 3 == 1:
            given = " | ".join(f"{key}={value}" for key, value in facts.items() if value and key != "doctor")
            doctors = {key: number for number, key in enumerate(DOCTORS, 1)}
            given += f" | doctor={doctors[doctor]}" if doctor else ""
            self._says("Rosa", f"Add | | {given}", "board")
            return
        self._write(f"{self.at.astimezone(self.town.clinic.zone):%H:%M} Omar@api> POST /queue {person.name}")
        status, body = self.desk.ask("POST /queue", **{key: value for key, value in facts.items() if value})
        assert status == 201, body
        self._noted("Omar", f"201 {body['ticket']}")

    def _comes(self, person: Person) -> None:
        if person.at_desk or (not person.booked and not self._waits_unseen(person.name)):
            return
        if person.channel != "none":
            self._says(person.name, "here")
        elif self._today(person):
            self.turn += 1
            if self.turn % 2:
                self._says("Rosa", f"Arrived | {person.name}", "board")
            else:
                self._says("Rosa", f"arrived {person.name}")

    def _waits_unseen(self, name: str) -> bool:
        return any(item["patient"] == name and not item["present"] for item in self._line())

    def _today(self, person: Person) -> bool:
        _, found = self.desk.ask("GET /appointments", date=str(DAY), patient=person.name)
        return any(item["status"] in ("pending", "confirmed") for item in found["items"])

    # --- the doctors -------------------------------------------------------------------------------------------------

    def _line(self) -> list[dict[str, Any]]:
        status, body = self.desk.ask("GET /queue", limit="100")
        assert status == 200, body
        items: list[dict[str, Any]] = body["items"]
        return items

    def _having(self) -> dict[str, Having]:
        """By the doctor's key."""
        status, body = self.desk.ask("GET /queue/in-service")
        assert status == 200, body
        return {key: one for item in body["items"] for key, one in self._one(item)}

    def _one(self, item: dict[str, Any]) -> Iterator[tuple[str, Having]]:
        if item["status"] in ("called", "in-service"):
            key = next(key for key, facts in DOCTORS.items() if facts.name == item["doctor"])
            started = _minute_of(item["started_at"]) if item["started_at"] else None
            called = _minute_of(item["called_at"])
            yield key, Having(item["ticket"], item["patient"], item["status"], called, started)

    def _doctors(self) -> None:
        having = self._having()
        free = {key for key, doctor in DOCTORS.items() if doctor.here} - having.keys()
        waiting = [item for item in self._line() if item["status"] == "waiting"] if free else []
        for key, doctor in DOCTORS.items():
            if not doctor.here or self.at < self.moment(dt.time(8)):
                continue
            one = having.get(key)
            if one is None:
                mine = [item for item in waiting if item["doctor"] in (None, doctor.name)]
                if mine and self.at < self.moment(dt.time(12, 20)):
                    self._act(key, "next")
            elif one.status == "called":
                self._called(key, one)
            elif one.started_at and self.at - one.started_at >= self._minutes(one.patient):
                self._act(key, "done", one.ticket)

    def _called(self, key: str, one: Having) -> None:
        person = self.people.get(one.patient)
        there = person is None or person.at_desk or person.name in self.came
        if there and self.at - one.called_at >= MINUTE:
            self._act(key, "start", one.ticket)
        elif not there and self.at - one.called_at >= PASSES * MINUTE:
            self._act(key, "skip", one.ticket)

    def _minutes(self, name: str) -> dt.timedelta:
        return (self.people[name].minutes if name in self.people else 10) * MINUTE

    def _act(self, key: str, act: str, ticket: str = "") -> None:
        """One doctor's act on their own device: the staff chat, the endpoint or the board."""
        doctor = DOCTORS[key]
        if doctor.by == "chat":
            self._says(doctor.member, {"start": "seeing"}.get(act, act))
        elif doctor.by == "api":
            path = {"next": "next", "done": f"{ticket}/complete"}.get(act, f"{ticket}/{act}")
            self._says(doctor.member, f"POST /queue/{path}", "api")
        else:
            about = doctor.name if act == "next" else ticket
            self._says(doctor.member, f"{act.capitalize()} | {about}", "board")


def _minute_of(moment: str) -> dt.datetime:
    """However many seconds a slow machine took to get there: the play counts minutes."""
    return dt.datetime.fromisoformat(moment).replace(second=0, microsecond=0)
