"""The last look before a message leaves: is it still true, is this the hour for it? Everything is read again."""

from __future__ import annotations

import datetime as dt

from bot.notices import copies, reminders
from store import budget, outbox, quiet, settings, spending
from store.models import Appointment, Contact, OutboxMessage, Ticket

ANSWERS = ("reply", "staff_answer")  # to who has just written; the check after a CANCEL is none: it may be too late
LIVE = ("held", "pending", "confirmed", "in-progress")
# What a visit's status must still be for a text of this kind; other kinds (a cancellation) may speak of any.
STATUS_NEEDED = {
    "reminder": ("pending", "confirmed"), "on_the_way": ("pending", "confirmed"), "missed": ("no-show",),
    "confirmation": LIVE, "change": LIVE, "meeting": ("pending", "confirmed", "in-progress"), "offer": ("held",),
}  # fmt: skip
ABOUT_COMING = ("reminder", "on_the_way")
CAPPED = ("reminder", "offer")  # held to the day's number of texts once more, should a retry have come over midnight
AT_ANY_HOUR = (*outbox.ANSWERS, "staff", "turn", "meeting")


def out_of_date(message: OutboxMessage, now: dt.datetime) -> str:
    """Why the message must not go out any more, "" when it may: everything it speaks of is read again here."""
    if message.attempts > len(outbox.BACK_OFF) + 1:
        return "attempts"
    if message.expires_at is not None and message.expires_at <= now:
        return "expired"
    contact, visit, ticket = message.contact, message.appointment, message.ticket
    reasons = (
        _silenced(contact) if contact and message.kind not in ANSWERS else "",  # an answer, as to STOP, always goes
        _visit_changed(message, visit) if visit else "",
        _ticket_changed(message, ticket) if ticket else "",
        _offer_over(message) if message.kind == "offer" else "",
        _over_budget(message, now),
    )
    return next(filter(None, reasons), "")


def _silenced(contact: Contact) -> str:
    if contact.opted_out_at is not None:
        return "opted_out"
    return "unreachable" if contact.unreachable_at is not None else ""


def _visit_changed(message: OutboxMessage, visit: Appointment) -> str:
    if message.visit_starts_at is not None and visit.starts_at != message.visit_starts_at:
        return "visit_moved"
    needed = STATUS_NEEDED.get(message.kind)
    if needed is not None and visit.status not in needed:
        return f"visit_{visit.status}"
    if message.kind in ABOUT_COMING and (visit.muted or visit.checked_in_at is not None):
        return "visit_muted" if visit.muted else "already_here"
    if message.kind == copies.KIND:
        return copies.out_of_date(message, visit)
    if message.kind == "reminder" and reminders.has_changed(message):
        return "visit_of_several"
    return ""


def _offer_over(message: OutboxMessage) -> str:
    """An offer that was answered by other means, withdrawn, or won by somebody else."""
    offer = message.question.offer if message.question else None
    return f"offer_{offer.status}" if offer is not None and offer.status != "open" else ""


def _ticket_changed(message: OutboxMessage, ticket: Ticket) -> str:
    """A text from before the patient was seen, or the ticket closed; what tells of the closing itself is not older."""
    over = max(filter(None, (ticket.started_at, ticket.finished_at)), default=None)
    return f"ticket_{ticket.status}" if over is not None and message.created_at < over else ""


def not_before(message: OutboxMessage, now: dt.datetime) -> tuple[dt.datetime, str] | None:
    """(until when, why) a message that is true has to wait: the quiet hours, or the clinic's spending of the day."""
    if message.contact is None or message.kind in AT_ANY_HOUR or message.channel == "email":  # it wakes nobody
        return None
    soonest = min(filter(None, (message.visit_starts_at, message.expires_at)), default=None)
    allowed = quiet.allowed_from(message.clinic, now, soonest, message.contact)
    if allowed > now:
        return allowed, "quiet_hours"
    if message.channel in spending.CHANNELS and spending.used_up(message.clinic, now):
        return spending.renewed_at(message.clinic, now), "daily_segments_cap"
    return None


def _over_budget(message: OutboxMessage, now: dt.datetime) -> str:
    if message.kind not in CAPPED or message.contact is None:
        return ""
    most = settings.of(message.clinic_id).unprompted_per_day
    return "budget" if budget.sent_today(message.contact, now) >= most else ""
