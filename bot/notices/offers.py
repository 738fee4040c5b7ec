"""Offers of freed and earlier times, in words: what is free, until when it stands, and that one letter answers it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import questions, wording
from bot.messages import Choice
from bot.notices.fitting import fitting
from bot.phrases import say
from store import addresses, budget, contacts, outbox, quiet, waitlist
from store.models import Appointment, Contact, Offer, OutboxMessage, WaitlistEntry, local
from store.offers import deadline_passed, message_key

ANSWERED_LATE = dt.timedelta(days=1)  # a yes after the offer's end still gets an honest answer
QUESTION = "notice.offer"


def locale_of(entry: WaitlistEntry) -> str:
    contact = contact_of(entry)
    return (contact.locale if contact else None) or entry.clinic.locale


def contact_of(entry: WaitlistEntry) -> Contact | None:
    """Who is told: the contact that waits, on the channel used last (R5)."""
    return addresses.used_last(entry.contact, entry.patient_id) if entry.contact is not None else None


def until(offer: Offer, locale: str) -> str:
    """ "3:20pm"; with its day where that is not today any more."""
    clinic = offer.entry.clinic
    end = local(clinic, offer.expires_at)
    if end.date() != local(clinic, offer.created_at).date():
        return wording.moment(offer.expires_at, clinic, locale)
    return wording.clock(end.time(), locale)


def made(offer: Offer, now: dt.datetime) -> OutboxMessage | None:
    """Writes the offer with its open question, in the transaction that makes it."""
    entry, held = offer.entry, offer.appointment
    contact, locale = contact_of(entry), locale_of(entry)
    if contact is None:
        return None
    swap = waitlist.later_visit(entry, now)
    answers = [
        Choice(say("answer.take", locale), "yes", typed=True),
        Choice(say("answer.keep_mine" if swap else "answer.pass", locale), "no", typed=True),
    ]
    life = max(min(offer.expires_at + ANSWERED_LATE, held.starts_at), offer.expires_at) - now
    question = questions.open_question(
        contact, QUESTION, now, life=life, choices=answers, offer=offer, unprompted=True,
    )  # fmt: skip
    return outbox.add(
        contact, "offer", _words(offer, swap, locale, now), now, dedupe_key=message_key(offer),
        expires_at=offer.expires_at, appointment=held, question=question, choices=question.choices,
    )  # fmt: skip


def words(offer: Offer, now: dt.datetime) -> str:
    """The offer as it was told, for who asks about it."""
    return _words(offer, waitlist.later_visit(offer.entry, now), locale_of(offer.entry), now)


def _words(offer: Offer, swap: Appointment | None, locale: str, now: dt.datetime) -> str:
    """The fuller wording where one segment holds it; the other always fits (tests/bot/test_phrases.py)."""
    held, clinic = offer.appointment, offer.entry.clinic
    facts: dict[str, Any] = {
        "clinic": clinic.name,
        "doctor": wording.colleague(held.doctor),
        "when": wording.moment(held.starts_at, clinic, locale),
        "until": until(offer, locale),
        "who": _for_whom(offer.entry, locale),
        "old": wording.moment(swap.starts_at, clinic, locale) if swap else "",
    }
    several = Offer.select().where(Offer.appointment == held, Offer.status == "open").count() > 1
    late = deadline_passed(held, now)
    kind = "_swap" if swap else "_first" * several + "_late" * late
    keys = [f"offer.{kind[1:]}"] * bool(kind) + [f"notice.offer{kind}"]
    return fitting(tuple(keys), locale, **facts)


def _for_whom(entry: WaitlistEntry, locale: str) -> str:
    """ " for Mia" where the phone speaks for several."""
    name, contact = entry.patient.name, entry.contact
    several = contact is not None and len(contacts.patients(contact)) > 1
    return say("waitlist.for", locale, name=name.split()[0]) if name and several else ""


def lost(offer: Offer, now: dt.datetime) -> OutboxMessage | None:
    """Somebody else was first. Told at once where the day's texts allow it, else when they answer (RULES 6)."""
    entry, held, locale = offer.entry, offer.appointment, locale_of(offer.entry)
    contact = contact_of(entry)
    unsent = OutboxMessage.get_or_none(OutboxMessage.dedupe_key == message_key(offer), OutboxMessage.state == "dropped")
    if contact is None or contact.opted_out_at is not None or contact.unreachable_at is not None or unsent:
        return None
    if quiet.allowed_from(entry.clinic, now) > now or not budget.allows(contact, now):
        return None
    facts = {"doctor": wording.colleague(held.doctor), "when": wording.moment(held.starts_at, entry.clinic, locale)}
    text = fitting("notice.offer_lost", locale, clinic=entry.clinic.name, **facts)
    return outbox.add(contact, "notice", text, now, dedupe_key=f"offer.lost:{offer.id}", expires_at=held.starts_at)
