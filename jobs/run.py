"""Web and worker in one terminal: `python -m jobs.run`, behind `make run`. Ctrl-C stops both."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from types import FrameType

import config
from store import clock, database, demo
from store.migrations import upgrade
from store.models import Clinic

WEB = ("-m", "gunicorn", "wsgi:create_app()")  # its settings: gunicorn.conf.py
WORKER = ("-m", "jobs.worker")
GOODBYE = 25  # seconds a process has to end before it is killed


class Stop(Exception):
    """Somebody pressed Ctrl-C, or TERM came."""


def main() -> None:
    """Prepares the database, starts both processes, and ends both when one ends or a signal comes."""
    try:
        settings = config.load()
    except config.ConfigError as error:
        sys.exit(f"frontdesk: {error}")
    prepare(settings)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes += map(_begin, (WEB, WORKER))
        print(addresses(settings), flush=True)  # noqa: T201
        sys.exit(_watch(processes))
    except Stop:
        pass
    finally:
        _end(processes)


def _begin(arguments: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C comes here alone, and the children are then asked to end."""
    return subprocess.Popen([sys.executable, *arguments], start_new_session=True)


def prepare(settings: config.Config) -> None:
    """Migrations, and in development the demo clinic where there is no clinic yet."""
    database.connect_to(settings.database_url)
    upgrade()
    with database.connected():
        if settings.development and not Clinic.select().exists():
            ours = (settings.twilio_from, settings.telegram_bot_id, settings.telegram_staff_chat_id)
            print(demo.load(*ours, now=clock.now()))  # noqa: T201


def addresses(settings: config.Config) -> str:
    """Where everything is, for the terminal."""
    with database.connected():
        clinics = list(Clinic.select().order_by(Clinic.id))
    lines = [f"Frontdesk on {settings.public_url}"]
    if settings.development:
        lines.append(f"  phone     {settings.public_url}/phone")
    lines.append(f"  board     {settings.public_url}/staff/")
    lines += [f"  display   {settings.public_url}/display/{each.display_token}  ({each.name})" for each in clinics]
    lines.append(f"  API docs  {settings.public_url}/staff/api/v1/openapi.json")
    return "\n".join(lines)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def _watch(processes: list[subprocess.Popen[bytes]]) -> int:
    """Waits until one of the processes has ended; its exit code."""
    while True:
        for process in processes:
            if (code := process.poll()) is not None:
                return code
        time.sleep(0.2)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GOODBYE
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    main()
