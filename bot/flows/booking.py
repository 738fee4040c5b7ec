"""BOOK and MOVE: a wish is filled in any order, a free time is found, and a yes or a choice from the list books it.

    > book
    < Which doctor would you like to see?  1 Dr. Lee  2 Dr. Patel  3 Any doctor
    > 1
    < Free times with Dr. Lee:  1 Mon 23 Nov, 9am  2 Mon 23 Nov, 2pm  3 Tue 24 Nov, 9am  4 Other times
    > wednesday after 3
    < Free times with Dr. Lee:  1 Wed 25 Nov, 3pm  2 Wed 25 Nov, 4:30pm
    > 2
    < Booked: Dr. Lee, Wed 25 Nov, 4:30pm. …

Choosing a numbered time is a yes; a time the patient wrote is read back first, because it may have been misread.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from rapidfuzz import fuzz, process, utils

from bot.flows import times
from bot.flows.wish import Wish, has_details
from bot.messages import Choice
from bot.notices import visits as notices
from bot.turn import Turn
from bot.understanding.normalise import fold
from bot.understanding.spanish import SPANISH_WORDS
from bot.understanding.spelling import ORDINARY, SMALL, VOCABULARY
from store import appointments, contacts, offers, schedules
from store.database import transaction
from store.errors import NotOpen, PatientBusy, Refusal, SlotTaken, TooFarAhead, TooManyOpen, TooSoon
from store.models import Appointment, Doctor, Patient
from store.schedules import Opening

FLOW = "booking"
DOCTORS_SHOWN = 12
ENGLISH_KIN = """
    son daughter child kid baby wife husband partner mother mom mum father dad brother sister grandmother grandma
    grandfather grandpa boyfriend girlfriend friend
"""
SPANISH_KIN = """
    hijo hija esposo esposa marido mujer pareja madre padre mamá mama papá papa bebé bebe niño niña nino nina hermano
    hermana abuelo abuela suegro suegra nieto nieta sobrino sobrina tío tía tio tia novio novia amigo amiga
