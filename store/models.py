"""The tables: columns, constraints, indexes. No behaviour beyond a property.

Moments are UTC (`UtcDateTimeField`); dates and times of day are the clinic's own. A change here needs a migration
(store/migrations); a test compares the two on every engine.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any
from zoneinfo import ZoneInfo

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    NodeList,
    TextField,
    TimeField,
)

from store.database import UtcDateTimeField, database

CHANNELS = ("sms", "whatsapp", "telegram", "email")
VISIT_TYPES = ("in_person", "online", "both")
APPOINTMENT_STATUSES = (
    "held", "pending", "confirmed", "in-progress", "completed", "cancelled", "no-show", "rescheduled", "released",
)  # fmt: skip
TICKET_STATUSES = ("waiting", "called", "in-service", "completed", "no-wait", "cancelled")
WAITLIST_STATUSES = ("waiting", "notified", "confirmed", "expired", "cancelled")
OFFER_STATUSES = ("open", "accepted", "declined", "expired", "lost", "withdrawn")
CONSENT_KINDS = ("given", "withdrawn")
HANDOFF_REASONS = ("asked", "emergency", "misunderstood")
MEETING_STATES = ("due", "made", "failed", "ended")
OUTBOX_STATES = ("due", "leased", "sent", "delivered", "failed", "dropped")
BULK_ACTS = ("confirm", "cancel", "move")
BULK_STATES = ("ready", "refused", "done", "failed")
ROLES = ("patient", "doctor", "receptionist", "admin")


def one_of(column: str, values: tuple[str, ...]) -> SQL | NodeList:
    """A CHECK that keeps `column` to these words, in the database itself."""
    return Check(f"{column} IN ({', '.join(repr(value) for value in values)})")


def link_token() -> str:
    """96 bits, in characters an address and an SMS take as they are."""
    return secrets.token_urlsafe(12)


def in_fives(column: str, least: int) -> SQL | NodeList:
    """A CHECK that `column` is a multiple of 5 minutes, the unit of a claim. (A % sign would be a placeholder.)"""
    return Check(f"{column} BETWEEN {least} AND 480 AND {column} / 5 * 5 = {column}")


class Table(Model):
    id = AutoField()

    class Meta:
        database = database
        legacy_table_names = False


# --- The clinic and what it gives ------------------------------------------------------------------------------------


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


# --- People ----------------------------------------------------------------------------------------------------------


class Contact(Table):
    """A channel address: a phone number or a chat. It may speak for several patients."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    channel = CharField(constraints=[one_of("channel", CHANNELS)])
    address = CharField()  # E.164 for sms and whatsapp, chat id for telegram
    phone = CharField(null=True)  # E.164, proven: whose chat it is, where the address is no number (store/linking.py)
    locale = CharField(null=True)  # None until noticed or set
    display_name = CharField(default="")  # what the channel calls them; never shown as fact
    created_at = UtcDateTimeField()
    greeted_at = UtcDateTimeField(null=True)
    consent_at = UtcDateTimeField(null=True)
    consent_wording = TextField(default="")
    opted_out_at = UtcDateTimeField(null=True)
    opted_out_how = CharField(default="")
    unreachable_at = UtcDateTimeField(null=True)  # a dead number or a blocked bot
    unreachable_why = CharField(default="")
    last_inbound_at = UtcDateTimeField(null=True)
    quiet_until = UtcDateTimeField(null=True)  # handed over to staff until then

    class Meta:
        indexes = ((("clinic", "channel", "address"), True), (("clinic", "phone"), False))


class Consent(Table):
    """The ledger of RULES 5: when, how and in which words a contact agreed to be texted, and took it back."""

    contact = ForeignKeyField(Contact, backref="consents", on_delete="CASCADE")
    contact_id: int
    at = UtcDateTimeField()
    kind = CharField(constraints=[one_of("kind", CONSENT_KINDS)])
    how = CharField()  # first message, said, carrier, staff, erased …
    wording = TextField(default="")  # ours when given with a first message, theirs when they said it

    class Meta:
        indexes = ((("contact", "at"), False),)


