"""The page's own routes: who writes, what a poll gets, the clock, and where it refuses to be."""

from __future__ import annotations

import pytest
from flask import Flask

from handlers.phone.page import phone_blueprint
from tests.phone.conftest import Town
from tests.phone.controls import SampleControls
from tests.phone.people import CLINIC, MAYA, NOAH_CHAT, STAFF_CHAT


def test_a_text_and_the_poll_after_it(page_town: Town) -> None:
    browser = page_town.app.test_client()
    empty = browser.get("/phone/state", query_string={"address": MAYA}).get_json()
    assert empty["threads"] == {MAYA: []}
    assert empty["clock"] == {
        "day": "Mon 23 Nov",
        "time": "9:41am",
        "zone": "EST",
        "iso": "2026-11-23T09:41:00-05:00",
    }

    told = browser.post("/phone/text", json={"from": MAYA, "body": "hi"}).get_json()
    assert told == {"status": 200, "messages": ["You wrote: hi"]}
    page_town.carrier.settle()
    state = browser.get("/phone/state", query_string={"address": MAYA, "since": empty["version"]}).get_json()
    assert [(b["author"], b["text"], b["time"], b["day"]) for b in state["threads"][MAYA]] == [
        ("phone", "hi", "9:41am", "Mon 23 Nov"),
        ("clinic", "You wrote: hi", "9:41am", "Mon 23 Nov"),
    ]
    same = browser.get("/phone/state", query_string={"address": MAYA, "since": state["version"]}).get_json()
    assert "threads" not in same
    assert "clock" in same


def test_each_chat_is_written_in_by_its_own_person(page_town: Town) -> None:
    browser = page_town.app.test_client()
    browser.post("/phone/telegram/text", json={"chat_id": NOAH_CHAT, "text": "book"})
    browser.post("/phone/telegram/text", json={"chat_id": STAFF_CHAT, "text": "/next"})
    browser.post("/phone/telegram/contact", json={"chat_id": NOAH_CHAT})
    browser.post("/phone/telegram/photo", json={"chat_id": NOAH_CHAT})
    senders = [update["message"]["from"] for update in page_town.clinic.updates]
    assert [sender["first_name"] for sender in senders] == ["Noah", "Sam", "Noah", "Noah"]
    assert senders[0]["id"] == NOAH_CHAT
    assert senders[1]["id"] not in (NOAH_CHAT, abs(STAFF_CHAT))
    assert page_town.clinic.updates[2]["message"]["contact"]["phone_number"] == "+15555550112"


def test_moving_the_clock_runs_what_is_due(page_town: Town, controls: SampleControls) -> None:
    browser = page_town.app.test_client()
    moved = browser.post("/phone/clock", json={"minutes": 60}).get_json()
    assert (moved["clock"]["time"], moved["done"], controls.ticks) == ("10:41am", {"reminders": 1}, 1)
    assert [sent.body for sent in page_town.carrier.sent(to=MAYA)] == ["Reminder at 10:41"]
    assert browser.post("/phone/tick", json={}).get_json()["done"] == {"reminders": 1}
    back = browser.post("/phone/clock", json={"reset": True}).get_json()
    assert (back["clock"]["time"], back["done"], controls.ticks) == ("9:41am", {}, 2)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("clock", {"minutes": 0}),
        ("clock", {"minutes": -5}),
        ("clock", {"minutes": "soon"}),
        ("clock", {}),
        ("text", {"body": "hi"}),
        ("telegram/text", {"chat_id": NOAH_CHAT}),
        ("telegram/tap", {"chat_id": NOAH_CHAT, "data": "x"}),
        ("text", ["hi"]),
    ],
)
def test_what_makes_no_sense_is_refused(page_town: Town, path: str, body: object) -> None:
    assert page_town.app.test_client().post(f"/phone/{path}", json=body).status_code == 400


def test_a_form_from_another_site_is_refused(page_town: Town) -> None:
    answer = page_town.app.test_client().post("/phone/text", data={"from": MAYA, "body": "hi"})
    assert answer.status_code == 415
    assert page_town.clinic.texts == []


def test_names_on_the_page_are_escaped(town: Town, controls: SampleControls) -> None:
    controls.name = "</script><b>Clinic"
    town.app.register_blueprint(phone_blueprint(town.carrier, controls), url_prefix="/phone")
    page = town.app.test_client().get("/phone").get_data(as_text=True)
    assert "</script><b>" not in page
    assert "&lt;/script&gt;&lt;b&gt;Clinic" in page
    assert f"{CLINIC[:2]} {CLINIC[2:5]} {CLINIC[5:8]} {CLINIC[8:]}" in page


def test_production_refuses_the_page(town: Town, controls: SampleControls) -> None:
    app = Flask("production")
    app.config["FRONTDESK_ENV"] = "production"
    with pytest.raises(RuntimeError, match="never mounted in production"):
        app.register_blueprint(phone_blueprint(town.carrier, controls), url_prefix="/phone")
