"""The line, from the staff chat: NEXT, DONE, NOSHOW, CALL, RECALL, SKIP, BACK, HAND OVER, QUEUE.

What brings somebody into it is bot/staff/entering.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from bot.desk import line as desk_line
from bot.messages import Choice
from bot.notices.turns import reachable
from bot.staff import finding, people
from bot.staff.turn import StaffTurn
from store import duty, queue
from store.errors import DoctorBusy
from store.models import Clinic, Doctor, Ticket
from store.tickets import of_day

LIVE = ("waiting", "called", "in-service")
ROOM_WORDS = frozenset({"room", "in", "to"})
BEFORE, AFTER = dt.timedelta(minutes=30), dt.timedelta(hours=1)  # of a doctor's hours, in which they may see patients


# --- calling ---------------------------------------------------------------------------------------------------------


def next_(turn: StaffTurn) -> None:
    """NEXT [doctor] [room]. A doctor who still has somebody is asked about: finish that visit and call?"""
    doctor, rest = finding.the_doctor(turn, finding.spoken(turn.rest))
    if doctor is None:
        return
    room = _room(rest)
    if room is None:
        turn.puzzled("desk.no_such_doctor", name=turn.rest[:40])
        return
    if _off_duty(turn, doctor):
        return
    facts: dict[str, Any] = {"room": room, "actor": turn.actor, "now": turn.now}
    try:
        ticket = desk_line.call_next(turn.clinic, doctor, finish_current="finish" in turn.picked, **facts)
    except DoctorBusy as busy:
        turn.picked["doctor"] = doctor.id
        _finish_first(turn, busy)
        return
    _called(turn, ticket)


def _room(words: list[str]) -> str | None:
    """The room named after the doctor: a number or one word; None when the words are no room."""
    kept = [word for word in words if word not in ROOM_WORDS]
    if len(kept) > 1 or (kept and "room" not in words and not any(letter.isdigit() for letter in kept[0])):
        return None
    return kept[0].upper() if kept else ""


def _finish_first(turn: StaffTurn, busy: DoctorBusy) -> None:
    choices = [Choice(turn.word("desk.finish_and_call"), {"finish": True, "sure": True}), people.no(turn)]
    ticket, doctor = turn.ticket(busy.facts["ticket"]), turn.doctor_name(busy.facts["doctor"])
    turn.ask("desk.still_has", choices, doctor=doctor, ticket=ticket)


def _off_duty(turn: StaffTurn, doctor: Doctor) -> bool:
    """Asks before a patient is sent to a doctor who does not work now; a while before and after their hours is work."""
    if "anyway" in turn.picked:
        return False
    mine = next((one for one in duty.of_day(turn.clinic, turn.today) if one.doctor.id == doctor.id), None)
    periods = mine.periods if mine is not None else ()
    if any(start - BEFORE <= turn.now < end + AFTER for start, end in periods):
        return False
    turn.picked["doctor"] = doctor.id
    choices = [Choice(turn.word("desk.call_anyway"), {"anyway": True, "sure": True}), people.no(turn)]
    hours = ", ".join(
        turn.word("desk.week_times", start=turn.clock(start), end=turn.clock(end)) for start, end in periods
    )
    turn.ask("desk.off_now" if periods else "desk.off_today", choices, doctor=turn.doctor_name(doctor), hours=hours)
    return True


def call(turn: StaffTurn) -> None:
    """CALL ana [lee] [room 2]: this patient, whoever's turn it is."""
    words = finding.spoken(turn.rest)
    named, rest = finding.doctors_named(words[1:], turn.doctors)
    said = " ".join(words[:1] + [word for word in rest if word not in ROOM_WORDS and not word.isdigit()])
    ticket = finding.one_ticket(turn, said, ("waiting", "no-wait")) if said or turn.picked else None
    if ticket is None:
        if not said and not turn.picked:
            turn.tell("desk.who")
        return
    doctor = _doctor_for(turn, ticket, named)
    if doctor is None:
        return
    turn.picked["ticket"] = ticket.id
    if _off_duty(turn, doctor):
        return
    room = next((word for word in rest if word.isdigit()), "")
    try:
        called = desk_line.call(
            ticket, doctor, room=room, finish_current="finish" in turn.picked, actor=turn.actor, now=turn.now
        )
    except DoctorBusy as busy:
        turn.picked |= {"ticket": ticket.id, "doctor": doctor.id}
        _finish_first(turn, busy)
        return
    _called(turn, called)


