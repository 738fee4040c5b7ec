"""Frontdesk whole: the real bot behind real HTTP, the carrier beside it, patients with phones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from handlers.phone.carrier import Carrier
from handlers.phone.routes import carrier_blueprint
from jobs import queue
from store import database as db
from store import outbox
from tests import factory
from tests.conftest import REDIS
from tests.handlers.conftest import BOT_TOKEN, CLINIC, SECRET, SID, STAFF_CHAT, TOKEN, Town, environment
from wsgi import create_app


@contextmanager
def running_town(database_url: str, folder: Path, queue_url: str = "") -> Iterator[Town]:
    """Elm Street Clinic, without doctors yet, answering on a port of its own; the database is connected."""
    server = make_server("127.0.0.1", 0, Flask("nobody yet"), threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    db.database.close()
    app = create_app(environment(url, database_url, folder) | ({"QUEUE_URL": queue_url} if queue_url else {}))
    queue.connected().huey.flush()
    db.database.connect(reuse_if_open=True)
    carrier = Carrier(url, SID, TOKEN, CLINIC, BOT_TOKEN, SECRET, STAFF_CHAT)
    carrier.callbacks(delay=0)
    app.register_blueprint(carrier_blueprint(carrier), url_prefix="/carrier")
    server.app = app
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Town(app, carrier, factory.clinic(), url, folder / "spool")
    finally:
        outbox.wake_with(lambda: None)
        carrier.reset()
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def town(store: str, engine: str, tmp_path: Path) -> Iterator[Town]:
    """Elm Street Clinic with Dr. Lee, weekdays nine to five; its queue on Redis where its rows are on PostgreSQL."""
    with running_town(store, tmp_path, REDIS if engine == "postgresql" else "") as town:
        factory.doctor(town.clinic)
        yield town
