"""The board and the display as people use them, in Chromium: two desks at once, a keyboard, a phone, a screen reader."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from bot.desk import line as desk_line
from store import staff
from store.audit import CLOCK, Actor
from store.models import Appointment, Clinic, Doctor, InboundMessage, OutboxMessage, StaffMember, Ticket
from tests import factory
from tests.board import morning
from tests.board.stage import Stage, stage
from tests.phone.driver import chromium, open_browser, open_page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]

SOON = dt.timedelta(seconds=3)  # what one desk does, the other sees by then (S5)


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


@contextmanager
def desk_of(
    ready: Stage, browser: Browser, name: str = "Rita Front", width: int = 1280, clock: dt.datetime | None = None
) -> Iterator[Page]:
    """The board, open; what the browser's security policy blocks fails the test.

    `clock`: the page's own time begins there, for `seconds_pass`.
    """
    blocked: list[str] = []
    with open_page(browser, width, 860) as page:
        if clock is not None:
            page.clock.install(time=clock)
        page.on("console", lambda line: blocked.append(line.text) if "Content Security Policy" in line.text else None)
        ready.sign_in(page, name)
        yield page
    assert blocked == []


def stand_still(page: Page) -> None:
    """The page's time, begun at morning.NOW, stops; how busy the machine is no longer matters."""
    page.clock.pause_at(morning.NOW + dt.timedelta(hours=1))


def soon(page: Page) -> None:
    """Three seconds of the page's time pass, and no more."""
    page.clock.run_for(int(SOON / dt.timedelta(milliseconds=1)))


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def rita() -> Actor:
    return Actor.staff(morning.member("Rita Front"), "telegram")


def doctor(name: str) -> Doctor:
    found: Doctor = Doctor.get(Doctor.name == name)
    return found


# --- Two desks -------------------------------------------------------------------------------------------------------


