"""WAITLIST: be offered a freed or an earlier time (P7).

> waitlist dr lee mornings this week
< You are on the waitlist for Dr. Lee. We text you when a time comes free. …
"""

from __future__ import annotations

import datetime as dt

from bot.flows import booking, times
from bot.flows.wish import Wish
from bot.turn import Turn
from store import appointments, contacts, waitlist
from store.errors import AlreadyWaiting
from store.models import Patient

LEAVING = ("leave", "remove", "off", "out of", "quit", "cancel", "sal", "quitar")


def join(turn: Turn) -> None:
    """WAITLIST with doctor, dates and times if they are said; who has a later visit keeps it meanwhile."""
    if any(word in turn.said.text.lower() for word in LEAVING):
        leave(turn)
        return
    wish = Wish()
    booking.hear(turn, wish)
    patient = _patient(turn, wish)
    visits = appointments.upcoming([patient], turn.now)
    swap = visits[0] if visits and not wish.says_when else None
    first, last = _days(turn, wish, swap.starts_at.astimezone(turn.clinic.zone).date() if swap else None)
    doctor = times.chosen_doctor(turn, wish) or (swap.doctor if swap and not wish.any_doctor else None)
    try:
        waitlist.join(
            turn.clinic, patient, contact=turn.contact, doctor=doctor, service=None, swap_for=swap, date_from=first,
            date_to=last, time_from=wish.time_from or wish.time, time_to=wish.time_to, actor=turn.actor, now=turn.now,
        )  # fmt: skip
    except AlreadyWaiting:
        turn.tell("waitlist.already")
        return
    turn.drop()
    who = turn.doctor_name(doctor) if doctor else turn.word("waitlist.any_doctor")
    turn.tell("waitlist.joined_swap" if swap else "waitlist.joined", doctor=who)


def _days(turn: Turn, wish: Wish, before: dt.date | None) -> tuple[dt.date, dt.date]:
    last = before or turn.today + dt.timedelta(days=turn.settings.advance_booking_days)
    return wish.first or turn.today, wish.last or max(last, turn.today)


def _patient(turn: Turn, wish: Wish) -> Patient:
    if wish.patient is not None:
        return Patient.get_by_id(wish.patient)
    if wish.person:
        return contacts.add_person(turn.contact, wish.person, turn.now, owner=False)
    return turn.owner or contacts.add_person(turn.contact, "", turn.now, owner=True)


def leave(turn: Turn) -> None:
    gone = waitlist.leave(turn.patients, actor=turn.actor, now=turn.now)
    turn.tell("waitlist.left" if gone else "waitlist.not_on_it")


def waits(turn: Turn) -> bool:
    """Whether somebody this contact speaks for stands on the waitlist."""
    return bool(waitlist.entries(turn.patients))
