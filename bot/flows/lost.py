"""A visit that this phone knows nothing of: booked at the counter or by a call, or under another number.

> cancel my appointment
< I find no visit booked from this phone. If you booked another way, reply Y and the desk will look for it. …
> it's tomorrow at 10, under Ana Ruiz
< Thank you. I cannot see that visit from this phone, but the desk can. Reply Y and they will look for it. …
> y
< I have told the desk. …

What they say of that visit is passed on with the thread; it never becomes the wish for a new one.
"""

from __future__ import annotations

import re

from bot.flows import own
from bot.flows.wish import has_details
from bot.messages import Choice
from bot.turn import Turn
from bot.understanding.normalise import fold
from store import appointments
from store.models import Question

KIND = "visit.lost"
# Words about a visit that is there already, among those that otherwise ask for a new one.
OF_IT = re.compile(
    r"\b(i|we|he|she|they|my \w+|you) (have |had |already |just |'ve )*(booked|made|scheduled|called|got|have|had)\b|"
    r"\b(it|that|mine)('?s| is| was)?( booked| made)? (for|on|at|with|under|in|tomorrow|today|next|this)\b|"
    r"^\W*(with|for|on|at|under|con|para|a nombre)\b|"
    r"\bby (phone|call|email)\b|\bunder\b|\bat the (counter|desk|clinic|office)\b|\bonline\b|"
    r"\b(reserve|reservamos|hice|hicimos|llame|llamamos|tengo|tenemos|pedi|saque|por telefono|a nombre de|"
    r"(es|era|fue) (para|el|la|con|a)|en (la )?(recepcion|mostrador))\b"
)
# Who has none yet speaks of a new one.
NONE_YET = re.compile(
    r"\b((todavia|aun) no (tengo|hay)|no tengo (ninguna|cita|todavia|aun)|quiero (una|sacar|hacer|pedir|agendar)|"
    r"(don'?t|do not) have (one|any)|haven'?t (got|made|booked)|(need|want|make|book) (one|a new|to (make|book)))\b"
)
SPEAKS = frozenset({"unknown", "name", "no", "book", "slots"})
NEW = frozenset({"book", "slots"})


def not_found(turn: Turn, what: str = "status") -> None:
    """Nothing is known under this phone that could be shown, moved or cancelled; `what` was to be done.

    In the middle of a booking: nothing is booked yet, and its question once more.
    """
    booking = _booking(turn)
    if booking is not None:
        turn.tell("late.not_yet" if what == "late" else "visit.not_yet")
        turn.ask_again(booking)
        return
    last = next(iter(appointments.recent(turn.patients, turn.now, 1)), None)
    if last is not None and last.status == "cancelled" and last.starts_at > turn.now:
        own.gone(turn, last)  # "X" once more
        return
    _ask(turn, "lost.ask")


def _booking(turn: Turn) -> Question | None:
    """The step of a booking that was open when the message came."""
    return next((question for question in turn.ours if question.kind.startswith("booking.")), None)


def _ask(turn: Turn, key: str) -> None:
    answers = [
        Choice(turn.word("answer.ask_desk"), "yes", typed=True),
        Choice(turn.word("answer.no"), "no", typed=True),
    ]
    turn.ask(KIND, key, answers)


def speaks_of_it(turn: Turn) -> bool:
    """Whether the message says something of the visit that was not found, and asks for no new one."""
    reading, text = turn.reading, fold(turn.said.text)
    if reading.intent not in SPEAKS or NONE_YET.search(text):
        return False
    if OF_IT.search(text):
        return not text.rstrip().endswith("?")
    return reading.intent not in NEW and bool(has_details(reading) or reading.person) and "?" not in text


def noted(turn: Turn) -> None:
    """What they say of it, for the desk to read; asked again, the second time in fewer words."""
    told = turn.question is not None and turn.question.context["key"] != "lost.ask"
    _ask(turn, "lost.noted_too" if told else "lost.noted")


def let_be(turn: Turn) -> None:
    turn.tell("nothing_open.plain")
