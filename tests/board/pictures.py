"""Takes the pictures of the README: python -m tests.board.pictures [FOLDER, docs by default]."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from store import database as db
from store.migrations import upgrade
from tests.board.stage import Stage, stage
from tests.phone.driver import open_browser, open_page

WIDE, NARROW = (1280, 860), (360, 780)


def main(folder: Path) -> None:
    """Writes board.png and display.png, and board-narrow.png, board-dark.png… where the folder is not the docs."""
    with tempfile.TemporaryDirectory() as scratch:
        url = f"sqlite:///{scratch}/pictures.db"
        db.connect_to(url)
        upgrade()
        with stage(url, Path(scratch)) as ready:
            _take(ready, folder)


def _take(ready: Stage, folder: Path) -> None:
    with open_browser() as browser:
        with open_page(browser, *WIDE) as page:
            ready.sign_in(page)
            page.screenshot(path=folder / "board.png")
        with open_page(browser, 1280, 720) as page:
            page.goto(f"{ready.url}/display/{ready.clinic.display_token}")
            page.evaluate("document.getElementById('sound').remove()")
            page.screenshot(path=folder / "display.png")
        if folder != Path("docs"):
            _take_others(ready, folder, browser)


def _take_others(ready: Stage, folder: Path, browser: Browser) -> None:
    looks: tuple[tuple[Literal["dark", "light"], tuple[int, int], str], ...]
    looks = (("dark", WIDE, "board-dark"), ("light", NARROW, "board-narrow"))
    for scheme, size, name in looks:
        with open_page(browser, *size, scheme) as page:
            ready.sign_in(page)
            page.screenshot(path=folder / f"{name}.png", full_page=True)
            if name == "board-narrow":
                page.locator("#line .more summary").first.click()
                page.screenshot(path=folder / "menu-narrow.png")
                page.goto(f"{ready.url}/staff/audit")
                page.screenshot(path=folder / "audit-narrow.png")
                page.goto(f"{ready.url}/display/{ready.clinic.display_token}")
                page.screenshot(path=folder / "display-narrow.png")
    with open_page(browser, *WIDE) as page:
        page.goto(f"{ready.url}/staff/sign-in")
        page.screenshot(path=folder / "door.png")
        ready.sign_in(page)
        page.get_by_role("button", name="Next for Dr. Amir Khan").click()
        page.locator(".notice").wait_for()
        page.locator("#line .more summary").nth(2).click()
        page.locator("#add summary").click()
        page.screenshot(path=folder / "board-acting.png")
        page.goto(f"{ready.url}/staff/audit")
        page.screenshot(path=folder / "audit.png")
        page.goto(f"{ready.url}/staff/visits/5")
        page.screenshot(path=folder / "visit.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs"))
