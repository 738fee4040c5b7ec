"""Who did what, written in the same transaction as the act itself (S8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from store.models import Audit, Clinic, Contact, StaffMember, Table


@dataclass(frozen=True)
class Actor:
    """A patient's contact, a member of staff, the clock, or an operator at the command line; and from where."""

    kind: str
    id: int | None = None
    name: str = ""
    channel: str = ""
    address: str = ""

    @classmethod
    def patient(cls, contact: Contact) -> Actor:
        return cls("patient", contact.id, "", contact.channel, contact.address)

    @classmethod
    def staff(cls, member: StaffMember, channel: str, address: str = "") -> Actor:
        return cls("staff", member.id, member.name, channel, address)


CLOCK = Actor("clock")
OPERATOR = Actor("operator", channel="command line")


def record(
    clinic: Clinic | int,
    actor: Actor,
    action: str,
    subject: Table,
    now: dt.datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Audit:
    """Adds a row: `action` is "thing.verb", `before` and `after` hold the changed fields in JSON's own types."""
    return Audit.create(
        clinic=clinic,
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        channel=actor.channel,
        address=actor.address,
        action=action,
        subject=action.split(".", 1)[0],
        subject_id=subject.id,
        before=before or {},
        after=after or {},
    )


def trail(subject: str, subject_id: int) -> list[Audit]:
    """Everything that happened to one thing, oldest first."""
    rows = Audit.select().where(Audit.subject == subject, Audit.subject_id == subject_id).order_by(Audit.id)
    return list(rows)


def last(subject: str, subject_id: int) -> Audit | None:
    """The last thing that happened to it."""
    rows = Audit.select().where(Audit.subject == subject, Audit.subject_id == subject_id).order_by(Audit.id.desc())
    row: Audit | None = rows.first()
    return row
