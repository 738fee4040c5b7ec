"""One visit with all that belongs to it; what the doctor wrote is a route of its own (B14)."""

from __future__ import annotations

from typing import Any

from handlers.staff import telling
from handlers.staff.visit_shapes import AppointmentDetailOut, FreeOut
from store import audit, series, visit_group, visit_messages
from store.models import Appointment, Audit, Clinic
from store.schedules import Opening
from store.visit_lists import moved_to


def detail(visit: Appointment, clinic: Clinic) -> AppointmentDetailOut:
    """Patient, money, insurance, series, messages in and out, and everything that happened to it."""
    after, before = moved_to(visit), visit.rescheduled_from
    facts: dict[str, Any] = telling.appointment(visit, clinic).model_dump() | {
        "phone": visit.patient.phone,
        "reason": visit.reason,
        "insurance": {
            "provider": visit.patient.insurance_provider,
            "number": visit.patient.insurance_number,
            "verified": visit.insurance_verified,
        },
        "cancelled_at": telling.at(visit.cancelled_at, clinic),
        "cancelled_by": visit.cancelled_by,
        "cancel_reason": visit.cancel_reason,
        "late_cancel": visit.late_cancel,
        "moved_from": before.reference if before is not None else None,
        "moved_to": after.reference if after is not None else None,
        "group": visit_group.of(visit),
        "visits_of_series": [one.reference for one in series.of(visit)] if visit.series is not None else [],
        "messages": [vars(one) | {"at": telling.at(one.at, clinic)} for one in visit_messages.of(visit)],
        "history": [_entry(row, clinic) for row in audit.trail("appointment", visit.id)],
    }
    return AppointmentDetailOut.model_validate(facts)


def _entry(row: Audit, clinic: Clinic) -> dict[str, Any]:
    return {
        "at": telling.at(row.at, clinic),
        "who": row.actor_name,
        "actor": row.actor_kind,
        "action": row.action.partition(".")[2],
        "status": row.after.get("status"),
        "before": row.before,
        "after": row.after,
        "channel": row.channel,
        "address": row.address,
    }


def free(opening: Opening, clinic: Clinic) -> FreeOut:
    """A time that can be booked."""
    return FreeOut.model_validate(
        {
            "doctor": opening.doctor.name,
            "doctor_id": opening.doctor.id,
            "starts_at": telling.at(opening.starts_at, clinic),
            "ends_at": telling.at(opening.ends_at, clinic),
            "visit_type": opening.visit_type,
            "seats": opening.seats,
            "capacity": opening.capacity,
        }
    )
