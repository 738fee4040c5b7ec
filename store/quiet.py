"""Quiet hours: when nothing unprompted may leave (R4, RULES 6)."""

from __future__ import annotations

import datetime as dt

from store import settings
from store.models import Clinic

LEAST = dt.timedelta(minutes=30)  # a notice that would leave the patient less than this goes out even in quiet hours


def allowed_from(clinic: Clinic, now: dt.datetime, before: dt.datetime | None = None) -> dt.datetime:
    """The first moment from `now` on (aware) at which an unprompted text may leave, on the clinic's clock.

    `before` is the visit it speaks of: when waiting would leave no use for the text, it may leave at once.
    """
    start, end = settings.of(clinic).quiet_hours
    local = now.astimezone(clinic.zone)
    if not _quiet(local.time(), start, end):
        return now
    day = local.date() if local.time() < end else local.date() + dt.timedelta(days=1)
    morning = dt.datetime.combine(day, end, clinic.zone).astimezone(dt.UTC)
    return now if before is not None and morning + LEAST > before else morning


def _quiet(time: dt.time, start: dt.time, end: dt.time) -> bool:
    return start <= time < end if start <= end else time >= start or time < end
