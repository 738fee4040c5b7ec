"""The board's pages that make many hours or blocks at once: bulk, a copied week, public holidays (B2)."""

from __future__ import annotations

from babel import Locale
from flask import request, url_for
from flask.typing import ResponseReturnValue

from bot.desk import hours as desk_hours
from bot.desk.hours import Desk
from handlers.board import forms
from handlers.board.acting import text_of
from handlers.board.forms import Field, Form, Said, Values, one
from handlers.board.hours_pages import SHAPE, shape_of
from handlers.staff import finding
from handlers.staff.endpoint import Asker
from handlers.staff.settling import lengths
from store import blocks, catalogue, public_holidays, regions, settings, staff
from store.errors import Invalid
from store.models import Doctor, ScheduleException
from store.tickets import today

MAKE = (("open", "Extra hours"), *((value, f"Block: {label.lower()}") for value, label in forms.KINDS))


def bulk_form(asker: Asker, *, given: Values | None) -> Form:
    doctors = catalogue.doctors(asker.clinic)
    first = {"kind": ["open"], "capacity": ["1"], "visit_type": ["in_person"]}
    lengths_now = {name: one(value) for name, value in lengths(asker, None, None, None).items()}
    fields = (
        Field("kind", "Make", "select", MAKE),
        Field("doctors", "Doctors", "checks", forms.doctor_options(doctors), hint="none: blocks the whole clinic"),
        Field("first", "First day", "date", needed=True), Field("last", "Last day", "date", needed=True),
        Field("weekdays", "Only on", "checks", forms.WEEKDAYS, hint="none: every day"),
        Field("starts", "From", "time", hint="empty: whole days"), Field("ends", "Until", "time"),
        *SHAPE, Field("note", "Note"),
    )  # fmt: skip
    about = "Over dates and weekdays, in one step. You see everything it makes before anything is made."
    return Form(
        "Many at once", url_for("board.bulk"), fields, given or {**first, **lengths_now}, "Preview", preview=True,
        about=about, back=url_for("board.hours"),
    )  # fmt: skip


@forms.page("/staff/hours/bulk", bulk_form, "receptionist")
def bulk(asker: Asker, desk: Desk) -> Said | ResponseReturnValue:
    kind, doctors = forms.choice_of("kind", MAKE), _doctors(asker, "doctors")
    timed = request.form.get("starts", "").strip() or request.form.get("ends", "").strip()
    times = [(forms.time_of("starts"), forms.time_of("ends"))] if timed else []
    weekdays = forms.weekdays_of("weekdays")
    periods = blocks.periods(asker.clinic, forms.day_of("first"), forms.day_of("last"), weekdays, times)
    if not periods:
        raise Invalid(field="weekdays", problem="there is no such day between the first and the last")
    there = {row.id for row in blocks.listed(asker.clinic, forms.day_of("first"), forms.day_of("last"))}
    if kind == "open":
        if not doctors or not times:
            field = "starts" if doctors else "doctors"
            raise Invalid(field=field, problem="is needed for extra hours")
        outcome = desk_hours.open_many(desk, doctors, periods, note=text_of("note"), **shape_of())
    else:
        everybody: list[Doctor | None] = [None]
        outcome = desk_hours.block_many(desk, doctors or everybody, periods, kind=kind, note=text_of("note"))
    made = [row for row in outcome.rows if isinstance(row, ScheduleException) and row.id not in there]
    again = len(outcome.rows) - len(made)
    if not outcome.applied:
        lines = [_line(asker, row) for row in made]
        return forms.preview(asker, outcome, lines, url_for("board.bulk_form"), again)
    day = periods[0][0].astimezone(asker.clinic.zone).date()
    return Said(
        f"Made: {len(made)}.{f' There already: {again}.' if again else ''}{forms.outcome_of(outcome)}",
        forms.week_of(day, doctors[0].id if doctors else None),
    )


def _line(asker: Asker, row: ScheduleException) -> str:
    who = row.doctor.name if row.doctor is not None else "The clinic"
    what = "extra hours" if row.kind == "open" else f"blocked ({row.kind})"
    return f"{who}, {forms.period_words(asker, row.starts_at, row.ends_at)}: {what}"


def copy_form(asker: Asker, *, given: Values | None) -> Form:
    doctors = forms.doctor_options(catalogue.doctors(asker.clinic))
    fields = (
        Field("doctor", "Whose week", "select", doctors), Field("to", "To", "checks", doctors),
        Field("since", "From this day on", "date", needed=True),
    )  # fmt: skip
    values = given or {"doctor": one(request.args.get("doctor")), "since": one(today(asker.clinic, asker.now))}
    about = "They get the same weekly hours; what they have now ends the day before."
    return Form(
        "Copy a week", url_for("board.copy_week"), fields, values, "Copy", about=about, back=url_for("board.hours")
    )  # fmt: skip