def _doctor_for(turn: StaffTurn, ticket: Ticket, named: list[Doctor]) -> Doctor | None:
    """Who calls: the doctor named, the one the patient waits for, one's own."""
    if turn.own_doctor is not None and named and named[0].id != turn.own_doctor:
        turn.tell("desk.own_only")
        return None
    ids = [turn.picked.get("doctor"), named[0].id if len(named) == 1 else None, turn.own_doctor, ticket.doctor_id,
           turn.member.doctor_id]  # fmt: skip
    wanted = next((one for one in ids if one is not None), None)
    doctor = next((one for one in turn.doctors if one.id == wanted), None)
    if doctor is None:
        turn.picked["ticket"] = ticket.id
        turn.ask("desk.which_doctor", finding.doctor_choices(turn, turn.doctors))
    return doctor


def _called(turn: StaffTurn, ticket: Ticket) -> None:
    """Who is called and where; whether a text told them; the buttons of what comes next."""
    assert ticket.serving_doctor is not None
    doctor = turn.doctor_name(ticket.serving_doctor)
    key = "desk.called_room" if ticket.room else "desk.called"
    turn.tell(key, ticket=turn.ticket(ticket), doctor=doctor, room=ticket.room)
    visit = ticket.appointment
    if visit is not None and visit.visit_type == "online" and visit.meeting_link:
        turn.tell("desk.meeting", link=visit.meeting_link)
    if not reachable(ticket.contact):
        turn.tell("desk.call_aloud")
    acts = [("done", "desk.done"), ("recall", "desk.recall"), ("skip", "desk.skip"), ("noshow", "desk.no_show")]
    _buttons(turn, ticket, acts)


def _buttons(turn: StaffTurn, ticket: Ticket, acts: list[tuple[str, str]]) -> None:
    """Acts on this ticket as it stands now; once it has changed they only say who was faster."""
    shown = {
        "ticket": ticket.id, "status": ticket.status,
        "called_at": ticket.called_at.isoformat() if ticket.called_at else None,
    }  # fmt: skip
    choices = [Choice(turn.word(key), {"do": do, "ticket": ticket.id}, typed=True) for do, key in acts]
    turn.offer(choices, shown=shown)


# --- whom they have called -------------------------------------------------------------------------------------------


def done(turn: StaffTurn) -> None:
    _act(turn, desk_line.finish, "desk.is_done", offer_next=True)


def start(turn: StaffTurn) -> None:
    _act(turn, desk_line.start, "desk.is_with_doctor", statuses=("called",))


def recall(turn: StaffTurn) -> None:
    ticket = finding.current(turn, turn.rest, ("called",))
    if ticket is not None:
        _called(turn, desk_line.recall(ticket, actor=turn.actor, now=turn.now))


def skip(turn: StaffTurn) -> None:
    _act(turn, desk_line.skip, "desk.is_skipped", statuses=("called",), offer_next=True)


def no_show(turn: StaffTurn) -> None:
    """NOSHOW of the called patient; with the code of a booked visit, of that visit (R3)."""
    if finding.CODE.fullmatch(turn.rest.strip()) and not turn.rest.strip().upper().startswith("Q"):
        people.missed(turn)
        return
    _act(turn, desk_line.no_show, "desk.is_no_show", statuses=("called",), offer_next=True)


def _act(
    turn: StaffTurn, act: Callable[..., Ticket], key: str, *,
    statuses: tuple[str, ...] = ("called", "in-service"), offer_next: bool = False,
) -> None:  # fmt: skip
    ticket = finding.current(turn, turn.rest, statuses)
    if ticket is None:
        return
    doctor = ticket.serving_doctor_id
    after = act(ticket, actor=turn.actor, now=turn.now)
    turn.tell(key, ticket=turn.ticket(after))
    if offer_next:
        waiting = len(of_day(turn.clinic, turn.now, "waiting"))
        turn.tell("desk.still_waiting", count=waiting)
        choices = [Choice(turn.word("desk.undo"), {"do": "undo"}, typed=True)]
        if waiting and doctor is not None:
            choices.insert(0, Choice(turn.word("desk.next"), {"do": "next", "doctor": doctor}, typed=True))
        turn.offer(choices)


def back(turn: StaffTurn) -> None:
    """BACK [ticket or name]: as if never called; also who was marked as not there and came after all."""
    said = turn.rest.strip()
    statuses = ("called", "in-service", "no-wait")
    ticket = finding.one_ticket(turn, said, statuses) if said or turn.picked else finding.current(turn, said)
    if ticket is not None:
        turn.tell("desk.is_back", ticket=turn.ticket(desk_line.put_back(ticket, actor=turn.actor, now=turn.now)))


