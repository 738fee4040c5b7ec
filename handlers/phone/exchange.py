"""What the Twilio and the Telegram side of the carrier share: the phones, the log of what was sent, the wire out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.phone.dispatch import Dispatcher
from handlers.phone.poster import Post
from handlers.phone.threads import Bubble, Threads

KEPT_SENT = 20_000


@dataclass(frozen=True, slots=True)
class Sent:
    """One message the app sent. `via` is "api" (an API call), "twiml" or "webhook" (in the answer to a webhook).

    `channel` is sms, whatsapp or telegram; `to` an address as in `Carrier.thread`; `params` the request's fields as
    they came; `content` the bytes of a document.
    """

    channel: str
    to: str
    body: str
    sid: str
    at: datetime
    via: str
    params: Mapping[str, Any] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app made of an inbound message.

    `status` is the webhook's HTTP status (0: no answer), `body` its raw body, `bubbles` what appeared on that phone
    while the webhook ran, carrier's notices included.
    """

    status: int
    body: str
    bubbles: tuple[Bubble, ...] = ()

    @property
    def messages(self) -> list[str]:
        """The texts of the clinic's messages, in order."""
        return [bubble.text for bubble in self.bubbles if bubble.author == "clinic"]


@dataclass(slots=True)
class Exchange:
    """The shared parts. `public_url` has no trailing slash; `failures` maps an address to a code (see `magic`)."""

    public_url: str
    post: Post
    now: Callable[[], datetime]
    threads: Threads = field(init=False)
    dispatcher: Dispatcher = field(default_factory=Dispatcher)
    sent: deque[Sent] = field(default_factory=lambda: deque(maxlen=KEPT_SENT))
    failures: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.threads = Threads(lambda: self.now())  # not `self.now`: the clock may be changed later

    def bubbles_since(self, address: str, last_id: int) -> tuple[Bubble, ...]:
        """What appeared on the phone at `address` after bubble `last_id`, other than what it wrote itself."""
        return tuple(b for b in self.threads.of(address) if b.id > last_id and b.author != "phone")
