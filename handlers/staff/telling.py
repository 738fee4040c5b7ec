"""Rows as the endpoint shows them."""

from __future__ import annotations

import datetime as dt

from bot.notices.turns import reachable
from handlers.staff.shapes import AppointmentOut, PlaceOut, TicketOut
from store.models import Appointment, Clinic, Ticket
from store.tickets import label
from store.waits import Place


def ticket(one: Ticket, clinic: Clinic) -> TicketOut:
    """The ticket with its people; the doctor is the one who calls, before that the one asked for."""
    return TicketOut.model_validate(_facts(one, clinic))


def place(one: Ticket, clinic: Clinic, where: Place) -> PlaceOut:
    """As `ticket`, with the place in line."""
    return PlaceOut.model_validate(
        _facts(one, clinic) | {"ahead": where.ahead, "wait_minutes": [where.low, where.high]}
    )


def _facts(one: Ticket, clinic: Clinic) -> dict[str, object]:
    doctor, visit = one.serving_doctor or one.doctor, one.appointment
    online = visit is not None and visit.visit_type == "online"
    return {
        "ticket": label(one),
        "reference": one.reference,
        "patient": one.patient.name,
        "patient_id": one.patient_id,
        "doctor": doctor.name if doctor is not None else None,
        "doctor_id": doctor.id if doctor is not None else None,
        "status": one.status,
        "urgency": one.urgency,
        "room": one.room,
        "present": one.present,
        "joined_at": at(one.joined_at, clinic),
        "called_at": at(one.called_at, clinic),
        "started_at": at(one.started_at, clinic),
        "finished_at": at(one.finished_at, clinic),
        "not_before": at(one.not_before, clinic),
        "passed_over": one.passed_over,
        "appointment": visit.reference if visit is not None else None,
        "meeting_link": visit.meeting_link or None if visit is not None and online else None,
        "reachable": reachable(one.contact),
        "version": one.version,
    }


def appointment(visit: Appointment, clinic: Clinic) -> AppointmentOut:
    """The visit without what is for the doctor's eyes only (B14)."""
    return AppointmentOut.model_validate(
        {
            "reference": visit.reference,
            "code": visit.code,
            "patient": visit.patient.name,
            "patient_id": visit.patient_id,
            "doctor": visit.doctor.name,
            "doctor_id": visit.doctor_id,
            "service": visit.service.name if visit.service is not None else None,
            "starts_at": at(visit.starts_at, clinic),
            "ends_at": at(visit.ends_at, clinic),
            "status": visit.status,
            "visit_type": visit.visit_type,
            "meeting_link": visit.meeting_link or None,
            "checked_in_at": at(visit.checked_in_at, clinic),
            "late_minutes": visit.late_minutes,
            "patient_confirmed_at": at(visit.patient_confirmed_at, clinic),
            "source": visit.source,
            "fee_cents": visit.fee_cents,
            "payment_status": visit.payment_status,
            "series": visit.series,
            "version": visit.version,
        }
    )


def at(moment: dt.datetime | None, clinic: Clinic) -> dt.datetime | None:
    """On the clinic's clock, to the second."""
    return None if moment is None else moment.astimezone(clinic.zone).replace(microsecond=0)
