"""Charts as SVG, made here and in need of no script. Each is told in words beside it: a title, and what stands out.

Across, everything is a share of the width, so that a chart is as wide as its panel and its letters stay readable; what
stands left of it hangs over the margin that board.css leaves. Colours are classes, so that both colour schemes fit.
Every figure also stands in the table below a chart.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot import wording
from bot.wording import weekday
from handlers.reports.sheets import hours_of
from store.reports import Report
from store.reports.visits import Tally, share
from store.timetable import DAY

TALL, TOP, BOTTOM = 190, 8, 24  # pixels of an upright chart, with room for its labels
LYING = 26  # pixels of one lying bar
ROOM = 84  # per cent of the width a lying bar may take: its figure stands behind it
MANY_DAYS = 92  # more are shown by month
SHADES = 5
STACK = (("completed", "Completed"), ("ahead", "To come"), ("missed", "No-show"), ("cancelled", "Cancelled"))
NO_VISITS = "No visits in these days."
UNDRAWN = Markup("")


@dataclass(frozen=True)
class Series:
    """One colour of a stack: the class it is drawn with, its name, and a value a bar."""

    colour: str
    name: str
    values: Sequence[int]


@dataclass(frozen=True)
class Chart:
    """`told` is the chart in words; `svg` is empty where there is nothing to draw. `legend`: (colour, name)."""

    key: str
    title: str
    told: str
    svg: Markup = UNDRAWN
    legend: tuple[tuple[str, str], ...] = ()


def of_report(report: Report) -> dict[str, list[Chart]]:
    """The charts that stand above each table, by the table's key."""
    return {
        "doctors": [by_doctor(report), hours_booked(report)], "days": [over_time(report)], "hours": [heat_map(report)],
        "walk-ins": [kinds(report)],
    }  # fmt: skip


def over_time(report: Report) -> Chart:
    """Visits by day, or by month when there are many days, stacked by what became of them."""
    parts, unit = _times(report)
    tallies = list(parts.values())
    values = {
        "completed": [tally.completed for tally in tallies],
        "ahead": [tally.to_come + tally.in_progress for tally in tallies],
        "missed": [tally.no_show for tally in tallies],
        "cancelled": [tally.cancelled for tally in tallies],
    }
    labels = [_label(date, unit) for date in parts]
    told = _busiest([tally.visits for tally in tallies], labels, unit)
    series = [Series(colour, name, values[colour]) for colour, name in STACK]
    return _bars("time", f"Visits by {unit}", told, labels, series)


def kinds(report: Report) -> Chart:
    """Booked visits beside walk-ins, by day or month; and the waits."""
    parts, unit = _times(report)
    walk_ins = dict.fromkeys(parts, 0)
    for date, line in report.walk_ins_by_day.items():
        walk_ins[date if unit == "day" else date.replace(day=1)] += line.walk_ins
    booked = [tally.visits for tally in parts.values()]
    told = f"{_many(sum(booked), 'booked visit')} and {_many(sum(walk_ins.values()), 'walk-in')}."
    waits = report.line.waits
    if waits.count:
        told += f" Half of those called waited {waits.median} min at most, nine of ten {waits.most} min."
    labels = [_label(date, unit) for date in parts]
    series = [Series("booked", "Booked", booked), Series("walk-in", "Walk-in", list(walk_ins.values()))]
    return _bars("kinds", f"Booked and walk-in by {unit}", told, labels, series)


def by_doctor(report: Report) -> Chart:
    """Visits and walk-ins of each doctor, as bars that lie."""
    rows = [
        (wording.doctor(one, report.doctors), found.visits, report.line_of_doctor(one).walk_ins)
        for one in report.doctors
        for found in [report.by_doctor.get(one.id, Tally())]
    ]
    most = max((visits + walk_ins for _, visits, walk_ins in rows), default=0)
    bars = [
        (name, f"{visits + walk_ins:,}", [("booked", visits / most), ("walk-in", walk_ins / most)])
        for name, visits, walk_ins in rows
        if most
    ]
    told = NO_VISITS
    if most:
        name, visits, walk_ins = max(rows, key=lambda row: row[1] + row[2])
        told = f"Most: {name}, {_many(visits, 'booked visit')} and {_many(walk_ins, 'walk-in')}."
    return _lying("doctors", "Patients by doctor", told, bars, (("booked", "Booked"), ("walk-in", "Walk-in")))