"""
RELATIVES = {"en": frozenset(ENGLISH_KIN.split()), "es": frozenset(SPANISH_KIN.split())}
RELATIONS = RELATIVES["en"] | RELATIVES["es"]
_PLAIN_WORDS = ORDINARY.union(VOCABULARY, SMALL, SPANISH_WORDS)  # "a doctor which is near": no Dr. Which


# --- beginning -------------------------------------------------------------------------------------------------------


def begin(turn: Turn) -> None:
    """BOOK, with whatever else the message says."""
    wish = Wish()
    hear(turn, wish)
    proceed(turn, wish)


def greet(turn: Turn) -> None:
    """A first "hi": the list of doctors is the quickest way in."""
    turn.tell("booking.welcome")
    proceed(turn, Wish())


def move(turn: Turn, appointment: Appointment) -> None:
    """A visit is to be moved: same doctor and service unless the message says otherwise."""
    wish = Wish(
        doctor=appointment.doctor_id, service=appointment.service_id, patient=appointment.patient_id,
        moving=appointment.id,
    )  # fmt: skip
    wish.hear(turn.reading)
    same_day = re.search(r"\b((that|same) day|(ese|mismo) d[ií]a)\b", turn.said.text.lower())
    local = appointment.starts_at.astimezone(turn.clinic.zone)
    if wish.first is None and (wish.time is not None or same_day):
        wish.first = wish.last = local.date()
    elif wish.first is not None and wish.first == wish.last and not (wish.time or wish.time_from or wish.time_to):
        wish.time = local.time()  # another day, the same hour
    _turn_from(turn, wish, times.key(_as_opening(appointment)))
    proceed(turn, wish)


def _as_opening(appointment: Appointment) -> Opening:
    return Opening(
        doctor=appointment.doctor, starts_at=appointment.starts_at, ends_at=appointment.ends_at,
        visit_type=appointment.visit_type, buffer_minutes=0, seats=0, capacity=1,
    )  # fmt: skip


def hear(turn: Turn, wish: Wish) -> None:
    """Takes over what this message says, people and "the same doctor" included."""
    wish.hear(turn.reading)
    if turn.reading.same_doctor:
        wish.doctor = _last_doctor(turn)
    if stranger := _unknown_doctor(turn):
        turn.tell("booking.no_such_doctor", name=stranger)
    if turn.reading.person:
        for_whom(turn, wish, turn.reading.person)
    elif wish.patient is None and not wish.person and len(turn.patients) == 1:
        wish.patient = turn.patients[0].id


def for_whom(turn: Turn, wish: Wish, name: str) -> None:
    """The person of this name: one the phone speaks for already, or somebody new."""
    known = {patient.id: patient.name for patient in turn.patients if patient.name}
    best = process.extractOne(
        name, known, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=85
    )
    wish.patient, wish.person = (best[2], "") if best else (None, contacts.clean_name(name))


def _unknown_doctor(turn: Turn) -> str | None:
    """ "Zhang" of "dr zhang tomorrow" where nobody is called that; a plain word after "doctor" is no name."""
    if turn.reading.doctor is not None or turn.reading.doctor_options or turn.reading.any_doctor:
        return None
    match = re.search(r"\b(?:dr|dra|doctor|doctora)\b\.?\s+([^\W\d_]{3,})", turn.said.text, re.IGNORECASE)
    return match[1].title() if match and fold(match[1]) not in _PLAIN_WORDS else None


def _last_doctor(turn: Turn) -> int | None:
    visits = appointments.upcoming(turn.patients, turn.now) or appointments.recent(turn.patients, turn.now, 1)
    return visits[0].doctor_id if visits else None


# --- one step after the other ----------------------------------------------------------------------------------------


def proceed(turn: Turn, wish: Wish) -> None:
    """Asks for what is still missing, or offers times."""
    if turn.reading.doctor_options and wish.doctor is None:
        ask_doctor(turn, wish, list(turn.reading.doctor_options))
    elif wish.patient is None and not wish.person and len(turn.patients) > 1:
        ask_who(turn, wish)
    elif _doctor_is_open(turn, wish):
        ask_doctor(turn, wish)
    else:
        offer(turn, wish)


def _doctor_is_open(turn: Turn, wish: Wish) -> bool:
    return wish.doctor is None and not wish.any_doctor and not wish.says_when and len(turn.doctors) > 1


def ask_doctor(turn: Turn, wish: Wish, among: list[Doctor] | None = None) -> None:
    doctors = (among or turn.doctors)[:DOCTORS_SHOWN]
    lines = [Choice(turn.doctor_name(doctor), {"doctor": doctor.id}) for doctor in doctors]
    if among is None:
        lines.append(Choice(turn.word("booking.any_doctor"), {"any": True}))
    turn.keep(FLOW, wish.to_json())
    turn.ask("booking.doctor", "booking.which_of_them" if among else "booking.which_doctor", lines)


def ask_who(turn: Turn, wish: Wish) -> None:
    lines = [Choice(patient.name or turn.word("booking.me"), {"patient": patient.id}) for patient in turn.patients]
    turn.keep(FLOW, wish.to_json())
    turn.ask("booking.who", "booking.for_whom", [*lines, Choice(turn.word("booking.someone_else"), {"other": True})])


def offer(turn: Turn, wish: Wish) -> None:
    """Reads the exact time back, or lists the nearest ones."""
    found = times.find(turn, wish)
    if found.exact is not None:
        summarise(turn, wish, found.exact)
    elif found.openings:
        list_times(turn, wish, found)
    else:
        nothing_free(turn, wish)


def list_times(turn: Turn, wish: Wish, found: times.Found, key: str | None = None) -> None:
    """Puts the free times as a list; `key` words it, where it is not a booking."""
    wish.shown = (wish.shown + [times.key(opening) for opening in found.openings])[-60:]
    turn.keep(FLOW, wish.to_json())
    if found.why is not None:
        explain(turn, found.why, wish)
    doctor = times.same_doctor(found.openings)
    facts: dict[str, Any] = {"doctor": turn.doctor_name(doctor)} if doctor else {}
    key = key or ("times.with" if doctor else "times.any")
    lines = times.choices(turn, found)
    if isinstance(found.why, SlotTaken) and wish.first is not None:
        lines.append(Choice(turn.word("times.wait"), {"wait": True}))
    turn.ask("booking.time", key, lines, **facts)


def summarise(turn: Turn, wish: Wish, opening: Opening) -> None:
    wish.chosen = times.value(opening)
    turn.keep(FLOW, wish.to_json())
    facts: dict[str, Any] = {"doctor": turn.doctor_name(opening.doctor), "when": turn.when(opening.starts_at)}
    if wish.moving:
        old = Appointment.get_by_id(wish.moving)
        key, facts["old"] = "move.summary", turn.when(old.starts_at)
    else:
        key = "booking.summary"
    answers = [Choice(turn.word("answer.book"), "yes", typed=True), Choice(turn.word("times.more"), "no", typed=True)]
    turn.ask("booking.summary", key, answers, **facts)


def nothing_free(turn: Turn, wish: Wish) -> None:
    """Honest, and never a dead end."""
    doctor = times.chosen_doctor(turn, wish)
    if wish.shown or wish.turned:
        turn.tell(f"times.none_{wish.turned}" if wish.turned else "times.no_more")
        wish.shown, wish.turned, wish.pivot = [], "", ""
        found = times.find(turn, wish)
        if found.openings:
            list_times(turn, wish, found)
            return
    if doctor is not None:
        turn.keep(FLOW, wish.to_json())
        lines = [
            Choice(turn.word("booking.any_doctor"), {"any": True}),
            Choice(turn.word("times.wait"), {"wait": True}),
        ]
        turn.ask("booking.nothing", "times.none_with", lines, doctor=turn.doctor_name(doctor))
    else:
        ask_to_wait(turn, wish, "times.none")


def ask_to_wait(turn: Turn, wish: Wish, key: str) -> None:
    """Nothing suits: the waitlist (P7)."""
    turn.keep(FLOW, wish.to_json())
    answers = [Choice(turn.word("answer.wait"), "yes", typed=True), Choice(turn.word("answer.no"), "no", typed=True)]
    turn.ask("waitlist.ask", key, answers)


def explain(turn: Turn, why: Refusal, wish: Wish) -> None:
    """Why the time asked for cannot be had, in one sentence."""
    moment = why.facts.get("starts_at") or getattr(why.facts.get("opening"), "starts_at", None)
    when = turn.when(moment) if moment else turn.word("times.that_time")
    doctor = times.chosen_doctor(turn, wish)
    who = turn.doctor_name(doctor) if doctor else turn.word("times.nobody")
    match why:
        case NotOpen():
            key = "refused.off_grid" if why.facts.get("works") else "refused.not_open"
            turn.tell(key if doctor else "refused.closed", doctor=who, when=when)
        case SlotTaken():
            turn.tell("refused.slot_taken", when=when)
        case TooFarAhead():
            turn.tell("refused.too_far_ahead", days=turn.settings.advance_booking_days)
        case TooSoon():
            turn.tell("refused.too_soon", when=when)
        case PatientBusy():
            turn.tell("refused.patient_busy", visit=turn.visit(why.facts["other"]))
        case _:
            turn.tell(f"refused.{why.code}", when=when)


# --- answers ---------------------------------------------------------------------------------------------------------


def current(turn: Turn) -> Wish:
    return Wish.from_json(turn.conversation.slots if turn.conversation.flow == FLOW else {})


def details(turn: Turn) -> None:
    """The answer, or a correction, in the patient's own words. A new BOOK starts anew, for the same person."""
    wish = current(turn)
    if wish.moving and (turn.reading.person or turn.reading.intent == "book"):
        begin(turn)  # another visit, for somebody else: not the one that is being moved
        return
    if turn.reading.intent in ("book", "slots") and not wish.moving and (turn.reading.date or turn.reading.doctor):
        wish = Wish(doctor=wish.doctor, any_doctor=wish.any_doctor, patient=wish.patient, person=wish.person)
    pivot = wish.chosen[1] if wish.chosen else _edge(wish, turn.reading.shift)
    hear(turn, wish)
    _turn_from(turn, wish, pivot)
    proceed(turn, wish)


