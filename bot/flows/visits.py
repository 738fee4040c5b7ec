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
from bot.flows import asking, booking, hearing, naming, taking
from bot.flows.wish import Wish
from bot.links import calendar
from bot.messages import Choice
from bot.notices import reminders
from bot.notices import visits as notices
from bot.turn import Turn
from store import appointments, leaving
from store.errors import AlreadyMovedOn, TooLateToCancel, WrongTransition
from store.models import Appointment, Question
from store.visit_lists import UPCOMING

SURE = 0.8  # a reading less certain than this is asked about before a visit is touched
EARLY = dt.timedelta(hours=2)  # HERE this long before the visit checks in
FRESH = dt.timedelta(minutes=30)  # so long "no, wednesday" and "the old time" speak of the visit just made
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
            gone(turn, visit)
        elif visit.code != turn.reading.code.upper():  # the code of a visit that was moved since
            turn.tell("visit.moved_on", visit=turn.visit(visit), code=visit.code)
        else:
            _act(turn, what, visit)
        return
    candidates = meant(turn, what)
    if not candidates and (missed := missed_today(turn)):
        gone(turn, missed)
    elif not candidates:
        upcoming = appointments.upcoming(turn.patients, turn.now)
        turn.tell("visit.none_today" if upcoming else "visit.none")
    elif len(candidates) == 1:
        _act(turn, what, candidates[0])
    else:
        lines = [Choice(turn.visit(visit), {"visit": visit.id}) for visit in candidates]
        turn.ask("visit.which", "visit.which", lines, context={"what": what, "said": turn.said.text})


def _act(turn: Turn, what: str, visit: Appointment) -> None:
    """Does it, or says what has become of the visit since it was asked about."""
    if visit.status not in UPCOMING:
        if what == "late":
            _still_coming(turn, visit)
        gone(turn, visit)
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


def has_any(turn: Turn) -> bool:
    return bool(appointments.upcoming(turn.patients, turn.now))


def missed_today(turn: Turn) -> Appointment | None:
    """The visit of today that was declared missed, while nothing else is due today."""
    last = next(iter(appointments.recent(turn.patients, turn.now, 1)), None)
    if last is None or last.status != "no-show":
        return None
    return last if last.starts_at.astimezone(turn.clinic.zone).date() == turn.today else None


def has_none(turn: Turn) -> bool:
    """Nothing upcoming, nothing missed today, and no code that would say more."""
    return not turn.reading.code and not has_any(turn) and missed_today(turn) is None


def gone(turn: Turn, visit: Appointment) -> None:
    """An old code or a stale button: says what became of the visit."""
    moved = appointments.moved_to(visit)
    if moved is not None and moved.status in UPCOMING:
        turn.tell("visit.moved_on", visit=turn.visit(moved), code=moved.code)
    else:
        turn.tell(f"visit.is_{visit.status.replace('-', '_')}", visit=turn.visit(visit))


def gone_or_there(turn: Turn, visit: Appointment) -> None:
    """What became of a visit that was taken before: it stands, or was moved or closed since."""
    if visit.status in UPCOMING:
        one(turn, visit)
    else:
        gone(turn, visit)


# --- confirm ---------------------------------------------------------------------------------------------------------


def confirm(turn: Turn, visit: Appointment) -> None:
    if visit.starts_at <= turn.now:  # a yes after the start is a yes to "are you on your way?"
        expect(turn, visit)
        return
    already = visit.patient_confirmed_at is not None
    appointments.confirm(visit, actor=turn.actor, now=turn.now)
    turn.tell("visit.already_confirmed" if already else "visit.confirmed", visit=turn.visit(visit))
    _close_reminders(turn, visit)


def asked_about(question: Question) -> list[Appointment]:
    """The visits an open question speaks of: one, or those of a whole day that still stand."""
    if question.kind == reminders.SEVERAL:
        return reminders.asked_about(question)
    return [question.appointment] if question.appointment is not None else []


def rebook(turn: Turn) -> None:
    """A yes or BOOK to "we missed you": another time with the same doctor, unless the message says otherwise."""
    missed = turn.question.appointment if turn.question else None
    wish = Wish()
    if missed is not None:
        wish = Wish(doctor=missed.doctor_id, service=missed.service_id, patient=missed.patient_id)
    if turn.question is not None:
        questions.close(turn.question, "answered", turn.now)
    hearing.hear(turn, wish)
    asking.proceed(turn, wish)


