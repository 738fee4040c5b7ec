"""Twilio's Message resource: the JSON, its states, and the signed callbacks that tell of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import uuid4

from twilio.request_validator import RequestValidator

from handlers.phone.exchange import Exchange
from handlers.phone.magic import DELIVERY_FAILURES

CallbackMode = Literal["in_order", "shuffled", "doubled", "never"]
CALLBACK_MODES: tuple[CallbackMode, ...] = ("in_order", "shuffled", "doubled", "never")

API_VERSION = "2010-04-01"
KEPT_MESSAGES = 20_000

_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = set("^{}\\[~]|€\f")


def segments(text: str) -> int:
    """How many parts the network bills for `text` (RULES 9). The carrier counts for itself."""
    if all(letter in _GSM or letter in _GSM_TWICE for letter in text):
        units, single, part = sum(2 if letter in _GSM_TWICE else 1 for letter in text), 160, 153
    else:
        units, single, part = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if units <= single else -(-units // part)


@dataclass(slots=True)
class Message:
    """A Message resource. Addresses carry their channel prefix (`whatsapp:+1555…`); dates are aware."""

    sid: str
    direction: str
    from_: str | None
    to: str
    body: str
    status: str
    created: datetime
    updated: datetime
    service_sid: str | None = None
    num_media: int = 0
    callback_url: str = ""
    bubble_id: int = 0
    sent: datetime | None = None
    error: int | None = None

    def as_json(self, account_sid: str) -> dict[str, Any]:
        """The resource as the REST API answers it."""
        uri = f"/{API_VERSION}/Accounts/{account_sid}/Messages/{self.sid}"
        counted = self.status != "accepted"  # a messaging service has not chosen a sender yet, nor counted
        return {
            "account_sid": account_sid,
            "api_version": API_VERSION,
            "body": self.body,
            "date_created": _rfc2822(self.created),
            "date_sent": _rfc2822(self.sent),
            "date_updated": _rfc2822(self.updated),
            "direction": self.direction,
            "error_code": self.error,
            "error_message": DELIVERY_FAILURES[self.error][1] if self.error in DELIVERY_FAILURES else None,
            "from": self.from_ if counted else None,
            "messaging_service_sid": self.service_sid,
            "num_media": str(self.num_media),
            "num_segments": str(segments(self.body)) if counted else "0",
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


def _rfc2822(moment: datetime | None) -> str | None:
    return format_datetime(moment.astimezone(UTC)) if moment else None


def new_sid(num_media: int = 0) -> str:
    """A MessageSid: SM for a text, MM for one with media."""
    return ("MM" if num_media else "SM") + uuid4().hex


def signed_headers(token: str, url: str, form: Mapping[str, str]) -> dict[str, str]:
    """The headers Twilio puts on a webhook it posts to `url` with these fields."""
    return {
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        "User-Agent": "TwilioProxy/1.1",
        "X-Twilio-Signature": str(RequestValidator(token).compute_signature(url, form)),
        "I-Twilio-Idempotency-Token": str(uuid4()),
    }


class Messages:
    """Every message of the account by sid, and the journey of each outbound one on the background thread."""

    def __init__(self, exchange: Exchange, account_sid: str, auth_token: str) -> None:
        self._exchange = exchange
        self._account_sid = account_sid
        self._auth_token = auth_token
        self._lock = threading.Lock()
        self._by_sid: OrderedDict[str, Message] = OrderedDict()
        self.callback_mode: CallbackMode = "in_order"
        self.delay = 0.05  # seconds between one state and the next

    def keep(self, message: Message) -> None:
        """Remember a message; the oldest is forgotten when there are too many."""
        with self._lock:
            self._by_sid[message.sid] = message
            if len(self._by_sid) > KEPT_MESSAGES:
                self._by_sid.popitem(last=False)

    def get(self, sid: str) -> Message | None:
        """The message with this sid."""
        with self._lock:
            return self._by_sid.get(sid)

    def newest_first(self) -> list[Message]:
        """All of them, as the list endpoint orders them."""
        with self._lock:
            return list(reversed(self._by_sid.values()))

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._by_sid.clear()

    def send_on_its_way(self, message: Message, failure: int | None = None) -> None:
        """Start the journey: sent, then delivered, or what `failure` (a key of DELIVERY_FAILURES) makes of it.

        Callbacks follow `callback_mode`: in order; shuffled (the last first); each one doubled; or never.
        """
        states = _journey(failure)
        for step, status in enumerate(states, start=1):
            error = failure if status in ("undelivered", "failed") else None
            told = _told_at(self.callback_mode, states, step)
            self._exchange.dispatcher.later(
                self.delay * step,
                lambda s=status, e=error, t=told: self._reach(message, s, e, t),  # type: ignore[misc]
            )

    def _reach(self, message: Message, status: str, error: int | None, told: list[str]) -> None:
        with self._lock:
            message.status, message.error, message.updated = status, error, self._exchange.now()
            if status == "sent":
                message.sent = message.updated
        self._exchange.threads.change(message.to, message.bubble_id, status=status, error=error)
        for state in told if message.callback_url else []:
            self._call_back(message, state, error if state == status else None)

    def _call_back(self, message: Message, status: str, error: int | None) -> None:
        form = {
            "AccountSid": self._account_sid,
            "ApiVersion": API_VERSION,
            "From": message.from_ or "",
            "MessageSid": message.sid,
            "MessageStatus": status,
            "SmsSid": message.sid,
            "SmsStatus": status,
            "To": message.to,
        }
        if message.service_sid:
            form["MessagingServiceSid"] = message.service_sid
        if error:
            form["ErrorCode"] = str(error)
        url = message.callback_url
        self._exchange.post(url, urlencode(form).encode(), signed_headers(self._auth_token, url, form))


def _journey(failure: int | None) -> list[str]:
    if failure is None:
        return ["sent", "delivered"]
    last = DELIVERY_FAILURES[failure][0]
    return ["failed"] if last == "failed" else ["sent", last]


def _told_at(mode: CallbackMode, states: list[str], step: int) -> list[str]:
    """Which callbacks go out when the journey reaches `states[step - 1]`."""
    if mode == "never":
        return []
    if mode == "shuffled":
        return states[::-1] if step == len(states) else []
    return [states[step - 1]] * (2 if mode == "doubled" else 1)