def _edge(wish: Wish, shift: str | None) -> str:
    if not wish.shown or not shift:
        return ""
    return min(wish.shown) if shift == "earlier" else max(wish.shown)


def _turn_from(turn: Turn, wish: Wish, pivot: str) -> None:
    """ "Earlier" and "later" than what was offered, or than the visit that is moved."""
    if turn.reading.shift and pivot and not turn.reading.date and not turn.reading.time:
        wish.turned, wish.pivot = turn.reading.shift, pivot
        wish.time = wish.time_from = wish.time_to = None
        if wish.first != wish.last:
            wish.first = wish.last = None


def doctor_chosen(turn: Turn) -> None:
    wish, picked = current(turn), turn.picked
    if "doctor" in picked:
        wish.doctor, wish.any_doctor = picked["doctor"], False
    else:
        wish.doctor, wish.any_doctor = None, True
    hear(turn, wish)
    proceed(turn, wish)


def any_doctor(turn: Turn) -> None:
    """The list of doctors was answered with no name: whoever is free first."""
    wish = current(turn)
    hear(turn, wish)
    wish.any_doctor = wish.doctor is None
    proceed(turn, wish)


def who_chosen(turn: Turn) -> None:
    wish = current(turn)
    if "patient" not in turn.picked:
        turn.keep(FLOW, wish.to_json())
        turn.ask("booking.person", "booking.their_name")
        return
    wish.patient = turn.picked["patient"]
    proceed(turn, wish)


