"""Today's queue from home: QUEUE, POSITION, LEAVE, HERE, AWAY, "10 more minutes" (P6, P8).

> queue
< You are in line: number Q004, 3 ahead of you, about 20-40 min. Text HERE when you arrive, LEAVE to step out.
"""

from __future__ import annotations

import datetime as dt
import re

from bot import wording
from bot.desk import line as desk_line
from bot.flows import hearing, own, visits, waitlist
from bot.flows.wish import Wish
from bot.messages import Choice
from bot.notices.turns import room_words
from bot.turn import Turn
from bot.understanding.normalise import fold
from store import appointments, contacts, duty, queue, tickets, waits
from store.errors import AlreadyInQueue, DoctorOff, DoctorQueueFull, QueueClosed, Refusal
from store.models import Appointment, Doctor, Patient, Ticket

LONGEST_LATER = 120  # minutes
SOON = 5  # minutes: a wait as short as this is not given in numbers
COMING = re.compile(r"\b(way|coming|camino|voy)\b")


def join(turn: Turn) -> None:
    """QUEUE, with a doctor and a reason if the message names them."""
    if turn.reading.doctor_options:
        lines = [Choice(turn.doctor_name(d), {"doctor": d.id}) for d in turn.reading.doctor_options]
        turn.ask("queue.doctor", "booking.which_of_them", lines)
        return
    _join(turn, turn.reading.doctor)


def doctor_chosen(turn: Turn) -> None:
    _join(turn, next((d for d in turn.doctors if d.id == turn.picked.get("doctor")), None))


def doctor_named(turn: Turn) -> None:
    _join(turn, turn.reading.doctor)


def _join(turn: Turn, doctor: Doctor | None) -> None:
    patient = _patient(turn)
    urgency = "urgent" if turn.reading.urgency else "routine"
    try:
        ticket = queue.join(
            turn.clinic, patient, contact=turn.contact, doctor=doctor, reason=turn.reading.reason or "",
            urgency=urgency, actor=turn.actor, now=turn.now,
        )  # fmt: skip
    except AlreadyInQueue as refusal:
        turn.tell("queue.already", place=_place(turn, refusal.facts["ticket"]))
        _ask_name(turn, patient)
        return
    except Refusal as refusal:
        _refused(turn, refusal)
        return
    turn.tell("queue.joined", place=_place(turn, ticket))
    _ask_name(turn, patient)


def _ask_name(turn: Turn, patient: Patient) -> None:
    """Of who is called in the line; "my son" is no name yet."""
    if not patient.name or fold(patient.name) in hearing.RELATIONS:
        turn.ask("contact.name", "contact.whose_name_queue", context={"patient": patient.id})


def _patient(turn: Turn) -> Patient:
    wish = Wish()
    hearing.hear(turn, wish)
    if wish.patient is not None:
        return Patient.get_by_id(wish.patient)
    if wish.person:
        return contacts.add_person(turn.contact, wish.person, turn.now, owner=False)
    return turn.owner or contacts.add_person(turn.contact, "", turn.now, owner=True)


def _refused(turn: Turn, refusal: Refusal) -> None:
    """Why not, and what can be done instead."""
    facts, key = {}, f"refused.{refusal.code}"
    if isinstance(refusal, DoctorQueueFull | DoctorOff):
        facts["doctor"] = turn.doctor_name(refusal.facts["doctor"])
    elif isinstance(refusal, QueueClosed) and refusal.facts["opens_at"] is not None:
        facts["when"] = wording.moment(refusal.facts["opens_at"], turn.clinic, turn.locale)
        key = "refused.queue_closed_until"
    turn.tell(key, **facts)
    turn.tell("queue.instead")


def _place(turn: Turn, ticket: Ticket) -> str:
    place = waits.position(ticket, turn.now)
    number = tickets.label(ticket)
    if ticket.doctor is not None and duty.has_left(ticket.doctor, turn.now):
        return turn.word("queue.place_doctor_left", number=number, doctor=turn.doctor_name(ticket.doctor))
    opens_at = duty.next_start(turn.clinic, turn.now, ticket.doctor)
    if opens_at is not None:
        return _place_later(turn, number, place, opens_at)
    if place.ahead == 0:
        return turn.word("queue.place_next", number=number)
    if place.high < SOON:
        return turn.word("queue.place_soon", number=number, ahead=place.ahead)
    if not turn.settings.walk_in_wait_time_visible:
        return turn.word("queue.place_no_wait", number=number, ahead=place.ahead)
    wait = wording.wait(place.low, place.high, turn.locale)
    return turn.word("queue.place", number=number, ahead=place.ahead, wait=wait)


def _place_later(turn: Turn, number: str, place: waits.Place, opens_at: dt.datetime) -> str:
    """Before anybody sees patients: from when, and the wait from that moment."""
    opens = wording.clock(opens_at.astimezone(turn.clinic.zone).time(), turn.locale)
    if place.ahead == 0:
        return turn.word("queue.place_first_from", number=number, opens=opens)
    after = place.since(opens_at, turn.now)
    if after.high < SOON or not turn.settings.walk_in_wait_time_visible:
        return turn.word("queue.place_from_no_wait", number=number, ahead=place.ahead, opens=opens)
    wait = wording.wait(after.low, after.high, turn.locale)
    return turn.word("queue.place_from", number=number, ahead=place.ahead, opens=opens, wait=wait)


