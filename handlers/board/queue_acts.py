"""What the board's buttons do to the line: everything goes through bot/desk/line.py, so the texts go out too."""

from __future__ import annotations

from flask import request, url_for

from bot import wording
from bot.desk import day as desk_day
from bot.desk import line as desk_line
from bot.desk import undo as desk_undo
from handlers.board import words
from handlers.board.acting import TooOld, act, doctor_of, number_of, own_doctor, text_of, ticket_of
from handlers.board.fragments import Notice
from handlers.board.words import visit_name
from handlers.staff import finding
from handlers.staff.endpoint import Asker
from handlers.staff.shapes import WalkInIn
from store.database import lock, retried, transaction
from store.errors import Invalid, NotFound
from store.models import Clinic, Doctor, Ticket
from store.tickets import label, last_act, with_doctor

ROOM = 30  # letters


@act("/staff/doctors/<id:doctor_id>/next")
def next_(asker: Asker, doctor_id: int) -> Notice:
    """Calls the next patient to the doctor's room; where the button said so, finishes the one they still have."""
    called = _next(asker, own_doctor(asker, doctor_id))
    return Notice(_called(called), undo=True)


@act("/staff/doctors/<id:doctor_id>/late")
def doctor_late(asker: Asker, doctor_id: int) -> Notice:
    """Texts whom the doctor sees in the next hours; each has as much longer before they count as missed."""
    doctor = own_doctor(asker, doctor_id)
    minutes = number_of("minutes", 1, 240)
    told, unreached = desk_day.doctor_late(doctor, minutes, actor=asker.actor, now=asker.now)
    calls = ", ".join(visit_name(visit, asker.clinic.zone) for visit in unreached)
    heard = f"{told} told by text" if told or calls else "nobody is booked in the next hours"
    return Notice(
        f"{wording.doctor(doctor)} is about {minutes} minutes late: {heard}{f'; please call {calls}' * bool(calls)}."
        + words.in_line_for(doctor, asker)
    )


@act("/staff/tickets/<id:ticket_id>/call")
def call(asker: Asker, ticket_id: int) -> Notice:
    """Calls this patient, whoever's turn it is."""
    doctor = doctor_of(asker)
    if doctor is None:
        raise Invalid(field="doctor", problem="choose one")
    doctor = own_doctor(asker, doctor.id)
    one = ticket_of(asker, ticket_id)
    return Notice(_called(desk_line.call(one, doctor, actor=asker.actor, now=asker.now)), undo=True)


@act("/staff/tickets/<id:ticket_id>/start")
def start(asker: Asker, ticket_id: int) -> Notice:
    one = desk_line.start(ticket_of(asker, ticket_id), actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} is with {_doctor(one)}.", undo=True)


@act("/staff/tickets/<id:ticket_id>/done")
def done(asker: Asker, ticket_id: int) -> Notice:
    one = desk_line.finish(ticket_of(asker, ticket_id), actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} is done.", undo=True)


@act("/staff/tickets/<id:ticket_id>/no-show")
def no_show(asker: Asker, ticket_id: int) -> Notice:
    one = desk_line.no_show(ticket_of(asker, ticket_id), actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} did not come.", undo=True)


@act("/staff/tickets/<id:ticket_id>/recall")
def recall(asker: Asker, ticket_id: int) -> Notice:
    one = desk_line.recall(ticket_of(asker, ticket_id), actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} was called again.")


@act("/staff/tickets/<id:ticket_id>/skip")
def skip(asker: Asker, ticket_id: int) -> Notice:
    one = desk_line.skip(ticket_of(asker, ticket_id), actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} was passed over, and is taken back when they are here.", undo=True)


@act("/staff/tickets/<id:ticket_id>/put-back")
def put_back(asker: Asker, ticket_id: int) -> Notice:
    one = desk_line.put_back(ticket_of(asker, ticket_id), actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} is back in line.", undo=True)


@act("/staff/tickets/<id:ticket_id>/hand-over")
def hand_over(asker: Asker, ticket_id: int) -> Notice:
    doctor = doctor_of(asker)
    one = desk_line.hand_over(ticket_of(asker, ticket_id), doctor, actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} now waits for {wording.doctor(doctor) if doctor else 'anyone'}.", undo=True)


