"""Each evening, at the hour the clinic chose: what the staff should know of tomorrow (S10, R6)."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from bot.notices import digest
from store import settings
from store.models import Clinic, OutboxMessage, local

logger = logging.getLogger(__name__)

Write = Callable[[str], OutboxMessage | None]


def sweep(now: dt.datetime) -> int:
    """Writes each clinic's message once a day, from digest_hour on its clock, to the staff chat and each mailbox of
    staff; returns how many. Safe twice; a worker that was down, or an address given late, is caught up with."""
    return sum(_clinic(clinic, now) for clinic in Clinic.select())


def _clinic(clinic: Clinic, now: dt.datetime) -> int:
    at = local(clinic, now)
    if at.hour < settings.of(clinic).digest_hour:
        return 0
    base = f"digest:{clinic.id}:{at:%Y%m%d}"
    ways: dict[str, Write] = {}
    if clinic.staff_chat_id is not None:
        ways[base] = lambda once: digest.write(clinic, now, once)
    for member in digest.mailboxes(clinic):
        ways[f"{base}:{member.id}"] = lambda once, member=member: digest.mail(member, now, once)  # type: ignore[misc]
    sent = {row.dedupe_key for row in OutboxMessage.select().where(OutboxMessage.dedupe_key.in_(list(ways)))}
    return sum(_write(clinic, way, once) for once, way in ways.items() if once not in sent)


def _write(clinic: Clinic, way: Write, once: str) -> int:
    try:
        return int(way(once) is not None)
    except Exception:
        logger.exception("the digest of clinic %d", clinic.id)
        return 0
