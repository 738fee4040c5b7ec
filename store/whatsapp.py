"""WhatsApp's own rule (RULES 7): free text within 24 hours of the patient's last message, else a registered template.

A clinic registers one template for each kind of notice and language, and names it in its clinic file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable

from store.models import Clinic, OutboxMessage

WINDOW = dt.timedelta(hours=24)
CLOSED = "63016"  # the carrier's error for a free text outside it
SID = re.compile(r"HX[0-9a-fA-F]{32}", re.ASCII)  # as in the published contract

# Kinds of notice that can leave when the patient has not written lately: each is the phrase "notice.<kind>".
KINDS = (
    "reminder", "reminder_confirmed", "reminders", "reminders_confirmed", "on_the_way", "missed", "confirmed",
    "booked_by_desk", "moved_by_desk", "cancelled_by_desk", "on_after_all", "series_by_desk", "cancelled_choice",
    "several_confirmed", "several_cancelled", "several_moved", "series_cancelled",
    "payment", "doctor_late", "linked", "meeting",
    "offer", "offer_late", "offer_first", "offer_first_late", "offer_swap", "offer_lost",
    "turn_joined", "turn_joined_wait", "turn_checked_in", "turn_third", "turn_now", "turn_now_roomless", "turn_online",
    "turn_recall", "turn_recall_roomless", "turn_recall_online", "turn_asked", "turn_passed", "turn_back",
    "turn_not_yet", "turn_handed_over", "turn_missed", "turn_removed",
)  # fmt: skip


def window_open(message: OutboxMessage, now: dt.datetime) -> bool:
    """Whether free text may go to this message's contact at `now` (aware)."""
    heard = message.contact.last_inbound_at if message.contact is not None else None
    return heard is not None and now - heard < WINDOW


def template(clinic: Clinic, kind: str, language: str) -> str | None:
    """The ContentSid of the clinic's template, None where it has none."""
    sid: str | None = clinic.whatsapp_templates.get(kind, {}).get(language)
    return sid


def sample_templates(languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """A made-up template for every kind, the same every time: for the demo clinic, whose carrier is played."""
    return {
        kind: {language: "HX" + hashlib.md5(f"{kind}:{language}".encode()).hexdigest() for language in languages}
        for kind in KINDS
    }
