"""How often one asker may ask: a count a minute, kept in the database so that every process sees the same one."""

from __future__ import annotations

import datetime as dt

from peewee import IntegrityError

from store.database import lock, retried, transaction
from store.models import SystemState

WINDOW = 60  # seconds


@retried
def wait_for(key: str, limit: int, now: dt.datetime) -> int:
    """Counts one request of `key`; returns 0, or the seconds to wait once `limit` a minute is used up."""
    window, into = divmod(int(now.timestamp()), WINDOW)
    name = f"rate:{key}"
    with transaction():
        row = SystemState.get_or_none(SystemState.key == name) or _first(name, now)
        lock(SystemState, row.id)
        current, used = _read(SystemState.get_by_id(row.id).value)
        used = used + 1 if current == window else 1
        if used > limit:
            return WINDOW - into
        SystemState.update(value=f"{window} {used}", at=now).where(SystemState.id == row.id).execute()
    return 0


def _first(name: str, now: dt.datetime) -> SystemState:
    try:
        with transaction():
            return SystemState.create(key=name, at=now)
    except IntegrityError:  # two first requests at once
        found: SystemState = SystemState.get(SystemState.key == name)
        return found


def _read(value: str) -> tuple[int, int]:
    window, _, used = value.partition(" ")
    return (int(window), int(used)) if used else (-1, 0)
