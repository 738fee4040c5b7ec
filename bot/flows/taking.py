"""The chosen time becomes a visit, or the visit's new time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import links, questions
from bot.flows import family, particulars, times
from bot.flows.asking import explain, list_times, nothing_free, offer, summarise
from bot.flows.hearing import RELATIONS, RELATIVES
from bot.flows.wish import Wish
from bot.notices import visits as notices
from bot.turn import Turn
from store import appointments, contacts, leaving, schedules, series
from store.database import transaction
from store.errors import Refusal, TooManyOpen
from store.models import Appointment, Doctor, Patient


def take(turn: Turn, wish: Wish, chosen: list[Any], name: str = "") -> None:
    """Books or moves to the chosen time; if it has just gone, says so and offers the nearest."""
    doctor = next((doctor for doctor in turn.doctors if doctor.id == chosen[0]), None)
    starts_at = dt.datetime.fromisoformat(chosen[1])
    if doctor is None:
        offer(turn, wish)
        return
    try:
        with transaction():  # a refusal leaves nobody half added
            if wish.weeks and not wish.moving:
                summarise(
                    turn, wish, schedules.opening_at(turn.clinic, doctor, starts_at, **_about(turn, wish, doctor))
                )
            elif wish.moving:
                _reschedule(turn, wish, doctor, starts_at)
            else:
                _book(turn, wish, doctor, starts_at, name)
    except TooManyOpen as refusal:
        turn.drop()
        turn.tell("refused.too_many_open", limit=refusal.facts["limit"])
    except Refusal as refusal:
        wish.chosen, wish.shown, wish.turned = [], [], ""
        near = schedules.nearest(
            turn.clinic, max(starts_at, turn.now), now=turn.now, doctor=doctor,
            service=times.service_for(turn, wish, doctor), limit=times.PAGE, visit_type=wish.visit_type or None,
        )  # fmt: skip
        if near:
            list_times(turn, wish, times.Found(near, why=refusal, more=True))
        else:
            explain(turn, refusal, wish)
            nothing_free(turn, wish)


def _book(turn: Turn, wish: Wish, doctor: Doctor, starts_at: dt.datetime, name: str) -> None:
    service = times.service_for(turn, wish, doctor)
    patient = _patient(turn, wish, name or wish.called)
    kind = wish.visit_type or None
    opening = schedules.opening_at(
        turn.clinic, doctor, starts_at, now=turn.now, service=service, patient=patient, visit_type=kind
    )
    appointment = appointments.book(
        turn.clinic, patient, opening, contact=turn.contact, service=service, source=turn.contact.channel,
        actor=turn.actor, now=turn.now, reason=wish.reason, visit_type=kind,
    )  # fmt: skip
    turn.forget_patients()
    turn.keep("", {"last": appointment.id})
    done = "booking.done" if appointment.status == "confirmed" else "booking.requested"
    turn.tell(done, visit=turn.visit(appointment), code=appointment.code)
    particulars.fee(turn, appointment)
    _where_to_join(turn, appointment)
    _waits_no_more(turn, appointment)
    notices.booked(appointment, turn.now)
    if wish.others:
        family.follow(turn, wish, appointment)
        return
    _ask_the_name(turn, patient)
    particulars.follow_up(turn)


def take_series(turn: Turn, wish: Wish) -> None:
    """Books all the dates that were read back, or says that times have changed and reads them back anew."""
    doctor = next(doctor for doctor in turn.doctors if doctor.id == wish.chosen[0])
    about = _about(turn, wish, doctor)
    try:
        with transaction():
            patient = _patient(turn, wish, wish.called)
            visits = series.take(
                turn.clinic, patient, doctor, [dt.datetime.fromisoformat(date) for date in wish.dates],
                weeks=wish.weeks, contact=turn.contact, source=turn.contact.channel, actor=turn.actor,
                now=turn.now, reason=wish.reason, service=about["service"], visit_type=about["visit_type"],
            )  # fmt: skip
    except TooManyOpen as refusal:
        turn.drop()
        turn.tell("refused.too_many_open", limit=refusal.facts["limit"])
        return
    except Refusal:
        turn.tell("times.stale")
        wish.dates, wish.chosen = [], []
        offer(turn, wish)
        return
    turn.forget_patients()
    turn.keep("", {"last": visits[0].id})
    turn.tell("series.done" if visits[0].status == "confirmed" else "series.requested")
    turn.lines += [turn.word("status.line", visit=turn.visit(visit), code=visit.code) for visit in visits]
    turn.tell("status.how", code=visits[0].code)
    _waits_no_more(turn, visits[0])
    for visit in visits:
        notices.booked(visit, turn.now)
    _ask_the_name(turn, patient)
    particulars.follow_up(turn)


def _about(turn: Turn, wish: Wish, doctor: Doctor) -> dict[str, Any]:
    """What an opening depends on, as the store asks for it."""
    patient = Patient.get_or_none(Patient.id == wish.patient) if wish.patient else None
    service, kind = times.service_for(turn, wish, doctor), wish.visit_type or None
    return {"service": service, "patient": patient, "visit_type": kind, "now": turn.now}


def _ask_the_name(turn: Turn, patient: Patient) -> None:
    """Of who is not known by name yet; once more where a move or somebody else's visit took the question's place."""
    if patient.name:
        if turn.owner is not None and not turn.owner.name:
            turn.ask("contact.name", "contact.ask_name", context={"patient": turn.owner.id})
        return
    relation = contacts.relation(turn.contact, patient)
    key = "contact.name_of" if relation in RELATIVES.get(turn.locale, ()) else "contact.whose_name"
    turn.ask("contact.name", key, context={"patient": patient.id}, relation=relation)


def _patient(turn: Turn, wish: Wish, name: str) -> Patient:
    if wish.patient is not None:
        patient: Patient = Patient.get_by_id(wish.patient)
        if name and not patient.name:
            contacts.rename(patient, name, turn.actor, turn.now)
        return patient
    if wish.person:
        if wish.person.lower() in RELATIONS:  # "for my son": the name is asked afterwards
            return contacts.add_person(turn.contact, "", turn.now, owner=False, relation=wish.person.lower())
        return contacts.add_person(turn.contact, wish.person, turn.now, owner=False)
    owner = turn.owner
    return owner or contacts.add_person(turn.contact, name, turn.now, owner=True)


def _reschedule(turn: Turn, wish: Wish, doctor: Doctor, starts_at: dt.datetime) -> None:
    old = Appointment.get_by_id(wish.moving)
    opening = schedules.opening_at(
        turn.clinic, doctor, starts_at, now=turn.now, service=old.service, patient=old.patient, ignoring=old,
        visit_type=wish.visit_type or None,
    )  # fmt: skip
    new = appointments.reschedule(old, opening, actor=turn.actor, now=turn.now, visit_type=wish.visit_type or None)
    turn.keep("", {"last": new.id})
    turn.tell("move.done", visit=turn.visit(new), code=new.code)
    questions.close_about(old, turn.now)  # a "C" to its reminder now means the visit it has become
    _where_to_join(turn, new)
    _waits_no_more(turn, new)
    notices.moved(old, new, turn.now)
    _ask_the_name(turn, new.patient)


def _where_to_join(turn: Turn, visit: Appointment) -> None:
    """An online visit says so, with its link (B11)."""
    if visit.visit_type == "online":
        link = links.meeting(visit)
        turn.tell("booking.online" if link else "booking.online_later", link=link)


def _waits_no_more(turn: Turn, visit: Appointment) -> None:
    """The visit may be what they stood on the waitlist for, or a later one kept meanwhile."""
    closed, kept = leaving.fulfilled(visit, actor=turn.actor, now=turn.now)
    if closed:
        turn.tell("waitlist.left")
    if kept:
        turn.tell("waitlist.kept")
