"""Hours, clinic and settings in Chromium: with the keyboard, on a phone, for a screen reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from store import blocks, staff
from store.models import Appointment, Doctor, Schedule
from tests import factory
from tests.board.stage import Stage, stage
from tests.board.test_in_a_browser import overflow
from tests.phone.driver import chromium, open_browser, open_page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]

DAY = "2026-11-25"  # a Wednesday with hours and no visits


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
        staff.add(found.clinic, "Sam Boss", "admin", now=found.now())
        yield found


def paths(ready: Stage) -> list[str]:
    lee: Doctor = Doctor.get(Doctor.name == "Dr. Maya Lee")
    schedule: Schedule = Schedule.get(Schedule.doctor == lee)
    return [
        "/staff/hours", f"/staff/hours?doctor={lee.id}", f"/staff/hours/schedules/{schedule.id}", "/staff/hours/new",
        "/staff/hours/block", "/staff/hours/open", "/staff/hours/bulk", "/staff/hours/copy", "/staff/hours/holidays",
        "/staff/clinic", f"/staff/clinic/doctors/{lee.id}", "/staff/clinic/services/new", "/staff/clinic/settings",
        f"/staff/clinic/settings?doctor={lee.id}",
    ]  # fmt: skip


def retire_lee(page: Page, ready: Stage) -> None:
    lee: Doctor = Doctor.get(Doctor.name == "Dr. Maya Lee")
    page.goto(f"{ready.url}/staff/clinic/doctors/{lee.id}")
    page.get_by_label("Can be booked").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("booked visits")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    ready: Stage, browser: Browser, width: int, scheme: str
) -> None:
    def check(what: str) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, f"{what}\n{found.generate_report()}"
        assert overflow(page) == 0, what

    with open_page(browser, width, 860, "dark" if scheme == "dark" else "light") as page:
        ready.sign_in(page, "Sam Boss")
        for path in paths(ready):
            page.goto(f"{ready.url}{path}")
            check(path)
        retire_lee(page, ready)
        check("the question about visits")
        page.goto(f"{ready.url}/staff/hours/bulk")
        page.get_by_label("Dr. Tom Park").check()
        for name, value in (("First day", DAY), ("Last day", DAY), ("From", "06:00"), ("Until", "07:00")):
            page.get_by_label(name).fill(value)
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("This makes 1")
        check("the preview")
        page.goto(f"{ready.url}/staff/hours/new")
        page.get_by_label("From", exact=True).fill("09:00")
        page.get_by_label("Until", exact=True).fill("12:00")
        page.get_by_role("button", name="Add these hours").click()
        expect(page.get_by_role("alert")).to_contain_text("tick at least one day")
        check("a refusal")


def test_the_calendar_is_worked_with_the_keyboard_alone(ready: Stage, browser: Browser) -> None:
    lee: Doctor = Doctor.get(Doctor.name == "Dr. Maya Lee")
    with open_page(browser) as page:
        ready.sign_in(page, "Sam Boss")
        page.goto(f"{ready.url}/staff/hours?day={DAY}")

        def tab_to(words: str) -> None:
            for _ in range(80):
                page.keyboard.press("Tab")
                if page.evaluate("document.activeElement.textContent.trim()").startswith(words):
                    return
            raise AssertionError(f"the Tab key never comes to {words!r}")

        tab_to("Change the hours, Dr. Maya Lee, Wed 25 Nov,")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Dr. Maya Lee, Wed")
        page.get_by_label("Change from").fill(DAY)
        page.get_by_label("Until", exact=True).fill("13:00")
        page.get_by_label("Until", exact=True).press("Enter")
        expect(page.get_by_role("status")).to_contain_text("is changed")
        expect(page.locator(".column", has_text="Wed 25 Nov")).to_contain_text("–1pm")
        expect(page.locator(".column", has_text="Wed 25 Nov").locator(".gap").last).to_contain_text("1pm–")
        assert (
            Schedule.select().where(Schedule.doctor == lee, Schedule.valid_from == dt.date(2026, 11, 25)).count() == 1
        )


def test_visits_are_asked_about_and_each_is_done_as_chosen(ready: Stage, browser: Browser) -> None:
    with open_page(browser) as page:
        ready.sign_in(page, "Sam Boss")
        retire_lee(page, ready)
        people = page.locator(".people > li")
        choices = ["Move", "Cancel", "Keep"]
        names = []
        for number, row in enumerate(people.all()):
            row.get_by_label(choices[number % 3]).check()
            names.append(row.locator("legend").inner_text().split(",")[0])
        page.get_by_role("button", name="Do as chosen").click()
        expect(page.get_by_role("status")).to_contain_text("Dr. Maya Lee is retired. Visits: 1 moved, 1 cancelled")
        lee: Doctor = Doctor.get(Doctor.name == "Dr. Maya Lee")
        rows = {row.patient.name: row.status for row in Appointment.select().where(Appointment.doctor == lee)}
        assert [rows[name] for name in names[:2]] == ["rescheduled", "cancelled"]


def test_a_press_on_empty_time_opens_it_and_on_an_opening_closes_it(ready: Stage, browser: Browser) -> None:
    with open_page(browser, 360, 800) as page:
        ready.sign_in(page)  # the desk may open and block, and change no weekly hours
        page.goto(f"{ready.url}/staff/hours?day=2026-11-28&doctor={Doctor.get(Doctor.name == 'Dr. Tom Park').id}")
        page.get_by_role("link", name="Open, Dr. Tom Park, Sat 28 Nov").first.click()
        page.get_by_label("Until", exact=True).fill("11:00")
        page.get_by_label("Minutes of a slot").fill("20")
        page.get_by_role("button", name="Open", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("Dr. Tom Park has extra hours: Sat 28 Nov 2026")
        page.get_by_role("link", name="Change the extra hours, Dr. Tom Park, Sat 28 Nov").click()
        page.get_by_role("button", name="Close again").click()
        expect(page.get_by_role("status")).to_contain_text("Taken away")
        assert blocks.listed(ready.clinic, dt.date(2026, 11, 28), dt.date(2026, 11, 28)) == []


def test_everybodys_day_of_ten_doctors_fits_a_desk_screen(ready: Stage, browser: Browser) -> None:
    for name in ("Dr. Tomasina Alvarez-Montenegro", "Dr. Grace Okafor", "Dr. Hugo Martin", "Dr. Noor Haddad"):
        factory.doctor(ready.clinic, name)
    with open_page(browser, 1280, 860) as page:
        ready.sign_in(page)
        page.goto(f"{ready.url}/staff/hours")
        shown = page.locator(".columns")
        assert shown.locator(".column").count() == 10
        assert shown.evaluate("it => it.scrollWidth - it.clientWidth") == 0
        inside = ".segment .at, .segment .weekly, h2 a"
        past = """them => them.filter(it => it.getBoundingClientRect().right >
            it.closest('.segment, h2').getBoundingClientRect().right + 1).map(it => it.textContent)"""
        assert shown.locator(inside).evaluate_all(past) == []
        cut = "them => them.filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.textContent)"
        assert shown.locator("h2").evaluate_all(cut) == []
        tops = shown.locator("ul").evaluate_all("them => them.map(it => Math.round(it.getBoundingClientRect().top))")
        assert len(set(tops)) == 1  # a name of two lines moves every column's hours, not its own alone
