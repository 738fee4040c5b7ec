"""The tables of a report, in the order of the page. Each takes the Report and words its figures."""

from __future__ import annotations

from collections.abc import Callable

from bot.wording import weekday
from handlers.reports.cells import (
    Cell,
    Sheet,
    cost,
    count,
    counts,
    day,
    growth,
    minutes,
    money,
    month,
    points,
    share,
    text,
)
from store.reports import Report
from store.reports.report import LineTally
from store.reports.visits import Tally
from store.reports.visits import share as share_of
from store.timetable import DAY

VISITS = ("Visits", "Completed", "To come", "Cancelled", "Late", "No-show", "Moved", "Completion", "No-show rate")
LINE = ("Walk-ins", "Seen", "Left unseen", "Cancelled", "Average wait", "Half waited at most", "9 of 10 at most")
FEES = ("Paid", "Partly paid", "Unpaid", "Waived", "Expected")
OFFERS = ("accepted", "declined", "expired", "lost", "withdrawn", "open")


def _visits(tally: Tally) -> list[Cell]:
    """In the order of VISITS."""
    numbers = (
        tally.visits, tally.completed, tally.to_come + tally.in_progress, tally.cancelled, tally.late_cancelled,
        tally.no_show, tally.moved,
    )  # fmt: skip
    return [*counts(numbers), share(tally.completion), share(tally.missed)]


def _line(tally: LineTally) -> list[Cell]:
    """In the order of LINE."""
    waits = tally.waits
    told = [minutes(value) for value in (waits.average, waits.median, waits.most)]
    return [*counts((tally.walk_ins, tally.seen, tally.left, tally.cancelled)), *told]


def _fees(tally: Tally) -> list[Cell]:
    """In the order of FEES."""
    found = (tally.paid_cents, tally.partial_cents, tally.unpaid_cents, tally.waived_cents, tally.expected_cents)
    return [money(cents) for cents in found]


def overview(report: Report) -> Sheet:
    """Everything in one table, beside the period before."""
    now, before = _measures(report), _measures(report.before)
    rows = [[text(name), cell, before[name], _change(cell, before[name])] for name, cell in now.items()]
    note = f"Beside the {report.scope.period.length} days before."
    return Sheet("overview", "Overview", note, ("Measure", "This period", "Before", "Change"), rows)


def _measures(report: Report) -> dict[str, Cell]:
    total, line = report.total, report.line
    return {
        "Booked visits": count(total.visits),
        "Walk-ins": count(line.walk_ins),
        "Completed": count(total.completed),
        "Completion": share(total.completion),
        "No-shows": count(total.no_show),
        "No-show rate": share(total.missed),
        "Cancelled": count(total.cancelled),
        "Cancelled late": count(total.late_cancelled),
        "Cancellation rate": share(total.cancellation),
        "Moved": count(total.moved),
        "Online": count(total.online),
        "Average wait": minutes(line.waits.average),
        "Longest wait": minutes(line.waits.longest),
        "Earned": money(total.earned_cents),
        "Of that paid": money(total.paid_cents),
        "Texts cost": cost(sum(sent.cost for sent in report.messages)),
    }


def _change(now: Cell, before: Cell) -> Cell:
    """By how much a figure has grown, as a share of it; of a share, the difference."""
    if now.value is None or before.value is None:
        return points(None) if now.kind == "share" else growth(None)
    if now.kind == "share":
        return points(now.value - before.value)
    return growth(now.value / before.value - 1 if before.value else None)


def doctors(report: Report) -> Sheet:
    """By doctor, with how much of their hours was booked."""
    rows = []
    for doctor in report.doctors:
        tally, line = report.by_doctor.get(doctor.id, Tally()), report.line_of_doctor(doctor)
        used = share(share_of(report.booked_minutes.get(doctor.id, 0), report.open_minutes[doctor.id]))
        rows.append([text(doctor.name), *_visits(tally), count(line.walk_ins), minutes(line.waits.average), used])
    used = share(share_of(sum(report.booked_minutes.values()), sum(report.open_minutes.values())))
    line = report.line
    rows.append([text("All"), *_visits(report.total), count(line.walk_ins), minutes(line.waits.average), used])
    note = (
        "Walk-ins count for who saw them, else for who was asked for. Hours booked is of the hours as they are set "
        "now; a group's hour counts once, walk-ins do not."
    )
    columns = ("Doctor", *VISITS, "Walk-ins", "Average wait", "Hours booked")
    return Sheet("doctors", "By doctor", note, columns, rows, total=True)


def days(report: Report) -> Sheet:
    """By day of the clinic's calendar."""
    rows = [[day(date), *_visits(tally)] for date, tally in report.by_day.items()]
    rows.append([text("All"), *_visits(report.total)])
    return Sheet("days", "By day", "A visit counts on the day it starts.", ("Day", *VISITS), rows, total=True)


