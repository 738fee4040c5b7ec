"""The document and the routes are one thing, and every error is problem+json."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory

from handlers.staff import PREFIX
from handlers.staff.endpoint import ENDPOINTS, LARGEST_BODY
from store import staff
from store.models import Clinic, Doctor
from tests.handlers.staff.conftest import Desk, member


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    answer = app.test_client().get(f"{PREFIX}/openapi.json")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.get_json()
    return told


def test_every_route_is_in_the_document_and_every_path_of_it_is_a_route(app: Flask, document: dict[str, Any]) -> None:
    routes = {
        (re.sub(r"<([a-z]+)>", r"{\1}", rule.rule.removeprefix(PREFIX)), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("staff_api.") and rule.endpoint not in ("staff_api.unknown", "staff_api.openapi")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    told = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    assert routes == told
    assert len(routes) == len(ENDPOINTS) > 20


def test_the_document_holds_together(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    text = json.dumps(document)
    for name in re.findall(r'"#/components/schemas/([^"]+)"', text):
        assert name in document["components"]["schemas"], name
    names = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))
    for path, methods in document["paths"].items():
        for operation in methods.values():
            declared = {part["name"] for part in operation.get("parameters", []) if part["in"] == "path"}
            assert declared == set(re.findall(r"{([a-z]+)}", path))
            assert operation["summary"]
            assert operation["x-role"] in staff.MAY
            assert {"401", "403", "429"} <= set(operation["responses"])


def test_every_route_wants_a_token(app: Flask, clinic: Clinic, time: FrozenDateTimeFactory) -> None:
    for one in ENDPOINTS:
        path = re.sub(r"<[a-z]+>", "1", one.path)
        for headers in ({}, {"Authorization": "Bearer nobody"}, {"Authorization": "Basic abc"}):
            answer = app.test_client().open(PREFIX + path, method=one.method, headers=headers)
            assert (answer.status_code, answer.mimetype) == (401, "application/problem+json"), path
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_every_route_keeps_to_its_role(app: Flask, clinic: Clinic, lee: Doctor, time: FrozenDateTimeFactory) -> None:
    doctor = member(app, clinic, "Maya Lee", "doctor", lee)
    for one in ENDPOINTS:
        answer = doctor.ask(one.method, re.sub(r"<[a-z]+>", "999", one.path))
        assert (answer.status_code == 403) == ("doctor" not in staff.MAY[one.role]), one.path
        assert answer.status_code < 500


def test_errors_are_problems(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    expected = {
        404: desk.get("/nothing/here"),
        405: desk.ask("DELETE", "/queue"),
        413: desk.ask("POST", "/queue", {"patient": "x" * LARGEST_BODY}),
        415: desk.ask("POST", "/queue/next", data="doctor=1"),
        422: desk.post("/queue/next", {"doctor": [1], "rom": "2"}),
    }
    for status, answer in expected.items():
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        told = answer.get_json()
        assert told["status"] == status
        assert told["title"]
        assert told["detail"]
    assert expected[405].headers["Allow"] == "GET, HEAD, POST"
    assert {wrong["field"].split(".")[0] for wrong in expected[422].get_json()["errors"]} == {"doctor", "rom"}
    broken = desk.ask("POST", "/queue/next", data="{not json", content_type="application/json")
    assert broken.status_code == 422


def test_a_token_has_so_many_requests_a_minute(app: Flask, desk: Desk, time: FrozenDateTimeFactory) -> None:
    app.config["STAFF_REQUESTS_PER_MINUTE"] = 3
    assert [desk.get("/time").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = desk.get("/time")
    assert refused.headers["Retry-After"] == "60"
    time.tick(60)
    assert desk.get("/time").status_code == 200


def test_a_token_that_ended_is_nobodys(app: Flask, desk: Desk, clinic: Clinic) -> None:
    staff.revoke(staff.named(clinic, "Rosa Sample"), now=clinic.created_at)
    assert desk.get("/time").status_code == 401
