"""Being forgotten (C7): a contact's people, numbers and words are removed; bare visits stay in the clinic's books."""

from __future__ import annotations

import datetime as dt

from store import addresses, appointments, audit, consent
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
    """Cancels upcoming visits and erases everyone only this person spoke for, on whatever linked channel.

    Inside the caller's transaction.

    The address is kept only as a number that means nothing, so that "stop" is remembered by the carrier alone.
    """
    own = [contact, *addresses.others(contact)]
    people = [patient for patient in _spoken_for(own) if not _has_other_contacts(patient, own)]
    own += _mailboxes(people)
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
    for each in own:
        _forget_contact(each, now)
        audit.record(each.clinic_id, audit.CLOCK, "contact.erase", each, now)
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
    blank = {"address": nobody, "phone": None, "display_name": "", "quiet_until": None}
    Contact.update(blank).where(Contact.id == contact.id).execute()


def _spoken_for(own: list[Contact]) -> list[Patient]:
    ids = ContactPatient.select(ContactPatient.patient).where(ContactPatient.contact.in_(own))
    return list(Patient.select().where(Patient.id.in_(ids)))


def _has_other_contacts(patient: Patient, own: list[Contact]) -> bool:
    others = ContactPatient.select().where(ContactPatient.patient == patient, ContactPatient.contact.not_in(own))
    return bool(others.exists())


def _mailboxes(people: list[Patient]) -> list[Contact]:
    """Where copies of their visits went by e-mail, unless somebody else who stays has the address too."""
    ids = [patient.id for patient in people]
    found: dict[int, Contact] = {}
    for patient in people:
        others = Patient.select().where(Patient.email == patient.email, Patient.id.not_in(ids))
        if patient.email and not others.exists():
            same = (Contact.clinic == patient.clinic_id) & (Contact.channel == "email")
            found |= {box.id: box for box in Contact.select().where(same, Contact.address == patient.email)}
    return list(found.values())
