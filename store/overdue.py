"""Offers and entries whose time is up, by the clock: what ran out, what cannot arrive, what has become pointless."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial

from store import offers, waitlist
from store.audit import CLOCK
from store.database import transaction
from store.errors import AlreadyMovedOn, WrongTransition
from store.models import Appointment, Clinic, Offer, OutboxMessage, WaitlistEntry, local
from store.transitions import Freed

logger = logging.getLogger(__name__)


def ended(freed: Freed) -> None:
    """A held time was released: the offers of it that nobody answered have expired, and their entries wait on.

    Inside the releasing transaction. An offer whose text never left counts as not made.
    """
    for offer in offers.open_ones(freed.appointment):
        _expire(offer, freed.now)


def _expire(offer: Offer, now: dt.datetime) -> None:
    message = OutboxMessage.get_or_none(OutboxMessage.dedupe_key == offers.message_key(offer))
    told = message is None or message.state in offers.TOLD
    offers.end(offer, "expired" if told else "withdrawn", CLOCK, now)
    waitlist.change(offer.entry, "wait", actor=CLOCK, now=now)


def tidy(clinic: Clinic, now: dt.datetime) -> int:
    """Ends what has run out or cannot be: offers of times no longer held, offers whose text did not arrive or whose
    reader has opted out, entries whose dates are past. Returns how many. Each on its own; safe twice.
    """
    count = 0
    open_ones = Offer.select(Offer, Appointment).join(Appointment).where(Appointment.clinic == clinic)
    for offer in list(open_ones.where(Offer.status == "open").order_by(Offer.id)):
        count += _alone(partial(_tidy_offer, offer, now))
    waiting = WaitlistEntry.select().where(WaitlistEntry.clinic == clinic, WaitlistEntry.status == "waiting")
    for entry in list(waiting.order_by(WaitlistEntry.id)):
        if event := _over(entry, clinic, now):
            count += _alone(partial(waitlist.change, entry, event, actor=CLOCK, now=now))
    return count


def _alone(act: Callable[[], object]) -> int:
    """One row that cannot be tidied never stops the others."""
    try:
        with transaction():
            return int(bool(act()))
    except (AlreadyMovedOn, WrongTransition):  # answered in this moment
        return 0
    except Exception:
        logger.exception("an offer or an entry could not be tidied")
        return 0


def _tidy_offer(offer: Offer, now: dt.datetime) -> bool:
    if offer.appointment.status != "held":
        _expire(offer, now)
        return True
    message = OutboxMessage.get_or_none(OutboxMessage.dedupe_key == offers.message_key(offer))
    contact = offer.entry.contact
    silenced = contact is None or contact.opted_out_at is not None or contact.unreachable_at is not None
    if silenced or (message is not None and message.state in ("failed", "dropped")):
        status = "expired" if message is not None and message.state in offers.TOLD else "withdrawn"
        return offers.decline(offer, actor=CLOCK, now=now, status=status)
    return False


def _over(entry: WaitlistEntry, clinic: Clinic, now: dt.datetime) -> str:
    """ "expire" for an entry whose dates are past, or whose visit has come; else ""."""
    if entry.date_to < local(clinic, now).date():
        return "expire"
    swap = entry.swap_for_id is not None and not waitlist.is_fallback(entry)
    return "expire" if swap and waitlist.later_visit(entry, now) is None else ""
