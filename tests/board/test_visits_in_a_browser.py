"""The pages of visits, of booking for a patient, of many visits at once and of reports, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from store import staff
from store.models import Appointment
from tests.board.stage import Stage, stage
from tests.board.test_in_a_browser import overflow
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
        first: Appointment = Appointment.select().order_by(Appointment.id).first()
        staff.add(found.clinic, "Sam Boss", "admin", now=found.now(), doctor=first.doctor)  # the owner, a doctor too
        yield found


def paths() -> list[str]:
    visit: Appointment = Appointment.select().order_by(Appointment.id).first()
    return [
        "/staff/visits", f"/staff/visits/{visit.id}", f"/staff/visits/{visit.id}/move",
        f"/staff/visits/{visit.id}/clinical", "/staff/book", "/staff/waitlist", "/staff/visits?q=mia", f"/staff/patients/{visit.patient_id}",
        "/staff/audit", "/staff/reports",
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    ready: Stage, browser: Browser, width: int, scheme: str
) -> None:
    with open_page(browser, width, 860, "dark" if scheme == "dark" else "light") as page:
        ready.sign_in(page, "Sam Boss")
        for path in paths():
            page.goto(f"{ready.url}{path}")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
            assert overflow(page) == 0, path


def test_many_are_cancelled_by_the_keyboard_with_a_bar_that_goes_on_by_itself(ready: Stage, browser: Browser) -> None:
    def cancelled() -> int:
        return int(Appointment.select().where(Appointment.status == "cancelled").count())

    before = cancelled()
    with open_page(browser, 360, 860) as page:
        ready.sign_in(page, "Sam Boss")
        page.goto(f"{ready.url}/staff/visits?status=confirmed")
        page.get_by_label("All", exact=False).and_(page.get_by_role("radio")).press("Space")
        page.get_by_label("Do", exact=True).select_option("cancel")
        page.get_by_role("button", name="Look first").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Cancel")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert overflow(page) == 0
        assert cancelled() == before
        page.get_by_role("button", name="and tell the patients").press("Enter")
        expect(page.get_by_text("Finished.")).to_be_visible(timeout=20_000)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    assert cancelled() > before


@pytest.mark.parametrize("width", [360, 1280])
def test_what_was_done_is_said_above_the_page_and_covers_nothing(ready: Stage, browser: Browser, width: int) -> None:
    visit = Appointment.get(Appointment.status == "confirmed")
    with open_page(browser, width, 860) as page:
        ready.sign_in(page, "Rita Front")
        page.goto(f"{ready.url}/staff/visits/{visit.id}")
        page.get_by_label("Fee").fill("40")
        page.get_by_role("button", name="Save payment").click()
        notice = page.locator("#news .notice")
        expect(notice).to_be_visible()
        box, panel = notice.bounding_box(), page.locator(".panel").first.bounding_box()
        assert box
        assert panel
        assert box["y"] + box["height"] <= panel["y"]
