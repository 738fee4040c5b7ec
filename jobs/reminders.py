"""Reminders at the clinic's offsets (R1). Nothing is scheduled at booking: each sweep selects what is due."""

from __future__ import annotations

import datetime as dt
import logging
from itertools import pairwise

from bot.notices import visits as notices
from store import settings
from store.database import transaction
from store.models import Appointment, Clinic, OutboxMessage

LATELY = dt.timedelta(hours=2)
logger = logging.getLogger(__name__)


def sweep(now: dt.datetime) -> int:
    """Writes every reminder that is due and not written yet; returns how many. Safe twice, and after downtime.

    A reminder whose time passed while the worker was down still goes, until the next one's time comes.
    """
    return sum(_remind_clinic(clinic, now) for clinic in Clinic.select())


def _remind_clinic(clinic: Clinic, now: dt.datetime) -> int:
    offsets = [*settings.of(clinic).reminder_offsets, 0]
    written = 0
    for offset, shorter in pairwise(offsets):
        ahead = dt.timedelta(minutes=offset)
        due = Appointment.select().where(
            Appointment.clinic == clinic,
            Appointment.status.in_(("pending", "confirmed")),
            Appointment.starts_at > now + dt.timedelta(minutes=shorter),
            Appointment.starts_at <= now + ahead,
            Appointment.contact.is_null(False),
        )
        # Booked inside the offset, or a little before it: the confirmation has just said it all.
        lately = ahead + min(LATELY, ahead / 4)
        visits = [visit for visit in due if visit.created_at <= visit.starts_at - lately]
        written += sum(_write(visit, offset, now) for visit in _untold(visits, offset))
    return written


def _untold(visits: list[Appointment], offset: int) -> list[Appointment]:
    keys = [notices.reminder_key(visit, offset) for visit in visits]
    told = {
        row.dedupe_key
        for start in range(0, len(keys), 500)
        for row in OutboxMessage.select(OutboxMessage.dedupe_key).where(
            OutboxMessage.dedupe_key.in_(keys[start : start + 500])
        )
    }
    return [visit for visit, key in zip(visits, keys, strict=True) if key not in told]


def _write(visit: Appointment, offset: int, now: dt.datetime) -> int:
    """One visit that cannot be reminded never stops the others."""
    try:
        with transaction():
            return int(notices.remind(visit, offset, now) is not None)
    except Exception:
        logger.exception("reminder of visit %d failed", visit.id)
        return 0
