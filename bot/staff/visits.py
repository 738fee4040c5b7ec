"""Booked visits, from the staff chat: TODAY, FIND, BOOK, MOVE, CANCEL, CONFIRM, PAID, NOTE.

> cancel ana
< Cancel A.R., Dr. Lee, Tue 24 Nov, 3pm (K7)? The patient gets a text.   [Yes] [No]
> yes
< Cancelled: A.R., Dr. Lee, Tue 24 Nov, 3pm (K7). The patient is told by text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from bot import desk_visits, wording
from bot.flows.wish import PARTS
from bot.messages import Choice
from bot.staff import finding, people
from bot.staff.turn import StaffTurn
from bot.understanding import Understanding
from store import appointments, bookkeeping, schedules
from store.errors import NotOpen, PatientBusy, SlotTaken
from store.models import Appointment, Doctor, Patient, Service
from store.schedules import Opening

TIMES_SHOWN = 6
WEEK = dt.timedelta(days=7)
BECAUSE = re.compile(r"\s+(?:because|reason:?|:)\s+", re.IGNORECASE)
SETTLED = ("pending", "confirmed", "in-progress", "completed")


# --- seeing ----------------------------------------------------------------------------------------------------------


def today(turn: StaffTurn) -> None:
    """TODAY [doctor]: those to come first, then who is here, then what is over, as counts."""
    named, rest = finding.doctors_named(finding.spoken(turn.rest), turn.doctors)
    if rest or (turn.rest.strip() and not named):
        turn.puzzled("desk.no_such_doctor", name=turn.rest[:40])
        return
    if turn.own_doctor is not None:
        named = [one for one in turn.doctors if one.id == turn.own_doctor]
    visits = appointments.search(turn.clinic, date_from=turn.today, date_to=turn.today, limit=1000)
    if named:
        visits = [visit for visit in visits if visit.doctor_id in {one.id for one in named}]
    visits = [visit for visit in visits if visit.status not in ("cancelled", "rescheduled")]
    live = [visit for visit in visits if visit.status in ("pending", "confirmed", "in-progress")]
    over = len([visit for visit in visits if visit.status == "completed"])
    missed = len([visit for visit in visits if visit.status == "no-show"])
    day = wording.day(turn.today, turn.locale)
    turn.tell("desk.today", day=day, count=len(visits), over=over, missed=missed, to_come=len(live))
    turn.show([_line(turn, visit, doctor=len(named) != 1) for visit in live])


def _line(turn: StaffTurn, visit: Appointment, *, doctor: bool) -> str:
    marks = [visit.status] if visit.status != "confirmed" else []
    if visit.checked_in_at is not None and visit.status != "in-progress":
        marks.append(turn.word("desk.here"))
    elif visit.late_minutes:
        marks.append(turn.word("desk.min_late", minutes=visit.late_minutes))
    with_whom = f", {turn.doctor_name(visit.doctor)}" if doctor else ""
    more = f", {', '.join(marks)}" if marks else ""
    return f"{turn.clock(visit.starts_at)} {turn.who(visit.patient)}{with_whom} ({visit.code}){more}"


def find(turn: StaffTurn) -> None:
    """FIND name, code or the end of a phone number: who that is, and what they have booked."""
    said = turn.rest.strip()
    if not said:
        turn.tell("desk.find_what")
        return
    if finding.CODE.fullmatch(said):
        found = finding.one_visit(turn, said)
        if found is not None:
            turn.lines.append(turn.visit(found))
        return
    digits = re.sub(r"\D", "", said)
    people_ = finding.patients_by_phone(turn, digits) if len(digits) >= 4 else finding.patients(turn, said)
    lines = [line for one in people_[: finding.SHOWN] if (line := _found(turn, one))]
    if lines:
        turn.show(lines)
    else:
        turn.puzzled("desk.nobody_called", name=said[:40])


def _found(turn: StaffTurn, patient: Patient) -> str:
    """A doctor finds their own patients only."""
    visits = [visit for visit in appointments.upcoming([patient], turn.now) if turn.may_act_on(visit)]
    if turn.own_doctor is not None and not visits:
        return ""
    coming = "; ".join(
        f"{turn.doctor_name(visit.doctor)}, {turn.when(visit.starts_at)} ({visit.code})" for visit in visits[:3]
    )
    return f"{turn.known_as(patient)}: {coming or turn.word('desk.nothing_booked')}"


# --- a time ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What a time is looked for: whose, with whom (None: anybody), when in words; `moving` is the visit it replaces."""

    patient: Patient
    doctor: Doctor | None
    reading: Understanding
    moving: Appointment | None = None

    def service(self, turn: StaffTurn, doctor: Doctor | None) -> Service | None:
        """The service of the visit moved, the one named, else the first the doctor gives."""
        if self.moving is not None:
            return self.moving.service
        if self.reading.service is not None:
            named: Service = self.reading.service
            return named
        if doctor is None:
            return None
        return next((one for one in turn.services if doctor in schedules.doctors_for(turn.clinic, one)), None)

    def about(self, turn: StaffTurn) -> dict[str, Any]:
        """Staff are not held to the minimum notice or the advance limit."""
        service = self.service(turn, self.doctor)
        return {"service": service, "patient": self.patient, "ignoring": self.moving, "now": turn.now, "notice": False}


