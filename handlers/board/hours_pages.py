"""The board's pages of hours: the week calendar, weekly hours, blocks, extra hours (B1, B2, S5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.desk import hours as desk_hours
from bot.desk.hours import Desk
from handlers.board import forms, week_view, words
from handlers.board.acting import doctor_of, number_of, text_of
from handlers.board.base import board, signed_in
from handlers.board.forms import Field, Form, Said, Values, one
from handlers.staff.endpoint import Asker
from handlers.staff.settling import lengths
from store import blocks, catalogue, staff, week
from store.clinic_file.hours import Hours
from store.errors import Invalid
from store.models import Doctor, Schedule, ScheduleException, local
from store.tickets import today
from store.timetable import DAY, LAST_MINUTE, MIDNIGHT

SHAPE = (
    Field("slot_minutes", "Minutes of a slot", "number", least=5, most=480, step=5, needed=True),
    Field(
        "buffer_minutes", "Kept free after a visit", "number", hint="minutes", least=0, most=480, step=5, needed=True
    ),
    Field("capacity", "Patients at once", "number", least=1, most=100, needed=True),
    Field("visit_type", "Visits", "select", forms.VISIT_TYPES),
)
BREAK = Field("break_minutes", "Break between slots", "number", hint="minutes", least=0, most=480, step=5, needed=True)
TIMES = (Field("starts", "From", "time", needed=True), Field("ends", "Until", "time", needed=True))
AFTERNOON = (
    Field("starts_again", "Then from", "time", hint="after a long break; empty: none"),
    Field("ends_again", "Then until", "time"),
)
VALID = (
    Field("valid_from", "Holds from", "date", hint="empty: always"),
    Field("valid_until", "Holds until", "date", hint="empty: no end"),
)


@board.get("/staff/hours")
@signed_in()
def hours(asker: Asker) -> ResponseReturnValue:
    """One doctor's week, or everybody's day."""
    this = today(asker.clinic, asker.now)
    try:
        day = dt.date.fromisoformat(request.args.get("day", ""))
        day = min(max(day, dt.date(2000, 1, 3)), dt.date(2190, 1, 1))
    except ValueError:
        day = this
    doctors = [one for one in catalogue.doctors(asker.clinic) if asker.own_doctor in (None, one.id)]
    if asker.member.role == "doctor" and asker.own_doctor is None:
        doctors = []
    wanted = request.args.get("doctor", "") if asker.own_doctor is None else str(asker.own_doctor)
    chosen = next((each for each in doctors if str(each.id) == wanted), None)
    days = week_view.week_days(day) if chosen else [day]
    shown = [chosen] if chosen else doctors
    columns = week_view.columns(asker.clinic, [(each, one) for each in shown for one in days], this)
    facts: dict[str, Any] = {"doctors": doctors, "chosen": chosen, "day": day, "days": days, "columns": columns}
    facts |= {"before": days[0] - len(days) * DAY, "after": days[-1] + DAY, "this": this}
    facts |= {"admin": staff.allowed(asker.member, "admin"), "desk": staff.allowed(asker.member, "receptionist")}
    return render_template("board/hours.html", asker=asker, **facts)


# --- Weekly hours ----------------------------------------------------------------------------------------------------


def _shape_values(asker: Asker, doctor: Doctor | None) -> dict[str, list[str]]:
    found = {name: one(value) for name, value in lengths(asker, doctor, None, None).items()}
    return {**found, "break_minutes": ["0"], "capacity": ["1"], "visit_type": ["in_person"]}


def _chosen(asker: Asker) -> Doctor | None:
    wanted = request.args.get("doctor", "")
    return next((each for each in catalogue.doctors(asker.clinic) if str(each.id) == wanted), None)


def new_form(asker: Asker, *, given: Values | None) -> Form:
    suggested = forms.asked("doctor", "starts", "ends")
    day = request.args.get("day", "")[:10]
    try:
        suggested["weekdays"] = [str(dt.date.fromisoformat(day).weekday())]
    except ValueError:
        day = ""
    values = given or {**_shape_values(asker, _chosen(asker)), **suggested}
    fields = (
        Field("doctor", "Doctor", "select", forms.doctor_options(catalogue.doctors(asker.clinic))),
        Field("weekdays", "Days", "checks", forms.WEEKDAYS),
        *TIMES, *AFTERNOON, *SHAPE[:1], BREAK, *SHAPE[1:], *VALID,
    )  # fmt: skip
    return Form("Weekly hours", url_for("board.add_hours"), fields, values, button="Add these hours", back=_back())


@forms.page("/staff/hours/new", new_form, "admin")
def add_hours(asker: Asker, desk: Desk) -> Said:
    doctor = _doctor(asker)
    weekdays = forms.weekdays_of("weekdays")
    if not weekdays:
        raise Invalid(field="weekdays", problem="tick at least one day")
    stretches = [{**_hours(), **_valid()}]
    if any(request.form.get(name, "").strip() for name in ("starts_again", "ends_again")):
        stretches.append(stretches[0] | _times("starts_again", "ends_again"))
    wanted = [Hours(weekday=weekday, **columns) for weekday in weekdays for columns in stretches]
    outcome = desk_hours.add_hours(desk, doctor, wanted)
    day = max(wanted[0].valid_from or asker.now.date(), asker.now.date())
    return Said(f"{doctor.name} has these hours now.{forms.outcome_of(outcome)}", forms.week_of(day, doctor.id))


def hours_form(asker: Asker, schedule_id: int, *, given: Values | None) -> Form:
    row = week.named(asker.clinic, schedule_id)
    shown = {name: one(value) for name, value in vars(week.hours_of(row)).items()}
    day = request.args.get("day", "")[:10] or asker.now.date().isoformat()
    values = given or {**shown, "since": [], "last": [day]}
    fields = (
        Field("weekday", "Day", "select", forms.WEEKDAYS), *TIMES, *SHAPE[:1], BREAK, *SHAPE[1:], *VALID,
        Field("since", "Change from", "date", hint="until then they stay as they are; empty: from always"),
    )  # fmt: skip
    ending = Form(
        "End these hours", url_for("board.end_hours", schedule_id=row.id),
        (Field("last", "Last day", "date", needed=True),), values, button="End them",
    )  # fmt: skip
    title = f"{row.doctor.name}, {week.hours_of(row).when}"
    action = url_for("board.change_hours", schedule_id=row.id)
    return Form(title, action, fields, values, more=(ending,), back=_back(), of=row, subject="hours")


@forms.page("/staff/hours/schedules/<id:schedule_id>", hours_form, "admin")
def change_hours(asker: Asker, desk: Desk, schedule_id: int) -> Said:
    row = week.named(asker.clinic, schedule_id)
    weekday = number_of("weekday", 0, 6)
    columns = {**_hours(), **_valid()}
    if columns["ends"] == LAST_MINUTE == row.ends:
        columns["ends"] = row.ends
    outcome = desk_hours.change_hours(desk, row, since=forms.any_day_of("since"), weekday=weekday, **columns)
    [changed] = [each for each in outcome.rows if isinstance(each, Schedule)]
    text = f"{changed.doctor.name}: {week.hours_of(changed).when} is changed.{forms.outcome_of(outcome)}"
    day = max(changed.valid_from or asker.now.date(), asker.now.date())
    return Said(text, forms.week_of(day, row.doctor_id))


@forms.saving("/staff/hours/schedules/<id:schedule_id>/end", hours_form, "admin")
def end_hours(asker: Asker, desk: Desk, schedule_id: int) -> Said:
    row, last = week.named(asker.clinic, schedule_id), forms.day_of("last")
    outcome = desk_hours.end_hours(desk, row, last)
    text = f"{row.doctor.name}: {week.hours_of(row).when} ends after {last}.{forms.outcome_of(outcome)}"
    return Said(text, forms.week_of(last, row.doctor_id))


def _hours() -> dict[str, Any]:
    return {**_times("starts", "ends"), "break_minutes": number_of("break_minutes", 0, 480), **shape_of()}


def _times(starts: str, ends: str) -> dict[str, dt.time]:
    """The two fields of the form as a stretch's own; midnight ends a day. Raises Invalid."""
    end = forms.time_of(ends)
    return {"starts": forms.time_of(starts), "ends": LAST_MINUTE if end == MIDNIGHT else end}


