"""The waiting-room page: numbers and rooms, no names, and nothing for who does not know its address."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask

from bot.desk import line as desk_line
from store.audit import CLOCK
from store.models import Clinic, Doctor, Ticket
from tests import factory
from tests.board.conftest import TEN, Browser

SEEN = re.compile(r'hx-get="/display/display-elm/now\?seen=([^"]+)"')


@pytest.fixture
def screen(app: Flask, clinic: Clinic) -> Browser:
    return Browser(app)


@pytest.fixture
def tickets(clinic: Clinic, lee: Doctor, park: Doctor) -> list[Ticket]:
    return [factory.walk_in(clinic, f"Person{number} Sample", TEN) for number in range(9)]


def shown(text: str) -> tuple[list[str], list[str]]:
    """The numbers now served with their rooms, and the numbers that follow."""
    serving, _, after = text.partition('id="next"')
    calls = re.findall(r"<li data-call[^>]*><strong>(\w+)</strong><span>(.*?)</span>", serving)
    return [" ".join(call) for call in calls], re.findall(r"<li>(Q\d+)</li>", after)


def test_numbers_and_rooms_newest_first_and_no_names(
    screen: Browser, tickets: list[Ticket], lee: Doctor, park: Doctor, clinic: Clinic
) -> None:
    desk_line.call_next(clinic, lee, actor=CLOCK, now=TEN)
    desk_line.call_next(clinic, park, room="Lab", actor=CLOCK, now=TEN + dt.timedelta(seconds=5))
    page = screen.get("/display/display-elm")
    assert shown(page.text) == (
        ["Q002 Lab", "Q001 Room 1"], ["Q003", "Q004", "Q005", "Q006", "Q007", "Q008"],
    )  # fmt: skip
    for name in ("Sample", "Person", "Lee", "Park"):
        assert name not in page.text
    assert "Elm Street Clinic" in page.text


def test_who_lets_others_pass_or_was_passed_over_is_not_next(
    screen: Browser, tickets: list[Ticket], lee: Doctor, clinic: Clinic
) -> None:
    first = desk_line.call_next(clinic, lee, actor=CLOCK, now=TEN)
    desk_line.skip(first, actor=CLOCK, now=TEN)
    desk_line.later(tickets[1], 10, actor=CLOCK, now=TEN)
    assert shown(screen.get("/display/display-elm").text)[1][:2] == ["Q003", "Q004"]


def test_an_unchanged_screen_gets_an_empty_answer(
    screen: Browser, tickets: list[Ticket], lee: Doctor, clinic: Clinic
) -> None:
    def look(seen: str) -> tuple[int, str]:
        answer = screen.get("/display/display-elm/now", query_string={"seen": seen})
        found = SEEN.search(answer.text)
        return answer.status_code, found[1] if found else ""

    page = SEEN.search(screen.get("/display/display-elm").text)
    assert page
    assert look(page[1]) == (204, "")
    called = desk_line.call_next(clinic, lee, actor=CLOCK, now=TEN)
    status, after = look(page[1])
    assert (status, after != page[1]) == (200, True)
    desk_line.recall(called, actor=CLOCK, now=TEN)  # the same number again: it chimes again
    assert look(after)[0] == 200


def test_a_page_of_an_earlier_release_loads_itself_anew(screen: Browser, clinic: Clinic) -> None:
    assert screen.get("/display/display-elm/now?seen=old.state").headers["HX-Refresh"] == "true"


def test_a_closed_queue_says_so(screen: Browser, clinic: Clinic) -> None:
    assert "queue is closed" not in screen.get("/display/display-elm").text
    desk_line.set_open(clinic, False, actor=CLOCK, now=TEN)
    assert "queue is closed" in screen.get("/display/display-elm").text


def test_an_unknown_address_is_404(screen: Browser) -> None:
    for path in ("/display/nobody", "/display/%00", "/display/nobody/now", "/display/", "/display/display-elm/then"):
        assert screen.get(path).status_code == 404