def who_named(turn: Turn) -> None:
    wish = current(turn)
    for_whom(turn, wish, turn.reading.person or turn.said.text)
    proceed(turn, wish)


def time_chosen(turn: Turn) -> None:
    wish = current(turn)
    if "more" in turn.picked:
        offer(turn, wish)
        return
    take(turn, wish, turn.picked["opening"])


def which_time(turn: Turn) -> None:
    """ "Ok" to a list: the same list, and which one it is to be; a time said with it is the answer."""
    if has_details(turn.reading):
        details(turn)
    elif turn.question is not None:
        turn.tell("times.which")
        turn.ask_again(turn.question)


def more(turn: Turn) -> None:
    offer(turn, current(turn))


def another(turn: Turn) -> None:
    """ "No" to what was offered: other times of the same wish; after a second no, the waitlist."""
    wish = current(turn)
    if has_details(turn.reading):
        details(turn)
        return
    if wish.waiting:
        turn.drop()
        turn.tell("waitlist.waits_on")
        return
    if wish.refused:
        ask_to_wait(turn, wish, "times.shall_we")
        return
    wish.refused = True
    if wish.chosen:
        wish.shown = [*wish.shown, wish.chosen[1]]
    wish.chosen, wish.time = [], None
    turn.tell("booking.another")
    offer(turn, wish)


def back(turn: Turn) -> None:
    """One step back: from the times to the doctors, from the doctors to nothing."""
    wish = current(turn)
    if turn.question is not None and turn.question.kind == "booking.doctor":
        drop(turn)
        return
    if wish.moving:
        offer(turn, Wish(doctor=wish.doctor, patient=wish.patient, service=wish.service, moving=wish.moving))
        return
    ask_doctor(turn, Wish(patient=wish.patient, person=wish.person, service=wish.service))


def afresh(turn: Turn) -> None:
    """An answer that came too late: times have gone, so the list is made anew and nothing is booked."""
    turn.tell("times.stale")
    again(turn)


