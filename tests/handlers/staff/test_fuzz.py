"""Whatever a client sends, the answer is one of those the document promises, and a problem when it is an error."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.staff import PREFIX, VERSION, openapi
from handlers.staff.endpoint import ENDPOINTS, Endpoint
from store.models import Clinic, Doctor, OutboxMessage, Ticket
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk

NASTY: list[object] = [
    None, True, 0, -1, 2**63, 1.5, "", " ", "0", "Q001", "\x00", "\ud800", "\u202e", "💥" * 30, "9" * 5000, "lee", "%", "_",
    "9999-12-31", "0001-01-01", "2026-11-23", "+15550100123", "+1", "waiting", "urgent", [], {}, ["a"], {"a": 1}, "x" * 300,
]  # fmt: skip


def members(model: object) -> list[str]:
    return sorted(getattr(model, "model_fields", {}))


@pytest.mark.slow
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_request_breaks_the_endpoint(
    app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, time: FrozenDateTimeFactory, data: st.DataObject
) -> None:
    app.config["STAFF_REQUESTS_PER_MINUTE"] = 10**6
    OutboxMessage.delete().execute()
    Ticket.delete().execute()
    Clinic.update(queue_open=True).execute()
    if data.draw(st.booleans(), label="somebody waits"):
        factory.walk_in(clinic, "Ana Ruiz", TEN)
    one: Endpoint = data.draw(st.sampled_from(ENDPOINTS))
    part = data.draw(st.sampled_from([str(value) for value in NASTY if value and "/" not in str(value)]))
    path = re.sub(r"<[a-z]+>", lambda _: quote(part.encode("utf-8", "surrogatepass"), safe=""), one.path)
    nasty = st.sampled_from(NASTY)
    body = {name: data.draw(nasty) for name in members(one.body) if data.draw(st.booleans())}
    query = {name: str(data.draw(nasty)) for name in members(one.query) if data.draw(st.booleans())}
    safe = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    answer = desk.ask(
        one.method, path, query_string=safe, data=json.dumps(body), content_type="application/json",
    )  # fmt: skip
    promised = openapi.document(PREFIX, VERSION)["paths"][re.sub(r"<([a-z]+)>", r"{\1}", one.path)][one.method.lower()]
    assert str(answer.status_code) in promised["responses"], (
        one.path,
        answer.status_code,
        answer.get_data(as_text=True),
    )
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json()["status"] == answer.status_code
