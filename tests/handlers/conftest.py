"""Frontdesk on a real HTTP server, the carrier beside it, the real SDKs between them; the bot says what a test scripts."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

import bot
from bot.messages import Reply, Said
from handlers.phone.carrier import Carrier
from handlers.phone.routes import carrier_blueprint
from store import database as db
from store import outbox, settings
from store.models import Clinic, Contact
from tests import factory
from wsgi import create_app

SID = "AC" + "0" * 32
TOKEN = "a-token-for-tests"
CLINIC = "+15550100000"
BOT_TOKEN = "1000000001:a-bot-token-for-tests"
SECRET = "a-telegram-secret"
STAFF_CHAT = -1000000000001
ANA, BEN, CHAT = "+15550100001", "+15550100002", 50100001


@dataclass
class Script:
    """Stands in for the bot's brain: what it heard, and what it says (an echo unless a test sets `says`)."""

    heard: list[Said] = field(default_factory=list)
    says: Callable[[Contact, Said, dt.datetime], list[Reply]] | None = None

    def reply(self, contact: Contact, said: Said, now: dt.datetime) -> list[Reply]:
        self.heard.append(said)
        return self.says(contact, said, now) if self.says else [Reply(f"You said: {said.text or '(nothing)'}")]


@dataclass
class Town:
    app: Flask
    carrier: Carrier
    clinic: Clinic
    url: str
    spool: Path


def environment(url: str, database_url: str, folder: Path) -> dict[str, str]:
    return {
        "FRONTDESK_ENV": "test",
        "DATABASE_URL": database_url,
        "QUEUE_URL": f"sqlite:///{folder}/queue.db",
        "PUBLIC_URL": url,
        "TWILIO_ACCOUNT_SID": SID,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": CLINIC,
        "TWILIO_API_BASE": f"{url}/carrier",
        "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
        "TELEGRAM_SECRET_TOKEN": SECRET,
        "TELEGRAM_STAFF_CHAT_ID": str(STAFF_CHAT),
        "TELEGRAM_API_BASE": f"{url}/carrier",
        "SPOOL_DIR": str(folder / "spool"),
    }


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    stand_in = Script()
    monkeypatch.setattr(bot, "reply", stand_in.reply)
    return stand_in


@pytest.fixture
def town(store: str, tmp_path: Path, script: Script) -> Iterator[Town]:
    server = make_server("127.0.0.1", 0, Flask("nobody yet"), threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    db.database.close()
    app = create_app(environment(url, store, tmp_path))
    db.database.connect(reuse_if_open=True)
    carrier = Carrier(url, SID, TOKEN, CLINIC, BOT_TOKEN, SECRET, STAFF_CHAT)
    carrier.callbacks(delay=0)
    app.register_blueprint(carrier_blueprint(carrier), url_prefix="/carrier")
    server.app = app
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    clinic = factory.clinic()
    settings.put(clinic, {"quiet_hours": "00:00-00:00"})  # the clock on the wall is real here
    yield Town(app, carrier, clinic, url, tmp_path / "spool")
    outbox.wake_with(lambda: None)
    carrier.reset()
    server.shutdown()
    server.server_close()
    thread.join(5)
