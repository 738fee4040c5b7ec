"""Nothing in the log says who the patient is (C7): a whole day at DEBUG, in production's form, searched for everybody."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

import bot
import jobs
from bot.dialogue import reply
from bot.messages import Reply, Said
from handlers import logs
from handlers.phone.carrier import TelegramUser
from handlers.phone.twilio_messages import new_sid, signed_headers
from handlers.staff import PREFIX
from jobs import delivery
from store import clock, staff
from store.models import Appointment, Contact, Doctor, Patient
from tests import factory
from tests.board.conftest import Browser
from tests.handlers.conftest import ANA, BEN, CHAT, CLINIC, STAFF_CHAT, TOKEN, Script, Town

ROOT = Path(__file__).parents[2]
SAM = TelegramUser(50107, "Sampson")
CY, DI = "+15550107303", "+15550107404"
PEOPLE = {
    ANA: "Zephyrina Quillfeather",
    BEN: "Oberon Thistlewick",
    CY: "Persimmon Hallowbrook",
    DI: "Wolfgang Nettleship",
}
CHAT_USER = TelegramUser(CHAT, "Marigold Underbough")
TOLD = [*PEOPLE.values(), "Marigold Underbough"]
WORDS = ("gallstones", "zq@sample.example")  # a reason and an address somebody gives


@pytest.fixture
def script() -> Script:
    """The bot speaks for itself here."""
    return Script()


@pytest.fixture
def log(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What production would write, at its most talkative."""
    stream, root = io.StringIO(), logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in (*logging.root.manager.loggerDict, "")}
    monkeypatch.setattr(sys, "stderr", stream)
    logs.set_up("DEBUG", json_lines=True)
    yield stream
    for handler in [each for each in root.handlers if getattr(each, "frontdesk", False)]:
        root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.slow