def shape_of() -> dict[str, Any]:
    """Slot, buffer, capacity and kind of visit, of the form. Raises Invalid."""
    return {
        "slot_minutes": number_of("slot_minutes", 5, 480),
        "buffer_minutes": number_of("buffer_minutes", 0, 480),
        "capacity": number_of("capacity", 1, 100),
        "visit_type": forms.choice_of("visit_type", forms.VISIT_TYPES),
    }


def _valid() -> dict[str, dt.date | None]:
    return {name: forms.any_day_of(name) for name in ("valid_from", "valid_until")}


def _doctor(asker: Asker) -> Doctor:
    doctor = doctor_of(asker)
    if doctor is None:
        raise Invalid(field="doctor", problem="is missing")
    return doctor


def _back() -> str:
    day, doctor = (request.args.get(name, "")[:20] or None for name in ("day", "doctor"))
    return url_for("board.hours", day=day, doctor=doctor)


# --- Blocks and extra hours ------------------------------------------------------------------------------------------

PERIOD = (
    Field("first_day", "First day", "date", needed=True),
    Field("starts", "From", "time", hint="empty: the whole day"),
    Field("last_day", "Last day", "date", hint="empty: the same day"),
    Field("ends", "Until", "time", hint="empty: the whole day"),
)
NOTE = Field("note", "Note")
EVERYBODY = "The whole clinic"