def hours_booked(report: Report) -> Chart:
    """How much of each doctor's hours was booked, as bars that lie; all of them is the whole width."""
    shares = {
        wording.doctor(one, report.doctors): share(report.booked_minutes.get(one.id, 0), report.open_minutes[one.id])
        for one in report.doctors
    }
    bars = [
        (name, "–" if part is None else f"{part:.0%}", [("booked", min(1.0, part or 0))])
        for name, part in shares.items()
        if any(shares.values())
    ]
    told = NO_VISITS
    if bars:
        all_of_them = share(sum(report.booked_minutes.values()), sum(report.open_minutes.values())) or 0
        name, part = max(shares.items(), key=lambda row: row[1] or 0)
        told = (
            f"{all_of_them:.0%} of all hours were booked; most of {name}'s: {part or 0:.0%}. Walk-ins are not counted."
        )
    return _lying("booked", "Hours booked by doctor", told, bars)


def heat_map(report: Report) -> Chart:
    """Weekday by hour: the darker, the more visits start."""
    title = "Visits by weekday and hour"
    hours = hours_of(report)
    found = {key: tally.visits for key, tally in report.by_hour.items()}
    most = max(found.values(), default=0)
    if not most:
        return Chart("hours", title, NO_VISITS)
    wide, tall = 100 / len(hours), 24
    monday = dt.date(2024, 1, 1)
    drawn = []
    for number in range(7):
        day = weekday(monday + number * DAY)
        drawn.append(Markup('<text x="-34" y="{}">{:.3}</text>').format(number * tall + 16, day))
        for place, hour in enumerate(hours):
            count = found.get((number, hour), 0)
            shade = f"heat-{math.ceil(count / most * SHADES)}"
            cell = _rect(place * wide, number * tall + 1, wide * 0.94, tall - 2, shade)
            drawn.append(_named(f"{day} {hour}:00: {_many(count, 'visit')}", [cell]))
    every = max(1, math.ceil(len(hours) / 8))
    for place in range(0, len(hours), every):
        text = Markup('<text x="{}%" y="{}" text-anchor="middle">{}</text>')
        drawn.append(text.format(round((place + 0.47) * wide, 2), 7 * tall + 15, hours[place]))
    legend = (("heat-0", "None"), ("heat-1", "Fewest"), (f"heat-{SHADES}", f"Most: {most}"))
    return Chart("hours", title, _peak(found, monday), _svg("hours", "of-hours", 7 * tall + 20, drawn), legend)


# --- Words -----------------------------------------------------------------------------------------------------------


def _times(report: Report) -> tuple[dict[dt.date, Tally], str]:
    by_month = report.scope.period.length > MANY_DAYS
    return (report.by_month, "month") if by_month else (report.by_day, "day")


def _label(date: dt.date, unit: str) -> str:
    return f"{date:%b %Y}" if unit == "month" else wording.day(date)


def _without_weekday(label: str) -> str:
    """For the line below a chart, where a phone has room for four short ones."""
    return label.partition(" ")[2] if label.count(" ") == 2 else label


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _busiest(values: Sequence[int], labels: Sequence[str], unit: str) -> str:
    if not any(values):
        return NO_VISITS
    if len(values) == 1:
        return f"{_many(values[0], 'visit')}."
    most = max(range(len(values)), key=values.__getitem__)
    when = f"{'in' if unit == 'month' else 'on'} {labels[most]}"
    return f"{sum(values) / len(values):.1f} visits a {unit} on average; most {when}: {values[most]:,}."


def _peak(found: dict[tuple[int, int], int], monday: dt.date) -> str:
    (day, hour), most = max(found.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
    return f"Most visits start on {weekday(monday + day * DAY)} from {hour}:00 to {hour + 1}:00: {most:,}."


def _short(name: str, letters: int = 17) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1]}…"