class Patient(Table):
    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    name = CharField(default="")  # empty until asked
    phone = CharField(null=True)
    email = CharField(null=True)
    birth_date = DateField(null=True)
    insurance_provider = CharField(default="")
    insurance_number = CharField(default="")
    usual_doctor = ForeignKeyField(Doctor, null=True, on_delete="SET NULL")
    usual_doctor_id: int | None
    created_at = UtcDateTimeField()
    erased_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("clinic", "name"), False), (("clinic", "phone"), False))


class ContactPatient(Table):
    """Whom a contact may speak for. Exactly one of a contact's patients may be the contact's owner."""

    contact = ForeignKeyField(Contact, backref="people", on_delete="CASCADE")
    contact_id: int
    patient = ForeignKeyField(Patient, backref="contacts", on_delete="CASCADE")
    patient_id: int
    owner = BooleanField(default=False)
    relation = CharField(default="")

    class Meta:
        indexes = (
            (("contact", "patient"), True),
            SQL("CREATE UNIQUE INDEX IF NOT EXISTS contact_owner ON contact_patient (contact_id) WHERE owner"),
        )


class StaffMember(Table):
    clinic = ForeignKeyField(Clinic, backref="staff", on_delete="CASCADE")
    clinic_id: int
    name = CharField()
    role = CharField(constraints=[one_of("role", ROLES[1:])])
    doctor = ForeignKeyField(Doctor, null=True, on_delete="SET NULL")
    doctor_id: int | None
    telegram_id = BigIntegerField(null=True)
    phone = CharField(null=True)
    token_hash = CharField(null=True, unique=True)
    pin_hash = CharField(null=True)
    active = BooleanField(default=True)
    created_at = UtcDateTimeField()

    class Meta:
        indexes = ((("clinic", "name"), True),)


# --- Visits ----------------------------------------------------------------------------------------------------------


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
    notes = TextField(default="")  # these three: staff only, never in a message (B14)
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


# --- The queue and the waitlist --------------------------------------------------------------------------------------


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


class CalendarFeed(Table):
    """A doctor's visits as a calendar to subscribe to: whoever has the address sees it, so a new token ends the old."""

    doctor = ForeignKeyField(Doctor, unique=True, on_delete="CASCADE")
    doctor_id: int
    token_hash = CharField(unique=True)
    made_at = UtcDateTimeField()


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


# --- Talk ------------------------------------------------------------------------------------------------------------


class Conversation(Table):
    """Where a contact stands in a flow; one row a contact."""

    contact = ForeignKeyField(Contact, unique=True, on_delete="CASCADE")
    contact_id: int
    flow = CharField(default="")  # "" when nothing is under way
    state = CharField(default="")
    slots = JSONField(default=dict)
    misses = IntegerField(default=0)  # messages in a row that were not understood
    updated_at = UtcDateTimeField()


class Question(Table):
    """Something the bot has asked and may yet be answered (P12): a step, a reminder, an offer."""

    contact = ForeignKeyField(Contact, backref="questions", on_delete="CASCADE")
    contact_id: int
    kind = CharField()
    unprompted = BooleanField(default=False)  # a notice asked it, not a reply
    choices = JSONField(default=list)  # [{"label": …, "value": …}] in the order of their numbers
    context = JSONField(default=dict)
    appointment = ForeignKeyField(Appointment, null=True, on_delete="CASCADE")
    appointment_id: int | None
    offer = ForeignKeyField(Offer, null=True, on_delete="CASCADE")
    offer_id: int | None
    asked_at = UtcDateTimeField()
    expires_at = UtcDateTimeField()
    closed_at = UtcDateTimeField(null=True)
    outcome = CharField(default="")  # answered, replaced, expired
    provider_message_id = CharField(default="")  # the Telegram message whose buttons belong to it

    class Meta:
        indexes = ((("contact", "closed_at"), False),)


class InboundMessage(Table):
    """What came in, and the answer it got: a repeat of the provider's id gets the same answer again."""

    provider = CharField()  # twilio, telegram
    provider_id = CharField()
    clinic = ForeignKeyField(Clinic, null=True, on_delete="CASCADE")
    clinic_id: int | None
    contact = ForeignKeyField(Contact, null=True, backref="inbound", on_delete="SET NULL")
    contact_id: int | None
    text = TextField(default="")
    received_at = UtcDateTimeField()
    answer = TextField(default="")  # the body of the HTTP answer

    class Meta:
        indexes = ((("provider", "provider_id"), True), (("contact", "received_at"), False))


