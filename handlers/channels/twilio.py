"""SMS and WhatsApp through Twilio: signed forms in, TwiML back, the REST API out."""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from flask import Request
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from bot import gsm
from bot.messages import Reply, Said
from bot.notices import templates
from config import Config
from handlers.channels import buttons
from handlers.channels.inbound import BadSignature, Inbound
from handlers.channels.text import clean, render
from store import clock, whatsapp
from store.models import OutboxMessage
from store.numbers import e164
from store.outbox import Failed, Sent

TIMEOUT = 10  # seconds; the library's own default is to wait for ever
WHATSAPP = "whatsapp:"
NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response />'

# RULES 13: what an error number means, whether it comes with the answer or in a callback.
ERRORS = {
    20003: Failed("20003", retry=True, operator=True),  # our credentials: right again once somebody corrects them
    20429: Failed("20429", retry=True, retry_after=dt.timedelta(seconds=5)),
    21211: Failed("21211", retry=False, contact="dead"),
    21217: Failed("21217", retry=False, contact="dead"),
    21408: Failed("21408", retry=False, operator=True),
    21610: Failed("21610", retry=False, contact="stopped"),
    21612: Failed("21612", retry=False, operator=True),
    21614: Failed("21614", retry=False, contact="dead"),
    30003: Failed("30003", retry=True, retry_after=dt.timedelta(minutes=15)),
    30004: Failed("30004", retry=False, contact="dead"),
    30005: Failed("30005", retry=False, contact="dead"),
    30006: Failed("30006", retry=False, contact="dead"),
    30007: Failed("30007", retry=False, operator=True),
    30008: Failed("30008", retry=True, retry_after=dt.timedelta(minutes=5)),
    63016: Failed(whatsapp.CLOSED, retry=False),
}
RETRIES_AFTER_CALLBACK = {30003: 3, 30008: 2}  # attempts in all, the first included

# Twilio's word for where a message is -> ours
STATES = {
    "accepted": "sent", "scheduled": "sent", "queued": "sent", "sending": "sent", "sent": "sent",
    "delivered": "delivered", "read": "delivered", "partially_delivered": "delivered",
    "undelivered": "failed", "failed": "failed", "canceled": "failed",
}  # fmt: skip


def meaning(status: int, code: int | None) -> Failed:
    """What follows from an error: by its number, else by the HTTP status of the answer."""
    if code in ERRORS:
        return ERRORS[code]
    name = str(code or status)
    if status == 429:
        return Failed(name, retry=True, retry_after=dt.timedelta(seconds=5))
    return Failed(name, retry=status >= 500, operator=status < 500)


