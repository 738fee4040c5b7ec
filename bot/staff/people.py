"""Patients entered and visits missed or come to after all: steps that several commands share."""

from __future__ import annotations

import re

from bot.desk import booking as desk_booking
from bot.desk import day as desk_day
from bot.desk import line as desk_line
from bot.desk import visits as desk_visits
from bot.messages import Choice
from bot.notices import changes
from bot.staff import finding
from bot.staff.turn import StaffTurn
from store import contacts, mailboxes, numbers
from store.models import Appointment, Patient
from store.tickets import label


def no(turn: StaffTurn) -> Choice:
    return Choice(turn.word("desk.no"), {"no": True})


def sure(turn: StaffTurn, key: str, **facts: object) -> bool:
    """Whether the asker has said yes to this; asks when they have not been asked yet."""
    if turn.picked.get("sure"):
        return True
    turn.ask(key, [Choice(turn.word("desk.yes"), {"sure": True}), no(turn)], **facts)
    return False


def patient_or_new(turn: StaffTurn, name: str, phone: str, *, read_back: bool) -> Patient | None:
    """The patient meant, or a new one; None when that had to be asked. `phone` is as it was typed, "" for none.

    Where the command is not `read_back` before it acts, a name that nobody has is a new patient at once: they stand at
    the desk.
    """
    number = numbers.e164(phone, turn.clinic.country)
    if phone and number is None:
        turn.tell("desk.no_such_phone", phone=phone)
        return None
    if "new" not in turn.picked and "patient" not in turn.picked and name:
        known = finding.patients(turn, name)
        if not known and not read_back:
            turn.picked["new"] = name
    if "new" in turn.picked:
        patient = contacts.enter(turn.clinic, turn.picked["new"].title(), number, turn.actor, turn.now)
        turn.picked = {key: value for key, value in turn.picked.items() if key != "new"} | {"patient": patient.id}
        return patient
    found = finding.one_patient(turn, name, by_letters=read_back)
    if found is not None:
        turn.picked["patient"] = found.id
    return found


def missed(turn: StaffTurn) -> None:
    """NOSHOW K7: a booked visit nobody came to."""
    visit = finding.one_visit(turn, turn.rest.strip(), ("pending", "confirmed"))
    if visit is None:
        return
    if visit.starts_at > turn.now:
        turn.tell("desk.not_begun", visit=turn.visit(visit))
        return
    turn.picked["visit"] = visit.id
    if sure(turn, "desk.sure_missed", visit=turn.visit(visit)):
        done = desk_day.missed(visit, actor=turn.actor, now=turn.now)
        turn.tell("desk.is_missed", visit=turn.visit(done.visit))
        told(turn, done)


def came_after_all(turn: StaffTurn, visit: Appointment) -> None:
    """A visit counted as missed whose patient stands at the desk (R3: staff can undo)."""
    visit = desk_day.came_after_all(visit, actor=turn.actor, now=turn.now)
    ticket = desk_line.check_in(visit, actor=turn.actor, now=turn.now)
    turn.tell("desk.checked_in", visit=turn.visit(visit), ticket=f"{label(ticket)} {turn.who(visit.patient)}")


def told(turn: StaffTurn, done: desk_visits.Done | desk_booking.Booked) -> None:
    """Whether the patient gets a text of it, so that nobody wonders."""
    turn.tell("desk.texted" if done.told else "desk.please_call")


def reached(visit: Appointment) -> bool:
    return changes.contact_of(visit) is not None


MAILBOX = re.compile(r"\S*@\S*")
NO_MAIL = re.compile(r"\b(off|none|stop)\b\W*$", re.IGNORECASE)


def email(turn: StaffTurn) -> None:
    """EMAIL name address: what is texted about their visits goes there too; EMAIL name off ends it."""
    found, off = MAILBOX.search(turn.rest), NO_MAIL.search(turn.rest)
    mark = found or off
    name = turn.rest[: mark.start()].strip(" ,:") if mark else ""
    address = mailboxes.address(found[0].strip(",.;:<>")) if found else None
    if not name or (found and address is None):
        turn.tell("desk.email_how")
        return
    patient = finding.one_patient(turn, name, by_letters=True)
    if patient is not None:
        mailboxes.set_address(patient, address, turn.actor, "staff", turn.now)
        key = "desk.email_set" if address else "desk.email_off"
        turn.tell(key, who=turn.who(patient), address=mailboxes.masked(address or ""))
