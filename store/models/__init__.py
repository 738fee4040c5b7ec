"""The tables: columns, constraints, indexes. No behaviour beyond a property. A file for each subject.

Moments are UTC (`UtcDateTimeField`); dates and times of day are the clinic's own. A change here needs a migration
(store/migrations); a test compares the two on every engine.
"""

from store.models.base import Json, Table, one_of
from store.models.bulk import BULK_ACTS, BULK_STATES, BulkItem, BulkJob
from store.models.clinic import (
    VISIT_TYPES,
    Clinic,
    Doctor,
    DoctorService,
    Schedule,
    ScheduleException,
    Service,
    in_fives,
    local,
)
from store.models.people import CHANNELS, CONSENT_KINDS, ROLES, Consent, Contact, ContactPatient, Patient, StaffMember
from store.models.queue import TICKET_STATUSES, Ticket
from store.models.records import Audit, Counter, LoadedFile, Setting, StoredAnswer, SyncedOperation, SystemState
from store.models.talk import (
    HANDOFF_REASONS,
    OUTBOX_STATES,
    Conversation,
    Handoff,
    InboundMessage,
    OutboxMessage,
    Question,
)
from store.models.visits import (
    APPOINTMENT_STATUSES,
    MEETING_STATES,
    Appointment,
    CalendarFeed,
    Claim,
    Meeting,
    link_token,
)
from store.models.waitlist import OFFER_STATUSES, WAITLIST_STATUSES, Offer, SeenTimes, WaitlistEntry

TABLES: tuple[type[Table], ...] = (
    Clinic, Doctor, Service, DoctorService, Schedule, ScheduleException, Contact, Consent, Patient, ContactPatient,
    StaffMember, Appointment, Claim, CalendarFeed, Meeting, Ticket, WaitlistEntry, SeenTimes, Offer, Conversation,
    Question, InboundMessage, Handoff, OutboxMessage, Setting, Audit, StoredAnswer, SyncedOperation, Counter,
    SystemState, LoadedFile, BulkJob, BulkItem,
)  # fmt: skip

__all__ = [
    "APPOINTMENT_STATUSES",
    "BULK_ACTS",
    "BULK_STATES",
    "CHANNELS",
    "CONSENT_KINDS",
    "HANDOFF_REASONS",
    "MEETING_STATES",
    "OFFER_STATUSES",
    "OUTBOX_STATES",
    "ROLES",
    "TABLES",
    "TICKET_STATUSES",
    "VISIT_TYPES",
    "WAITLIST_STATUSES",
    "Appointment",
    "Audit",
    "BulkItem",
    "BulkJob",
    "CalendarFeed",
    "Claim",
    "Clinic",
    "Consent",
    "Contact",
    "ContactPatient",
    "Conversation",
    "Counter",
    "Doctor",
    "DoctorService",
    "Handoff",
    "InboundMessage",
    "Json",
    "LoadedFile",
    "Meeting",
    "Offer",
    "OutboxMessage",
    "Patient",
    "Question",
    "Schedule",
    "ScheduleException",
    "SeenTimes",
    "Service",
    "Setting",
    "StaffMember",
    "StoredAnswer",
    "SyncedOperation",
    "SystemState",
    "Table",
    "Ticket",
    "WaitlistEntry",
    "in_fives",
    "link_token",
    "local",
    "one_of",
]  # fmt: skip
