"""The day's page: what it shows, to whom, and how it refreshes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from freezegun.api import FrozenDateTimeFactory

from handlers.board.fragments import PANELS
from store import database as db
from store.models import Clinic, Doctor, Ticket
from tests import factory
from tests.board import morning
from tests.board.conftest import TEN, Browser, Enter

SEEN = re.compile(r'hx-get="/staff/live\?seen=([^"]+)"')


def seen(text: str) -> str:
    found = SEEN.search(text)
    assert found
    return found[1]


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements that the block sends to the database."""
    asked: list[str] = []
    engine: Any = db.database.obj
    run = engine.execute_sql

    def noted(sql: str, *more: Any, **named: Any) -> Any:
        asked.append(sql)
        return run(sql, *more, **named)

    engine.execute_sql = noted
    try:
        yield asked
    finally:
        del engine.execute_sql


def parts(text: str) -> list[str]:
    return re.findall(r'<hx-partial hx-target="#(\w+)"', text)


def test_an_unchanged_day_costs_an_empty_answer_and_six_queries(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    for number in range(10):
        factory.walk_in(clinic, f"Sample Person {number}", TEN)
    now = seen(ana.get("/staff/").text)
    with queries() as asked:
        answer = ana.look(now)
    assert (answer.status_code, answer.text) == (204, "")
    assert 3 <= len(asked) <= 6, asked


def test_only_what_changed_is_sent(ana: Browser, enter: Enter, clinic: Clinic, lee: Doctor) -> None:
    now = seen(ana.get("/staff/").text)
    factory.walk_in(clinic, "Mia Sample", TEN)
    answer = ana.look(now)
    assert parts(answer.text) == ["head", "rooms", "line"]
    assert "Mia Sample" in answer.text
    now = seen(answer.text)
    assert ana.look(now).status_code == 204
    enter("Ben Front", "receptionist").press("/staff/queue", open="no")
    assert parts(ana.look(now).text) == ["head"]


def test_a_new_minute_is_a_change(ana: Browser, clinic: Clinic, lee: Doctor, time: FrozenDateTimeFactory) -> None:
    now = seen(ana.get("/staff/").text)
    time.move_to(TEN + dt.timedelta(seconds=59))
    assert ana.look(now).status_code == 204
    time.move_to(TEN + dt.timedelta(seconds=60))
    answer = ana.look(now)
    assert parts(answer.text) == ["head"]
    assert "10:01am" in answer.text


def test_a_page_that_has_seen_nothing_or_nonsense_gets_everything(ana: Browser, lee: Doctor) -> None:
    for told in ("", "x", "a.b", "." * 50):
        assert parts(ana.look(told).text) == list(PANELS)


def test_counts_rooms_line_and_visits(app: Flask, time: FrozenDateTimeFactory) -> None:
    time.move_to(morning.NOW)
    morning.build()
    browser = Browser(app)
    browser.sign_in(morning.member("Rita Front"))
    page = browser.get("/staff/").text
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "10:24am Mon 23 Nov 8 waiting 4 in service 3 seen 9 to come 1 for a person" in text
    assert "Doctors on duty 6" in text
    assert "Q004 Ben Sample with the doctor since 10:08am · room 1" in text
    assert "Q006 Dev Example called 10:22am by Rita Front · room 3 · Ear ache" in text
    assert text.index("Q001 Pia Sample") < text.index("Q007 Elif Sample urgent") < text.index("Q002 Rosa Example")
    assert "10:00am Quinn Example 15 min late" in text
    assert "11:00am Victor Example to confirm" in text
    assert "And is there somewhere to park?" in text


def test_a_day_is_read_in_a_bounded_number_of_queries(ana: Browser, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    def cost() -> int:
        with queries() as asked:
            ana.look("")
        return len(asked)

    def add(some: range) -> None:
        for number in some:
            factory.walk_in(clinic, f"Sample Person {number}", TEN, doctor=(lee, park, None)[number % 3])
            starts = TEN + dt.timedelta(minutes=30 * (number % 6))
            factory.visit_of(clinic, f"Sample Visitor {number}", (lee, park)[number % 2], starts)

    add(range(3))
    few = cost()
    add(range(3, 30))
    assert 10 < cost() == few <= 60


def test_a_doctor_sees_their_own_visits_only(enter: Enter, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    factory.visit_of(clinic, "Own Patient", lee, TEN)
    factory.visit_of(clinic, "Other Patient", park, TEN)
    page = enter("Maya Lee", "doctor", lee).get("/staff/").text
    assert "Own Patient" in page
    assert "Other Patient" not in page
    assert "Add a walk-in" not in page
    stranger = enter("No Doctor", "doctor").get("/staff/").text
    assert "No doctor is linked to your name" in stranger
    assert "Own Patient" not in stranger


def test_a_doctor_off_duty_with_a_patient_has_a_card(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    off = factory.doctor(clinic, "Dr. Out Today", days=[])
    ticket = factory.walk_in(clinic, "Mia Sample", TEN)
    assert f'id="d{off.id}"' not in ana.get("/staff/").text
    ana.press(f"/staff/tickets/{ticket.id}/call", doctor=str(off.id))
    assert Ticket.get_by_id(ticket.id).serving_doctor_id == off.id
    assert f'id="d{off.id}"' in ana.get("/staff/").text


def test_every_id_is_there_once(app: Flask, time: FrozenDateTimeFactory) -> None:
    time.move_to(morning.NOW)
    morning.build()
    browser = Browser(app)
    browser.sign_in(morning.member("Ben Desk"))
    ids = re.findall(r'\bid="([^"]+)"', browser.get("/staff/").text)
    assert len(ids) == len(set(ids)) > 100


def test_the_day_says_how_many_left_unseen_once_somebody_has(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    mia = factory.walk_in(clinic, "Mia Sample", TEN)
    assert "left unseen" not in ana.get("/staff/").text
    ana.press(f"/staff/tickets/{mia.id}/call", doctor=str(lee.id))
    ana.press(f"/staff/tickets/{mia.id}/no-show")
    assert '<a href="#gone"><strong>1</strong> left unseen</a>' in ana.get("/staff/").text
