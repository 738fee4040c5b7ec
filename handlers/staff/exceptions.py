"""Routes of blocks, extra hours, public holidays, and many of them at once (B2, B16)."""

from __future__ import annotations

from typing import Any

from bot.desk import hours as desk_hours
from handlers.staff import finding, pages, settling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.hours_shapes import (
    BlockIn,
    BlockOut,
    BlockPatch,
    BlocksChangedOut,
    BlocksOut,
    BlocksQuery,
    BulkIn,
    HolidayOut,
    HolidaysIn,
    HolidaysOut,
    LiftIn,
    OpeningIn,
)
from handlers.staff.shapes import Paged
from store import blocks, public_holidays
from store.errors import Invalid, NotFound
from store.models import Doctor, ScheduleException
from store.tickets import today
from store.timetable import DAY


@endpoint("GET", "/blocks", role="doctor", query=BlocksQuery, answer=BlocksOut)
def list_blocks(asker: Asker, query: BlocksQuery) -> BlocksOut:
    """Leave, holidays and other blocked periods; a doctor sees their own and the clinic's."""
    return _list(asker, query, opening=False)


@endpoint("GET", "/openings", role="doctor", query=BlocksQuery, answer=BlocksOut)
def list_openings(asker: Asker, query: BlocksQuery) -> BlocksOut:
    """Extra hours beside the weekly ones; a doctor sees their own."""
    return _list(asker, query, opening=True)


@endpoint(
    "POST", "/blocks", role="receptionist", body=BlockIn, answer=BlocksChangedOut, refusals=("visits_hit",)
)  # fmt: skip
def add_block(asker: Asker, body: BlockIn) -> BlocksChangedOut:
    """Blocks a period for a doctor or the whole clinic; the same again is no second one."""
    doctor = finding.doctor(asker, body.doctor) if body.doctor is not None else None
    period = (settling.moment(asker, body.starts_at, "starts_at"), settling.moment(asker, body.ends_at, "ends_at"))
    return _answer(
        asker, desk_hours.block(settling.desk(asker, body), doctor, *period, kind=body.kind, note=body.note)
    )  # fmt: skip


@endpoint(
    "POST", "/openings", role="receptionist", body=OpeningIn, answer=BlocksChangedOut, refusals=("visits_hit",)
)  # fmt: skip
def add_opening(asker: Asker, body: OpeningIn) -> BlocksChangedOut:
    """Extra hours of a doctor; the same again is no second one."""
    doctor = finding.doctor(asker, body.doctor)
    period = (settling.moment(asker, body.starts_at, "starts_at"), settling.moment(asker, body.ends_at, "ends_at"))
    shape = settling.lengths(asker, doctor, body.slot_minutes, body.buffer_minutes) | {
        "capacity": body.capacity, "visit_type": body.visit_type, "note": body.note,
    }  # fmt: skip
    return _answer(asker, desk_hours.open_many(settling.desk(asker, body), [doctor], [period], **shape))


@endpoint("GET", "/blocks/<number>", role="doctor", answer=BlockOut, versioned=True)
def one_block(asker: Asker, number: str) -> BlockOut:
    """One block, or extra hours (the same ids); a doctor sees their own and the clinic's."""
    row = blocks.named(asker.clinic, settling.number(number))
    if asker.member.role == "doctor" and row.doctor_id not in (None, asker.own_doctor):
        raise NotFound(thing="block")
    return settling.block(asker, row)


@endpoint(
    "PATCH", "/blocks/<number>", role="receptionist", body=BlockPatch, answer=BlocksChangedOut,
    refusals=("visits_hit",), versioned=True,
)  # fmt: skip
def change_block(asker: Asker, number: str, body: BlockPatch) -> BlocksChangedOut:
    """Changes a block, or extra hours (the same ids); the changed one has a new id."""
    row = _unchanged(asker, number)
    facts = settling.given(body)
    for name, value in facts.items():
        if value is None:
            raise Invalid(field=name, problem="is empty")
        if row.kind != "open" and name not in ("starts_at", "ends_at", "note"):
            raise Invalid(field=name, problem="is for extra hours only")
    for name in ("starts_at", "ends_at"):
        if name in facts:
            facts[name] = settling.moment(asker, facts[name], name)
    return _answer(asker, desk_hours.change_block(settling.desk(asker, body), row, **facts))


