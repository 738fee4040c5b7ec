"""Buttons: which question one belongs to, and what an old one is answered."""

from __future__ import annotations

from bot.binding import choice_of
from bot.flows import offer, own
from bot.talk import TALK, settle
from bot.turn import Turn
from store.models import Question


def tapped(turn: Turn) -> None:
    """A button: it belongs to one question for certain; a stale one is answered and changes nothing."""
    asked = (Question.id == turn.said.question_id) & (Question.contact == turn.contact)
    question = Question.get_or_none(asked & ~Question.kind.startswith("staff:"))
    picked = choice_of(question, turn.said.choice) if question else None
    if question is None or picked is None:
        turn.toast = turn.word("tap.stale")
        turn.tell("tap.stale")
    elif question.closed_at is not None or question.expires_at <= turn.now:
        _stale(turn, question)
    else:
        settle(turn, question, TALK[question.kind][_tap_event(question, picked)], picked["value"])


def _tap_event(question: Question, picked: dict[str, object]) -> str:
    """A button for what could also be typed ("C") leads where the word would."""
    value = picked["value"]
    return value if isinstance(value, str) and value in TALK[question.kind] else "choice"


def _stale(turn: Turn, question: Question) -> None:
    turn.toast = turn.word("tap.stale")
    turn.closes.append(question.id)
    if question.offer is not None:
        offer.stale(turn, question.offer)
        return
    if question.appointment is not None and question.appointment.status not in ("pending", "confirmed"):
        own.gone(turn, question.appointment)
        return
    turn.tell("tap.stale")
    if turn.ours:
        turn.ask_again(turn.ours[0])
