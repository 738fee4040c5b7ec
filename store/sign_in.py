"""One-time links by which staff sign in to the board: signed, good for 15 minutes, good once (decision 12).

The link itself is the proof, so nothing is stored when it is made; what is stored is that it has been used.
"""

from __future__ import annotations

import datetime as dt
import secrets

from itsdangerous import BadData, URLSafeSerializer
from peewee import IntegrityError

from store import audit
from store.audit import Actor
from store.database import transaction
from store.errors import NotFound
from store.models import StaffMember, SystemState
from store.staff import hash_of

LIVES = dt.timedelta(minutes=15)
USED = "board-link:"


def token(member: StaffMember, secret_key: str, now: dt.datetime) -> str:
    """What goes into the link's address. `now` is aware."""
    facts = {"m": member.id, "k": mark(member), "n": secrets.token_urlsafe(9), "t": int((now + LIVES).timestamp())}
    return str(_signer(secret_key).dumps(facts))


def bearer(token: str, secret_key: str, now: dt.datetime) -> StaffMember:
    """Whom the link lets in; looking changes nothing. Raises NotFound when it is used, too old, or none of ours."""
    member, _ = _read(token, secret_key, now)
    return member


def redeem(token: str, secret_key: str, now: dt.datetime, *, address: str = "") -> StaffMember:
    """Uses the link up and returns whom it lets in. Raises NotFound as `bearer`, also for the slower of two at once."""
    member, key = _read(token, secret_key, now)
    try:
        with transaction():
            SystemState.create(key=key, at=now)
            SystemState.delete().where(SystemState.key.startswith(USED), SystemState.at < now - 2 * LIVES).execute()
            audit.record(member.clinic_id, Actor.staff(member, "board", address), "staff.sign_in", member, now)
    except IntegrityError as error:
        raise NotFound(thing="link") from error
    return member


def mark(member: StaffMember) -> str:
    """Changes with the member's token, so that renewing or revoking it ends their links and their sessions."""
    return hash_of(f"{member.id}:{member.token_hash or ''}")[:16]


def _read(token: str, secret_key: str, now: dt.datetime) -> tuple[StaffMember, str]:
    try:
        facts = _signer(secret_key).loads(token)
    except BadData as error:
        raise NotFound(thing="link") from error
    member: StaffMember | None = StaffMember.get_or_none(StaffMember.id == facts["m"], StaffMember.active)
    key = f"{USED}{facts['n']}"
    used = SystemState.get_or_none(SystemState.key == key) is not None
    if member is None or used or mark(member) != facts["k"] or now.timestamp() >= facts["t"]:
        raise NotFound(thing="link")
    return member, key


def _signer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt="board sign-in link")
