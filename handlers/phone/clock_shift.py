"""Development's movable clock: a shift kept in the database, so that web and worker see the same time."""

from __future__ import annotations

import datetime as dt
import threading
import time

from peewee import PeeweeException

from store.database import connected
from store.models import SystemState

KEY = "clock_shift"
FRESH = 0.5  # seconds for which the last reading is taken as it is


class ClockShift:
    """Called by store.clock for every reading. Thread-safe; without a database the last known shift holds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shift = dt.timedelta(0)
        self._read_at = float("-inf")

    def __call__(self) -> dt.timedelta:
        with self._lock:
            if time.monotonic() - self._read_at > FRESH:
                self._shift, self._read_at = stored(self._shift), time.monotonic()
            return self._shift

    def forget(self) -> None:
        """The next reading asks the database."""
        with self._lock:
            self._read_at = float("-inf")


def stored(otherwise: dt.timedelta) -> dt.timedelta:
    """The shift in the database; `otherwise` where that cannot be read."""
    try:
        with connected():
            row = SystemState.get_or_none(SystemState.key == KEY)
        return dt.timedelta(seconds=float(row.value)) if row else dt.timedelta(0)
    except PeeweeException:
        return otherwise


def move(by: dt.timedelta, now: dt.datetime) -> None:
    """Moves every process's clock forward by `by`; `now` is when, on the moved clock."""
    _write(stored(dt.timedelta(0)) + by, now)


def reset(now: dt.datetime) -> None:
    """Back to the real time."""
    _write(dt.timedelta(0), now)


def _write(shift: dt.timedelta, now: dt.datetime) -> None:
    value = str(shift.total_seconds())
    with connected():
        SystemState.insert(key=KEY, value=value, at=now).on_conflict(
            conflict_target=[SystemState.key], update={SystemState.value: value, SystemState.at: now}
        ).execute()
    SHIFT.forget()


SHIFT = ClockShift()
