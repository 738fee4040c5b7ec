"""What a patient has, and what has become of a visit."""

from __future__ import annotations

import datetime as dt

from bot.notices import reminders
from bot.turn import Turn
from store import appointments
from store.models import Appointment, Question
from store.visit_lists import UPCOMING

FRESH = dt.timedelta(minutes=30)  # so long "no, wednesday" and "the old time" speak of the visit just made


def has_any(turn: Turn) -> bool:
    return bool(appointments.upcoming(turn.patients, turn.now))


def missed_today(turn: Turn) -> Appointment | None:
    """The visit of today that was declared missed, while nothing else is due today."""
    last = next(iter(appointments.recent(turn.patients, turn.now, 1)), None)
    if last is None or last.status != "no-show":
        return None
    return last if last.starts_at.astimezone(turn.clinic.zone).date() == turn.today else None


def has_none(turn: Turn) -> bool:
    """Nothing upcoming, nothing missed today, and no code that would say more."""
    return not turn.reading.code and not has_any(turn) and missed_today(turn) is None


def gone(turn: Turn, visit: Appointment) -> None:
    """An old code or a stale button: says what became of the visit."""
    moved = appointments.moved_to(visit)
    if moved is not None and moved.status in UPCOMING:
        turn.tell("visit.moved_on", visit=turn.visit(moved), code=moved.code)
    else:
        turn.tell(f"visit.is_{visit.status.replace('-', '_')}", visit=turn.visit(visit))


def asked_about(question: Question) -> list[Appointment]:
    """The visits an open question speaks of: one, or those of a whole day that still stand."""
    if question.kind == reminders.SEVERAL:
        return reminders.asked_about(question)
    return [question.appointment] if question.appointment is not None else []


def just_made(turn: Turn) -> Appointment | None:
    """The visit booked or moved within the last half hour, with nothing begun since, if it stands."""
    last = turn.conversation.slots.get("last") if not turn.conversation.flow else None
    fresh = turn.conversation.updated_at + FRESH > turn.now
    visit = Appointment.get_or_none(Appointment.id == last) if last and fresh else None
    return visit if visit is not None and visit.status in UPCOMING else None


def just_cancelled(turn: Turn) -> list[Appointment]:
    """The visits the patient cancelled within the last half hour, with nothing begun since."""
    ids = turn.conversation.slots.get("cancelled", []) if not turn.conversation.flow else []
    fresh = turn.conversation.updated_at + FRESH > turn.now
    return [visit for visit in appointments.of_ids(ids) if visit.status == "cancelled" and fresh]
