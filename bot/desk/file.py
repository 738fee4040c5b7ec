"""A clinic file loaded by somebody who is asked about the booked visits that it touches (B16; bot/desk/hours.py)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.desk.hours import Answers, Desk, Outcome, TakeBack
from store import clinic_file
from store.audit import Actor
from store.clinic_file import Changes
from store.database import transaction
from store.models import Table


@dataclass(frozen=True)
class Loaded:
    """What the file changed, and what became of the visits that no longer fit because of it."""

    changes: Changes
    outcome: Outcome


def load(text: str, answers: Answers, *, actor: Actor, now: dt.datetime) -> Loaded:
    """As clinic_file.load. Raises VisitsHit, with nothing changed, where the answers leave a touched visit open."""
    done: list[Changes] = []

    def act() -> list[Table]:
        done.append(clinic_file.load(text, now=now))
        return []

    clinic = clinic_file.known(text)
    if clinic is not None:
        outcome = Desk(clinic, actor, now, answers).do(act)
        return Loaded(done[-1], outcome)
    try:
        with transaction():
            act()
            if answers.preview:
                raise TakeBack
    except TakeBack:
        pass
    return Loaded(done[-1], Outcome(applied=not answers.preview))