@endpoint(
    "POST", "/blocks/<number>/lift", role="receptionist", body=LiftIn, answer=BlocksChangedOut,
    refusals=("visits_hit",), versioned=True,
)  # fmt: skip
def lift_block(asker: Asker, number: str, body: LiftIn) -> BlocksChangedOut:
    """Takes a block, or extra hours (the same ids), away."""
    row = _unchanged(asker, number)
    return _answer(asker, desk_hours.lift(settling.desk(asker, body), row))


@endpoint(
    "POST", "/blocks/bulk", role="receptionist", body=BulkIn, answer=BlocksChangedOut, refusals=("visits_hit",)
)  # fmt: skip
def bulk(asker: Asker, body: BulkIn) -> BlocksChangedOut:
    """Blocks, or extra hours, over dates and weekdays in one step; `preview` shows them first."""
    doctors = settling.doctors(asker, body.doctors)
    times = [(one.starts.replace(tzinfo=None), one.ends.replace(tzinfo=None)) for one in body.times]
    periods = blocks.periods(asker.clinic, body.first, body.last, body.weekdays, times)
    if not periods:
        raise Invalid(field="weekdays", problem="has no day between the first and the last")
    desk = settling.desk(asker, body)
    if body.kind != "open":
        everybody: list[Doctor | None] = [None]
        return _answer(
            asker, desk_hours.block_many(desk, doctors or everybody, periods, kind=body.kind, note=body.note)
        )
    if not doctors:
        raise Invalid(field="doctors", problem="is empty")
    if not times:
        raise Invalid(field="times", problem="is empty")
    shape: dict[str, Any] = settling.lengths(asker, doctors[0], body.slot_minutes, body.buffer_minutes)
    shape |= {"capacity": body.capacity, "visit_type": body.visit_type, "note": body.note}
    return _answer(asker, desk_hours.open_many(desk, doctors, periods, **shape))


@endpoint("GET", "/holidays", role="doctor", query=Paged, answer=HolidaysOut)
def holidays(asker: Asker, query: Paged) -> HolidaysOut:
    """The public holidays of the clinic's country in the coming year: suggestions, none applied by itself."""
    found = public_holidays.coming(asker.clinic, today(asker.clinic, asker.now))
    page, after = pages.of_list(found, query, lambda one: one.day.toordinal())
    return HolidaysOut(items=[HolidayOut(date=one.day, name=one.name, closed=one.closed) for one in page], next=after)


@endpoint(
    "POST", "/holidays", role="receptionist", body=HolidaysIn, answer=BlocksChangedOut, refusals=("visits_hit",)
)  # fmt: skip
def close_for_holidays(asker: Asker, body: HolidaysIn) -> BlocksChangedOut:
    """Closes the clinic on these of the suggested holidays."""
    return _answer(asker, desk_hours.close_for_holidays(settling.desk(asker, body), body.dates))


def _list(asker: Asker, query: BlocksQuery, *, opening: bool) -> BlocksOut:
    doctor = finding.doctor(asker, query.doctor) if query.doctor is not None else None
    if asker.member.role == "doctor":
        doctor = finding.own_doctor(asker, query.doctor)
    first = query.date_from or today(asker.clinic, asker.now)
    last = query.date_to or first + blocks.LONGEST_SPAN * DAY
    rows = blocks.listed(asker.clinic, first, last, doctor=doctor, opening=opening)
    page, after = pages.of_list(rows, query)
    return BlocksOut(items=[settling.block(asker, row) for row in page], next=after)


def _unchanged(asker: Asker, number: str) -> ScheduleException:
    """The block, held, if it is still as the request's If-Match says."""
    blocks.hold(asker.clinic)
    row = blocks.named(asker.clinic, settling.number(number))
    asker.check_unchanged(settling.block(asker, row))
    return row


def _answer(asker: Asker, outcome: desk_hours.Outcome) -> BlocksChangedOut:
    made = [settling.block(asker, row) for row in outcome.rows if isinstance(row, ScheduleException)]
    return BlocksChangedOut(made=made, **settling.told(asker, outcome))
