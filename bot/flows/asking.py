"""One step of a booking after the other: what is still missing is asked, a free time is read back or listed."""

from __future__ import annotations

from typing import Any

from bot import wording
from bot.flows import series, times
from bot.flows.wish import FLOW, Wish
from bot.messages import Choice
from bot.turn import Turn
from store.errors import NotOpen, PatientBusy, Refusal, SlotTaken, TooFarAhead, TooSoon
from store.models import Appointment, Doctor
from store.schedules import Opening

DOCTORS_SHOWN = 12


def current(turn: Turn) -> Wish:
    return Wish.from_json(turn.conversation.slots if turn.conversation.flow == FLOW else {})


def proceed(turn: Turn, wish: Wish) -> None:
    """Asks for what is still missing, or offers times."""
    if turn.reading.doctor_options and wish.doctor is None:
        ask_doctor(turn, wish, list(turn.reading.doctor_options))
    elif wish.patient is None and not wish.person and not wish.mine and len(turn.patients) > 1:
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
    lines = times.choices(turn, found, wish.visit_type)
    if isinstance(found.why, SlotTaken) and wish.first is not None:
        lines.append(Choice(turn.word("times.wait"), {"wait": True}))
    turn.ask("booking.time", key, lines, **facts)


def summarise(turn: Turn, wish: Wish, opening: Opening) -> None:
    wish.chosen = times.value(opening)
    if wish.weeks and not wish.moving and series.read_back(turn, wish, opening):
        return
    wish.weeks = 0
    turn.keep(FLOW, wish.to_json())
    facts: dict[str, Any] = {
        "doctor": turn.doctor_name(opening.doctor),
        "when": times.moment(turn, opening, wish.visit_type),
    }
    if wish.moving:
        old = Appointment.get_by_id(wish.moving)
        if (old.doctor_id, old.starts_at, old.visit_type) == (opening.doctor.id, opening.starts_at, wish.visit_type):
            turn.drop()  # what they have already
            turn.tell("move.dropped", visit=turn.visit(old))
            return
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
    if wish.visit_type:
        turn.tell(f"times.none_{wish.visit_type}")
        wish.visit_type = ""
        offer(turn, wish)
    elif doctor is not None:
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
        case NotOpen(facts={"day": day}):
            absent = why.facts["doctor"] is not None
            turn.tell(
                "refused.not_in" if absent else "refused.closed_on", doctor=who, day=wording.day(day, turn.locale)
            )
        case SlotTaken(facts={"day": None}):
            turn.tell("refused.nothing_then")
        case SlotTaken(facts={"day": day}):
            turn.tell("refused.nothing_on", day=wording.day(day, turn.locale))
        case NotOpen(facts={"works": True}) if wish.visit_type and doctor:
            turn.tell(f"refused.not_{wish.visit_type}", doctor=who, when=when)
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
