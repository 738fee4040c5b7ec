"""Visits: appointments, the claims that hold their time, online meetings, calendar feeds."""

from __future__ import annotations

import secrets

from peewee import SQL, BooleanField, CharField, Check, ForeignKeyField, IntegerField, TextField

from store.database import UtcDateTimeField
from store.models.base import Table, one_of
from store.models.clinic import VISIT_TYPES, Clinic, Doctor, Service
from store.models.people import Contact, Patient

APPOINTMENT_STATUSES = (
    "held", "pending", "confirmed", "in-progress", "completed", "cancelled", "no-show", "rescheduled", "released",
)  # fmt: skip
MEETING_STATES = ("due", "made", "failed", "ended")


def link_token() -> str:
    """96 bits, in characters an address and an SMS take as they are."""
    return secrets.token_urlsafe(12)


class Appointment(Table):
    """A booked, held or past visit. `ends_at` leaves the buffer out; its claims include it."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    patient = ForeignKeyField(Patient, backref="appointments", on_delete="RESTRICT")
    patient_id: int
    doctor = ForeignKeyField(Doctor, backref="appointments", on_delete="RESTRICT")
    doctor_id: int
    service = ForeignKeyField(Service, null=True, on_delete="RESTRICT")
    service_id: int | None
    contact = ForeignKeyField(Contact, null=True, on_delete="SET NULL")  # who is told about it
    contact_id: int | None
    reference = CharField()  # APT-YYYYMMDD-####, WLK-YYYYMMDD-#### for a walk-in's visit (B6)
    code = CharField()  # what a patient texts: K7
    link_token = CharField(unique=True, default=link_token)  # in the address of its calendar file; cannot be guessed
    starts_at = UtcDateTimeField()
    ends_at = UtcDateTimeField()
    status = CharField(constraints=[one_of("status", APPOINTMENT_STATUSES)])
    visit_type = CharField(default="in_person", constraints=[one_of("visit_type", VISIT_TYPES[:2])])
    source = CharField()  # sms, whatsapp, telegram, staff, offer, demo …
    reason = TextField(default="")
    created_at = UtcDateTimeField()
    held_until = UtcDateTimeField(null=True)
    patient_confirmed_at = UtcDateTimeField(null=True)
    checked_in_at = UtcDateTimeField(null=True)
    late_minutes = IntegerField(default=0)
    completed_at = UtcDateTimeField(null=True)
    cancelled_at = UtcDateTimeField(null=True)
    cancelled_by = CharField(default="")
    cancel_reason = TextField(default="")
    late_cancel = BooleanField(default=False)
    rescheduled_from = ForeignKeyField("self", null=True, backref="rescheduled_to", on_delete="SET NULL")
    rescheduled_from_id: int | None
    muted = BooleanField(default=False)  # no unprompted text about this visit
    meeting_link = CharField(default="")
    fee_cents = IntegerField(default=0)
    payment_status = CharField(
        default="pending", constraints=[one_of("payment_status", ("pending", "paid", "partial", "waived"))]
    )
    insurance_verified = BooleanField(default=False)
    notes = TextField(default="")  # these three: for the doctor of the visit alone (store/clinical.py)
    diagnosis = TextField(default="")
    prescription = TextField(default="")
    version = IntegerField(default=1)
    series = IntegerField(null=True, index=True)  # the id of the first visit of a recurring series (B15)

    class Meta:
        indexes = (
            (("clinic", "reference"), True),
            (("clinic", "starts_at"), False),
            (("doctor", "starts_at"), False),
            (("patient", "starts_at"), False),
            SQL(
                "CREATE UNIQUE INDEX IF NOT EXISTS appointment_live_code ON appointment (clinic_id, code) "
                "WHERE status IN ('held', 'pending', 'confirmed', 'in-progress')"
            ),
        )
        constraints = (Check("starts_at < ends_at"), Check("status <> 'held' OR held_until IS NOT NULL"))


class Claim(Table):
    """One doctor's 5 minutes on one seat, taken. The unique index is what makes a double booking impossible (B4)."""

    doctor = ForeignKeyField(Doctor, on_delete="CASCADE")
    doctor_id: int
    unit = IntegerField()  # minutes since 1970 UTC, divided by 5
    seat = IntegerField(constraints=[Check("seat >= 0")])
    appointment = ForeignKeyField(Appointment, backref="claims", on_delete="CASCADE")
    appointment_id: int

    class Meta:
        indexes = ((("doctor", "unit", "seat"), True),)


class Meeting(Table):
    """A Zoom meeting of an online visit (B11). Until it is made, and when that fails, the visit has its Jitsi link."""

    appointment = ForeignKeyField(Appointment, unique=True, on_delete="CASCADE")
    appointment_id: int
    state = CharField(default="due", constraints=[one_of("state", MEETING_STATES)])
    provider_id = CharField(default="")  # Zoom's number for it, once made
    told_starts_at = UtcDateTimeField(null=True)  # the start Zoom knows
    attempts = IntegerField(default=0)
    next_at = UtcDateTimeField()  # the next attempt; while one is under way, the end of its lease
    error = CharField(default="")

    class Meta:
        indexes = ((("state", "next_at"), False),)


class CalendarFeed(Table):
    """A doctor's visits as a calendar to subscribe to: whoever has the address sees it, so a new token ends the old."""

    doctor = ForeignKeyField(Doctor, unique=True, on_delete="CASCADE")
    doctor_id: int
    token_hash = CharField(unique=True)
    made_at = UtcDateTimeField()
