"""What the doctor writes about a visit: notes, diagnosis, prescription (B14). Never in a message, an export or a log.

Who may is decided by `may_see`: the doctor of the visit, and an admin, to whom the requirement texts give full access.
The front desk may not. Every reading and every writing is in the audit trail; the text itself is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from store import audit
from store.audit import Actor
from store.errors import AlreadyMovedOn, Invalid
from store.models import Appointment, StaffMember
from store.transitions import acting

FIELDS = ("notes", "diagnosis", "prescription")
LONGEST = 4000  # characters of one field
READ = "appointment.read_clinical"


@dataclass(frozen=True)
class Clinical:
    """The three texts, and the version of the visit they were read at."""

    notes: str
    diagnosis: str
    prescription: str
    version: int


def may_see(member: StaffMember, visit: Appointment) -> bool:
    """Whether this member may read and write what the doctor wrote about the visit."""
    if not member.active:
        return False
    return member.role == "admin" or (member.role == "doctor" and member.doctor_id == visit.doctor_id)


def read(visit: Appointment, *, actor: Actor, now: dt.datetime) -> Clinical:
    """The texts; that they were read is on record."""
    audit.record(visit.clinic_id, actor, READ, visit, now)
    return Clinical(visit.notes, visit.diagnosis, visit.prescription, visit.version)


def write(visit: Appointment, texts: Mapping[str, str], *, actor: Actor, now: dt.datetime) -> Appointment:
    """Sets the fields named in `texts`. The audit says which fields changed and by whom, not what they say.

    Raises Invalid for a text that is too long, AlreadyMovedOn when somebody else changed the visit first.
    """
    for field, text in texts.items():
        if field not in FIELDS or len(text) > LONGEST:
            raise Invalid(field=field, problem=f"must be at most {LONGEST} characters")
    changed = {field: text.strip() for field, text in texts.items() if getattr(visit, field) != text.strip()}
    if not changed:
        return visit
    same = (Appointment.id == visit.id) & (Appointment.version == visit.version)
    with acting(visit):
        if not Appointment.update(version=Appointment.version + 1, **changed).where(same).execute():
            raise AlreadyMovedOn(thing=visit.reference, before=visit.status, now=visit.status, appointment=visit)
        for field, text in changed.items():
            setattr(visit, field, text)
        visit.version += 1
        told = {"written": ", ".join(sorted(changed))}
        audit.record(visit.clinic_id, actor, "appointment.clinical", visit, now, after=told)
    return visit
