"""Offers (W2, W3): a free time held for whoever waits for it, until an answer, the end of its life, or another's yes.

An offer is a row beside a visit in state "held" (decision 6). Near the visit several offers share one held visit, and
the first yes makes it that patient's. Every act that ends the last open offer of a held visit releases it, which tells
store/transitions.py, whose listener offers it on.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from peewee import OperationalError, fn

from store import appointments, audit, quiet, schedules, settings, waitlist
from store.audit import CLOCK, Actor
from store.budget import Budget
from store.database import lock, retried, transaction
from store.errors import AlreadyMovedOn, CannotOffer, OfferGone, Refusal
from store.matching import Candidate, Pool, alike
from store.models import (
    Appointment,
    Clinic,
    Doctor,
    Offer,
    OutboxMessage,
    Patient,
    WaitlistEntry,
    local,
)
from store.schedules import Opening
from store.timetable import DAY, MINUTE
from store.transitions import Freed, change

logger = logging.getLogger(__name__)

NOON = dt.time(12)
TOLD = ("leased", "sent", "delivered", "failed")  # states of an offer's text that may have reached somebody

# Writes the text of an offer, in the transaction that makes it.
Tell = Callable[[Offer], object]


def message_key(offer: Offer) -> str:
    """The dedupe key of the text that makes the offer."""
    return f"offer:{offer.id}"


# --- Making ----------------------------------------------------------------------------------------------------------


@retried
def offer_free(clinic: Clinic, now: dt.datetime, tell: Tell, *, freed: Freed | None = None) -> list[Offer]:
    """Offers every free time that somebody waits for to whoever goes first; with `freed`, what that seat makes free.

    Nothing in the clinic's quiet hours (a time is not held while it cannot be offered), nothing to who has had as many
    texts as a day or week allows, nothing closer than travel_minutes. Each offer is a transaction, `tell` inside it.
    """
    if quiet.allowed_from(clinic, now) > now:
        return []
    budget = Budget(clinic, now)
    visit = freed.appointment if freed else None
    left = freed.appointment.patient if freed and freed.event != "release" else None
    pool = Pool.of(clinic, now, doctor=visit.doctor if visit else None, but_not=left, budget=budget)
    made: list[Offer] = []
    if pool.waits:
        for candidates in pool.to_offer(visit):
            made += _offer_time(pool, candidates, budget, tell)
    return made


def _offer_time(pool: Pool, candidates: Sequence[Candidate], budget: Budget, tell: Tell) -> list[Offer]:
    """Offers one doctor's time, each free seat of it once."""
    made: list[Offer] = []
    seats, asked = candidates[0].opening.seats, set[int]()
    while seats:
        left = [c for c in candidates if c.wait.contact_id not in asked and budget.allows(c.wait.contact_id)]
        left = [c for c in left if c.wait.entry.status == "waiting"]
        if not left:
            break
        best = left[0]
        together = alike(left, best)[: wave_size(pool.clinic, best.opening, len(left), pool.now)]
        try:
            offers = _make(pool, together, tell)
        except OperationalError:  # the engine broke the whole transaction off: it will be run again
            raise
        except Exception as error:  # taken, or they have become busy, since it was read; or their row is bad
            if not isinstance(error, Refusal):
                logger.exception("entry %d could not be offered a time", best.wait.entry.id)
            asked.add(best.wait.contact_id)
            continue
        seats -= 1
        made += offers
        for candidate in together:
            asked.add(candidate.wait.contact_id)
            budget.spend(candidate.wait.contact_id)
    return made


def wave_size(clinic: Clinic, opening: Opening, waiting: int, now: dt.datetime) -> int:
    """How many are asked at once: one; `offer_wave` under short_notice_hours; for tomorrow, in the afternoon, so many
    that everybody who waits has been asked before the quiet hours begin (W4).
    """
    rules = settings.of(clinic, opening.doctor)
    if opening.starts_at < now + dt.timedelta(hours=rules.short_notice_hours):
        return rules.offer_wave
    at = local(clinic, now)
    if local(clinic, opening.starts_at).date() != at.date() + DAY or at.time() < NOON:
        return 1
    night = dt.datetime.combine(at.date(), rules.quiet_hours[0], clinic.zone)
    rounds = max(1, int((night - at) / (rules.offer_minutes * MINUTE)))
    return min(rules.offer_wave, max(1, math.ceil(waiting / rounds)))


