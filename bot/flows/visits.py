"""Visits that are booked: CONFIRM, CANCEL, MOVE, STATUS, LATE, HERE. Each finds the visit that is meant first.

> cancel
< Which visit?  1 Dr. Lee, Tue 24 Nov, 3pm  2 Dr. Patel, Fri 27 Nov, 9am
> 2
< Cancelled: Dr. Patel, Fri 27 Nov, 9am. …
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from bot import questions
from bot.flows import cancelling, lost, moving, naming, own
from bot.links import calendar, meeting
from bot.messages import Choice
from bot.notices import visits as notices
from bot.turn import Turn
from store import appointments
from store.errors import AlreadyMovedOn, WrongTransition
from store.models import Appointment
from store.visit_lists import UPCOMING

EARLY = dt.timedelta(hours=2)  # HERE this long before the visit checks in
ON_THE_WAY = 15  # minutes given to someone who says they are coming
Act = Callable[[Turn, Appointment], None]


# --- which visit -----------------------------------------------------------------------------------------------------


def about(turn: Turn, what: str) -> None:
    """Finds the visit that `what` ("confirm", "cancel", "move", "late" …) is meant for and does it, or asks which."""
    if turn.reading.code:
        visit = appointments.by_code(turn.contact, turn.reading.code, turn.now)
        if visit is None:
            turn.tell("visit.no_such_code", code=turn.reading.code)
        elif visit.status not in UPCOMING:
            own.gone(turn, visit)
        elif visit.code != turn.reading.code.upper():  # the code of a visit that was moved since
            turn.tell("visit.moved_on", visit=turn.visit(visit), code=visit.code)
        else:
            _act(turn, what, visit)
        return
    candidates = meant(turn, what)
    if not candidates and (missed := own.missed_today(turn)):
        own.gone(turn, missed)
    elif not candidates:
        _none(turn, what)
    elif len(candidates) == 1:
        _act(turn, what, candidates[0])
    else:
        lines = [Choice(turn.visit(visit), {"visit": visit.id}) for visit in candidates]
        turn.ask("visit.which", "visit.which", lines, context={"what": what, "said": turn.said.text})


def _none(turn: Turn, what: str) -> None:
    if own.has_any(turn):
        turn.tell("visit.none_today")
    else:
        lost.not_found(turn, what)


def _act(turn: Turn, what: str, visit: Appointment) -> None:
    """Does it, or says what has become of the visit since it was asked about."""
    if visit.status not in UPCOMING:
        if what == "late":
            _still_coming(turn, visit)
        own.gone(turn, visit)
        return
    try:
        ACTS[what](turn, visit)
    except (WrongTransition, AlreadyMovedOn) as refusal:  # the doctor sees them now; or somebody was faster
        turn.tell(f"refused.{refusal.code}")


def meant(turn: Turn, what: str) -> list[Appointment]:
    """The visits a message without a code may speak of: what was asked about, what it names, else all upcoming."""
    if turn.question is not None and turn.question.appointment is not None:
        return [turn.question.appointment]
    visits = appointments.upcoming(turn.patients, turn.now)
    if what in ("late", "here"):
        visits = [visit for visit in visits if visit.starts_at.astimezone(turn.clinic.zone).date() == turn.today]
    named = [visit for visit in visits if naming.fits(turn, visit, what)]
    return named or visits


def which_chosen(turn: Turn) -> None:
    """A visit was picked from the list."""
    visit = Appointment.get_by_id(turn.picked["visit"])
    context = turn.question.context if turn.question else {}
    what = context.get("what", "status")
    if context.get("said"):  # "move my visit to tuesday", "1": the day was in the first of the two
        turn.reading = replace(turn.read(context["said"], None), confidence=1.0)
    _act(turn, what, visit)


def which_named(turn: Turn) -> None:
    """The answer to "which visit?" in words: "the one on friday", "dr lee"."""
    about(turn, turn.question.context["what"] if turn.question else "status")


def let_be(turn: Turn) -> None:
    """ "Which visit?" was answered with no."""
    turn.tell("visit.let_be")


def gone_or_there(turn: Turn, visit: Appointment) -> None:
    """What became of a visit that was taken before: it stands, or was moved or closed since."""
    if visit.status in UPCOMING:
        one(turn, visit)
    else:
        own.gone(turn, visit)


# --- confirm ---------------------------------------------------------------------------------------------------------


def confirm(turn: Turn, visit: Appointment) -> None:
    if visit.starts_at <= turn.now:  # a yes after the start is a yes to "are you on your way?"
        expect(turn, visit)
        return
    already = visit.patient_confirmed_at is not None
    appointments.confirm(visit, actor=turn.actor, now=turn.now)
    turn.tell("visit.already_confirmed" if already else "visit.confirmed", visit=turn.visit(visit))
    _close_reminders(turn, visit)


def _close_reminders(turn: Turn, visit: Appointment) -> None:
    for question in questions.open_ones(turn.contact, turn.now):
        if question.appointment_id == visit.id and question.kind == "notice.reminder":
            questions.close(question, "answered", turn.now)
            turn.closes.append(question.id)


# --- move ------------------------------------------------------------------------------------------------------------


def move(turn: Turn, visit: Appointment) -> None:
    moving.move(turn, visit)


def correct_last(turn: Turn) -> bool:
    """ "No, wednesday" right after a booking: the visit just booked is to be moved. False when there is none."""
    visit = own.just_made(turn)
    if visit is None:
        return False
    moving.move(turn, visit)
    return True


# --- status ----------------------------------------------------------------------------------------------------------


def status(turn: Turn) -> None:
    """What is coming up, with codes; else the last visit."""
    if turn.reading.code:
        about(turn, "status")
        return
    visits = appointments.upcoming(turn.patients, turn.now)
    if len(visits) == 1:
        one(turn, visits[0])
    elif visits:
        turn.tell("status.several", count=len(visits))
        turn.lines += [turn.word("status.line", visit=turn.visit(visit), code=visit.code) for visit in visits[:8]]
        turn.tell("status.how", code=visits[0].code)
    else:
        past = appointments.recent(turn.patients, turn.now, 1)
        if past and past[0].status in ("no-show", "cancelled"):
            own.gone(turn, past[0])
        elif past:
            turn.tell("status.only_past", visit=turn.visit(past[0]))
        else:
            lost.not_found(turn)
            if turn.contact.phone is None:
                turn.offer_to_link()


def one(turn: Turn, visit: Appointment) -> None:
    """Everything a patient may want to know of one visit."""
    key = "status.pending" if visit.status == "pending" else "status.one"
    turn.tell(key, visit=turn.visit(visit), code=visit.code)
    if visit.visit_type == "online":
        link = meeting(visit)
        turn.tell("status.online" if link else "status.online_later", link=link)
    elif turn.clinic.address:
        turn.tell("status.where", address=turn.clinic.address)
    turn.tell("status.calendar", link=calendar(visit))


# --- on the day ------------------------------------------------------------------------------------------------------


def late(turn: Turn, visit: Appointment) -> None:
    """LATE 15: the desk is told and the visit is not declared missed meanwhile (P8)."""
    minutes = turn.reading.minutes
    if not minutes and turn.question is not None and turn.question.kind == "notice.on_the_way":
        expect(turn, visit)  # "on my way"
        return
    if not minutes:
        turn.ask("visit.how_late", "late.how_long", appointment=visit)
        return
    appointments.late(visit, min(minutes, 240), actor=turn.actor, now=turn.now)
    turn.tell("late.noted", minutes=minutes, visit=turn.visit(visit))
    notices.running_late(visit, min(minutes, 240), turn.now)


def how_late(turn: Turn) -> None:
    """A bare "15" after "how many minutes?"."""
    visit = turn.question.appointment if turn.question else None
    minutes = turn.reading.minutes or turn.reading.number
    if visit is None or not minutes:
        about(turn, "late")
        return
    if visit.status not in UPCOMING:
        _act(turn, "late", visit)
        return
    appointments.late(visit, min(minutes, 240), actor=turn.actor, now=turn.now)
    turn.tell("late.noted", minutes=minutes, visit=turn.visit(visit))
    notices.running_late(visit, min(minutes, 240), turn.now)


def coming(turn: Turn) -> None:
    """Yes to "are you on your way?": the desk knows, and the visit is kept a while."""
    visit = turn.question.appointment if turn.question else None
    if visit is not None and visit.status in UPCOMING:
        expect(turn, visit)
    elif visit is not None:
        _act(turn, "late", visit)


def _still_coming(turn: Turn, visit: Appointment) -> None:
    """Declared missed a moment ago, and on the way all the same: the desk hears, and may take it back (R3)."""
    if visit.status == "no-show":
        notices.running_late(visit, min(turn.reading.minutes or ON_THE_WAY, 240), turn.now)


def expect(turn: Turn, visit: Appointment) -> None:
    """The desk knows that they are on their way."""
    appointments.late(visit, ON_THE_WAY, actor=turn.actor, now=turn.now)
    turn.tell("late.coming", visit=turn.visit(visit))
    notices.running_late(visit, ON_THE_WAY, turn.now)


ACTS: dict[str, Act] = {"confirm": confirm, "cancel": cancelling.cancel, "move": move, "status": one, "late": late}
