"""The emulator as a process of its own: worked over its control routes, and still counting when the app has died."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from tests.phone.conftest import client
from tests.phone.people import BOT_TOKEN, CLINIC, MAYA, NOAH_CHAT, SECRET_TOKEN, SID, STAFF_CHAT, TOKEN
from tests.phone.tiny_clinic import TinyClinic

pytestmark = pytest.mark.slow


class Emulator:
    """The process, spoken to over HTTP only; `clinic` is the app it posts to."""

    def __init__(self, url: str, clinic: TinyClinic) -> None:
        self.url = url
        self.clinic = clinic

    def post(self, path: str, /, **fields: Any) -> Any:
        answer = requests.post(f"{self.url}/control/{path}", json=fields, timeout=90)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def get(self, path: str, **query: Any) -> Any:
        return requests.get(f"{self.url}/control/{path}", params=query, timeout=90).json()


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    clinic = TinyClinic()
    server = make_server("127.0.0.1", 0, clinic.app(), threaded=True)
    clinic.public_url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    command = [sys.executable, "-m", "handlers.phone.serve", "--public-url", clinic.public_url]
    command += ["--account-sid", SID, "--auth-token", TOKEN, "--twilio-from", CLINIC, "--bot-token", BOT_TOKEN]
    command += ["--secret-token", SECRET_TOKEN, "--staff-chat-id", str(STAFF_CHAT)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield Emulator(process.stdout.readline().strip(), clinic)
    process.kill()
    process.wait(60)
    server.shutdown()
    server.server_close()


def test_the_emulator_is_worked_from_outside(emulator: Emulator) -> None:
    twilio = client(emulator.url)
    twilio.messages.create(to=MAYA, from_=CLINIC, body="reminder", status_callback=f"{emulator.clinic.public_url}/no")
    assert emulator.get("sent", to=MAYA)["count"] == 1
    [answer] = emulator.post("text", **{"from": MAYA, "body": "c"})["answers"]
    assert answer["messages"] == ["You wrote: c"]
    answers = emulator.post("text", **{"from": MAYA, "body": "x", "times": 3, "at_once": True})["answers"]
    assert [answer["status"] for answer in answers] == [200, 200, 200]
    assert emulator.post("text", **{"from": MAYA, "body": "x", "forged": True})["answers"][0]["status"] == 403
    assert emulator.get("sent", to=MAYA)["count"] == 1
    assert emulator.get("sent", to=MAYA, via="all")["count"] == 5
    thread = emulator.get("threads", address=MAYA)["threads"][MAYA]
    assert [bubble["text"] for bubble in thread][:3] == ["reminder", "c", "You wrote: c"]
    assert list(emulator.get("threads")["threads"]) == [MAYA]


def test_telegram_from_outside(emulator: Emulator) -> None:
    user = {"id": 77, "first_name": "Ana"}
    # the tiny clinic answers through the Bot API of an emulator inside its own app; here it has none, and says so
    answers = emulator.post("telegram/text", chat_id=STAFF_CHAT, text="/next", user=user, times=2)["answers"]
    assert [answer["status"] for answer in answers] == [500, 500]
    ids = {update["update_id"] for update in emulator.clinic.updates}
    assert len(ids) == 1
    emulator.post("telegram/contact", chat_id=NOAH_CHAT, phone="+15555550112")
    emulator.post("telegram/photo", chat_id=NOAH_CHAT)
    emulator.post("telegram/tap", chat_id=NOAH_CHAT, message_id=1, data="t:1")
    kinds = [next(kind for kind in update if kind != "update_id") for update in emulator.clinic.updates[2:]]
    assert kinds == ["message", "message", "callback_query"]


def test_modes_failures_and_reset(emulator: Emulator) -> None:
    modes = emulator.post("mode", callbacks="doubled", delay=0, hang_seconds=0.1, advanced_opt_out=True)
    assert modes["callbacks"] == "doubled"
    assert modes["advanced_opt_out"] is True
    assert emulator.post("fail", address=MAYA, code=30003)["failures"] == {MAYA: 30003}
    hook = f"{emulator.clinic.public_url}/twilio/status"
    client(emulator.url).messages.create(to=MAYA, from_=CLINIC, body="x", status_callback=hook)
    assert emulator.post("settle", timeout=60) == {"settled": True}
    told = [form["MessageStatus"] for form in emulator.clinic.statuses]
    assert told == ["sent", "sent", "undelivered", "undelivered"]
    emulator.post("reset")
    assert emulator.get("sent")["count"] == 0
    assert emulator.get("threads")["threads"] == {}


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("text", {"body": "x"}, "from is missing"),
        ("mode", {"callbacks": "sideways"}, "callback mode 'sideways'"),
        ("fail", {"address": MAYA, "code": 12}, "no failure 12"),
        ("telegram/shout", {}, "telegram/shout"),
        ("telegram/text", {"chat_id": 1, "text": "x", "user": {"nick": "a"}}, "user: "),
    ],
)
def test_what_cannot_be_done_is_said(emulator: Emulator, path: str, fields: dict[str, Any], words: str) -> None:
    answer = requests.post(f"{emulator.url}/control/{path}", json=fields, timeout=90)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
