"""The waitlist: who would like a freed or an earlier time (W1). What is offered to whom is store/offers.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from store import audit
from store.audit import Actor
from store.database import transaction
from store.errors import AlreadyWaiting, Invalid, WrongTransition
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Service, WaitlistEntry, local
from store.transitions import as_json
from store.visit_lists import UPCOMING, moved_to

ENTRY = {
    ("waiting", "notify"): "notified",
    ("notified", "accept"): "confirmed",
    ("waiting", "accept"): "confirmed",  # booked without an offer, or after one had ended
    ("notified", "decline"): "waiting",
    ("notified", "wait"): "waiting",  # the offer ended without an answer, or went to somebody else
    ("waiting", "expire"): "expired",
    ("notified", "expire"): "expired",
    ("waiting", "cancel"): "cancelled",
    ("notified", "cancel"): "cancelled",
}
OPEN = ("waiting", "notified")
AROUND = dt.timedelta(hours=1)  # "at 3pm" on the waitlist means about then
WISH = ("doctor_id", "service_id", "date_from", "date_to", "time_from", "time_to", "visit_type", "swap_for_id")

ANY_DAY = dt.date(2000, 1, 2)  # any day

Rank = tuple[int, dt.datetime, int]


def rank(entry: WaitlistEntry) -> Rank:
    """Who goes first: by priority, 1 before 10, then by arrival."""
    return entry.priority, entry.created_at, entry.id


# --- Coming and going ------------------------------------------------------------------------------------------------


def join(
    clinic: Clinic,
    patient: Patient,
    *,
    contact: Contact | None,
    doctor: Doctor | None,
    service: Service | None,
    swap_for: Appointment | None,
    date_from: dt.date,
    date_to: dt.date,
    time_from: dt.time | None,
    time_to: dt.time | None,
    actor: Actor,
    now: dt.datetime,
    visit_type: str | None = None,
    priority: int = 5,
) -> WaitlistEntry:
    """Adds an entry; dates and times are the clinic's, `time_to` excluded, None means any. `priority` 1 goes first.

    `swap_for` is the later visit, which stays until an earlier time is taken for it (W2). Raises AlreadyWaiting(entry)
    when the patient stands on the list for the same doctor already, Invalid for dates or a priority that make no sense.
    """
    _check(date_from, date_to, priority)
    same = WaitlistEntry.doctor.is_null() if doctor is None else WaitlistEntry.doctor == doctor
    entry = WaitlistEntry.get_or_none(WaitlistEntry.patient == patient, WaitlistEntry.status.in_(OPEN), same)
    if entry is not None:
        raise AlreadyWaiting(entry=entry)
    with transaction():
        entry = WaitlistEntry.create(
            clinic=clinic, patient=patient, contact=contact, doctor=doctor, service=service, swap_for=swap_for,
            date_from=date_from, date_to=date_to, time_from=time_from, time_to=time_to, visit_type=visit_type,
            priority=priority, created_at=now,
        )  # fmt: skip
        audit.record(clinic, actor, "waitlist.join", entry, now, after=_wish(entry) | {"priority": priority})
    return entry


def _check(date_from: dt.date, date_to: dt.date, priority: int) -> None:
    if date_to < date_from:
        raise Invalid(field="date_to", problem="before date_from")
    if not 1 <= priority <= 10:
        raise Invalid(field="priority", problem=f"{priority} is not between 1 and 10")


def _wish(entry: WaitlistEntry) -> dict[str, Any]:
    values = as_json({name: getattr(entry, name) for name in WISH})
    return {name: value.isoformat() if isinstance(value, dt.time) else value for name, value in values.items()}


def rewrite(
    entry: WaitlistEntry,
    *,
    date_from: dt.date,
    date_to: dt.date,
    time_from: dt.time | None,
    time_to: dt.time | None,
    visit_type: str | None,
    actor: Actor,
    now: dt.datetime,
) -> WaitlistEntry:
    """Another wish for the same doctor, at the same place in the list. Raises Invalid."""
    _check(date_from, date_to, entry.priority)
    before = _wish(entry)
    entry.date_from, entry.date_to, entry.time_from, entry.time_to = date_from, date_to, time_from, time_to
    entry.visit_type = visit_type
    with transaction():
        entry.save(only=["date_from", "date_to", "time_from", "time_to", "visit_type"])
        audit.record(entry.clinic_id, actor, "waitlist.rewrite", entry, now, before, _wish(entry))
    return entry


def prioritise(entry: WaitlistEntry, priority: int, *, actor: Actor, now: dt.datetime) -> WaitlistEntry:
    """Staff move an entry up or down: `priority` 1 (first) to 10 (W4). Raises Invalid."""
    _check(entry.date_from, entry.date_to, priority)
    before, entry.priority = entry.priority, priority
    with transaction():
        entry.save(only=["priority"])
        told = ({"priority": before}, {"priority": priority})
        audit.record(entry.clinic_id, actor, "waitlist.prioritise", entry, now, *told)
    return entry


def change(entry: WaitlistEntry, event: str, *, actor: Actor, now: dt.datetime) -> WaitlistEntry:
    """Moves an entry along ENTRY. Raises WrongTransition naming the state and the event."""
    after = ENTRY.get((entry.status, event))
    if after is None:
        raise WrongTransition(thing="waitlist entry", before=entry.status, event=event)
    closed = None if after in OPEN else now
    changed = WaitlistEntry.update(status=after, closed_at=closed)
    if not changed.where(WaitlistEntry.id == entry.id, WaitlistEntry.status == entry.status).execute():
        raise WrongTransition(thing="waitlist entry", before=WaitlistEntry.get_by_id(entry.id).status, event=event)
    audit.record(entry.clinic_id, actor, f"waitlist.{event}", entry, now, {"status": entry.status}, {"status": after})
    entry.status, entry.closed_at = after, closed
    return entry


# --- Reading ---------------------------------------------------------------------------------------------------------


def entries(patients: Sequence[Patient]) -> list[WaitlistEntry]:
    """What these patients wait for, oldest first."""
    mine = WaitlistEntry.patient.in_([patient.id for patient in patients]) & WaitlistEntry.status.in_(OPEN)
    return list(WaitlistEntry.select().where(mine).order_by(WaitlistEntry.id))


def listed(clinic: Clinic) -> list[WaitlistEntry]:
    """Everybody who waits at the clinic, whoever goes first first."""
    rows = WaitlistEntry.select().where(WaitlistEntry.clinic == clinic, WaitlistEntry.status.in_(OPEN))
    return sorted(rows, key=rank)


def position(entry: WaitlistEntry) -> int:
    """The entry's place, from 1, among those who wait for some of the same times."""
    rivals = (
        other
        for other in WaitlistEntry.select().where(
            WaitlistEntry.clinic == entry.clinic_id,
            WaitlistEntry.status.in_(OPEN),
            WaitlistEntry.date_from <= entry.date_to,
            WaitlistEntry.date_to >= entry.date_from,
        )
        if entry.doctor_id is None or other.doctor_id in (None, entry.doctor_id)
    )
    return 1 + sum(rank(other) < rank(entry) for other in rivals)


