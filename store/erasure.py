"""Being forgotten (C7): a contact's people, numbers and words are removed; bare visits stay in the clinic's books."""

from __future__ import annotations

import datetime as dt

from store import appointments, audit, consent
from store.audit import Actor
from store.models import (
    Appointment,
    Audit,
    Contact,
    ContactPatient,
    Conversation,
    Handoff,
    InboundMessage,
    OutboxMessage,
    Patient,
    Question,
    Ticket,
    WaitlistEntry,
)


def forget(contact: Contact, actor: Actor, now: dt.datetime) -> list[Patient]:
    """Cancels upcoming visits and erases everyone only this contact spoke for. Inside the caller's transaction.

    The address is kept only as a number that means nothing, so that "stop" is remembered by the carrier alone.
    """
    people = [patient for patient in _spoken_for(contact) if not _has_other_contacts(patient, contact)]
    for visit in appointments.upcoming(people, now):
        appointments.cancel(visit, actor=actor, now=now, reason="erased", force=True)
    ids = [patient.id for patient in people]
    blank = {
        "name": "", "phone": None, "email": None, "birth_date": None, "insurance_provider": "", "insurance_number": "",
        "erased_at": now,
    }  # fmt: skip
    Patient.update(blank).where(Patient.id.in_(ids)).execute()
    visit_words = {"reason": "", "cancel_reason": "", "notes": "", "diagnosis": "", "prescription": ""}
    Appointment.update(visit_words).where(Appointment.patient.in_(ids)).execute()
    Ticket.update(reason="", contact=None).where(Ticket.patient.in_(ids)).execute()
    WaitlistEntry.delete().where(WaitlistEntry.patient.in_(ids)).execute()
    _forget_contact(contact, now)
    audit.record(contact.clinic_id, audit.CLOCK, "contact.erase", contact, now)
    return people


def _forget_contact(contact: Contact, now: dt.datetime) -> None:
    nobody = f"erased-{contact.id}"
    Question.delete().where(Question.contact == contact).execute()
    OutboxMessage.update(text="", to=nobody).where(
        OutboxMessage.contact == contact, OutboxMessage.state.not_in(("due", "leased"))
    ).execute()
    OutboxMessage.update(state="dropped", text="", to=nobody).where(
        OutboxMessage.contact == contact, OutboxMessage.state.in_(("due", "leased"))
    ).execute()
    OutboxMessage.update(text="").where(
        OutboxMessage.handoff.in_(Handoff.select(Handoff.id).where(Handoff.contact == contact))
    ).execute()
    InboundMessage.update(text="", answer="").where(InboundMessage.contact == contact).execute()
    Handoff.update(closed_at=now, closed_by="").where(Handoff.contact == contact, Handoff.closed_at.is_null()).execute()
    Conversation.update(flow="", slots={}).where(Conversation.contact == contact).execute()
    Audit.update(address="", actor_name="").where(Audit.actor_kind == "patient", Audit.actor_id == contact.id).execute()
    consent.withdrawn(contact, "erased", "", now)
    consent.forget_words(contact)
    ContactPatient.delete().where(ContactPatient.contact == contact).execute()
    Contact.update(address=nobody, display_name="", quiet_until=None).where(Contact.id == contact.id).execute()


def _spoken_for(contact: Contact) -> list[Patient]:
    return list(Patient.select(Patient).join(ContactPatient).where(ContactPatient.contact == contact))


def _has_other_contacts(patient: Patient, contact: Contact) -> bool:
    others = ContactPatient.select().where(ContactPatient.patient == patient, ContactPatient.contact != contact)
    return bool(others.exists())
