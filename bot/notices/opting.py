"""What the desk hears when a patient's texts end: silenced by the carrier, a wrong number, words nobody may answer."""

from __future__ import annotations

import datetime as dt

from bot.notices.visits import initials
from bot.phrases import say
from store import addresses, contacts, outbox, settings
from store.models import Contact

WORDS = 200  # letters of theirs


def who(contact: Contact, names: bool | None = None) -> str:
    """Initials and the number to call: the desk has to (RULES 8). `names`: in full; None: as in the chat."""
    owner = contacts.owner(contact)
    name = owner.name if owner is not None else ""
    full = settings.of(contact.clinic_id).staff_chat_full_names if names is None else names
    shown = name if full else initials(name) if name else ""
    return f"{shown} {addresses.number_of(contact) or 'Telegram'}".strip()


def silenced_by_cancel(contact: Contact, now: dt.datetime, *, cancelled: bool) -> None:
    """A bare CANCEL that the carrier took for its own opt-out word (RULES 2); what was cancelled stays so."""
    key = "trouble.cancel_stopped_staff" if cancelled else "trouble.cancel_unclear_staff"
    _tell(contact, key, now, f"silenced:{contact.id}:{now:%Y%m%d%H}")


def wrong_number(contact: Contact, now: dt.datetime) -> None:
    _tell(contact, "trouble.wrong_number_staff", now, f"wrong_number:{contact.id}:{now:%Y%m%d}")


def wrote_though_stopped(contact: Contact, text: str, now: dt.datetime) -> None:
    words = " ".join(text.split())[:WORDS]
    _tell(contact, "trouble.wrote_stopped_staff", now, f"wrote_stopped:{contact.id}:{now:%Y%m%d}", text=words)


def _tell(contact: Contact, key: str, now: dt.datetime, once: str, **facts: str) -> None:
    clinic = contact.clinic
    outbox.add_staff(clinic, say(key, clinic.locale, who=who(contact), **facts), now, dedupe_key=once)
