"""A carrier and a tiny clinic on one real HTTP server, and the real SDKs pointed at it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from flask import Flask
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from werkzeug.serving import make_server

from handlers.phone.carrier import Carrier
from handlers.phone.page import phone_blueprint
from handlers.phone.routes import carrier_blueprint
from handlers.phone.telegram_fields import Call
from tests.phone.controls import SampleControls
from tests.phone.people import BOT_TOKEN, CLINIC, SECRET_TOKEN, SID, STAFF_CHAT, TOKEN
from tests.phone.tiny_clinic import TinyClinic


class PrefixedHttp(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's HTTP client, sent to another base address whose path is kept in front."""

    def __init__(self, base: str, timeout: float = 10.0) -> None:
        super().__init__(timeout=timeout)
        self.base = urlsplit(base)

    def request(self, method: str, url: str, *args: object, **more: object) -> Response:
        asked = urlsplit(url)
        path = self.base.path.rstrip("/") + asked.path
        return super().request(
            method, urlunsplit((self.base.scheme, self.base.netloc, path, asked.query, "")), *args, **more
        )


def client(base: str, token: str = TOKEN, timeout: float = 10.0) -> Client:
    """The real Twilio client against the emulator at `base`."""
    return Client(SID, token, http_client=PrefixedHttp(base, timeout))


@dataclass
class Town:
    """A clinic, its carrier and the address of both."""

    carrier: Carrier
    clinic: TinyClinic
    url: str
    app: Flask

    @property
    def base(self) -> str:
        """Where the emulator answers."""
        return f"{self.url}/carrier"

    @property
    def twilio(self) -> Client:
        """The real client with the right token."""
        return client(self.base)

    def send_telegram(self, chat_id: int, text: str, markup: dict[str, Any]) -> None:
        """The bot writes in a chat, with a reply markup as the Bot API spells it."""
        self.carrier.bot_api.call("sendMessage", Call({"chat_id": chat_id, "text": text, "reply_markup": markup}))


@pytest.fixture
def town() -> Iterator[Town]:
    clinic = TinyClinic()
    app = clinic.app()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    url = clinic.public_url = f"http://127.0.0.1:{server.server_port}"
    carrier = Carrier(url, SID, TOKEN, CLINIC, BOT_TOKEN, SECRET_TOKEN, STAFF_CHAT)
    carrier.callbacks(delay=0)
    app.register_blueprint(carrier_blueprint(carrier), url_prefix="/carrier")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield Town(carrier, clinic, url, app)
    carrier.reset()
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def controls() -> SampleControls:
    return SampleControls()


@pytest.fixture
def page_town(town: Town, controls: SampleControls) -> Town:
    """The town with the phone page at /phone, its carrier on the clinic's clock."""
    controls.carrier = town.carrier
    town.carrier.exchange.now = controls.now
    town.app.register_blueprint(phone_blueprint(town.carrier, controls), url_prefix="/phone")
    return town
