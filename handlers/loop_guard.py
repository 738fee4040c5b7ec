"""Nobody writes to a machine for ever: repeated texts and floods get one notice, then silence (RULES 11, C6)."""

from __future__ import annotations

import datetime as dt

from bot.messages import Said
from store import audit
from store.models import Audit, Contact, InboundMessage

SAME_TEXT, SAME_WITHIN = 3, dt.timedelta(minutes=1)
FLOOD, FLOOD_WITHIN = 30, dt.timedelta(minutes=10)
NOTICE_HOLDS = FLOOD_WITHIN

STAFF_FLOOD = 120  # by text each command of staff is two or three messages, with the PIN and the yes

# Answers to a menu ("1", "C", "yes") repeat honestly, and no auto-reply is this short: only the flood counts them.
SHORT = 3  # characters

# Always heard, whatever came before: the law (RULES 1, 4) and the carrier's own words.
STOPS = frozenset(["stop", "stopall", "unsubscribe", "end", "quit", "revoke", "optout"])
ALWAYS = STOPS | {"cancel", "start", "unstop", "help", "info"}


def verdict(contact: Contact, said: Said, now: dt.datetime, flood: int = FLOOD) -> str:
    """ "answer", "notice" (the one warning) or "silence" for a message that is already written down."""
    if is_carrier_word(said):
        return "answer"
    if not _too_many(contact, said, now, flood):
        return "answer"
    if _warned(contact, now):
        return "silence"
    audit.record(contact.clinic_id, audit.CLOCK, "contact.slow_down", contact, now)
    return "notice"


def is_carrier_word(said: Said) -> bool:
    """Whether the message is one of the words that the carrier and the law own, alone."""
    return bool(said.carrier_opt) or _word(said) in ALWAYS


def is_stop_word(said: Said) -> bool:
    """Whether it is a word that can mean nothing but the end of texts."""
    return _word(said) in STOPS


def _word(said: Said) -> str:
    return said.text.strip().lower().rstrip(".!")


def _too_many(contact: Contact, said: Said, now: dt.datetime, flood: int) -> bool:
    """A flood, or the same text again and again; the message itself is among those counted."""
    recent = (
        InboundMessage.select(InboundMessage.text, InboundMessage.received_at)
        .where(InboundMessage.contact == contact, InboundMessage.received_at > now - FLOOD_WITHIN)
        .order_by(InboundMessage.received_at.desc())
        .limit(flood + 1)
    )
    rows = list(recent)
    same = [row for row in rows if row.text == said.text and row.received_at > now - SAME_WITHIN]
    return len(rows) > flood or (len(said.text) > SHORT and len(same) >= SAME_TEXT)


def _warned(contact: Contact, now: dt.datetime) -> bool:
    same = (Audit.subject == "contact") & (Audit.subject_id == contact.id) & (Audit.action == "contact.slow_down")
    return Audit.select().where(same, Audit.at > now - NOTICE_HOLDS).exists()
