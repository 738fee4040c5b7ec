"""The reports' page, and its tables as files. A doctor sees their own figures, and no others (S6, S2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot import wording
from handlers.board import charts
from handlers.board.base import board, signed_in
from handlers.reports import cells
from handlers.reports.files import MAKERS, Heading
from handlers.reports.sheets import SHEETS
from handlers.staff.endpoint import Asker
from store import reports
from store.errors import Invalid
from store.models import Doctor
from store.reports import Period, Report, Scope
from store.tickets import today
from store.timetable import DAY

ALL = "report"  # the key of the file with every table
FORMATS = {"csv": "CSV", "xlsx": "Excel", "pdf": "PDF"}
WHOLE = {"xlsx": "Excel", "pdf": "PDF"}  # a CSV file has room for one table
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2199, 12, 31)


@board.get("/staff/reports")
@signed_in()
def reports_page(asker: Asker) -> ResponseReturnValue:
    """The period's figures as charts and tables."""
    try:
        report, problem = _report(asker), ""
    except Invalid as refusal:
        scope = Scope(asker.clinic, reports.period(None, None, today(asker.clinic, asker.now)), _doctor(asker))
        report, problem = reports.read(scope, asker.now), _not_a_period(refusal)
    facts = {
        "report": report, "sheets": [make(report) for make in SHEETS.values()], "charts": charts.of_report(report),
        "problem": problem, "typed": request.args if problem else {}, "shown": cells.shown,
        "choices": _choices(asker, report.scope), "doctors": _doctors(asker), "formats": FORMATS, "whole": WHOLE,
        "asked": _asked(report.scope),
    }  # fmt: skip
    return render_template("board/reports.html", asker=asker, **facts)


@board.get("/staff/reports/<key>.<format_>")
@signed_in()
def report_file(asker: Asker, key: str, format_: str) -> ResponseReturnValue:
    """One table as a file, or all of them as one: report.xlsx, report.pdf."""
    makers = [SHEETS[key]] if key in SHEETS else list(SHEETS.values()) if key == ALL and format_ in WHOLE else []
    if not makers or format_ not in MAKERS:
        return render_template("board/refused.html", title="No such report", member=asker.member), 404
    try:
        report = _report(asker)
    except Invalid as refusal:
        return render_template("board/refused.html", title=_not_a_period(refusal), member=asker.member), 422
    period = report.scope.period
    span = f"{wording.day(period.first)} {period.first.year} to {wording.day(period.last)} {period.last.year}"
    whose = f", {report.doctors[0].name}" if report.scope.doctor is not None and report.doctors else ""
    media, make = MAKERS[format_]
    body = make([sheet(report) for sheet in makers], Heading(asker.clinic.name + whose, span, asker.clinic.currency))
    name = f"{key}-{period.first}-{period.last}.{format_}"
    return Response(body, headers={"Content-Type": media, "Content-Disposition": f'attachment; filename="{name}"'})


def _not_a_period(refusal: Invalid) -> str:
    """Why, in the words of the form."""
    return f"The last day {refusal.facts['problem'].replace('date_from', 'the first day')}."


def _report(asker: Asker) -> Report:
    """What the address asks for. Raises Invalid as store.reports.period."""
    first, last = _date("from"), _date("to")
    period = reports.period(first, last, today(asker.clinic, asker.now))
    return reports.read(Scope(asker.clinic, period, _doctor(asker)), asker.now)


def _date(name: str) -> dt.date | None:
    try:
        return min(max(dt.date.fromisoformat(request.args.get(name, "")), EARLIEST), LATEST)
    except ValueError:
        return None


def _doctor(asker: Asker) -> int | None:
    """Whose figures: a doctor's own whatever is asked (0, nobody's, for one who is none of the clinic's doctors)."""
    if asker.member.role == "doctor":
        return asker.own_doctor or 0
    wanted = request.args.get("doctor", "")
    return next((doctor.id for doctor in _doctors(asker) if str(doctor.id) == wanted), None)


def _doctors(asker: Asker) -> list[Doctor]:
    rows = Doctor.select().where(Doctor.clinic == asker.clinic)
    return list(rows.order_by(Doctor.position, Doctor.id))


def _choices(asker: Asker, scope: Scope) -> list[tuple[str, dict[str, str]]]:
    """Periods that are asked for often, as the query that asks for them."""
    this = today(asker.clinic, asker.now)
    month = this.replace(day=1)
    periods = [
        ("Today", Period(this, this)),
        ("7 days", Period(this - 6 * DAY, this)),
        ("30 days", Period(this - 29 * DAY, this)),
        ("This month", Period(month, this)),
        ("Last month", Period((month - DAY).replace(day=1), month - DAY)),
        ("This year", Period(this.replace(month=1, day=1), this)),
    ]
    return [(name, _asked(replace(scope, period=period))) for name, period in periods]


def _asked(scope: Scope) -> dict[str, str]:
    """The query that asks for the same again."""
    asked = {"from": scope.period.first.isoformat(), "to": scope.period.last.isoformat()}
    return asked | ({"doctor": str(scope.doctor)} if scope.doctor else {})
