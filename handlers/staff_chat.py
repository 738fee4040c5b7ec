"""Which messages come from staff, and what they are told: the clinic's group, a member's private chat, a listed number.

They take the same path as every other message (handlers/inbox.py): one transaction, no repeat, the chat's row locked.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import bot.staff
from bot.messages import Reply, StaffSaid
from bot.staff.commands import match, plain
from handlers.channels.inbound import Inbound
from store import staff
from store.models import Clinic, Contact

TEXTED = ("sms", "whatsapp")
OPT_WORDS = frozenset(["stop", "stopall", "unsubscribe", "end", "quit", "revoke", "optout", "start", "unstop"])
DIGITS = re.compile(r"\s*[0-9]{4,8}\s*", re.ASCII)
MASK = "****"


def is_for_us(clinic: Clinic | None, inbound: Inbound) -> bool:
    """False for a group that is not this clinic's staff chat: whoever added the bot there gets no answer."""
    return inbound.kind != "group" or (clinic is not None and inbound.address == str(clinic.staff_chat_id))


def is_staff(clinic: Clinic, inbound: Inbound) -> bool:
    """Whether staff speak. STOP and START from a listed number are the law's, whoever has it."""
    if inbound.kind in ("staff", "group"):
        return True
    if inbound.kind != "private":
        return False
    if inbound.channel in TEXTED:
        opting = inbound.said.carrier_opt or inbound.said.text.strip().lower().rstrip(".!") in OPT_WORDS
        return not opting and staff.by_phone(clinic, inbound.address) is not None
    return inbound.sender_id is not None and staff.by_telegram(clinic, inbound.sender_id) is not None


def kept(inbound: Inbound) -> Inbound:
    """As it may be written down: what can be a PIN is masked, and what a doctor notes (B14)."""
    if inbound.channel in TEXTED and DIGITS.fullmatch(inbound.said.text):
        return replace(inbound, said=replace(inbound.said, text=MASK))
    command = match(plain(inbound.said.text))
    if command is not None and command.command.name == "note":
        return replace(inbound, said=replace(inbound.said, text=f"NOTE {MASK}"))
    return inbound


def replies(contact: Contact, inbound: Inbound, now: dt.datetime) -> list[Reply]:
    """What the bot says to it; `contact` is the chat's own row, locked."""
    return bot.staff_reply(contact.clinic, said(inbound), now)


def said(inbound: Inbound) -> StaffSaid:
    group = inbound.kind in ("staff", "group")
    return StaffSaid(
        chat=inbound.address, text=inbound.said.text, channel=inbound.channel, sender_id=inbound.sender_id,
        phone=inbound.address if inbound.channel in TEXTED else "", group=group,
        addressed=inbound.addressed or not group, reply_to=inbound.reply_to, media=inbound.said.media,
        question_id=inbound.said.question_id, choice=inbound.said.choice,
    )  # fmt: skip
