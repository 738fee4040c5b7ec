"""Routes of the weekly hours (B1)."""

from __future__ import annotations

from bot.desk import hours as desk_hours
from handlers.staff import finding, pages, settling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.hours_shapes import (
    CopyIn,
    EndIn,
    HoursChangedOut,
    HoursIn,
    HoursListOut,
    HoursOut,
    HoursPatch,
    HoursQuery,
)
from store import blocks, catalogue, week
from store.clinic_file.hours import Hours
from store.errors import Invalid, NotFound
from store.models import Schedule
from store.tickets import today
from store.timetable import DAY


@endpoint("GET", "/schedules", role="doctor", query=HoursQuery, answer=HoursListOut)
def schedules(asker: Asker, query: HoursQuery) -> HoursListOut:
    """Weekly hours by doctor; a doctor sees their own."""
    if asker.member.role == "doctor":
        doctors = [finding.own_doctor(asker, query.doctor)]
    else:
        doctors = [finding.doctor(asker, query.doctor)] if query.doctor else catalogue.doctors(asker.clinic)
    since = query.since or today(asker.clinic, asker.now)
    rows = [row for doctor in doctors for row in week.of(doctor, since)]
    page, after = pages.of_list(rows, query)
    return HoursListOut(items=[settling.hours(row) for row in page], next=after)


@endpoint(
    "POST", "/schedules", role="admin", body=HoursIn, answer=HoursChangedOut, refusals=("visits_hit",)
)  # fmt: skip
def add_schedules(asker: Asker, body: HoursIn) -> HoursChangedOut:
    """Adds the same hours on each weekday; those that are there already stay as they are."""
    doctor = finding.doctor(asker, body.doctor)
    lengths = settling.lengths(asker, doctor, body.slot_minutes, body.buffer_minutes)
    wanted = [
        Hours(
            weekday, body.starts, body.ends, lengths["slot_minutes"], body.break_minutes, lengths["buffer_minutes"],
            body.capacity, body.visit_type, body.valid_from, body.valid_until,
        )
        for weekday in sorted(set(body.weekdays))
    ]  # fmt: skip
    return _answer(asker, desk_hours.add_hours(settling.desk(asker, body), doctor, wanted))


@endpoint("GET", "/schedules/<number>", role="doctor", answer=HoursOut, versioned=True)
def one_schedule(asker: Asker, number: str) -> HoursOut:
    """One weekly stretch of hours; a doctor sees their own."""
    row = week.named(asker.clinic, settling.number(number))
    if asker.member.role == "doctor" and row.doctor_id != asker.own_doctor:
        raise NotFound(thing="hours")
    return settling.hours(row)


@endpoint(
    "PATCH", "/schedules/<number>", role="admin", body=HoursPatch, answer=HoursChangedOut, refusals=("visits_hit",),
    versioned=True,
)  # fmt: skip
def change_schedule(asker: Asker, number: str, body: HoursPatch) -> HoursChangedOut:
    """Changes what is named of one weekly stretch of hours, from a day on where `since` is given."""
    row = _unchanged(asker, number)
    columns = settling.given(body, "since")
    for name, value in columns.items():
        if value is None and name not in ("valid_from", "valid_until"):
            raise Invalid(field=name, problem="is empty")
    return _answer(asker, desk_hours.change_hours(settling.desk(asker, body), row, since=body.since, **columns))


@endpoint(
    "POST", "/schedules/<number>/end", role="admin", body=EndIn, answer=HoursChangedOut, refusals=("visits_hit",),
    versioned=True,
)  # fmt: skip
def end_schedule(asker: Asker, number: str, body: EndIn) -> HoursChangedOut:
    """Ends one weekly stretch of hours after its last day."""
    row = _unchanged(asker, number)
    last = body.last or today(asker.clinic, asker.now) - DAY
    return _answer(asker, desk_hours.end_hours(settling.desk(asker, body), row, last))


@endpoint(
    "POST", "/schedules/copy", role="admin", body=CopyIn, answer=HoursChangedOut, refusals=("visits_hit",)
)  # fmt: skip
def copy_schedules(asker: Asker, body: CopyIn) -> HoursChangedOut:
    """From a day on, gives other doctors the week of one; what they had ends the day before."""
    doctor, to = finding.doctor(asker, body.doctor), settling.doctors(asker, body.to)
    since = body.since or today(asker.clinic, asker.now)
    return _answer(asker, desk_hours.copy_week(settling.desk(asker, body), doctor, to, since))


def _unchanged(asker: Asker, number: str) -> Schedule:
    """The hours, held, if they are still as the request's If-Match says."""
    blocks.hold(asker.clinic)
    row = week.named(asker.clinic, settling.number(number))
    asker.check_unchanged(settling.hours(row))
    return row


def _answer(asker: Asker, outcome: desk_hours.Outcome) -> HoursChangedOut:
    made = [settling.hours(row) for row in outcome.rows if isinstance(row, Schedule)]
    return HoursChangedOut(made=made, **settling.told(asker, outcome))
