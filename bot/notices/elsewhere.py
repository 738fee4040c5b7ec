"""The next channel (R5): what an address does not take goes to another of the same patient's, with its question."""

from __future__ import annotations

import datetime as dt

from bot import questions
from bot.messages import Choice
from store import contacts, outbox
from store.models import Contact, OutboxMessage, Patient

SAME_PERSON = ("reply", "staff_answer", "carrier_check")  # an answer belongs where the question was put


def send_on(message: OutboxMessage, now: dt.datetime) -> OutboxMessage | None:
    """Writes the message once more, to another phone or chat of its patient; None where there is none, or it was done.

    For a message that has failed for good. Who has stopped texts is not gone round: the caller sees to that.
    """
    contact = message.contact
    patient = _patient(message)
    if contact is None or patient is None or message.kind in SAME_PERSON:
        return None
    if message.expires_at is not None and message.expires_at <= now:
        return None
    other = contacts.of_patient(patient, but=contact)
    if other is None or (other.channel, other.address) == (message.channel, message.to):
        return None
    key = f"{message.dedupe_key or message.id}>{other.id}"
    if OutboxMessage.get_or_none(OutboxMessage.dedupe_key == key) is not None:
        return None
    return _written(message, other, key, now)


def _written(message: OutboxMessage, other: Contact, key: str, now: dt.datetime) -> OutboxMessage | None:
    asked = message.question
    question = None
    if asked is not None and asked.closed_at is None and asked.expires_at > now:
        choices = [Choice(one["label"], one["value"], typed=one.get("typed", False)) for one in asked.choices]
        question = questions.open_question(
            other, asked.kind, now, life=asked.expires_at - now, choices=choices, context=asked.context,
            appointment=asked.appointment, offer=asked.offer, unprompted=asked.unprompted,
        )  # fmt: skip
    written = outbox.add(
        other, message.kind, message.text, now, dedupe_key=key, expires_at=message.expires_at,
        appointment=message.appointment, ticket=message.ticket, question=question,
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
