"""BOOK … EVERY 2 WEEKS X6: the rhythm in a line, and what is told of a series (B15)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot import wording
from bot.messages import Choice
from bot.staff.people import no
from bot.staff.times import Wanted, exact_time
from bot.staff.turn import StaffTurn
from store import series
from store.models import Appointment, local
from store.schedules import Opening
from store.series import Date, Repeat

RHYTHM = re.compile(
    r"[,\s]*\b(?:(?P<weekly>weekly|every week)|(?P<other>every other week|every second week|fortnightly|biweekly)|"
    r"every (?P<weeks>\d{1,2}) weeks?)\b[,\s]*(?:x\s*(?P<x>\d{1,2})|(?P<times>\d{1,2})\s*(?:x|times|visits))\b",
    re.IGNORECASE,
)
ALTERNATIVES = 2
SHOWN = 5


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


def not_free(turn: StaffTurn, found: Sequence[Date]) -> None:
    """Which dates cannot be had, and what is free instead; nothing was booked."""
    missing = [date for date in found if date.opening is None]
    turn.tell("desk.series_not_free", missing=len(missing), count=len(found))
    lines = []
    for date in missing:
        near = "; ".join(
            f"{turn.when(one.starts_at)}, {turn.doctor_name(one.doctor)}" for one in date.nearest[:ALTERNATIVES]
        )
        lines.append(turn.word("desk.series_instead", when=turn.when(date.starts_at), near=near or "-"))
    turn.show(lines)


def fits(turn: StaffTurn, wanted: Wanted, repeat: Repeat) -> bool:
    """Whether every date of the series named can be had; else which cannot, and what to pick instead: the others, or
    another time or first day at which all can."""
    at = exact_time(turn, wanted)
    if wanted.doctor is None or at is None or "opening" in turn.picked:
        return True
    about: dict[str, Any] = {"service": wanted.service(turn, wanted.doctor), "patient": wanted.patient, "now": turn.now}
    found = series.from_(turn.clinic, wanted.doctor, at, repeat, **about)
    missing = [date for date in found if date.opening is None]
    if not missing:
        return True
    turn.picked["patient"] = wanted.patient.id
    dates = ", ".join(wording.day(local(turn.clinic, date.starts_at).date(), turn.locale) for date in missing[:SHOWN])
    more = len(missing) - SHOWN
    dates += f", {turn.word('desk.and_more', count=more)}" if more > 0 else ""
    turn.tell("desk.series_missing", missing=len(missing), count=len(found), dates=dates)
    choices = [
        Choice(turn.word("desk.series_all_at", when=turn.when(one.starts_at), count=repeat.times), _first(one))
        for one in series.instead(turn.clinic, wanted.doctor, at, repeat, **about)
    ]
    others = [date.opening for date in found if date.opening is not None]
    if len(others) > 1:
        label = turn.word("desk.series_others", count=len(others), when=turn.when(others[0].starts_at))
        left = repeat.times - next(at for at, date in enumerate(found) if date.opening is not None)
        choices.append(Choice(label, {**_first(others[0]), "left": left}))
    if choices:
        turn.ask("desk.series_which", [*choices, no(turn)])
    else:
        turn.tell("desk.nothing_free")
    return False


def _first(opening: Opening) -> dict[str, Any]:
    return {"opening": [opening.doctor.id, opening.starts_at.isoformat()]}
