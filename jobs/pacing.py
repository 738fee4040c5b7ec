"""No faster than the carrier takes it (RULES 8): so many texts a second for a number, a bot, a chat.

Switched by PACING (config.py): on at a real carrier, off at an emulated one. What somebody waits for (an answer, a
call of the queue) takes its place in the line but does not wait for it: a carrier queues a moment's excess itself.
"""

from __future__ import annotations

import datetime as dt
import time

from store import outbox, settings
from store.models import OutboxMessage
from store.numbers import PER_SECOND
from store.pacing import take_place

HURRIED = (*outbox.ANSWERS, "turn")
PATIENCE = dt.timedelta(seconds=15)  # longer, and the message is put back: its lease must outlast the wait
TELEGRAM_PER_SECOND, CHAT_APART, GROUP_APART = 30, dt.timedelta(seconds=1), dt.timedelta(seconds=3)

_on = False


def switch(on: bool) -> None:
    """For this process."""
    global _on
    _on = on


def at_once(most: int) -> int:
    """How many messages a thread may claim: one while each may have to wait, so that a call is never behind others."""
    return 1 if _on else most


def wait_for_turn(message: OutboxMessage, now: dt.datetime) -> bool:
    """Waits until the message may leave. False: the line is long, put it back for PATIENCE."""
    if not _on:
        return True
    hurried = message.kind in HURRIED
    leaves = now
    for line, apart in lines(message):
        place = take_place(line, apart, now, dt.timedelta.max if hurried else PATIENCE)
        if place is None:
            return False
        leaves = max(leaves, place)
    if not hurried and leaves > now:
        time.sleep((leaves - now).total_seconds())
    return True


def lines(message: OutboxMessage) -> list[tuple[str, dt.timedelta]]:
    """The lines a message stands in, each with the time between two texts."""
    clinic = message.clinic
    if message.channel == "telegram":
        overall = dt.timedelta(seconds=1 / TELEGRAM_PER_SECOND)
        group = message.to.startswith("-")
        return [
            (f"telegram:{clinic.telegram_bot_id}", overall),
            (f"chat:{message.to}", GROUP_APART if group else CHAT_APART),
        ]
    ours = (clinic.whatsapp_number if message.channel == "whatsapp" else clinic.sms_number) or f"clinic-{clinic.id}"
    rate = PER_SECOND[settings.of(clinic).sms_number_kind]
    return [(f"{message.channel}:{ours}", dt.timedelta(seconds=1 / rate))]
