"""A clinic from nothing: its file, its hours on the board, and a patient who books by text what was just opened (O2)."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from store import clock
from store import database as db
from store.models import Appointment, Doctor, Schedule, ScheduleException
from tests.phone.driver import PhonePage, chromium, open_browser, open_page
from wsgi import create_app

pytestmark = [pytest.mark.slow, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]

NUMBER = "+34600000100"
FILE = f"""
clinic:
  name: Clínica Sol
  zone: Europe/Madrid
  country: ES
  language: es
  currency: EUR
  sms: "{NUMBER}"
services:
  - {{name: Consulta, minutes: 20, fee: 50}}
  - {{name: Revisión larga, minutes: 60, visit_type: in_person}}
doctors:
  - {{name: Dra. Lucía Peña, room: 1, slot: 20, buffer: 0, hours: "Mon-Fri 9:00-14:00"}}
  - {{name: Dr. Íñigo Sáez, room: 2, hours: "Mon, Wed 16:00-20:00"}}
  - {{name: Dra. Ana Vidal, room: 3, services: [Consulta], hours: "Tue 10:00-12:00"}}
staff:
  - {{name: Sam Boss, role: admin}}
"""
BEGINS = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)  # Monday, ten in the morning in Madrid
SATURDAY = dt.date(2026, 11, 28)


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
            "PUBLIC_URL": url, "SPOOL_DIR": str(tmp_path / "spool"), "TWILIO_FROM": NUMBER,
        }
    )  # fmt: skip
    shift = BEGINS - clock.unshifted()
    clock.shift_by(lambda: shift)
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


def add_a_service_and_a_doctor(page: Page, url: str) -> None:
    """On the board; the doctor gets the week of another."""
    page.get_by_role("link", name="Clinic", exact=True).click()
    page.get_by_role("link", name="Add a service").click()
    page.get_by_label("Name").fill("Vacuna")
    page.get_by_label("Minutes").fill("15")
    page.get_by_label("Fee in EUR").fill("12.50")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Vacuna can be booked now.")
    page.get_by_role("link", name="Add a doctor").click()
    page.get_by_label("Name, as on the door").fill("Dr. Leo Ríos")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Dr. Leo Ríos is here now, without hours as yet.")
    page.get_by_role("link", name="Copy a week").click()
    page.get_by_label("Whose week").select_option(label="Dr. Íñigo Sáez")
    page.get_by_label("Dr. Leo Ríos").check()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Dr. Leo Ríos: the week of Dr. Íñigo Sáez from 2026-11-23 on.")


def close_for_the_holidays_of_madrid(page: Page) -> None:
    """One by a press of its own, then all that are left."""
    page.get_by_role("link", name="Public holidays").click()
    page.get_by_label("Region").select_option(label="Madrid")
    page.get_by_role("button", name="Suggest its holidays too").click()
    expect(page.get_by_role("status")).to_contain_text("Those of Spain, Madrid")
    page.get_by_role("button", name="Christmas Day").click()
    expect(page.get_by_role("status")).to_contain_text("The clinic closes on 1 more day.")
    page.get_by_role("button", name="Close on all 11 days").click()
    expect(page.get_by_role("status")).to_contain_text("The clinic closes on 11 more days.")


def change_friday_and_open_saturday(page: Page, url: str) -> None:
    """Of Dra. Peña, in the calendar."""
    page.goto(f"{url}/staff/hours?day={SATURDAY}")
    page.get_by_role("link", name="Dra. Lucía Peña", exact=True).click()
    page.get_by_role("link", name="Change the hours, Dra. Lucía Peña, Fri").click()
    page.get_by_label("Until", exact=True).fill("13:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Fri 9:00-13:00 is changed")
    page.goto(f"{url}/staff/hours?day={SATURDAY}")
    page.get_by_role("link", name="Open, Dra. Lucía Peña, Sat").first.click()
    page.get_by_label("From", exact=True).fill("10:00")
    page.get_by_label("Until", exact=True).fill("11:00")
    page.get_by_label("Minutes of a slot").fill("20")
    page.get_by_label("Kept free after a visit").fill("0")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Dra. Lucía Peña has extra hours: Sat")


def test_a_clinic_from_its_file_and_the_board_to_a_visit_booked_by_text(
    town: tuple[str, Flask], tmp_path: Path
) -> None:
    url, app = town
    file = tmp_path / "clinic.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert "added doctor Dra. Ana Vidal" in command(app, "clinic", "load", str(file))
    with open_browser() as browser, open_page(browser) as page:
        open_board(page, app)
        close_for_the_holidays_of_madrid(page)
        add_a_service_and_a_doctor(page, url)
        change_friday_and_open_saturday(page, url)

        phones = PhonePage(page, f"{url}/phone")
        phones.text("reservar consulta con la dra peña el sábado a las 10:40")
        phones.wait_for("sms", "Responda C para reservar")
        phones.text("C")
        phones.wait_for("sms", "¿A nombre de quién es la cita?")
        phones.text("Ana Ruiz")
        phones.wait_for("sms", "Gracias, Ana Ruiz.")

    visit: Appointment = Appointment.get()
    start = visit.starts_at.astimezone(visit.clinic.zone)
    assert (start.date(), start.time(), visit.doctor.name, visit.status) == (
        SATURDAY, dt.time(10, 40), "Dra. Lucía Peña", "confirmed",
    )  # fmt: skip
    assert visit.service is not None
    assert visit.service.name == "Consulta"
    assert Doctor.select().count() == 4
    assert Counter(row.kind for row in ScheduleException.select()) == {"holiday": 12, "open": 1}
    assert Schedule.select().where(Schedule.weekday == 4).get().ends == dt.time(13)
    assert "nothing to change" in command(app, "clinic", "load", str(file))  # the board's changes stay
    exported = tmp_path / "export.yaml"
    command(app, "clinic", "export", str(exported))
    assert "Monday following Madrid Day" in exported.read_text(encoding="utf-8")
    assert "nothing to change" in command(app, "clinic", "load", str(exported))
