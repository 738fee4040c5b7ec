"""The next channel (R5): what an address does not take goes to another of the same patient's, with its question.

The one place that decides it, whatever failed: a dead number, a blocked bot, WhatsApp without a template, a mailbox.
The order: the patient's own addresses before a relative's, the one heard from last first; the number of a WhatsApp
chat by SMS; last the patient's e-mail, for what asks nothing. Each address gets a message once; where none is left the
visit is on the day's list of patients to call (calls.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot import links, questions
from bot.messages import Choice
from bot.notices import copies
from store import addresses, audit, consent, contacts, linking, mailboxes, numbers, outbox
from store.models import Contact, OutboxMessage, Patient

BY_MAIL = ("change", "confirmation", "notice")
LEAVES = OutboxMessage.state.not_in(("failed", "dropped"))
# An answer belongs where the question was put; of a copy the text itself has gone, or the desk calls (calls.py).
SAME_PERSON = ("reply", "staff_answer", "carrier_check", copies.KIND)


def send_on(message: OutboxMessage, now: dt.datetime) -> OutboxMessage | None:
    """The message once more, to another address of its patient (written now, or before); None where there is none.

    For a message that has failed for good. Who has stopped texts is not gone round: the caller sees to that.
    """
    contact, patient = message.contact, _patient(message)
    if contact is None or patient is None or message.kind in SAME_PERSON:
        return None
    if message.expires_at is not None and message.expires_at <= now:
        return None
    tried = [*message.facts.get("tried", []), contact.id]
    for other in _next(message, contact, patient, now):
        if other.id not in tried and (other.channel, other.address) != (message.channel, message.to):
            return _written(message, other, tried, now)
    return None


def _next(message: OutboxMessage, contact: Contact, patient: Patient, now: dt.datetime) -> Iterator[Contact]:
    yield from (each for each in contacts.all_of_patient(patient) if not addresses.silenced(each))
    if (by_sms := _by_sms(contact, now)) is not None:
        yield by_sms
    if (mailbox := _mailbox(message, now)) is not None:
        yield mailbox


def _mailbox(message: OutboxMessage, now: dt.datetime) -> Contact | None:
    """For news that asks nothing and has not gone there as a copy (copies.py)."""
    visit = message.appointment
    if visit is None or message.question_id is not None or message.kind not in BY_MAIL or not links.has_mail():
        return None
    told = (OutboxMessage.appointment == visit) & (OutboxMessage.kind == copies.KIND)
    copied = OutboxMessage.select().where(told, OutboxMessage.created_at >= message.created_at, LEAVES)
    return None if copied.exists() or copies.stopped(visit) else mailboxes.of_visit(visit, now)


def _by_sms(contact: Contact, now: dt.datetime) -> Contact | None:
    """The number of a WhatsApp chat as a phone that has not texted yet: the patient wrote to us from it."""
    clinic = contact.clinic
    if contact.channel != "whatsapp" or not clinic.sms_number or numbers.is_landline(contact.address):
        return None
    if contacts.find(clinic, "sms", contact.address) is not None or addresses.silenced(contact):
        return None
    phone = contacts.find_or_create(clinic, "sms", contact.address, now)
    phone.locale, phone.language_chosen_at = contact.locale, contact.language_chosen_at
    phone.save(only=[Contact.locale, Contact.language_chosen_at])
    consent.given(phone, "whatsapp", contact.consent_wording, now)
    linking.share(contact, phone, audit.CLOCK, now)
    return phone


def _written(message: OutboxMessage, other: Contact, tried: list[int], now: dt.datetime) -> OutboxMessage | None:
    key = f"{(message.dedupe_key or str(message.id)).split('>')[0]}>{other.id}"
    before: OutboxMessage | None = OutboxMessage.get_or_none(OutboxMessage.dedupe_key == key)
    if before is not None:
        return before
    asked = message.question
    question = None
    if asked is not None and asked.closed_at is None and asked.expires_at > now:
        choices = [Choice(one["label"], one["value"], typed=one.get("typed", False)) for one in asked.choices]
        question = questions.open_question(
            other, asked.kind, now, life=asked.expires_at - now, choices=choices, context=asked.context,
            appointment=asked.appointment, offer=asked.offer, unprompted=asked.unprompted,
        )  # fmt: skip
    facts = {"tried": tried} | ({"said": message.facts["said"]} if "said" in message.facts else {})
    written = outbox.add(
        other, message.kind, message.text, now, dedupe_key=key, expires_at=message.expires_at,
        appointment=message.appointment, ticket=message.ticket, question=question, facts=facts,
        choices=question.choices if question is not None else (),
    )  # fmt: skip
    if written is not None and message.visit_starts_at is not None:  # it speaks of the start it spoke of
        written.visit_starts_at = message.visit_starts_at
        written.save(only=[OutboxMessage.visit_starts_at])
    return written


def _patient(message: OutboxMessage) -> Patient | None:
    if message.appointment is not None:
        return message.appointment.patient
    return message.ticket.patient if message.ticket is not None else None
