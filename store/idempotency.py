"""Requests that carry a key of their client's are done once: the claim on the key, and the answer kept for it (S4).

A key is claimed in a transaction of its own, so that a second request sees that the first is under way; the answer is
kept in the transaction of the act itself, so that there is never the one without the other. A claim whose process died
lapses, and the next request with the key does the act.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from peewee import IntegrityError

from store.database import lock, retried, transaction
from store.models import StaffMember, StoredAnswer

KEPT = dt.timedelta(hours=24)
LEASE = dt.timedelta(seconds=60)

Standing = Literal["ours", "answered", "under_way", "another"]


@dataclass(frozen=True)
class Claimed:
    """What a key stands for: "ours" to do, "answered" before, "under_way", or "another" request than this one."""

    standing: Standing
    row: StoredAnswer


class ClaimLost(Exception):
    """The claim lapsed while its act was running, and somebody else has taken it."""


@retried
def claim(member: StaffMember, key: str, request: str, now: dt.datetime) -> Claimed:
    """Claims `key` (any text up to 255 letters, this member's own) for the request with this digest."""
    with transaction():
        row = _of(member, key)
        if row is not None and row.claimed_at <= now - KEPT:
            row.delete_instance()
            row = None
        if row is None:
            return _first(member, key, request, now)
        lock(StoredAnswer, row.id)
        row = StoredAnswer.get_by_id(row.id)
        if row.request != request:
            return Claimed("another", row)
        if row.status is not None:
            return Claimed("answered", row)
        if row.lease_until > now:
            return Claimed("under_way", row)
        row.lease_until = now + LEASE
        row.save(only=[StoredAnswer.lease_until])
        return Claimed("ours", row)


def keep(row: StoredAnswer, status: int, body: str, headers: dict[str, str]) -> None:
    """Keeps the answer; inside the transaction of the act it is about. Raises ClaimLost."""
    mine = (StoredAnswer.id == row.id) & (StoredAnswer.lease_until == row.lease_until) & StoredAnswer.status.is_null()
    if not StoredAnswer.update(status=status, body=body, headers=headers).where(mine).execute():
        raise ClaimLost


def release(row: StoredAnswer) -> None:
    """Nothing was done: the key may be used again."""
    mine = (StoredAnswer.id == row.id) & (StoredAnswer.lease_until == row.lease_until) & StoredAnswer.status.is_null()
    StoredAnswer.delete().where(mine).execute()


def sweep(now: dt.datetime) -> int:
    """Forgets the keys whose time is up; returns how many."""
    return int(StoredAnswer.delete().where(StoredAnswer.claimed_at <= now - KEPT).execute())


def forget_naming(clinic_id: int, words: list[str]) -> None:
    """Forgets the answers of this clinic that hold one of these words: somebody's name, who is being erased."""
    members = StaffMember.select(StaffMember.id).where(StaffMember.clinic == clinic_id)
    for word in words:
        named = StoredAnswer.body.contains(word)
        StoredAnswer.delete().where(StoredAnswer.member.in_(members), named).execute()


def _first(member: StaffMember, key: str, request: str, now: dt.datetime) -> Claimed:
    try:
        with transaction():
            facts = {"request": request, "claimed_at": now, "lease_until": now + LEASE}
            return Claimed("ours", StoredAnswer.create(member=member, key=key, **facts))
    except IntegrityError:  # two first requests at once
        row: StoredAnswer = StoredAnswer.get(StoredAnswer.member == member, StoredAnswer.key == key)
        return Claimed("under_way" if row.request == request else "another", row)


def _of(member: StaffMember, key: str) -> StoredAnswer | None:
    found: StoredAnswer | None = StoredAnswer.get_or_none(StoredAnswer.member == member, StoredAnswer.key == key)
    return found
