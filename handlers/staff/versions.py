"""ETags where two people may edit (S4): strong, as RFC 9110 section 13 has them, on every route "versioned".

The tag is the answer's `version` where it has one, else a digest of all it says. GET sends it and knows If-None-Match;
PUT and PATCH want it back as If-Match, any other method may send it. The view says what it is about to change:
`asker.check_unchanged(telling.appointment(visit, asker.clinic))`. The act itself must then compare the row's version
(store), or be in one transaction with the check, the row locked.
"""

from __future__ import annotations

import hashlib

from pydantic import BaseModel

from handlers.staff.problems import Problem

LOOKED_AT = ("GET", "HEAD")
MUST_MATCH = ("PUT", "PATCH")


def tag(told: BaseModel) -> str:
    """The strong entity tag of what is told."""
    version = getattr(told, "version", None)
    return f'"{version or hashlib.sha256(told.model_dump_json().encode()).hexdigest()[:20]}"'


def named(header: str | None) -> frozenset[str] | None:
    """The tags an If-Match or If-None-Match names; None when it was not sent. A weak tag never matches strongly."""
    return None if header is None else frozenset(part.strip() for part in header.split(",") if part.strip())


def check_sent(method: str, tags: frozenset[str] | None) -> None:
    """Raises Problem 428 where an edit comes without If-Match: it could undo somebody else's."""
    if method in MUST_MATCH and tags is None:
        raise Problem(428, "Send If-Match with the ETag you have read.")


def check(tags: frozenset[str] | None, current: BaseModel) -> None:
    """Raises Problem 412, with the current tag, unless `tags` (None: not asked for) hold for it as it is now."""
    now = tag(current)
    if tags is not None and not tags & {"*", now}:
        raise Problem(412, f"It has changed: its ETag is {now} now. Read it again.", {"ETag": now}, etag=now)
