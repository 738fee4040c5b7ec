"""A doctor's private calendar (P4): the token in its address, and the visits in it.

The token is shown once and stored hashed. A new one ends the old one; revoking ends it altogether.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from peewee import fn

from store import audit
from store.audit import Actor
from store.database import transaction
from store.models import Appointment, Audit, CalendarFeed, Doctor, Patient
from store.timetable import DAY
from store.visit_lists import OFFERS

BEHIND, AHEAD = 30 * DAY, 365 * DAY


@dataclass(frozen=True)
class Entry:
    """A visit of the calendar, and when it was last changed."""

    visit: Appointment
    changed_at: dt.datetime


def renew(doctor: Doctor, *, actor: Actor, now: dt.datetime) -> str:
    """A new token (192 bits) for the doctor's calendar, this once; the old address ends."""
    token = secrets.token_urlsafe(24)
    with transaction():
        CalendarFeed.delete().where(CalendarFeed.doctor == doctor).execute()
        CalendarFeed.create(doctor=doctor, token_hash=_hashed(token), made_at=now)
        audit.record(doctor.clinic_id, actor, "doctor.renew_calendar", doctor, now)
    return token


def revoke(doctor: Doctor, *, actor: Actor, now: dt.datetime) -> bool:
    """Ends the doctor's calendar; False when there was none."""
    with transaction():
        gone = CalendarFeed.delete().where(CalendarFeed.doctor == doctor).execute()
        if gone:
            audit.record(doctor.clinic_id, actor, "doctor.revoke_calendar", doctor, now)
    return bool(gone)


def made_at(doctor: Doctor) -> dt.datetime | None:
    """When the doctor's calendar got its present address; None when it has none."""
    feed: CalendarFeed | None = CalendarFeed.get_or_none(CalendarFeed.doctor == doctor)
    return feed.made_at if feed is not None else None


def by_token(token: str) -> Doctor | None:
    """The doctor whose calendar this token opens, if they still work here."""
    feed = CalendarFeed.get_or_none(CalendarFeed.token_hash == _hashed(token))
    return feed.doctor if feed is not None and feed.doctor.active else None


def entries(doctor: Doctor, now: dt.datetime) -> list[Entry]:
    """The doctor's visits of the last 30 days and the next 365, the cancelled and moved among them, by start."""
    window = Appointment.starts_at.between(now - BEHIND, now + AHEAD)
    mine = (Appointment.doctor == doctor) & window & Appointment.status.not_in(OFFERS)
    rows = Appointment.select(Appointment, Patient).join(Patient).where(mine)
    same = (Audit.subject == "appointment") & Audit.subject_id.in_(Appointment.select(Appointment.id).where(mine))
    acts: Any = Audit.select(Audit.subject_id, fn.MAX(Audit.at)).where(same).group_by(Audit.subject_id)
    changed: dict[int, dt.datetime] = dict(acts.tuples())
    return [
        Entry(visit, max(visit.created_at, changed.get(visit.id, visit.created_at)))
        for visit in rows.order_by(Appointment.starts_at, Appointment.id)
    ]


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
