"""Who texts and who works here: contacts, patients, consents, staff."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BooleanField, CharField, DateField, ForeignKeyField, TextField

from store.database import UtcDateTimeField
from store.models.base import Table, one_of
from store.models.clinic import Clinic, Doctor

CHANNELS = ("sms", "whatsapp", "telegram", "email")
CONSENT_KINDS = ("given", "withdrawn")
ROLES = ("patient", "doctor", "receptionist", "admin")


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
    language_chosen_at = UtcDateTimeField(null=True)  # asked for by the patient; else `locale` was only noticed

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
    email = CharField(null=True)  # where the evening's message goes too (S10)

    class Meta:
        indexes = ((("clinic", "name"), True),)