def test_a_day_leaves_nobody_in_the_log(town: Town, log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    lee = factory.doctor(town.clinic, "Dr. Maya Lee", days=range(7), starts=dt.time(0), ends=dt.time(23, 55))
    texts(town)
    chats(town, lee)
    on_the_endpoint(town, lee)
    on_the_board(town)
    carrier_fails(town)
    all_breaks(town, monkeypatch)
    written = log.getvalue()
    lines = [json.loads(line) for line in written.splitlines()]
    assert {"error", "warning"} <= {line["level"] for line in lines}  # there was something to leak
    assert {"handlers.inbox", "handlers.webhooks", "jobs"} <= {line["logger"] for line in lines}
    assert leaks(written) == []
    assert {"quillfeather", "5550100001"} <= {*leaks("Quillfeather +15550100001")}  # and it would have been seen


def leaks(written: str) -> list[str]:
    """The parts of names, the numbers and the words that stand in the log, whichever way they are written."""
    parts = {part for name in TOLD for part in name.casefold().split()}
    digits = re.sub(r"(?<=\d)[ ().-]+(?=\d)", "", written)
    numbers = [number.removeprefix("+1") for number in PEOPLE] + [str(CHAT), str(SAM.id)]
    return sorted(part for part in (*parts, *WORDS) if part in written.casefold()) + [n for n in numbers if n in digits]


def texts(town: Town) -> None:
    for phone, name in PEOPLE.items():
        for text in ("hello", name, f"book dr lee tomorrow 10am for {name}", "c", f"name {name}", "status"):
            town.carrier.text(phone, text)
    town.carrier.text(ANA, "i have gallstones, call me at zq@sample.example")
    town.carrier.text(ANA, "join queue")
    town.carrier.text(f"whatsapp:{CY}", f"this is {PEOPLE[CY]}")
    town.carrier.text(BEN, "talk to a person")
    town.carrier.text(BEN, f"{PEOPLE[BEN]} here, it hurts")
    town.carrier.repeat(ANA, "position", 3)
    town.carrier.forged_text(ANA, f"forged by {PEOPLE[ANA]}")
    assert len({one.name for one in Patient.select()} & set(PEOPLE.values())) >= 2


def chats(town: Town, lee: Doctor) -> None:
    sam, _ = staff.add(town.clinic, "Sampson", "admin", now=clock.now(), telegram_id=SAM.id, phone=DI)
    for text in ("/start", "Marigold Underbough", "book dr lee tomorrow 11am", "yes", "join"):
        town.carrier.telegram_text(CHAT, text, CHAT_USER)
    town.carrier.telegram_contact(CHAT, CY, CHAT_USER)
    for text in (
        "/queue",
        "/next lee",
        "/done",
        "/find Quillfeather",
        f"/walkin {PEOPLE[DI]} {DI}",
        "/today",
        "/nonsense",
    ):
        town.carrier.telegram_text(STAFF_CHAT, text, SAM)
    assert sam.name == "Sampson"
    delivery.deliver(clock.now())


def on_the_endpoint(town: Town, lee: Doctor) -> None:
    _, token = staff.add(town.clinic, "Ada Sample", "admin", now=clock.now())
    ask = requests.Session()
    ask.headers["Authorization"] = f"Bearer {token}"
    url = f"{town.url}{PREFIX}"
    for query in ("patient=Quillfeather", f"patient=%2B{ANA[1:]}", "doctor=Quillfeather", "nonsense=Quillfeather"):
        ask.get(f"{url}/appointments?{query}", timeout=60)
    walk_in = {"patient": "Wolfgang Nettleship", "phone": DI, "reason": "gallstones"}
    for body in (walk_in, walk_in, walk_in | {"phone": "Nettleship"}, {"patient": ["Nettleship"]}):
        ask.post(f"{url}/queue", json=body, headers={"Idempotency-Key": f"key-{len(str(body))}"}, timeout=60)
    ask.post(f"{url}/queue", data='{"patient": "Nettleship', headers={"Content-Type": "application/json"}, timeout=60)
    ask.get(f"{url}/Quillfeather/{ANA}", timeout=60)
    for patient in Patient.select():
        assert ask.get(f"{url}/patients/{patient.id}/export", timeout=60).status_code == 200


def on_the_board(town: Town) -> None:
    member, _ = staff.add(town.clinic, "Bea Sample", "admin", now=clock.now())
    browser = Browser(town.app)
    browser.sign_in(member)
    for path in ("/staff/", "/staff/audit", f"/staff/{PEOPLE[ANA]}", "/staff/audit?day=Quillfeather"):
        browser.get(path)
    for visit in Appointment.select():
        browser.get(f"/staff/visits/{visit.id}")
        browser.get(f"/staff/patients/{visit.patient_id}")
        browser.press(f"/staff/visits/{visit.id}/cancel", reason="gallstones of Quillfeather")


def carrier_fails(town: Town) -> None:
    for address, code in ((ANA, 30005), (BEN, 21610), (CHAT, 403), (CY, 30003), (STAFF_CHAT, 403)):
        town.carrier.fail(address, code)
    town.carrier.text(ANA, "book dr lee tomorrow 2pm")
    now = clock.now()
    for hours in range(0, 48, 6):
        jobs.tick(now + dt.timedelta(hours=hours))
    town.carrier.settle()


def all_breaks(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot, a sweep, a page and the database break, with the person in the error's own words."""

    def broken(*_: Any, **__: Any) -> list[Reply]:
        raise RuntimeError(f"cannot do it for {PEOPLE[ANA]} at {ANA}")

    def answers(contact: Contact, said: Said, now: dt.datetime) -> list[Reply]:
        return broken() if said.text == "break" else reply(contact, said, now)

    with monkeypatch.context() as patch:
        patch.setattr(bot, "reply", answers)
        town.carrier.text(ANA, "break")
        town.carrier.telegram_text(CHAT, "break", CHAT_USER)
        patch.setattr(jobs, "SWEEPS", (("sample", broken),))
        jobs.tick()
    with monkeypatch.context() as patch:
        patch.setattr("handlers.board.pages.fragments.panels", broken)
        patch.setitem(town.app.config, "PROPAGATE_EXCEPTIONS", False)
        patch.setitem(town.app.config, "TESTING", False)
        member = staff.named(town.clinic, "Bea Sample")
        browser = Browser(town.app)
        browser.sign_in(member)
    with monkeypatch.context() as patch:
        patch.setattr("handlers.inbox.receive", broken)
        form = {"From": ANA, "To": CLINIC, "Body": PEOPLE[ANA], "MessageSid": new_sid(), "AccountSid": "AC"}
        url = f"{town.url}/twilio/messages"
        requests.post(url, data=form, headers=signed_headers(TOKEN, url, form), timeout=60)


SERVER = """
from gunicorn.config import Config
from gunicorn.glogging import Logger
from handlers import logs

server = Config()
server.set("logconfig_dict", logs.of_the_server())
log = Logger(server)
log.warning("Invalid request from ip=127.0.0.1: Invalid HTTP Header: 'X-Name Quillfeather+15550100001'")
log.error("Error handling request %s", "/staff/Quillfeather?phone=+15550100001", exc_info=ValueError("Quillfeather"))
log.critical("WORKER TIMEOUT (pid:%s)", 12)
"""


def test_the_web_server_tells_nothing_of_a_request_it_cannot_read() -> None:
    """In a process of its own: to set logging up closes every handler there is."""
    done = subprocess.run([sys.executable, "-c", SERVER], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["message"] for line in lines] == [
        "Invalid request from ip=127.0.0.1", "Error handling request ...", "WORKER TIMEOUT (pid:...)",
    ]  # fmt: skip
    assert lines[1]["error"] == "ValueError"
    assert leaks(done.stderr) == []


def test_a_request_that_fails_is_logged_by_its_route(
    town: Town, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("Quillfeather")

    monkeypatch.setitem(town.app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(town.app.config, "TESTING", False)
    monkeypatch.setitem(town.app.view_functions, "calendar.visit", broken)
    assert requests.get(f"{town.url}/c/Quillfeather.ics", timeout=60).status_code == 500
    assert leaks(log.getvalue()) == []
    assert "exception on /c/<token>.ics [GET]" in log.getvalue()
