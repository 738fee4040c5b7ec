"""The providers' doors: POST /twilio/messages, /twilio/status, /telegram. Whatever a body holds, never a 500."""

from __future__ import annotations

import datetime as dt
import logging
from typing import cast

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import ServiceUnavailable

from bot.messages import Reply
from bot.phrases import say
from handlers import channels, inbox, loop_guard, sending, spool
from handlers.channels.inbound import BadSignature, Inbound
from handlers.channels.telegram import Telegram
from handlers.channels.twilio import NO_ANSWER, STATES, channel_and_number, meaning
from handlers.inbox import Received
from store import clock, contacts, database, outbox
from store.models import Contact, Question

logger = logging.getLogger(__name__)
blueprint = Blueprint("webhooks", __name__)

LOCK_PATIENCE = 3000  # ms on a busy SQLite file: a carrier gives up after 15 s, and a transaction is tried four times


@blueprint.errorhandler(BadSignature)
def forged(_: BadSignature) -> Response:
    logger.warning("webhook with a bad signature", extra={"path": request.path})
    return Response("forbidden\n", 403, mimetype="text/plain")


@blueprint.post("/twilio/messages")
def twilio_messages() -> Response:
    """An inbound SMS or WhatsApp message; the answer is TwiML."""
    channel = channels.of("sms")
    channel.verify(request)
    inbound = channel.parse(request)
    if inbound is None:
        return _xml(NO_ANSWER)
    received = _receive(inbound, clock.now())
    if received is None:
        notice = _spooled_notice(inbound)
        return _xml(channel.answer([Reply(notice)] if notice else [], inbound.channel))
    return _xml(received.answer or NO_ANSWER)


@blueprint.post("/twilio/status")
def twilio_status() -> Response:
    """A delivery callback; one about a message that is not ours is taken too, for what it says about the number."""
    channels.of("sms").verify(request)
    sid, status = request.form.get("MessageSid", ""), request.form.get("MessageStatus", "").lower()
    code = request.form.get("ErrorCode", "")
    if sid and status in STATES:
        try:
            with database.connected():
                _follow(sid[:64], status, code if code.isascii() and code.isdigit() and len(code) < 9 else "")
        except inbox.AWAY as error:
            raise ServiceUnavailable from error
    return Response("", 204)


@blueprint.post("/telegram")
def telegram() -> Response:
    """An update of the bot; replies go out through the Bot API right after the commit."""
    channel = cast(Telegram, channels.of("telegram"))
    channel.verify(request)
    inbound, now = channel.parse(request), clock.now()
    if inbound is None:
        return Response("", 200)
    received = _receive(inbound, now)
    if received is None:
        notice = _spooled_notice(inbound)
        return Response(channel.last_resort(inbound, notice) if notice else "", 200, mimetype="application/json")
    if not received.repeat:
        _after_commit(channel, inbound, received, now)
    return Response("", 200)


def _receive(inbound: Inbound, now: dt.datetime) -> Received | None:
    """The inbox's answer, or None when the message was spooled because the database, or our own code, failed."""
    try:
        with database.connected():
            database.wait_at_most(LOCK_PATIENCE)
            return inbox.receive(inbound, now)
    except Exception as error:
        logger.error("inbound spooled", exc_info=not isinstance(error, inbox.AWAY), extra={"why": type(error).__name__})
        try:
            spool.keep(current_app.config["FRONTDESK"].spool_dir, inbound, now)
        except OSError as full:
            logger.exception("the spool cannot be written")
            raise ServiceUnavailable from full  # the provider will try again
    return None


def _spooled_notice(inbound: Inbound) -> str:
    """What the patient is told at once; nothing to somebody who may just have said STOP."""
    if inbound.kind != "private" or loop_guard.is_carrier_word(inbound.said):
        return ""
    return say("trouble.database")


def _after_commit(channel: Telegram, inbound: Inbound, received: Received, now: dt.datetime) -> None:
    """The network part. What fails here has been written down: delivery takes it up."""
    try:
        with database.connected():
            if inbound.tap_id:
                toast = next((reply.toast for reply in received.replies if reply.toast), "")
                channel.after_tap(inbound, toast, taken=not any(reply.refused for reply in received.replies))
            closed = [question for reply in received.replies for question in reply.closes]
            channel.close_buttons(inbound.address, _messages_asking(closed, inbound.said.tapped_message_id))
            sending.send_now(received.outgoing, now)
    except Exception:
        logger.exception("replies are left to delivery")


def _messages_asking(questions: list[int], but: str) -> list[str]:
    """The provider's ids of the messages that carry these questions' buttons."""
    rows = Question.select().where(Question.id.in_(questions)) if questions else []
    return [row.provider_message_id for row in rows if row.provider_message_id not in ("", but)]


def _follow(sid: str, status: str, code: str) -> None:
    now, ours = clock.now(), request.args.get("message", "")
    message_id = int(ours) if ours.isascii() and ours.isdigit() and len(ours) < 10 else None
    with database.transaction():
        message = outbox.follow(sid, STATES[status], status, now, code, message_id)
        if STATES[status] != "failed" or not code:
            return
        failed = meaning(200, int(code))
        if message is not None:
            sending.follow_up(message, failed, now)
            sending.consequences(failed, message.contact, message.clinic, now)
        elif (contact := _contact_told_of()) is not None:
            sending.consequences(failed, contact, contact.clinic, now)


def _contact_told_of() -> Contact | None:
    """Whom a callback without a message of ours is about: the answer to a webhook has no row in the outbox."""
    channel, number = channel_and_number(request.form.get("To", ""))
    clinic = inbox.clinic_at(channel, channel_and_number(request.form.get("From", ""))[1] or "")
    return contacts.find(clinic, channel, number) if clinic and number else None


def _xml(body: str) -> Response:
    return Response(body, 200, mimetype="text/xml")
