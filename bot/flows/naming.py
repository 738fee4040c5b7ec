"""Which visit a message names: by its doctor, its day, its hour, the patient's name, or what a move leaves behind."""

from __future__ import annotations

import datetime as dt
import re

from bot.turn import Turn
from bot.understanding.normalise import fold
from store.models import Appointment

MINE = re.compile(r"\b(mine|my own( one)?|the one for me|(la|el) m[ií][ao])\b", re.IGNORECASE)
TARGET = re.compile(r"(.*)\b(?:to|for|instead|para|al|a)\b", re.IGNORECASE | re.DOTALL)


def fits(turn: Turn, visit: Appointment, what: str) -> bool:
    """Whether the message names this visit; `what` is to be done to it ("move", "cancel", "late" …)."""
    reading, local = turn.reading, visit.starts_at.astimezone(turn.clinic.zone)
    said = []
    if reading.doctor is not None:
        said.append(reading.doctor.id == visit.doctor_id)
    owner = turn.owner if len(turn.patients) > 1 else None
    if owner is not None and MINE.search(turn.said.text):  # "la mía" is no Mía's
        said.append(visit.patient_id == owner.id)
    elif named := _people(turn):
        said.append(bool(visit.patient.name) and fold(visit.patient.name).split()[0] in named)
    if what == "move":
        said += _left(turn, local)
    if reading.date is not None and what != "move":
        said.append(reading.date <= local.date() <= (reading.date_end or reading.date))
    if reading.time is not None and what not in ("move", "late"):
        said.append(reading.time == local.time())
    return bool(said) and all(said)


def names_somebody(turn: Turn) -> bool:
    """Whether the message names one of several people on this phone: "cancel Ted's"."""
    return bool(_people(turn))


def _people(turn: Turn) -> set[str]:
    """The first names said ("teds" is Ted's), where more than one person is on this phone."""
    words = set(re.findall(r"\w+", fold(turn.said.text)))
    words |= {word.removesuffix("s") for word in words}
    names = {fold(person.name).split()[0] for person in turn.patients if person.name}
    return words & names if len(names) > 1 else set()


def _left(turn: Turn, visit: dt.datetime) -> list[bool]:
    """Whether "the thursday one" of "move the thursday one to friday", "my 3pm" of "my 3pm to 4pm", is this visit."""
    head = TARGET.match(turn.said.text)
    left = turn.read(head[1], None) if head else None
    said = []
    if left and left.date is not None and left.date != turn.reading.date:
        said.append(left.date == visit.date() or (left.weekday and left.date.weekday() == visit.weekday()))
    if left and left.time is not None:
        said.append(left.time == visit.time())
    return said
