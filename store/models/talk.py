"""Messages in and out, and what is being talked about."""

from __future__ import annotations

from peewee import SQL, BooleanField, CharField, ForeignKeyField, IntegerField, JSONField, TextField

from store.database import UtcDateTimeField
from store.models.base import Table, one_of
from store.models.clinic import Clinic
from store.models.people import Contact
from store.models.queue import Ticket
from store.models.visits import Appointment
from store.models.waitlist import Offer

HANDOFF_REASONS = ("asked", "emergency", "misunderstood")
OUTBOX_STATES = ("due", "leased", "sent", "delivered", "failed", "dropped")


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
