"""What the desk writes on a visit that moves nothing: fee, whether it is paid, insurance, a note (B13, B14)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from store import audit, clinical
from store.audit import Actor
from store.database import transaction
from store.errors import AlreadyMovedOn, Invalid
from store.models import Appointment, Audit, Patient, StaffMember
from store.transitions import acting, change

PAYMENTS = ("pending", "paid", "partial", "waived")
UNDO = dt.timedelta(seconds=60)
MOST_CENTS = 10_000_000
LONGEST_INSURANCE = 80


def set_reason(visit: Appointment, words: str, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Why the patient comes. That it was written is on record, not what (C5). Raises AlreadyMovedOn."""
    with acting(visit):
        change(visit, "reason", actor, now)
        Appointment.update(reason=words).where(Appointment.id == visit.id).execute()
    visit.reason = words
    return visit


def pay(visit: Appointment, status: str, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Sets payment_status, one of PAYMENTS. Raises Invalid, AlreadyMovedOn."""
    if status not in PAYMENTS:
        raise Invalid(field="payment_status", problem=f"{status!r} is not one of {', '.join(PAYMENTS)}")
    with acting(visit):
        change(visit, "payment", actor, now, payment_status=status)
    return visit


def set_fee(visit: Appointment, cents: int, *, actor: Actor, now: dt.datetime) -> Appointment:
    """The fee of this one visit, in the currency's hundredths. Raises Invalid, AlreadyMovedOn."""
    if not 0 <= cents <= MOST_CENTS:
        raise Invalid(field="fee_cents", problem=f"must be from 0 to {MOST_CENTS}")
    with acting(visit):
        change(visit, "fee", actor, now, fee_cents=cents)
    return visit


def insure(
    visit: Appointment, provider: str | None, number: str | None, verified: bool | None, *, actor: Actor,
    now: dt.datetime,
) -> Appointment:  # fmt: skip
    """The patient's insurance, and whether somebody has checked it for this visit; None leaves a thing as it is.

    Raises Invalid where there is no policy to verify, AlreadyMovedOn.
    """
    patient = visit.patient
    with acting(visit):
        kept = (patient.insurance_provider, patient.insurance_number)
        given = tuple(old if new is None else new for old, new in zip(kept, (provider, number), strict=True))
        set_insurance(patient, *given, actor=actor, now=now, but=visit)
        same = (patient.insurance_provider, patient.insurance_number) == kept
        now_verified = visit.insurance_verified and same if verified is None else verified
        if now_verified and not patient.insurance_number:
            raise Invalid(field="insurance", problem="the patient has no policy number here")
        change(visit, "insurance", actor, now, insurance_verified=now_verified)
    return visit


def set_insurance(
    patient: Patient, provider: str, number: str, *, actor: Actor, now: dt.datetime, but: Appointment | None = None
) -> Patient:
    """Who insures the patient and under which policy; what was verified of another policy no longer is (`but` of one).

    The audit says that and by whom, not the number: erasure must leave nothing behind. Raises Invalid.
    """
    values = {"insurance_provider": " ".join(provider.split()), "insurance_number": " ".join(number.split())}
    for field, value in values.items():
        if len(value) > LONGEST_INSURANCE or not value.isprintable():
            raise Invalid(field=field, problem=f"must be at most {LONGEST_INSURANCE} plain characters")
    changed = {field: value for field, value in values.items() if getattr(patient, field) != value}
    if not changed:
        return patient
    with transaction():
        Patient.update(changed).where(Patient.id == patient.id).execute()
        for field, value in changed.items():
            setattr(patient, field, value)
        audit.record(patient.clinic_id, actor, "patient.insurance", patient, now, after={"changed": sorted(changed)})
        checked = (Appointment.patient == patient) & Appointment.insurance_verified & (Appointment.starts_at > now)
        for visit in Appointment.select().where(checked, Appointment.status.in_(("pending", "confirmed"))):
            if but is None or visit.id != but.id:
                change(visit, "insurance", actor, now, insurance_verified=False)
    return patient


def note(visit: Appointment, member: StaffMember, line: str, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Adds a line to the doctor's notes. The audit says that and by whom, not what: erasure must leave nothing behind.

    Raises NotYours for anybody but the doctor of the visit, AlreadyMovedOn.
    """
    clinical.check(member, visit)
    notes = f"{visit.notes}\n{line}".strip()
    _write_notes(visit, notes, "note", actor, now, {"added": len(notes) - len(visit.notes)})
    return visit


def undo(visit: Appointment, row: Audit, *, actor: Actor, now: dt.datetime) -> Appointment:
    """Takes back a payment or a note, by its row of the trail, which is the visit's last. Raises AlreadyMovedOn."""
    if row.action == "appointment.payment":
        with acting(visit):
            change(visit, "undo", actor, now, **row.before)
    else:
        _write_notes(visit, visit.notes[: -row.after["added"]], "undo", actor, now, {"removed": row.after["added"]})
    return visit


def _write_notes(
    visit: Appointment, notes: str, event: str, actor: Actor, now: dt.datetime, told: dict[str, Any]
) -> None:
    same = (Appointment.id == visit.id) & (Appointment.version == visit.version)
    with acting(visit):
        if not Appointment.update(notes=notes, version=Appointment.version + 1).where(same).execute():
            raise AlreadyMovedOn(thing=visit.reference, before=visit.status, now=visit.status, appointment=visit)
        visit.notes, visit.version = notes, visit.version + 1
        audit.record(visit.clinic_id, actor, f"appointment.{event}", visit, now, after=told)
