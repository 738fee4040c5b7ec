"""Notices about booked visits: confirmation, reminders, changes, "are you on your way?", no-show; and staff told.

Each is written at most once (its dedupe key) and carries the start it speaks of, so that delivery drops it when the
visit has moved. Reminders and questions leave an open question, so that "C" or "yes" finds its visit.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import questions, wording
from bot.messages import Choice
from bot.notices.fitting import fitting
from bot.phrases import say
from store import contacts, outbox, quiet
from store.models import Appointment, Contact, Doctor, OutboxMessage


def _locale(contact: Contact, visit: Appointment) -> str:
    return contact.locale or visit.clinic.locale


def _others(visit: Appointment) -> list[Doctor]:
    return list(Doctor.select().where(Doctor.clinic == visit.clinic_id, Doctor.active))


def _facts(visit: Appointment, locale: str) -> dict[str, Any]:
    return {
        "clinic": visit.clinic.name,
        "doctor": wording.doctor(visit.doctor, _others(visit)),
        "when": wording.moment(visit.starts_at, visit.clinic, locale),
        "code": visit.code,
        "name": visit.patient.name.split()[0] if visit.patient.name else "",
    }


def reminder_key(visit: Appointment, offset: int) -> str:
    return f"reminder:{visit.id}:{offset}"


def remind(visit: Appointment, offset: int, now: dt.datetime) -> OutboxMessage | None:
    """The reminder `offset` minutes ahead: confirm, move, cancel by reply (R1). None: nobody to tell, or told."""
    contact = contacts.reach(visit)
    if contact is None or visit.muted:
        return None
    key = reminder_key(visit, offset)
    if OutboxMessage.get_or_none(OutboxMessage.dedupe_key == key) is not None:
        return None
    _overtake(visit, now)
    locale = _locale(contact, visit)
    confirmed = visit.patient_confirmed_at is not None
    text = fitting("notice.reminder_confirmed" if confirmed else "notice.reminder", locale, **_facts(visit, locale))
    answers = [
        Choice(say("answer.confirm", locale), "confirm", typed=True),
        Choice(say("answer.move", locale), "reschedule", typed=True),
        Choice(say("answer.cancel", locale), "cancel", typed=True),
    ][confirmed:]
    question = questions.open_question(
        contact, "notice.reminder", now,
        life=visit.starts_at - now, choices=answers, appointment=visit, unprompted=True,
    )  # fmt: skip
    return outbox.add(
        contact, "reminder", text, now,
        dedupe_key=key, send_after=quiet.allowed_from(visit.clinic, now, visit.starts_at), expires_at=visit.starts_at,
        appointment=visit, question=question, choices=question.choices,
    )  # fmt: skip


def _overtake(visit: Appointment, now: dt.datetime) -> None:
    """A reminder still waiting for the quiet hours to end is not sent beside the next one."""
    waiting = OutboxMessage.select().where(
        OutboxMessage.appointment == visit, OutboxMessage.kind == "reminder", OutboxMessage.state == "due"
    )
    for message in waiting:
        outbox.drop(message, "overtaken")
        if message.question is not None:
            questions.close(message.question, "replaced", now)


def ask_on_the_way(visit: Appointment, now: dt.datetime) -> OutboxMessage | None:
    """ "Are you on your way?", a few minutes after the start, before a no-show is declared."""
    contact = contacts.reach(visit)
    if contact is None:
        return None
    locale, life = _locale(contact, visit), dt.timedelta(minutes=30)
    key = f"on_the_way:{visit.id}"
    if OutboxMessage.get_or_none(OutboxMessage.dedupe_key == key) is not None:
        return None
    question = questions.open_question(
        contact, "notice.on_the_way", now, life=life, appointment=visit, unprompted=True
    )  # fmt: skip
    text = fitting("notice.on_the_way", locale, **_facts(visit, locale))
    return outbox.add(
        contact, "notice", text, now, dedupe_key=key, expires_at=now + life, appointment=visit,
        question=question,
    )  # fmt: skip


def missed(visit: Appointment, now: dt.datetime) -> None:
    """The visit was missed: the patient may book again, the desk may undo it (R3)."""
    contact = contacts.reach(visit)
    if contact is not None:
        locale = _locale(contact, visit)
        text = fitting("notice.missed", locale, **_facts(visit, locale))
        outbox.add(contact, "notice", text, now, dedupe_key=f"missed:{visit.id}")
    _staff(visit, "staff.missed", now, f"staff.missed:{visit.id}")


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


def confirmed_by_staff(visit: Appointment, now: dt.datetime) -> None:
    """A requested visit is now certain."""
    contact = contacts.reach(visit)
    if contact is not None:
        locale = _locale(contact, visit)
        text = fitting("notice.confirmed", locale, **_facts(visit, locale))
        outbox.add(contact, "confirmation", text, now, dedupe_key=f"confirmed:{visit.id}", appointment=visit)


def _staff(visit: Appointment, key: str, now: dt.datetime, dedupe_key: str, **more: Any) -> None:
    """To the staff chat: initials and the visit's code, no full name, because the chat is not the clinic's own."""
    locale = visit.clinic.locale
    facts = _facts(visit, locale) | {"who": initials(visit.patient.name), "reference": visit.reference} | more
    outbox.add_staff(visit.clinic, say(key, locale, **facts), now, dedupe_key=dedupe_key)


def initials(name: str) -> str:
    """ "A.R." of "Ana Ruiz" (RULES 8)."""
    return "".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha()) or "?"
