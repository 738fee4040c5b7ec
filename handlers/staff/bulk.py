"""Routes of acts on many visits at once (S7): shown first, begun by one word, worked off by the clock."""

from __future__ import annotations

import functools

from bot.desk import bulk as desk_bulk
from bot.desk.bulk import Shown
from handlers.staff import finding, settling, telling
from handlers.staff.bulk_shapes import BulkOut, ManyIn
from handlers.staff.endpoint import Asker, endpoint
from store import bulk, visit_search
from store.errors import Invalid
from store.models import Appointment, BulkJob
from store.visit_search import Filter


@endpoint("POST", "/bulk", role="admin", body=ManyIn, answer=BulkOut, status=201)
def show_many(asker: Asker, body: ManyIn) -> BulkOut:
    """Shows what the act would do with many visits, each with its text; changes nothing yet."""
    doctor = finding.doctor(asker, body.doctor) if body.doctor is not None else None
    job = bulk.prepare(
        asker.clinic, body.act, _wanted(asker, body), reason=body.reason.strip(), doctor=doctor, day=body.day,
        actor=asker.actor, now=asker.now,
    )  # fmt: skip
    return _told(asker, job)


@endpoint("GET", "/bulk/<number>", role="admin", answer=BulkOut)
def one_bulk(asker: Asker, number: str) -> BulkOut:
    """How far it is, and what became of each visit."""
    return _told(asker, bulk.of(asker.clinic, settling.number(number)))


@endpoint(
    "POST", "/bulk/<number>/begin", role="admin", answer=BulkOut, refusals=("already_moved_on",), whole=False
)  # fmt: skip
def begin_many(asker: Asker, number: str) -> BulkOut:
    """The one word: the first visits are done at once, the others by the clock within minutes. Read how far it is."""
    job = bulk.of(asker.clinic, settling.number(number))
    bulk.begin(job, asker.actor, asker.now)
    desk_bulk.work(job, asker.now)
    return _told(asker, job)


def _wanted(asker: Asker, body: ManyIn) -> list[Appointment]:
    if (body.filter is None) == (not body.visits):
        raise Invalid(field="visits", problem="name them, or give a filter: one of the two")
    if body.filter is None:
        named = [finding.visit(asker, reference) for reference in body.visits]
        return visit_search.page(asker.clinic, Filter(only=tuple(one.id for one in named)), limit=bulk.MOST)
    return visit_search.page(asker.clinic, finding.visits_filter(asker, body.filter), limit=bulk.MOST + 1)


def _told(asker: Asker, job: BulkJob) -> BulkOut:
    at = functools.partial(telling.at, clinic=asker.clinic)
    return BulkOut.model_validate(
        {
            "id": job.id, "act": job.act, "reason": job.reason, "counts": bulk.progress(job),
            "created_at": at(job.created_at), "begun_at": at(job.started_at), "finished_at": at(job.finished_at),
            "visits": [_visit(asker, one) for one in desk_bulk.shown(job, asker.now)],
        }
    )  # fmt: skip


def _visit(asker: Asker, shown: Shown) -> dict[str, object]:
    item, visit = shown.item, shown.item.appointment
    return {
        "reference": visit.reference, "patient": visit.patient.name, "doctor": visit.doctor.name,
        "starts_at": telling.at(visit.starts_at, asker.clinic), "state": item.state, "why": item.why,
        "to_doctor": item.to_doctor.name if item.to_doctor is not None else None,
        "to_starts_at": telling.at(item.to_starts_at, asker.clinic), "text": shown.text, "told": item.told,
        "call": shown.calls,
    }  # fmt: skip