def block_form(asker: Asker, *, given: Values | None) -> Form:
    suggested = {**forms.asked("doctor", "starts", "ends"), "first_day": [request.args.get("day", "")[:10]]}
    fields = (
        Field("doctor", "Whom", "select", forms.doctor_options(catalogue.doctors(asker.clinic), EVERYBODY)),
        Field("kind", "Why", "select", forms.KINDS), *PERIOD, NOTE,
    )  # fmt: skip
    about = "Nobody can be booked then. Visits that are booked already are shown before anything is done."
    action = url_for("board.add_block")
    return Form("Block time", action, fields, given or suggested, "Block it", about=about, back=_back())


@forms.page("/staff/hours/block", block_form, "receptionist")
def add_block(asker: Asker, desk: Desk) -> Said:
    doctor, period = doctor_of(asker), forms.period_of(asker)
    kind = forms.choice_of("kind", forms.KINDS)
    outcome = desk_hours.block(desk, doctor, *period, kind=kind, note=text_of("note"))
    who = doctor.name if doctor is not None else "The clinic"
    text = f"{who} is blocked: {forms.period_words(asker, *period)}.{forms.outcome_of(outcome)}"
    if local(asker.clinic, period[0]).date() <= asker.now.date() and asker.now < period[1]:
        text += words.in_line_for(doctor, asker)
    return Said(text, forms.week_of(local(asker.clinic, period[0]).date(), doctor.id if doctor else None))


def open_form(asker: Asker, *, given: Values | None) -> Form:
    suggested = {**forms.asked("doctor", "starts", "ends"), "first_day": [request.args.get("day", "")[:10]]}
    values = given or {**_shape_values(asker, _chosen(asker)), **suggested}
    fields = (
        Field("doctor", "Doctor", "select", forms.doctor_options(catalogue.doctors(asker.clinic))),
        Field("first_day", "Day", "date", needed=True), *TIMES, *SHAPE, NOTE,
    )  # fmt: skip
    about = "Hours on this one day, beside the weekly ones."
    return Form("Extra hours", url_for("board.add_opening"), fields, values, "Open", about=about, back=_back())


