"""Zoom's side of the calls we make, over real HTTP: it refuses what the real one would, and fails when told to.

Shapes by developers.zoom.us: POST /oauth/token (Basic, form), POST /v2/users/me/meetings (201), PATCH and DELETE
/v2/meetings/{id} (204, 404 with code 3001), 401 with code 124 for a token that is over.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.serving import make_server

ACCOUNT, CLIENT, SECRET = "an-account", "a-client", "a-secret"


@dataclass
class ZoomEmulator:
    """`fail` holds the answers to come instead of the real ones: (status, headers); `calls` what was asked."""

    url: str = ""
    meetings: dict[int, dict[str, Any]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    fail: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def end_tokens(self) -> None:
        self.tokens.append("ended")

    def app(self) -> Flask:
        app = Flask("zoom")
        app.post("/oauth/token")(self.token)
        app.post("/v2/users/me/meetings")(self.make)
        app.patch("/v2/meetings/<int:number>")(self.move)
        app.delete("/v2/meetings/<int:number>")(self.end)
        app.before_request(self.check)
        return app

    def check(self) -> ResponseReturnValue | None:
        self.calls.append(f"{request.method} {request.path}")
        if request.path != "/oauth/token":
            if request.headers.get("Authorization") != f"Bearer {self.tokens[-1] if self.tokens else ''}":
                return jsonify(code=124, message="Invalid access token."), 401
            if self.fail:
                status, headers = self.fail.pop(0)
                return Response('{"code": 1, "message": "no"}', status, headers)
        return None

    def token(self) -> ResponseReturnValue:
        signed = request.authorization
        if signed is None or (signed.type, signed.username, signed.password) != ("basic", CLIENT, SECRET):
            return jsonify(reason="Invalid client_id or client_secret", error="invalid_client"), 400
        if request.form.to_dict() != {"grant_type": "account_credentials", "account_id": ACCOUNT}:
            return jsonify(reason="unsupported grant type", error="unsupported_grant_type"), 400
        self.tokens.append(f"token-{len(self.tokens)}")
        return jsonify(access_token=self.tokens[-1], token_type="bearer", expires_in=3600, scope="meeting:write")

    def make(self) -> ResponseReturnValue:
        body = self.read(
            {"topic": str, "type": int, "start_time": str, "duration": int, "timezone": str, "settings": dict}
        )
        number = 85000000000 + len(self.meetings)
        url = f"https://us02web.zoom.us/j/{number}?pwd=UUFyU0VYQTlzNGF1V3pqcXU2SXZodz09.1"
        self.meetings[number] = body
        return jsonify(id=number, join_url=url, start_url="https://us02web.zoom.us/s/secret", **body), 201

    def move(self, number: int) -> ResponseReturnValue:
        if number not in self.meetings:
            return jsonify(code=3001, message="Meeting does not exist."), 404
        self.meetings[number] |= self.read({"start_time": str, "duration": int, "timezone": str})
        return Response(status=204)

    def end(self, number: int) -> ResponseReturnValue:
        if self.meetings.pop(number, None) is None:
            return jsonify(code=3001, message="Meeting does not exist."), 404
        return Response(status=204)

    def read(self, shape: dict[str, type]) -> dict[str, Any]:
        """The request's JSON; what differs from the shape is noted."""
        body: dict[str, Any] = request.get_json()
        if {name: type(value) for name, value in body.items()} != shape:
            self.wrong.append(f"shape of {request.method}: {body}")
        dt.datetime.strptime(body["start_time"], "%Y-%m-%dT%H:%M:%SZ")
        return body


@contextmanager
def zoom_emulator() -> Iterator[ZoomEmulator]:
    """The emulator on a port of its own."""
    emulator = ZoomEmulator()
    server = make_server("127.0.0.1", 0, emulator.app(), threaded=True)
    emulator.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield emulator
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
