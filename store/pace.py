"""The pace of the day: how long each doctor's patients take, from what they took today and in the days before (Q7)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence

from store.forecast import Pace
from store.models import Clinic, Ticket
from store.tickets import today

# Before anything is measured: a visit takes what the schedule gives it, with the spread of primary care (the standard
# deviation of 21 million exams was 13.5 minutes around a mean of 18.0: Med Care 2021;59(1):62-66).
SIGMA = math.sqrt(math.log(1 + (13.5 / 18.0) ** 2))
PRIOR, HISTORY, SPREAD = 4.0, 25.0, 20.0  # how many visits the schedule, the days before and SIGMA count for
USUAL_DAY = 40.0  # how many visits it counts for that the whole clinic goes as usual: days differ by a tenth
REMEMBERED = 400  # visits of the days before
SHORTEST, LONGEST = 1.0, 240.0  # minutes: what is outside is a forgotten button, not a visit

Minutes = Mapping[int, Sequence[float]]


def measured(before: Minutes, so_far: Minutes, slots: Mapping[int, float]) -> dict[int, Pace]:
    """The pace of each doctor in `slots` (their slot's minutes) from minutes per visit on earlier days and today."""
    centres = {doctor: _centre(before.get(doctor, ()), slot) for doctor, slot in slots.items()}
    off = {
        doctor: [math.log(minutes) - centre for minutes in so_far.get(doctor, ())] for doctor, centre in centres.items()
    }
    seen = USUAL_DAY + sum(map(len, off.values()))
    day = sum(map(sum, off.values())) / seen  # how much slower than usual everybody is
    weights = {doctor: PRIOR + min(HISTORY, len(before.get(doctor, ()))) + len(off[doctor]) for doctor in slots}
    mus = {
        doctor: centre + day + sum(one - day for one in off[doctor]) / weights[doctor]
        for doctor, centre in centres.items()
    }
    sigma = _spread(before, so_far, mus)
    return {
        doctor: Pace(mu, sigma, sigma / math.sqrt(seen), sigma / math.sqrt(weights[doctor]))
        for doctor, mu in mus.items()
    }


def minutes_by_doctor(tickets: Iterable[Ticket]) -> dict[int, list[float]]:
    """From call to finish, of finished tickets."""
    found: dict[int, list[float]] = {}
    for ticket in tickets:
        if ticket.serving_doctor_id is None or ticket.called_at is None or ticket.finished_at is None:
            continue
        minutes = (ticket.finished_at - ticket.called_at).total_seconds() / 60
        if SHORTEST <= minutes <= LONGEST:
            found.setdefault(ticket.serving_doctor_id, []).append(minutes)
    return found


def of(clinic: Clinic, slots: Mapping[int, float], now: dt.datetime) -> dict[int, Pace]:
    """The pace of each doctor in `slots` at `now`."""
    day = today(clinic, now)
    done = Ticket.select(Ticket.serving_doctor, Ticket.called_at, Ticket.finished_at).where(
        Ticket.clinic == clinic, Ticket.status == "completed"
    )
    earlier = done.where(Ticket.day < day, Ticket.day >= day - dt.timedelta(days=28))
    recent = earlier.order_by(Ticket.id.desc()).limit(REMEMBERED)
    return measured(minutes_by_doctor(recent), minutes_by_doctor(done.where(Ticket.day == day)), slots)


def _centre(before: Sequence[float], slot: float) -> float:
    """Of the logarithm: a slot's length as the mean, and what the days before showed."""
    logs = [math.log(minutes) for minutes in before]
    return (PRIOR * (math.log(slot) - SIGMA**2 / 2) + sum(logs)) / (PRIOR + len(logs))


def _spread(before: Minutes, so_far: Minutes, mus: Mapping[int, float]) -> float:
    off = [
        (math.log(minutes) - mu) ** 2
        for doctor, mu in mus.items()
        for minutes in (*before.get(doctor, ()), *so_far.get(doctor, ()))
    ]
    return math.sqrt((SPREAD * SIGMA**2 + sum(off)) / (SPREAD + len(off)))
