"""The worker: `python -m jobs.worker`. TERM lets what is on its way arrive, for 20 seconds."""

from __future__ import annotations

import sys

import config
from jobs import queue, start

THREADS = 2  # one may run a long tick while the other delivers
LONGEST_NAP = 0.2  # seconds between two looks at an idle SQLite queue; Redis wakes at once
GOODBYE = 20  # seconds


def main() -> None:
    """Runs until a signal says otherwise."""
    try:
        settings = config.load()
    except config.ConfigError as error:
        sys.exit(f"frontdesk: {error}")
    start.start(settings)
    from huey.consumer import Consumer

    here = queue.connected()
    queue.minute()  # what fell due while no worker ran does not wait for the full minute
    Consumer(
        here.huey,
        workers=THREADS,
        initial_delay=0.05,
        max_delay=LONGEST_NAP,
        graceful_signal="TERM",
        shutdown_timeout=GOODBYE,
    ).run()


if __name__ == "__main__":
    main()
