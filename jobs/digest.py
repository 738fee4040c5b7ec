"""Each evening, at the hour the clinic chose: what the staff should know of tomorrow (S10, R6)."""

from __future__ import annotations

import datetime as dt
import logging

from bot.notices import digest
from store import settings
from store.models import Clinic, OutboxMessage, local

logger = logging.getLogger(__name__)


def sweep(now: dt.datetime) -> int:
    """Writes each clinic's message once a day, from digest_hour on its clock; returns how many. Safe twice."""
    return sum(_write(clinic, now) for clinic in Clinic.select().where(Clinic.staff_chat_id.is_null(False)))


def _write(clinic: Clinic, now: dt.datetime) -> int:
    at = local(clinic, now)
    key = f"digest:{clinic.id}:{at:%Y%m%d}"
    early = at.hour < settings.of(clinic).digest_hour
    if early or OutboxMessage.get_or_none(OutboxMessage.dedupe_key == key) is not None:
        return 0
    try:
        return int(digest.write(clinic, now, key) is not None)
    except Exception:
        logger.exception("the digest of clinic %d", clinic.id)
        return 0
