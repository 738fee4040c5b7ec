"""What the doctor writes about a visit: notes, diagnosis, prescription (B14). Never in a message, a list or a log.

Only the doctor whose visit it is reads and writes them (`may_see`), be their role doctor or, in a practice whose owner
sees patients too, admin; no other admin, no other doctor, not the front desk. Every reading and every writing is in the
audit trail; the text itself is not. A copy for the patient is store/export.py's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from store import audit, staff
from store.audit import Actor
from store.errors import AlreadyMovedOn, Invalid, NotYours
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
    """Whether this member is the doctor of the visit, who alone may read and write these texts."""
    return staff.is_clinician(member) and member.doctor_id == visit.doctor_id


def check(member: StaffMember, visit: Appointment) -> None:
    """Raises NotYours for anybody but the doctor of the visit."""
    if not may_see(member, visit):
        raise NotYours(thing="notes")


def read(visit: Appointment, member: StaffMember, *, actor: Actor, now: dt.datetime) -> Clinical:
    """The texts, for the doctor of the visit; that they were read is on record. Raises NotYours."""
    check(member, visit)
    audit.record(visit.clinic_id, actor, READ, visit, now)
    return Clinical(visit.notes, visit.diagnosis, visit.prescription, visit.version)


def write(
    visit: Appointment, member: StaffMember, texts: Mapping[str, str], *, actor: Actor, now: dt.datetime
) -> Appointment:
    """Sets the fields named in `texts`. The audit says which fields changed and by whom, not what they say.

    Raises NotYours, Invalid for a text that is too long, AlreadyMovedOn when somebody else changed the visit first.
    """
    check(member, visit)
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