def _make(pool: Pool, together: Sequence[Candidate], tell: Tell, actor: Actor = CLOCK) -> list[Offer]:
    """Holds the time for the first of these and makes an offer of it to each; all or nothing. Raises as hold."""
    clinic, now, first = pool.clinic, pool.now, together[0]
    opening, entry = first.opening, first.wait.entry
    until = _whole_minute(now + settings.of(clinic, opening.doctor).offer_minutes * MINUTE)
    until = min(until, opening.starts_at)
    with transaction():
        held = appointments.hold(
            clinic, first.wait.patient, opening, until=until, contact=entry.contact, service=first.service,
            source="offer", actor=actor, now=now, visit_type=first.wait.visit_type, replacing=first.wait.swap,
        )  # fmt: skip
        wave = _wave_number(held)
        offers = []
        for candidate in together:
            mine = candidate.wait.entry
            waitlist.change(WaitlistEntry.get_by_id(mine.id), "notify", actor=actor, now=now)
            offer = Offer.create(entry=mine, appointment=held, wave=wave, created_at=now, expires_at=until)
            facts = {"entry": mine.id, "appointment": held.id, "expires_at": until.isoformat(), "wave": wave}
            audit.record(clinic, actor, "offer.make", offer, now, after=facts)
            offers.append(offer)
        for offer in offers:
            tell(offer)
    for candidate in together:
        candidate.wait.entry.status = "notified"
    return offers


def _whole_minute(moment: dt.datetime) -> dt.datetime:
    """Up to the next whole minute: the text can then say exactly until when it stands."""
    past = dt.timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment + (MINUTE - past) if past else moment


def _wave_number(held: Appointment) -> int:
    same = (Appointment.doctor == held.doctor_id) & (Appointment.starts_at == held.starts_at)
    last = Offer.select(fn.MAX(Offer.wave)).join(Appointment).where(same, Appointment.id != held.id).scalar()
    return int(last or 0) + 1


@retried
def notify(
    entry: WaitlistEntry, tell: Tell, *, actor: Actor, now: dt.datetime, opening: Opening | None = None
) -> Offer:
    """Staff offer a time to one entry by hand, out of turn (W4): `opening`, or the first free one it waits for.

    The wish and what was offered before do not bind staff who name an opening; the law does. Raises CannotOffer, and as
    appointments.hold where the time is not free or the patient not.
    """
    clinic = entry.clinic
    _check_can_be_told(entry, now)
    pool = Pool.of(clinic, now, only=entry)
    if not pool.waits:
        raise CannotOffer(reason=f"entry_{entry.status}" if entry.status != "waiting" else "over")
    wait = pool.waits[0]
    if opening is not None:
        return _make(pool, [Candidate(wait, opening, entry.service)], tell, actor)[0]
    for [first, *_] in pool.to_offer():
        return _make(pool, [first], tell, actor)[0]
    raise CannotOffer(reason="nothing_free")


def _check_can_be_told(entry: WaitlistEntry, now: dt.datetime) -> None:
    contact = entry.contact
    reasons = {
        "no_contact": contact is None,
        "opted_out": contact is not None and contact.opted_out_at is not None,
        "unreachable": contact is not None and contact.unreachable_at is not None,
        "quiet_hours": quiet.allowed_from(entry.clinic, now) > now,
        "budget": contact is not None and not Budget(entry.clinic, now, contact).allows(contact.id),
    }
    for reason, stands in reasons.items():
        if stands:
            raise CannotOffer(reason=reason)


# --- Answering -------------------------------------------------------------------------------------------------------


@dataclass
class Taken:
    """What a yes did: the visit, the later one given up for it, and the offers of others that are lost by it."""

    visit: Appointment
    instead_of: Appointment | None = None
    lost: list[Offer] = field(default_factory=list)


@retried
def accept(offer: Offer, *, actor: Actor, now: dt.datetime) -> Taken:
    """Yes: the held time becomes the patient's visit, and their later one, if they wait for a swap, is let go with it.

    Raises OfferGone(reason "expired", "taken", "declined" or "withdrawn"), and as appointments.accept.
    """
    with transaction():
        entry = offer.entry
        swap = waitlist.later_visit(entry, now)
        held = locked(offer, swap)
        _check_stands(offer, held, now)
        if swap is not None and swap.starts_at <= held.starts_at:
            swap = None
        if held.patient_id != entry.patient_id:
            _pass_over(held, entry, actor, now)
        visit = appointments.accept(held, actor=actor, now=now, replacing=swap)
        end(offer, "accepted", actor, now)
        waitlist.change(entry, "accept", actor=actor, now=now)
        lost = open_ones(held)
        for other in lost:
            end(other, "lost", actor, now)
            waitlist.change(other.entry, "wait", actor=actor, now=now)
    return Taken(visit, swap, lost)