def live(turn: Turn) -> Ticket | None:
    return queue.live_ticket(turn.patients, turn.clinic, turn.now)


def position(turn: Turn) -> None:
    ticket = live(turn)
    if ticket is None and waitlist.waits(turn):
        waitlist.position(turn)
    elif ticket is None:
        turn.tell("queue.not_in_line")
    elif ticket.status == "called":
        room = room_words(ticket.room, turn.locale) if ticket.room else turn.word("queue.the_desk")
        turn.tell("queue.called", room=room)
    else:
        turn.tell("queue.position", place=_place(turn, ticket))


def from_outside(turn: Turn) -> None:
    """How many wait now and how long a newcomer would, for who is not in line; else why nobody may join."""
    place = waits.of_newcomer(turn.clinic, turn.now)
    if place is None:
        _refused(turn, queue.refusal(turn.clinic, turn.now) or QueueClosed(opens_at=None))
    elif duty.next_start(turn.clinic, turn.now) is not None or not turn.settings.walk_in_wait_time_visible:
        turn.tell("queue.outside_no_wait", ahead=place.ahead)
    elif place.high < SOON:
        turn.tell("queue.outside_soon")
    else:
        turn.tell("queue.outside", ahead=place.ahead, wait=wording.wait(place.low, place.high, turn.locale))


def not_understood(turn: Turn) -> bool:
    """What somebody in line may text is another thing than what others may. False when they are not in line."""
    ticket = live(turn)
    if ticket is None or ticket.status == "in-service":
        return False
    turn.tell("queue.not_understood", number=tickets.label(ticket))
    return True


def late(turn: Turn) -> None:
    """LATE: of a visit today; of who has none and stands in line, others pass ("on my way" asks for nothing)."""
    if turn.reading.code or visits.meant(turn, "late") or live(turn) is None:
        visits.about(turn, "late")
    elif COMING.search(fold(turn.said.text)):
        position(turn)
    else:
        later(turn)


def leave(turn: Turn) -> None:
    """LEAVE the line; LEAVE WAITLIST, or a bare LEAVE of somebody who only waits for an offer, the waitlist."""
    ticket = live(turn)
    if re.search(r"\b(wait(ing)? ?list|lista)\b", turn.said.text.lower()) or (ticket is None and waitlist.waits(turn)):
        waitlist.leave(turn)
        return
    if ticket is None:
        turn.tell("queue.not_in_line")
        return
    desk_line.leave(ticket, actor=turn.actor, now=turn.now)
    turn.tell("queue.left", number=tickets.label(ticket))


def here(turn: Turn) -> None:
    """HERE: someone in line is present; a booked patient is checked in (P8)."""
    ticket = live(turn)
    if ticket is not None and ticket.status == "in-service":
        turn.tell("here.already")
        return
    if ticket is not None:
        ticket = desk_line.set_presence(ticket, True, actor=turn.actor, now=turn.now)
        if ticket.status == "called":
            position(turn)
        else:
            turn.tell("here.noted", place=_place(turn, ticket))
        return
    due = [visit for visit in appointments.upcoming(turn.patients, turn.now) if _today(turn, visit)]
    if not due and (missed := own.missed_today(turn)):
        turn.tell("here.missed", visit=turn.visit(missed))
    elif not due and (lost := tickets.given_up(turn.patients, turn.clinic, turn.now)):
        turn.tell("here.place_closed", number=tickets.label(lost))
    elif not due:
        turn.tell("here.nothing_today")
    elif due[0].checked_in_at is not None:
        turn.tell("here.already")
    else:
        queue.check_in(due[0], contact=turn.contact, actor=turn.actor, now=turn.now)
        if due[0].visit_type == "online" and due[0].meeting_link:
            turn.tell("here.online", visit=turn.visit(due[0]), link=due[0].meeting_link)
        else:
            turn.tell("here.checked_in", visit=turn.visit(due[0]))


def away(turn: Turn) -> None:
    ticket = live(turn)
    if ticket is None:
        turn.tell("queue.not_in_line")
        return
    desk_line.set_presence(ticket, False, actor=turn.actor, now=turn.now)
    turn.tell("queue.away")


def later(turn: Turn) -> bool:
    """ "10 more minutes": others pass until then. False when there is no place in line."""
    return let_pass(turn, turn.reading.minutes or 10)


def let_pass(turn: Turn, minutes: int) -> bool:
    """As `later`, of so many minutes, two hours at most."""
    ticket = live(turn)
    if ticket is None:
        return False
    minutes = min(minutes, LONGEST_LATER)
    desk_line.later(ticket, minutes, actor=turn.actor, now=turn.now)
    turn.tell("queue.later", minutes=minutes)
    return True


def _today(turn: Turn, visit: Appointment) -> bool:
    return bool(visit.starts_at.astimezone(turn.clinic.zone).date() == turn.today)
