"""Who waits for an earlier time, and what they were offered."""

from __future__ import annotations

from peewee import CharField, Check, DateField, ForeignKeyField, IntegerField, JSONField, TimeField

from store.database import UtcDateTimeField
from store.models.base import Table, one_of
from store.models.clinic import Clinic, Doctor, Service
from store.models.people import Contact, Patient
from store.models.visits import Appointment

WAITLIST_STATUSES = ("waiting", "notified", "confirmed", "expired", "cancelled")
OFFER_STATUSES = ("open", "accepted", "declined", "expired", "lost", "withdrawn")


class WaitlistEntry(Table):
    """A wish to be offered a freed or earlier time (W1). Nulls mean "any"."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    patient = ForeignKeyField(Patient, backref="waitlist", on_delete="CASCADE")
    patient_id: int
    contact = ForeignKeyField(Contact, null=True, on_delete="SET NULL")
    contact_id: int | None
    doctor = ForeignKeyField(Doctor, null=True, on_delete="CASCADE")
    doctor_id: int | None
    service = ForeignKeyField(Service, null=True, on_delete="SET NULL")
    service_id: int | None
    swap_for = ForeignKeyField(Appointment, null=True, on_delete="SET NULL")  # the later visit, kept until a swap
    swap_for_id: int | None
    date_from = DateField()
    date_to = DateField()
    time_from = TimeField(null=True)
    time_to = TimeField(null=True)
    visit_type = CharField(null=True)
    priority = IntegerField(default=5, constraints=[Check("priority BETWEEN 1 AND 10")])  # 1 first
    status = CharField(default="waiting", constraints=[one_of("status", WAITLIST_STATUSES)])
    created_at = UtcDateTimeField()
    closed_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("clinic", "status", "priority"), False),)


class SeenTimes(Table):
    """What was free for an entry when it was made, and so is no news to it."""

    entry = ForeignKeyField(WaitlistEntry, unique=True, on_delete="CASCADE")
    entry_id: int
    starts = JSONField(default=dict)  # {doctor's id: [unit, …]}, a unit as in Claim

    class Meta:
        table_name = "seen_times"


class Offer(Table):
    """A seat held for one waitlist entry until `expires_at`; `appointment` is the visit in state "held"."""

    entry = ForeignKeyField(WaitlistEntry, backref="offers", on_delete="CASCADE")
    entry_id: int
    appointment = ForeignKeyField(Appointment, backref="offers", on_delete="CASCADE")
    appointment_id: int
    status = CharField(default="open", constraints=[one_of("status", OFFER_STATUSES)])
    wave = IntegerField(default=1)
    created_at = UtcDateTimeField()
    expires_at = UtcDateTimeField()
    answered_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("status", "expires_at"), False),)
