"""A clinic from nothing: its file, its hours on the board, and a patient who books by text what was just opened (O2)."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

import config
from store import clock
from store import database as db
from store.models import Appointment, Doctor, Schedule, ScheduleException
from tests.phone.driver import PhonePage, chromium, open_browser, open_page
from wsgi import create_app

pytestmark = [pytest.mark.slow, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]

FILE = f"""
clinic:
  name: Oak Lane Clinic
  zone: America/New_York
  country: US
  sms: "{config.DEVELOPMENT["TWILIO_FROM"]}"
services:
  - {{name: Check-up, minutes: 20, fee: 80}}
  - {{name: Long visit, minutes: 60, visit_type: in_person}}
doctors:
  - {{name: Dr. Maya Lee, room: 1, slot: 20, buffer: 0, hours: "Mon-Fri 9:00-17:00"}}
  - {{name: Dr. Omar Haddad, room: 2, hours: "Mon, Wed 8:30-12:30"}}
  - {{name: Dr. Ines Prado, room: 3, services: [Check-up], hours: "Tue 10:00-12:00"}}
staff:
  - {{name: Sam Boss, role: admin}}
"""


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def town(store: str, tmp_path: Path) -> Iterator[tuple[str, Flask]]:
    """Frontdesk in development with an empty database, on a port of its own."""
    server = make_server("127.0.0.1", 0, Flask("nobody yet"), threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    db.database.close()
    app = create_app(
        {
            "FRONTDESK_ENV": "development", "DATABASE_URL": store, "QUEUE_URL": f"sqlite:///{tmp_path}/queue.db",
            "PUBLIC_URL": url, "SPOOL_DIR": str(tmp_path / "spool"),
        }
    )  # fmt: skip
    server.app = app
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield url, app
    clock.shift_by(None)
    server.shutdown()
    server.server_close()
    thread.join(5)


def command(app: Flask, *words: str) -> str:
    """What the operator reads after `flask --app wsgi …`."""
    done = app.test_cli_runner().invoke(args=list(words))
    assert done.exit_code == 0, done.output
    return str(done.output)


def open_board(page: Page, app: Flask) -> None:
    command(app, "staff", "add", "Sam Boss", "--role", "admin")
    page.goto(command(app, "staff", "link", "Sam Boss").strip())
    page.get_by_role("button", name="Open the board").click()
    page.get_by_role("link", name="Hours", exact=True).click()


def test_a_clinic_from_its_file_and_the_board_to_a_visit_booked_by_text(
    town: tuple[str, Flask], tmp_path: Path
) -> None:
    url, app = town
    file = tmp_path / "clinic.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert "added doctor Dr. Ines Prado" in command(app, "clinic", "load", str(file))
    today = dt.datetime.now(tz=dt.UTC).date()
    saturday = today + dt.timedelta(days=(5 - today.weekday()) % 7 or 7)
    with open_browser() as browser, open_page(browser) as page:
        open_board(page, app)

        page.get_by_role("link", name="Public holidays").click()
        page.get_by_label("Christmas Day", exact=False).first.check()
        page.get_by_role("button", name="Close on these days").click()
        expect(page.get_by_role("status")).to_contain_text("The clinic closes on 1 more day.")

        page.goto(f"{url}/staff/hours?day={saturday}")
        page.get_by_role("link", name="Dr. Maya Lee", exact=True).click()
        page.get_by_role("link", name="Change the hours, Dr. Maya Lee, Fri").click()
        page.get_by_label("Until", exact=True).fill("13:00")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_contain_text("Fri 9:00-13:00 is changed")

        page.goto(f"{url}/staff/hours?day={saturday}")
        page.get_by_role("link", name="Open, Dr. Maya Lee, Sat").first.click()
        page.get_by_label("From", exact=True).fill("10:00")
        page.get_by_label("Until", exact=True).fill("11:00")
        page.get_by_label("Minutes of a slot").fill("20")
        page.get_by_label("Kept free after a visit").fill("0")
        page.get_by_role("button", name="Open", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("Dr. Maya Lee has extra hours: Sat")

        phones = PhonePage(page, f"{url}/phone")
        phones.text(f"book a check-up with dr lee {saturday:%B} {saturday.day} 10:40am")
        phones.wait_for("sms", "Reply C to book it")
        phones.text("C")
        phones.wait_for("sms", "What name is the visit for?")
        phones.text("Ana Ruiz")
        phones.wait_for("sms", "Thank you, Ana Ruiz.")

    visit: Appointment = Appointment.get()
    start = visit.starts_at.astimezone(visit.clinic.zone)
    assert (start.date(), start.time(), visit.doctor.name, visit.status) == (
        saturday, dt.time(10, 40), "Dr. Maya Lee", "confirmed",
    )  # fmt: skip
    assert Doctor.select().count() == 3
    assert {row.kind for row in ScheduleException.select()} == {"holiday", "open"}
    assert Schedule.select().where(Schedule.weekday == 4).get().ends == dt.time(13)
    assert "nothing to change" in command(app, "clinic", "load", str(file))  # the board's changes stay
    assert "Christmas Day" in command(app, "clinic", "export")
