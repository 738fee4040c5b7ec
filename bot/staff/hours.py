"""The doctors' time on a date, from the staff chat: LATE, BLOCK (B16), OPEN extra hours, UNBLOCK either.

> block lee friday congress
< Blocking Dr. Lee, Fri 27 Nov hits these (2 in all):
< Fri 27 Nov, 9am A.R. (K7)
< Fri 27 Nov, 9:30am B.C. (L4)
< What shall happen to them? Patients get a text.   [Move all] [Cancel all] [One by one] [Only block] [Do not block]
> move all

The hours of every week are bot/staff/weekly.py.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bot import wording
from bot.desk import day as desk_day
from bot.desk import hours as desk_hours
from bot.flows.wish import PARTS
from bot.messages import Choice
from bot.staff import finding, people, settling, weekdays
from bot.staff.turn import StaffTurn
from store import blocks, week
from store.models import Appointment, Doctor, ScheduleException
from store.tickets import label, of_day
from store.timetable import DAY, MIDNIGHT, edge

LISTED = 8
MINUTES = re.compile(r"\b(\d{1,3})\s*(?:m|min|mins|minutes)?\b(?!\s*:)", re.ASCII | re.IGNORECASE)
LONGEST = 240
HOURS_SAID = ((r"\bhalf (?:an )?hour", "30"), (r"\b(?:an|one|1) hour", "60"))
LOOK_AHEAD = 60  # days in which UNBLOCK looks where no day is named
LOOK = desk_hours.Answers(preview=True)
BLOCKING = settling.Words("desk.sure_block", "desk.block_hits", "desk.block_only", "desk.block_no")
LIFTING = settling.Words("desk.sure_lift", "desk.lift_hits", "desk.lift_only", "desk.lift_no")
KINDS = {kind: kind for kind in blocks.KINDS} | dict.fromkeys(
    ("sick", "ill", "vacation", "holidays", "congress", "training", "away"), "leave"
)
EVERYBODY = frozenset({"clinic", "everyone", "everybody", "all"})


# --- late ------------------------------------------------------------------------------------------------------------


def late(turn: StaffTurn) -> None:
    """LATE 20 [doctor]: asks first, because it texts people."""
    said = turn.rest
    for spelt, amount in HOURS_SAID:
        said = re.sub(spelt, amount, said, flags=re.IGNORECASE)
    found = MINUTES.search(said)
    minutes = int(found[1]) if found else 0
    if not 1 <= minutes <= LONGEST:
        turn.puzzled("desk.late_how")
        return
    words = [word for word in finding.spoken(MINUTES.sub(" ", said)) if word not in ("min", "mins", "minutes")]
    doctor, rest = finding.the_doctor(turn, words)
    if doctor is None:
        return
    if rest:
        turn.puzzled("desk.no_such_doctor", name=" ".join(rest)[:40])
        return
    turn.picked["doctor"] = doctor.id
    visits = desk_day.coming(doctor, turn.now)
    name = turn.doctor_name(doctor)
    if not visits:
        turn.tell("desk.late_nobody", doctor=name)
        _in_line_for(turn, doctor, "desk.late_line")
        return
    first, last = turn.clock(visits[0].starts_at), turn.clock(visits[-1].starts_at)
    facts = {"doctor": name, "minutes": minutes, "count": len(visits), "first": first, "last": last}
    if people.sure(turn, "desk.sure_late" if first != last else "desk.sure_late_one", **facts):
        told, unreached = desk_day.doctor_late(doctor, minutes, actor=turn.actor, now=turn.now)
        turn.tell("desk.late_told", count=told, doctor=name, minutes=minutes)
        settling.call_these(turn, unreached, room=LISTED)
        _in_line_for(turn, doctor, "desk.late_line")


def _in_line_for(turn: StaffTurn, doctor: Doctor | None, key: str) -> None:
    """Walk-ins who wait for this very doctor: no text tells them."""
    waiting = [one for one in of_day(turn.clinic, turn.now, "waiting") if one.appointment_id is None]
    mine = [one for one in waiting if doctor is not None and one.doctor_id == doctor.id]
    if doctor is not None and mine:
        told = ", ".join(turn.ticket(one) for one in mine[:LISTED])
        turn.tell(key, doctor=turn.doctor_name(doctor), tickets=told, first=label(mine[0]))


# --- a stretch of time -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stretch:
    """From when until when, aware; `whole_days` where no hours were said."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    whole_days: bool

    def told(self, turn: StaffTurn) -> str:
        """ "Fri 27 Nov", "Fri 27 Nov to Sun 29 Nov", "Fri 27 Nov, 1pm to 3pm"."""
        zone = turn.clinic.zone
        start, end = self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)
        first = wording.day(start.date(), turn.locale)
        if not self.whole_days:
            return turn.word("desk.hours", day=first, start=turn.clock(start), end=turn.clock(end))
        last = (end - dt.timedelta(seconds=1)).date()
        if last == start.date():
            return first
        return turn.word("desk.days", first=first, last=wording.day(last, turn.locale))


