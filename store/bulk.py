"""Many visits at once (S7): what was chosen, what can be done with each, how far the work has come. No texts here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from store import audit, contacts, schedules
from store.audit import Actor
from store.availability import visits_of
from store.database import transaction
from store.errors import AlreadyMovedOn, Invalid, NotFound
from store.models import Appointment, BulkItem, BulkJob, Clinic, Doctor
from store.schedules import Opening
from store.timetable import DAY
from store.transitions import VISIT

MOST = 500  # visits of one act
FORGOTTEN = dt.timedelta(hours=12)  # what was shown so long ago is not begun any more
LOOK_AHEAD = 60  # days in which another time is looked for


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
    free = _Times(clinic, visits, doctor, day or _day_after(clinic, visits), now) if act == "move" else None
    rows = [_row(visit, act, free, now) for visit in sorted(visits, key=lambda each: (each.starts_at, each.id))]
    with transaction():  # short: what takes long has been read before
        job = BulkJob.create(
            clinic=clinic, member=member, act=act, reason=reason, channel=actor.channel, address=actor.address,
            created_at=now,
        )  # fmt: skip
        for row in rows:
            BulkItem.create(job=job, **row)
    return job


def _row(visit: Appointment, act: str, free: _Times | None, now: dt.datetime) -> dict[str, Any]:
    """What would be done with the visit, as a BulkItem's columns."""
    why = _possible(visit, act, now)
    to = free.take(visit) if free is not None and not why else None
    if free is not None and not why and to is None:
        why = "nothing_free"
    return {
        "appointment": visit, "person": _person(visit), "state": "refused" if why else "ready", "why": why,
        "to_doctor": to.doctor if to is not None else None, "to_starts_at": to.starts_at if to is not None else None,
    }  # fmt: skip


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
    """Free times that are given out once each. Each doctor's are looked up once for all visits of a kind, so that
    hundreds of visits take seconds."""

    def __init__(
        self, clinic: Clinic, visits: Sequence[Appointment], doctor: Doctor | None, first: dt.date, now: dt.datetime
    ) -> None:
        self.clinic, self.doctor, self.now, self.zone = clinic, doctor, now, clinic.zone
        self.first = max(first, now.astimezone(clinic.zone).date())
        self.busy = visits_of([visit.patient_id for visit in visits], now)
        self.free: dict[tuple[int, int | None, str], dict[dt.date, list[Opening]]] = {}
        self.given: dict[int, list[Opening]] = {}  # by doctor
        self.taken: dict[int, list[Opening]] = {}  # by patient

    def take(self, visit: Appointment) -> Opening | None:
        """The visit's new time: on the first day that has one, as near to the old hour as can be; None: nowhere."""
        old = visit.starts_at.astimezone(self.zone).replace(tzinfo=None).time()
        for day, openings in self._days(visit).items():
            wanted = dt.datetime.combine(day, old, self.zone)
            for one in sorted(openings, key=lambda one: (abs(one.starts_at - wanted), one.starts_at)):
                if self._has_room(one) and self._suits(visit, one):
                    self.given.setdefault(one.doctor.id, []).append(one)
                    self.taken.setdefault(visit.patient_id, []).append(one)
                    if not self._has_room(one):
                        openings.remove(one)
                    return one
        return None

    def _days(self, visit: Appointment) -> dict[dt.date, list[Opening]]:
        """What is free for visits of this kind, by day."""
        doctor = self.doctor or visit.doctor
        kind = (doctor.id, visit.service_id, visit.visit_type)
        if kind not in self.free:
            days: dict[dt.date, list[Opening]] = {}
            for one in schedules.openings(
                self.clinic, now=self.now, first=self.first, last=self.first + LOOK_AHEAD * DAY, doctors=[doctor],
                service=visit.service, visit_type=visit.visit_type, notice=False,
            ):  # fmt: skip
                days.setdefault(one.starts_at.astimezone(self.zone).date(), []).append(one)
            self.free[kind] = days
        return self.free[kind]

    def _has_room(self, one: Opening) -> bool:
        """Whether a seat is left of it beside what was given out, the pauses after visits counted."""
        given = self.given.get(one.doctor.id, [])
        return sum(other.starts_at < one.clear_at and one.starts_at < other.clear_at for other in given) < one.seats

    def _suits(self, visit: Appointment, one: Opening) -> bool:
        """Whether the patient has nothing else then, this visit aside."""
        others = [*(each for each in self.busy[visit.patient_id] if each.id != visit.id)]
        others += self.taken.get(visit.patient_id, [])  # type: ignore[arg-type]  # both have a start and an end
        return not any(other.starts_at < one.ends_at and one.starts_at < other.ends_at for other in others)


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
        facts = {"act": job.act, "visits": ready}  # its reason stands with the visits, where erasure finds it
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
