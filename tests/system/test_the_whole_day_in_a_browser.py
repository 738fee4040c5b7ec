"""What a newcomer does on the phone page, whole: SMS, Telegram, a reminder, a cancellation, the queue, a call."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask
from werkzeug.serving import make_server

import config
from store import clock, staff
from store import database as db
from store.models import Appointment, Clinic, Contact
from tests import factory
from tests.phone.driver import PhonePage, open_browser, open_page
from wsgi import create_app

pytestmark = pytest.mark.slow


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def desk(store: str, tmp_path: Path) -> Iterator[tuple[str, Clinic]]:
    """Frontdesk in development on a port of its own, with a doctor who is always there; its address and clinic."""
    server = make_server("127.0.0.1", 0, Flask("nobody yet"), threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    clinic = factory.clinic(
        sms_number=config.DEVELOPMENT["TWILIO_FROM"], staff_chat_id=int(config.DEVELOPMENT["TELEGRAM_STAFF_CHAT_ID"])
    )
    factory.doctor(clinic, days=range(7), starts=dt.time(0), ends=dt.time(23, 30))
    db.database.close()
    server.app = create_app(
        {
            "FRONTDESK_ENV": "development", "DATABASE_URL": store, "QUEUE_URL": f"sqlite:///{tmp_path}/queue.db",
            "PUBLIC_URL": url, "SPOOL_DIR": str(tmp_path / "spool"),
        }
    )  # fmt: skip
    db.database.connect(reuse_if_open=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield url, clinic
    clock.shift_by(None)
    server.shutdown()
    server.server_close()
    thread.join(5)


def heard(phones: PhonePage, words: str) -> bool:
    return any(words in bubble.text for bubble in phones.bubbles("sms"))


def weekday(ahead: int) -> str:
    return f"{dt.date.today() + dt.timedelta(days=ahead):%A}"


def test_a_newcomers_tour(desk: tuple[str, Clinic]) -> None:
    url, clinic = desk
    with open_browser() as browser, open_page(browser) as page:
        phones = PhonePage(page, f"{url}/phone")

        phones.text(f"book dr lee {weekday(4)} 10am")
        phones.wait_for("sms", "Reply C to book it")
        phones.text("C")
        phones.wait_for("sms", "What name is the visit for?")
        phones.text("Ana Ruiz")
        phones.wait_for("sms", "Thank you, Ana Ruiz.")

        for _ in range(2):
            phones.move_clock("1 day")
        reminded = any(heard(phones, "Reply C to confirm") or not phones.move_clock("1 hour") for _ in range(50))
        assert reminded
        phones.text("c")
        phones.wait_for("sms", "Thank you, confirmed:")
        phones.text("x")
        phones.wait_for("sms", "Cancelled: Dr. Lee")
        phones.run_due()
        phones.wait_for("staff", "by the patient: A.R.")

        phones.use_number("+15550100142")
        phones.text("book dr lee tomorrow 10am")
        phones.wait_for("sms", "Reply C to book it")

        phones.text("/start", "telegram")
        phones.wait_for("telegram", "Free with Dr. Lee. Tap a time")
        first = phones.buttons("telegram")[0]
        phones.tap(first)
        phones.wait_for("telegram", "Booked: Dr. Lee")
        assert phones.buttons("telegram") == []
        phones.text("Ben Cole", "telegram")
        phones.wait_for("telegram", "Thank you, Ben Cole.")

        phones.text("queue", "telegram")
        phones.wait_for("telegram", "You are in line: number Q001")
        told = call_next(url, clinic)
        assert (told["ticket"], told["patient"]) == ("Q001", "Ben Cole")
        phones.run_due()
        phones.wait_for("telegram", "It is your turn")
    assert Appointment.select().count() == 2
    assert Contact.select().where(Contact.channel == "telegram").count() == 1


def call_next(url: str, clinic: Clinic) -> dict[str, Any]:
    _, token = staff.add(clinic, "Rita Front", "receptionist", now=clock.now())
    answer = requests.post(
        f"{url}/staff/api/v1/queue/next", json={"doctor": "lee", "room": "2"},
        headers={"Authorization": f"Bearer {token}"}, timeout=10,
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told
