"""Many visits changed at once, one after the other."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from store.database import UtcDateTimeField
from store.models.base import Table, one_of
from store.models.clinic import Clinic, Doctor
from store.models.people import StaffMember
from store.models.visits import Appointment

BULK_ACTS = ("confirm", "cancel", "move", "complete")
BULK_STATES = ("ready", "refused", "done", "failed")


class BulkJob(Table):
    """One act on many visits (S7): shown first, begun by one word, then worked off person by person."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    member = ForeignKeyField(StaffMember, null=True, on_delete="SET NULL")
    member_id: int | None
    act = CharField(constraints=[one_of("act", BULK_ACTS)])
    reason = TextField(default="")
    channel = CharField(default="")  # where it was asked for, as in Audit
    address = CharField(default="")
    created_at = UtcDateTimeField()
    started_at = UtcDateTimeField(null=True)  # None: only shown
    finished_at = UtcDateTimeField(null=True)


class BulkItem(Table):
    """One visit of a bulk act. Its state changes in the very transaction that acts, so that nothing is done twice."""

    job = ForeignKeyField(BulkJob, backref="items", on_delete="CASCADE")
    job_id: int
    appointment = ForeignKeyField(Appointment, on_delete="CASCADE")
    appointment_id: int
    person = CharField()  # who is told: those of one person are done together, and told in one text
    state = CharField(default="ready", constraints=[one_of("state", BULK_STATES)])
    why = CharField(default="")  # the refusal's code, of what cannot be done
    to_doctor = ForeignKeyField(Doctor, null=True, on_delete="SET NULL")  # these two: where it would move
    to_doctor_id: int | None
    to_starts_at = UtcDateTimeField(null=True)
    told = BooleanField(default=False)

    class Meta:
        indexes = ((("job", "appointment"), True), (("job", "state", "person"), False))
