"""What the desk has changed about a visit, told to its patient at once (R2); each change once.

Each returns whether a text goes out: where none can, the desk has to call.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import wording
from bot.notices.turns import reachable
from bot.phrases import say
from store import contacts, outbox, quiet
from store.models import Appointment, Contact, Doctor


def contact_of(visit: Appointment) -> Contact | None:
    """Who is told about this visit: who booked it, else a phone its patient is known by."""
    return visit.contact or contacts.of_patient(visit.patient)


def booked(visit: Appointment, now: dt.datetime) -> bool:
    return _tell(visit, "notice.booked_by_desk", now, f"desk.booked:{visit.id}", kind="confirmation")


def moved(old: Appointment, new: Appointment, now: dt.datetime) -> bool:
    return _tell(new, "notice.moved_by_desk", now, f"desk.moved:{new.id}", before=old.starts_at)


def cancelled(visit: Appointment, now: dt.datetime) -> bool:
    return _tell(visit, "notice.cancelled_by_desk", now, f"desk.cancelled:{visit.id}")


def confirmed(visit: Appointment, now: dt.datetime) -> bool:
    """A requested visit is now certain."""
    return _tell(visit, "notice.confirmed", now, f"confirmed:{visit.id}", kind="confirmation")


def doctor_late(visit: Appointment, minutes: int, now: dt.datetime) -> bool:
    """Told again only when the delay has become another."""
    return _tell(visit, "notice.doctor_late", now, f"doctor_late:{visit.id}:{minutes}", minutes=minutes)


def _tell(
    visit: Appointment, key: str, now: dt.datetime, once: str, *,
    kind: str = "notice", before: dt.datetime | None = None, **facts: Any,
) -> bool:  # fmt: skip
    contact = contact_of(visit)
    if contact is None or not reachable(contact):
        return False
    locale = contact.locale or visit.clinic.locale
    others = Doctor.select().where(Doctor.clinic == visit.clinic_id, Doctor.active)
    told = {
        "clinic": visit.clinic.name, "doctor": wording.doctor(visit.doctor, others), "code": visit.code,
        "when": wording.moment(visit.starts_at, visit.clinic, locale), **facts,
    }  # fmt: skip
    soonest = min(visit.starts_at, before) if before else visit.starts_at
    outbox.add(
        contact, kind, say(key, locale, **told), now,
        dedupe_key=once, send_after=quiet.allowed_from(visit.clinic, now, soonest), expires_at=max(soonest, now),
        appointment=visit,
    )  # fmt: skip
    return True
