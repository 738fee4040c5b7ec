"""The clinic and what it gives: doctors, services, their hours."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    NodeList,
    TextField,
    TimeField,
)

from store.database import UtcDateTimeField
from store.models.base import Table, one_of

VISIT_TYPES = ("in_person", "online", "both")


def in_fives(column: str, least: int) -> SQL | NodeList:
    """A CHECK that `column` is a multiple of 5 minutes, the unit of a claim. (A % sign would be a placeholder.)"""
    return Check(f"{column} BETWEEN {least} AND 480 AND {column} / 5 * 5 = {column}")


class Clinic(Table):
    """One deployment serves many clinics; each is found by the number or bot that was texted."""

    slug = CharField(unique=True)
    name = CharField()
    zone_name = CharField(default="America/New_York")
    country = CharField(default="US", max_length=2)
    locale = CharField(default="en")
    currency = CharField(default="USD", max_length=3)
    sms_number = CharField(null=True, unique=True)
    whatsapp_number = CharField(null=True, unique=True)
    whatsapp_templates = JSONField(default=dict)  # {kind: {language: ContentSid}}, as the clinic file has them
    telegram_bot_id = BigIntegerField(null=True, unique=True)
    staff_chat_id = BigIntegerField(null=True)
    address = CharField(default="")
    emergency_number = CharField(default="911")
    queue_open = BooleanField(default=True)
    display_token = CharField(unique=True)
    created_at = UtcDateTimeField()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)


class Doctor(Table):
    clinic = ForeignKeyField(Clinic, backref="doctors", on_delete="CASCADE")
    clinic_id: int
    key = CharField()  # the name the clinic file knows this row by
    name = CharField()  # as on the door: "Dr. Maya Lee"
    specialty = CharField(default="")
    room = CharField(default="")
    position = IntegerField(default=0)
    phone = CharField(null=True)
    telegram_id = BigIntegerField(null=True)
    active = BooleanField(default=True)

    class Meta:
        indexes = ((("clinic", "key"), True),)


class Service(Table):
    clinic = ForeignKeyField(Clinic, backref="services", on_delete="CASCADE")
    clinic_id: int
    key = CharField()
    name = CharField()
    minutes = IntegerField(constraints=[Check("minutes BETWEEN 5 AND 480")])
    fee_cents = IntegerField(default=0, constraints=[Check("fee_cents >= 0")])
    visit_type = CharField(default="both", constraints=[one_of("visit_type", VISIT_TYPES)])
    position = IntegerField(default=0)
    active = BooleanField(default=True)

    class Meta:
        indexes = ((("clinic", "key"), True),)


class DoctorService(Table):
    """Who gives what. A service with no row here is given by every doctor."""

    doctor = ForeignKeyField(Doctor, on_delete="CASCADE")
    doctor_id: int
    service = ForeignKeyField(Service, backref="given_by", on_delete="CASCADE")
    service_id: int

    class Meta:
        indexes = ((("doctor", "service"), True),)


class Schedule(Table):
    """One weekly stretch of a doctor's hours (B1). The grid steps by slot + max(break, buffer) minutes."""

    doctor = ForeignKeyField(Doctor, backref="schedules", on_delete="CASCADE")
    doctor_id: int
    weekday = IntegerField(constraints=[Check("weekday BETWEEN 0 AND 6")])  # 0 = Monday
    starts = TimeField()
    ends = TimeField()
    slot_minutes = IntegerField(constraints=[in_fives("slot_minutes", 5)])
    break_minutes = IntegerField(default=0, constraints=[in_fives("break_minutes", 0)])
    buffer_minutes = IntegerField(default=0, constraints=[in_fives("buffer_minutes", 0)])
    capacity = IntegerField(default=1, constraints=[Check("capacity BETWEEN 1 AND 100")])
    visit_type = CharField(default="in_person", constraints=[one_of("visit_type", VISIT_TYPES)])
    valid_from = DateField(null=True)
    valid_until = DateField(null=True)
    active = BooleanField(default=True)

    class Meta:
        indexes = ((("doctor", "weekday"), False),)
        constraints = (Check("starts < ends"),)


class ScheduleException(Table):
    """A blocked period (B2) for a doctor, or for the whole clinic when `doctor` is null; or an extra opening."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    doctor = ForeignKeyField(Doctor, null=True, backref="exceptions", on_delete="CASCADE")
    doctor_id: int | None
    kind = CharField(constraints=[one_of("kind", ("leave", "holiday", "emergency", "other", "open"))])
    starts_at = UtcDateTimeField()
    ends_at = UtcDateTimeField()
    slot_minutes = IntegerField(null=True)  # these four for kind "open" only
    buffer_minutes = IntegerField(default=0)
    capacity = IntegerField(default=1)
    visit_type = CharField(default="in_person", constraints=[one_of("visit_type", VISIT_TYPES)])
    note = TextField(default="")
    key = CharField(null=True)  # set when it came from the clinic file

    class Meta:
        indexes = ((("clinic", "starts_at", "ends_at"), False),)
        constraints = (Check("starts_at < ends_at"), Check("kind <> 'open' OR doctor_id IS NOT NULL"))


def local(clinic: Clinic, moment: dt.datetime) -> dt.datetime:
    """`moment` (aware) on the clinic's wall clock."""
    return moment.astimezone(clinic.zone)