class Twilio:
    """The account of this configuration. Thread-safe; a client for each process, made when first needed."""

    answers_inline = True

    def __init__(self, config: Config) -> None:
        self.config = config
        self._validator = RequestValidator(config.twilio_auth_token)
        self._lock = threading.Lock()
        self._client: Any = None
        self._client_pid = 0

    def verify(self, request: Request) -> None:
        """Raises BadSignature unless the account's token signed this very URL and form.

        The URL is the public one plus the path as it came: `request.url` is decoded, and a proxy changes its host.
        """
        url = self.config.public_url + str(request.environ.get("RAW_URI") or request.full_path.rstrip("?"))
        try:
            genuine = self._validator.validate(url, request.form, request.headers.get("X-Twilio-Signature", ""))
        except (TypeError, ValueError, IndexError, KeyError):  # STACK 3.1: odd requests raise inside the library
            genuine = False
        if not genuine:
            raise BadSignature

    def parse(self, request: Request) -> Inbound | None:
        """The message of an inbound form; None for what has no sender that can be answered."""
        form = request.form
        sid = form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or ""
        channel, sender = channel_and_number(form.get("From", ""))
        if not sid or sender is None:
            return None
        # A tapped WhatsApp button carries what Telegram's do.
        question_id, choice = buttons.read(form.get("ButtonPayload", "")) or (None, None)
        said = Said(
            text=clean(form.get("Body", "") or form.get("ButtonText", "")),
            media=_count(form.get("NumMedia", "")),
            question_id=question_id,
            choice=choice,
            carrier_opt=_one_of(form.get("OptOutType", ""), ("STOP", "START", "HELP")),
        )
        to = channel_and_number(form.get("To", ""))[1] or clean(form.get("To", ""))[:40]
        return Inbound("twilio", clean(sid)[:64], channel, sender, to, said, clean(form.get("ProfileName", ""))[:80])

    def answer(self, replies: Sequence[Reply], channel: str) -> str:
        """TwiML with a message for each reply; the empty response for silence."""
        response = MessagingResponse()
        for reply in replies:
            for text in render(reply, channel):
                response.message(text, action=f"{self.config.public_url}/twilio/status")
        return str(response)

    def send(self, message: OutboxMessage) -> Sent | Failed:
        """Sends a text as it stands, or by its WhatsApp template. Never raises for what provider or network do.

        What WhatsApp would refuse, having no template for it, is not even tried: Failed with whatsapp.CLOSED.
        """
        content = _content(message)
        if content is None:
            return ERRORS[63016]
        try:
            created = self._messages().create(**self._parameters(message), **content)
        except TwilioRestException as error:
            return meaning(error.status, error.code)
        except requests.exceptions.RequestException as error:
            return Failed(type(error).__name__, retry=True)  # it may be on its way all the same (RULES 10)
        except TwilioException as error:
            return Failed(type(error).__name__, retry=False, operator=True)
        return Sent(created.sid, _count(created.num_segments or "") or gsm.segments(gsm.plain(message.text)))

    def _parameters(self, message: OutboxMessage) -> dict[str, str]:
        clinic, by_whatsapp = message.clinic, message.channel == "whatsapp"
        ours = (clinic.whatsapp_number if by_whatsapp else clinic.sms_number) or self.config.twilio_from
        prefix = WHATSAPP if by_whatsapp else ""
        parameters = {
            "to": prefix + message.to,
            "status_callback": f"{self.config.public_url}/twilio/status?message={message.id}",
        }
        if ours:
            parameters["from_"] = prefix + ours
        if self.config.twilio_messaging_service_sid and not by_whatsapp:
            parameters["messaging_service_sid"] = self.config.twilio_messaging_service_sid
        return parameters

    def _messages(self) -> Any:
        """The messages resource of this process's client. The import is late: it costs a worker 130 ms (STACK 3.2)."""
        with self._lock:
            if self._client is None or self._client_pid != os.getpid():
                from twilio.rest import Client

                http = _http_client(self.config.twilio_api_base)
                account = (self.config.twilio_account_sid, self.config.twilio_auth_token)
                self._client, self._client_pid = Client(*account, http_client=http), os.getpid()
            return self._client.messages


def _content(message: OutboxMessage) -> dict[str, str] | None:
    """What is sent: the text; outside WhatsApp's window a template (RULES 7), or None where the clinic has none."""
    if message.channel != "whatsapp":
        return {"body": gsm.plain(message.text)}
    if not message.facts.get("by_template") and whatsapp.window_open(message, clock.now()):
        return {"body": message.text}
    found = templates.of(message)
    return {"content_sid": found[0], "content_variables": json.dumps(found[1])} if found else None


def _http_client(base: str) -> Any:
    """Twilio's HTTP client with a timeout; with a `base`, every request goes there, the base's own path in front."""
    from twilio.http.http_client import TwilioHttpClient

    if not base:
        return TwilioHttpClient(timeout=TIMEOUT)
    there = urlsplit(base)

    class Redirected(TwilioHttpClient):  # type: ignore[misc]  # the library has no types
        def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
            parts = urlsplit(url)
            url = urlunsplit((there.scheme, there.netloc, there.path + parts.path, parts.query, ""))
            return super().request(method, url, *args, **kwargs)

    return Redirected(timeout=TIMEOUT)


def channel_and_number(address: str) -> tuple[str, str | None]:
    """ "sms" or "whatsapp", and the number in E.164; None for what cannot be texted back."""
    channel = "whatsapp" if address.startswith(WHATSAPP) else "sms"
    return channel, e164(address.removeprefix(WHATSAPP))


def _count(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _one_of(word: str, words: tuple[str, ...]) -> str:
    return word.upper() if word.upper() in words else ""
