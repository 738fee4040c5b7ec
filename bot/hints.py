"""What a message that answers no question hints at: a visit they have is to move, or a new one is wanted."""

from __future__ import annotations

import re

from bot.flows import hearing, own
from bot.turn import Turn

OF_A_VISIT = re.compile(
    r"\b(appointments?|appts?|visits?|bookings?|citas?|visitas?|mine|it|la m[ií]a)\b", re.IGNORECASE
)
A_FEW = 4  # words


def says_only_when(turn: Turn) -> bool:
    """ "Fri 2pm" and no more, right after a booking, speaks of the visit just made."""
    reading = turn.reading
    more = reading.doctor or reading.service or reading.person or reading.any_doctor or reading.intent != "unknown"
    return bool((reading.date or reading.time) and not more) and len(turn.said.text.split()) <= A_FEW


def at_the_same_time(turn: Turn) -> bool:
    """ "Thursday, same time", out of nowhere: the visit they have is to move; for somebody else it is one more."""
    reading, text = turn.reading, turn.said.text
    other = reading.person or hearing.for_me(text) or reading.intent not in ("unknown", "no", "yes")
    return bool(reading.date and not other and hearing.SAME.search(text) and not turn.ours and own.has_any(turn))


def another_day(turn: Turn) -> bool:
    """ "Can i come monday instead", of who speaks of no visit of theirs."""
    return bool(turn.reading.date or turn.reading.time) and not OF_A_VISIT.search(turn.said.text)


def wants_a_visit(turn: Turn) -> bool:
    """ "Yes, but on the 8th at 9:45", "can you find me another doctor?" out of nowhere, and nothing is booked."""
    reading = turn.reading
    if turn.conversation.flow or own.has_any(turn):
        return False
    when = (reading.date or reading.time or reading.doctor) and not reading.excluded
    return bool(reading.intent in ("yes", "no") and when) or (
        reading.intent == "more" and len(turn.said.text.split()) > 3
    )
