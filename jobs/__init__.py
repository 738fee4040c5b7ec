"""The clock: everything that is due, in one order. Huey only wakes this; nothing is lost when Huey loses a task.

Every sweep finds by itself what is due at `now`, does it once however often it is called, and catches up after a
break.
Adding a sweep is adding a line to SWEEPS.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from bot import handoff
from bot.desk import bulk as desk_bulk
from jobs import delivery, digest, meetings, no_shows, offers, queue, reminders, turns, upkeep
from store import appointments, clock
from store.database import connected

__all__ = ["SWEEPS", "minute", "tick", "wake"]

logger = logging.getLogger(__name__)

# What is late comes in first and goes out last; the housekeeping waits for all of it.
SWEEPS: tuple[tuple[str, Callable[[dt.datetime], int]], ...] = (
    ("spooled", upkeep.replay_spool),
    ("released", appointments.release_expired),
    ("no_shows", no_shows.sweep),
    ("handoffs", handoff.lapse),
    ("reminders", reminders.sweep),
    ("meetings", meetings.sweep),
    ("turns", turns.sweep),
    ("offers", offers.sweep),
    ("bulk", desk_bulk.sweep),
    ("digest", digest.sweep),
    ("sent", delivery.deliver),
    ("purged", upkeep.purge),
)


def tick(now: dt.datetime | None = None) -> dict[str, int]:
    """Runs every sweep once, on this process, and returns a count for each; "errors" counts the sweeps that raised.

    `now` is aware; by default the present. A sweep that raises is logged, and the rest run.
    """
    moment = now or clock.now()
    counts = {name: 0 for name, _ in SWEEPS} | {"errors": 0}
    for name, sweep in SWEEPS:
        try:
            with connected():
                counts[name] = sweep(moment)
        except Exception:
            logger.exception("sweep failed", extra={"sweep": name})
            counts["errors"] += 1
    return counts


def minute() -> dict[str, int]:
    """What the worker does every minute: a tick, and a sign of life."""
    counts = tick()
    with connected():
        upkeep.heartbeat(clock.unshifted())
    return counts


def wake() -> None:
    """Tells the worker that messages are due; called after the commit that wrote them."""
    queue.wake()
