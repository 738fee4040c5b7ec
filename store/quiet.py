"""Quiet hours: when nothing unprompted may leave (R4, RULES 6)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from store import numbers, settings
from store.models import Clinic, Contact

LEAST = dt.timedelta(minutes=30)  # a notice that would leave the patient less than this goes out even in quiet hours


def allowed_from(
    clinic: Clinic, now: dt.datetime, before: dt.datetime | None = None, contact: Contact | None = None
) -> dt.datetime:
    """The first moment from `now` on (aware) at which an unprompted text may leave.

    On the clock of the contact's day (numbers.zone_of), without one on the clinic's. `before` is the visit it speaks
    of: when waiting would leave no use for the text, it may leave at once. A clock change in the night moves nothing:
    the end of the quiet hours is a time on the wall.
    """
    morning = _morning(clinic, now, contact)
    if morning is None or (before is not None and morning + LEAST > before):
        return now
    return morning


def is_quiet(clinic: Clinic, now: dt.datetime, contact: Contact | None = None) -> bool:
    """Whether `now` lies in the quiet hours."""
    return _morning(clinic, now, contact) is not None


def _morning(clinic: Clinic, now: dt.datetime, contact: Contact | None) -> dt.datetime | None:
    """The end of the quiet hours that `now` lies in; None when it lies in none."""
    start, end = settings.of(clinic).quiet_hours
    zone: ZoneInfo = numbers.zone_of(contact) if contact is not None else clinic.zone
    local = now.astimezone(zone)
    if not _within(local.time(), start, end):
        return None
    day = local.date() if local.time() < end else local.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, end, zone).astimezone(dt.UTC)


def _within(time: dt.time, start: dt.time, end: dt.time) -> bool:
    return start <= time < end if start <= end else time >= start or time < end