def _stretch(turn: StaffTurn) -> Stretch | None:
    """The days, and on a single day the hours, that the line names; None when it names no day."""
    reading, zone = turn.read(turn.rest), turn.clinic.zone
    first, last = reading.date, reading.date_end or reading.date
    if first is None or last is None:
        return None
    start, end = PARTS.get(reading.part or "", (reading.time, reading.time_end))
    if start is None and end is None:
        return Stretch(_edge(first, MIDNIGHT, turn), edge(dt.datetime.combine(last + DAY, MIDNIGHT), zone), True)
    if reading.bound == "before":
        start, end = None, start
    ends_at = _edge(last, end, turn) if end is not None else edge(dt.datetime.combine(last + DAY, MIDNIGHT), zone)
    return Stretch(_edge(first, start or MIDNIGHT, turn), ends_at, False)


def _stretches(turn: StaffTurn) -> list[Stretch]:
    """As `_stretch`; on a single day all of the hours named: "9-12 and 1-3"."""
    whole = _stretch(turn)
    ranges = weekdays.ranges_in(turn, turn.rest)
    if whole is None or whole.whole_days or len(ranges) < 2:
        return [whole] if whole is not None else []
    day = whole.starts_at.astimezone(turn.clinic.zone).date()
    return [Stretch(_edge(day, start, turn), _edge(day, end, turn), False) for start, end in ranges]


def _told(turn: StaffTurn, parts: list[Stretch]) -> str:
    """ "Sat 28 Nov, 9am to 12 noon and Sat 28 Nov, 1pm to 3pm"."""
    return " and ".join(part.told(turn) for part in parts)


def _edge(day: dt.date, time: dt.time, turn: StaffTurn) -> dt.datetime:
    return edge(dt.datetime.combine(day, time), turn.clinic.zone)


# --- block -----------------------------------------------------------------------------------------------------------


def block(turn: StaffTurn) -> None:
    """BLOCK doctor days [hours] [reason]: lists what it hits, and does as it is told with one word."""
    words = finding.spoken(turn.rest)
    everybody = bool(words) and words[0] in EVERYBODY
    doctor = None if everybody else _named(turn, words)
    if doctor is None and not everybody:
        return
    parts = _stretches(turn)
    if not parts:
        turn.puzzled("desk.block_when")
        return
    periods = [(part.starts_at, part.ends_at) for part in parts]
    kind = next((KINDS[word] for word in words if word in KINDS), "other")

    def act(said: desk_hours.Answers) -> desk_hours.Outcome:
        desk = desk_hours.Desk(turn.clinic, turn.actor, turn.now, said)
        return desk_hours.block_many(desk, [doctor], periods, kind=kind, note=turn.rest)

    touched = [misfit.visit for misfit in act(LOOK).touched]
    facts = {"who": _whose(turn, doctor), "when": _told(turn, parts)}
    said = settling.answers(turn, touched, BLOCKING, lambda visit: _hit_line(turn, visit, doctor), **facts)
    if said is not None:
        done = act(said)
        turn.lines.clear()
        turn.tell("desk.blocked", **facts)
        settling.tell(turn, done)
        if any(start <= turn.now < end for start, end in periods):
            _in_line_for(turn, doctor, "desk.block_line")


def _named(turn: StaffTurn, words: list[str]) -> Doctor | None:
    """The doctor of the line, said by name: a block is never guessed to be one's own."""
    if "doctor" in turn.picked:
        return next((one for one in turn.doctors if one.id == turn.picked["doctor"]), None)
    named, _ = finding.doctors_named(words, turn.doctors)
    if len(named) != 1:
        turn.ask("desk.which_doctor", finding.doctor_choices(turn, named or turn.doctors))
        return None
    turn.picked["doctor"] = named[0].id
    return named[0]


def _whose(turn: StaffTurn, doctor: Doctor | None) -> str:
    return turn.doctor_name(doctor) if doctor is not None else turn.word("desk.the_clinic")


