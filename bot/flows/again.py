"""A visit that is no more, booked once more: after it was missed, or cancelled by the desk."""

from __future__ import annotations

from bot import questions
from bot.flows import asking, hearing, taking
from bot.flows.wish import Wish
from bot.turn import Turn


def rebook(turn: Turn) -> None:
    """A yes or BOOK to "we missed you": another time with the same doctor, unless the message says otherwise."""
    missed = turn.question.appointment if turn.question else None
    wish = Wish()
    if missed is not None:
        wish = Wish(doctor=missed.doctor_id, service=missed.service_id, patient=missed.patient_id)
    if turn.question is not None:
        questions.close(turn.question, "answered", turn.now)
    hearing.hear(turn, wish)
    asking.proceed(turn, wish)


def retake(turn: Turn) -> None:
    """The number of a free time that came with "your visit is cancelled": booked in its stead."""
    old = turn.question.appointment if turn.question else None
    if turn.question is not None:
        questions.close(turn.question, "answered", turn.now)
    wish = Wish() if old is None else Wish(doctor=old.doctor_id, service=old.service_id, patient=old.patient_id)
    taking.take(turn, wish, turn.picked["opening"])