def _opening(turn: StaffTurn, wanted: Wanted) -> Opening | None:
    """The free time meant; shows a list to pick from where the words leave a choice, or the time is taken."""
    if "opening" in turn.picked:
        doctor_id, at = turn.picked["opening"]
        doctor, starts_at = Doctor.get_by_id(doctor_id), dt.datetime.fromisoformat(at)
        return schedules.opening_at(turn.clinic, doctor, starts_at, **wanted.about(turn))
    exact = _exact_time(turn, wanted)
    if exact is not None:
        return _exactly(turn, wanted, exact)
    _list(turn, _in_words(turn, wanted), "desk.which_time")
    return None


def _exact_time(turn: StaffTurn, wanted: Wanted) -> dt.datetime | None:
    """The one moment the words name; for a move, what they leave out is as it was."""
    reading, moving = wanted.reading, wanted.moving
    if reading.date_end is not None or reading.time_end is not None or reading.bound is not None or reading.part:
        return None
    day, time = reading.date, reading.time
    if moving is not None and (day is None) != (time is None):
        before = moving.starts_at.astimezone(turn.clinic.zone)
        day, time = day or before.date(), time or before.time()
    return dt.datetime.combine(day, time, turn.clinic.zone) if day and time else None


def _exactly(turn: StaffTurn, wanted: Wanted, at: dt.datetime) -> Opening | None:
    about = wanted.about(turn)
    if wanted.doctor is None:
        after = (at + dt.timedelta(minutes=1)).time()
        free = schedules.openings(
            turn.clinic, first=at.date(), last=at.date(), time_from=at.time(), time_to=after, **about
        )
        if len(free) == 1:
            return free[0]
        near = free or schedules.nearest(turn.clinic, at, doctor=None, limit=TIMES_SHOWN, **about)
        _list(turn, near[:TIMES_SHOWN], "desk.which_time" if free else "desk.not_free")
        return None
    try:
        return schedules.opening_at(turn.clinic, wanted.doctor, at, **about)
    except (NotOpen, SlotTaken, PatientBusy) as refusal:
        near = schedules.nearest(turn.clinic, at, doctor=wanted.doctor, limit=TIMES_SHOWN, **about)
        _list(turn, near, "desk.busy_then" if isinstance(refusal, PatientBusy) else "desk.not_free")
        return None


def _in_words(turn: StaffTurn, wanted: Wanted) -> list[Opening]:
    """What is free in the days and hours the words leave open; a bare BOOK means the coming week."""
    reading = wanted.reading
    first = reading.date or turn.today
    last = reading.date_end or reading.date or turn.today + WEEK
    start, end = PARTS.get(reading.part or "", (reading.time, reading.time_end))
    if reading.bound == "before":
        start, end = None, reading.time
    elif reading.time is not None and reading.bound is None and end is None:
        end = (dt.datetime.combine(first, reading.time) + dt.timedelta(minutes=1)).time()
    doctors = [wanted.doctor] if wanted.doctor is not None else None
    return schedules.openings(
        turn.clinic, first=first, last=last, doctors=doctors, time_from=start, time_to=end, limit=TIMES_SHOWN,
        **wanted.about(turn),
    )  # fmt: skip


def _list(turn: StaffTurn, free: list[Opening], key: str) -> None:
    """Picking from the list is the yes."""
    choices = [
        Choice(
            f"{turn.when(one.starts_at)}, {turn.doctor_name(one.doctor)}",
            {"opening": [one.doctor.id, one.starts_at.isoformat()], "sure": True},
        )
        for one in free
    ]
    if choices:
        turn.ask(key, choices)
    else:
        turn.tell("desk.nothing_free")


def _with_whom(turn: StaffTurn, said: str) -> tuple[Doctor | None, bool]:
    """The doctor named (a doctor's own without), and whether the asker may go on: two that fit are asked about."""
    if "doctor" in turn.picked:
        return next((one for one in turn.doctors if one.id == turn.picked["doctor"]), None), True
    reading = turn.read(said)
    named, _ = finding.doctors_named(finding.spoken(said), turn.doctors)
    if reading.doctor is not None:
        named = [reading.doctor]
    if len(named) > 1:
        turn.ask("desk.which_doctor", finding.doctor_choices(turn, named))
        return None, False
    if turn.own_doctor is None:
        return (named[0] if named else None), True
    if named and named[0].id != turn.own_doctor:
        turn.tell("desk.own_only")
        return None, False
    return next((one for one in turn.doctors if one.id == turn.own_doctor), None), True


# --- book, move, cancel ----------------------------------------------------------------------------------------------


