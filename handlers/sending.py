"""One attempt at one message, and what follows from it: for the message, for the contact, for the clinic."""

from __future__ import annotations

import datetime as dt
import logging

from bot import gsm
from bot.flows.opting import is_bare_cancel
from bot.notices import elsewhere, templates
from bot.notices import opting as notices
from bot.phrases import say
from handlers import channels
from handlers.channels.twilio import RETRIES_AFTER_CALLBACK
from handlers.who import who
from store import contacts, outbox, settings, spending, whatsapp
from store.database import transaction
from store.models import Appointment, Clinic, Contact, InboundMessage, OutboxMessage, Question
from store.outbox import Failed, Sent

logger = logging.getLogger(__name__)

JUST_NOW = dt.timedelta(minutes=30)
CAP = {"warn": "trouble.cap_warn_staff", "stop": "trouble.cap_stop_staff"}
# What only a person can mend, in words of its own where the code says what it is.
OPERATOR = {"30007": "trouble.filtered_staff", "21408": "trouble.region_staff"}


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
            if not outcome.retry or message.attempts > len(outbox.BACK_OFF):
                _lost(message, outcome, now)
            return
        if message.channel in spending.CHANNELS:
            count(message.clinic, outcome.segments or gsm.segments(message.text), now)
        if message.question_id and message.choices:
            Question.update(provider_message_id=outcome.provider_id).where(Question.id == message.question_id).execute()


def count(clinic: Clinic, segments: int, now: dt.datetime) -> None:
    """Adds to what the clinic has spent today; the desk hears when its cap is near, and when it is reached."""
    if mark := spending.spend(clinic, segments, now):
        cap = settings.of(clinic).daily_segments_cap
        text = say(CAP[mark], clinic.locale, spent=spending.spent(clinic, now), cap=cap)
        outbox.add_staff(clinic, text, now)


def send_now(messages: list[OutboxMessage], now: dt.datetime) -> None:
    """Sends messages that are leased to the caller, in their order; what fails is left to delivery."""
    for message in messages:
        settle(message, attempt(message), now)


def follow_up(message: OutboxMessage, failed: Failed, now: dt.datetime) -> None:
    """A message that the carrier took and then lost: once more where that helps (RULES 13: 30003, 30008), else by
    another channel.
    """
    tries = RETRIES_AFTER_CALLBACK.get(int(failed.code) if failed.code.isdigit() else 0, 0)
    late = message.expires_at is not None and message.expires_at <= now
    if failed.retry and failed.retry_after and message.attempts < tries and not late:
        outbox.again(message, failed.code, now, failed.retry_after)
    elif OutboxMessage.get_by_id(message.id).state == "failed":  # not when a doubled callback comes after a new attempt
        _lost(message, failed, now)


def _lost(message: OutboxMessage, failed: Failed, now: dt.datetime) -> None:
    """It will not arrive like that. By template where WhatsApp wants one, else another address of the patient's gets
    it, unless they have stopped texts here.
    """
    if failed.contact == "stopped" or message.contact is None or message.contact.opted_out_at is not None:
        return
    closed = failed.code == whatsapp.CLOSED
    if closed and _by_template(message, now):
        return
    if elsewhere.send_on(message, now) is None and closed:
        _tell(message.contact, "trouble.window_staff", failed.code, "any", now)


def _by_template(message: OutboxMessage, now: dt.datetime) -> bool:
    """Once more, as a template: the carrier's day had ended a moment before ours."""
    if message.facts.get("by_template") or templates.of(message) is None:
        return False
    return outbox.again(message, whatsapp.CLOSED, now, dt.timedelta(0), by_template=True)


def consequences(failed: Failed, contact: Contact | None, clinic: Clinic, now: dt.datetime) -> None:
    """What a failure says about the address: opted out, dead, or something for the operator. Staff are told once."""
    if contact is None or contact.address == str(clinic.staff_chat_id):
        if failed.operator or not failed.retry:
            logger.error("a message to staff was not sent", extra={"code": failed.code, "clinic": clinic.id})
        return
    told, about = "", str(contact.id)
    if failed.contact == "stopped" and contacts.opt_out(contact, f"carrier {failed.code}", now):
        if _after_cancel(contact, now):
            return
        told = "trouble.stopped_staff"
    elif failed.contact == "dead" and contact.unreachable_at is None:
        contacts.mark_unreachable(contact, failed.code, now)
        told = "trouble.landline_staff" if failed.code == "30006" else "trouble.dead_staff"
        told = "trouble.mailbox_staff" if contact.channel == "email" else told
    elif failed.operator:
        logger.error("a message needs the operator", extra={"code": failed.code, "clinic": clinic.id})
        told, about = OPERATOR.get(failed.code, "trouble.operator_staff"), "any"
        told = "trouble.mail_staff" if contact.channel == "email" else told
    if told:
        _tell(contact, told, failed.code, about, now)


def _tell(contact: Contact, key: str, code: str, about: str, now: dt.datetime) -> None:
    """To the desk, once a day for each error and each contact (or any)."""
    clinic: Clinic = contact.clinic
    once = f"failure:{clinic.id}:{code}:{about}:{now:%Y%m%d}"
    outbox.add_staff(clinic, say(key, clinic.locale, who=who(contact), code=code), now, dedupe_key=once)


def _after_cancel(contact: Contact, now: dt.datetime) -> bool:
    """Whether the carrier's refusal is that of a bare CANCEL just texted: the desk then hears what became of it."""
    recent = (InboundMessage.contact == contact) & (InboundMessage.received_at > now - JUST_NOW)
    if not any(is_bare_cancel(row.text) for row in InboundMessage.select().where(recent)):
        return False
    mine = (Appointment.contact == contact) & (Appointment.cancelled_by == "patient")
    cancelled = Appointment.select().where(mine, Appointment.cancelled_at > now - JUST_NOW).exists()
    notices.silenced_by_cancel(contact, now, cancelled=cancelled)
    return True


def _moved(message: OutboxMessage, address: str) -> None:
    """A group has become a supergroup with another id: the clinic's row and what waits for the old one follow."""
    Clinic.update(staff_chat_id=int(address)).where(Clinic.staff_chat_id == int(message.to)).execute()
    Contact.update(address=address).where(Contact.channel == "telegram", Contact.address == message.to).execute()
    OutboxMessage.update(to=address).where(
        OutboxMessage.to == message.to, OutboxMessage.channel == "telegram"
    ).execute()
