"""What was set, done and answered: settings, the audit, numbers given out, state of the whole."""

from __future__ import annotations

from peewee import SQL, CharField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from store.database import UtcDateTimeField
from store.models.base import Table
from store.models.clinic import Clinic, Doctor
from store.models.people import StaffMember
from store.models.queue import Ticket
from store.models.visits import Appointment


class Setting(Table):
    """A value that differs from the default of store/settings.py, for the clinic or (doctor set) for one doctor."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    doctor = ForeignKeyField(Doctor, null=True, on_delete="CASCADE")
    doctor_id: int | None
    key = CharField()
    value = JSONField()

    class Meta:
        indexes = (
            SQL("CREATE UNIQUE INDEX IF NOT EXISTS setting_clinic ON setting (clinic_id, key) WHERE doctor_id IS NULL"),
            SQL(
                "CREATE UNIQUE INDEX IF NOT EXISTS setting_doctor ON setting (doctor_id, key) "
                "WHERE doctor_id IS NOT NULL"
            ),
        )


class LoadedFile(Table):
    """What the clinic file said of each thing when it was loaded last (store/clinic_file/said.py)."""

    clinic = ForeignKeyField(Clinic, unique=True, on_delete="CASCADE")
    clinic_id: int
    said = JSONField(default=dict)


class Audit(Table):
    """Who did what to which thing from where, old and new values (S8). Never changed, never deleted but by erasure."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    at = UtcDateTimeField()
    actor_kind = CharField()  # patient, staff, clock, operator
    actor_id = IntegerField(null=True)  # contact or staff member
    actor_name = CharField(default="")
    channel = CharField(default="")
    address = CharField(default="")
    action = CharField()  # appointment.book, ticket.call …
    subject = CharField()  # appointment, ticket, …
    subject_id = IntegerField()
    before = JSONField(default=dict)
    after = JSONField(default=dict)

    class Meta:
        indexes = ((("subject", "subject_id"), False), (("clinic", "at"), False))


class StoredAnswer(Table):
    """What a request with an idempotency key was answered; no status yet: claimed, under way until the lease ends."""

    member = ForeignKeyField(StaffMember, on_delete="CASCADE")
    member_id: int
    key = CharField()
    request = CharField()  # a digest of what was asked
    claimed_at = UtcDateTimeField(index=True)
    lease_until = UtcDateTimeField()
    status = IntegerField(null=True)
    body = TextField(default="")
    headers = JSONField(default=dict)

    class Meta:
        indexes = ((("member", "key"), True),)


class SyncedOperation(Table):
    """An operation of a client that was cut off, and how it left the rows it was about: none is applied twice."""

    member = ForeignKeyField(StaffMember, on_delete="CASCADE")
    member_id: int
    operation = CharField()  # the client's own UUID
    client = CharField()  # which of the member's devices
    request = CharField()  # a digest of what was asked
    done_at = UtcDateTimeField()  # when, by the client's clock
    applied_at = UtcDateTimeField(index=True)
    appointment = ForeignKeyField(Appointment, null=True, on_delete="SET NULL")
    appointment_id: int | None
    appointment_version = IntegerField(null=True)
    ticket = ForeignKeyField(Ticket, null=True, on_delete="SET NULL")
    ticket_id: int | None
    ticket_version = IntegerField(null=True)

    class Meta:
        indexes = ((("member", "operation"), True),)


class Counter(Table):
    """Numbers that run by day: references and tickets."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    name = CharField()
    day = DateField()
    value = IntegerField(default=0)

    class Meta:
        indexes = ((("clinic", "name", "day"), True),)


class SystemState(Table):
    """Facts about the running system: the worker's heartbeat, the development clock's shift."""

    key = CharField(unique=True)
    value = CharField(default="")
    at = UtcDateTimeField()
