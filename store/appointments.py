"""Visits: booked, held, moved, cancelled and followed through the day (B3-B10).

Every act is one transaction, or a savepoint in the caller's. Locks come in one order, doctors then patient, so that
two acts cannot wait for each other. Who books several visits in one transaction locks all their doctors first.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from peewee import IntegrityError

from store import audit, claims, clinical, references, schedules, settings
from store.attendance import check_in, complete, confirm, late, miss, mute, start
from store.audit import Actor
from store.availability import own_visits
from store.coming_back import undo_cancel, undo_complete, undo_miss
from store.database import lock, retried, transaction
from store.errors import (
    AlreadyMovedOn,
    InThePast,
    NotFound,
    OfferGone,
    PatientBusy,
    SlotTaken,
    TooLateToCancel,
    TooManyOpen,
    WrongTransition,
)
from store.models import Appointment, Clinic, Contact, Doctor, Patient, Service, local
from store.references import CODE_TRIES, SECRET
from store.schedules import Opening
from store.tickets import close_place
from store.transitions import (
    VISIT,
    Changed,
    Freed,
    acting,
    after,
    apply,
    as_json,
    check_unchanged,
    on_freed,
    tell_changed,
    tell_freed,
    wrong,
)  # fmt: skip
from store.visit_lists import by_code, lineage, moved_to, of_ids, recent, search, upcoming

__all__ = [
    "VISIT", "Freed", "accept", "book", "by_code", "cancel", "check_in", "complete", "confirm", "hold", "late",
    "lineage", "miss", "moved_to", "mute", "of_ids", "on_freed", "recent", "release", "release_expired", "reschedule",
    "search", "start", "sweep_past_claims", "undo_cancel", "undo_complete", "undo_miss", "upcoming",
]  # fmt: skip

sweep_past_claims = claims.sweep_past


# --- Taking a time ---------------------------------------------------------------------------------------------------


@retried
def book(
    clinic: Clinic, patient: Patient, opening: Opening, *, contact: Contact | None = None,
    service: Service | None = None, source: str, actor: Actor, now: dt.datetime, reason: str = "",
    visit_type: str | None = None, check_limits: bool = True, rng: random.Random = SECRET,
) -> Appointment:  # fmt: skip
    """Books `opening` as it is now (the schedule is asked again, under lock) and returns the visit.

    Confirmed, or pending where auto_confirm_appointments is off. `visit_type` chooses where the opening leaves both
    (else in person). `check_limits=False` (staff) drops the minimum notice, the advance limit and the most open
    visits. `rng` is for a demo that must come out the same. Raises what schedules.opening_at raises (NotOpen,
    SlotTaken, PatientBusy, InThePast, TooSoon, TooFarAhead), TooManyOpen, and NotFound for another clinic's rows.
    """
    with transaction():
        lock(Doctor, opening.doctor.id)
        visit_type = visit_type or _named(opening)
        fresh = _still_open(
            clinic, patient, opening, now=now, service=service, visit_type=visit_type, notice=check_limits
        )
        if check_limits:
            _check_open_visits(clinic, patient, now)
        confirmed = settings.of(clinic, fresh.doctor).auto_confirm_appointments
        return _create(
            clinic, patient, fresh, actor, now, rng, event="book", contact=contact, service=service, source=source,
            reason=reason, visit_type=visit_type, status="confirmed" if confirmed else "pending",
        )  # fmt: skip


@retried
def hold(
    clinic: Clinic, patient: Patient, opening: Opening, *, until: dt.datetime, contact: Contact | None = None,
    service: Service | None = None, source: str, actor: Actor, now: dt.datetime, visit_type: str | None = None,
    check_limits: bool = True, replacing: Appointment | None = None, rng: random.Random = SECRET,
) -> Appointment:  # fmt: skip
    """Takes `opening` for an offer that lasts until `until` (decision 6): a visit in state "held".

    The minimum notice and the advance limit do not apply, the offer's own rules do. `replacing` is the visit the
    patient would give for it: it may overlap, and it makes room under the most open visits. Raises as `book`.
    """
    with transaction():
        lock(Doctor, opening.doctor.id)
        visit_type = visit_type or _named(opening)
        fresh = _still_open(
            clinic, patient, opening, now=now, service=service, visit_type=visit_type, notice=False, replacing=replacing
        )
        if check_limits and replacing is None:
            _check_open_visits(clinic, patient, now)
        return _create(
            clinic, patient, fresh, actor, now, rng, event="hold", contact=contact, service=service, source=source,
            visit_type=visit_type, status="held", held_until=until,
        )  # fmt: skip


def _still_open(
    clinic: Clinic, patient: Patient, opening: Opening, *, now: dt.datetime, service: Service | None,
    visit_type: str | None, notice: bool, ignoring: Appointment | None = None, replacing: Appointment | None = None,
) -> Opening:  # fmt: skip
    """The opening as it is now, under lock. `ignoring` counts as free, of `replacing` only the patient's own time."""
    lock(Patient, patient.id)
    for thing, row in (("doctor", opening.doctor), ("patient", patient), ("service", service)):
        if row is not None and row.clinic_id != clinic.id:
            raise NotFound(thing=thing)
    found = schedules.opening_at(
        clinic, opening.doctor, opening.starts_at, now=now, service=service, ignoring=ignoring, visit_type=visit_type,
        notice=notice, patient=None if replacing else patient,
    )  # fmt: skip
    if replacing:
        _check_free(patient, found.starts_at, found.ends_at, now, replacing)
    return found


