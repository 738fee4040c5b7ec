"""Huey, on SQLite or Redis by QUEUE_URL. It carries two wake-ups, "deliver" and "minute", and nothing worth keeping.

Huey is at most once and fires a periodic task once for every consumer (STACK 2): both are harmless here, because the
outbox and the sweeps remember what is to be done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

NAME = "frontdesk"


@dataclass(frozen=True)
class Queue:
    """The Huey of this process and its two tasks."""

    huey: Any
    deliver: Callable[[], Any]
    minute: Callable[[], Any]


_queue: Queue | None = None


def connect(url: str, *, deliver: Callable[[], object], minute: Callable[[], object]) -> Queue:
    """Points this process at the queue of `url`; the two callables are what a worker runs. Nothing is sent yet."""
    global _queue
    from huey import crontab  # late: with Redis and gevent about, it costs 290 ms

    huey = _huey(url)
    every_minute = huey.periodic_task(crontab(minute="*"), name="minute")(_no_result(minute))
    _queue = Queue(huey, huey.task(name="deliver")(_no_result(deliver)), every_minute)
    return _queue


def connected() -> Queue:
    """The queue of this process. Raises RuntimeError before `connect`."""
    if _queue is None:
        raise RuntimeError("no queue: call jobs.start.start first")
    return _queue


def wake() -> None:
    """Asks a worker to deliver, unless something waits already: a task that has not begun will see this commit too."""
    queue = connected()
    if queue.huey.pending_count() == 0:
        queue.deliver()


def minute() -> None:
    """Asks a worker for its minute's work at once."""
    connected().minute()


def waiting() -> int:
    """How many tasks wait. Raises what the storage raises when it is away."""
    return int(connected().huey.pending_count())


def _huey(url: str) -> Any:
    from huey import RedisHuey, SqliteHuey

    if urlsplit(url).scheme == "sqlite":
        path = unquote(urlsplit(url).path.removeprefix("/"))
        return SqliteHuey(NAME, filename=path, fsync=False, results=False)  # a lost wake-up costs a minute at most
    limits = "socket_connect_timeout=2&socket_timeout=5"  # a request must not hang on a queue that is gone
    return RedisHuey(NAME, url=f"{url}{'&' if '?' in url else '?'}{limits}", results=False)


def _no_result(work: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        work()

    return run
