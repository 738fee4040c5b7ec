"""What people ask a front desk besides: where it is, when it is open. Only what the clinic file knows."""

from __future__ import annotations

import datetime as dt
import re

from bot import wording
from bot.turn import Turn
from bot.understanding.normalise import fold
from store import schedules

WHERE = re.compile(
    r"\b(address|directions|where (are|r) (you|u)\b|where is (the|your)|located|location|"
    r"how (do|can) i get (there|to you)|direccion|donde (esta|queda)n?|como llego)",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"\b((opening|office|your|clinic) (hours|times)|(what|which) hours|hours today|(when|what time) (do|are) (you|u) "
    r"(open|close)|are (you|u) open|(you|u) open (on|today|tomorrow)|horarios?\b(?! (libre|disponible))|"
    r"(a que hora|cuando) (abre|cierra)n?|estan abiertos)",
    re.IGNORECASE,
)
DAYS_TOLD = 3


def answers(turn: Turn) -> bool:
    """Tells what was asked for; False when the message asks for none of it."""
    text = fold(turn.said.text)
    if HOURS.search(text):
        hours(turn)
    elif WHERE.search(text):
        where(turn)
    else:
        return False
    return True


def where(turn: Turn) -> None:
    if turn.clinic.address:
        turn.tell("facts.where", clinic=turn.clinic.name, address=turn.clinic.address)
    else:
        turn.tell("facts.ask_desk")


def hours(turn: Turn) -> None:
    """The hours of the day named, else of today and the next days that are open."""
    if turn.reading.date is not None:
        turn.lines.append(_line(turn, turn.reading.date))
        return
    days: list[dt.date] = [turn.today]
    while len(days) < DAYS_TOLD and (later := schedules.next_day_open(turn.clinic, days[-1])):
        days.append(later)
    turn.lines += [_line(turn, day) for day in days]


def _line(turn: Turn, day: dt.date) -> str:
    name, times = wording.day(day, turn.locale), schedules.hours(turn.clinic, day)
    if times is None:
        return turn.word("facts.closed", day=name)
    first, last = (wording.clock(time, turn.locale) for time in times)
    return turn.word("facts.open", day=name, first=first, last=last)
