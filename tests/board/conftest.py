"""The whole application under a standing clock, and browsers of people who are signed in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from werkzeug.test import TestResponse

from bot import links
from store import clock, staff
from store import database as db
from store.models import Clinic, Doctor, StaffMember
from tests import factory
from tests.handlers.conftest import environment
from wsgi import create_app

TEN = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
NOTICE = re.compile(r'<div class="notice[^"]*"><span>(.*?)</span>', re.DOTALL)


class Browser:
    """A browser without JavaScript's conveniences: it opens pages, and posts forms as htmx or plainly."""

    def __init__(self, app: Flask, address: str = "10.0.0.7") -> None:
        self.client: FlaskClient = app.test_client()
        self.address = address
        self.csrf = ""

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.client.get(path, environ_base={"REMOTE_ADDR": self.address}, **given)

    def sign_in(self, member: StaffMember) -> TestResponse:
        path = links.sign_in(member, clock.now()).split("/staff/", 1)[1]
        answer = self.client.post(f"/staff/enter/{path.removeprefix('enter/')}")
        found = CSRF.search(self.get("/staff/").text)
        self.csrf = found[1] if found else ""
        return answer

    def press(
        self, path: str, *, csrf: str | None = None, htmx: bool = True, shown: str | None = None, **form: str
    ) -> TestResponse:
        """`shown`: the state in which the button was drawn."""
        headers = {"HX-Request": "true"} if htmx else {}
        sent = {"csrf": self.csrf if csrf is None else csrf} | form | ({"as": shown} if shown else {})
        return self.client.post(path, data=sent, headers=headers, environ_base={"REMOTE_ADDR": self.address})

    def look(self, seen: str = "") -> TestResponse:
        return self.get("/staff/live", query_string={"seen": seen}, headers={"HX-Request": "true"})


def notice(answer: TestResponse) -> str:
    """What the page says after an act."""
    found = NOTICE.search(answer.text)
    assert found, answer.text
    return found[1]


@pytest.fixture
def time() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time(TEN) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def app(store: str, tmp_path: Path, time: FrozenDateTimeFactory) -> Flask:
    db.database.close()
    app = create_app(environment("http://desk.test", store, tmp_path))
    db.database.connect(reuse_if_open=True)
    return app


@pytest.fixture
def clinic(app: Flask) -> Clinic:
    return factory.clinic()


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic, "Dr. Maya Lee")


@pytest.fixture
def park(clinic: Clinic, lee: Doctor) -> Doctor:
    return factory.doctor(clinic, "Dr. Tom Park")


Enter = Callable[..., Browser]


@pytest.fixture
def enter(app: Flask, clinic: Clinic) -> Enter:
    """Adds a member of staff and signs them in: enter("Ana Front", "receptionist")."""

    def signed_in(name: str, role: str, doctor: Doctor | None = None) -> Browser:
        member, _ = staff.add(clinic, name, role, now=TEN, doctor=doctor)
        browser = Browser(app)
        browser.sign_in(member)
        return browser

    return signed_in


@pytest.fixture
def ana(enter: Enter) -> Browser:
    """A receptionist's."""
    return enter("Ana Front", "receptionist")
