"""MOVE: another time for a visit that is booked, with the same doctor and service unless the message says otherwise."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from bot.flows import relative, times
from bot.flows.asking import proceed
from bot.flows.hearing import SAME
from bot.flows.wish import Wish
from bot.turn import Turn
from store.models import Appointment, local


def move(turn: Turn, appointment: Appointment) -> None:
    """A visit is to be moved: same doctor and service unless the message says otherwise."""
    wish = Wish(
        doctor=appointment.doctor_id, service=appointment.service_id, patient=appointment.patient_id,
        moving=appointment.id, visit_type=appointment.visit_type,
    )  # fmt: skip
    shift = relative.shift(turn.said.text)
    turn.reading = turn.reading if shift is None else relative.of_another_time(turn.reading)
    at = local(turn.clinic, appointment.starts_at)
    if turn.reading.shift and turn.reading.time == at.time() and turn.reading.date in (None, at.date()):
        turn.reading = replace(turn.reading, date=None, time=None, time_end=None, bound=None)  # what is to be left
    wish.hear(turn.reading)
    same_day = re.search(r"\b((that|same) day|(ese|mismo) d[ií]a)\b", turn.said.text.lower())
    if shift is not None and not wish.says_when:
        wish.at(at + shift)
    elif wish.first is None and (wish.time or wish.time_from or wish.time_to or same_day):
        wish.first = wish.last = at.date()
    elif wish.first is not None and wish.first == wish.last and not (wish.time or wish.time_from or wish.time_to):
        wish.time = _usual(turn, appointment)  # another day, the same hour
        if turn.reading.weekday and wish.first == turn.today and wish.time <= turn.local.time():
            wish.first = wish.last = turn.today + dt.timedelta(days=7)
    elif not wish.says_when and wish.visit_type != appointment.visit_type:
        wish.first, wish.last, wish.time = at.date(), at.date(), at.time()  # only "can it be online?"
    turn_from(turn, wish, times.moment_key(appointment.starts_at))
    proceed(turn, wish)


def _usual(turn: Turn, appointment: Appointment) -> dt.time:
    """The hour of the visit; where the desk has just moved it, "same time" is the one they had chosen."""
    chosen, before = appointment, appointment.rescheduled_from
    by_desk = turn.question is not None and turn.question.kind == "notice.moved"
    if by_desk and before is not None and SAME.search(turn.said.text):
        chosen = before
    return local(turn.clinic, chosen.starts_at).time()


def move_to(turn: Turn, appointment: Appointment, doctor: int, at: dt.datetime) -> None:
    """A visit is to be moved to this doctor and very time (`at`, the clinic's wall clock), read back first."""
    proceed(turn, Wish(
        doctor=doctor, service=appointment.service_id, patient=appointment.patient_id, moving=appointment.id,
        first=at.date(), last=at.date(), time=at.time(), visit_type=appointment.visit_type,
    ))  # fmt: skip


def turn_from(turn: Turn, wish: Wish, pivot: str) -> None:
    """ "Earlier" and "later" than what was offered, or than the visit that is moved."""
    if turn.reading.shift and pivot and not turn.reading.date and not turn.reading.time:
        wish.turned, wish.pivot = turn.reading.shift, pivot
        wish.time = wish.time_from = wish.time_to = None
        if wish.first != wish.last:
            wish.first = wish.last = None
