"""Routes of the reports (S6): the same figures as the board and the staff chat. A doctor gets their own."""

from __future__ import annotations

import re

from handlers.staff import finding
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.problems import Problem
from handlers.staff.report_shapes import (
    DayOut,
    DoctorReportOut,
    FeesOut,
    HourOut,
    LineOut,
    MessagesOut,
    PeriodQuery,
    RemindersOut,
    ReportQuery,
    StatisticsOut,
    TrendsOut,
    VisitsOut,
    WaitlistOut,
    WaitsOut,
    WalkInsOut,
)
from store import reports
from store.errors import NotFound
from store.models import Doctor
from store.reports import Report, Scope
from store.reports.report import LineTally
from store.reports.visits import Tally, share
from store.tickets import today


@endpoint("GET", "/reports/appointments/statistics", role="doctor", query=ReportQuery, answer=StatisticsOut)
def report_statistics(asker: Asker, query: ReportQuery) -> StatisticsOut:
    """What became of the period's visits: overall, by doctor, by weekday and hour."""
    report = _report(asker, query, query.doctor)
    return StatisticsOut(
        date_from=report.scope.period.first, date_to=report.scope.period.last, visits=visits(report.total),
        fees=fees(report.total), line=line(report.line), doctors=[_of_doctor(report, one) for one in report.doctors],
        hours=[
            HourOut(weekday=day, hour=hour, visits=tally.visits)
            for (day, hour), tally in sorted(report.by_hour.items()) if tally.visits
        ],
    )  # fmt: skip


@endpoint("GET", "/reports/appointments/doctor/<doctor>", role="doctor", query=PeriodQuery, answer=DoctorReportOut)
def report_doctor(asker: Asker, doctor: str, query: PeriodQuery) -> DoctorReportOut:
    """One doctor's figures."""
    if not re.fullmatch(r"[0-9]{1,9}", doctor, re.ASCII):
        raise NotFound(thing="doctor")
    found = Doctor.get_or_none(Doctor.clinic == asker.clinic, Doctor.id == int(doctor))
    if found is None:
        raise NotFound(thing="doctor")
    if asker.member.role == "doctor" and found.id != asker.own_doctor:
        raise Problem(403, "A doctor sees their own figures only.")
    return _of_doctor(reports.read(Scope(asker.clinic, _period(asker, query), found.id), asker.now), found)


@endpoint("GET", "/reports/appointments/trends", role="doctor", query=ReportQuery, answer=TrendsOut)
def report_trends(asker: Asker, query: ReportQuery) -> TrendsOut:
    """Day by day and month by month, beside as many days before."""
    report = _report(asker, query, query.doctor)
    return TrendsOut(
        visits=visits(report.total),
        before=visits(report.before.total),
        days=[DayOut(date=day, visits=visits(tally)) for day, tally in report.by_day.items()],
        months=[DayOut(date=month, visits=visits(tally)) for month, tally in report.by_month.items()],
    )


@endpoint("GET", "/reports/appointments/walk-in-stats", role="doctor", query=ReportQuery, answer=WalkInsOut)
def report_walk_ins(asker: Asker, query: ReportQuery) -> WalkInsOut:
    """Scheduled beside walk-in, and the waits that were measured."""
    report = _report(asker, query, query.doctor)
    days = [
        {"date": day, "scheduled": report.by_day[day].visits, "line": line(found)}
        for day, found in report.walk_ins_by_day.items()
    ]
    return WalkInsOut(scheduled=report.total.visits, line=line(report.line), days=days)  # type: ignore[arg-type]


@endpoint("GET", "/reports/waitlist", role="doctor", query=ReportQuery, answer=WaitlistOut)
def report_waitlist(asker: Asker, query: ReportQuery) -> WaitlistOut:
    """What the waitlist brought: wishes, offers and what became of them, minutes to fill a time."""
    found = _report(asker, query, query.doctor).waitlist
    return WaitlistOut(
        wishes=found.wishes, offers=found.offers, offered=found.offered, taken=found.taken,
        expired=found.offers["expired"], median_minutes=found.median_minutes,
    )  # fmt: skip


