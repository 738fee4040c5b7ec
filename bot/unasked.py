"""What a message means that answers no open question: the first of `MEANINGS` it has, the last of which is honesty."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from bot import handoff, hints, questions, wording
from bot.binding import CORRECTING, is_full_name
from bot.flows import (
    afterthoughts,
    booking,
    contact,
    excuses,
    facts,
    in_line,
    opting,
    own,
    queue,
    visits,
    waitlist,
)
from bot.flows.wish import FLOW, has_details
from bot.resuming import go_on, resume
from bot.talk import Move, about
from bot.turn import Turn
from store import appointments, handoffs, schedules

A_WEEK = dt.timedelta(days=7)  # so long "yes" is an answer to what was read back: it is read back afresh
COMMANDS: dict[str, Move] = {
    "book": booking.begin,
    "slots": booking.slots,
    "confirm": about("confirm"),
    "cancel": about("cancel"),
    "reschedule": about("move"),
    "status": visits.status,
    "late": queue.late,
    "queue": queue.join,
    "position": queue.position,
    "leave": queue.leave,
    "here": queue.here,
    "away": queue.away,
    "waitlist": waitlist.join,
    "name": contact.name,
    "language": contact.language,
    "help": contact.help_,
    "stop": opting.stop,
    "start": contact.start,
    "erase": contact.erase,
    "agent": contact.agent,
    "greet": contact.greet,
    "thanks": contact.thanks,
    "bye": contact.thanks,
    "restart": contact.restart,
}

SORRY = re.compile(
    r"(oh |ah )?(i ?'?a?m )?(so |very )?sorry( (about|for) (that|it|this|the (trouble|bother|mess|confusion)))?[.! ]*|"
    r"(perd[oó]n|disculp[ae]n?|lo siento)( (por )?(la|las|el) (molestias?|l[ií]o))?[.! ]*",
    re.IGNORECASE,
)
# These answer and leave a half-done flow where it was; the open question is put again.
INTERRUPTIONS = frozenset({"status", "position", "help", "thanks", "language", "here", "away", "agent", "name"})


def answer(turn: Turn) -> None:
    """Answers by the first of `MEANINGS` that the message has."""
    next(meaning for meaning in MEANINGS if meaning(turn))


def _fact(turn: Turn) -> bool:
    if told := facts.answers(turn):
        go_on(turn)
    return told


def _later(turn: Turn) -> bool:
    """ "10 more minutes", of who stands in line."""
    reading = turn.reading
    return bool(reading.minutes or (reading.intent == "more" and reading.shift == "later")) and queue.later(turn)


def _sorry(turn: Turn) -> bool:
    if said := SORRY.fullmatch(turn.said.text.strip()):
        _nothing_open(turn)
    return said is not None


def _correction(turn: Turn) -> bool:
    """ "Make that wednesday", of the visit made last."""
    corrects = CORRECTING.search(turn.said.text) and has_details(turn.reading)
    return bool(corrects) and visits.correct_last(turn)


def _move(turn: Turn) -> bool:
    """ "Can I come earlier?", "thursday, same time": the visit they have."""
    reading = turn.reading
    shifted = reading.shift and not reading.minutes and reading.intent != "waitlist"
    moves = bool(shifted and not turn.ours and own.has_any(turn)) or hints.at_the_same_time(turn)
    if moves:
        visits.about(turn, "move")
    return moves


def _move_of_nothing(turn: Turn) -> bool:
    """ "Can i come monday instead", and nothing is booked."""
    found = turn.reading.intent == "reschedule" and hints.another_day(turn) and own.has_none(turn)
    if found:
        turn.tell("visit.none_yet")
        booking.begin(turn)
    return found


def _place_given_up(turn: Turn) -> bool:
    if gives := opting.gives_up_place(turn):
        queue.leave(turn)
    return gives


def _command(turn: Turn) -> bool:
    """Does what the command says. What interrupts leaves a half-done flow where it was: its question is put again."""
    ours, intent = turn.ours, turn.reading.intent
    if intent not in COMMANDS:
        return False
    turn.conversation.misses = 0
    interrupts = intent in INTERRUPTIONS or (intent == "waitlist" and waitlist.asks_where(turn.said.text))
    if not interrupts:
        questions.close_all(ours, "replaced", turn.now)
    COMMANDS[intent](turn)
    enough = turn.asked is not None or intent == "thanks" or handoffs.is_quiet(turn.contact, turn.now)
    if interrupts and not enough and ours and ours[0].closed_at is None:
        resume(turn, ours[0])
    return True


def _no(turn: Turn) -> bool:
    """ "No, wednesday"."""
    return turn.reading.intent == "no" and has_details(turn.reading) and visits.correct_last(turn)


def _a_visit(turn: Turn) -> bool:
    """ "Can you find me another doctor?", and nothing is booked."""
    if wanted := hints.wants_a_visit(turn):
        booking.begin(turn)
    return wanted


def _out_of_nowhere(turn: Turn) -> bool:
    found = turn.reading.intent in ("yes", "no", "more", "back") or bool(turn.reading.number)
    if found:
        _nothing_open(turn)
    return found


def _nothing_open(turn: Turn) -> None:
    """ "Yes" or "2" out of nowhere; hours late, the list it was meant for is put afresh and nothing is guessed.
    "Yes" to "which visit?" is no answer: the list once more.
    """
    if turn.ours and turn.ours[0].kind == "visit.which":
        turn.ask_again(turn.ours[0])
        return
    if turn.conversation.flow == FLOW and turn.conversation.updated_at + A_WEEK > turn.now:
        booking.afresh(turn)
        return
    nearest = appointments.upcoming(turn.patients, turn.now)
    if nearest:
        turn.tell("nothing_open.visit", visit=turn.visit(nearest[0]), code=nearest[0].code)
    else:
        turn.tell("nothing_open.plain")


def _details(turn: Turn) -> bool:
    """A day, a doctor, a name and no more: a booking begins, or the one just made is corrected."""
    found = has_details(turn.reading)
    if found and not (hints.says_only_when(turn) and visits.correct_last(turn)):
        booking.begin(turn)
    return found


def _not_understood(turn: Turn) -> bool:
    """Honest, with one example that would work now; the second time in a row a person is offered (P13)."""
    ours = turn.ours
    if facts.is_question(turn.said.text):
        turn.tell("facts.ask_desk")
        go_on(turn)
        return True
    if not ours and (turn.owner is None or not turn.owner.name) and is_full_name(turn):
        contact.called(turn)  # "Kaylee Munn", before anybody asked
        return True
    turn.conversation.misses += 1
    if turn.conversation.misses >= 2:
        turn.tell("unknown.again")
        handoff.begin(turn, "misunderstood")
    elif ours or not queue.not_understood(turn):
        turn.tell("unknown.here" if ours else "unknown.first", example=_example(turn))
    if ours:
        turn.ask_again(ours[0])
    return True


def _example(turn: Turn) -> str:
    """A message that would work now: a doctor who works here and the next free time."""
    free = schedules.openings(
        turn.clinic, now=turn.now, first=turn.today, last=turn.today + dt.timedelta(days=14), limit=1
    )  # fmt: skip
    if not free:
        return turn.word("unknown.book")
    at = free[0].starts_at.astimezone(turn.clinic.zone)
    day = turn.word("unknown.today") if at.date() == turn.today else wording.weekday(at.date(), turn.locale)
    time = wording.clock(at.time(), turn.locale)
    return turn.word("unknown.example", doctor=turn.doctor_name(free[0].doctor), day=day, time=time)


# Each acts and says True where the message is its own.
MEANINGS: tuple[Callable[[Turn], bool], ...] = (
    in_line.heard, _fact, afterthoughts.heard, _later, excuses.heard, _sorry, _correction, _move, _move_of_nothing,
    _place_given_up, _command, _no, _a_visit, _out_of_nowhere, _details, _not_understood,
)  # fmt: skip
