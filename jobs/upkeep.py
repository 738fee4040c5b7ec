"""Housekeeping: spooled messages, old rows, the worker's sign of life."""

from __future__ import annotations

import datetime as dt

from handlers import spool
from store import claims, pacing, settings
from store.database import transaction
from store.models import Clinic, InboundMessage, OutboxMessage, SystemState

HEARTBEAT, PURGED = "worker", "purged"
FINISHED = ("delivered", "failed", "dropped", "sent")

_spool_folder = "spool"


def spool_in(folder: str) -> None:
    """Where the web process spools what came while the database was away."""
    global _spool_folder
    _spool_folder = folder


def replay_spool(now: dt.datetime) -> int:
    """Takes what was spooled; the count of messages."""
    return spool.replay(_spool_folder, now)


def purge(now: dt.datetime) -> int:
    """Once a day: claims of the past, and messages older than a clinic keeps them (C7). Returns how many rows went."""
    last = SystemState.get_or_none(SystemState.key == PURGED)
    if last is not None and now - last.at < dt.timedelta(days=1):
        return 0
    with transaction():
        mark(PURGED, now)
        count = claims.sweep_past(now) + pacing.forget_idle(now)
        for clinic in Clinic.select():
            oldest = now - dt.timedelta(days=settings.of(clinic).message_retention_days)
            old = (InboundMessage.clinic == clinic) & (InboundMessage.received_at < oldest)
            count += InboundMessage.delete().where(old).execute()
            done = (OutboxMessage.clinic == clinic) & OutboxMessage.state.in_(FINISHED)
            count += OutboxMessage.delete().where(done, OutboxMessage.created_at < oldest).execute()
    return count


def heartbeat(now: dt.datetime) -> None:
    """The worker is alive at `now` (without development's shift); /readyz and the metrics read it."""
    mark(HEARTBEAT, now)


def mark(key: str, now: dt.datetime, value: str = "") -> None:
    """Writes a fact about the running system, over an earlier one."""
    SystemState.insert(key=key, at=now, value=value).on_conflict(
        conflict_target=[SystemState.key], update={SystemState.at: now, SystemState.value: value}
    ).execute()
