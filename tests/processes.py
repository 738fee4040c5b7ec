"""What tests need that start processes of their own."""

from __future__ import annotations

import itertools
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Below the ports that systems hand out by themselves (from 32768), so that nobody takes one between the look and the
# use; each pytest-xdist worker ("gw3") has a hundred of its own.
_ports = itertools.cycle(range(20_000, 20_100))


def free_port() -> int:
    """A port of this machine that nobody listens on, to be given to a process that is yet to start."""
    ours = 100 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    for port in itertools.islice(_ports, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", ours + port))
            except OSError:
                continue
            return ours + port
    raise AssertionError("no port is free")


def wait_until(ready: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