def _named(opening: Opening) -> str | None:
    """The visit type that was offered; None where both were."""
    return None if opening.visit_type == "both" else opening.visit_type


def _check_free(
    patient: Patient, starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime, ignoring: Appointment | None
) -> None:
    for visit in own_visits(patient, now, ignoring):
        if visit.starts_at < ends_at and starts_at < visit.ends_at:
            raise PatientBusy(other=visit, nearest=[])


def _check_open_visits(clinic: Clinic, patient: Patient, now: dt.datetime) -> None:
    limit = settings.of(clinic).max_open_visits
    if len(own_visits(patient, now)) >= limit:
        raise TooManyOpen(limit=limit)


def _create(
    clinic: Clinic, patient: Patient, opening: Opening, actor: Actor, now: dt.datetime, rng: random.Random, *,
    event: str, visit_type: str | None, instead_of: Appointment | None = None, **columns: Any,
) -> Appointment:  # fmt: skip
    """The row with its claims and its audit, whole or not at all."""
    kind = visit_type or _named(opening) or "in_person"
    service: Service | None = columns.get("service")
    facts: dict[str, Any] = {
        "clinic": clinic, "patient": patient, "doctor": opening.doctor, "starts_at": opening.starts_at,
        "ends_at": opening.ends_at, "visit_type": kind, "created_at": now, "rescheduled_from": instead_of,
        "reference": references.reference(clinic, local(clinic, opening.starts_at).date()),
        "fee_cents": service.fee_cents if service else 0,
        "meeting_link": references.meeting_link(clinic, rng) if kind == "online" else "",
    }  # fmt: skip
    appointment = _insert(clinic, patient, facts | columns, rng)
    try:
        claims.take(
            appointment, buffer_minutes=opening.buffer_minutes, capacity=opening.capacity, instead_of=instead_of
        )
    except claims.NoSeat:
        near = schedules.nearest(
            clinic, opening.starts_at, now=now, doctor=opening.doctor, service=service, patient=patient
        )
        raise SlotTaken(opening=opening, nearest=near) from None
    told = ("reference", "code", "doctor_id", "service_id", "starts_at", "ends_at", "status", "visit_type", "source")
    facts = {name: getattr(appointment, name) for name in told}
    audit.record(clinic, actor, f"appointment.{event}", appointment, now, after=as_json(facts))
    tell_changed(Changed(appointment, event, now))
    return appointment


def _insert(clinic: Clinic, patient: Patient, facts: dict[str, Any], rng: random.Random) -> Appointment:
    for attempt in range(1, CODE_TRIES + 1):
        code = references.code(clinic, patient, facts.get("contact"), rng)
        try:
            with transaction():  # a savepoint: a refusal must not poison the caller's transaction
                return Appointment.create(code=code, **facts)
        except IntegrityError:  # somebody else's visit took the code meanwhile
            if attempt == CODE_TRIES or not references.is_live(clinic, code):
                raise
    raise AssertionError("unreachable")


# --- Offers ----------------------------------------------------------------------------------------------------------


@retried
def accept(
    held: Appointment, *, actor: Actor, now: dt.datetime, replacing: Appointment | None = None,
    check_limits: bool = True,
) -> Appointment:  # fmt: skip
    """Makes a visit of an offer; with `replacing`, that visit is given up for it in the same step (a swap, W2).

    Raises OfferGone when its time is up, PatientBusy, TooManyOpen, WrongTransition, AlreadyMovedOn.
    """
    with acting(held, replacing):
        _lock(held, replacing)
        if held.status != "held":
            raise wrong(held, "accept")
        if replacing is not None and replacing.patient_id != held.patient_id:
            raise NotFound(thing="appointment")
        if held.held_until is None or now >= held.held_until:
            raise OfferGone(reason="expired")
        if held.starts_at < now:
            raise InThePast(starts_at=held.starts_at)
        _check_free(held.patient, held.starts_at, held.ends_at, now, replacing)
        if check_limits and replacing is None:
            _check_open_visits(held.clinic, held.patient, now)
        confirmed = settings.of(held.clinic, held.doctor).auto_confirm_appointments
        if replacing is not None:
            _carry_over(replacing, held)
        apply(held, "accept" if confirmed else "accept_pending", actor, now, held_until=None)
        if replacing is not None:
            _leave(replacing, "move", actor, now)
    return held


