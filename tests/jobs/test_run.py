"""Web and worker from one terminal, as `make run` starts them; and what a wrong environment gets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.processes import ROOT, free_port, wait_until


def environment(folder: Path, port: int, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "FRONTDESK_ENV": "development", "DATABASE_URL": f"sqlite:///{folder}/desk.db",
        "QUEUE_URL": f"sqlite:///{folder}/queue.db", "SPOOL_DIR": f"{folder}/spool", "PORT": str(port),
    } | more  # fmt: skip


class Desk:
    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.output = folder / "output.txt"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jobs.run"], cwd=ROOT, env=environment(folder, port), stdout=output
            )

    def ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=10).status_code == 200
        except requests.RequestException:  # not listening yet, or too busy to answer in time
            return False

    def post(self, path: str, **body: Any) -> Any:
        answer = requests.post(f"{self.url}/phone/{path}", json=body, timeout=60)
        assert answer.status_code == 200
        return answer.json()

    def thread(self, address: str) -> list[dict[str, Any]]:
        state = requests.get(f"{self.url}/phone/state", params={"address": address}, timeout=60).json()
        bubbles: list[dict[str, Any]] = state["threads"][address]
        return bubbles


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    running = Desk(tmp_path)
    yield running
    if running.process.poll() is None:
        running.process.send_signal(signal.SIGINT)
        running.process.wait(60)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.slow
def test_one_command_serves_the_demo_and_ctrl_c_ends_all_of_it(desk: Desk) -> None:
    wait_until(desk.ready, 180)
    told = desk.output.read_text()
    assert f"{desk.url}/phone" in told
    assert f"{desk.url}/display/" in told
    assert len(desk.post("text", **{"from": "+15555550111", "body": "hi"})["messages"]) == 1
    greeting, *_ = desk.post("telegram/text", chat_id=5550112, text="/start")["messages"]
    assert greeting.startswith("Demo Clinic here.")

    started = children(desk.process.pid)
    assert len(started) == 2
    desk.process.send_signal(signal.SIGINT)
    assert desk.process.wait(60) == 0
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.slow
def test_the_clock_moves_for_the_web_and_the_worker_alike(desk: Desk) -> None:
    wait_until(desk.ready, 180)
    before = desk.post("tick")["clock"]["iso"]
    after = desk.post("clock", minutes=24 * 60)["clock"]["iso"]
    assert before[:10] < after[:10]
    wait_until(desk.ready)  # the worker's sign of life does not age by a moved clock
    assert desk.post("clock", reset=True)["clock"]["iso"][:10] == before[:10]


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [["jobs.run"], ["jobs.worker"], ["flask", "--app", "wsgi", "tick"], ["gunicorn", "wsgi:create_app()"]]
)
@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"FRONTDESK_ENV": "production"}, "frontdesk: PUBLIC_URL is missing"),
        (
            {"QUEUE_URL": "amqp://x"},
            "frontdesk: QUEUE_URL is malformed: expected sqlite://… or redis://… or rediss://…",
        ),
    ],
)
def test_a_wrong_environment_is_one_line_and_exit_code_1(
    tmp_path: Path, command: list[str], wrong: dict[str, str], line: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment(tmp_path, free_port(), **wrong),
        capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr.strip()) == (1, line)
