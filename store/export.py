"""Everything the clinic holds about one person, and nothing about anybody else (C7): for the person to have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from store import audit, clinical, consent, inline_answers
from store.audit import Actor
from store.database import transaction
from store.models import (
    Appointment,
    Audit,
    Contact,
    ContactPatient,
    Conversation,
    Handoff,
    InboundMessage,
    Offer,
    OutboxMessage,
    Patient,
    StaffMember,
    Ticket,
    WaitlistEntry,
)
from store.tickets import label

PERSON = ("name", "phone", "email", "birth_date", "insurance_provider", "insurance_number", "created_at")
VISIT = (
    "reference", "code", "starts_at", "ends_at", "status", "visit_type", "source", "series", "reason", "created_at",
    "patient_confirmed_at", "checked_in_at", "late_minutes", "completed_at", "cancelled_at", "cancelled_by",
    "cancel_reason", "late_cancel", "meeting_link", "fee_cents", "payment_status", "insurance_verified", "muted",
)  # fmt: skip
TICKET = (
    "reference", "day", "status", "urgency", "reason", "room", "present", "joined_at", "not_before", "called_at",
    "recalled", "passed_over", "started_at", "finished_at",
)  # fmt: skip
ENTRY = ("date_from", "date_to", "time_from", "time_to", "visit_type", "priority", "status", "created_at", "closed_at")
OFFER = ("status", "created_at", "expires_at", "answered_at")
CONTACT = (
    "channel", "address", "phone", "locale", "display_name", "created_at", "greeted_at", "consent_at",
    "consent_wording", "opted_out_at", "opted_out_how", "unreachable_at", "unreachable_why", "last_inbound_at",
    "quiet_until", "language_chosen_at",
)  # fmt: skip
HANDOFF = ("why", "opened_at", "answered_at", "last_at", "closed_at")
TALK = ("flow", "state", "slots", "updated_at")

Json = dict[str, Any]


def of_patient(patient: Patient, actor: Actor, now: dt.datetime, member: StaffMember | None = None) -> Json:
    """The person's own record, visits, tickets, wishes, phones, consents, messages and trail, in JSON's types; audited.

    A phone that speaks for others too gives only what is about this person: messages about somebody else's visit, and
    those that name somebody else, are left out, and counted. What doctors wrote is the person's to have as well (GDPR
    15, HIPAA 45 CFR 164.524) but passes through no other hands than the doctor's: a `member` who makes the copy gets
    that of their own visits, the rest is counted. The operator, who holds the database itself, is no member: all of it.
    """
    with transaction():
        visits = list(
            Appointment.select().where(Appointment.patient == patient).order_by(Appointment.starts_at, Appointment.id)
        )
        tickets = list(Ticket.select().where(Ticket.patient == patient).order_by(Ticket.id))
        entries = list(WaitlistEntry.select().where(WaitlistEntry.patient == patient).order_by(WaitlistEntry.id))
        links = _links(patient)
        messages, left_out = _messages(patient, [link.contact for link in links], visits, tickets)
        usual = patient.usual_doctor.name if patient.usual_doctor is not None else None
        told = {
            "person": {"id": patient.id} | _plain(patient, PERSON) | {"usual_doctor": usual},
            "visits": [_visit(one) | _written(one, member, actor, now) for one in visits],
            "clinical_left_out": sum(_has_texts(one) and not _may_see(member, one) for one in visits),
            "tickets": [_ticket(one) for one in tickets],
            "waitlist": [_entry(one) for one in entries],
            "contacts": [_contact(link, patient) for link in links],
            "messages": messages,
            "messages_left_out": left_out,
            "trail": _trail(patient, visits, tickets, entries, [link.contact for link in links if link.owner]),
            "exported_at": now.isoformat(),
        }
        audit.record(patient.clinic_id, actor, "patient.export", patient, now)
    return told


def _written(visit: Appointment, member: StaffMember | None, actor: Actor, now: dt.datetime) -> Json:
    """What the doctor wrote, where it may be in this copy; that it was taken is on record."""
    if not _may_see(member, visit):
        return {}
    if _has_texts(visit):
        audit.record(visit.clinic_id, actor, clinical.READ, visit, now)
    return _plain(visit, clinical.FIELDS)


def _has_texts(visit: Appointment) -> bool:
    return any(getattr(visit, field) for field in clinical.FIELDS)


def _may_see(member: StaffMember | None, visit: Appointment) -> bool:
    return member is None or clinical.may_see(member, visit)


def _links(patient: Patient) -> list[ContactPatient]:
    """The phones and chats that speak for the person, and the mailbox copies of their texts went to."""
    links = ContactPatient.select(ContactPatient, Contact).join(Contact).where(ContactPatient.patient == patient)
    found = list(links.order_by(ContactPatient.id))
    same = (Contact.clinic == patient.clinic_id) & (Contact.channel == "email") & (Contact.address == patient.email)
    box = Contact.get_or_none(same) if patient.email else None
    if box is not None:
        same = (Patient.clinic == patient.clinic_id) & (Patient.email == patient.email) & (Patient.id != patient.id)
        found.append(ContactPatient(contact=box, patient=patient, owner=not Patient.select().where(same).exists()))
    return found


def _visit(one: Appointment) -> Json:
    moved = one.rescheduled_from.reference if one.rescheduled_from is not None else None
    return _plain(one, VISIT) | _with(one) | {"service": _service(one), "moved_from": moved}


def _ticket(one: Ticket) -> Json:
    seen = one.serving_doctor.name if one.serving_doctor is not None else None
    visit = one.appointment.reference if one.appointment is not None else None
    return {"ticket": label(one)} | _plain(one, TICKET) | _with(one) | {"seen_by": seen, "visit": visit}


def _entry(one: WaitlistEntry) -> Json:
    """A wish, with the times it was offered."""
    rows = Offer.select(Offer, Appointment).join(Appointment).where(Offer.entry == one).order_by(Offer.id)
    offers = [
        {"starts_at": _json(row.appointment.starts_at)} | _with(row.appointment) | _plain(row, OFFER) for row in rows
    ]
    instead_of = one.swap_for.reference if one.swap_for is not None else None
    more = {"service": _service(one), "instead_of": instead_of, "offers": offers}
    return _plain(one, ENTRY) | _with(one) | more


def _contact(link: ContactPatient, patient: Patient) -> Json:
    """An own address with its consents, hand-offs, and where the talk stands if nobody else talks there."""
    contact = link.contact
    if not link.owner:
        return {"channel": contact.channel, "owner": False, "relation": link.relation, "consents": [], "handoffs": []}
    talks = [] if _speaks_for_others(contact, patient) else Conversation.select().where(Conversation.contact == contact)
    handoffs = Handoff.select().where(Handoff.contact == contact).order_by(Handoff.id)
    return _plain(contact, CONTACT) | {
        "owner": True,
        "relation": link.relation,
        "consents": [_plain(line, ("at", "kind", "how", "wording")) for line in consent.history(contact)],
        "handoffs": [_plain(one, HANDOFF) for one in handoffs],
        "talk": next((_plain(one, TALK) for one in talks), None),
    }


def _messages(
    patient: Patient, phones: list[Contact], visits: list[Appointment], tickets: list[Ticket]
) -> tuple[list[Json], int]:
    """In and out, the oldest first, and how many were left out."""
    names = _names_of_others(patient, phones)
    mine = {("visit", one.id) for one in visits} | {("ticket", one.id) for one in tickets}
    channels: dict[int | None, str] = {phone.id: phone.channel for phone in phones}
    alone = {phone.id for phone in phones if not _speaks_for_others(phone, patient)}
    told: list[Json] = []
    left_out = 0
    for row in OutboxMessage.select().where(OutboxMessage.contact.in_(phones)):
        about = {("visit", row.appointment_id), ("ticket", row.ticket_id)} - {("visit", None), ("ticket", None)}
        if (about and not about <= mine) or _names(row.text, names):
            left_out += 1
        else:
            told.append({"at": row.created_at, "from": "clinic", "channel": row.channel, "text": row.text})
    for heard in InboundMessage.select().where(InboundMessage.contact.in_(phones)):
        own = {"at": heard.received_at, "channel": channels[heard.contact_id]}
        said = [own | {"from": "person", "text": heard.text}]
        said += [own | {"from": "clinic", "text": text} for text in inline_answers.texts(heard)]
        for one in said:
            if heard.contact_id not in alone and _names(one["text"], names):
                left_out += 1
            else:
                told.append(one)
    told.sort(key=lambda one: one["at"])
    return [one | {"at": one["at"].isoformat()} for one in told], left_out


def _names_of_others(patient: Patient, phones: list[Contact]) -> set[str]:
    """The parts of the names of everybody else these phones speak for, but those the person has too."""
    links = ContactPatient.select(ContactPatient.patient).where(ContactPatient.contact.in_(phones))
    boxes = [phone.address for phone in phones if phone.channel == "email"]
    theirs = Patient.id.in_(links) | Patient.email.in_(boxes)
    rows = Patient.select().where(Patient.clinic == patient.clinic_id, theirs, Patient.id != patient.id)
    return {part for row in rows for part in row.name.casefold().split()} - set(patient.name.casefold().split())


def _names(text: str, names: set[str]) -> bool:
    words = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return bool(names & set(words))


def _speaks_for_others(phone: Contact, patient: Patient) -> bool:
    others = ContactPatient.select().where(ContactPatient.contact == phone, ContactPatient.patient != patient)
    return bool(others.exists())


def _trail(
    patient: Patient, visits: list[Appointment], tickets: list[Ticket], entries: list[WaitlistEntry],
    phones: list[Contact],
) -> list[Json]:  # fmt: skip
    """What was done, and by whom in which role; the clinic's people are not the person's data."""
    things = (
        ("patient", [patient]),
        ("appointment", visits),
        ("ticket", tickets),
        ("waitlist", entries),
        ("contact", phones),
    )
    rows = [
        row
        for subject, some in things
        for row in Audit.select().where(Audit.subject == subject, Audit.subject_id.in_([one.id for one in some]))
    ]
    rows.sort(key=lambda row: row.id)
    return [{"at": row.at.isoformat(), "by": row.actor_kind, "action": row.action} for row in rows]


def _with(row: Any) -> Json:
    return {"doctor": row.doctor.name if row.doctor is not None else None}


def _service(row: Any) -> str | None:
    return row.service.name if row.service is not None else None


def _plain(row: Any, names: Iterable[str]) -> Json:
    return {name: _json(getattr(row, name)) for name in names}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
