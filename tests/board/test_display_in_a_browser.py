"""The waiting-room page in Chromium: its chime, a lost connection, and nothing that covers anything (Q9)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.desk import line as desk_line
from store.audit import CLOCK
from tests.board.stage import Stage, stage
from tests.board.test_in_a_browser import doctor, overflow
from tests.phone.driver import chromium, open_browser, open_page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def ready(store: str, tmp_path: Path) -> Iterator[Stage]:
    with stage(store, tmp_path) as found:
        yield found


def test_the_display_chimes_at_each_new_call(ready: Stage, browser: Browser) -> None:
    with open_page(browser, 1280, 720) as page:
        page.goto(f"{ready.url}/display/display-elm")
        expect(page.locator(".serving li").first).to_contain_text("Q006")
        page.get_by_role("button", name="Turn the chime on").click()
        expect(page.locator("body")).to_have_attribute("data-played", "1")
        called = desk_line.call_next(ready.clinic, doctor("Dr. Paul Berg"), actor=CLOCK, now=ready.now())
        expect(page.locator(".serving li").first).to_have_text(re.compile("Q007.*Room 6"))
        expect(page.locator("body")).to_have_attribute("data-played", "2")
        desk_line.recall(called, actor=CLOCK, now=ready.now())
        expect(page.locator("body")).to_have_attribute("data-played", "3")
        desk_line.start(called, actor=CLOCK, now=ready.now() + dt.timedelta(seconds=1))
        expect(page.locator(".serving li.new")).to_have_count(1)
        expect(page.locator("body")).to_have_attribute("data-played", "3")


def test_the_display_survives_a_lost_connection(ready: Stage, browser: Browser) -> None:
    with open_page(browser, 1280, 720) as page:
        page.goto(f"{ready.url}/display/display-elm")
        ready.stop()
        expect(page.locator("#away")).to_contain_text("Reconnecting")
        expect(page.locator(".serving li").first).to_contain_text("Q006")  # what was shown stays
        desk_line.call_next(ready.clinic, doctor("Dr. Paul Berg"), actor=CLOCK, now=ready.now())
        ready.start()
        expect(page.locator(".serving li").first).to_contain_text("Q007")
        expect(page.locator("#away")).to_be_empty()


LIES_ON = """([one, other]) => {
    const a = document.querySelector(one).getBoundingClientRect(), b = document.querySelector(other).getBoundingClientRect();
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (360, 780)])
def test_nothing_on_the_display_lies_on_something_else(ready: Stage, browser: Browser, width: int, height: int) -> None:
    with open_page(browser, width, height) as page:
        page.goto(f"{ready.url}/display/display-elm")
        page.evaluate("document.getElementById('away').textContent = 'Reconnecting… please listen for your number.'")
        for one, other in (("#sound", ".next"), ("#away", ".next ol"), ("#away", "#sound"), ("#away", ".serving ol")):
            assert not page.evaluate(LIES_ON, [one, other]), f"{one} lies on {other}"
        assert overflow(page) == 0
