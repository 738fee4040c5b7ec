"""The waitlist by the clock: what has run out is tidied, and every free time somebody waits for is offered.

A freed seat is offered at once by the listener of store/transitions.py; this finds what that cannot see: a block
lifted, a new opening, a larger capacity, the end of the quiet hours, a seat freed while nothing ran.
"""

from __future__ import annotations

import datetime as dt
import logging

from bot import offers as acts
from store import overdue
from store.models import Clinic, WaitlistEntry

logger = logging.getLogger(__name__)


def sweep(now: dt.datetime) -> int:
    """Tidies and offers, clinic by clinic; returns how many rows were touched. Safe twice, and after downtime."""
    return sum(_sweep_clinic(clinic, now) for clinic in Clinic.select())


def _sweep_clinic(clinic: Clinic, now: dt.datetime) -> int:
    """One clinic that fails never stops the others."""
    if not WaitlistEntry.select().where(WaitlistEntry.clinic == clinic, WaitlistEntry.closed_at.is_null()).exists():
        return 0
    try:
        return overdue.tidy(clinic, now) + len(acts.offer_free(clinic, now))
    except Exception:
        logger.exception("the waitlist of clinic %d was not worked through", clinic.id)
        return 0