def retake(turn: Turn) -> None:
    """The number of a free time that came with "your visit is cancelled": booked in its stead."""
    old = turn.question.appointment if turn.question else None
    if turn.question is not None:
        questions.close(turn.question, "answered", turn.now)
    wish = Wish() if old is None else Wish(doctor=old.doctor_id, service=old.service_id, patient=old.patient_id)
    taking.take(turn, wish, turn.picked["opening"])


def _close_reminders(turn: Turn, visit: Appointment) -> None:
    for question in questions.open_ones(turn.contact, turn.now):
        if question.appointment_id == visit.id and question.kind == "notice.reminder":
            questions.close(question, "answered", turn.now)
            turn.closes.append(question.id)


# --- cancel ----------------------------------------------------------------------------------------------------------


def cancel(turn: Turn, visit: Appointment) -> None:
    """At once when it was said plainly; a guess is asked about first, because it cannot be taken back."""
    if turn.reading.intent == "cancel" and turn.reading.confidence < SURE and not turn.picked:
        answers = [Choice(turn.word("answer.cancel_it"), "yes"), Choice(turn.word("answer.keep_it"), "no")]
        turn.ask("visit.sure", "visit.sure_cancel", answers, appointment=visit, visit=turn.visit(visit))
        return
    cancel_now(turn, visit)


def cancel_now(turn: Turn, visit: Appointment) -> None:
    if release(turn, visit):
        turn.lines.insert(0, turn.word("visit.cancelled", visit=turn.visit(visit)))


def release(turn: Turn, visit: Appointment) -> bool:
    """Cancels the visit, and says what else that changes; False, and why, when it is too late."""
    try:
        cancelled = appointments.cancel(visit, actor=turn.actor, now=turn.now, reason=turn.reading.reason or "")
    except TooLateToCancel as refusal:
        turn.tell("refused.too_late_to_cancel", hours=refusal.facts["deadline_hours"], visit=turn.visit(visit))
        return False
    questions.close_about(visit, turn.now)
    turn.drop()
    went, stayed = leaving.left_with(visit, actor=turn.actor, now=turn.now)
    if went or stayed:
        turn.tell("waitlist.left" if went else "waitlist.still_on")
    notices.cancelled_by_patient(cancelled, turn.now)
    return True


def sure(turn: Turn) -> None:
    """The answer to "cancel it?" was yes."""
    if turn.question is None or turn.question.appointment is None:
        turn.tell("visit.none")
    elif turn.question.appointment.status not in UPCOMING:
        gone(turn, turn.question.appointment)
    else:
        cancel_now(turn, turn.question.appointment)


def kept(turn: Turn) -> None:
    """The answer to "cancel it?" was no."""
    visit = turn.question.appointment if turn.question else None
    if visit is None:
        turn.tell("thanks.plain")
    else:
        turn.tell("visit.kept", visit=turn.visit(visit))


def sure_chosen(turn: Turn) -> None:
    (sure if turn.picked_value == "yes" else kept)(turn)


# --- move ------------------------------------------------------------------------------------------------------------


def move(turn: Turn, visit: Appointment) -> None:
    booking.move(turn, visit)


def correct_last(turn: Turn) -> bool:
    """ "No, wednesday" right after a booking: the visit just booked is to be moved. False when there is none."""
    visit = just_made(turn)
    if visit is None:
        return False
    booking.move(turn, visit)
    return True


def just_made(turn: Turn) -> Appointment | None:
    """The visit booked or moved within the last half hour, with nothing begun since, if it stands."""
    last = turn.conversation.slots.get("last") if not turn.conversation.flow else None
    fresh = turn.conversation.updated_at + FRESH > turn.now
    visit = Appointment.get_or_none(Appointment.id == last) if last and fresh else None
    return visit if visit is not None and visit.status in UPCOMING else None


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
            gone(turn, past[0])
        elif past:
            turn.tell("status.only_past", visit=turn.visit(past[0]))
        else:
            turn.tell("visit.none")
            if turn.contact.phone is None:
                turn.offer_to_link()


def one(turn: Turn, visit: Appointment) -> None:
    """Everything a patient may want to know of one visit."""
    key = "status.pending" if visit.status == "pending" else "status.one"
    turn.tell(key, visit=turn.visit(visit), code=visit.code)
    if visit.visit_type == "online" and visit.meeting_link:
        turn.tell("status.online", link=visit.meeting_link)
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


ACTS: dict[str, Act] = {"confirm": confirm, "cancel": cancel, "move": move, "status": one, "late": late}
