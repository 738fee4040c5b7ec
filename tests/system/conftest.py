"""Frontdesk whole: the real bot behind real HTTP, the carrier beside it, patients with phones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from handlers.phone.carrier import Carrier, carrier_blueprint
from store import database as db
from tests import factory
from tests.handlers.conftest import BOT_TOKEN, CLINIC, SECRET, SID, STAFF_CHAT, TOKEN, Town, environment
from wsgi import create_app


@pytest.fixture
def town(store: str, tmp_path: Path) -> Iterator[Town]:
    """Elm Street Clinic with Dr. Lee, weekdays nine to five, answering on a port of its own."""
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
    factory.doctor(clinic)
    yield Town(app, carrier, clinic, url, tmp_path / "spool")
    carrier.reset()
    server.shutdown()
    server.server_close()
    thread.join(5)
