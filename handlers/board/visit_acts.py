"""What the board's buttons do to today's visits."""

from __future__ import annotations

from bot.desk import day as desk_day
from bot.desk import line as desk_line
from bot.desk import visits as desk_visits
from bot.desk.booking import Booked
from bot.desk.visits import Done
from handlers.board.acting import act, number_of, text_of, visit_of
from handlers.board.fragments import Notice
from handlers.board.words import visit_name
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from store.errors import AlreadyInQueue, Invalid
from store.models import Appointment
from store.tickets import label


@act("/staff/visits/<id:visit_id>/arrived")
def arrived(asker: Asker, visit_id: int) -> Notice:
    """Checked in, and in the one line."""
    try:
        ticket = desk_line.check_in(visit_of(asker, visit_id), actor=asker.actor, now=asker.now)
    except AlreadyInQueue as refusal:
        place = f"They stand in line as {label(refusal.facts['ticket'])} already, without this visit"
        raise Problem(409, f"{place}: take that place out of the line, then press Arrived again.") from refusal
    return Notice(f"{ticket.patient.name} is here, {label(ticket)}.", undo=True)


@act("/staff/visits/<id:visit_id>/start")
def start_visit(asker: Asker, visit_id: int) -> Notice:
    visit = desk_day.start(visit_of(asker, visit_id), actor=asker.actor, now=asker.now)
    return _told(asker, visit, "is with the doctor", undo=True)


@act("/staff/visits/<id:visit_id>/complete")
def complete_visit(asker: Asker, visit_id: int) -> Notice:
    visit = desk_day.complete(visit_of(asker, visit_id), actor=asker.actor, now=asker.now)
    return _told(asker, visit, "is done", undo=True)


@act("/staff/visits/<id:visit_id>/no-show")
def no_show_visit(asker: Asker, visit_id: int) -> Notice:
    visit = visit_of(asker, visit_id)
    if asker.now < visit.starts_at:
        raise Invalid(field="no-show", problem="the visit has not begun")
    done = desk_day.missed(visit, actor=asker.actor, now=asker.now)
    return _told(asker, done.visit, f"did not come{heard(done)}", undo=True)


@act("/staff/visits/<id:visit_id>/undo-no-show")
def undo_no_show(asker: Asker, visit_id: int) -> Notice:
    visit = desk_day.came_after_all(visit_of(asker, visit_id), actor=asker.actor, now=asker.now)
    return _told(asker, visit, "is expected again")


@act("/staff/visits/<id:visit_id>/undo-complete")
def undo_complete(asker: Asker, visit_id: int) -> Notice:
    visit = desk_day.not_over(visit_of(asker, visit_id), actor=asker.actor, now=asker.now)
    return _told(asker, visit, "is not over after all")


@act("/staff/visits/<id:visit_id>/confirm")
def confirm_visit(asker: Asker, visit_id: int) -> Notice:
    done = desk_visits.confirm(visit_of(asker, visit_id), actor=asker.actor, now=asker.now)
    return _told(asker, done.visit, f"is confirmed{heard(done)}")


@act("/staff/visits/<id:visit_id>/cancel")
def cancel_visit(asker: Asker, visit_id: int) -> Notice:
    """Whatever the deadline: it is the clinic that cancels. The reason is kept, and not told."""
    done = desk_visits.cancel(visit_of(asker, visit_id), actor=asker.actor, now=asker.now, reason=text_of("reason"))
    return _told(asker, done.visit, f"is cancelled{heard(done)}", undo=True)


@act("/staff/visits/<id:visit_id>/late")
def late_visit(asker: Asker, visit_id: int) -> Notice:
    visit = visit_of(asker, visit_id)
    visit = desk_day.late(visit, number_of("minutes", 0, 240), actor=asker.actor, now=asker.now)
    late = visit.late_minutes
    return _told(asker, visit, f"comes about {late} minutes late" if late else "comes on time after all")


def heard(done: Done | Booked) -> str:
    """How an act's sentence ends: whether its patient gets a text of it."""
    return "; they are told by text" if done.told else "; no text reaches them, so please call them"


def _told(asker: Asker, visit: Appointment, what: str, *, undo: bool = False) -> Notice:
    return Notice(f"{visit_name(visit, asker.clinic.zone)}, {what}.", undo)
