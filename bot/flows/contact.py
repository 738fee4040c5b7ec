"""The person who texts: name, language, opting out and in, help, a person to talk to, being forgotten, small talk."""

from __future__ import annotations

from bot import handoff, phrases
from bot.flows import booking, opting
from bot.flows.wish import Wish
from bot.messages import Choice
from bot.turn import Turn
from store import appointments, contacts, erasure
from store.models import Patient

# --- hello, thanks, bye ----------------------------------------------------------------------------------------------


def greet(turn: Turn) -> None:
    visits = appointments.upcoming(turn.patients, turn.now)
    if visits:
        turn.tell("greet.known", visit=turn.visit(visits[0]), code=visits[0].code)
    else:
        booking.greet(turn)


def thanks(turn: Turn) -> None:
    visits = appointments.upcoming(turn.patients, turn.now)
    if visits:
        turn.tell("thanks.see_you", visit=turn.visit(visits[0]))
    else:
        turn.tell("thanks.plain")


def help_(turn: Turn) -> None:
    turn.tell("help.text", clinic=turn.clinic.name)


def restart(turn: Turn) -> None:
    turn.drop()
    turn.tell("restart.done")
    booking.proceed(turn, Wish())


# --- name ------------------------------------------------------------------------------------------------------------


def name(turn: Turn) -> None:
    """NAME Ana Ruiz, or a bare NAME that asks."""
    if turn.reading.person:
        _rename(turn, turn.owner, turn.reading.person)
    else:
        turn.ask("contact.name", "contact.ask_name")


def named(turn: Turn) -> None:
    """The answer to "what name is it for?"."""
    asked_for = turn.question.context.get("patient") if turn.question else None
    patient = Patient.get_or_none(Patient.id == asked_for) if asked_for else turn.owner
    _rename(turn, patient, turn.reading.person or turn.said.text)


def _rename(turn: Turn, patient: Patient | None, said: str) -> None:
    clean = contacts.clean_name(said)
    if patient is None:
        patient = contacts.add_person(turn.contact, clean, turn.now, owner=True)
    else:
        contacts.rename(patient, clean, turn.actor, turn.now)
    visits = appointments.upcoming([patient], turn.now)
    if visits:
        turn.tell("contact.named_with_visit", name=clean, visit=turn.visit(visits[0]))
    else:
        turn.tell("contact.named", name=clean)


def unnamed(turn: Turn) -> None:
    """They would rather not say; the visit stands all the same."""
    turn.tell("contact.no_name")


# --- language --------------------------------------------------------------------------------------------------------


def language(turn: Turn) -> None:
    wanted = turn.reading.language
    if wanted in phrases.LANGUAGES:
        turn.contact.locale = wanted
        turn.contact.save()
        turn.tell("language.set", language=phrases.NAMES[wanted])
        return
    lines = [Choice(phrases.NAMES[code], {"language": code}) for code in phrases.LANGUAGES]
    turn.ask("contact.language", "language.which", lines)


def language_chosen(turn: Turn) -> None:
    turn.contact.locale = turn.picked["language"]
    turn.contact.save()
    turn.tell("language.set", language=phrases.NAMES[turn.picked["language"]])


def start(turn: Turn) -> None:
    """START: back in after a STOP (RULES 3), else a greeting."""
    if not opting.start(turn):
        greet(turn)


# --- a person --------------------------------------------------------------------------------------------------------


def agent(turn: Turn) -> None:
    """The thread goes to the desk, and the bot leaves the talking to them (S3)."""
    handoff.begin(turn, "asked")
    turn.tell("agent.told")


def emergency(turn: Turn) -> None:
    """Worrying words: the emergency number at once, and the desk."""
    handoff.begin(turn, "emergency")
    turn.tell("emergency.call", number=turn.clinic.emergency_number)


# --- being forgotten (C7) --------------------------------------------------------------------------------------------


def erase(turn: Turn) -> None:
    answers = [Choice(turn.word("answer.erase"), "yes"), Choice(turn.word("answer.keep"), "no")]
    turn.ask("contact.erase", "erase.sure", answers)


def erase_chosen(turn: Turn) -> None:
    if turn.picked_value == "yes":
        erased(turn)
    else:
        turn.tell("erase.kept")


def erased(turn: Turn) -> None:
    """Upcoming visits are cancelled, name and number forgotten, the messages emptied."""
    turn.tell("erase.done", clinic=turn.clinic.name)
    erasure.forget(turn.contact, turn.actor, turn.now)
    turn.drop()


def not_erased(turn: Turn) -> None:
    turn.tell("erase.kept")
