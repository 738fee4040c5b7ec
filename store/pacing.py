"""Places in a line that moves at a fixed pace, shared by every worker through the database (RULES 8).

A line is a number or a chat; a place in it is the moment at which the next text may leave.
"""

from __future__ import annotations

import datetime as dt

from store.database import is_postgresql, retried, transaction
from store.models import SystemState

PREFIX = "pace:"


@retried
def take_place(line: str, apart: dt.timedelta, now: dt.datetime, patience: dt.timedelta) -> dt.datetime | None:
    """The moment (aware, `now` or later) at which the next text in `line` may leave, taken for the caller.

    `apart` is the time between two. None, and nothing is taken, when the line is longer than `patience`.
    """
    key = PREFIX + line
    with transaction():
        SystemState.insert(key=key, at=now).on_conflict_ignore().execute()
        rows = SystemState.select().where(SystemState.key == key)
        row = (rows.for_update() if is_postgresql() else rows).get()
        place: dt.datetime = max(now, row.at)
        if place - now > patience:
            return None
        SystemState.update(at=place + apart).where(SystemState.id == row.id).execute()
    return place


def forget_idle(now: dt.datetime) -> int:
    """Deletes the lines nobody has stood in for a day; returns how many."""
    old = SystemState.key.startswith(PREFIX) & (SystemState.at < now - dt.timedelta(days=1))
    return int(SystemState.delete().where(old).execute())
