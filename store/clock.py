"""The only place that asks the time.

Everything below an edge (a webhook, a tick, a command) takes `now` as an argument. Development may shift
the clock, so that a reminder can be seen today; the shift is a source given at start-up.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

UTC = dt.UTC


def _no_shift() -> dt.timedelta:
    return dt.timedelta(0)


_shift: Callable[[], dt.timedelta] = _no_shift


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return unshifted() + _shift()


def unshifted() -> dt.datetime:
    """The present moment without development's shift, aware, in UTC: for how long ago a process was alive."""
    return dt.datetime.now(UTC)


def now_in(zone: ZoneInfo) -> dt.datetime:
    """The present moment, aware, on the wall clock of `zone`."""
    return now().astimezone(zone)


def shift_by(source: Callable[[], dt.timedelta] | None) -> None:
    """Adds what `source` returns to every reading from now on; None takes the shift away (development only)."""
    global _shift
    _shift = source or _no_shift


def running_from(moment: dt.datetime) -> Callable[[], dt.datetime]:
    """A clock that shows `moment` now and runs on from there: for work that takes a while and holds leases."""
    started = time.monotonic()
    return lambda: moment + dt.timedelta(seconds=time.monotonic() - started)