def test_what_one_desk_does_the_other_sees_within_three_seconds(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as one, desk_of(ready, browser, "Ben Desk", clock=morning.NOW) as other:
        stand_still(other)
        one.get_by_role("button", name="Next for Dr. Amir Khan").click()
        expect(one.locator(".notice")).to_contain_text("Q007 Elif Sample was called to room 2, Dr. Khan.")
        soon(other)
        expect(other.locator("#rooms")).to_contain_text("Q007 Elif Sample")
        expect(other.locator("#line")).not_to_contain_text("Q007")
        expect(other.locator("#head")).to_contain_text("7 waiting")
        one.locator("#news").get_by_role("button", name="Undo").click()
        expect(one.locator(".notice")).to_contain_text("Undone: Q007")
        soon(other)
        expect(other.locator("#line")).to_contain_text("Q007 Elif Sample")


def test_a_change_made_in_the_staff_chat_shows_within_three_seconds(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser, clock=morning.NOW) as page:
        stand_still(page)
        desk_line.call_next(ready.clinic, doctor("Dr. Paul Berg"), actor=rita(), now=ready.now())
        soon(page)
        expect(page.locator("#rooms")).to_contain_text("Q007 Elif Sample")
        desk_line.set_open(ready.clinic, False, actor=rita(), now=ready.now())
        soon(page)
        expect(page.locator("#head")).to_contain_text("Queue closed")


def test_a_stale_button_says_who_was_faster(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        page.route("**/staff/live*", lambda route: route.abort())  # this page does not learn of it
        dev: Ticket = Ticket.get(Ticket.status == "called")
        desk_line.no_show(dev, actor=Actor.staff(morning.member("Ben Desk"), "board"), now=ready.now())
        page.get_by_role("button", name="Start Q006 Dev Example").click()
        expect(page.locator(".notice.bad")).to_contain_text("Q006 was already marked as no-show by Ben Desk, 10:2")
        expect(page.locator("#gone")).to_contain_text("Q006")


# --- Typing and focus ------------------------------------------------------------------------------------------------


def test_half_typed_words_focus_and_open_menus_survive_refreshes(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        page.locator("#add summary").click()
        page.get_by_label("Reply to Gil Example").fill("Yes, there is a car park behi")
        page.locator("#w-name").press_sequentially("Nina Sam")
        page.locator("#w-name").evaluate("input => input.setSelectionRange(4, 4)")
        pia = page.locator("#line li", has_text="Pia Sample")
        pia.locator("details").evaluate("menu => menu.open = true")
        with page.expect_response(lambda answer: "/staff/live" in answer.url and answer.status == 200):
            for name in ("Ida One", "Ida Two"):
                factory.walk_in(ready.clinic, name, ready.now())
        expect(page.locator("#line")).to_contain_text("Ida Two")
        desk_line.call_next(ready.clinic, doctor("Dr. Amir Khan"), actor=CLOCK, now=ready.now())
        contact = InboundMessage.get().contact
        InboundMessage.create(
            provider="twilio", provider_id="SM1", clinic=ready.clinic, contact=contact, text="Hello?",
            received_at=ready.now(),
        )  # fmt: skip
        expect(page.locator("#handoffs")).to_contain_text("Hello?")
        expect(page.locator("#rooms")).to_contain_text("Q007 Elif Sample")
        assert page.evaluate("document.activeElement.id") == "w-name"
        page.keyboard.type("X")
        expect(page.locator("#w-name")).to_have_value("NinaX Sam")
        expect(page.get_by_label("Reply to Gil Example")).to_have_value("Yes, there is a car park behi")
        expect(pia.get_by_role("button", name="Remove from the line")).to_be_visible()


def test_a_reply_half_typed_stays_focused_while_the_thread_grows(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        box = page.get_by_label("Reply to Gil Example")
        box.press_sequentially("Yes, behi")
        InboundMessage.create(
            provider="twilio", provider_id="SM1", clinic=ready.clinic, contact=InboundMessage.get().contact,
            text="Hello?", received_at=ready.now(),
        )  # fmt: skip
        expect(page.locator("#handoffs")).to_contain_text("Hello?")
        page.keyboard.type("nd.")
        expect(box).to_have_value("Yes, behind.")
        page.get_by_role("button", name="Send to Gil Example").click()
        expect(page.locator("#handoffs .talk .ours").last).to_contain_text("Yes, behind.")
        expect(box).to_have_value("")
        assert OutboxMessage.get(OutboxMessage.kind == "staff_answer").text == "Yes, behind."


def test_a_walk_in_is_added_and_the_form_is_ready_for_the_next(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        page.locator("#add summary").click()
        page.get_by_label("Name", exact=True).fill("Nina Sample")
        page.get_by_label("Phone").fill("12")
        page.get_by_role("button", name="Add to the line").click()
        expect(page.locator(".notice.bad")).to_contain_text("Phone: is not a phone number.")
        expect(page.locator("#w-name")).to_have_value("Nina Sample")  # a refusal costs no typing
        page.get_by_label("Phone").fill("")
        page.get_by_label("Urgency").select_option("Urgent")
        page.get_by_role("button", name="Add to the line").click()
        expect(page.locator("#line")).to_contain_text("Nina Sample urgent")
        expect(page.locator("#w-name")).to_have_value("")
        assert page.evaluate("document.activeElement.id") == "w-name"


def test_it_is_worked_with_the_keyboard_alone(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.startsWith('Start')"):
                break
        page.keyboard.press("Enter")
        expect(page.locator("#rooms")).to_contain_text("Q006 Dev Example with the doctor since 10:2")
        assert page.evaluate("document.activeElement.closest('#rooms') !== null")  # not thrown back to the top
        more = page.locator("#line .more summary").first
        more.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#line .sheet").first).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(page.locator("#line .sheet").first).to_be_hidden()
        assert more.evaluate("summary => summary === document.activeElement")


@pytest.mark.parametrize("width", [360, 1280])
def test_after_an_act_from_a_menu_its_row_keeps_the_focus_and_no_notice_is_in_the_way(
    ready: Stage, browser: Browser, width: int
) -> None:
    with desk_of(ready, browser, width=width) as page:
        page.locator("#line .more summary").first.click()
        page.get_by_role("button", name="Let others pass for 10 min Q001").click()
        expect(page.locator(".notice.lasting")).to_be_visible()
        assert page.evaluate("document.activeElement.closest('#line') !== null")
        page.locator("#visits .more summary").last.click()
        last = page.locator("#visits .sheet").last
        last.locator("input[name=reason]").fill("Has a cold")
        last.get_by_role("button", name="Cancel visit").click()  # reachable though the notice stands
        expect(page.locator(".notice")).to_contain_text("Zoe Example, 3:30pm, is cancelled")


def test_the_visits_of_today_are_narrowed_as_one_types(ready: Stage, browser: Browser) -> None:
    factory.visit_of(
        ready.clinic, "Zo\u00eb \u00d1\u00e1\u00f1ez", doctor("Dr. Tom Park"), morning.NOW + dt.timedelta(hours=3)
    )
    with desk_of(ready, browser, width=360) as page:
        rows = page.locator("#visits li.visit:visible .name")
        page.get_by_label("Show only, by name or doctor").press_sequentially("nanez zoe")
        expect(rows).to_have_text(["Zo\u00eb \u00d1\u00e1\u00f1ez"])
        expect(page.locator("#sifted")).to_contain_text("1 of 16 shown")
        page.get_by_role("button", name="Arrived Zo\u00eb \u00d1\u00e1\u00f1ez").click()
        expect(page.locator(".notice")).to_contain_text("is here")
        expect(rows).to_have_text(["Zo\u00eb \u00d1\u00e1\u00f1ez"])  # also after the refresh
        page.get_by_label("Show only, by name or doctor").fill("lena")  # who has been: the fold opens
        expect(rows).to_have_text(["Lena Sample"])
        page.get_by_label("Show only, by name or doctor").fill("")
        expect(page.locator("#visits > .people > li:visible")).to_have_count(12)


def test_two_quick_presses_are_one_act(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        page.get_by_role("button", name="Next for Dr. Paul Berg").dblclick()
        expect(page.locator(".notice")).to_contain_text("was called")
        page.wait_for_timeout(500)
        assert Ticket.select().where(Ticket.serving_doctor == doctor("Dr. Paul Berg")).count() == 1
        expect(page.locator(".notice.bad")).to_have_count(0)


def test_the_notice_comes_even_when_the_refresh_was_faster(ready: Stage, browser: Browser) -> None:
    def dawdle(route: Route) -> None:
        answer = route.fetch()
        time.sleep(3)  # meanwhile the page has seen that the patient is done, and their card is gone
        route.fulfill(response=answer)

    with desk_of(ready, browser) as page:
        page.route("**/done", dawdle)
        page.get_by_role("button", name="Done Q004 Ben Sample").click()
        expect(page.locator(".notice")).to_contain_text("Q004 Ben Sample is done.")
        page.locator("#news").get_by_role("button", name="Undo").click()
        expect(page.locator("#rooms")).to_contain_text("Q004 Ben Sample")


# --- Connection and session ------------------------------------------------------------------------------------------


def test_a_lost_connection_is_said_and_gone_when_it_is_back(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        ready.stop()
        expect(page.locator("#away")).to_be_visible()
        page.get_by_role("button", name="Next for Dr. Paul Berg").click()
        expect(page.locator(".notice.bad")).to_contain_text("No answer came")
        factory.walk_in(ready.clinic, "Nina Sample", ready.now())
        ready.start()
        expect(page.locator("#line")).to_contain_text("Nina Sample")
        expect(page.locator("#away")).to_be_hidden()


def test_who_no_longer_works_here_is_sent_to_the_door(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        staff.revoke(StaffMember.get(StaffMember.name == "Rita Front"), now=ready.now())
        page.wait_for_url("**/staff/sign-in")


# --- Small screens, screen readers -----------------------------------------------------------------------------------


def test_nothing_is_wider_than_a_phone(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser, width=360) as page:
        for summary in page.locator("summary").all():
            summary.press("Enter")
            assert overflow(page) == 0, summary.text_content()
        page.get_by_role("button", name="Next for Dr. Paul Berg").click()
        expect(page.locator(".notice")).to_be_visible()
        assert overflow(page) == 0
        for path in ("/staff/audit", f"/staff/visits/{Appointment.get().id}", "/display/display-elm", "/staff/enter/x"):
            page.goto(f"{ready.url}{path}")
            assert overflow(page) == 0, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(ready: Stage, browser: Browser, width: int, scheme: str) -> None:
    def check(what: str) -> None:
        page.evaluate(
            "Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})))"
        )  # half faded in, it is too pale
        found = Axe().run(page)
        assert found.violations_count == 0, f"{what}\n{found.generate_report()}"
        assert len(found.response["passes"]) >= 10, what

    with open_page(browser, width, 860, "dark" if scheme == "dark" else "light") as page:
        page.goto(f"{ready.url}/staff/sign-in")
        check("the door")
        page.goto(ready.link("Ben Desk"))
        check("the link")
        page.get_by_role("button", name="Open the board").click()
        page.wait_for_url("**/staff/")
        check("the day")
        page.locator("#add summary").click()
        page.locator("#finished > summary").click()
        page.locator("#line .more summary").first.click()
        page.get_by_role("button", name="Next for Dr. Paul Berg").press("Enter")
        expect(page.locator(".notice")).to_be_visible()
        check("the day, everything open")
        for path in ("/staff/audit", f"/staff/visits/{Appointment.get().id}", "/staff/visits/999"):
            page.goto(f"{ready.url}{path}")
            check(path)
        page.goto(f"{ready.url}/display/display-elm")
        check("the display")


def test_an_idle_board_asks_every_two_seconds_and_gets_nothing(ready: Stage, browser: Browser) -> None:
    with desk_of(ready, browser) as page:
        answers: list[int] = []
        page.on("response", lambda answer: answers.append(answer.status))
        began = time.monotonic()
        while len(answers) < 3 and time.monotonic() - began < 60:
            page.wait_for_timeout(100)
        took = time.monotonic() - began
    assert len(answers) == 3
    assert took > 3.5  # three in six seconds on an idle machine, later on a busy one
    assert answers.count(204) >= 2  # a new minute may have begun


def test_the_sample_clinic_is_as_the_pictures_show_it(ready: Stage) -> None:
    assert Clinic.select().count() == 1
    assert Ticket.select().where(Ticket.status == "waiting").count() == 8


@pytest.mark.parametrize("width", [360, 1280])
def test_the_reports_are_for_everybody_and_every_screen(ready: Stage, browser: Browser, width: int) -> None:
    with desk_of(ready, browser, width=width) as page:
        page.get_by_role("link", name="Reports").click()
        expect(page.get_by_role("heading", name="Reports", exact=True)).to_be_visible()
        expect(page.get_by_role("img", name=re.compile("Visits by day"))).to_be_visible()
        assert overflow(page) <= 0
        for fold in page.locator("details > summary").all():
            if fold.locator("..").get_attribute("open") is None:
                fold.click()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert overflow(page) <= 0
        page.get_by_role("textbox", name="From").fill("2026-11-01")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**/reports?from=2026-11-01*")
        with page.expect_download() as download:
            page.get_by_role("link", name="Excel of Revenue").click()
        assert download.value.suggested_filename == "revenue-2026-11-01-2026-11-23.xlsx"


BAR = """Array.from(document.querySelectorAll('.bar .brand, .bar .find, .bar .facts > *, .bar nav a')).map(part => {
    const box = part.getBoundingClientRect();
    return [part.textContent.trim().slice(0, 20), box.left, box.top, box.right, box.bottom];
}).filter(box => box[3] > box[1])"""


@pytest.mark.parametrize("width", [360, 800, 1100, 1280, 1366, 1440, 1620, 1920])
def test_nothing_in_the_bar_lies_on_something_else(ready: Stage, browser: Browser, width: int) -> None:
    with open_page(browser, width, 860) as page:
        ready.sign_in(page)
        boxes = page.evaluate(BAR)
    for place, (one, left, top, right, bottom) in enumerate(boxes):
        for other, left_, top_, right_, bottom_ in boxes[place + 1 :]:
            apart = right <= left_ + 1 or right_ <= left + 1 or bottom <= top_ + 1 or bottom_ <= top + 1
            assert apart, f"{one} lies on {other} at {width}"
