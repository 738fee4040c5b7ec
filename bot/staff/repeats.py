"""BOOK … EVERY 2 WEEKS X6: the rhythm in a line, and what is told of a series (B15)."""

from __future__ import annotations

import re

from bot.staff.turn import StaffTurn
from store.errors import SeriesNotFree
from store.models import Appointment
from store.series import Repeat

RHYTHM = re.compile(
    r"[,\s]*\b(?:(?P<weekly>weekly|every week)|(?P<other>every other week|every second week|fortnightly|biweekly)|"
    r"every (?P<weeks>\d{1,2}) weeks?)\b[,\s]*(?:x\s*(?P<x>\d{1,2})|(?P<times>\d{1,2})\s*(?:x|times|visits))\b",
    re.IGNORECASE,
)
ALTERNATIVES = 2


def repeat_in(text: str) -> tuple[Repeat | None, str]:
    """The rhythm a line names, and the line without it. Raises Invalid for one out of bounds."""
    found = RHYTHM.search(text)
    if found is None:
        return None, text
    weeks = 1 if found["weekly"] else 2 if found["other"] else int(found["weeks"])
    repeat = Repeat(weeks, int(found["x"] or found["times"]))
    return repeat, f"{text[: found.start()]} {text[found.end() :]}".strip()


def told(turn: StaffTurn, visits: list[Appointment]) -> None:
    """A line for each of the visits."""
    turn.tell("desk.booked_series", count=len(visits), who=turn.who(visits[0].patient))
    turn.show([f"{turn.when(one.starts_at)} ({one.code})" for one in visits])


def not_free(turn: StaffTurn, refusal: SeriesNotFree) -> None:
    """Which dates cannot be had, and what is free instead; nothing was booked."""
    turn.tell("desk.series_not_free", missing=refusal.facts["missing"], count=len(refusal.facts["dates"]))
    lines = []
    for date in refusal.facts["dates"]:
        if date.opening is None:
            near = "; ".join(
                f"{turn.when(one.starts_at)}, {turn.doctor_name(one.doctor)}" for one in date.nearest[:ALTERNATIVES]
            )
            lines.append(turn.word("desk.series_instead", when=turn.when(date.starts_at), near=near or "-"))
    turn.show(lines)
