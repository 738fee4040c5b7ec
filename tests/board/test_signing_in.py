"""Who gets in, for how long, and what a request without the session's own token gets."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory

from bot import links
from handlers.board import blueprint, sign_in_link
from handlers.board.base import HEADERS
from store import staff
from store.models import Audit, Clinic, Doctor, StaffMember, SystemState, Ticket
from tests import factory
from tests.board.conftest import TEN, Browser, Enter


@pytest.fixture
def member(clinic: Clinic) -> StaffMember:
    return staff.add(clinic, "Ana Front", "receptionist", now=TEN)[0]


def path_of(link: str) -> str:
    assert link.startswith("http://desk.test/staff/enter/")
    return link.removeprefix("http://desk.test")


def test_a_link_opens_the_board_once(app: Flask, member: StaffMember) -> None:
    path = path_of(sign_in_link(member, TEN))
    one, other = Browser(app), Browser(app)
    for _ in range(3):  # a messenger's preview opens it, and spends nothing
        assert "Welcome, Ana Front" in one.get(path).text
    assert one.client.post(path).headers["Location"] == "/staff/"
    assert one.get("/staff/").status_code == 200
    again = other.client.post(path)
    assert (again.status_code, "no longer works" in again.text) == (410, True)
    assert other.get(path).status_code == 410
    assert other.get("/staff/").headers["Location"] == "/staff/sign-in"
    assert Audit.select().where(Audit.action == "staff.sign_in").count() == 1


def test_a_link_lives_for_15_minutes(app: Flask, member: StaffMember, time: FrozenDateTimeFactory) -> None:
    path = path_of(links.sign_in(member, TEN))
    time.move_to(TEN + dt.timedelta(minutes=14, seconds=59))
    assert Browser(app).get(path).status_code == 200
    time.move_to(TEN + dt.timedelta(minutes=15))
    assert Browser(app).get(path).status_code == 410
    assert Browser(app).client.post(path).status_code == 410


def test_a_link_that_was_touched_opens_nothing(app: Flask, member: StaffMember) -> None:
    path = path_of(links.sign_in(member, TEN))
    for wrong in (
        path[:-2] + ("AA" if path[-2:] != "AA" else "BB"),
        "/staff/enter/nonsense",
        f"/staff/enter/{'x' * 900}",
    ):
        assert Browser(app).client.post(wrong).status_code == 410


def test_a_link_ends_with_the_token_it_was_made_under(app: Flask, member: StaffMember) -> None:
    path = path_of(links.sign_in(member, TEN))
    staff.renew(member, now=TEN)
    assert Browser(app).client.post(path).status_code == 410


def test_what_is_kept_of_used_links_is_swept(app: Flask, member: StaffMember, time: FrozenDateTimeFactory) -> None:
    Browser(app).client.post(path_of(links.sign_in(member, TEN)))
    later = TEN + dt.timedelta(hours=1)
    time.move_to(later)
    Browser(app).client.post(path_of(links.sign_in(member, later)))
    assert SystemState.select().where(SystemState.key.startswith("board-link:")).count() == 1


def test_a_session_ends_after_12_idle_hours_and_the_pages_own_looking_does_not_count(
    ana: Browser, time: FrozenDateTimeFactory
) -> None:
    time.move_to(TEN + dt.timedelta(hours=11))
    assert ana.get("/staff/").status_code == 200  # she does something: from now on 12 hours more
    time.move_to(TEN + dt.timedelta(hours=22))
    assert ana.look().status_code == 200
    time.move_to(TEN + dt.timedelta(hours=23, seconds=1))
    gone = ana.look()
    assert (gone.status_code, gone.headers["HX-Redirect"]) == (401, "/staff/sign-in")
    assert ana.get("/staff/").headers["Location"] == "/staff/sign-in"


def test_a_session_ends_when_the_member_leaves_and_when_their_token_is_renewed(enter: Enter) -> None:
    ana, ben = enter("Ana Front", "receptionist"), enter("Ben Front", "receptionist")
    staff.revoke(StaffMember.get(StaffMember.name == "Ana Front"), now=TEN)
    assert ana.get("/staff/").status_code == 303
    assert ana.press("/staff/queue", open="no").headers["HX-Redirect"] == "/staff/sign-in"
    assert ben.get("/staff/").status_code == 200
    staff.renew(StaffMember.get(StaffMember.name == "Ben Front"), now=TEN)
    assert ben.get("/staff/").status_code == 303


def test_signing_out(ana: Browser) -> None:
    assert ana.press("/staff/sign-out", htmx=False).headers["Location"] == "/staff/sign-in"
    assert ana.get("/staff/").status_code == 303


def test_the_cookie_is_for_the_server_alone(app: Flask, member: StaffMember) -> None:
    cookie = Browser(app).client.post(path_of(links.sign_in(member, TEN))).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/staff" in cookie
    assert "Secure" not in cookie
    live = Flask("live")
    live.config.update(FRONTDESK_ENV="production", SECRET_KEY=app.secret_key)
    live.register_blueprint(blueprint())
    assert "Secure" in Browser(live).client.post(path_of(links.sign_in(member, TEN))).headers["Set-Cookie"]


def test_nothing_is_done_without_the_sessions_token(ana: Browser, enter: Enter, clinic: Clinic, lee: Doctor) -> None:
    ben = enter("Ben Front", "receptionist")
    ticket = factory.walk_in(clinic, "Mia Sample", TEN)
    for path in _posts(ana.client.application):
        path = path.replace("<id:doctor_id>", str(lee.id)).replace("<id:ticket_id>", str(ticket.id))
        path = re.sub(r"<id:\w+>", "1", path)
        for wrong in ("", "x", ben.csrf):
            assert ana.press(path, csrf=wrong).status_code == 403, path
            assert ana.press(path, csrf=wrong, htmx=False).status_code == 403, path
    assert Ticket.get_by_id(ticket.id).status == "waiting"
    assert ana.get("/staff/").status_code == 200


def test_the_token_may_come_in_a_header(ana: Browser, clinic: Clinic) -> None:
    answer = ana.client.post("/staff/queue", data={"open": "no"}, headers={"X-CSRF-Token": ana.csrf})
    assert answer.status_code == 303
    assert not Clinic.get_by_id(clinic.id).queue_open


def test_get_changes_nothing(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    factory.walk_in(clinic, "Mia Sample", TEN)
    before = Audit.select().count()
    for path in _posts(ana.client.application):
        path = path.replace("<id:doctor_id>", str(lee.id))
        path = re.sub(r"<id:\w+>", "1", path)
        assert ana.get(path).status_code in (200, 403, 404, 405), path  # a form to fill in, or nothing
    for path in ("/staff/", "/staff/audit", "/staff/live", "/display/display-elm", "/display/display-elm/now"):
        assert ana.get(path).status_code == 200
    assert Audit.select().count() == before


def test_every_page_forbids_foreign_scripts_and_frames(app: Flask, ana: Browser) -> None:
    for path in ("/staff/", "/staff/sign-in", "/staff/audit", "/display/display-elm", "/staff/enter/x", "/display/no"):
        answer = ana.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "style=" not in answer.text
        assert " onclick=" not in answer.text
    assert "unsafe-inline" not in HEADERS["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in HEADERS["Content-Security-Policy"]


def test_who_may_be_played_is_offered_in_development_only(app: Flask, member: StaffMember) -> None:
    assert "be somebody" not in Browser(app).get("/staff/sign-in").text
    assert Browser(app).get(f"/staff/as/{member.id}").status_code == 404
    app.config["FRONTDESK_ENV"] = "development"
    browser = Browser(app)
    assert "Ana Front" in browser.get("/staff/sign-in").text
    link = browser.get(f"/staff/as/{member.id}").headers["Location"]
    assert browser.client.post(link).headers["Location"] == "/staff/"


def _posts(app: Flask) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("board.")]
    found = [rule.rule for rule in rules if "POST" in (rule.methods or ()) and rule.endpoint != "board.enter"]
    assert len(found) > 20
    return found


def test_a_mistyped_address_leads_back_to_the_board(ana: Browser) -> None:
    for path in ("/staff/nowhere", "/staff/visits/x", "/staff/patients/999"):
        answer = ana.get(path)
        assert answer.status_code == 404
        assert 'href="/staff/">To the board</a>' in answer.text, path
        assert "Content-Security-Policy" in answer.headers
    assert "To the board" not in ana.get("/nowhere").text
    assert ana.get("/staff/api/v1/nowhere").content_type == "application/problem+json"
