"""The matrix of roles (S2): every route of the app, every page and button, every chat command, tried by everybody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import bot
from bot.messages import StaffSaid
from handlers import roles
from handlers.roles import PEOPLE, STAFF, Access, Undeclared
from store import contacts, staff
from store.database import transaction
from store.models import Clinic, Doctor, StaffMember
from tests import factory
from tests.board.conftest import TEN, Browser, app, clinic, enter, lee, time

__all__ = ["app", "clinic", "enter", "lee", "time"]

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
PLACEHOLDER = re.compile(r"<(?:\w+:)?\w+>")
LAST = ("board.leave", "board.enter")


@pytest.fixture
def engine() -> str:
    """Roles are the same on every engine."""
    return "sqlite"


def test_the_page_is_what_the_code_declares(app: Flask) -> None:
    assert PAGE.read_text(encoding="utf-8") == roles.page(app), "run: flask --app wsgi roles > docs/roles.md"


def test_a_route_without_a_role_is_found(app: Flask) -> None:
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/staff/new", "board.new", lambda: "")
    with pytest.raises(Undeclared, match="GET /staff/new"):
        roles.of_app(bare)
    assert all(one.guard or one.role in staff.MAY for one in roles.of_app(app))


@pytest.mark.slow
def test_every_route_is_open_to_whom_the_page_says(app: Flask, clinic: Clinic, lee: Doctor) -> None:
    app.config["STAFF_REQUESTS_PER_MINUTE"] = 10**6
    members = {
        role: staff.add(clinic, f"A {role}", role, now=TEN, doctor=lee if role == "doctor" else None) for role in STAFF
    }
    rows = [one for one in roles.of_app(app) if one.where != "open"]
    assert {one.where for one in rows} == {"endpoint", "board"}
    assert len(rows) > 60
    wrong = [
        f"{person}: {one.method} {one.path} answered {answer.status_code}"
        for person in PEOPLE
        for one in sorted(rows, key=lambda row: row.name in LAST)
        for answer in [_ask(app, one, members.get(person))]
        if _refused(answer) == (person in one.allowed)
    ]
    assert wrong == []


def _ask(app: Flask, one: Access, who: tuple[StaffMember, str] | None) -> TestResponse:
    """A request as that person would send it; the things it names are not there, which comes after the role."""
    path = PLACEHOLDER.sub("999", one.path)
    if one.where == "endpoint":
        token = who[1] if who is not None else "a-patient-has-none"
        return app.test_client().open(
            path, method=one.method, headers={"Authorization": f"Bearer {token}", "If-Match": "*"}
        )
    browser = Browser(app)
    if who is not None:
        _sign_in(browser.client, who[0], browser)
    sent = {"data": {"csrf": browser.csrf}} if one.method == "POST" else {}
    return browser.client.open(path, method=one.method, **sent)  # type: ignore[arg-type]


def _sign_in(client: FlaskClient, member: StaffMember, browser: Browser) -> None:
    """A session as base.begin_session makes it."""
    from store import sign_in

    with client.session_transaction() as session:
        session.update(member=member.id, mark=sign_in.mark(member), csrf="proof")
    browser.csrf = "proof"


def _refused(answer: TestResponse) -> bool:
    to_the_door = answer.status_code == 303 and answer.headers["Location"].endswith("/staff/sign-in")
    return answer.status_code in (401, 403) or to_the_door


# --- The staff chat --------------------------------------------------------------------------------------------------

Say = Callable[[int, str], str]


@pytest.fixture
def say(app: Flask, clinic: Clinic, lee: Doctor) -> Say:
    """What the group hears when the member with this Telegram id writes."""
    for number, role in enumerate(STAFF, 1):
        facts = {"name": f"A {role}", "role": role, "telegram_id": number, "created_at": TEN}
        StaffMember.create(clinic=clinic, doctor=lee if role == "doctor" else None, **facts)

    def said(sender: int, text: str) -> str:
        chat = str(clinic.staff_chat_id)
        with transaction():
            contacts.find_or_create(clinic, "telegram", chat, TEN)
            replies = bot.staff_reply(clinic, StaffSaid(chat=chat, text=text, sender_id=sender, group=True), TEN)
        return "\n".join(reply.text for reply in replies)

    return said


@pytest.mark.parametrize("one", roles.of_chat(), ids=lambda one: one.name)
def test_every_command_is_for_whom_the_page_says(say: Say, one: Access) -> None:
    for number, role in enumerate(STAFF, 1):
        refused = "That is for the role" in say(number, one.name)
        assert refused == (role not in one.allowed), (role, one.name)
    assert say(99, one.name) == ""  # a stranger, or a patient who found the group


def test_a_patient_who_texts_a_staff_command_commands_nothing(app: Flask, clinic: Clinic, lee: Doctor) -> None:
    phone = factory.contact(clinic)
    from bot.messages import Said
    from store.models import Audit, Setting, Ticket

    for one in roles.of_chat():
        with transaction():
            bot.reply(phone, Said(f"{one.name} lee auto_confirm_appointments off"), TEN)
    assert not Audit.select().where(Audit.actor_kind == "staff").exists()
    assert Clinic.get_by_id(clinic.id).queue_open
    assert not Setting.select().exists()
    assert not Ticket.select().where(Ticket.status != "waiting").exists()


def test_the_command_prints_the_page_in_development_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "roles"],
        cwd=PAGE.parents[1], env={**os.environ, "FRONTDESK_ENV": "development"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == PAGE.read_text(encoding="utf-8").strip()