@forms.page("/staff/hours/copy", copy_form, "admin")
def copy_week(asker: Asker, desk: Desk) -> Said:
    chosen, to, since = _doctors(asker, "doctor"), _doctors(asker, "to"), forms.day_of("since")
    if not chosen or not to:
        raise Invalid(field="to" if chosen else "doctor", problem="tick at least one doctor")
    doctor = chosen[0]
    outcome = desk_hours.copy_week(desk, doctor, to, since)
    names = ", ".join(each.name for each in to)
    text = f"{names}: the week of {doctor.name} from {since} on.{forms.outcome_of(outcome)}"
    return Said(text, forms.week_of(since, to[0].id))


def holidays_form(asker: Asker, *, given: Values | None) -> Form:
    found = public_holidays.coming(asker.clinic, today(asker.clinic, asker.now))
    free = [(day.day.isoformat(), _named(day)) for day in found if not day.closed]
    closed = [(day.day.isoformat(), _named(day)) for day in found if day.closed]
    fields = (
        Field("dates", "Suggested", "each", tuple(free), hint="Close"),
        Field("closed", "Closed already", "said", tuple(closed)),
    )
    return Form(
        "Public holidays", url_for("board.close_for_holidays"), tuple(one for one in fields if one.options), {},
        f"Close on all {len(free)} days", press=("dates", ",".join(day for day, _ in free)) if len(free) > 1 else None,
        about=_about_holidays(asker, bool(found)), back=url_for("board.hours"), more=_region_forms(asker, given),
    )  # fmt: skip


def _about_holidays(asker: Asker, some: bool) -> str:
    region = settings.of(asker.clinic).holiday_region
    country = str(Locale("en").territories.get(asker.clinic.country, asker.clinic.country))
    where = f"{country}, {regions.known(asker.clinic.country).get(region, region)}" if region else country
    return f"Those of {where} in the coming year. " + (
        "Nothing is closed until you press; booked visits are shown first." if some else "None are known."
    )


def _region_forms(asker: Asker, given: Values | None) -> tuple[Form, ...]:
    """Where a country has regions, an admin says which is the clinic's."""
    options = tuple((code, name) for code, name in regions.known(asker.clinic.country).items())
    if not options or not staff.allowed(asker.member, "admin"):
        return ()
    fields = (Field("region", "Region", "select", (("", "None: the whole country's alone"), *options)),)
    values = given or {"region": one(settings.of(asker.clinic).holiday_region)}
    return (Form("Your region", url_for("board.holiday_region"), fields, values, "Suggest its holidays too", tone=""),)


@forms.page("/staff/hours/holidays", holidays_form, "receptionist")
def close_for_holidays(asker: Asker, desk: Desk) -> Said:
    """On the day pressed, or on all that were suggested."""
    coming = public_holidays.coming(asker.clinic, today(asker.clinic, asker.now))
    known = {day.day.isoformat(): day.day for day in coming}
    given = [day for some in request.form.getlist("dates") for day in some.split(",")]
    wanted = [known[day] for day in given if day in known]
    if not wanted:
        raise Invalid(field="dates", problem="choose a day")
    outcome = desk_hours.close_for_holidays(desk, wanted)
    made = len(outcome.rows)
    text = f"The clinic closes on {made} more {'day' if made == 1 else 'days'}.{forms.outcome_of(outcome)}"
    return Said(text, url_for("board.close_for_holidays_form"))


@forms.saving("/staff/hours/holidays/region", holidays_form, "admin")
def holiday_region(asker: Asker, desk: Desk) -> Said:
    """The setting of that name, chosen where it is wanted."""
    region = text_of("region", 40)
    settings.change(asker.clinic, {"holiday_region": region or None}, **desk.by)
    return Said(_about_holidays(asker, True), url_for("board.close_for_holidays_form"))


def _named(holiday: public_holidays.Holiday) -> str:
    day = holiday.day
    return f"{day:%a} {day.day} {day:%b %Y}, {holiday.name}"


def _doctors(asker: Asker, name: str) -> list[Doctor]:
    """The doctors ticked or chosen."""
    given = [text for text in dict.fromkeys(request.form.getlist(name)) if text.isdecimal() and len(text) < 10]
    return [finding.doctor(asker, text) for text in given]
