"""What every route keeps to (C6): so many requests a minute from one address, and bodies of so many bytes.

The providers' webhooks are beyond the first limit: all patients' texts come from a few addresses of theirs. They are
signed, and held back by sender (loop_guard.py). The staff endpoint counts each token as well, in the database.
"""

from __future__ import annotations

import threading
import time

from flask import Flask, Response, current_app, request

from handlers.staff import PREFIX, problems
from handlers.staff.problems import Problem

LARGEST_BODY = 64 * 1024  # bytes: a form of 1600 characters, or a Telegram update, is far below
REQUESTS_PER_MINUTE = 1200  # an address, in one process; a clinic's whole desk may sit behind one
BEYOND = ("webhooks", "health", "carrier")  # blueprints; the carrier is development's own
WINDOW = 60  # seconds
MOST_ADDRESSES = 10_000


class Addresses:
    """How often each address has asked in the present minute; forgets everything with the minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window, self._asked = -1, dict[str, int]()

    def wait_for(self, address: str, limit: int) -> int:
        """Counts one request; returns 0, or the seconds to wait once the minute's limit is used up."""
        window, into = divmod(int(time.time()), WINDOW)
        with self._lock:
            if window != self._window:
                self._window, self._asked = window, {}
            if len(self._asked) >= MOST_ADDRESSES and address not in self._asked:
                address = "everybody else"  # a flood from everywhere shares one count
            self._asked[address] = self._asked.get(address, 0) + 1
            return WINDOW - into if self._asked[address] > limit else 0


def apply(app: Flask) -> None:
    """Has `app` refuse what is too much or too large before any route is asked."""
    addresses = Addresses()
    app.config.setdefault("REQUESTS_PER_MINUTE", REQUESTS_PER_MINUTE)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY

    @app.before_request
    def refuse() -> Response | None:
        if (request.content_length or 0) > LARGEST_BODY:
            return _refusal(Problem(413, f"At most {LARGEST_BODY} bytes."))
        if request.blueprint in BEYOND:
            return None
        limit = current_app.config["REQUESTS_PER_MINUTE"]
        seconds = addresses.wait_for(request.remote_addr or "", limit)
        return (
            _refusal(Problem(429, f"{limit} requests a minute are used up.", {"Retry-After": str(seconds)}))
            if seconds
            else None
        )


def _refusal(problem: Problem) -> Response:
    if request.path.startswith(PREFIX):
        return problems.answer(problem)
    return Response(f"{problem.detail}\n", problem.status, problem.headers, mimetype="text/plain")
