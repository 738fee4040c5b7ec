"""The whole application on a real HTTP server with the sample morning in it, its clock running from morning.NOW."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from werkzeug.serving import BaseWSGIServer, make_server

from bot import links
from store import clock
from store import database as db
from store.models import Clinic, StaffMember
from tests.board import morning
from tests.handlers.conftest import environment
from tests.processes import free_port
from wsgi import create_app


@dataclass
class Stage:
    """`server` may be stopped and started again, at the same address."""

    clinic: Clinic
    url: str
    app: object
    server: BaseWSGIServer | None = None

    def now(self) -> dt.datetime:
        return clock.now()

    def link(self, name: str) -> str:
        """A fresh one-time link for this member of staff."""
        return links.sign_in(StaffMember.get(StaffMember.name == name), clock.now())

    def sign_in(self, page: Page, name: str = "Rita Front") -> None:
        """As a person does it: open the link, press the button."""
        page.goto(self.link(name))
        page.get_by_role("button", name="Open the board").click()
        page.wait_for_url(f"{self.url}/staff/")

    def start(self) -> None:
        port = int(self.url.rsplit(":", 1)[1])
        self.server = make_server("127.0.0.1", port, self.app, threaded=True)  # type: ignore[arg-type]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


@contextmanager
def stage(database_url: str, folder: Path) -> Iterator[Stage]:
    """The sample morning, served. The models are connected to `database_url`, which holds empty tables."""
    url = f"http://127.0.0.1:{free_port()}"
    db.database.close()
    app = create_app(environment(url, database_url, folder))
    shift = morning.NOW - clock.unshifted()
    db.database.connect(reuse_if_open=True)
    clock.shift_by(lambda: shift)
    found = Stage(morning.build(), url, app)
    found.start()
    try:
        yield found
    finally:
        found.stop()
        clock.shift_by(None)
