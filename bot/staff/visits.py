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

from rapidfuzz.distance import OSA

from bot import wording
from bot.desk import booking as desk_booking
from bot.desk import visits as desk_visits
from bot.messages import Choice
from bot.staff import finding, people, repeats, times
from bot.staff.turn import StaffTurn
from store import appointments, bookkeeping, series
from store.errors import SeriesNotFree
from store.models import Appointment, Doctor, Patient
from store.schedules import Opening
from store.series import Repeat
from store.tickets import label, live_of
from store.timetable import DAY

BECAUSE = re.compile(r"\s+(?:because|reason:?|:)\s+", re.IGNORECASE)
IN_LINE = {"waiting": "desk.find_waiting", "called": "desk.find_called", "in-service": "desk.find_inside"}
SETTLED = ("pending", "confirmed", "in-progress", "completed")


# --- seeing ----------------------------------------------------------------------------------------------------------


def today(turn: StaffTurn) -> None:
    """TODAY [doctor]: those to come first, what is over as counts; VISITS [doctor] friday: those of another day."""
    named, rest = finding.doctors_named(finding.spoken(turn.rest), turn.doctors)
    day = turn.read(" ".join(rest)).date if rest else turn.today
    if day is None:
        turn.puzzled("desk.no_such_doctor", name=turn.rest[:40])
    else:
        _of_day(turn, day, named)


def tomorrow(turn: StaffTurn) -> None:
    """TOMORROW [doctor]."""
    named, rest = finding.doctors_named(finding.spoken(turn.rest), turn.doctors)
    if rest:
        turn.puzzled("desk.no_such_doctor", name=turn.rest[:40])
    else:
        _of_day(turn, turn.today + DAY, named)


def _of_day(turn: StaffTurn, day: dt.date, named: list[Doctor]) -> None:
    if turn.own_doctor is not None:
        named = [one for one in turn.doctors if one.id == turn.own_doctor]
    visits = appointments.search(turn.clinic, date_from=day, date_to=day, limit=1000)
    if named:
        visits = [visit for visit in visits if visit.doctor_id in {one.id for one in named}]
    visits = [visit for visit in visits if visit.status not in ("cancelled", "rescheduled")]
    live = [visit for visit in visits if visit.status in ("pending", "confirmed", "in-progress")]
    over = len([visit for visit in visits if visit.status == "completed"])
    missed = len([visit for visit in visits if visit.status == "no-show"])
    shown = wording.day(day, turn.locale)
    turn.tell("desk.today", day=shown, count=len(visits), over=over, missed=missed, to_come=len(live))
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
    places = [place for place in live_of([patient], turn.clinic, turn.now) if turn.may_act_on(place)]
    if turn.own_doctor is not None and not visits and not places:
        return ""
    found = [turn.word(IN_LINE[place.status], ticket=label(place)) for place in places]
    found += [f"{turn.doctor_name(visit.doctor)}, {turn.when(visit.starts_at)} ({visit.code})" for visit in visits[:3]]
    return f"{turn.known_as(patient)}: {'; '.join(found) or turn.word('desk.nothing_booked')}"


# --- book, move, cancel ----------------------------------------------------------------------------------------------


def book(turn: StaffTurn) -> None:
    """BOOK name, doctor, day, time [phone] [every 2 weeks x6]; reads it back before it books."""
    repeat, line = repeats.repeat_in(turn.rest)
    phone, line = finding.phone_in(line)
    name, when = finding.name_first(turn, line)
    if finding.is_doctor(turn, name):
        turn.tell("desk.who_for")
        return
    doctor, go_on = times.with_whom(turn, when)
    patient = people.patient_or_new(turn, name, phone, read_back=True) if go_on else None
    if patient is None:
        return
    wanted = times.Wanted(patient, doctor, turn.read(when))
    if repeat is not None and not repeats.fits(turn, wanted, repeat):
        return
    opening = times.opening(turn, wanted)
    if opening is None:
        return
    turn.picked["opening"] = [opening.doctor.id, opening.starts_at.isoformat()]
    if repeat is not None:
        _book_series(turn, wanted, opening, repeat)
        return
    facts: dict[str, Any] = {
        "who": turn.who(patient),
        "doctor": turn.doctor_name(opening.doctor),
        "when": turn.when(opening.starts_at),
    }
    if people.sure(turn, "desk.sure_book", **facts):
        service = wanted.service(turn, opening.doctor)
        done = desk_booking.book(turn.clinic, patient, opening, service=service, actor=turn.actor, now=turn.now)
        turn.tell("desk.booked", visit=turn.visit(done.visits[0]))
        people.told(turn, done)


