"""Offers as acts with their texts, each in one transaction: what the clock, a freed seat and the staff do."""

from __future__ import annotations

import datetime as dt

from bot import questions
from bot.notices import offers as notices
from store import offers, overdue
from store.audit import Actor
from store.models import Clinic, Offer, Question, WaitlistEntry
from store.schedules import Opening
from store.transitions import Freed


def freed(seat: Freed) -> None:
    """The listener of freed seats (transitions.on_freed): unanswered offers end, and the time is offered on at once."""
    overdue.ended(seat)
    offers.offer_free(seat.appointment.clinic, seat.now, lambda offer: notices.made(offer, seat.now), freed=seat)


def offer_free(clinic: Clinic, now: dt.datetime) -> list[Offer]:
    """Offers whatever is free to whoever waits for it."""
    return offers.offer_free(clinic, now, lambda offer: notices.made(offer, now))


def notify(entry: WaitlistEntry, *, actor: Actor, now: dt.datetime, opening: Opening | None = None) -> Offer:
    """Staff offer a time by hand: `opening`, or the first the entry waits for. Raises as store.offers.notify."""
    return offers.notify(entry, lambda offer: notices.made(offer, now), actor=actor, now=now, opening=opening)


def accept(offer: Offer, *, actor: Actor, now: dt.datetime) -> offers.Taken:
    """Yes, from a patient or for one by staff; the others of the wave are told. Raises as store.offers.accept."""
    taken = offers.accept(offer, actor=actor, now=now)
    close_question(offer, now)
    if taken.instead_of is not None:
        questions.close_about(taken.instead_of, now)
    for other in taken.lost:
        notices.lost(other, now)
    return taken


def decline(offer: Offer, *, actor: Actor, now: dt.datetime) -> bool:
    """No. False when the offer had ended already."""
    declined = offers.decline(offer, actor=actor, now=now)
    close_question(offer, now)
    return declined


def close_question(offer: Offer, now: dt.datetime) -> None:
    """The offer has had its answer."""
    open_ones = Question.select().where(Question.offer == offer, Question.closed_at.is_null())
    questions.close_all(open_ones, "answered", now)
