"""The demo's waitlist: wishes in every state, and two offered times.

Those still waiting ask for other doctors and later weeks, so that a time freed on the phone stays free for the next
one who asks there.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from store.demo.bulk import insert
from store.demo.people import Person
from store.demo.plan import NEWCOMERS, Visit
from store.matching import note_free
from store.models import Appointment, Clinic, Doctor, Offer, WaitlistEntry
from store.timetable import DAY, MINUTE

OFFER = 15 * MINUTE
STATUSES = ("waiting",) * 6 + ("confirmed", "confirmed", "expired", "cancelled")


def offered(visits: Sequence[Visit], now: dt.datetime) -> list[Visit]:
    """Makes two of the planned visits, far ahead, offers: one held for its answer, one let go again."""
    far = [v for v in visits if v.status == "confirmed" and v.starts_at > now + 10 * DAY and not v.moved_from]
    held, released = (visit for visit in far if visit.doctor.key != NEWCOMERS), iter(reversed(far))
    chosen = [next(held), next(released)]
    for visit, status in zip(chosen, ("held", "released"), strict=True):
        visit.status = status
    return chosen


def add(
    clinic: Clinic,
    doctors: Sequence[Doctor],
    people: Sequence[Person],
    offers: Sequence[tuple[Visit, Appointment]],
    rng: random.Random,
    now: dt.datetime,
    today: dt.date,
) -> int:
    """Writes the entries and the offers; returns how many entries."""
    others = [doctor for doctor in doctors if doctor.key != NEWCOMERS]
    adults = [person for person in people if not person.child]
    persons = rng.sample(adults, len(STATUSES))
    rows = [
        _entry(clinic, status, rng.choice(others), person, rng, now, today)
        for status, person in zip(STATUSES, persons, strict=True)
    ]
    insert(WaitlistEntry, rows)
    for entry in WaitlistEntry.select().where(WaitlistEntry.clinic == clinic, WaitlistEntry.status == "waiting"):
        note_free(entry, now)
    for visit, appointment in offers:
        open_ = appointment.status == "held"
        entry = WaitlistEntry.create(
            clinic=clinic, patient=visit.person.patient, contact=visit.person.contact, doctor=visit.doctor,
            date_from=today + 8 * DAY, date_to=today + 28 * DAY, status="notified" if open_ else "expired",
            created_at=now - 3 * DAY, closed_at=None if open_ else now - DAY,
        )  # fmt: skip
        at = now if open_ else now - DAY
        Offer.create(
            entry=entry, appointment=appointment, status="open" if open_ else "expired", created_at=at,
            expires_at=at + OFFER, answered_at=None,
        )  # fmt: skip
    return len(rows) + len(offers)


def _entry(
    clinic: Clinic, status: str, doctor: Doctor, person: Person, rng: random.Random, now: dt.datetime, today: dt.date
) -> dict[str, Any]:
    waiting = status == "waiting"
    first = today + (14 if waiting else -40) * DAY
    since = now - rng.randrange(2, 9 if waiting else 60) * DAY
    early = rng.random() < 0.5
    return {
        "clinic": clinic, "patient": person.patient, "contact": person.contact, "doctor": doctor, "date_from": first,
        "date_to": first + rng.randrange(7, 21) * DAY, "time_from": dt.time(8) if early else None,
        "time_to": dt.time(12) if early else None, "priority": rng.choice((3, 5, 5, 5, 7)), "status": status,
        "created_at": since, "closed_at": None if waiting else since + DAY,
    }  # fmt: skip
