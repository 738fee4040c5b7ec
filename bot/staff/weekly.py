"""The hours of every week (B1), from the staff chat: HOURS shows them, HOURS LEE MON 9-12, 2-5 changes them (B16).

> hours lee mon-thu 9-12, 2-5; fri off
< Dr. Lee, every week from Mon 30 Nov:
< Mon to Thu: 9am to 12 noon, 2pm to 5pm (now 9am to 5pm)
< Fri: off (now 9am to 5pm)
< No booked visit is touched. Change it?   [Yes] [Do not change]

A change on one date is OPEN or BLOCK (bot/staff/hours.py). How a line is read: bot/staff/weekdays.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from bot import wording
from bot.desk import hours as desk_hours
from bot.staff import finding, settling, weekdays
from bot.staff.turn import TALK, StaffTurn
from bot.staff.weekdays import Times, Week
from store import blocks, schedules, week
from store.models import Doctor, Schedule
from store.timetable import DAY

FURTHEST = 60  # weeks in which a change of the hours is looked for
SOON = 14  # days whose blocks and extra hours are shown with the week
LOOK = desk_hours.Answers(preview=True)
CHANGING = settling.Words("desk.sure_hours", "desk.hours_hits", "desk.hours_only", "desk.hours_no")


# --- seeing ----------------------------------------------------------------------------------------------------------


def show(turn: StaffTurn) -> None:
    """HOURS [doctor]: the week, what changes it later, and what the next days have of their own; HOURS [day]: who works
    then."""
    words = [word for word in finding.spoken(turn.rest) if word not in ("for", "of")]
    named, left = finding.doctors_named(words, turn.doctors)
    if "doctor" in turn.picked:
        named = [one for one in turn.doctors if one.id == turn.picked["doctor"]]
    if len(named) > 1:
        turn.ask("desk.which_doctor", finding.doctor_choices(turn, named))
    elif named and not [word for word in left if weekdays.of_word(word) is None]:
        _week(turn, named[0])
    elif named:
        turn.puzzled("desk.hours_how")
    elif turn.said.group and not turn.said.addressed and len(words) > TALK:
        return
    elif turn.own_doctor is not None and not words:
        _week(turn, next(one for one in turn.doctors if one.id == turn.own_doctor))
    else:
        day = turn.read(turn.rest).date if words else turn.today
        if day is None:
            turn.puzzled("desk.hours_how")
        else:
            _day(turn, day)


def _week(turn: StaffTurn, doctor: Doctor) -> None:
    rows = week.of(doctor, turn.today)
    if not rows:
        turn.tell("desk.week_none", doctor=turn.doctor_name(doctor))
    else:
        turn.tell("desk.week", doctor=turn.doctor_name(doctor))
    lines = list(_grouped(turn, {day: _on(rows, weekdays.first_on(turn.today, day)) for day in range(7)}))
    for dates, new in _changes(turn, rows):
        for run in weekdays.runs(new):
            first = wording.day(dates[run[0]], turn.locale)
            days, times = weekdays.named(run, turn.locale), _times(turn, new[run[0]])
            lines.append(turn.word("desk.week_from", day=first, days=days, times=times))
    turn.show((lines if rows else []) + _exceptions(turn, doctor))


def _changes(turn: StaffTurn, rows: Sequence[Schedule]) -> Iterator[tuple[dict[int, dt.date], Week]]:
    """Each week to come in which the hours change: its dates, and what the weekdays change to."""
    last = max(
        (day for row in rows for day in (row.valid_from, row.valid_until) if day is not None), default=turn.today
    )
    for weeks in range(1, min((last - turn.today).days // 7 + 2, FURTHEST)):
        dates = {day: weekdays.first_on(turn.today, day) + weeks * 7 * DAY for day in range(7)}
        new = {day: _on(rows, date) for day, date in dates.items() if _on(rows, date) != _on(rows, date - 7 * DAY)}
        if new:
            yield dates, new


def _on(rows: Sequence[Schedule], date: dt.date) -> Times:
    """What the rows say of this date."""
    return tuple(
        (row.starts, row.ends) for row in rows
        if row.weekday == date.weekday()
        and (row.valid_from or dt.date.min) <= date <= (row.valid_until or dt.date.max)
    )  # fmt: skip


def _exceptions(turn: StaffTurn, doctor: Doctor) -> list[str]:
    from bot.staff.hours import told_of

    rows = blocks.listed(turn.clinic, turn.today, turn.today + SOON * DAY, doctor=doctor)
    return [told_of(turn, row) for row in rows if row.ends_at > turn.now]


def _day(turn: StaffTurn, day: dt.date) -> None:
    """Who works on this date, exceptions considered."""
    lines = []
    for doctor in turn.doctors:
        periods = [(start.time(), end.time()) for start, end in schedules.working(doctor, day)]
        if periods:
            lines.append(turn.word("desk.week_line", days=turn.doctor_name(doctor), times=_times(turn, periods)))
    turn.tell("desk.works" if lines else "desk.works_none", day=wording.day(day, turn.locale))
    turn.show(lines)


def _grouped(turn: StaffTurn, wanted: Week) -> Iterator[str]:
    for days, times in _named(turn, wanted):
        yield turn.word("desk.week_line", days=days, times=times)


def _named(turn: StaffTurn, wanted: Week) -> list[tuple[str, str]]:
    """("Mon to Thu", "9am to 5pm") of each run of days with the same hours."""
    return [(weekdays.named(run, turn.locale), _times(turn, wanted[run[0]])) for run in weekdays.runs(wanted)]


def _times(turn: StaffTurn, times: Sequence[tuple[dt.time, dt.time]]) -> str:
    told = [
        turn.word("desk.week_times", start=wording.clock(start, turn.locale), end=wording.clock(end, turn.locale))
        for start, end in times
    ]
    return ", ".join(told) or turn.word("desk.week_off")


# --- changing --------------------------------------------------------------------------------------------------------


def change(turn: StaffTurn) -> None:
    """HOURS doctor Mon 9-12, 2-5; Tue off [from 7 Dec]: reads it back with the booked visits that it touches."""
    doctor, line = _whose(turn)
    if doctor is None:
        return
    turn.picked["doctor"] = doctor.id
    said, since, until = weekdays.dates_in(turn, line)
    wanted = weekdays.read(turn, said)
    if not wanted:
        turn.tell("desk.hours_how")
        return
    since = max(since or turn.today, turn.today)
    since = min(weekdays.first_on(since, day) for day in wanted)
    if until is not None and until < since:
        turn.tell("desk.hours_how")
        return
    rows = week.of(doctor, since)
    before = {day: _on(rows, weekdays.first_on(since, day)) for day in wanted}
    facts = {"doctor": turn.doctor_name(doctor), "day": _span(turn, since, until)}

    def act(answers: desk_hours.Answers) -> desk_hours.Outcome:
        desk = desk_hours.Desk(turn.clinic, turn.actor, turn.now, answers)
        return desk_hours.set_hours(desk, doctor, wanted, since, until)

    looked = act(LOOK)
    if not looked.rows:
        turn.tell("desk.hours_same", doctor=facts["doctor"])
        return
    touched = [misfit.visit for misfit in looked.touched]
    turn.tell("desk.hours_will", **facts)
    _tell_change(turn, wanted, before)
    answers = settling.answers(turn, touched, CHANGING, lambda visit: settling.at(turn, visit))
    if answers is not None:
        done = act(answers)
        turn.lines.clear()
        turn.tell("desk.hours_set", **facts)
        turn.lines += _grouped(turn, wanted)
        settling.tell(turn, done)


def _span(turn: StaffTurn, since: dt.date, until: dt.date | None) -> str:
    """ "Mon 7 Dec", "Mon 7 Dec to Fri 18 Dec"."""
    first, *last = (_dated(turn, day) for day in (since, until) if day is not None)
    return turn.word("desk.days", first=first, last=last[0]) if last else first


def _dated(turn: StaffTurn, day: dt.date) -> str:
    """With the year where that is another: "until 1 nov" said on the 23rd is next year's."""
    told = wording.day(day, turn.locale)
    return told if day.year == turn.today.year else f"{told} {day.year}"


