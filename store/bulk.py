"""Many visits at once (S7): what was chosen, what can be done with each, how far the work has come. No texts here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from store import audit, contacts, schedules
from store.audit import Actor
from store.database import transaction
from store.errors import AlreadyMovedOn, Invalid, NotFound
from store.models import Appointment, BulkItem, BulkJob, Clinic, Doctor
from store.schedules import Opening
from store.timetable import DAY
from store.transitions import VISIT

MOST = 500  # visits of one act
FORGOTTEN = dt.timedelta(hours=12)  # what was shown so long ago is not begun any more
LOOK_AHEAD = 60  # days in which another time is looked for
LOOKED_AT = 300  # free times of a doctor that are looked at for one visit


def prepare(
    clinic: Clinic, act: str, visits: Sequence[Appointment], *, reason: str = "", doctor: Doctor | None = None,
    day: dt.date | None = None, actor: Actor, now: dt.datetime,
) -> BulkJob:  # fmt: skip
    """Writes down what would be done with each visit, or why it cannot; nothing is done yet.

    A move goes to `doctor` (None: each visit's own), to the first day from `day` on (None: the day after the last of
    the visits) that has a time, there as near to the old hour as can be. Raises Invalid.
    """
    if not visits or len(visits) > MOST:
        raise Invalid(field="visits", problem=f"choose from 1 to {MOST} of them")
    member = actor.id if actor.kind == "staff" else None
    with transaction():
        job = BulkJob.create(
            clinic=clinic, member=member, act=act, reason=reason, channel=actor.channel, address=actor.address,
            created_at=now,
        )  # fmt: skip
        free = _Times(clinic, doctor, day or _day_after(clinic, visits), now) if act == "move" else None
        for visit in sorted(visits, key=lambda each: (each.starts_at, each.id)):
            why, to = _possible(visit, act, now), None
            if not why and free is not None:
                to = free.take(visit)
                why = "" if to is not None else "nothing_free"
            BulkItem.create(
                job=job, appointment=visit, person=_person(visit), state="refused" if why else "ready", why=why,
                to_doctor=to.doctor if to is not None else None, to_starts_at=to.starts_at if to is not None else None,
            )  # fmt: skip
    return job


def _day_after(clinic: Clinic, visits: Iterable[Appointment]) -> dt.date:
    last: dt.datetime = max(visit.starts_at for visit in visits)
    return last.astimezone(clinic.zone).date() + DAY


def _possible(visit: Appointment, act: str, now: dt.datetime) -> str:
    if (visit.status, act) not in VISIT:
        return f"is_{visit.status.replace('-', '_')}"
    begun = visit.starts_at <= now
    if act == "complete":
        return "" if begun else "not_begun"
    return "in_the_past" if begun else ""


def _person(visit: Appointment) -> str:
    """Who is told: the contact, else the patient, whom somebody calls."""
    contact = contacts.reach(visit)
    return f"contact:{contact.id}" if contact is not None else f"patient:{visit.patient_id}"


class _Times:
    """Free times that are given out once each."""

    def __init__(self, clinic: Clinic, doctor: Doctor | None, first: dt.date, now: dt.datetime) -> None:
        self.clinic, self.doctor, self.first, self.now = (
            clinic,
            doctor,
            max(first, now.astimezone(clinic.zone).date()),
            now,
        )
        self.given: list[Opening] = []

    def take(self, visit: Appointment) -> Opening | None:
        """The visit's new time; None when there is none."""
        free = schedules.openings(
            self.clinic, now=self.now, first=self.first, last=self.first + LOOK_AHEAD * DAY,
            doctors=[self.doctor or visit.doctor], service=visit.service, visit_type=visit.visit_type,
            patient=visit.patient, ignoring=visit, notice=False, limit=LOOKED_AT,
        )  # fmt: skip
        zone = self.clinic.zone
        left = [one for one in free if self._has_room(one)]
        if not left:
            return None
        day = left[0].starts_at.astimezone(zone).date()
        old = visit.starts_at.astimezone(zone).replace(tzinfo=None).time()
        wanted = dt.datetime.combine(day, old, zone)
        that_day = [one for one in left if one.starts_at.astimezone(zone).date() == day]
        best = min(that_day, key=lambda one: (abs(one.starts_at - wanted), one.starts_at))
        self.given.append(best)
        return best

    def _has_room(self, one: Opening) -> bool:
        over = [
            other
            for other in self.given
            if other.doctor.id == one.doctor.id and other.starts_at < one.ends_at and one.starts_at < other.ends_at
        ]
        return len(over) < one.seats


# --- Beginning, and how far it is ------------------------------------------------------------------------------------


def of(clinic: Clinic, job_id: int) -> BulkJob:
    """The act of this number. Raises NotFound."""
    job: BulkJob | None = BulkJob.get_or_none(BulkJob.id == job_id, BulkJob.clinic == clinic)
    if job is None:
        raise NotFound(thing="bulk act")
    return job


def items(job: BulkJob) -> list[BulkItem]:
    """Its visits by start."""
    rows = BulkItem.select(BulkItem, Appointment).join(Appointment).where(BulkItem.job == job)
    return list(rows.order_by(Appointment.starts_at, Appointment.id))


def begin(job: BulkJob, actor: Actor, now: dt.datetime) -> None:
    """The one word that begins it. Raises AlreadyMovedOn when somebody was faster, Invalid when it is too old."""
    if now - job.created_at > FORGOTTEN:
        raise Invalid(field="bulk", problem="was shown too long ago: choose the visits again")
    fresh = (BulkJob.id == job.id) & BulkJob.started_at.is_null()
    with transaction():
        if not BulkJob.update(started_at=now).where(fresh).execute():
            raise AlreadyMovedOn(thing="bulk act", before="shown", now="begun")
        ready = BulkItem.select().where(BulkItem.job == job, BulkItem.state == "ready").count()
        facts = {"act": job.act, "visits": ready, "reason": job.reason}
        audit.record(job.clinic_id, actor, "bulk.begin", job, now, after=facts)
    job.started_at = now


def progress(job: BulkJob) -> dict[str, int]:
    """How many of its visits are in each state."""
    found = Counter(row.state for row in BulkItem.select(BulkItem.state).where(BulkItem.job == job))
    return {state: found[state] for state in ("ready", "done", "failed", "refused")}


def unfinished() -> list[BulkJob]:
    """What was begun and is not at its end, the oldest first."""
    rows = BulkJob.select().where(BulkJob.started_at.is_null(False), BulkJob.finished_at.is_null())
    return list(rows.order_by(BulkJob.id))
