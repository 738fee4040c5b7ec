"""Being forgotten (C7): a person's names, numbers and words are removed; bare visits stay in the clinic's books.

Asked for in the chat it is the contact, and everyone only it speaks for; asked for at the desk, or after
visit_retention_days, it is one patient. Counts by day, doctor and status are the same afterwards, but for what was
still to come, which is cancelled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from store import addresses, appointments, audit, consent, idempotency, leaving, named_texts, queue
from store.audit import Actor
from store.database import retried, transaction
from store.errors import AlreadyMovedOn, WrongTransition
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

WAITING = ("due", "leased")
VISIT_WORDS = {
    "reason": "", "cancel_reason": "", "notes": "", "diagnosis": "", "prescription": "", "contact": None,
}  # fmt: skip


def forget(contact: Contact, actor: Actor, now: dt.datetime) -> list[Patient]:
    """The contact, its linked channels, and everyone only this person spoke for. Inside the caller's transaction.

    The address is kept only as a number that means nothing, so that "stop" is remembered by the carrier alone.
    """
    own = [contact, *addresses.others(contact)]
    people = [patient for patient in _spoken_for(own) if not _has_other_contacts(patient, own)]
    _forget_where_named(people, own)
    _erase(people, [*own, *_mailboxes(people)], actor, now)
    return people


@retried
def forget_patient(patient: Patient, actor: Actor, now: dt.datetime, *, by_others: bool = True) -> Patient:
    """One patient, with the phones and chats that speak for nobody else; from the others they are taken.

    Not `by_others`: what staff and relatives said of them is left to the time messages are kept for.
    """
    with transaction():
        shared = [each for each in _contacts_of(patient) if _speaks_for_others(each, patient)]
        own = [each for each in _contacts_of(patient) if each not in shared]
        if by_others:
            _forget_where_named([patient], own)
            for each in shared:
                others = [one.name for one in _spoken_for([each]) if one != patient]
                named_texts.forget_by(each, named_texts.Traces([patient.name], others=others))
        _erase([patient], [*own, *_mailboxes([patient])], actor, now)
        ContactPatient.delete().where(ContactPatient.patient == patient).execute()
        audit.record(patient.clinic_id, actor, "patient.erase", patient, now)
    erased: Patient = Patient.get_by_id(patient.id)
    return erased


def _erase(people: Sequence[Patient], own: Sequence[Contact], actor: Actor, now: dt.datetime) -> None:
    _end_what_is_open(people, actor, now)
    ids = [patient.id for patient in people]
    visits = Appointment.select(Appointment.id).where(Appointment.patient.in_(ids))
    tickets = Ticket.select(Ticket.id).where(Ticket.patient.in_(ids))
    blank = {
        "name": "", "phone": None, "email": None, "birth_date": None, "insurance_provider": "", "insurance_number": "",
        "usual_doctor": None, "erased_at": now,
    }  # fmt: skip
    Patient.update(blank).where(Patient.id.in_(ids)).execute()
    Appointment.update(VISIT_WORDS).where(Appointment.patient.in_(ids)).execute()
    Ticket.update(reason="", contact=None).where(Ticket.patient.in_(ids)).execute()
    WaitlistEntry.update(contact=None).where(WaitlistEntry.patient.in_(ids)).execute()
    empty_messages(OutboxMessage.appointment.in_(visits) | OutboxMessage.ticket.in_(tickets))
    empty_trail("patient", ids)
    empty_trail("appointment", [visit.id for visit in visits])
    empty_trail("ticket", [ticket.id for ticket in tickets])
    empty_trail("waitlist", [wish.id for wish in WaitlistEntry.select().where(WaitlistEntry.patient.in_(ids))])
    for each in own:
        _forget_contact(each, now)
        audit.record(each.clinic_id, audit.CLOCK, "contact.erase", each, now)


def _end_what_is_open(people: Sequence[Patient], actor: Actor, now: dt.datetime) -> None:
    """Coming visits are cancelled, wishes taken off the waitlist, places in line given up."""
    for visit in appointments.upcoming(people, now):
        if visit.status != "in-progress":
            appointments.cancel(visit, actor=actor, now=now, reason="erased", force=True)
    leaving.leave(people, actor=actor, now=now)
    ids = [patient.id for patient in people]
    for ticket in Ticket.select().where(Ticket.patient.in_(ids), Ticket.status.in_(("waiting", "called"))):
        try:
            queue.leave(ticket, actor, now)
        except (WrongTransition, AlreadyMovedOn):  # the doctor was faster
            continue


def _forget_contact(contact: Contact, now: dt.datetime) -> None:
    nobody = f"erased-{contact.id}"
    Question.delete().where(Question.contact == contact).execute()
    empty_messages(OutboxMessage.contact == contact, to=nobody)
    OutboxMessage.update(text="").where(
        OutboxMessage.handoff.in_(Handoff.select(Handoff.id).where(Handoff.contact == contact))
    ).execute()
    InboundMessage.update(text="", answer="").where(InboundMessage.contact == contact).execute()
    Handoff.update(closed_at=now).where(Handoff.contact == contact, Handoff.closed_at.is_null()).execute()
    Handoff.update(closed_by="erased").where(Handoff.contact == contact, Handoff.closed_by == "").execute()
    Conversation.update(flow="", slots={}).where(Conversation.contact == contact).execute()
    Audit.update(address="", actor_name="").where(Audit.actor_kind == "patient", Audit.actor_id == contact.id).execute()
    empty_trail("contact", [contact.id])
    consent.withdrawn(contact, "erased", "", now)
    consent.forget_words(contact)
    ContactPatient.delete().where(ContactPatient.contact == contact).execute()
    blank = {"address": nobody, "phone": None, "display_name": "", "consent_wording": "", "quiet_until": None}
    Contact.update(blank).where(Contact.id == contact.id).execute()


def _forget_where_named(people: Sequence[Patient], own: Sequence[Contact]) -> None:
    """Answers kept for idempotency keys, and what staff wrote and read, that hold a name or number of theirs."""
    names = [patient.name for patient in people if patient.name]
    numbers = {patient.phone for patient in people} | {number for each in own for number in (each.phone, each.address)}
    mail = {patient.email for patient in people} | {each.address for each in own if each.channel == "email"}
    for clinic_id in {patient.clinic_id for patient in people} | {each.clinic_id for each in own}:
        idempotency.forget_naming(clinic_id, [*names, *filter(None, numbers | mail)])
        named_texts.forget_by_staff(clinic_id, named_texts.Traces(names, filter(None, numbers), filter(None, mail)))


# --- What past acts have left behind ---------------------------------------------------------------------------------


def empty_messages(which: Any, **columns: Any) -> None:
    """Takes the words out of these messages; what has not left will not leave."""
    nothing = {"text": "", "facts": {}, "choices": [], **columns}
    OutboxMessage.update({"state": "dropped"}).where(which, OutboxMessage.state.in_(WAITING)).execute()
    OutboxMessage.update(nothing).where(which).execute()


def empty_trail(subject: str, ids: Iterable[int]) -> None:
    """Who did what and when stays in the trail; the words in it go."""
    for row in Audit.select().where(Audit.subject == subject, Audit.subject_id.in_(list(ids))):
        before, after = ({key: value for key, value in side.items() if _harmless(key, value)}
                         for side in (row.before, row.after))  # fmt: skip
        if (before, after) != (row.before, row.after):
            Audit.update(before=before, after=after).where(Audit.id == row.id).execute()


def _harmless(key: str, value: Any) -> bool:
    """A number, a moment, a state, a reference: what the books and the statistics are made of."""
    words = (
        "name",
        "reason",
        "notes",
        "diagnosis",
        "prescription",
        "phone",
        "address",
        "email",
        "wording",
        "insurance",
    )
    return not (isinstance(value, str) and any(word in key for word in words))


# --- Whom a phone speaks for -----------------------------------------------------------------------------------------


def _spoken_for(own: list[Contact]) -> list[Patient]:
    ids = ContactPatient.select(ContactPatient.patient).where(ContactPatient.contact.in_(own))
    return list(Patient.select().where(Patient.id.in_(ids)))


def _contacts_of(patient: Patient) -> list[Contact]:
    ids = ContactPatient.select(ContactPatient.contact).where(ContactPatient.patient == patient)
    return list(Contact.select().where(Contact.id.in_(ids)).order_by(Contact.id))


def _speaks_for_others(contact: Contact, patient: Patient) -> bool:
    others = ContactPatient.select().where(ContactPatient.contact == contact, ContactPatient.patient != patient)
    return bool(others.exists())


def _has_other_contacts(patient: Patient, own: list[Contact]) -> bool:
    others = ContactPatient.select().where(ContactPatient.patient == patient, ContactPatient.contact.not_in(own))
    return bool(others.exists())


def _mailboxes(people: Sequence[Patient]) -> list[Contact]:
    """Where copies of their visits went by e-mail, unless somebody else who stays has the address too."""
    ids = [patient.id for patient in people]
    found: dict[int, Contact] = {}
    for patient in people:
        theirs = (Patient.clinic == patient.clinic_id) & (Patient.email == patient.email) & Patient.id.not_in(ids)
        if patient.email and not Patient.select().where(theirs).exists():
            same = (Contact.clinic == patient.clinic_id) & (Contact.channel == "email")
            found |= {box.id: box for box in Contact.select().where(same, Contact.address == patient.email)}
    return list(found.values())