def _whose(turn: StaffTurn) -> tuple[Doctor | None, str]:
    """The doctor named, and the line without the name; asked where that leaves a choice, never guessed."""
    words = turn.rest.split()
    spoken = [word for word in finding.spoken(turn.rest) if weekdays.of_word(word) is None]
    named, left = finding.doctors_named(spoken, turn.doctors)
    if "doctor" in turn.picked:
        named = [one for one in turn.doctors if one.id == turn.picked["doctor"]]
    if len(named) != 1:
        turn.ask("desk.which_doctor", finding.doctor_choices(turn, named or turn.doctors))
        return None, ""
    names = {*spoken} - {*left} | finding.TITLES
    return named[0], " ".join(word for word in words if not {*finding.spoken(word)} & names)


def _tell_change(turn: StaffTurn, wanted: Week, before: Week) -> None:
    """Each run of days that are alike before and after."""
    both = {day: (wanted[day], before[day]) for day in wanted if wanted[day] != before[day]}
    for run in weekdays.runs(both):
        times, now = (_times(turn, side) for side in both[run[0]])
        turn.tell("desk.hours_line", days=weekdays.named(run, turn.locale), times=times, before=now)


def is_change(rest: str) -> bool:
    """Whether the words after HOURS say new hours, and do not ask for those there are."""
    return weekdays.says_hours(rest)
