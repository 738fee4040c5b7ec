"""One attempt at one message, and what follows from it: for the message, for the contact, for the clinic."""

from __future__ import annotations

import datetime as dt
import logging

from bot.phrases import say
from handlers import channels
from handlers.channels.twilio import RETRIES_AFTER_CALLBACK
from handlers.who import who
from store import contacts, outbox
from store.database import transaction
from store.models import Clinic, Contact, OutboxMessage, Question
from store.outbox import Failed, Sent

logger = logging.getLogger(__name__)


def attempt(message: OutboxMessage) -> Sent | Failed:
    """Sends the message through its channel. Never raises; the network is used, the database is not written."""
    try:
        return channels.of(message.channel).send(message)
    except Exception as error:
        logger.exception("sending failed in a way nobody foresaw", extra={"message_id": message.id})
        return Failed(type(error).__name__, retry=True)


def settle(message: OutboxMessage, outcome: Sent | Failed, now: dt.datetime) -> None:
    """Records the outcome of an attempt with all that follows from it, in one transaction."""
    with transaction():
        if isinstance(outcome, Failed) and outcome.moved_to:
            _moved(message, outcome.moved_to)
        outbox.record(message, outcome, now)
        if isinstance(outcome, Failed):
            consequences(outcome, message.contact, message.clinic, now)
        elif message.question_id and message.choices:
            Question.update(provider_message_id=outcome.provider_id).where(Question.id == message.question_id).execute()


def send_now(messages: list[OutboxMessage], now: dt.datetime) -> None:
    """Sends messages that are leased to the caller, in their order; what fails is left to delivery."""
    for message in messages:
        settle(message, attempt(message), now)


def follow_up(message: OutboxMessage, failed: Failed, now: dt.datetime) -> None:
    """A message that the carrier took and then lost: once more where that helps (RULES 13: 30003, 30008)."""
    tries = RETRIES_AFTER_CALLBACK.get(int(failed.code) if failed.code.isdigit() else 0, 0)
    late = message.expires_at is not None and message.expires_at <= now
    if failed.retry and failed.retry_after and message.attempts < tries and not late:
        outbox.again(message, failed.code, now, failed.retry_after)


def consequences(failed: Failed, contact: Contact | None, clinic: Clinic, now: dt.datetime) -> None:
    """What a failure says about the address: opted out, dead, or something for the operator. Staff are told once."""
    if contact is None or contact.address == str(clinic.staff_chat_id):
        if failed.operator or not failed.retry:
            logger.error("a message to staff was not sent", extra={"code": failed.code, "clinic": clinic.id})
        return
    told, about = "", str(contact.id)
    if failed.contact == "stopped" and contacts.opt_out(contact, f"carrier {failed.code}", now):
        told = "trouble.stopped_staff"
    elif failed.contact == "dead" and contact.unreachable_at is None:
        contacts.mark_unreachable(contact, failed.code, now)
        told = "trouble.dead_staff"
    elif failed.operator:
        logger.error("a message needs the operator", extra={"code": failed.code, "clinic": clinic.id})
        told, about = "trouble.operator_staff", "any"
    if told:
        text = say(told, clinic.locale, who=who(contact), code=failed.code)
        outbox.add_staff(clinic, text, now, dedupe_key=f"failure:{clinic.id}:{failed.code}:{about}:{now:%Y%m%d}")


def _moved(message: OutboxMessage, address: str) -> None:
    """A group has become a supergroup with another id: the clinic's row and what waits for the old one follow."""
    Clinic.update(staff_chat_id=int(address)).where(Clinic.staff_chat_id == int(message.to)).execute()
    Contact.update(address=address).where(Contact.channel == "telegram", Contact.address == message.to).execute()
    OutboxMessage.update(to=address).where(
        OutboxMessage.to == message.to, OutboxMessage.channel == "telegram"
    ).execute()
