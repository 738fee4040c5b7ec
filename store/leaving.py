"""Off the waitlist: by the patient, by staff, by booking what was waited for, by giving the later visit up (W2, W4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from store import appointments, audit, offers, waitlist
from store.audit import Actor
from store.database import retried, transaction
from store.models import Appointment, Offer, Patient, WaitlistEntry, local


@retried
def remove(entry: WaitlistEntry, *, actor: Actor, now: dt.datetime, event: str = "cancel") -> WaitlistEntry:
    """Off the list (W4), by the patient or by staff; what is offered to them goes on to the next.

    `event` "accept" when they have what they waited for. Raises WrongTransition.
    """
    with transaction():
        theirs = list(Offer.select().where(Offer.entry == entry, Offer.status == "open"))
        entry = waitlist.change(WaitlistEntry.get_by_id(entry.id), event, actor=actor, now=now)
        for offer in theirs:  # after the entry is closed, so that the time is not offered to it again
            held = offers.locked(offer)
            if offer.status == "open":
                offers.end(offer, "withdrawn", actor, now)
                offers.let_go(held, actor, now)
    return entry


def leave(patients: Sequence[Patient], *, actor: Actor, now: dt.datetime) -> int:
    """Takes these patients off the list; returns how many entries that were."""
    gone = waitlist.entries(patients)
    for entry in gone:
        remove(entry, actor=actor, now=now)
    return len(gone)


def fulfilled(visit: Appointment, *, actor: Actor, now: dt.datetime) -> tuple[list[WaitlistEntry], list[WaitlistEntry]]:
    """The patient has booked or moved by themselves: the entries this fulfils are closed; others keep it as a fallback.

    Returns (closed, kept): a kept entry now waits for something earlier than this visit, to swap (W2).
    """
    closed, kept = [], []
    for entry in waitlist.entries([visit.patient]):
        if waitlist.covers(entry, visit.doctor_id, visit.starts_at, visit.clinic):
            closed.append(remove(entry, actor=actor, now=now, event="accept"))
        elif _is_fallback(entry, visit, now):
            entry.swap_for = visit
            entry.save(only=["swap_for"])
            audit.record(visit.clinic_id, actor, "waitlist.swap", entry, now, after={"swap_for": visit.id})
            kept.append(entry)
    return closed, kept


def _is_fallback(entry: WaitlistEntry, visit: Appointment, now: dt.datetime) -> bool:
    """Whether the visit is later than the times the entry waits for, and nothing else is kept for it."""
    later = local(visit.clinic, visit.starts_at).date() > entry.date_from
    return later and entry.doctor_id in (None, visit.doctor_id) and waitlist.later_visit(entry, now) is None


def left_with(visit: Appointment, *, actor: Actor, now: dt.datetime) -> tuple[int, int]:
    """The visit was cancelled: entries that only wanted it earlier go with it, those it was a fallback for stay.

    Returns how many (went, stayed).
    """
    went = stayed = 0
    for entry in waitlist.entries([visit.patient]):
        if entry.swap_for is None or _now(entry.swap_for).id != visit.id:
            continue
        if waitlist.is_fallback(entry):
            entry.swap_for = None
            entry.save(only=["swap_for"])
            stayed += 1
        else:
            remove(entry, actor=actor, now=now)
            went += 1
    return went, stayed


def _now(visit: Appointment) -> Appointment:
    return (appointments.moved_to(visit) if visit.status == "rescheduled" else None) or visit