def months(report: Report) -> Sheet:
    """By month."""
    rows = [[month(date), *_visits(tally), *_fees(tally)] for date, tally in report.by_month.items()]
    rows.append([text("All"), *_visits(report.total), *_fees(report.total)])
    note = "The first and last month as far as they lie in the period."
    return Sheet("months", "By month", note, ("Month", *VISITS, *FEES), rows, total=True)


def hours(report: Report) -> Sheet:
    """Weekday by hour of the clinic's clock: when visits start."""
    span = hours_of(report)
    monday = report.scope.period.first - report.scope.period.first.weekday() * DAY
    rows = [
        [text(weekday(monday + number * DAY)), *(count(_starting(report, number, hour)) for hour in span)]
        for number in range(7)
    ]
    columns = ("Weekday", *(f"{hour:02}:00" for hour in span))
    return Sheet("hours", "Peak hours", "Visits by the hour they start; the moved left out.", columns, rows)


def hours_of(report: Report) -> range:
    """From the first hour with visits to the last."""
    found = [hour for (_, hour), tally in report.by_hour.items() if tally.visits]
    return range(min(found), max(found) + 1) if found else range(9, 17)


def _starting(report: Report, number: int, hour: int) -> int:
    found = report.by_hour.get((number, hour))
    return found.visits if found else 0


def walk_ins(report: Report) -> Sheet:
    """Scheduled and walk-in by day, and the waits that were measured."""
    rows = [
        [day(date), count(report.by_day[date].visits), *_line(line)] for date, line in report.walk_ins_by_day.items()
    ]
    rows.append([text("All"), count(report.total.visits), *_line(report.line)])
    note = (
        "A wait runs from joining the line, for a booked patient from the visit's time if that is later, to the call."
    )
    return Sheet("walk-ins", "Walk-ins and waits", note, ("Day", "Booked visits", *LINE), rows, total=True)


def revenue(report: Report) -> Sheet:
    """Fees by doctor and payment status."""
    rows = [[text(one.name), *_fees(report.by_doctor.get(one.id, Tally()))] for one in report.doctors]
    rows.append([text("All"), *_fees(report.total)])
    note = "Fees of completed visits by payment status; expected are those of visits to come."
    return Sheet("revenue", "Revenue", note, ("Doctor", *FEES), rows, total=True)


def waitlist(report: Report) -> Sheet:
    """What the waitlist brought."""
    found = report.waitlist
    rows = [[text("Wishes"), count(sum(found.wishes.values()))], [text("Times offered"), count(found.offered)]]
    rows += [[text(f"Offers {status}"), count(found.offers[status])] for status in OFFERS]
    rows += [
        [text("Share of offers accepted"), share(share_of(found.taken, found.offered))],
        [text("Half of the times were filled within"), minutes(found.median_minutes)],
        [text("All of them within"), minutes(found.minutes[-1] if found.minutes else None)],
    ]
    note = "Wishes and offers made in the period; a time is filled when somebody says yes."
    return Sheet("waitlist", "Waitlist", note, ("Measure", "Value"), rows)


def reminders(report: Report) -> Sheet:
    """Of those reminded, and of those not."""
    rows = []
    for one in report.reminders:
        numbers = (one.confirmed, one.moved, one.cancelled, one.no_show, one.completed)
        shares = [share(share_of(number, one.visits)) for number in numbers]
        rows.append([text(_which(one.reminder)), count(one.visits), *counts(numbers), *shares])
    names = ("Confirmed", "Moved", "Cancelled", "No-show", "Completed")
    columns = ("Reminder", "Visits", *names, *(f"{name}, share" for name in names))
    note = (
        "Visits whose time has come. Not reminded: those that still stood when the first reminder would have been due. "
        "Texts are kept for as long as message_retention_days says; visits before that count as not reminded."
    )
    return Sheet("reminders", "Reminders", note, columns, rows)


def _which(reminder: int | None) -> str:
    if not reminder:
        return "None" if reminder is None else "Any"
    return f"{reminder // 60} h ahead" if reminder % 60 == 0 else f"{reminder} min ahead"


def messages(report: Report) -> Sheet:
    """What texts cost."""
    found = report.messages
    rows = [
        [
            text(one.kind.replace("_", " ")),
            text(one.channel),
            *counts((one.messages, one.segments, one.failed)),
            cost(one.cost),
        ]
        for one in found
    ]
    sums = (sum(one.messages for one in found), sum(one.segments for one in found), sum(one.failed for one in found))
    rows.append([text("All"), text(""), *counts(sums), cost(sum(one.cost for one in found))])
    note = "Parts as the carrier counts them, at the setting segment_price; Telegram is free."
    columns = ("Kind", "Channel", "Texts", "Parts", "Failed", "Cost")
    return Sheet("messages", "Texts", note, columns, rows, total=True)


SHEETS: dict[str, Callable[[Report], Sheet]] = {
    "overview": overview, "doctors": doctors, "days": days, "months": months, "hours": hours, "walk-ins": walk_ins,
    "revenue": revenue, "waitlist": waitlist, "reminders": reminders, "messages": messages,
}  # fmt: skip