def _check_stands(offer: Offer, held: Appointment, now: dt.datetime) -> None:
    if offer.status == "lost" or (offer.status == "open" and held.status not in ("held", "released")):
        raise OfferGone(reason="taken")
    if offer.status not in ("open", "expired"):
        raise OfferGone(reason=offer.status)
    if offer.status == "expired" or held.status != "held" or now >= offer.expires_at:
        raise OfferGone(reason="expired")


def locked(offer: Offer, *others: Appointment | None) -> Appointment:
    """The held visit, with its doctor locked and everything read again."""
    held: Appointment = offer.appointment
    lock(Doctor, *{visit.doctor_id for visit in (held, *others) if visit is not None})
    fresh: Offer = Offer.get_by_id(offer.id)
    offer.status, offer.answered_at = fresh.status, fresh.answered_at
    offer.entry = WaitlistEntry.get_by_id(offer.entry_id)
    held = Appointment.get_by_id(held.id)
    offer.appointment = held
    return held


def _pass_over(held: Appointment, entry: WaitlistEntry, actor: Actor, now: dt.datetime) -> None:
    """The held visit becomes another of those it is offered to."""
    lock(Patient, held.patient_id, entry.patient_id)
    change(held, "pass_over", actor, now, patient_id=entry.patient_id, contact_id=entry.contact_id)


@retried
def decline(offer: Offer, *, actor: Actor, now: dt.datetime, status: str = "declined") -> bool:
    """No: the time goes on to the next, and the entry waits on. False when the offer had ended already.

    `status` "withdrawn" is for an offer that nobody has seen or may answer.
    """
    with transaction():
        held = locked(offer)
        if offer.status != "open":
            return False
        end(offer, status, actor, now)
        waitlist.change(offer.entry, "decline", actor=actor, now=now)
        let_go(held, actor, now)
    return True


def let_go(held: Appointment, actor: Actor, now: dt.datetime) -> None:
    """Without an open offer left, the held time is released; else it is held for one of those who may still take it."""
    if held.status != "held":
        return
    left = open_ones(held)
    if not left:
        appointments.release(held, actor=actor, now=now)
    elif held.patient_id not in {offer.entry.patient_id for offer in left}:
        _pass_over(held, left[0].entry, actor, now)


def open_ones(held: Appointment) -> list[Offer]:
    rows = Offer.select(Offer, WaitlistEntry).join(WaitlistEntry)
    return list(rows.where(Offer.appointment == held, Offer.status == "open").order_by(Offer.id))


def end(offer: Offer, status: str, actor: Actor, now: dt.datetime) -> None:
    """Closes an open offer; a text that has not left is not sent any more."""
    changed = Offer.update(status=status, answered_at=now).where(Offer.id == offer.id, Offer.status == "open").execute()
    if not changed:
        raise AlreadyMovedOn(thing="offer", before=offer.status, now=Offer.get_by_id(offer.id).status)
    offer.status, offer.answered_at = status, now
    OutboxMessage.update(state="dropped", error=f"offer_{status}").where(
        OutboxMessage.dedupe_key == message_key(offer), OutboxMessage.state == "due"
    ).execute()
    clinic = offer.appointment.clinic_id
    audit.record(clinic, actor, f"offer.{status}", offer, now, {"status": "open"}, {"status": status})


# --- Afterwards ------------------------------------------------------------------------------------------------------


def still_free(offer: Offer, now: dt.datetime) -> Opening | None:
    """The offered time as an opening, if after the offer's end it is free for the same patient; else None."""
    held, entry = offer.appointment, offer.entry
    swap = waitlist.later_visit(entry, now)
    try:
        return schedules.opening_at(
            held.clinic, held.doctor, held.starts_at, now=now, service=held.service, patient=entry.patient,
            ignoring=swap, visit_type=held.visit_type,
        )  # fmt: skip
    except Refusal:
        return None


def deadline_passed(visit: Appointment, now: dt.datetime) -> bool:
    """Whether a visit is closer than the cancellation deadline; one taken by an offer then may still be cancelled
    freely (appointments.cancel).
    """
    hours = settings.of(visit.clinic_id, visit.doctor_id).cancellation_deadline_hours
    deadline: dt.datetime = visit.starts_at - dt.timedelta(hours=hours)
    return now > deadline