def hand_over(turn: StaffTurn) -> None:
    """HAND OVER [ticket] doctor ("any": to whoever is free)."""
    words = [word for word in finding.spoken(turn.rest) if word != "to"]
    anyone = bool({"any", "anyone", "anybody"} & set(words))
    named, rest = finding.doctors_named(words, turn.doctors)
    rest = [word for word in rest if word not in ("any", "anyone", "anybody")]
    said = " ".join(rest)
    ticket = finding.one_ticket(turn, said, LIVE) if said or "ticket" in turn.picked else finding.current(turn, "")
    if ticket is None:
        return
    turn.picked["ticket"] = ticket.id
    if "doctor" in turn.picked:
        named = [one for one in turn.doctors if one.id == turn.picked["doctor"]]
    if not anyone and len(named) != 1:
        turn.ask("desk.to_which_doctor", finding.doctor_choices(turn, named or turn.doctors))
        return
    doctor = None if anyone else named[0]
    if doctor is not None and ticket.status == "waiting" and ticket.doctor_id == doctor.id:
        turn.tell("desk.waits_already", ticket=turn.ticket(ticket), doctor=turn.doctor_name(doctor))
        return
    after = desk_line.hand_over(ticket, doctor, actor=turn.actor, now=turn.now)
    to = turn.doctor_name(doctor) if doctor else turn.word("desk.any_doctor")
    turn.tell("desk.is_handed_over", ticket=turn.ticket(after), doctor=to)


def remove(turn: StaffTurn) -> None:
    """REMOVE ticket: asked first where they are with the doctor already."""
    if not turn.rest.strip() and not turn.picked:
        turn.tell("desk.who")
        return
    ticket = finding.one_ticket(turn, turn.rest, ("waiting", "called"))
    if ticket is not None:
        turn.tell("desk.is_removed", ticket=turn.ticket(desk_line.remove(ticket, actor=turn.actor, now=turn.now)))


# --- seeing it -------------------------------------------------------------------------------------------------------


def show(turn: StaffTurn) -> None:
    """QUEUE [doctor]: who is with which doctor, and who waits, in the order of the line."""
    named, rest = finding.doctors_named(finding.spoken(turn.rest), turn.doctors)
    if rest:
        turn.puzzled("desk.no_such_doctor", name=" ".join(rest)[:40])
        return
    ids = {one.id for one in named}
    busy = of_day(turn.clinic, turn.now, "called", "in-service")
    busy = [ticket for ticket in busy if not ids or ticket.serving_doctor_id in ids]
    line = [ticket for ticket in queue.waiting(turn.clinic, turn.now) if turn.may_act_on(ticket)]
    line = [ticket for ticket in line if not ids or ticket.doctor_id is None or ticket.doctor_id in ids]
    state = turn.word("desk.open" if Clinic.get_by_id(turn.clinic.id).queue_open else "desk.closed")
    turn.tell("desk.queue", state=state, waiting=len(line), busy=len(busy))
    turn.show([_busy_line(turn, ticket) for ticket in busy] + [_waiting_line(turn, ticket) for ticket in line])


def _busy_line(turn: StaffTurn, ticket: Ticket) -> str:
    doctor = turn.doctor_name(ticket.serving_doctor) if ticket.serving_doctor else "?"
    key = "desk.line_called" if ticket.status == "called" else "desk.line_inside"
    since = ticket.started_at or ticket.called_at or turn.now
    return turn.word(key, ticket=turn.ticket(ticket), doctor=doctor, at=turn.clock(since))


def _waiting_line(turn: StaffTurn, ticket: Ticket) -> str:
    minutes = int((turn.now - ticket.joined_at).total_seconds() // 60)
    marks = [ticket.urgency] if ticket.urgency != "routine" else []
    if ticket.appointment is not None:
        marks.append(turn.word("desk.booked_for", at=turn.clock(ticket.appointment.starts_at)))
    marks += [] if ticket.present else [turn.word("desk.not_here")]
    marks += [turn.word("desk.passed_over")] if ticket.passed_over and not ticket.present else []
    wanted = f", {turn.doctor_name(ticket.doctor)}" if ticket.doctor else ""
    more = f" ({', '.join(marks)})" if marks else ""
    return turn.word("desk.line_waiting", ticket=turn.ticket(ticket), doctor=wanted, minutes=minutes, more=more)


def open_(turn: StaffTurn) -> None:
    changed = desk_line.set_open(turn.clinic, True, actor=turn.actor, now=turn.now)
    turn.tell("desk.opened" if changed else "desk.was_open")


def close(turn: StaffTurn) -> None:
    changed = desk_line.set_open(turn.clinic, False, actor=turn.actor, now=turn.now)
    turn.tell("desk.closed_now" if changed else "desk.was_closed")
