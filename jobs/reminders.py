"""Reminders at the clinic's offsets (R1). Nothing is scheduled at booking: each sweep selects what is due."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from itertools import pairwise

from bot import links
from bot.notices import copies
from bot.notices import reminders as notices
from store import budget, settings
from store.database import transaction
from store.models import Appointment, Clinic, OutboxMessage, local
from store.timetable import DAY, MIDNIGHT, edge

LATELY = dt.timedelta(hours=2)
logger = logging.getLogger(__name__)


def sweep(now: dt.datetime) -> int:
    """Writes every reminder that is due and not written yet; returns how many. Safe twice, and after downtime.

    A reminder whose time passed while the worker was down still goes, until the next one's time comes.
    """
    return sum(_remind_clinic(clinic, now) for clinic in Clinic.select())


def _remind_clinic(clinic: Clinic, now: dt.datetime) -> int:
    offsets = [*settings.of(clinic).reminder_offsets, 0]
    full = budget.used_up_today(clinic, now)  # who need not be looked at before midnight, every minute anew
    written = 0
    for offset, shorter in pairwise(offsets):
        ahead = dt.timedelta(minutes=offset)
        due = Appointment.select().where(
            Appointment.clinic == clinic,
            Appointment.status.in_(("pending", "confirmed")),
            Appointment.starts_at > now + dt.timedelta(minutes=shorter),
            Appointment.starts_at <= now + ahead,
            Appointment.checked_in_at.is_null(),
            ~Appointment.muted,
        )
        # Booked inside the offset, or a little before it: the confirmation has just said it all.
        lately = ahead + min(LATELY, ahead / 4)
        visits = [
            visit
            for visit in due.order_by(Appointment.starts_at, Appointment.id)
            if visit.created_at <= visit.starts_at - lately and visit.contact_id not in full
        ]
        if links.has_mail():
            _copy(visits, offset, now)
        told: set[int] = set()
        for visit in _untold([visit for visit in visits if visit.contact_id is not None], offset, notices.key):
            if visit.id not in told:
                together = _of_that_day(visit, now)
                written += _write(visit, offset, now, together)
                told |= {each.id for each in together}
    return written


def _copy(visits: list[Appointment], offset: int, now: dt.datetime) -> None:
    """By e-mail too, also where the patient has no phone (R5)."""
    for visit in _untold(visits, offset, copies.reminder_key):
        try:
            with transaction():
                copies.reminder(visit, offset, now)
        except Exception:
            logger.exception("the copy of a reminder of visit %d failed", visit.id)


def _of_that_day(visit: Appointment, now: dt.datetime) -> list[Appointment]:
    """The visit, and the others its contact has that day: one text for all of them (RULES 6).

    Where the contact's address is dead the visit goes alone, to wherever its own patient is reached.
    """
    if visit.contact is None or visit.contact.unreachable_at is not None:
        return [visit]
    day = local(visit.clinic, visit.starts_at).date()
    start, end = (edge(dt.datetime.combine(each, MIDNIGHT), visit.clinic.zone) for each in (day, day + DAY))
    others = Appointment.select().where(
        Appointment.contact == visit.contact_id,
        Appointment.clinic == visit.clinic_id,
        Appointment.status.in_(("pending", "confirmed")),
        Appointment.starts_at >= start,
        Appointment.starts_at < end,
        Appointment.starts_at > now,
        Appointment.checked_in_at.is_null(),
        ~Appointment.muted,
        Appointment.id != visit.id,
    )
    return sorted([visit, *others], key=lambda each: (each.starts_at, each.id))


def _untold(visits: list[Appointment], offset: int, key: Callable[[Appointment, int], str]) -> list[Appointment]:
    keys = [key(visit, offset) for visit in visits]
    told = {
        row.dedupe_key
        for start in range(0, len(keys), 500)
        for row in OutboxMessage.select(OutboxMessage.dedupe_key).where(
            OutboxMessage.dedupe_key.in_(keys[start : start + 500])
        )
    }
    return [visit for visit, key in zip(visits, keys, strict=True) if key not in told]


def _write(visit: Appointment, offset: int, now: dt.datetime, together: list[Appointment]) -> int:
    """A visit that cannot be reminded of never stops the others."""
    try:
        with transaction():
            return int(notices.remind(visit, offset, now, together) is not None)
    except Exception:
        logger.exception("reminder of visit %d failed", visit.id)
        return 0
