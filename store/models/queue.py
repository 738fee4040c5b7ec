"""Today's line."""

from __future__ import annotations

from peewee import SQL, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from store.database import UtcDateTimeField
from store.models.base import Table, one_of
from store.models.clinic import Clinic, Doctor
from store.models.people import Contact, Patient
from store.models.visits import Appointment

TICKET_STATUSES = ("waiting", "called", "in-service", "completed", "no-wait", "cancelled")


class Ticket(Table):
    """A place in today's line: a walk-in, or a booked visit that has checked in (then `appointment` is set)."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    day = DateField()
    number = IntegerField()  # shown as Q001
    reference = CharField()
    patient = ForeignKeyField(Patient, backref="tickets", on_delete="RESTRICT")
    patient_id: int
    contact = ForeignKeyField(Contact, null=True, on_delete="SET NULL")
    contact_id: int | None
    doctor = ForeignKeyField(Doctor, null=True, on_delete="RESTRICT")  # the one asked for; None: any
    doctor_id: int | None
    serving_doctor = ForeignKeyField(Doctor, null=True, backref="served", on_delete="RESTRICT")
    serving_doctor_id: int | None
    appointment = ForeignKeyField(Appointment, null=True, on_delete="SET NULL")
    appointment_id: int | None
    status = CharField(default="waiting", constraints=[one_of("status", TICKET_STATUSES)])
    urgency = CharField(default="routine", constraints=[one_of("urgency", ("routine", "urgent", "emergency"))])
    reason = TextField(default="")
    room = CharField(default="")
    present = BooleanField(default=False)
    joined_at = UtcDateTimeField()
    not_before = UtcDateTimeField(null=True)  # "10 more minutes": others pass until then
    called_at = UtcDateTimeField(null=True)
    called_by = CharField(default="")
    recalled = IntegerField(default=0)
    passed_over = IntegerField(default=0)
    started_at = UtcDateTimeField(null=True)
    finished_at = UtcDateTimeField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = (
            (("clinic", "day", "number"), True),
            (("clinic", "day", "status"), False),
            SQL(
                "CREATE UNIQUE INDEX IF NOT EXISTS ticket_one_place ON ticket (patient_id, day) "
                "WHERE status IN ('waiting', 'called', 'in-service')"
            ),
            SQL(
                "CREATE UNIQUE INDEX IF NOT EXISTS ticket_one_at_a_time ON ticket (serving_doctor_id) "
                "WHERE status IN ('called', 'in-service')"
            ),
        )
