"""The channels, listed by hand. Each is one file with four verbs: verify, parse, answer, send.

    verify(request)            raises BadSignature
    parse(request)             the Inbound, or None: nothing for us
    answer(replies, channel)   the body of the HTTP answer that carries the replies ("" where it cannot)
    send(message)              Sent or Failed; may raise for what nobody foresaw

Adding a channel is adding a file and its line in `connect`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from flask import Request

from bot.messages import Reply
from config import Config
from handlers.channels.email import Email
from handlers.channels.inbound import BadSignature, Inbound
from handlers.channels.telegram import Telegram
from handlers.channels.twilio import Twilio
from store.models import OutboxMessage
from store.outbox import Failed, Sent

__all__ = ["BadSignature", "Channel", "Inbound", "connect", "of"]


class Channel(Protocol):
    """One provider. `answers_inline`: the HTTP answer carries the reply, so nothing has to be sent."""

    answers_inline: bool

    def verify(self, request: Request) -> None: ...

    def parse(self, request: Request) -> Inbound | None: ...

    def answer(self, replies: Sequence[Reply], channel: str) -> str: ...

    def send(self, message: OutboxMessage) -> Sent | Failed: ...


_channels: dict[str, Channel] = {}


def connect(config: Config) -> None:
    """Sets up every channel for this configuration; connections open when first used."""
    twilio, telegram = Twilio(config), Telegram(config)
    _channels.update(sms=twilio, whatsapp=twilio, telegram=telegram, email=Email(config))


def of(name: str) -> Channel:
    """The channel "sms", "whatsapp", "telegram" or "email". Raises KeyError before `connect`, or for any other name."""
    return _channels[name]
