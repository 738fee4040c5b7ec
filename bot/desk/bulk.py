"""One act on many visits at once (S7): shown, begun, worked off person by person (as bot/desk/line.py).

All visits of one person are done in one transaction together with their one text, and each row says so in the same
transaction: whoever dies in between has done nothing, and whoever comes twice finds nothing left to do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot import questions
from bot.desk import day as desk_day
from bot.notices import bulk as notices
from store import appointments, bulk, schedules
from store.audit import Actor
from store.database import lock, retried, transaction
from store.errors import Refusal
from store.models import Appointment, BulkItem, BulkJob, Doctor, Patient, StaffMember
from store.transitions import acting

CODE = "..."  # of a moved visit, which has none before it is moved


@dataclass(frozen=True)
class Shown:
    """One visit of the preview: what its person would be texted ("" with `calls`: nobody can), or why it cannot be."""

    item: BulkItem
    text: str
    calls: bool


def shown(job: BulkJob, now: dt.datetime) -> list[Shown]:
    """Its visits by start; before it is begun with one text for all of a person's visits, at the first of them."""
    items = bulk.items(job)
    groups: dict[str, list[BulkItem]] = {}
    for item in items:
        if item.state == "ready" and job.started_at is None:
            groups.setdefault(item.person, []).append(item)
    texts = {group[0].id: _text(job, group, now) for group in groups.values()}
    return [Shown(item, texts.get(item.id, ""), _wants_a_call(job, item)) for item in items]


def _wants_a_call(job: BulkJob, item: BulkItem) -> bool:
    """Whether somebody has to tell its person, whom no text reaches or has reached."""
    if not notices.tells(job.act):
        return False
    if item.state == "ready":
        return notices.reached(item.appointment) is None
    return item.state == "done" and not item.told


def _text(job: BulkJob, group: Sequence[BulkItem], now: dt.datetime) -> str:
    visits = [item.appointment for item in group]
    contact = notices.reached(visits[0])
    if contact is None or not notices.tells(job.act):
        return ""
    free = notices.alternatives(visits[0], now) if job.act == "cancel" and len(visits) == 1 else []
    places = [(item.to_doctor, item.to_starts_at) for item in group if item.to_doctor and item.to_starts_at]
    locale = contact.locale or visits[0].clinic.locale
    code = visits[0].code if job.act != "move" else CODE
    return notices.words(job.act, visits, places, locale, free, code)


def work(job: BulkJob, now: dt.datetime, most: int = 10) -> int:
    """Does the next `most` people's visits; returns how many visits were done or could not be."""
    if job.started_at is None or job.finished_at is not None:
        return 0
    ready = BulkItem.select(BulkItem.person).where(BulkItem.job == job, BulkItem.state == "ready").distinct()
    people = [row.person for row in ready.order_by(BulkItem.person).limit(most + 1)]
    count = sum(_one_person(job, person, now) for person in people[:most])
    if len(people) <= most:
        BulkJob.update(finished_at=now).where(BulkJob.id == job.id, BulkJob.finished_at.is_null()).execute()
        job.finished_at = now
    return count


@retried
def _one_person(job: BulkJob, person: str, now: dt.datetime) -> int:
    with transaction():
        lock(BulkJob, job.id)  # two who work on it take turns
        mine = (BulkItem.job == job) & (BulkItem.person == person) & (BulkItem.state == "ready")
        items = list(BulkItem.select().where(mine).order_by(BulkItem.id))
        doctors = {item.appointment.doctor_id for item in items} | {item.to_doctor_id or 0 for item in items}
        lock(Doctor, *(doctors - {0}))
        lock(Patient, *{item.appointment.patient_id for item in items})
        done = [pair for item in items if (pair := _one(job, item, now)) is not None]
        if done:
            olds, news = [old for old, _ in done], [new for _, new in done]
            told = notices.tell(job.act, f"bulk:{job.id}:{person}", olds, news, now)
            same = (BulkItem.job == job) & (BulkItem.person == person) & (BulkItem.state == "done")
            BulkItem.update(told=told).where(same).execute()
    return len(items)


def _one(job: BulkJob, item: BulkItem, now: dt.datetime) -> tuple[Appointment, Appointment] | None:
    """Does it with one visit: the visit before and after; None where it cannot be done any more."""
    visit, actor = item.appointment, _actor(job)
    try:
        with acting(visit):  # a savepoint: a refusal leaves this visit as it was
            after = _act(job, item, visit, actor, now)
            questions.close_about(visit, now)
    except Refusal as refusal:
        BulkItem.update(state="failed", why=refusal.code).where(BulkItem.id == item.id).execute()
        return None
    BulkItem.update(state="done").where(BulkItem.id == item.id).execute()
    return visit, after


def _act(job: BulkJob, item: BulkItem, visit: Appointment, actor: Actor, now: dt.datetime) -> Appointment:
    if job.act == "confirm":
        return appointments.confirm(visit, actor=actor, now=now)
    if job.act == "cancel":
        return appointments.cancel(visit, actor=actor, now=now, reason=job.reason, force=True)
    if job.act == "complete":
        return desk_day.complete(visit, actor=actor, now=now)
    assert item.to_doctor is not None
    assert item.to_starts_at is not None
    opening = schedules.opening_at(
        visit.clinic, item.to_doctor, item.to_starts_at, now=now, service=visit.service, patient=visit.patient,
        ignoring=visit, visit_type=visit.visit_type, notice=False,
    )  # fmt: skip
    return appointments.reschedule(visit, opening, reason=job.reason, actor=actor, now=now, check_limits=False)


def _actor(job: BulkJob) -> Actor:
    member: StaffMember | None = job.member
    return Actor("staff", job.member_id, member.name if member is not None else "", job.channel, job.address)


def sweep(now: dt.datetime) -> int:
    """Goes on with what was begun and left, browser closed or process killed; returns how many visits."""
    count = 0
    for job in bulk.unfinished():
        while job.finished_at is None:
            count += work(job, now)
    return count
