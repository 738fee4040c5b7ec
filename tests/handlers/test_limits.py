"""The limits hold on every route there is (C6): by the application's own map, so that a new one is not forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from freezegun import freeze_time
from werkzeug.routing import Rule

from handlers import limits
from store import database as db
from tests.handlers.conftest import environment
from wsgi import create_app


@pytest.fixture
def app(store: str, tmp_path: Path) -> Iterator[Flask]:
    db.database.close()
    with freeze_time("2026-11-23 15:00:10"):
        yield create_app(environment("http://desk.test", store, tmp_path))
    db.database.connect(reuse_if_open=True)


def routes(app: Flask) -> list[tuple[str, str, Rule]]:
    return [
        (re.sub(r"<[^>]+>", "1", rule.rule), method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS", "TRACE"})
    ]


def test_every_route_has_so_many_requests_a_minute(app: Flask) -> None:
    app.config["REQUESTS_PER_MINUTE"] = 0
    refused = set()
    for path, method, rule in routes(app):
        answer = app.test_client().open(path, method=method)
        if rule.endpoint.partition(".")[0] in limits.BEYOND:
            assert answer.status_code != 429, path
            continue
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "50"), path
        refused.add(answer.mimetype)
    assert refused == {"text/plain", "application/problem+json"}
    beyond = {rule.rule for _, _, rule in routes(app) if rule.endpoint.partition(".")[0] in limits.BEYOND}
    assert beyond == {"/twilio/messages", "/twilio/status", "/telegram", "/healthz", "/readyz", "/metrics"}


def test_every_route_takes_so_many_bytes(app: Flask) -> None:
    for path, method, _ in routes(app):
        answer = app.test_client().open(path, method=method, data=b"x" * (limits.LARGEST_BODY + 1))
        assert answer.status_code == 413, path


def test_an_address_gets_its_minute_and_then_the_next(app: Flask) -> None:
    app.config["REQUESTS_PER_MINUTE"] = 3
    client = app.test_client()

    def ask(address: str = "10.0.0.1") -> int:
        return client.get("/staff/enter/x", environ_base={"REMOTE_ADDR": address}).status_code

    assert [ask() == 429 for _ in range(5)] == [False, False, False, True, True]
    assert ask("10.0.0.2") != 429
    with freeze_time("2026-11-23 15:01:00"):
        assert ask() != 429
