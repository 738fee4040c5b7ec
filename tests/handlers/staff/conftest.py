"""A small app with nothing but the staff endpoint, and clients that hold a token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from werkzeug.test import TestResponse

from handlers.staff import PREFIX, staff_blueprint
from store import staff
from store.models import Clinic, Doctor
from tests import factory

TEN = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York


class Desk:
    """Speaks the endpoint with one member's token."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client, self.token = client, token

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, **given: Any
    ) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"} | (headers or {})
        sent = {"json": body} if body is not None else {}
        return self.client.open(f"{PREFIX}{path}", method=method, headers=headers, **sent, **given)

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.ask("GET", path, query_string=query)

    def post(self, path: str, body: Any = None) -> TestResponse:
        return self.ask("POST", path, body)


@pytest.fixture
def time() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time(TEN) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def app(store: str) -> Flask:
    app = Flask("test")
    app.register_blueprint(staff_blueprint())
    return app


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic, "Dr. Maya Lee")


@pytest.fixture
def park(clinic: Clinic, lee: Doctor) -> Doctor:
    return factory.doctor(clinic, "Dr. Tom Park")


def member(app: Flask, clinic: Clinic, name: str, role: str, doctor: Doctor | None = None) -> Desk:
    _, token = staff.add(clinic, name, role, now=TEN, doctor=doctor)
    return Desk(app.test_client(), token)


@pytest.fixture
def desk(app: Flask, clinic: Clinic, time: FrozenDateTimeFactory) -> Desk:
    """A receptionist's."""
    return member(app, clinic, "Rosa Sample", "receptionist")
