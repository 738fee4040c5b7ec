"""Rows as the endpoint shows them."""

from __future__ import annotations

import datetime as dt

from bot.notices.turns import reachable
from handlers.staff.shapes import DoctorOut, PatientOut, TicketOut, WaitingOut
from store.models import Clinic, Doctor, Ticket
from store.tickets import label
from store.waits import Place


def ticket(one: Ticket, clinic: Clinic) -> TicketOut:
    """The ticket with its people; a doctor's name stands for the one who calls, else the one asked for."""
    doctor, visit = one.serving_doctor or one.doctor, one.appointment
    online = visit is not None and visit.visit_type == "online"
    return TicketOut.model_validate(
        {
            "ticket": label(one),
            "reference": one.reference,
            "patient": PatientOut(id=one.patient_id, name=one.patient.name),
            "doctor": named(doctor) if doctor is not None else None,
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
        }
    )


def waiting(one: Ticket, clinic: Clinic, place: Place | None) -> WaitingOut:
    """As `ticket`, with the place in line."""
    where: dict[str, object] = {"ahead": None, "wait_minutes": None}
    if place is not None:
        where = {"ahead": place.ahead, "wait_minutes": (place.low, place.high)}
    return WaitingOut.model_validate(dict(ticket(one, clinic)) | where)


def named(doctor: Doctor) -> DoctorOut:
    return DoctorOut(id=doctor.id, name=doctor.name)


def at(moment: dt.datetime | None, clinic: Clinic) -> dt.datetime | None:
    """On the clinic's clock, to the second."""
    return None if moment is None else moment.astimezone(clinic.zone).replace(microsecond=0)
