"""Notices about booked visits: confirmation, "are you on your way?", no-show; and staff told.

Each is written at most once (its dedupe key) and carries the start it speaks of, so that delivery drops it when the
visit has moved. What asks something leaves an open question, so that "yes" finds its visit. Reminders are in
reminders.py, what the desk changes in changes.py.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import questions, wording
from bot.notices.fitting import fitting
from bot.notices.turns import reachable
from bot.phrases import say
from store import contacts, outbox
from store.models import Appointment, Contact, OutboxMessage

REBOOK = dt.timedelta(days=3)  # so long a bare BOOK after a missed visit means the same doctor
MISSED_LIVES = dt.timedelta(hours=12)


def _locale(contact: Contact, visit: Appointment) -> str:
    return contact.locale or visit.clinic.locale


def facts_of(visit: Appointment, locale: str) -> dict[str, Any]:
    """What sentences about a visit are filled with."""
    return {
        "clinic": visit.clinic.name,
        "doctor": wording.colleague(visit.doctor),
        "when": wording.moment(visit.starts_at, visit.clinic, locale),
        "code": visit.code,
        "name": visit.patient.name.split()[0] if visit.patient.name else "",
    }


def ask_on_the_way(visit: Appointment, now: dt.datetime) -> OutboxMessage | None:
    """ "Are you on your way?", a few minutes after the start, before a no-show is declared."""
    contact = contacts.reach(visit)
    if contact is None or visit.muted:
        return None
    locale, life = _locale(contact, visit), dt.timedelta(minutes=30)
    key = f"on_the_way:{visit.id}"
    if OutboxMessage.get_or_none(OutboxMessage.dedupe_key == key) is not None:
        return None
    question = questions.open_question(
        contact, "notice.on_the_way", now, life=life, appointment=visit, unprompted=True
    )  # fmt: skip
    text = fitting("notice.on_the_way", locale, **facts_of(visit, locale))
    return outbox.add(
        contact, "on_the_way", text, now, dedupe_key=key, expires_at=now + life, appointment=visit,
        question=question,
    )  # fmt: skip


def missed(visit: Appointment, now: dt.datetime) -> bool:
    """The visit was missed: a BOOK or a yes books again with the same doctor, the desk may undo it (R3).

    Whether a text tells the patient.
    """
    contact = contacts.reach(visit)
    if contact is not None and not visit.muted:
        locale = _locale(contact, visit)
        question = questions.open_question(
            contact, "notice.missed", now, life=REBOOK, appointment=visit, unprompted=True
        )  # fmt: skip
        text = fitting("notice.missed", locale, **facts_of(visit, locale))
        outbox.add(
            contact, "missed", text, now, dedupe_key=f"missed:{visit.id}", appointment=visit, question=question,
            expires_at=now + MISSED_LIVES,
        )  # fmt: skip
    _staff(visit, "staff.missed", now, f"staff.missed:{visit.id}")
    return contact is not None and not visit.muted and reachable(contact)


def booked(visit: Appointment, now: dt.datetime) -> None:
    """The patient has the confirmation as the reply; the desk is told of visits soon to come."""
    if visit.starts_at - now < dt.timedelta(hours=24):
        _staff(visit, "staff.booked", now, f"staff.booked:{visit.id}")


def cancelled_by_patient(visit: Appointment, now: dt.datetime) -> None:
    _staff(
        visit, "staff.cancelled_late" if visit.late_cancel else "staff.cancelled", now, f"staff.cancelled:{visit.id}"
    )


def moved(old: Appointment, new: Appointment, now: dt.datetime) -> None:
    before = wording.moment(old.starts_at, old.clinic, old.clinic.locale)
    _staff(new, "staff.moved", now, f"staff.moved:{new.id}", old=before)


def running_late(visit: Appointment, minutes: int, now: dt.datetime) -> None:
    _staff(visit, "staff.late", now, f"staff.late:{visit.id}:{minutes}", minutes=minutes)


def _staff(visit: Appointment, key: str, now: dt.datetime, dedupe_key: str, **more: Any) -> None:
    """To the staff chat: initials and the visit's code, no full name, because the chat is not the clinic's own."""
    locale = visit.clinic.locale
    facts = facts_of(visit, locale) | {"who": initials(visit.patient.name), "reference": visit.reference} | more
    outbox.add_staff(visit.clinic, say(key, locale, **facts), now, dedupe_key=dedupe_key)


def initials(name: str) -> str:
    """ "A.R." of "Ana Ruiz" (RULES 8)."""
    return "".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha()) or "?"