def book(turn: StaffTurn) -> None:
    """BOOK name, doctor, day, time [phone]; reads it back before it books."""
    phone, line = finding.phone_in(turn.rest)
    name, when = finding.name_first(turn, line)
    doctor, go_on = _with_whom(turn, when)
    patient = people.patient_or_new(turn, name, phone, read_back=True) if go_on else None
    if patient is None:
        return
    wanted = Wanted(patient, doctor, turn.read(when))
    opening = _opening(turn, wanted)
    if opening is None:
        return
    turn.picked["opening"] = [opening.doctor.id, opening.starts_at.isoformat()]
    facts = {"who": turn.who(patient), "doctor": turn.doctor_name(opening.doctor), "when": turn.when(opening.starts_at)}
    if people.sure(turn, "desk.sure_book", **facts):
        service = wanted.service(turn, opening.doctor)
        done = desk_visits.book(turn.clinic, patient, opening, service=service, actor=turn.actor, now=turn.now)
        turn.tell("desk.booked", visit=turn.visit(done.visit))
        people.told(turn, done)


def move(turn: StaffTurn) -> None:
    """MOVE name or code, day, time [doctor]."""
    said, when = finding.name_first(turn, turn.rest)
    visit = finding.one_visit(turn, said, ("pending", "confirmed"))
    if visit is None:
        return
    turn.picked["visit"] = visit.id
    doctor, go_on = _with_whom(turn, when)
    wanted = Wanted(visit.patient, doctor or visit.doctor, turn.read(when), visit)
    opening = _opening(turn, wanted) if go_on else None
    if opening is None:
        return
    turn.picked["opening"] = [opening.doctor.id, opening.starts_at.isoformat()]
    facts = {"doctor": turn.doctor_name(opening.doctor), "when": turn.when(opening.starts_at)}
    if people.sure(turn, "desk.sure_move", visit=turn.visit(visit), **facts):
        done = desk_visits.move(visit, opening, actor=turn.actor, now=turn.now)
        turn.tell("desk.moved", visit=turn.visit(done.visit))
        people.told(turn, done)


def cancel(turn: StaffTurn) -> None:
    """CANCEL name or code [because ...]."""
    said, *reason = BECAUSE.split(turn.rest, maxsplit=1)
    visit = finding.one_visit(turn, said.strip(), ("pending", "confirmed"))
    if visit is None:
        return
    turn.picked["visit"] = visit.id
    if not people.sure(turn, "desk.sure_cancel", visit=turn.visit(visit)):
        return
    done = desk_visits.cancel(visit, reason="".join(reason), actor=turn.actor, now=turn.now)
    turn.tell("desk.cancelled", visit=turn.visit(done.visit))
    people.told(turn, done)


def confirm(turn: StaffTurn) -> None:
    """CONFIRM: the requested visits to choose from; picking one, or yes to the one named, tells the patient."""
    said = turn.rest.strip()
    if not said and "visit" not in turn.picked:
        pending = [visit for visit in appointments.search(turn.clinic, date_from=turn.today, status="pending")
                   if turn.may_act_on(visit)]  # fmt: skip
        if not pending:
            turn.tell("desk.nothing_pending")
            return
        shown = [Choice(turn.visit(one), {"visit": one.id, "sure": True}) for one in pending[: finding.SHOWN]]
        turn.ask("desk.pending", shown, count=len(pending))
        return
    visit = finding.one_visit(turn, said, ("pending",))
    if visit is None:
        return
    turn.picked["visit"] = visit.id
    if not people.sure(turn, "desk.sure_confirm", visit=turn.visit(visit)):
        return
    done = desk_visits.confirm(visit, actor=turn.actor, now=turn.now)
    turn.tell("desk.confirmed", visit=turn.visit(done.visit))
    people.told(turn, done)


# --- on the books ----------------------------------------------------------------------------------------------------


def paid(turn: StaffTurn) -> None:
    """PAID name or code [partial|waived|pending]."""
    said, rest = finding.name_first(turn, turn.rest)
    words = finding.spoken(rest)
    status = next((word for word in words if word in bookkeeping.PAYMENTS), "paid")
    if [word for word in words if word not in bookkeeping.PAYMENTS]:
        turn.puzzled("desk.payments", words=", ".join(bookkeeping.PAYMENTS))
        return
    visit = finding.one_visit(turn, said, SETTLED)
    if visit is not None:
        visit = bookkeeping.pay(visit, status, actor=turn.actor, now=turn.now)
        turn.tell("desk.payment", visit=turn.visit(visit), status=status)


def note(turn: StaffTurn) -> None:
    """NOTE name or code: text. Kept with the visit for staff, never sent to anybody (B14), and not repeated here."""
    said, text = finding.name_first(turn, turn.rest)
    if ":" in turn.rest:
        said, text = (part.strip() for part in turn.rest.split(":", 1))
    if not said or not text:
        turn.tell("desk.note_how")
        return
    visit = finding.one_visit(turn, said, SETTLED)
    if visit is not None:
        line = f"{wording.day(turn.today)}, {turn.member.name}: {text[:500]}"
        bookkeeping.note(visit, line, actor=turn.actor, now=turn.now)
        turn.tell("desk.noted", visit=turn.visit(visit))