def _hit_line(turn: StaffTurn, visit: Appointment, doctor: Doctor | None) -> str:
    return settling.at(turn, visit) if doctor is not None else turn.visit(visit)


# --- extra hours -----------------------------------------------------------------------------------------------------


def open_(turn: StaffTurn) -> None:
    """OPEN doctor day 9-12: read back first, since what is open is soon booked."""
    doctor, _ = finding.the_doctor(turn, finding.spoken(turn.rest))
    if doctor is None:
        return
    turn.picked["doctor"] = doctor.id
    parts = _stretches(turn)
    if not parts or any(part.whole_days or part.ends_at - part.starts_at > DAY for part in parts):
        turn.puzzled("desk.open_how")
        return
    facts = {"doctor": turn.doctor_name(doctor), "when": _told(turn, parts)}
    day = parts[0].starts_at.astimezone(turn.clinic.zone).date()
    rows = [row for row in _exceptions(turn, doctor, day, day) if row.kind != "open"]
    in_the_way = [row for row in rows if any(_meet(row, part) for part in parts)]
    if in_the_way:
        turn.tell("desk.open_blocked", doctor=facts["doctor"], row=told_of(turn, in_the_way[0]))
        return
    if not people.sure(turn, "desk.sure_open", **facts):
        return
    desk = desk_hours.Desk(turn.clinic, turn.actor, turn.now)
    periods = [(part.starts_at, part.ends_at) for part in parts]
    desk_hours.open_many(desk, [doctor], periods, **week.shape(doctor, day))
    turn.tell("desk.extra_hours", **facts)


def _meet(row: ScheduleException, stretch: Stretch) -> bool:
    return bool(row.starts_at < stretch.ends_at and stretch.starts_at < row.ends_at)


# --- taking either away ----------------------------------------------------------------------------------------------


def lift(turn: StaffTurn) -> None:
    """UNBLOCK doctor (or clinic) [day]: a block is no more; extra hours too, and then the visits in them are asked
    about."""
    words = finding.spoken(turn.rest)
    everybody = bool(words) and words[0] in EVERYBODY
    doctor = None if everybody else _named(turn, words)
    if doctor is None and not everybody:
        return
    stretch = _stretch(turn)
    first = stretch.starts_at.astimezone(turn.clinic.zone).date() if stretch is not None else turn.today
    last = turn.read(turn.rest).date_end or first if stretch is not None else first + dt.timedelta(days=LOOK_AHEAD)
    rows = [row for row in _exceptions(turn, doctor, first, last) if row.ends_at > turn.now]
    rows = [row for row in rows if turn.picked.get("row", row.id) == row.id]
    if not rows:
        turn.tell("desk.nothing_to_lift", who=_whose(turn, doctor))
    elif len(rows) > 1:
        turn.ask("desk.lift_which", [Choice(told_of(turn, row), {"row": row.id}) for row in rows[: finding.SHOWN]])
    else:
        turn.picked["row"] = rows[0].id
        _lift(turn, rows[0])


def _lift(turn: StaffTurn, row: ScheduleException) -> None:
    def act(said: desk_hours.Answers) -> desk_hours.Outcome:
        return desk_hours.lift(desk_hours.Desk(turn.clinic, turn.actor, turn.now, said), row)

    shown = told_of(turn, row)
    touched = [misfit.visit for misfit in act(LOOK).touched]
    said = settling.answers(turn, touched, LIFTING, lambda visit: settling.at(turn, visit), row=shown)
    if said is not None:
        done = act(said)
        turn.lines.clear()
        turn.tell("desk.lifted", row=shown)
        settling.tell(turn, done)


def _exceptions(turn: StaffTurn, doctor: Doctor | None, first: dt.date, last: dt.date) -> list[ScheduleException]:
    """Of the doctor and of the whole clinic; with no doctor, of the clinic alone."""
    rows = blocks.listed(turn.clinic, first, last, doctor=doctor)
    return rows if doctor is not None else [row for row in rows if row.doctor_id is None]


def told_of(turn: StaffTurn, row: ScheduleException) -> str:
    """ "Dr. Lee, Fri 27 Nov, blocked (leave)", "Dr. Lee, Sat 28 Nov, 9am to 12 noon, extra hours"."""
    stretch = Stretch(row.starts_at, row.ends_at, blocks.whole_days(row) is not None)
    key = "desk.row_open" if row.kind == "open" else "desk.row_block"
    return turn.word(key, who=_whose(turn, row.doctor), when=stretch.told(turn), kind=row.kind)
