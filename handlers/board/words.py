"""What the board says after an act, and why something was refused: short, with who did it and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot import phrases, wording
from handlers.board.base import at
from handlers.staff.endpoint import Asker
from store import clinical
from store.errors import Refusal
from store.models import Appointment, Audit, Doctor, Ticket
from store.tickets import label, last_act, of_day

# What was done to a ticket or a visit, as the end of "Q003 was already … by Ana, 10:02am".
DONE = {
    "join": "added", "call": "called", "start": "started", "complete": "finished", "recall": "called again",
    "skip": "passed over", "no_show": "marked as no-show", "put_back": "put back in line", "hand_over": "handed over",
    "remove": "removed", "leave": "given up", "later": "let wait", "present": "marked as here",
    "away": "marked as away", "undo": "put back as it was", "lapse": "closed",
    "visit_gone": "closed with its visit", "confirm": "confirmed",
    "check_in": "checked in",
    "cancel": "cancelled", "miss": "marked as no-show", "undo_miss": "taken back from no-show",
    "undo_complete": "taken back from completed", "undo_cancel": "taken back from cancelled",
    "undo_cancel_pending": "taken back from cancelled", "move": "moved",
    "late": "marked as late", "book": "booked", "payment": "marked for payment", "fee": "given another fee",
    "insurance": "changed (insurance)", "clinical": "written about", "read_clinical": "looked at (notes)",
    "repeat": "booked as a series", "reason": "given a reason", "note": "given a note",
}  # fmt: skip
WHO = {"patient": "the patient", "clock": "the clock", "operator": "the command line"}


def person(row: Audit) -> str:
    """Who did it: their name, or what they are."""
    return row.actor_name or WHO.get(row.actor_kind, row.actor_kind)


def when(row: Audit, asker: Asker) -> str:
    """ "10:02am", with the day where it was not today."""
    zone = asker.clinic.zone
    day = row.at.astimezone(zone).date()
    return at(row.at, zone) if day == asker.now.date() else f"{wording.day(day)}, {at(row.at, zone)}"


def overtaken(row: Audit | None, thing: str, asker: Asker) -> str:
    """ "Q003 was already called by Ana, 10:02am": the answer to a stale button."""
    if row is None:
        return f"{thing} has changed since."
    verb = DONE.get(row.action.partition(".")[2], "changed")
    who = "you" if (row.actor_kind, row.actor_id) == (asker.actor.kind, asker.actor.id) else person(row)
    return f"{thing} was already {verb} by {who}, {at(row.at, asker.clinic.zone)}."


def changed_meanwhile(visit: Appointment, asker: Asker) -> str:
    """The answer to a form that was filled in while somebody else changed the visit."""
    row, zone = last_of(visit), asker.clinic.zone
    who = f" by {person(row)}, {at(row.at, zone)}" if row is not None else ""
    return f"{visit_name(visit, zone)} was changed meanwhile{who}. Nothing of yours was saved: please look again."


def visit_name(visit: Appointment, zone: dt.tzinfo) -> str:
    return f"{visit.patient.name or 'The patient'}, {at(visit.starts_at, zone)}"


def in_line_for(doctor: Doctor | None, asker: Asker) -> str:
    """Who stands in line for this very doctor without a visit, as the end of a notice: no text tells them."""
    waiting = of_day(asker.clinic, asker.now, "waiting") if doctor is not None else []
    mine = [one for one in waiting if one.appointment_id is None and doctor is not None and one.doctor_id == doctor.id]
    names = ", ".join(f"{label(one)} {one.patient.name}".rstrip() for one in mine)
    return f" In line for {wording.doctor(doctor)}, untold: {names}." if doctor is not None and mine else ""


def refused(refusal: Refusal, asker: Asker) -> str:
    """The refusal in one or two short sentences."""
    say = SENTENCES.get(refusal.code)
    return say(refusal, asker) if say is not None else "That is not possible now."


def _who(facts: dict[str, object]) -> str:
    doctor = facts.get("doctor")
    return wording.doctor(doctor) if isinstance(doctor, Doctor) else "The doctor"


def _busy(refusal: Refusal, asker: Asker) -> str:
    ticket: Ticket = refusal.facts["ticket"]
    called = f", called by {ticket.called_by or 'somebody'} {at(ticket.called_at, asker.clinic.zone)}"
    return f"{_who(refusal.facts)} already has {label(ticket)}{called if ticket.called_at else ''}."


def _moved_on(refusal: Refusal, asker: Asker) -> str:
    facts = refusal.facts
    if isinstance(ticket := facts.get("ticket"), Ticket):
        return overtaken(last_act(ticket), label(ticket), asker)
    if isinstance(visit := facts.get("appointment"), Appointment):
        return overtaken(last_of(visit), visit_name(visit, asker.clinic.zone), asker)
    return "Somebody else was faster: that has just changed."


def _wrong(refusal: Refusal, asker: Asker) -> str:
    """Who was faster, and for a visit both states."""
    told, facts = _moved_on(refusal, asker), refusal.facts
    if facts.get("after") and "appointment" in facts:
        told += f" It is {facts['before']}, so it cannot become {facts['after']}."
    return told


def last_of(visit: Appointment) -> Audit | None:
    """The last act on this visit."""
    same = (Audit.subject == "appointment") & (Audit.subject_id == visit.id) & (Audit.action != clinical.READ)
    found: Audit | None = Audit.select().where(same).order_by(Audit.id.desc()).first()
    return found


def _doctor_full(refusal: Refusal, asker: Asker) -> str:
    return f"{_who(refusal.facts)} takes no more walk-ins today (most: {refusal.facts['limit']}).{_instead(refusal)}"


def _instead(refusal: Refusal) -> str:
    others = [wording.doctor(one) for one in refusal.facts["others"]]
    return f" {wording.any_of(others)} can." if others else ""


def _cannot_offer(refusal: Refusal, asker: Asker) -> str:
    told = phrases.say(f"desk.offer_{refusal.facts['reason']}", who="the patient")
    return told[0].upper() + told[1:]


Say = Callable[[Refusal, Asker], str]
SENTENCES: dict[str, Say] = {
    "nobody_waiting": lambda refusal, _: f"Nobody waits for {_who(refusal.facts)}.",
    "doctor_busy": _busy,
    "room_busy": lambda refusal, _: (
        f"Room {refusal.facts['room']} still has {label(refusal.facts['ticket'])}, with {_who(refusal.facts)}."
    ),
    "queue_closed": lambda *_: "The queue is closed.",
    "doctor_off": lambda refusal, _: f"{_who(refusal.facts)} sees nobody any more today.{_instead(refusal)}",
    "queue_full": lambda refusal, _: f"The line is full (most: {refusal.facts['limit']}).",
    "doctor_queue_full": _doctor_full,
    "already_in_queue": lambda refusal, _: f"They already stand in line as {label(refusal.facts['ticket'])}.",
    "walk_ins_off": lambda *_: "This clinic takes no walk-ins (setting walk_in_enabled).",
    "wrong_transition": _wrong,
    "slot_taken": lambda *_: "That time has gone meanwhile: choose another.",
    "patient_busy": lambda *_: "The patient has another visit at that time.",
    "not_open": lambda refusal, _: f"{_who(refusal.facts)} sees nobody then.",
    "in_the_past": lambda *_: "That time has passed.",
    "too_far_ahead": lambda *_: "That is too far ahead.",
    "already_moved_on": _moved_on,
    "nothing_to_undo": lambda refusal, _: (
        "What you did last cannot be undone here."
        if refusal.facts.get("act")
        else f"Nothing of yours to undo in the last {refusal.facts['seconds']} seconds."
    ),
    "not_found": lambda *_: "That is not here any more.",
    "not_yours": lambda *_: "That is for the doctor of the visit alone.",
    "not_today": lambda *_: "That visit is on another day.",
    "invalid": lambda refusal, _: (
        f"{refusal.facts['field'].replace('_', ' ').capitalize()}: {refusal.facts['problem']}."
    ),
    "cannot_offer": _cannot_offer,
    "already_waiting": lambda *_: "They stand on the waitlist for that already.",
    "offer_gone": lambda *_: "That offer has ended: the time is no longer held.",
    "too_many_open": lambda refusal, _: f"The patient has {refusal.facts['limit']} visits to come already, the most.",
    "too_late_to_cancel": lambda refusal, _: (
        f"Less than {refusal.facts['deadline_hours']} hours before the visit the clinic does not cancel."
    ),
}
