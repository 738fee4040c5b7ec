"""One background thread that does things later: delivery states and their callbacks never run in a request."""

from __future__ import annotations

import heapq
import itertools
import logging
import os
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

Job = Callable[[], None]


def _monotonic() -> float:
    """Seconds on a clock that only measures delays; read so that a frozen `time.monotonic` does not stop delivery."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


class Dispatcher:
    """Runs jobs one after another, each no earlier than its delay, in order of due time and then of arrival.

    The thread starts with the first job, in whichever process asks: after a fork the child starts its own.
    """

    def __init__(self) -> None:
        self._fresh()

    def _fresh(self) -> None:
        self._pid = os.getpid()
        self._wake = threading.Condition()
        self._jobs: list[tuple[float, int, Job]] = []
        self._order = itertools.count()
        self._thread: threading.Thread | None = None
        self._busy = False

    def later(self, delay: float, job: Job) -> None:
        """Run `job` on the background thread after `delay` seconds. What it raises is logged."""
        if self._pid != os.getpid():
            self._fresh()
        with self._wake:
            heapq.heappush(self._jobs, (_monotonic() + delay, next(self._order), job))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="carrier", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def settle(self, timeout: float = 5.0) -> bool:
        """Wait until nothing is left to do; False if something still is after `timeout` seconds."""
        with self._wake:
            return self._wake.wait_for(lambda: not self._jobs and not self._busy, timeout)

    def clear(self) -> None:
        """Forget what has not started yet."""
        with self._wake:
            self._jobs.clear()
            self._wake.notify_all()

    def _run(self) -> None:
        while True:
            job = self._next()
            try:
                job()
            except Exception:
                log.exception("carrier: a delayed job failed")
            with self._wake:
                self._busy = False
                self._wake.notify_all()

    def _next(self) -> Job:
        with self._wake:
            while True:
                if not self._jobs:
                    self._wake.wait()
                elif (left := self._jobs[0][0] - _monotonic()) > 0:
                    self._wake.wait(left)
                else:
                    self._busy = True
                    return heapq.heappop(self._jobs)[2]
