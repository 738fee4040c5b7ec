"""The one path of every inbound message (decision 1): repeat? contact, lock, bot, outbox, commit, answer."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from peewee import IntegrityError, InterfaceError, OperationalError
from playhouse.pool import MaxConnectionsExceeded

import bot.dialogue  # with the process, not with the first message
from bot import gsm
from bot.flows.opting import is_bare_cancel
from bot.messages import Reply
from bot.notices.fitting import fitting
from bot.phrases import say
from handlers import channels, loop_guard, sending, staff_chat
from handlers.channels.inbound import Inbound
from handlers.channels.text import clean, numbered, pieces, render
from handlers.who import who
from store import contacts, database, numbers, outbox, settings
from store.models import Clinic, Contact, InboundMessage, OutboxMessage

logger = logging.getLogger(__name__)

# What keeps the database from answering; a message that meets one of these is spooled, not lost.
AWAY = (OperationalError, InterfaceError, MaxConnectionsExceeded)


@dataclass
class Received:
    """What came of a message. `answer` is the HTTP body, `outgoing` what is leased to the caller to be sent now."""

    answer: str = ""
    replies: list[Reply] = field(default_factory=list)
    outgoing: list[OutboxMessage] = field(default_factory=list)
    repeat: bool = False


class _Repeat(Exception):
    """The provider delivers this message again."""


def receive(inbound: Inbound, now: dt.datetime, *, late: bool = False) -> Received:
    """Takes one message in one transaction; a repeat, also one that comes at the same moment, changes nothing.

    `now` is aware. `late`: the HTTP answer has gone long ago (a spooled message), so every reply goes to the outbox.
    Raises one of AWAY when the database does not answer; then nothing has been written.
    """
    inbound = _safe(inbound)
    try:
        return _take(inbound, now, late)
    except _Repeat:
        same = (InboundMessage.provider == inbound.provider) & (InboundMessage.provider_id == inbound.provider_id)
        return Received(answer=InboundMessage.get(same).answer, repeat=True)


@database.retried
def _take(inbound: Inbound, now: dt.datetime, late: bool) -> Received:
    with database.transaction():
        clinic = clinic_at(inbound.channel, inbound.to)
        if not staff_chat.is_for_us(clinic, inbound):
            return Received()
        by_staff = clinic is not None and staff_chat.is_staff(clinic, inbound)
        who_wrote = (inbound.channel, inbound.address, now, inbound.display_name)
        contact = contacts.find_or_create(clinic, *who_wrote) if clinic else None
        row = _write_down(staff_chat.kept(inbound) if by_staff else inbound, clinic, contact, now)
        if contact is None:
            logger.warning("inbound for no clinic here", extra={"channel": inbound.channel, "to": inbound.to})
            return Received(answer=_stored_answer(row, inbound, [], late))
        database.lock(Contact, contact.id)
        if database.is_postgresql():
            contact = Contact.get_by_id(contact.id)  # as it is now that it is ours; SQLite's transaction was alone
        if inbound.kind == "blocked":
            contacts.mark_unreachable(contact, "blocked the bot", now)
            return Received()
        contacts.heard_from(contact, now)
        replies = _staff_replies(contact, inbound, now) if by_staff else _replies(contact, inbound, now)
        if not by_staff:
            _find_out_if_silenced(contact, inbound, now)
        answer = _stored_answer(row, inbound, replies, late)
        return Received(answer, replies, _outgoing(contact, inbound, replies, now, late))


def _safe(inbound: Inbound) -> Inbound:
    """Whatever a provider put in: nothing that a column or an XML document cannot hold."""
    said = replace(inbound.said, text=clean(inbound.said.text))
    return replace(inbound, said=said, display_name=clean(inbound.display_name)[: contacts.NAME_LENGTH])


def clinic_at(channel: str, to: str) -> Clinic | None:
    """The clinic whose number or bot this is (decision 9); where there is but one clinic, that one."""
    column = {"sms": Clinic.sms_number, "whatsapp": Clinic.whatsapp_number, "telegram": Clinic.telegram_bot_id}
    found: Clinic | None = Clinic.get_or_none(column[channel] == (int(to) if channel == "telegram" else to))
    if found is None:
        some = list(Clinic.select().limit(2))
        found = some[0] if len(some) == 1 else None
    return found


def _write_down(inbound: Inbound, clinic: Clinic | None, contact: Contact | None, now: dt.datetime) -> InboundMessage:
    """Inserts the provider's id, which is unique. On PostgreSQL a twin waits here until the first has committed."""
    try:
        with database.transaction():
            row: InboundMessage = InboundMessage.create(
                provider=inbound.provider, provider_id=inbound.provider_id, clinic=clinic, contact=contact,
                text=inbound.said.text, received_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise _Repeat from error
    return row


def _replies(contact: Contact, inbound: Inbound, now: dt.datetime) -> list[Reply]:
    locale = contact.locale or contact.clinic.locale
    verdict = loop_guard.verdict(contact, inbound.said, now)
    if verdict != "answer" and not bot.means_stop(contact, inbound.said, now):  # the law hears them in any wording
        return [Reply(say("trouble.slow_down", locale))] if verdict == "notice" else []
    replies = _without_harm(lambda: bot.reply(contact, inbound.said, now), contact)
    if replies is None:
        _tell_staff(contact, now)
        if loop_guard.is_stop_word(inbound.said):  # heard even by a bot that is broken
            contacts.opt_out(contact, "said", now, wording=inbound.said.text[:300])
            return []
        return [Reply(say("trouble.crash", locale, clinic=contact.clinic.name))]
    return replies


def _staff_replies(contact: Contact, inbound: Inbound, now: dt.datetime) -> list[Reply]:
    """The guard is for what can be forged; a busy group repeats itself."""
    if inbound.channel != "telegram":
        verdict = loop_guard.verdict(contact, inbound.said, now, loop_guard.STAFF_FLOOD)
        if verdict != "answer":
            return [Reply(say("trouble.slow_down", contact.clinic.locale))] if verdict == "notice" else []
    replies = _without_harm(lambda: staff_chat.replies(contact, inbound, now), contact)
    return [Reply(say("desk.crash", contact.clinic.locale))] if replies is None else replies


def _without_harm(speak: Callable[[], list[Reply]], contact: Contact) -> list[Reply] | None:
    """What the bot says; None after a fault of ours, which takes back what the bot did, not that we heard."""
    try:
        with database.transaction():
            return speak()
    except AWAY:
        raise
    except Exception:
        logger.exception("the bot failed on a message", extra={"contact": contact.id})
        return None


def _find_out_if_silenced(contact: Contact, inbound: Inbound, now: dt.datetime) -> None:
    """After a bare CANCEL the carrier may have put the number on its own opt-out list, and TwiML is then lost without a
    word. A text through the API tells: refused with 21610, or delivered, and then it says how to end texts (RULES 2).
    """
    if inbound.channel != "sms" or inbound.said.carrier_opt or contact.opted_out_at is not None:
        return
    if is_bare_cancel(inbound.said.text) and numbers.carrier_owns_cancel(settings.of(contact.clinic_id)):
        text = fitting("law.check", contact.locale or contact.clinic.locale, clinic=contact.clinic.name)
        outbox.add(contact, "carrier_check", text, now)


def _tell_staff(contact: Contact, now: dt.datetime) -> None:
    """Once an hour a contact: somebody's message went unanswered."""
    text = say("trouble.crash_staff", contact.clinic.locale, who=who(contact))
    outbox.add_staff(contact.clinic, text, now, dedupe_key=f"crash:{contact.id}:{now:%Y%m%d%H}")


def _stored_answer(row: InboundMessage, inbound: Inbound, replies: Sequence[Reply], late: bool) -> str:
    channel = channels.of(inbound.channel)
    if late or not channel.answers_inline:
        return ""
    row.answer = channel.answer(replies, inbound.channel)
    row.save(only=[InboundMessage.answer])
    if row.clinic is not None:
        parts = sum(gsm.segments(text) for reply in replies for text in render(reply, inbound.channel))
        sending.count(row.clinic, parts, row.received_at)
    return row.answer


def _outgoing(
    contact: Contact, inbound: Inbound, replies: Sequence[Reply], now: dt.datetime, late: bool
) -> list[OutboxMessage]:
    """The replies as outbox messages, where the HTTP answer does not carry them; leased to the caller unless late."""
    if channels.of(inbound.channel).answers_inline:
        texts = [text for reply in replies if late for text in render(reply, inbound.channel)]
        return [message for text in texts if (message := outbox.add(contact, "reply", text, now))]
    return [message for reply in replies for message in _with_buttons(contact, reply, now, late)]


def _with_buttons(contact: Contact, reply: Reply, now: dt.datetime, late: bool) -> list[OutboxMessage]:
    """A reply's messages where choices are buttons, under the last one; without a question they are numbered."""
    asked = reply.question_id if reply.choices else None
    *first, last = pieces(reply.text if asked else numbered(reply), contact.channel) or [""]
    choices = [{"label": choice.label, "value": choice.value} for choice in reply.choices] if asked else []
    facts: dict[str, Any] = {"shares_number": reply.shares_number} if reply.shares_number else {}
    facts |= {"hides_keyboard": True} if reply.hides_keyboard else {}
    written = [outbox.add_reply(contact, text, now, leased=not late) for text in first]
    if last:
        more: dict[str, Any] = {"question_id": asked, "choices": choices, "facts": facts}
        written.append(outbox.add_reply(contact, last, now, leased=not late, **more))
    return written
