"""The person who texts: name, language, opting out and in, help, a person to talk to, being forgotten, small talk."""

from __future__ import annotations

import re

from bot import handoff, phrases
from bot.flows import asking, booking, opting, particulars
from bot.flows.hearing import RELATIVES
from bot.flows.wish import FLOW, Wish
from bot.messages import Choice
from bot.notices.fitting import fitting
from bot.turn import FLOW_LIFE, Turn
from bot.understanding.normalise import fold
from store import appointments, contacts, erasure
from store.models import Patient

# --- hello, thanks, bye ----------------------------------------------------------------------------------------------


def greet(turn: Turn) -> None:
    visits = appointments.upcoming(turn.patients, turn.now)
    if visits:
        turn.tell("greet.known", visit=turn.visit(visits[0]), code=visits[0].code)
    else:
        booking.greet(turn)
        if turn.contact.greeted_at is None and turn.contact.phone is None:
            turn.offer_to_link()


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
    asking.proceed(turn, Wish())


KIN_NAMED = re.compile(
    r"\b(?:(?:the|my|el|la|mi|su|and|y) )(?:little )?(?:boy|girl|kid|child|baby|son|daughter|husband|wife|mom|"
    r"mum|dad|patient|"
    r"ni[nñ][oa]|hij[oa]|beb[eé]|nene|nena|mam[aá]|pap[aá]|espos[oa]|marido|mujer|abuel[oa]|paciente)"
    r"(?:'s name is| is(?: called| named)?| es| se llama|'s)[ :]+(?P<name>[^\W\d_]+(?:[ '’-][^\W\d_]+){0,3})",
    re.IGNORECASE,
)
NOT_MINE = re.compile(
    r"\b(?:it'?s not|not|no soy|no es) [^\W\d_]+|\b(?:lo+l|(?:ha){2,}h?|(?:ja){2,}|xd)\b", re.IGNORECASE
)

# --- name ------------------------------------------------------------------------------------------------------------


def name(turn: Turn) -> None:
    """NAME Ana Ruiz, or a bare NAME that asks."""
    if turn.reading.person:
        _rename(turn, turn.owner, turn.reading.person)
    else:
        turn.ask("contact.name", "contact.ask_name")


def called(turn: Turn) -> None:
    """A name that nobody asked for, of a phone that has none yet."""
    _rename(turn, turn.owner, turn.said.text)


def named(turn: Turn) -> None:
    """The answer to "what name is it for?"."""
    if turn.question is not None and _family_named(turn):
        return
    asked_for = turn.question.context.get("patient") if turn.question else None
    relation = (turn.reading.person or "").lower()
    if relation in RELATIVES.get(turn.locale, ()):  # "it's for my dad": that is no name
        turn.ask("contact.name", "contact.name_of", context={"patient": asked_for}, relation=relation)
        return
    patient = Patient.get_or_none(Patient.id == asked_for) if asked_for else turn.owner
    _rename(turn, patient, turn.reading.person or _own_words(turn.said.text))
    particulars.follow_up(turn)


def _family_named(turn: Turn) -> bool:
    """ "I'm Lupita Ramos, the boy is Diego": two names, the asked-for one is the relative's."""
    found = KIN_NAMED.search(turn.said.text)
    asked_for = Patient.get_or_none(Patient.id == (turn.question.context.get("patient") if turn.question else None))
    if found is None or asked_for is None:
        return False
    if turn.reading.person and fold(turn.reading.person) != fold(found["name"]) and turn.owner is None:
        contacts.add_person(turn.contact, contacts.clean_name(turn.reading.person), turn.now, owner=True)
    _rename(turn, asked_for, found["name"])
    return True


def _own_words(text: str) -> str:
    """The name in an answer nothing else was made of: "not Ana lol. Chris" is Chris."""
    kept = NOT_MINE.sub(" ", text)
    return next((part.strip() for part in re.split(r"[.;!,\n]", kept) if part.strip()), text)


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
    particulars.follow_up(turn)


# --- language --------------------------------------------------------------------------------------------------------

SMALL_TALK = frozenset({"yes", "no", "thanks", "bye", "stop", "start"})  # a word of it is any language's
HOLA = re.compile(r"\W*hola\W*", re.IGNORECASE)  # English knows the word too, but who greets with it expects Spanish


def notice_language(turn: Turn, asked: str | None) -> None:
    """Who writes evidently in another language of ours than the clinic's is answered in it from now on (P14).

    A language that was asked for stays until another is; one that was only noticed follows a plain sentence in the
    other. `asked` is what the last question asked for: a name ("Julio Domingo") is no evidence.
    """
    language, words = turn.reading.language, len(re.findall(r"[^\W\d_]+", turn.said.text))
    if HOLA.fullmatch(turn.said.text):
        language = "es"
    if turn.contact.language_chosen_at is not None or language not in phrases.LANGUAGES or language == turn.locale:
        return
    intent = turn.reading.intent
    least = 2 if language == "en" or intent == "unknown" else 1
    if turn.contact.locale is not None:
        least = 4
    elif intent in SMALL_TALK or asked in ("name", "doctor"):
        least = 3
    if intent != "language" and words >= least:
        turn.contact.locale = language
        turn.contact.save()


def language(turn: Turn) -> None:
    wanted = turn.reading.language
    if wanted in phrases.LANGUAGES:
        _speak(turn, wanted)
        return
    lines = [Choice(phrases.say("language.name", code), {"language": code}) for code in phrases.LANGUAGES]
    turn.ask("contact.language", "language.which", lines)


def _speak(turn: Turn, language: str) -> None:
    turn.contact.locale, turn.contact.language_chosen_at = language, turn.now
    turn.contact.save()
    turn.tell("language.set", language=phrases.say("language.name", language))
    if turn.conversation.flow == FLOW and turn.conversation.updated_at + FLOW_LIFE > turn.now:
        booking.again(turn)


def language_chosen(turn: Turn) -> None:
    _speak(turn, turn.picked["language"])


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
    turn.lines.append(fitting("erase.done", turn.locale, clinic=turn.clinic.name))
    erasure.forget(turn.contact, turn.actor, turn.now)
    turn.drop()


def not_erased(turn: Turn) -> None:
    turn.tell("erase.kept")
