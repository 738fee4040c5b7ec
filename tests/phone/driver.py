"""Drives the phone page in a real browser, in the words of a test: text, last bubble, tap, move the clock.

with browser_page(width=390, height=844) as page:
    phones = PhonePage(page, "http://127.0.0.1:8000/phone")
    phones.text("book")
    phones.wait_for("sms", "Which doctor?")
    phones.move_clock("1 day")
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

Device = Literal["sms", "telegram", "staff"]
Move = Literal["10 minutes", "1 hour", "1 day"]

PATIENCE = 20_000  # milliseconds: what comes at once on an idle machine may take long on a busy one
expect.set_options(timeout=PATIENCE)
READ = """nodes => nodes.map(node => [
    node.dataset.author, node.querySelector('.words')?.textContent ?? '', node.dataset.status ?? ''])"""


def chromium() -> str | None:
    """The path of the machine's own Chromium, None when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium; one may serve a whole file of tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def open_page(
    browser: Browser, width: int = 1280, height: int = 800, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Page]:
    """A page with no memory of the others; an error raised by its scripts fails the test at the end."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda problem: errors.append(str(problem)))
    yield page
    context.close()
    assert errors == []


@dataclass(frozen=True, slots=True)
class Seen:
    """A bubble as the page shows it; `author` is phone (this phone's owner), clinic or notice."""

    author: str
    text: str
    status: str


class PhonePage:
    """The phone page at `url`, opened and ready."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        page.goto(url)
        expect(page.locator(".log .empty, .log .bubble").first).to_be_attached()

    def on(self, device: Device) -> Locator:
        """The device's part of the page, brought forward where only one fits."""
        tab = self.page.locator(f"#tab-{device}")
        if tab.is_visible():
            tab.click()
        return self.page.locator(f"#{device}")

    def text(self, body: str, device: Device = "sms") -> None:
        """Type `body` on the device and send it."""
        box = self.on(device).get_by_role("textbox", name="Message from")
        box.fill(body)
        box.press("Enter")

    def chip(self, label: str, device: Device = "sms") -> None:
        """Press one of the suggestions, or a key of the reply keyboard, under the messages."""
        self.on(device).locator(".chip", has_text=label).first.click()

    def tap(self, label: str, device: Device = "telegram") -> None:
        """Tap the newest inline button that reads `label`."""
        self.on(device).locator(".key", has_text=label).last.click()

    def reply(self, body: str, to: str, device: Device = "staff") -> None:
        """Answer the newest message that contains `to`."""
        bubble = self.on(device).locator(".bubble", has_text=to).last
        bubble.hover()
        bubble.get_by_role("button", name="Reply to").click()
        self.text(body, device)

    def photo(self, device: Device = "sms") -> None:
        """Send a picture without a word."""
        self.on(device).get_by_role("button", name="Send a photo").click()

    def bubbles(self, device: Device = "sms") -> list[Seen]:
        """Everything on the device, oldest first."""
        found = self.page.locator(f"#{device} .bubble:not(.typing)").evaluate_all(READ)
        return [Seen(*bubble) for bubble in found]

    def last_bubble(self, device: Device = "sms") -> Seen:
        """The newest bubble on the device; IndexError when there is none."""
        return self.bubbles(device)[-1]

    def wait_for(self, device: Device, words: str, author: str = "clinic") -> Seen:
        """Wait until the device shows a bubble of `author` that contains `words`; returns the newest such."""
        found = self.page.locator(f"#{device} .bubble.{author}:not(.typing)", has_text=words).last
        expect(found).to_be_attached()
        [bubble] = found.evaluate_all(READ)
        return Seen(*bubble)

    def buttons(self, device: Device = "telegram") -> list[str]:
        """The inline buttons on the device, oldest first."""
        return self.page.locator(f"#{device} .key").all_inner_texts()

    def wait_for_buttons(self, labels: list[str], device: Device = "telegram") -> None:
        """Wait until the device's inline buttons are exactly these."""
        expect(self.page.locator(f"#{device} .key")).to_have_text(labels)

    def use_number(self, number: str) -> None:
        """Change the number of the texting phone (E.164), to play another patient."""
        self.on("sms").get_by_label("Number of this phone").fill(number)
        self.page.keyboard.press("Tab")

    def use_channel(self, name: Literal["SMS", "WhatsApp"]) -> None:
        """Switch the texting phone."""
        self.on("sms").locator(".switch label", has_text=name).click()

    def move_clock(self, by: Move) -> str:
        """Move the clinic's clock and run what is due; returns what the page then says."""
        before = self.page.locator("#news").inner_text()
        self.page.get_by_role("button", name=f"Move the clock {by}").click()
        expect(self.page.locator("#news")).not_to_have_text(before)  # the last move's news may still stand
        return self._news("It is now")

    def run_due(self) -> str:
        """Run what is due without moving the clock; returns what the page then says."""
        self.page.get_by_role("button", name="Run what is due").click()
        return self._news("due|Done")

    def reset_clock(self) -> str:
        """Put the clock back to the real time."""
        self.page.get_by_role("button", name="Put the clock back").click()
        return self._news("Back to")

    def clock(self) -> str:
        """The clinic's time as shown, such as "3:30pm Tue 24 Nov EST"."""
        return " ".join(self.page.locator(".face").inner_text().split())

    def overflow(self) -> int:
        """How many pixels the page is wider than the window: 0 when it fits."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def _news(self, words: str) -> str:
        news = self.page.locator("#news.up")
        expect(news).to_have_text(re.compile(words))
        return news.inner_text()