class Handoff(Table):
    """A patient's thread in the hands of staff (S3): open until somebody closes it, or two hours of silence."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    contact = ForeignKeyField(Contact, backref="handoffs", on_delete="CASCADE")
    contact_id: int
    why = CharField(constraints=[one_of("why", HANDOFF_REASONS)])
    opened_at = UtcDateTimeField()
    last_at = UtcDateTimeField()  # the last word of either side
    answered_at = UtcDateTimeField(null=True)  # the first answer of staff
    closed_at = UtcDateTimeField(null=True)
    closed_by = CharField(default="")  # a member's name; "" for the silence

    class Meta:
        indexes = (
            (("clinic", "opened_at"), False),
            SQL("CREATE UNIQUE INDEX IF NOT EXISTS handoff_open ON handoff (contact_id) WHERE closed_at IS NULL"),
        )


class OutboxMessage(Table):
    """The truth about a message out: written with the change that causes it, sent by delivery (decision 4)."""

    clinic = ForeignKeyField(Clinic, on_delete="CASCADE")
    clinic_id: int
    contact = ForeignKeyField(Contact, null=True, backref="outbox", on_delete="CASCADE")
    contact_id: int | None
    channel = CharField()
    to = CharField(column_name="recipient")
    kind = CharField()  # reply, reminder, confirmation, turn, offer, notice, staff …
    text = TextField()
    choices = JSONField(default=list)  # as Question.choices: buttons where the channel has them
    facts = JSONField(default=dict)  # what the channel needs beside the text: a subject, a keyboard, "as a template"
    question = ForeignKeyField(Question, null=True, on_delete="SET NULL")
    question_id: int | None
    appointment = ForeignKeyField(Appointment, null=True, backref="messages", on_delete="CASCADE")
    appointment_id: int | None
    ticket = ForeignKeyField(Ticket, null=True, on_delete="CASCADE")
    ticket_id: int | None
    handoff = ForeignKeyField(Handoff, null=True, backref="messages", on_delete="CASCADE")  # what staff reply to
    handoff_id: int | None
    visit_starts_at = UtcDateTimeField(null=True)  # the start the text speaks of: if it has moved, the text is dropped
    dedupe_key = CharField(null=True, unique=True)
    created_at = UtcDateTimeField()
    send_after = UtcDateTimeField()
    expires_at = UtcDateTimeField(null=True)
    state = CharField(default="due", constraints=[one_of("state", OUTBOX_STATES)])
    lease_until = UtcDateTimeField(null=True)
    attempts = IntegerField(default=0)
    provider_id = CharField(null=True, index=True)
    provider_status = CharField(default="")
    sent_at = UtcDateTimeField(null=True)
    error = TextField(default="")
    segments = IntegerField(default=0)

    class Meta:
        indexes = (
            (("contact", "created_at"), False),
            (("clinic", "created_at"), False),
            SQL(
                "CREATE INDEX IF NOT EXISTS outbox_pending ON outbox_message (send_after) "
                "WHERE state IN ('due', 'leased')"
            ),
        )


# --- Many visits at once ---------------------------------------------------------------------------------------------


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


class LoadedFile(Table):
    """What the clinic file said of each thing when it was loaded last (store/clinic_file/said.py)."""

    clinic = ForeignKeyField(Clinic, unique=True, on_delete="CASCADE")
    clinic_id: int
    said = JSONField(default=dict)


# --- Bookkeeping -----------------------------------------------------------------------------------------------------


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


TABLES: tuple[type[Table], ...] = (
    Clinic, Doctor, Service, DoctorService, Schedule, ScheduleException, Contact, Consent, Patient, ContactPatient,
    StaffMember, Appointment, Claim,
    CalendarFeed, Meeting, Ticket, WaitlistEntry, SeenTimes, Offer, Conversation, Question, InboundMessage,
    Handoff, OutboxMessage, Setting, Audit, StoredAnswer, SyncedOperation, Counter,
    SystemState, LoadedFile, BulkJob, BulkItem,
)  # fmt: skip


def local(clinic: Clinic, moment: dt.datetime) -> dt.datetime:
    """`moment` (aware) on the clinic's wall clock."""
    return moment.astimezone(clinic.zone)


Json = dict[str, Any]
