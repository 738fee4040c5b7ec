"""The README's picture, made again: `python -m tests.phone.pictures URL docs/phone.png` against a running `make run`."""

from __future__ import annotations

import sys

from tests.phone.driver import PhonePage, open_browser, open_page


def main(url: str, target: str) -> None:
    """Plays a short morning on the phones and photographs it."""
    with open_browser() as browser, open_page(browser, 1280, 800) as page:
        phones = PhonePage(page, f"{url}/phone")
        phones.text("can i see dr lee monday at 3?")
        phones.wait_for("sms", "Reply C to book it")
        phones.text("C")
        phones.wait_for("sms", "What name is the visit for?")
        phones.text("Ana Ruiz")
        phones.wait_for("sms", "Thank you, Ana Ruiz.")
        phones.text("whats free on friday", "telegram")
        phones.wait_for("telegram", "These are free.")
        page.wait_for_timeout(1500)
        page.screenshot(path=target)


if __name__ == "__main__":
    main(*sys.argv[1:])
