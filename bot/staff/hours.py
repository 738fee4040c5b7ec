"""The doctors' time, from the staff chat: LATE, BLOCK (B16), OPEN extra hours.

> block lee friday congress
< Block Dr. Lee, Fri 27 Nov? It hits 2 visits:
< 9am A.R. (K7)
< 9:30am B.C. (L4)
< Their patients get a text.   [Move all] [Cancel all] [Block only] [Do not block]
> move all
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bot import desk_day, desk_hours, wording
from bot.flows.wish import PARTS
from bot.messages import Choice
from bot.staff import finding, people
from bot.staff.turn import StaffTurn
from store import blocks, settings
from store.models import Appointment, Doctor
from store.timetable import DAY, MIDNIGHT, edge, fives

LISTED = 8
MINUTES = re.compile(r"\b(\d{1,3})\b(?!\s*:)", re.ASCII)
LONGEST = 240
EVERYBODY = frozenset({"clinic", "everyone", "everybody", "all"})


# --- late ------------------------------------------------------------------------------------------------------------


def late(turn: StaffTurn) -> None:
    """LATE 20 [doctor]: asks first, because it texts people."""
    found = MINUTES.search(turn.rest)
    minutes = int(found[1]) if found else 0
    if not 1 <= minutes <= LONGEST:
        turn.puzzled("desk.late_how")
        return
    words = [word for word in finding.spoken(MINUTES.sub(" ", turn.rest)) if word not in ("min", "mins", "minutes")]
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
        return
    first, last = turn.clock(visits[0].starts_at), turn.clock(visits[-1].starts_at)
    if not people.sure(turn, "desk.sure_late", doctor=name, minutes=minutes, count=len(visits), first=first, last=last):
        return
    told, unreached = desk_day.doctor_late(doctor, minutes, actor=turn.actor, now=turn.now)
    turn.tell("desk.late_told", count=told, doctor=name, minutes=minutes)
    _call_these(turn, unreached)


def _call_these(turn: StaffTurn, visits: list[Appointment]) -> None:
    if visits:
        turn.tell("desk.call_these")
        turn.show([_at(turn, visit) for visit in visits], room=LISTED)


def _at(turn: StaffTurn, visit: Appointment) -> str:
    return f"{turn.when(visit.starts_at)} {turn.who(visit.patient)} ({visit.code})"


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
    stretch = _stretch(turn)
    if stretch is None:
        turn.puzzled("desk.block_when")
        return
    then = turn.picked.get("then")
    if then is None:
        _ask_block(turn, doctor, stretch)
        return
    kind = next((word for word in words if word in blocks.KINDS), "other")
    desk = desk_hours.Desk(turn.clinic, turn.actor, turn.now, desk_hours.Answers(then=then))
    done = desk_hours.block(desk, doctor, stretch.starts_at, stretch.ends_at, kind=kind, note=turn.rest)
    turn.tell("desk.blocked", who=_whose(turn, doctor), when=stretch.told(turn))
    _tell_cleared(turn, done)


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


def _ask_block(turn: StaffTurn, doctor: Doctor | None, stretch: Stretch) -> None:
    hit = blocks.hit(turn.clinic, doctor, stretch.starts_at, stretch.ends_at)
    facts = {"who": _whose(turn, doctor), "when": stretch.told(turn), "count": len(hit)}
    keep = Choice(turn.word("desk.block_no"), {"no": True})
    if not hit:
        turn.ask("desk.sure_block", [Choice(turn.word("desk.yes"), {"then": "keep", "sure": True}), keep], **facts)
        return
    turn.tell("desk.block_hits", **facts)
    turn.show([_hit_line(turn, visit, doctor) for visit in hit], room=LISTED)
    choices = [
        Choice(turn.word("desk.block_move"), {"then": "move"}),
        Choice(turn.word("desk.block_cancel"), {"then": "cancel"}),
        Choice(turn.word("desk.block_only"), {"then": "keep"}),
        keep,
    ]
    turn.ask("desk.block_what", choices)


def _hit_line(turn: StaffTurn, visit: Appointment, doctor: Doctor | None) -> str:
    return _at(turn, visit) if doctor is not None else turn.visit(visit)


def _tell_cleared(turn: StaffTurn, done: desk_hours.Outcome) -> None:
    lines = [f"{turn.who(new.patient)}: {turn.when(new.starts_at)}, {turn.doctor_name(new.doctor)} ({new.code})"
             for _, new in done.moved]  # fmt: skip
    if lines:
        turn.tell("desk.block_moved", count=len(lines))
        turn.show(lines, room=5)
    if done.cancelled:
        turn.tell("desk.block_cancelled", count=len(done.cancelled))
    if done.kept:
        turn.tell("desk.block_left", count=len(done.kept))
    if done.to_call:
        turn.tell("desk.call_these")
        turn.show([_at(turn, visit) for visit in done.to_call], room=4)


# --- extra hours -----------------------------------------------------------------------------------------------------


def open_(turn: StaffTurn) -> None:
    """OPEN doctor day 9-12."""
    doctor, _ = finding.the_doctor(turn, finding.spoken(turn.rest))
    if doctor is None:
        return
    stretch = _stretch(turn)
    one_day = stretch is not None and stretch.ends_at - stretch.starts_at <= dt.timedelta(days=1)
    if stretch is None or stretch.whole_days or not one_day:
        turn.puzzled("desk.open_how")
        return
    rules = settings.of(turn.clinic, doctor)
    desk_hours.open_many(
        desk_hours.Desk(turn.clinic, turn.actor, turn.now), [doctor], [(stretch.starts_at, stretch.ends_at)],
        slot_minutes=fives(rules.default_slot_duration), buffer_minutes=fives(rules.buffer_time_minutes),
    )  # fmt: skip
    turn.tell("desk.extra_hours", doctor=turn.doctor_name(doctor), when=stretch.told(turn))
