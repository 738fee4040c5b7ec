"""CANCEL: at once when it was said plainly, else after a question.

> X K7
< Cancelled: Dr. Patel, Fri 27 Nov, 9am. To book again, text BOOK.
> i can't make it
< Cancel Dr. Lee, Tue 24 Nov, 3pm?
"""

from __future__ import annotations

from bot import questions
from bot.flows.own import gone
from bot.messages import Choice
from bot.notices import visits as notices
from bot.turn import Turn
from store import appointments, leaving
from store.errors import TooLateToCancel
from store.models import Appointment
from store.visit_lists import UPCOMING

SURE = 0.8  # a reading less certain than this is asked about before a visit is touched


def cancel(turn: Turn, visit: Appointment) -> None:
    """At once when it was said plainly; a guess is asked about first, because it cannot be taken back."""
    if turn.reading.intent == "cancel" and turn.reading.confidence < SURE and not turn.picked:
        answers = [Choice(turn.word("answer.cancel_it"), "yes"), Choice(turn.word("answer.keep_it"), "no")]
        turn.ask("visit.sure", "visit.sure_cancel", answers, appointment=visit, visit=turn.visit(visit))
        return
    cancel_now(turn, visit)


def cancel_now(turn: Turn, visit: Appointment) -> None:
    if release(turn, visit):
        turn.keep("", {"cancelled": [visit.id]})
        turn.lines.insert(0, turn.word("visit.cancelled", visit=turn.visit(visit)))


def release(turn: Turn, visit: Appointment) -> bool:
    """Cancels the visit, and says what else that changes; False, and why, when it is too late."""
    try:
        cancelled = appointments.cancel(visit, actor=turn.actor, now=turn.now, reason=turn.reading.reason or "")
    except TooLateToCancel as refusal:
        turn.tell("refused.too_late_to_cancel", hours=refusal.facts["deadline_hours"], visit=turn.visit(visit))
        return False
    questions.close_about(visit, turn.now)
    turn.drop()
    went, stayed = leaving.left_with(visit, actor=turn.actor, now=turn.now)
    if went or stayed:
        turn.tell("waitlist.left" if went else "waitlist.still_on")
    notices.cancelled_by_patient(cancelled, turn.now)
    return True


def sure(turn: Turn) -> None:
    """The answer to "cancel it?" was yes."""
    if turn.question is None or turn.question.appointment is None:
        turn.tell("visit.none")
    elif turn.question.appointment.status not in UPCOMING:
        gone(turn, turn.question.appointment)
    else:
        cancel_now(turn, turn.question.appointment)


def kept(turn: Turn) -> None:
    """The answer to "cancel it?" was no."""
    visit = turn.question.appointment if turn.question else None
    if visit is None:
        turn.tell("thanks.plain")
    else:
        turn.tell("visit.kept", visit=turn.visit(visit))


def sure_chosen(turn: Turn) -> None:
    (sure if turn.picked_value == "yes" else kept)(turn)