@act("/staff/tickets/<id:ticket_id>/later")
def later(asker: Asker, ticket_id: int) -> Notice:
    minutes = number_of("minutes", 1, 120)
    one = desk_line.later(ticket_of(asker, ticket_id), minutes, actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} lets others pass for {minutes} minutes.", undo=True)


@act("/staff/tickets/<id:ticket_id>/presence")
def presence(asker: Asker, ticket_id: int) -> Notice:
    here = request.form.get("present") == "yes"
    one = desk_line.set_presence(ticket_of(asker, ticket_id), here, actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} is {'here' if here else 'away'}.")


@act("/staff/tickets/<id:ticket_id>/remove", role="receptionist")
def remove(asker: Asker, ticket_id: int) -> Notice:
    one = desk_line.remove(ticket_of(asker, ticket_id), actor=asker.actor, now=asker.now)
    return Notice(f"{_named(one)} was taken out of the line.", undo=True)


@act("/staff/walk-ins", role="receptionist")
def walk_in(asker: Asker) -> Notice:
    """Adds a walk-in; with a phone they are texted their number and their turn."""
    name = text_of("patient", 80)
    if not name:
        raise Invalid(field="name", problem="is missing")
    urgency = request.form.get("urgency", "routine")
    body = WalkInIn(
        patient=name, phone=text_of("phone", 20) or None, doctor=None, reason=text_of("reason"), present=True,
        urgency="emergency" if urgency == "emergency" else "urgent" if urgency == "urgent" else "routine",
    )  # fmt: skip
    one = finding.walk_in(asker, body, doctor_of(asker))
    return Notice(f"{_named(one)} is in line.", undo=True)


@act("/staff/undo")
def undo(asker: Asker) -> Notice:
    """Takes the asker's last act of the last minute back."""
    undone = desk_undo.undo(asker.clinic, actor=asker.actor, now=asker.now)
    if undone.visit is None:
        return Notice(f"Undone: {', '.join(_named(one) for one in undone.tickets)} as before.")
    visit, texted = undone.visit, "; they are told by text" if undone.told else ""
    go = url_for("board.visit", visit_id=visit.id)
    return Notice(f"Undone: {words.visit_name(visit, asker.clinic.zone)}: {undone.is_again} again{texted}.", go=go)


@act("/staff/queue", role="receptionist")
def switch(asker: Asker) -> Notice:
    """The queue's switch."""
    opened = request.form.get("open") == "yes"
    desk_line.set_open(asker.clinic, opened, actor=asker.actor, now=asker.now)
    return Notice(
        "The queue is open." if opened else "The queue is closed: nobody new joins, the line is still called."
    )


@retried
def _next(asker: Asker, doctor: Doctor) -> Ticket:
    with transaction():
        lock(Clinic, asker.clinic.id)
        finish, room = _still_has(asker, doctor), text_of("room", ROOM)
        return desk_line.call_next(
            asker.clinic, doctor, room=room, finish_current=finish, actor=asker.actor, now=asker.now
        )


def _still_has(asker: Asker, doctor: Doctor) -> bool:
    """Whether to finish the doctor's patient: only the one that the button showed. Under the clinic's lock."""
    shown = request.form.get("finish", "")
    if not shown:
        return False
    current = with_doctor(doctor.id)
    if current is not None and str(current.id) == shown:
        return True
    finished = Ticket.get_or_none(Ticket.id == number_of("finish", 1, 2**31 - 1), Ticket.clinic == asker.clinic)
    if finished is None:
        raise NotFound(thing="ticket")
    raise TooOld(words.overtaken(last_act(finished), label(finished), asker))


def _called(one: Ticket) -> str:
    doctor = _doctor(one)
    where = f"room {one.room}, {doctor}" if one.room.isdecimal() else f"{one.room}, {doctor}" if one.room else doctor
    return f"{_named(one)} was called to {where}."


def _named(one: Ticket) -> str:
    return f"{label(one)} {one.patient.name}".rstrip()


def _doctor(one: Ticket) -> str:
    return wording.doctor(one.serving_doctor) if one.serving_doctor else "the doctor"
