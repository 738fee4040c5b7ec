"""A carrier and a tiny clinic on one real HTTP server, and the real SDKs pointed at it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import pytest
from flask import Flask
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from werkzeug.serving import make_server

from handlers.phone.carrier import Carrier, carrier_blueprint
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
