"""The page as a person uses it, in Chromium: text, tap, move the clock, on a desktop and on a narrow phone."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from handlers.phone.threads import KEPT_BUBBLES
from tests.phone.conftest import Town
from tests.phone.driver import PhonePage, Seen, chromium, open_browser, open_page
from tests.phone.people import CLINIC, MAYA, NOAH, NOAH_CHAT, STAFF_CHAT

pytestmark = [pytest.mark.slow, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def desktop(page_town: Town, browser: Browser) -> Iterator[PhonePage]:
    with open_page(browser, 1280, 800) as page:
        yield PhonePage(page, f"{page_town.url}/phone")


@pytest.fixture(params=[360, 390])
def narrow(page_town: Town, browser: Browser, request: pytest.FixtureRequest) -> Iterator[PhonePage]:
    with open_page(browser, request.param, 740) as page:
        yield PhonePage(page, f"{page_town.url}/phone")


def test_a_text_gets_its_answer(desktop: PhonePage) -> None:
    desktop.text("hi <b>there</b>")
    answer = desktop.wait_for("sms", "You wrote: hi <b>there</b>")
    assert answer.author == "clinic"
    assert desktop.bubbles("sms")[0] == Seen("phone", "hi <b>there</b>", "delivered")
    desktop.chip("book")
    desktop.wait_for("sms", "You wrote: book")
    assert [bubble.author for bubble in desktop.bubbles("sms")] == ["phone", "clinic"] * 2
    assert desktop.overflow() == 0


def test_a_typing_hint_shows_while_the_clinic_thinks(desktop: PhonePage, page_town: Town) -> None:
    page_town.clinic.thinks = 1.0
    desktop.text("hi")
    desktop.page.locator("#sms .typing").wait_for()
    desktop.wait_for("sms", "You wrote: hi")
    assert desktop.page.locator("#sms .typing").count() == 0


def test_a_tapped_button_edits_its_message(desktop: PhonePage) -> None:
    desktop.text("book", "telegram")
    desktop.wait_for("telegram", "Which time?")
    desktop.wait_for_buttons(["Tue 24 Nov, 3:30pm", "Wed 25 Nov, 9:00am"])
    desktop.tap("Wed 25 Nov")
    desktop.wait_for("telegram", "Booked: Wed 25 Nov, 9:00am")
    desktop.wait_for_buttons([])
    assert desktop.wait_for("telegram", "Noted", author="notice").author == "notice"


def test_staff_write_and_reply_in_their_group(desktop: PhonePage, page_town: Town) -> None:
    desktop.chip("/next", "staff")
    desktop.wait_for("staff", "Which time?")
    desktop.reply("done", to="Which time?")
    desktop.wait_for("staff", "done", author="phone")
    assert page_town.carrier.wait(lambda: len(page_town.clinic.updates) == 2)
    message = page_town.clinic.updates[1]["message"]
    assert message["chat"]["id"] == STAFF_CHAT
    assert message["reply_to_message"]["text"] == "Which time?"


def test_the_clock_moves_and_the_reminder_comes(desktop: PhonePage) -> None:
    assert desktop.clock() == "9:41am Mon 23 Nov EST"
    assert "Tue 24 Nov, 9:41am. Done: reminders 1." in desktop.move_clock("1 day")
    assert desktop.clock() == "9:41am Tue 24 Nov EST"
    desktop.wait_for("sms", "Reminder at 09:41")
    desktop.move_clock("10 minutes")
    desktop.wait_for("sms", "Reminder at 09:51")
    assert desktop.run_due() == "Done: reminders 1."
    assert desktop.reset_clock() == "Back to Mon 23 Nov, 9:41am."


def test_another_patient_and_whatsapp_have_threads_of_their_own(desktop: PhonePage, page_town: Town) -> None:
    desktop.text("one")
    desktop.wait_for("sms", "You wrote: one")
    desktop.use_number(NOAH)
    desktop.text("two")
    desktop.wait_for("sms", "You wrote: two")
    assert [bubble.text for bubble in desktop.bubbles("sms")] == ["two", "You wrote: two"]
    desktop.use_channel("WhatsApp")
    desktop.text("three")
    desktop.wait_for("sms", "You wrote: three")
    assert [form["From"] for form in page_town.clinic.texts] == [MAYA, NOAH, f"whatsapp:{NOAH}"]
    desktop.use_channel("SMS")
    desktop.use_number(MAYA)
    desktop.wait_for("sms", "You wrote: one")


def test_failures_and_photos_are_shown(desktop: PhonePage, page_town: Town) -> None:
    desktop.photo()
    desktop.page.locator("#sms .picture").wait_for()
    page_town.carrier.fail(MAYA, 30006)
    page_town.carrier.twilio.create({"To": MAYA, "From": CLINIC, "Body": "lost"})
    desktop.page.locator("#sms .bad .meta", has_text="undelivered (30006)").wait_for()
    page_town.carrier.exchange.public_url = "http://127.0.0.1:9"
    desktop.text("anybody?")
    desktop.page.locator("#news.bad", has_text="did not answer").wait_for()
    desktop.page.locator("#sms .phone.bad", has_text="not delivered").wait_for()


def test_a_reply_keyboard_shares_the_number(desktop: PhonePage, page_town: Town) -> None:
    keyboard = {"keyboard": [[{"text": "Share my number", "request_contact": True}], [{"text": "Not now"}]]}
    page_town.send_telegram(NOAH_CHAT, "Your number?", keyboard)
    desktop.chip("Share my number", "telegram")
    desktop.wait_for("telegram", NOAH, author="phone")
    assert page_town.clinic.updates[0]["message"]["contact"]["user_id"] == NOAH_CHAT


def test_a_long_thread_stays_bounded_and_at_its_end(desktop: PhonePage, page_town: Town) -> None:
    for number in range(KEPT_BUBBLES + 20):
        page_town.carrier.twilio.create({"To": MAYA, "From": CLINIC, "Body": f"message {number}."})
    last = f"message {KEPT_BUBBLES + 19}."
    desktop.wait_for("sms", last)
    assert len(desktop.bubbles("sms")) == KEPT_BUBBLES
    assert desktop.page.locator("#sms .bubble", has_text=last).is_visible()
    left = "node => node.scrollHeight - node.scrollTop - node.clientHeight"
    assert desktop.page.locator("#sms .log").evaluate(left) < 40


def test_one_phone_at_a_time_on_a_narrow_screen(narrow: PhonePage, page_town: Town) -> None:
    assert narrow.overflow() == 0
    assert narrow.page.locator(".device:visible").count() == 1
    narrow.text("a-word-that-is-far-longer-than-any-narrow-screen-is-wide-and-has-no-space-to-break-at")
    narrow.wait_for("sms", "You wrote: a-word")
    page_town.send_telegram(NOAH_CHAT, "Your turn", {})
    narrow.page.locator("#tab-telegram .dot:visible").wait_for()
    narrow.text("book", "telegram")
    narrow.wait_for_buttons(["Tue 24 Nov, 3:30pm", "Wed 25 Nov, 9:00am"])
    assert narrow.page.locator("#tab-telegram .dot:visible").count() == 0
    narrow.tap("Tue 24 Nov")
    narrow.wait_for("telegram", "Booked")
    narrow.move_clock("1 hour")
    assert narrow.overflow() == 0
    narrow.on("staff")
    assert narrow.overflow() == 0


def test_it_is_worked_with_the_keyboard_alone(narrow: PhonePage) -> None:
    page = narrow.page
    page.locator("#tab-sms").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-telegram"
    assert page.locator("#telegram").is_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "write-telegram":
            break
    page.keyboard.type("book")
    page.keyboard.press("Enter")
    narrow.wait_for("telegram", "Which time?")
    page.locator("#telegram .key").first.focus()
    page.keyboard.press("Enter")
    narrow.wait_for("telegram", "Booked")


def test_an_idle_page_asks_about_once_a_second(desktop: PhonePage) -> None:
    asked: list[str] = []
    desktop.page.on("request", lambda request: asked.append(request.url))
    started = time.monotonic()
    while len(asked) < 3 and time.monotonic() - started < 60:
        desktop.page.wait_for_timeout(100)
    assert len(asked) == 3
    assert time.monotonic() - started > 1.5  # three in three seconds on an idle machine, later on a busy one
    assert all("/phone/state?since=" in url for url in asked)
