"""Into the line, from the staff chat: WALKIN, ARRIVED."""

from __future__ import annotations

import re
from typing import Any

from bot import wording
from bot.desk import line as desk_line
from bot.messages import Choice
from bot.notices.turns import reachable
from bot.staff import finding, people
from bot.staff.turn import StaffTurn
from store import appointments, contacts, waits
from store.errors import AlreadyInQueue
from store.models import Appointment, Patient, Ticket

NO_PHONE = re.compile(r"[\s,]*\b(?:no|without(?: a)?|has no)[\s-]*(?:phone|number|mobile|cell)\b", re.IGNORECASE)
URGENT = {"urgent": "urgent", "emergency": "emergency", "routine": "routine"}


def walk_in(turn: StaffTurn) -> None:
    """WALKIN name [doctor] [urgent] [phone]."""
    phone, line = finding.phone_in(NO_PHONE.sub(" ", turn.rest))
    name, rest = finding.name_first(turn, line)
    words = finding.spoken(rest)
    urgency = next((URGENT[word] for word in words if word in URGENT), "routine")
    words = [word for word in words if word not in URGENT and word not in finding.TITLES | {"for", "with"}]
    named, left = finding.doctors_named(words, turn.doctors)
    if left:
        turn.puzzled("desk.no_such_doctor", name=" ".join(left)[:40])
        return
    if len(named) > 1 and "doctor" not in turn.picked:
        turn.ask("desk.which_doctor", finding.doctor_choices(turn, named))
        return
    if "doctor" in turn.picked:
        named = [one for one in turn.doctors if one.id == turn.picked["doctor"]]
    patient = people.patient_or_new(turn, name, phone, read_back=False)
    if patient is None:
        return
    if _booked_today(turn, patient):
        return
    facts: dict[str, Any] = {"contact": contacts.of_patient(patient), "doctor": named[0] if named else None}
    ticket = desk_line.add(turn.clinic, patient, urgency=urgency, actor=turn.actor, now=turn.now, **facts)
    _in_line(turn, ticket)


def _booked_today(turn: StaffTurn, patient: Patient) -> bool:
    """Somebody who has a visit today is asked about: it is checked in, and they need no number besides."""
    if "besides" in turn.picked:
        return False
    if "visit" in turn.picked:
        _check_in(turn, Appointment.get_by_id(turn.picked["visit"]))
        return True
    standing = ("pending", "confirmed")
    rows = appointments.search(turn.clinic, date_from=turn.today, date_to=turn.today, patient=patient, status=standing)
    today = [visit for visit in rows if visit.checked_in_at is None]
    if not today:
        return False
    turn.picked["patient"] = patient.id
    choices = [Choice(turn.word("desk.check_in"), {"visit": today[0].id, "sure": True}),
               Choice(turn.word("desk.number_besides"), {"besides": True}), people.no(turn)]  # fmt: skip
    turn.ask("desk.is_booked", choices, visit=turn.visit(today[0]))
    return True


def _in_line(turn: StaffTurn, ticket: Ticket) -> None:
    place = waits.position(ticket, turn.now)
    wait = wording.wait(place.low, place.high, turn.locale)
    key = "desk.in_line_for" if ticket.doctor else "desk.in_line"
    doctor = turn.doctor_name(ticket.doctor) if ticket.doctor else ""
    turn.tell(key, ticket=turn.ticket(ticket), doctor=doctor, ahead=place.ahead, wait=wait)
    if not reachable(ticket.contact):
        turn.tell("desk.call_aloud")


def arrived(turn: StaffTurn) -> None:
    """ARRIVED ana: her visit of today is checked in; somebody in line already is marked as here."""
    said = turn.rest.strip()
    if not said and not turn.picked:
        turn.tell("desk.who")
        return
    if "visit" not in turn.picked:
        standing = finding.tickets(turn, said, ("waiting",))
        if len(standing) == 1:
            ticket = desk_line.set_presence(standing[0], True, actor=turn.actor, now=turn.now)
            turn.tell("desk.is_here", ticket=turn.ticket(ticket))
            return
    visit = finding.one_visit(turn, said, ("pending", "confirmed", "no-show"), today=True)
    if visit is None:
        return
    if visit.status == "no-show":
        people.came_after_all(turn, visit)
    else:
        _check_in(turn, visit)


def _check_in(turn: StaffTurn, visit: Appointment) -> None:
    try:
        ticket = desk_line.check_in(visit, actor=turn.actor, now=turn.now)
    except AlreadyInQueue as refusal:
        turn.tell("desk.refused_already_in_queue", ticket=turn.ticket(refusal.facts["ticket"]))
        return
    turn.tell("desk.checked_in", visit=turn.visit(visit), ticket=turn.ticket(ticket))
