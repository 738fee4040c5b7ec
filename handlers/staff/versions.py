"""ETags where two people may edit (S4): strong, as RFC 9110 section 13 has them, on every route "versioned".

The tag is the answer's `version` where it has one, else a digest of all it says; what has no version in the database
and stands in lists is a `Versioned`. GET sends the tag and knows If-None-Match; PUT and PATCH want it back as If-Match,
any other method may send it. The view locks and says what it is about to change, in one transaction with the act:
`asker.check_unchanged(telling.appointment(visit, asker.clinic))`.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel, computed_field

from handlers.staff.problems import Problem

LOOKED_AT = ("GET", "HEAD")
MUST_MATCH = ("PUT", "PATCH")


class Versioned(BaseModel):
    """A thing without a version of its own in the database: the digest of what it says is one."""

    @computed_field(description="Another with every change; in quotes it is the ETag.")  # type: ignore[prop-decorator]
    @property
    def version(self) -> str:
        return _digest({name: getattr(self, name) for name in type(self).model_fields})


def tag(told: BaseModel) -> str | None:
    """The strong entity tag of what is told; None for an answer that says it has none (a preview)."""
    version = getattr(told, "version", "") if hasattr(told, "version") else _digest(told.model_dump(mode="json"))
    return f'"{version}"' if version is not None else None


def _digest(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()[:20]


def named(header: str | None) -> frozenset[str] | None:
    """The tags an If-Match or If-None-Match names; None when it was not sent. A weak tag never matches strongly."""
    return None if header is None else frozenset(part.strip() for part in header.split(",") if part.strip())


def check_sent(method: str, tags: frozenset[str] | None) -> None:
    """Raises Problem 428 where an edit comes without If-Match: it could undo somebody else's."""
    if method in MUST_MATCH and tags is None:
        raise Problem(428, "Send If-Match with the ETag you have read.")


def check(tags: frozenset[str] | None, current: BaseModel) -> None:
    """Raises Problem 412, with its tag and state, unless `tags` (None: not asked for) hold for it as it is now."""
    now = tag(current)
    if tags is not None and now is not None and not tags & {"*", now}:
        detail = f"It has changed: its ETag is {now} now, and `current` is how it stands."
        raise Problem(412, detail, {"ETag": now}, etag=now, current=current.model_dump(mode="json"))
