"""Why somebody did not come, or may not: they are wished well, and hear the way on.

< Elm Street Clinic: we missed you: Dr. Lee, Mon 23 Nov, 11am. Text BOOK for a new time.
> sorry i was sick
< That can happen. Get well soon! Text BOOK for a new time with Dr. Lee.
"""

from __future__ import annotations

import re

from bot.flows import booking
from bot.flows.cancelling import SURE
from bot.flows.wish import has_details
from bot.turn import Turn
from store import appointments
from store.models import Appointment

ILL = re.compile(
    r"\b(?:sick|ill|unwell|fever|flu|covid|hospital|throwing up|vomit\w*|food poisoning|not feeling (?:well|good)|"
    r"feel(?:ing)? (?:bad|awful|terrible|horrible)|enferm[oa]s?|"
    r"fiebre|gripe|me (?:siento|sent[ií]a) mal)\b",
    re.IGNORECASE,
)
SORRY = re.compile(
    r"\b(?:sorry|apologi[sz]e|apologies|my bad|forgot|overslept|slept (?:in|through)|stuck|traffic|emergency at work|"
    r"lost track|could(?:n.?t| not) (?:make|come|get)|(?:i )?missed (?:it|my|the)|perd[oó]n|disculp\w+|lo siento|"
    r"se me (?:olvid[oó]|pas[oó])|olvid[eé]|no pude|me qued[eé] dormid[oa]|tr[aá]fico)\b",
    re.IGNORECASE,
)
LATE_REPLY = re.compile(
    r"\b(?:late|delayed|slow|tardy) (?:reply|response|answer|text|message)|"
    r"\b(?:replying|responding|answering) (?:so )?(?:late|now)|\b(?:respuesta|contestaci[oó]n) tard[ií]a|"
    r"\b(?:la )?(?:demora|tardanza)\b|\b(?:contest|respond)\w+ tarde",
    re.IGNORECASE,
)
SMALL_TALK = frozenset({"unknown", "bye", "no"})
GUESSED = frozenset({"cancel", "book", "status", "late"})  # by a likeness: "i could not make it"


def heard(turn: Turn) -> bool:
    """An excuse after a missed visit, or "I am sick" before one; False where it is neither, or wishes for something."""
    text, reading = turn.said.text, turn.reading
    ill = ILL.search(text) is not None
    if not (ill or SORRY.search(text)) or has_details(reading) or reading.code or "?" in text:
        return False
    missed = _missed(turn)
    guessed = reading.intent in GUESSED and reading.confidence < SURE
    if missed is not None and (guessed or reading.intent in SMALL_TALK):
        turn.tell("excuse.ill" if ill else "excuse.happens")
        turn.tell("excuse.rebook", doctor=turn.doctor_name(missed.doctor))
        return True
    if reading.intent == "unknown" and LATE_REPLY.search(text):
        turn.tell("excuse.no_matter")
        return True
    if not ill or reading.intent != "unknown":
        return False
    turn.tell("excuse.get_well")
    visits = appointments.upcoming(turn.patients, turn.now)
    if visits:
        turn.tell("excuse.visit", visit=turn.visit(visits[0]), code=visits[0].code)
    else:
        booking.begin(turn)
    return True


def _missed(turn: Turn) -> Appointment | None:
    """The visit that "we missed you" spoke of, while it can be answered."""
    asked = next((question for question in turn.open_questions if question.kind == "notice.missed"), None)
    return asked.appointment if asked is not None else None