@endpoint("GET", "/reports/reminders", role="doctor", query=ReportQuery, answer=RemindersOut)
def report_reminders(asker: Asker, query: ReportQuery) -> RemindersOut:
    """What followed reminders, by reminder, beside visits nobody was reminded of."""
    rows = [
        {
            "reminder": {None: "none", 0: "any"}.get(one.reminder, str(one.reminder)),
            "visits": one.visits, "confirmed": one.confirmed, "moved": one.moved, "cancelled": one.cancelled,
            "no_show": one.no_show, "completed": one.completed, "no_show_rate": share(one.no_show, one.visits),
        }
        for one in _report(asker, query, query.doctor).reminders
    ]  # fmt: skip
    return RemindersOut.model_validate({"reminders": rows})


@endpoint("GET", "/reports/messages", role="doctor", query=ReportQuery, answer=MessagesOut)
def report_messages(asker: Asker, query: ReportQuery) -> MessagesOut:
    """Texts sent by kind and channel, and what they cost."""
    rows = [
        {
            "kind": one.kind, "channel": one.channel, "messages": one.messages, "segments": one.segments,
            "failed": one.failed, "cost": one.cost / 10_000,
        }
        for one in _report(asker, query, query.doctor).messages
    ]  # fmt: skip
    return MessagesOut.model_validate({"kinds": rows, "currency": asker.clinic.currency})


def visits(tally: Tally) -> VisitsOut:
    return VisitsOut(
        total=tally.visits, pending=tally.pending, confirmed=tally.confirmed, in_progress=tally.in_progress,
        completed=tally.completed, cancelled=tally.cancelled, late_cancelled=tally.late_cancelled,
        no_show=tally.no_show, moved=tally.moved, online=tally.online, completion_rate=tally.completion,
        no_show_rate=tally.missed, cancellation_rate=tally.cancellation,
    )  # fmt: skip


def fees(tally: Tally) -> FeesOut:
    return FeesOut(
        paid_cents=tally.paid_cents, partial_cents=tally.partial_cents, pending_cents=tally.unpaid_cents,
        waived_cents=tally.waived_cents, expected_cents=tally.expected_cents,
    )  # fmt: skip


def line(found: LineTally) -> LineOut:
    waits = found.waits
    return LineOut(
        walk_ins=found.walk_ins, completed=found.seen, no_wait=found.left, cancelled=found.cancelled,
        checked_in=found.checked_in,
        waits=WaitsOut(
            count=waits.count, average_minutes=waits.average, median_minutes=waits.median,
            ninth_decile_minutes=waits.most, longest_minutes=waits.longest,
        ),
    )  # fmt: skip


def _of_doctor(report: Report, doctor: Doctor) -> DoctorReportOut:
    tally = report.by_doctor.get(doctor.id, Tally())
    booked, opened = report.booked_minutes.get(doctor.id, 0), report.open_minutes.get(doctor.id, 0)
    return DoctorReportOut(
        doctor_id=doctor.id, doctor=doctor.name, visits=visits(tally), fees=fees(tally),
        line=line(report.line_of_doctor(doctor)), booked_minutes=booked, open_minutes=opened,
        utilization=share(booked, opened),
    )  # fmt: skip


def _period(asker: Asker, query: PeriodQuery) -> reports.Period:
    return reports.period(query.date_from, query.date_to, today(asker.clinic, asker.now))


def _report(asker: Asker, query: PeriodQuery, wanted: str | None) -> Report:
    """Raises Problem 403 for a doctor who asks for another's, NotFound, Invalid."""
    doctor = finding.doctor(asker, wanted).id if wanted is not None else None
    if asker.member.role == "doctor":
        if doctor is not None and doctor != asker.own_doctor:
            raise Problem(403, "A doctor sees their own figures only.")
        doctor = asker.own_doctor or 0
    return reports.read(Scope(asker.clinic, _period(asker, query), doctor), asker.now)