def again(turn: Turn) -> None:
    """The step they are at, worded anew."""
    wish = current(turn)
    wish.chosen, wish.shown, wish.turned, wish.pivot = [], [], "", ""
    proceed(turn, wish)


def drop(turn: Turn) -> None:
    """The patient lets it be; nothing was booked, and a visit that was to move stays."""
    moving = current(turn).moving
    turn.drop()
    if moving:
        turn.tell("move.dropped", visit=turn.visit(Appointment.get_by_id(moving)))
    else:
        turn.tell("booking.dropped")


def agreed(turn: Turn) -> None:
    """Yes to the time read back; a date or time said with it is a correction instead."""
    wish = current(turn)
    if not wish.chosen:
        offer(turn, wish)
        return
    heard = turn.reading
    corrected = heard.date or heard.time or heard.doctor
    if corrected:
        before = wish.to_json()
        hear(turn, wish)
        found = times.find(turn, wish)
        same = found.exact is not None and times.value(found.exact) == before["chosen"]
        if not same:
            proceed(turn, wish)
            return
        wish = Wish.from_json(before)
    take(turn, wish, wish.chosen)


def named_in_summary(turn: Turn) -> None:
    """A newcomer answers the summary with a name: that is a yes."""
    wish = current(turn)
    if wish.patient is None and not wish.person:
        wish.person = ""
    take(turn, wish, wish.chosen, name=turn.reading.person or turn.said.text)


# --- doing it --------------------------------------------------------------------------------------------------------


def take(turn: Turn, wish: Wish, chosen: list[Any], name: str = "") -> None:
    """Books or moves to the chosen time; if it has just gone, says so and offers the nearest."""
    doctor = next((doctor for doctor in turn.doctors if doctor.id == chosen[0]), None)
    starts_at = dt.datetime.fromisoformat(chosen[1])
    if doctor is None:
        offer(turn, wish)
        return
    try:
        with transaction():  # a refusal leaves nobody half added
            if wish.moving:
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
            service=times.service_for(turn, wish, doctor), limit=times.PAGE,
        )  # fmt: skip
        if near:
            list_times(turn, wish, times.Found(near, why=refusal, more=True))
        else:
            explain(turn, refusal, wish)
            nothing_free(turn, wish)


def _book(turn: Turn, wish: Wish, doctor: Doctor, starts_at: dt.datetime, name: str) -> None:
    service = times.service_for(turn, wish, doctor)
    patient = _patient(turn, wish, name)
    opening = schedules.opening_at(turn.clinic, doctor, starts_at, now=turn.now, service=service, patient=patient)
    appointment = appointments.book(
        turn.clinic, patient, opening, contact=turn.contact, service=service, source=turn.contact.channel,
        actor=turn.actor, now=turn.now, reason=wish.reason,
    )  # fmt: skip
    turn.__dict__.pop("patients", None)
    turn.keep("", {"last": appointment.id})
    done = "booking.done" if appointment.status == "confirmed" else "booking.requested"
    turn.tell(done, visit=turn.visit(appointment), code=appointment.code)
    _waits_no_more(turn, appointment)
    notices.booked(appointment, turn.now)
    if not patient.name:
        relation = wish.person.lower()
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
        turn.clinic, doctor, starts_at, now=turn.now, service=old.service, patient=old.patient, ignoring=old
    )  # fmt: skip
    new = appointments.reschedule(old, opening, actor=turn.actor, now=turn.now)
    turn.keep("", {"last": new.id})
    turn.tell("move.done", visit=turn.visit(new), code=new.code)
    _waits_no_more(turn, new)
    notices.moved(old, new, turn.now)


def _waits_no_more(turn: Turn, visit: Appointment) -> None:
    """The visit may be what they stood on the waitlist for, or a later one kept meanwhile."""
    closed, kept = offers.fulfilled(visit, actor=turn.actor, now=turn.now)
    if closed:
        turn.tell("waitlist.left")
    if kept:
        turn.tell("waitlist.kept")
