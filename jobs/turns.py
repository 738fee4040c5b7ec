"""The clock's part in the queue: who is 3rd now, who was called and did not come, what yesterday left open.

Idempotent: every text has a key, every change is compare-and-set, so two workers or a late one do no harm.
"""

from __future__ import annotations

import datetime as dt
import logging

from bot.desk import line as desk_line
from bot.notices import turns
from store import audit, calls, settings
from store.database import retried, transaction
from store.errors import Refusal
from store.models import Clinic, OutboxMessage, Ticket
from store.tickets import of_day

logger = logging.getLogger(__name__)


def sweep(now: dt.datetime) -> int:
    """Does what is due in every clinic at `now` (aware); returns how many texts and changes that made.

    A clinic that fails is logged and left for the next minute; the others are served.
    """
    done = 0
    for clinic in Clinic.select().order_by(Clinic.id):
        try:
            done += _sweep(clinic, now)
        except Exception:
            logger.exception("turns of clinic %s", clinic.id)
    return done


@retried
def _sweep(clinic: Clinic, now: dt.datetime) -> int:
    with transaction():
        before = _texts(clinic)
        changed = calls.close_days_before(clinic, audit.CLOCK, now)
        changed += sum(_look_after(ticket, now) for ticket in of_day(clinic, now, "called"))
        desk_line.tell_who_is_soon(clinic, now)
        return changed + _texts(clinic) - before


def _look_after(ticket: Ticket, now: dt.datetime) -> int:
    """A called patient of whom nobody knows that they are here: asked, and later passed over. How many changes."""
    rules = settings.of(ticket.clinic_id)
    if ticket.present or ticket.called_at is None:
        return 0
    minutes = (now - ticket.called_at) / dt.timedelta(minutes=1)
    if 0 < rules.called_pass_minutes <= minutes:
        try:
            desk_line.skip(ticket, actor=audit.CLOCK, now=now)
        except Refusal:  # the desk was faster
            return 0
        return 1
    if 0 < rules.called_ask_minutes <= minutes:
        turns.asked(ticket, now)
    return 0


def _texts(clinic: Clinic) -> int:
    return OutboxMessage.select().where(OutboxMessage.clinic == clinic, OutboxMessage.kind == "turn").count()