def later_visit(entry: WaitlistEntry, now: dt.datetime) -> Appointment | None:
    """The visit the entry would give for an earlier time, where it is now; None when there is none (any more)."""
    visit = entry.swap_for
    if visit is not None and visit.status == "rescheduled":
        visit = moved_to(visit)
    return visit if visit is not None and visit.status in UPCOMING[:2] and visit.starts_at > now else None


def is_fallback(entry: WaitlistEntry) -> bool:
    """Whether the visit to be swapped was booked after joining: the wish then stands without it too."""
    return entry.swap_for is not None and entry.swap_for.created_at > entry.created_at


def around(time: dt.time) -> tuple[dt.time | None, dt.time | None]:
    """`time_from` and `time_to` of an entry for about this time; None where a day's end is nearer."""
    at = dt.datetime.combine(ANY_DAY, time)
    since, until = at - AROUND, at + AROUND + dt.timedelta(minutes=1)
    return (since.time() if since.date() == ANY_DAY else None), (until.time() if until.date() == ANY_DAY else None)


def aim(entry: WaitlistEntry) -> dt.time | None:
    """The very time an entry made with `around` is about; None for a window of any other kind."""
    if entry.time_from is None or entry.time_to is None:
        return None
    middle = (dt.datetime.combine(ANY_DAY, entry.time_from) + AROUND).time()
    return middle if around(middle) == (entry.time_from, entry.time_to) else None


def covers(entry: WaitlistEntry, doctor_id: int, starts_at: dt.datetime, clinic: Clinic) -> bool:
    """Whether a visit to this doctor at the aware `starts_at` is what the entry waits for."""
    return suits(entry, doctor_id, local(clinic, starts_at))


def suits(entry: WaitlistEntry, doctor_id: int, at: dt.datetime) -> bool:
    """As `covers`, with the start on the clinic's clock."""
    if entry.doctor_id not in (None, doctor_id) or not entry.date_from <= at.date() <= entry.date_to:
        return False
    since, until, time = entry.time_from, entry.time_to, at.time()
    after, before = since is None or since <= time, until is None or time < until
    return after or before if since and until and since > until else after and before
