"""Charts as SVG, made here and in need of no script. Each says in words what it shows: a title, and the main figures.

Colours are classes of board.css, so that both colour schemes fit; every figure also stands in the table below a chart.
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
from store.reports.visits import Tally
from store.timetable import DAY

WIDTH, HEIGHT = 420, 190
LEFT, TOP, BOTTOM = 30, 8, 24
MANY_DAYS = 92  # more are shown by month
SHADES = 5
STACK = (("completed", "Completed"), ("ahead", "To come"), ("missed", "No-show"), ("cancelled", "Cancelled"))


@dataclass(frozen=True)
class Series:
    """One colour of a stack: the class it is drawn with, its name, and a value a bar."""

    colour: str
    name: str
    values: Sequence[int]


@dataclass(frozen=True)
class Chart:
    """`svg` and its legend: (colour, name)."""

    svg: Markup
    legend: tuple[tuple[str, str], ...] = ()


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
    told = _busiest([tally.visits for tally in tallies], labels, f"visits a {unit}")
    series = [Series(colour, name, values[colour]) for colour, name in STACK]
    return _bars("time", f"Visits by {unit}", told, labels, series)


def kinds(report: Report) -> Chart:
    """Booked visits beside walk-ins, by day or month."""
    parts, unit = _times(report)
    walk_ins = dict.fromkeys(parts, 0)
    for date, line in report.walk_ins_by_day.items():
        walk_ins[date if unit == "day" else date.replace(day=1)] += line.walk_ins
    booked = [tally.visits for tally in parts.values()]
    told = f"{sum(booked):,} booked visits and {sum(walk_ins.values()):,} walk-ins."
    labels = [_label(date, unit) for date in parts]
    series = [Series("booked", "Booked", booked), Series("walk-in", "Walk-in", list(walk_ins.values()))]
    return _bars("kinds", f"Booked and walk-in by {unit}", told, labels, series)


def _times(report: Report) -> tuple[dict[dt.date, Tally], str]:
    by_month = report.scope.period.length > MANY_DAYS
    return (report.by_month, "month") if by_month else (report.by_day, "day")


def _label(date: dt.date, unit: str) -> str:
    return f"{date:%b %Y}" if unit == "month" else wording.day(date)


def _busiest(values: Sequence[int], labels: Sequence[str], what: str) -> str:
    if not any(values):
        return "No visits."
    most = max(range(len(values)), key=values.__getitem__)
    return f"{sum(values) / len(values):.1f} {what} on average; most on {labels[most]}: {values[most]}."


def _bars(name: str, title: str, told: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """Stacked upright bars with a scale and some of the labels."""
    tops = [sum(values) for values in zip(*(one.values for one in series), strict=True)]
    scale = _round_up(max(tops, default=0))
    floor, step = HEIGHT - BOTTOM, (WIDTH - LEFT) / max(1, len(labels))
    drawn = [_grid(scale, floor)]
    for number in range(len(labels)):
        top = float(floor)
        for one in series:
            tall = one.values[number] / scale * (floor - TOP)
            top -= tall
            if tall:
                x, wide = LEFT + number * step + step * 0.12, step * 0.76
                drawn.append(_rect(x, top, wide, tall, one.colour))
    every = max(1, math.ceil(len(labels) / 4))
    for number in range(0, len(labels), every):
        x = LEFT + (number + 0.5) * step
        anchor = "start" if number == 0 else "end" if number + 1 == len(labels) else "middle"
        x = LEFT if number == 0 else x
        text = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>')
        drawn.append(text.format(round(x, 1), HEIGHT - 8, anchor, labels[number]))
    return Chart(_svg(name, title, told, HEIGHT, drawn), tuple((one.colour, one.name) for one in series))


def by_doctor(report: Report) -> Chart:
    """Visits and walk-ins of each doctor, as bars that lie."""
    rows = [
        (wording.doctor(one, report.doctors), found.visits, report.line_of_doctor(one).walk_ins)
        for one in report.doctors
        for found in [report.by_doctor.get(one.id, Tally())]
    ]
    most = max([1, *(visits + walk_ins for _, visits, walk_ins in rows)])
    drawn, room = [], WIDTH - 150
    for number, (doctor, visits, walk_ins) in enumerate(rows):
        y = number * 24
        text = Markup('<text x="0" y="{}">{}</text><text x="{}" y="{}" class="figure">{}</text>')
        end = 112 + (visits + walk_ins) / most * room
        drawn.append(text.format(y + 16, _short(doctor), round(end + 5, 1), y + 16, visits + walk_ins))
        drawn.append(_rect(112, y + 5, visits / most * room, 14, "booked"))
        drawn.append(_rect(112 + visits / most * room, y + 5, walk_ins / most * room, 14, "walk-in"))
    told = "; ".join(f"{doctor}: {visits} booked, {walk_ins} walk-in" for doctor, visits, walk_ins in rows) + "."
    svg = _svg("doctors", "Patients by doctor", told, max(1, len(rows)) * 24 + 4, drawn)
    return Chart(svg, (("booked", "Booked"), ("walk-in", "Walk-in")))


def heat_map(report: Report) -> Chart:
    """Weekday by hour: the darker, the more visits start."""
    hours = hours_of(report)
    found = {key: tally.visits for key, tally in report.by_hour.items()}
    most = max([1, *found.values()])
    wide, tall = (WIDTH - 34) / len(hours), 22
    monday = dt.date(2024, 1, 1)
    drawn = []
    for number in range(7):
        drawn.append(
            Markup('<text x="0" y="{}">{:.3}</text>').format(number * tall + 15, weekday(monday + number * DAY))
        )
        for place, hour in enumerate(hours):
            shade = math.ceil(found.get((number, hour), 0) / most * SHADES)
            drawn.append(_rect(34 + place * wide, number * tall + 1, wide - 2, tall - 2, f"heat-{shade}"))
    every = max(1, math.ceil(len(hours) / 8))
    for place in range(0, len(hours), every):
        x = round(34 + (place + 0.5) * wide, 1)
        drawn.append(
            Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(x, 7 * tall + 14, hours[place])
        )
    svg = _svg("hours", "Peak hours: visits by weekday and hour", _peak(found, monday), 7 * tall + 20, drawn)
    return Chart(svg)


def _peak(found: dict[tuple[int, int], int], monday: dt.date) -> str:
    if not any(found.values()):
        return "No visits."
    (day, hour), most = max(found.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
    return f"Most visits start on {weekday(monday + day * DAY)} from {hour}:00 to {hour + 1}:00: {most}."


def _short(name: str, letters: int = 17) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1]}…"


def _round_up(most: int) -> int:
    """A scale with two even steps: 2, 4, 10, 20, 40, 100 …"""
    scale = next(step * 10**power for power in range(9) for step in (2, 4, 10) if step * 10**power >= most)
    return int(scale)


def _grid(scale: int, floor: int) -> Markup:
    lines = Markup('<line x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>')
    heights = [(value, round(floor - value / scale * (floor - TOP), 1)) for value in (0, scale // 2, scale)]
    return Markup("").join(lines.format(LEFT, WIDTH, y, y, LEFT - 4, y + 4, value) for value, y in heights)


def _rect(x: float, y: float, wide: float, tall: float, colour: str) -> Markup:
    rect = '<rect x="{}" y="{}" width="{}" height="{}" class="{}"/>'
    return Markup(rect).format(round(x, 1), round(y, 1), round(wide, 1), round(tall, 1), colour)


def _svg(name: str, title: str, told: str, tall: int, drawn: Sequence[Markup]) -> Markup:
    whole = (
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-told">'
        '<title id="{}-title">{}</title><desc id="{}-told">{}</desc>{}</svg>'
    )
    return Markup(whole).format(WIDTH, tall, name, name, name, title, name, told, Markup("").join(drawn))
