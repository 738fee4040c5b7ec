"""Housekeeping: spooled messages, old rows, the worker's sign of life."""

from __future__ import annotations

import datetime as dt

from bot import questions
from handlers import spool
from store import claims, idempotency, pacing, retention, settings, synced
from store.database import transaction
from store.models import Clinic, SystemState

HEARTBEAT, PURGED = "worker", "purged"

_spool_folder = "spool"


def spool_in(folder: str) -> None:
    """Where the web process spools what came while the database was away."""
    global _spool_folder
    _spool_folder = folder


def replay_spool(now: dt.datetime) -> int:
    """Takes what was spooled; the count of messages."""
    return spool.replay(_spool_folder, now)


def purge(now: dt.datetime) -> int:
    """Once a day: claims of the past, questions to staff, what a clinic no longer keeps (C7). Returns how many rows."""
    last = SystemState.get_or_none(SystemState.key == PURGED)
    if last is not None and now - last.at < dt.timedelta(days=1):
        return 0
    with transaction():
        count = claims.sweep_past(now) + pacing.forget_idle(now) + idempotency.sweep(now) + synced.sweep(now)
        count += questions.forget_asked_of_staff(now)
    clinics = list(Clinic.select())
    for clinic in clinics:
        count += retention.purge(clinic, now)
    shortest = min((settings.of(clinic).message_retention_days for clinic in clinics), default=0)
    count += spool.forget(_spool_folder, now - dt.timedelta(days=shortest))
    mark(PURGED, now)
    return count


def heartbeat(now: dt.datetime) -> None:
    """The worker is alive at `now` (without development's shift); /readyz and the metrics read it."""
    mark(HEARTBEAT, now)


def mark(key: str, now: dt.datetime, value: str = "") -> None:
    """Writes a fact about the running system, over an earlier one."""
    SystemState.insert(key=key, at=now, value=value).on_conflict(
        conflict_target=[SystemState.key], update={SystemState.at: now, SystemState.value: value}
    ).execute()
