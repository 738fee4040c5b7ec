"""Booked visits, from the staff chat: TODAY, FIND, BOOK, MOVE, CANCEL, CONFIRM, PAID, NOTE.

> cancel ana
< Cancel A.R., Dr. Lee, Tue 24 Nov, 3pm (K7)? The patient gets a text.   [Yes] [No]
> yes
< Cancelled: A.R., Dr. Lee, Tue 24 Nov, 3pm (K7). The patient is told by text.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from bot import desk_visits, wording
from bot.flows.wish import PARTS
from bot.messages import Choice
from bot.staff import finding, people
from bot.staff.turn import StaffTurn
from store import appointments, bookkeeping, schedules
from store.errors import InThePast, NotOpen, PatientBusy, Refusal, SlotTaken
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
    turn.tell("desk.today", day=day, count=len(visits), over=over, missed=missed)
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


def _opening(
    turn: StaffTurn, patient: Patient, doctor: Doctor | None, service: Service | None, moving: Appointment | None
) -> Opening | None:
    """The free time meant, of `doctor` or of anybody; shows a list to pick from where the words leave a choice."""
    about: dict[str, Any] = {"service": service, "patient": patient, "ignoring": moving, "now": turn.now,
                             "notice": False}  # fmt: skip
    if "opening" in turn.picked:
        doctor_id, at = turn.picked["opening"]
        return schedules.opening_at(turn.clinic, Doctor.get_by_id(doctor_id), dt.datetime.fromisoformat(at), **about)
    reading, day = turn.reading, turn.reading.date
    at_time = reading.time if reading.time_end is None and reading.bound is None else None
    if moving is not None and day is None and at_time is not None:
        day = moving.starts_at.astimezone(turn.clinic.zone).date()
    if moving is not None and day is not None and at_time is None and not reading.part and not reading.time:
        at_time = moving.starts_at.astimezone(turn.clinic.zone).time()
    if day is not None and at_time is not None and reading.date_end is None:
        return _exactly(turn, dt.datetime.combine(day, at_time, turn.clinic.zone), doctor, about)
    _list(turn, _in_words(turn, doctor, about), "desk.which_time")
    return None


def _exactly(turn: StaffTurn, wanted: dt.datetime, doctor: Doctor | None, about: dict[str, Any]) -> Opening | None:
    if doctor is None:
        minute = dt.timedelta(minutes=1)
        times = {"time_from": wanted.time(), "time_to": (wanted + minute).time()}
        free = schedules.openings(turn.clinic, first=wanted.date(), last=wanted.date(), **times, **about)
        if len(free) == 1:
            return free[0]
        near = free or schedules.nearest(turn.clinic, wanted, doctor=None, limit=TIMES_SHOWN, **about)
        _list(turn, near[:TIMES_SHOWN], "desk.which_time" if free else "desk.not_free")
        return None
    try:
        return schedules.opening_at(turn.clinic, doctor, wanted, **about)
    except (NotOpen, SlotTaken, PatientBusy) as refusal:
        near = schedules.nearest(turn.clinic, wanted, doctor=doctor, limit=TIMES_SHOWN, **about)
        _list(turn, near, "desk.busy_then" if isinstance(refusal, PatientBusy) else "desk.not_free")
        return None


def _in_words(turn: StaffTurn, doctor: Doctor | None, about: dict[str, Any]) -> list[Opening]:
    """What is free in the days and hours the words leave open; a bare BOOK means the coming week."""
    reading = turn.reading
    first = reading.date or turn.today
    last = reading.date_end or reading.date or turn.today + WEEK
    start, end = PARTS.get(reading.part or "", (reading.time, reading.time_end))
    if reading.bound == "before":
        start, end = None, reading.time
    doctors = [doctor] if doctor is not None else None
    return schedules.openings(
        turn.clinic, first=first, last=last, doctors=doctors, time_from=start, time_to=end, limit=TIMES_SHOWN, **about
    )


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


def _service(turn: StaffTurn, doctor: Doctor | None) -> Service | None:
    """The service named, else the first the doctor gives."""
    if turn.reading.service is not None:
        named: Service = turn.reading.service
        return named
    if doctor is None:
        return None
    return next((one for one in turn.services if doctor in schedules.doctors_for(turn.clinic, one)), None)


def _doctor_said(turn: StaffTurn, words: str) -> tuple[Doctor | None, bool]:
    """The doctor named in `words` (a doctor's own without), and whether the asker may go on."""
    reading = turn.reading
    options = list(reading.doctor_options)
    if "doctor" in turn.picked:
        return next((one for one in turn.doctors if one.id == turn.picked["doctor"]), None), True
    named, _ = finding.doctors_named(finding.spoken(words), turn.doctors)
    doctor = reading.doctor or (named[0] if len(named) == 1 else None)
    if doctor is None and len(options) > 1:
        turn.ask("desk.which_doctor", finding.doctor_choices(turn, options))
        return None, False
    if turn.own_doctor is not None:
        if doctor is not None and doctor.id != turn.own_doctor:
            turn.tell("desk.own_only")
            return None, False
        doctor = next((one for one in turn.doctors if one.id == turn.own_doctor), None)
    return doctor, True


# --- book, move, cancel ----------------------------------------------------------------------------------------------


def book(turn: StaffTurn) -> None:
    """BOOK name, doctor, day, time [phone]; reads it back before it books."""
    phone, line = finding.phone_in(turn.rest)
    name, when = finding.name_first(turn, line)
    whole, turn.rest = turn.rest, when
    doctor, go_on = _doctor_said(turn, when)
    turn.rest = whole if not go_on else turn.rest
    if not go_on:
        _remember_rest(turn, whole)
        return
    reading = turn.reading
    turn.rest = whole  # a question keeps the whole line
    patient = people.patient_or_new(turn, name, phone, ask_about_strangers=True)
    if patient is None:
        return
    service = _service(turn, doctor)
    turn.__dict__["reading"] = reading
    opening = _opening(turn, patient, doctor, service, None)
    if opening is None:
        return
    turn.picked["opening"] = [opening.doctor.id, opening.starts_at.isoformat()]
    facts = {"who": turn.who(patient), "doctor": turn.doctor_name(opening.doctor), "when": turn.when(opening.starts_at)}
    if not people.sure(turn, "desk.sure_book", **facts):
        return
    service = service or _service(turn, opening.doctor)
    done = desk_visits.book(
        turn.clinic, patient, opening, service=service, actor=turn.actor, now=turn.now
    )
    turn.tell("desk.booked", visit=turn.visit(done.visit))
    people.told(turn, done)


def _remember_rest(turn: StaffTurn, whole: str) -> None:
    """A question asked while only the tail of the line was being read still belongs to the whole line."""
    if turn.asked is not None:
        turn.asked.context = {**turn.asked.context, "rest": whole}
        turn.asked.save(only=[type(turn.asked).context])


def move(turn: StaffTurn) -> None:
    """MOVE name or code, day, time [doctor]."""
    said, when = finding.name_first(turn, turn.rest)
    visit = finding.one_visit(turn, said, ("pending", "confirmed"))
    if visit is None:
        return
    turn.picked["visit"] = visit.id
    whole, turn.rest = turn.rest, when
    doctor, go_on = _doctor_said(turn, when)
    _ = turn.reading
    turn.rest = whole
    if not go_on:
        _remember_rest(turn, whole)
        return
    opening = _opening(turn, visit.patient, doctor or visit.doctor, visit.service, visit)
    if opening is None:
        return
    turn.picked["opening"] = [opening.doctor.id, opening.starts_at.isoformat()]
    facts = {"doctor": turn.doctor_name(opening.doctor), "when": turn.when(opening.starts_at)}
    if not people.sure(turn, "desk.sure_move", visit=turn.visit(visit), **facts):
        return
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


__all__ = ["Refusal", "InThePast", "book", "cancel", "confirm", "find", "move", "note", "paid", "today"]