@forms.page("/staff/hours/open", open_form, "receptionist")
def add_opening(asker: Asker, desk: Desk) -> Said:
    doctor, period = _doctor(asker), forms.period_of(asker)
    outcome = desk_hours.open_many(desk, [doctor], [period], note=text_of("note"), **shape_of())
    text = f"{doctor.name} has extra hours: {forms.period_words(asker, *period)}.{forms.outcome_of(outcome)}"
    return Said(text, forms.week_of(local(asker.clinic, period[0]).date(), doctor.id))


def exception_form(asker: Asker, exception_id: int, *, given: Values | None) -> Form:
    row = blocks.named(asker.clinic, exception_id)
    opens = row.kind == "open"
    shown = {"doctor": one(row.doctor_id), **{name: one(getattr(row, name)) for name in _facts(opens)}}
    values = given or {**_period_values(row), **shown}
    doctors = list(dict.fromkeys([*catalogue.doctors(asker.clinic), *([row.doctor] if row.doctor is not None else [])]))
    whom = Field("doctor", "Whom", "select", forms.doctor_options(doctors, "" if opens else EVERYBODY))
    fields = (whom, *PERIOD, *(SHAPE if opens else (Field("kind", "Why", "select", forms.KINDS),)), NOTE)
    who = row.doctor.name if row.doctor is not None else "The clinic"
    what = "extra hours" if opens else "blocked"
    lifting = Form(
        "Take it away", url_for("board.lift", exception_id=row.id), (), {}, button="Close again" if opens else "Unblock"
    )
    title = f"{who}, {what}: {forms.period_words(asker, row.starts_at, row.ends_at)}"
    action = url_for("board.change_exception", exception_id=row.id)
    return Form(title, action, fields, values, more=(lifting,), back=_back(), of=row, subject="schedule")


@forms.page("/staff/hours/exceptions/<id:exception_id>", exception_form, "receptionist")
def change_exception(asker: Asker, desk: Desk, exception_id: int) -> Said:
    row, (starts_at, ends_at) = blocks.named(asker.clinic, exception_id), forms.period_of(asker)
    facts: dict[str, Any] = shape_of() if row.kind == "open" else {"kind": forms.choice_of("kind", forms.KINDS)}
    if "doctor" in request.form:
        facts["doctor"] = doctor_of(asker)
    outcome = desk_hours.change_block(
        desk, row, starts_at=starts_at, ends_at=ends_at, note=text_of("note"), **facts
    )  # fmt: skip
    day = local(asker.clinic, starts_at).date()
    text = f"Changed: {forms.period_words(asker, starts_at, ends_at)}.{forms.outcome_of(outcome)}"
    whose: Doctor | None = facts.get("doctor", row.doctor)
    return Said(text, forms.week_of(day, whose.id if whose is not None else None))


@forms.saving("/staff/hours/exceptions/<id:exception_id>/lift", exception_form, "receptionist")
def lift(asker: Asker, desk: Desk, exception_id: int) -> Said:
    row = blocks.named(asker.clinic, exception_id)
    outcome = desk_hours.lift(desk, row)
    text = f"Taken away: {forms.period_words(asker, row.starts_at, row.ends_at)}.{forms.outcome_of(outcome)}"
    return Said(text, forms.week_of(local(asker.clinic, row.starts_at).date(), row.doctor_id))


def _facts(opens: bool) -> tuple[str, ...]:
    return ("slot_minutes", "buffer_minutes", "capacity", "visit_type", "note") if opens else ("kind", "note")


def _period_values(row: ScheduleException) -> dict[str, list[str]]:
    whole = blocks.whole_days(row)
    if whole is not None:
        return {"first_day": one(whole[0]), "last_day": one(whole[1])}
    start, end = local(row.clinic, row.starts_at), local(row.clinic, row.ends_at)
    last = end.date() - DAY if end.time() == MIDNIGHT else end.date()
    return {
        "first_day": one(start.date()), "starts": one(start.time()), "last_day": one(last), "ends": one(end.time()),
    }  # fmt: skip
