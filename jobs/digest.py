"""At five in the afternoon: whom the desk has to call, because no text tells them of their next visit (R6)."""

from __future__ import annotations

import datetime as dt
import logging

from bot.notices import calls
from store.models import Clinic, OutboxMessage, local

logger = logging.getLogger(__name__)

AT = dt.time(17)


def sweep(now: dt.datetime) -> int:
    """Writes each clinic's list once a day, from AT on its clock on; returns how many. Safe twice, and when late."""
    return sum(_write(clinic, now) for clinic in Clinic.select().where(Clinic.staff_chat_id.is_null(False)))


def _write(clinic: Clinic, now: dt.datetime) -> int:
    at = local(clinic, now)
    key = f"calls:{clinic.id}:{at:%Y%m%d}"
    if at.time() < AT or OutboxMessage.get_or_none(OutboxMessage.dedupe_key == key) is not None:
        return 0
    try:
        return int(calls.please_call(clinic, now, key) is not None)
    except Exception:
        logger.exception("the calls of clinic %d", clinic.id)
        return 0