# --- Drawing ---------------------------------------------------------------------------------------------------------


def _bars(name: str, title: str, told: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """Stacked upright bars with a scale and some of the labels; a bar under the mouse says its figures."""
    tops = [sum(values) for values in zip(*(one.values for one in series), strict=True)]
    if not any(tops):
        return Chart(name, title, told)
    scale = _round_up(max(tops))
    floor, step = TALL - BOTTOM, 100 / len(labels)
    drawn = [_grid(scale, floor)]
    for number, label in enumerate(labels):
        top, stack = float(floor), []
        for one in series:
            tall = one.values[number] / scale * (floor - TOP)
            top -= tall
            if tall:
                stack.append(_rect((number + 0.12) * step, top, 0.76 * step, tall, one.colour))
        figures = ", ".join(f"{one.values[number]} {one.name.lower()}" for one in series if one.values[number])
        drawn.append(_named(f"{label}: {figures}", stack))
    every = max(1, math.ceil(len(labels) / 4))
    for number in range(0, len(labels), every):
        anchor = "start" if number == 0 else "end" if number + 1 == len(labels) else "middle"
        x = 0 if number == 0 else round((number + 0.5) * step, 2)
        text = Markup('<text x="{}%" y="{}" text-anchor="{}">{}</text>')
        drawn.append(text.format(x, TALL - 8, anchor, _without_weekday(labels[number])))
    legend = tuple((one.colour, one.name) for one in series)
    return Chart(name, title, told, _svg(name, "of-time", TALL, drawn), legend)


def _lying(
    name: str,
    title: str,
    told: str,
    rows: Sequence[tuple[str, str, Sequence[tuple[str, float]]]],
    legend: tuple[tuple[str, str], ...] = (),
) -> Chart:
    """One lying bar a row: its label, its figure, and its parts as (colour, share of the longest)."""
    if not rows:
        return Chart(name, title, told)
    drawn = []
    for number, (label, figure, parts) in enumerate(rows):
        x, y = 0.0, number * LYING
        drawn.append(Markup('<text x="-128" y="{}">{}</text>').format(y + 17, _short(label)))
        for colour, part in parts:
            drawn.append(_rect(x, y + 5, part * ROOM, 15, colour))
            x += part * ROOM
        drawn.append(Markup('<text x="{}%" dx="6" y="{}" class="figure">{}</text>').format(round(x, 2), y + 17, figure))
    return Chart(name, title, told, _svg(name, "of-people", len(rows) * LYING + 4, drawn), legend)


def _round_up(most: int) -> int:
    """A scale with two even steps: 2, 4, 10, 20, 40, 100 …"""
    scale = next(step * 10**power for power in range(9) for step in (2, 4, 10) if step * 10**power >= most)
    return int(scale)


def _grid(scale: int, floor: int) -> Markup:
    lines = Markup('<line x1="0" x2="100%" y1="{}" y2="{}"/><text x="-6" y="{}" text-anchor="end">{:,}</text>')
    heights = [(value, round(floor - value / scale * (floor - TOP), 1)) for value in (0, scale // 2, scale)]
    return Markup("").join(lines.format(y, y, y + 4, value) for value, y in heights)


def _rect(x: float, y: float, wide: float, tall: float, colour: str) -> Markup:
    """`x` and `wide` in per cent of the chart's width, `y` and `tall` in pixels."""
    rect = '<rect x="{}%" y="{}" width="{}%" height="{}" class="{}"/>'
    return Markup(rect).format(round(x, 2), round(y, 1), round(wide, 2), round(tall, 1), colour)


def _named(what: str, drawn: Sequence[Markup]) -> Markup:
    """What the mouse is told over these."""
    return Markup("<g><title>{}</title>{}</g>").format(what, Markup("").join(drawn)) if drawn else Markup("")


def _svg(name: str, shape: str, tall: int, drawn: Sequence[Markup]) -> Markup:
    whole = '<svg class="chart {}" height="{}" role="img" aria-labelledby="{}-told">{}</svg>'
    return Markup(whole).format(shape, tall, name, Markup("").join(drawn))