@retried
def release(held: Appointment, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Lets an offered time go: declined, expired, withdrawn. Raises WrongTransition, AlreadyMovedOn."""
    with acting(held):
        _lock(held)
        _leave(held, "release", actor, now)
    return held


def release_expired(now: dt.datetime) -> int:
    """Lets every offer go whose time is up; returns how many. Safe to run twice at once."""
    expired = (Appointment.status == "held") & (Appointment.held_until <= now)
    count = 0
    for held in list(Appointment.select().where(expired).order_by(Appointment.id)):
        try:
            release(held, actor=audit.CLOCK, now=now)
        except (AlreadyMovedOn, WrongTransition):  # accepted or released by somebody else just now
            continue
        count += 1
    return count


def _leave(appointment: Appointment, event: str, actor: Actor, now: dt.datetime, **changes: Any) -> None:
    """The visit gives its time back, whatever the reason, and its patient's place in line."""
    apply(appointment, event, actor, now, **changes)
    claims.let_go(appointment)
    close_place(appointment, actor, now)
    tell_freed(Freed(appointment, event, now))


def _lock(*appointments: Appointment | None, doctor_id: int | None = None) -> None:
    visits = [appointment for appointment in appointments if appointment is not None]
    lock(Doctor, *({visit.doctor_id for visit in visits} | ({doctor_id} if doctor_id else set())))
    lock(Patient, *{visit.patient_id for visit in visits})
    for visit in visits:
        check_unchanged(visit)


# --- Moving and cancelling -------------------------------------------------------------------------------------------


@retried
def reschedule(
    appointment: Appointment, opening: Opening, *, actor: Actor, now: dt.datetime, visit_type: str | None = None,
    reason: str = "", check_limits: bool = True, rng: random.Random = SECRET,
) -> Appointment:  # fmt: skip
    """Moves the visit to `opening` in one step (B7) and returns the new visit, linked by `rescheduled_from`.

    The new time is claimed before the old one is let go; where the two overlap, the claims pass over. The new visit has
    its own reference and code; the old code finds it (by_code). It keeps the service, reason, fee and payment, and
    "confirmed" when staff move it. `reason` says why, and stays with the old one. Raises as `book`, and
    WrongTransition, AlreadyMovedOn.
    """
    clinic, patient, service = appointment.clinic, appointment.patient, appointment.service
    kind = visit_type or _named(opening) or appointment.visit_type
    with acting(appointment):
        _lock(appointment, doctor_id=opening.doctor.id)
        after(appointment, "move")
        fresh = _still_open(
            clinic, patient, opening, now=now, service=service, visit_type=kind, notice=check_limits,
            ignoring=appointment,
        )  # fmt: skip
        kept = actor.kind != "patient" and appointment.status == "confirmed"
        confirmed = kept or settings.of(clinic, fresh.doctor).auto_confirm_appointments
        columns = _carried(appointment, fresh.doctor.id, appointment.service_id) | {
            "contact": appointment.contact,
            "source": appointment.source,
        }
        if appointment.meeting_link and kind == "online":
            columns["meeting_link"] = appointment.meeting_link
        moved = _create(
            clinic, patient, fresh, actor, now, rng, event="book", instead_of=appointment, service=service,
            visit_type=kind, status="confirmed" if confirmed else "pending", **columns,
        )  # fmt: skip
        _leave(appointment, "move", actor, now, **({"cancel_reason": reason} if reason else {}))
    return moved


def _carry_over(old: Appointment, held: Appointment) -> None:
    """An offer accepted for a visit takes over what that one had: not as changes on record, which would repeat the
    patient's words and the doctor's."""
    carried = _carried(old, held.doctor_id, held.service_id) | {"rescheduled_from_id": old.id}
    Appointment.update(carried).where(Appointment.id == held.id).execute()
    for name, value in carried.items():
        setattr(held, name, value)


def _carried(appointment: Appointment, doctor_id: int, service_id: int | None) -> dict[str, Any]:
    """What goes over to the visit that follows; fee and payment only where the service is the same, what the doctor
    wrote only where the doctor is (B14)."""
    names = ["reason", "insurance_verified", "muted", "series"]
    names += ["fee_cents", "payment_status"] if service_id == appointment.service_id else []
    names += clinical.FIELDS if doctor_id == appointment.doctor_id else ()
    return {name: getattr(appointment, name) for name in names}


@retried
def cancel(
    appointment: Appointment, *, actor: Actor, now: dt.datetime, reason: str = "", force: bool = False
) -> Appointment:
    """Cancels the visit (B8): who, when and why are kept, its time is free again, a late one is marked.

    Late is after cancellation_deadline_hours before the start, but for a time that was offered later than that. Raises
    TooLateToCancel where late_cancellation is "refuse" (unless `force`), WrongTransition, AlreadyMovedOn.
    """
    with acting(appointment):
        _lock(appointment)
        after(appointment, "cancel")
        rules = settings.of(appointment.clinic_id, appointment.doctor_id)
        deadline = appointment.starts_at - dt.timedelta(hours=rules.cancellation_deadline_hours)
        too_late = now > deadline and not (appointment.source == "offer" and appointment.created_at > deadline)
        if too_late and rules.late_cancellation == "refuse" and not force:
            raise TooLateToCancel(appointment=appointment, deadline_hours=rules.cancellation_deadline_hours)
        _leave(
            appointment, "cancel", actor, now,
            cancelled_at=now, cancelled_by=actor.kind, cancel_reason=reason, late_cancel=too_late,
        )  # fmt: skip
    return appointment