def _book_series(turn: StaffTurn, wanted: times.Wanted, opening: Opening, repeat: Repeat) -> None:
    """Read back before it books, also where the first time was picked from a list."""
    if skip := "left" in turn.picked:
        repeat = Repeat(repeat.weeks, turn.picked["left"])
    elif not turn.picked.get("asked"):
        turn.picked = {key: value for key, value in turn.picked.items() if key != "sure"} | {"asked": True}
    facts = {"who": turn.who(wanted.patient), "doctor": turn.doctor_name(opening.doctor)}
    facts |= {"when": turn.when(opening.starts_at), "rhythm": wording.every_weeks(repeat.weeks, turn.locale)}
    if not skip and not people.sure(turn, "desk.sure_book_series", **facts, times=repeat.times):
        return
    try:
        done = desk_booking.book(
            turn.clinic, wanted.patient, opening, service=wanted.service(turn, opening.doctor), repeat=repeat,
            skip=skip, actor=turn.actor, now=turn.now,
        )  # fmt: skip
    except SeriesNotFree as refusal:
        repeats.not_free(turn, refusal.facts["dates"])
        return
    repeats.told(turn, done.visits)
    people.told(turn, done)


def move(turn: StaffTurn) -> None:
    """MOVE name or code, day, time [doctor]."""
    said, when = finding.name_first(turn, turn.rest)
    visit = finding.one_visit(turn, said, ("pending", "confirmed"))
    if visit is None:
        return
    turn.picked["visit"] = visit.id
    doctor, go_on = times.with_whom(turn, when)
    wanted = times.Wanted(visit.patient, doctor or visit.doctor, turn.read(when), visit)
    opening = times.opening(turn, wanted) if go_on else None
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
    rest = series.rest(visit)
    if visit.series is not None and len(rest) > 1 and "series" not in turn.picked:
        only, all_ = turn.word("desk.only_this"), turn.word("desk.this_and_rest")
        choices = [Choice(only, {"series": "one", "sure": True}), Choice(all_, {"series": "rest", "sure": True})]
        turn.ask("desk.one_or_rest", [*choices, people.no(turn)], visit=turn.visit(visit), count=len(rest))
        return
    if turn.picked.get("series") == "rest":
        gone = desk_booking.cancel_rest(visit, reason="".join(reason), actor=turn.actor, now=turn.now)
        turn.tell("desk.cancelled_rest", count=len(gone.visits), visit=turn.visit(visit))
        people.told(turn, gone)
        return
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
    said, rest = _payment_last(said, rest)
    words = finding.spoken(rest)
    status = next((word for word in words if word in bookkeeping.PAYMENTS), "paid")
    if [word for word in words if word not in bookkeeping.PAYMENTS]:
        turn.puzzled("desk.payments", words=", ".join(bookkeeping.PAYMENTS))
        return
    visit = finding.one_visit(turn, said, SETTLED)
    if visit is not None:
        visit = bookkeeping.pay(visit, status, actor=turn.actor, now=turn.now)
        turn.tell("desk.payment", visit=turn.visit(visit), status=status)


def _payment_last(said: str, rest: str) -> tuple[str, str]:
    """ "rita hale partail": a slip in the last word is the payment, and no part of the name."""
    name, _, last = said.rpartition(" ")
    near = [word for word in bookkeeping.PAYMENTS if len(last) > 3 and OSA.distance(last.lower(), word) <= 2]
    return (name, near[0]) if name and len(near) == 1 and not rest else (said, rest)


def note(turn: StaffTurn) -> None:
    """NOTE name or code: text, in the doctor's own chat. Kept with the visit for its doctor, sent to nobody (B14), and
    not repeated here: the group's others read along."""
    if turn.said.group:
        turn.tell("desk.note_alone")
        return
    said, text = finding.name_first(turn, turn.rest)
    if ":" in turn.rest:
        said, text = (part.strip() for part in turn.rest.split(":", 1))
    if not said or not text:
        turn.tell("desk.note_how")
        return
    visit = finding.one_visit(turn, said, SETTLED)
    if visit is not None:
        line = f"{wording.day(turn.today)}, {turn.member.name}: {text[:500]}"
        bookkeeping.note(visit, turn.member, line, actor=turn.actor, now=turn.now)
        turn.tell("desk.noted", visit=turn.visit(visit))
