"""Opting out and in (RULES 1-5): STOP and whatever means it, START, a bare CANCEL, the carrier's own list, one mute.

One STOP silences the phone, for everybody it speaks for. Nothing here guesses: words that may mean STOP and name no
visit do.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot import questions
from bot.flows import lost, own, queue, waitlist
from bot.notices import opting as notices
from bot.notices.fitting import fitting
from bot.turn import Turn
from bot.understanding.normalise import fold
from store import appointments, contacts
from store.models import Appointment
from store.visit_lists import UPCOMING

# Bare words, and plain wordings that end texts beside those that bot/understanding reads.
STOPS = re.compile(
    r"""(please\s+|can\s+you\s+|could\s+you\s+)?(
        alto | parar | basta | desuscribir(me)? | darme\s+de\s+baja
      | take\s+me\s+off(\s+(your\s+list|(this|your|the|these)\s+texts?))?
      | (end|no\s+more|cancel|stop)\s+((all|the|these|those|your)\s+)*(texts?|messages?|sms|reminders?|texting)
      | stop\s+(it|this|that|reminding\s+me|sending\s+(me\s+)?(texts?|messages?|reminders?|these|this))
      | (do\s*n.?t|never)\s+remind\s+me(\s+(again|any\s*more))?
    )([\s,]+please)?\W*""",
    re.IGNORECASE | re.VERBOSE,
)
# Of Spanish, without accents.
NEWS = r"((tant[oa]s?|es[oa]s|est[oa]s|otros?|ningun[oa]?)\s+)?(mensaj\w*|textos?|sms|avisos?|recordatorios?)"
STOPS_SPANISH = re.compile(
    rf"""(por\s+favor[\s,]+)?(ya\s+)?(
        no\s+me\s+(mand|envi|escrib|contact|molest|text)\w+(\s+(mas|nada|{NEWS}))*
      | no\s+(quiero|deseo)(\s+(recibir|mas|sus|estos|los|{NEWS}))*\s+{NEWS}(\s+mas)?
      | (dej|par|bast)\w+\s+(ya\s+)?de\s+(escrib|mand|envi|molest|contact|text)\w+(\s+(mas|{NEWS}))*
      | (quit|saqu|borr|elimin)\w*me\s+de\s+(su|tu|esta)\s+lista
      | (quit|saqu|borr|elimin)\w+\s+mi\s+(numero|telefono)(\s+de\s+(su|la)\s+lista)?
    )([\s,]+(por\s+favor|gracias|nunca|ya))*\W*""",
    re.VERBOSE,
)
# "The list" is the waitlist to who is on it, "your list" never is.
OFF_THE_LIST = re.compile(
    r"((and|also|ok|okay|so|then|y|tambien|bueno|pues)[\s,]+)*((please\s+)?(take|remove|get)\s+me\s+(off|"
    r"from)\s+(this|the)\s+list|"
    r"(por\s+favor[\s,]+)?(quit|saqu|borr|elimin)\w*me\s+de\s+la\s+lista)([\s,]+(please|por\s+favor))?\W*"
)
OFF_A_LIST = re.compile(
    r"\b(take|remove|get|drop|pull|scratch|cross) (me|us|my name) (off|from|out) (of )?(that|the|this|your)( \w+)? ?"
    r"(wait(ing)?)? ?list\b|\b(quit|saqu|borr|elimin)\w*(me|nos) de (la|esa|esta) lista\b"
)
WRONG_NUMBER = re.compile(
    r"(\W*(sorry|hi|hello|hey|no|i think|lo siento|perd[oó]n|disculp\w+|hola|creo que)\W+){0,2}"
    r"((you|u)\s*('?ve|have)?\s*(got|have|texted)?\s*|this is\s+|its?\s+|it's\s+|tiene\s+(el\s+)?|"
    r"es\s+)?(a\s+|the\s+)?"
    r"(wrong (number|person|phone)|n[uú]mero equivocado|persona equivocada)"
    r"(\W+(sorry|stop|please stop|perdon|lo siento))?\W*",
    re.IGNORECASE,
)
STARTS = re.compile(
    r"(please\s+)?(unstop|start)(\s+(please|again|texts?|messages?))*\W*|"
    r"((quiero\s+)?(darme|dame|denme|dadme)\s+de\s+)?alta([\s,]+(de\s+nuevo|otra\s+vez|por\s+favor))*\W*",
    re.IGNORECASE,
)

# Not a STOP only because it names one visit, by code or as the one just spoken of.
NAMED = (
    r"(?P<this>this|that|it|esta|este|eso|esa|ese)(\s+(one|visit|appointment|appt|reminder|cita|visita))?|"
    r"(?P<code>[a-z]\d{1,3})"
)
MUTE = re.compile(
    rf"""\W*(please\s+)?(?:(?P<un>un|un-)?mute | silenciar | callar | (?P<again>recordar(me)?)
      | (do\s*n.?t|no\s+need\s+to)\s+(remind|text)\s+me(\s+(again|any\s*more))?\s+(about|of|for)
      | (stop|no(\s+more)?)\s+(reminders?|reminding\s+me|texts?)\s+(about|of|for)
      | no\s+me\s+(recuerdes?|avises?|recuerde)(\s+(de|sobre))?
    )(\s+(the|my))?(\s+(visit|appointment|appt|cita|visita))?\s*({NAMED})?\s*(please|any\s*more)?\W*""",
    re.IGNORECASE | re.VERBOSE,
)

VISIT = re.compile(r"\b(visit|appointment|appt|cita|visita)\b", re.IGNORECASE)


def means_stop(turn: Turn) -> bool:
    """STOP, its synonyms and plain wordings, unless the words name one visit that is to be muted."""
    text = turn.said.text.strip()
    if _mute(turn) is not None:
        return False
    if turn.reading.intent == "stop" or STOPS.fullmatch(text) or WRONG_NUMBER.fullmatch(text):
        return True
    if OFF_THE_LIST.fullmatch(fold(text)):
        return not waitlist.waited(turn)
    return STOPS_SPANISH.fullmatch(fold(text)) is not None


def leaves_the_list(turn: Turn) -> bool:
    """ "Take me off the list" of who is on the waitlist; of anybody else it is a STOP. In a sentence it is never one,
    and no visit is meant by it.
    """
    if OFF_A_LIST.search(fold(turn.said.text)):
        return True
    return OFF_THE_LIST.fullmatch(fold(turn.said.text.strip())) is not None and waitlist.waited(turn)


def stop(turn: Turn) -> None:
    """Silence from now on, but for this one confirmation. Visits stay as they are."""
    wrong = WRONG_NUMBER.fullmatch(turn.said.text.strip()) is not None
    turn.drop()
    questions.close_all(turn.open_questions, "expired", turn.now)
    contacts.opt_out(turn.contact, "wrong number" if wrong else "said", turn.now, wording=turn.said.text[:300])
    turn.lines.append(fitting("stop.done", turn.locale, clinic=turn.clinic.name))
    if wrong:
        notices.wrong_number(turn.contact, turn.now)


def means_start(turn: Turn) -> bool:
    return turn.reading.intent == "start" or STARTS.fullmatch(turn.said.text.strip()) is not None


def start(turn: Turn) -> bool:
    """Back in; False when they had not opted out."""
    if not contacts.opt_in(turn.contact, "said", turn.now, wording=turn.said.text[:300]):
        return False
    turn.lines.append(fitting("start.done", turn.locale, clinic=turn.clinic.name))
    return True


def unheard(turn: Turn) -> None:
    """Somebody who has stopped texts writes all the same: no answer may go, so the desk is told, once a day."""
    if turn.said.text.strip():
        notices.wrote_though_stopped(turn.contact, turn.said.text, turn.now)


# --- a bare CANCEL ---------------------------------------------------------------------------------------------------


def is_bare_cancel(text: str) -> bool:
    """The one word that a patient means for a visit, and a US carrier, and the law, for the texts (RULES 2, 4)."""
    return text.strip().lower().rstrip(".!") == "cancel"


def cancels_nothing(turn: Turn) -> bool:
    """A bare CANCEL by text with no visit, no place in a line and nothing half-done: it is a STOP (RULES 4)."""
    if turn.contact.channel == "telegram" or not is_bare_cancel(turn.said.text):
        return False
    half_done = any(question.kind != lost.KIND for question in turn.open_questions) or bool(turn.conversation.flow)
    return not half_done and not own.has_any(turn) and queue.live(turn) is None and not waitlist.waits(turn)


def gives_up_place(turn: Turn) -> bool:
    """A bare CANCEL of who has no visit but stands in line or on the waitlist: that is what they leave."""
    return is_bare_cancel(turn.said.text) and not own.has_any(turn) and (
        queue.live(turn) is not None or waitlist.waits(turn)
    )  # fmt: skip


# --- the carrier's own list ------------------------------------------------------------------------------------------


def carrier_acted(turn: Turn, answer: Callable[[], None]) -> None:
    """The carrier has already answered STOP, START or HELP in its own words (RULES 3): we remember, and say nothing.

    CANCEL and YES are its words too, and ours: `answer` does what the patient meant by them. After a CANCEL nothing
    reaches them any more, so the desk is told what became of it; a YES leaves them reachable, and is answered.
    """
    match turn.said.carrier_opt:
        case "STOP" if is_bare_cancel(turn.said.text) and turn.contact.opted_out_at is None:
            _cancelled_unheard(turn, answer)
        case "STOP":
            contacts.opt_out(turn.contact, "carrier", turn.now, wording=turn.said.text[:300])
        case "START":
            contacts.opt_in(turn.contact, "carrier", turn.now, wording=turn.said.text[:300])
            if turn.said.text.strip().lower().rstrip(".!") == "yes":
                answer()


def _cancelled_unheard(turn: Turn, answer: Callable[[], None]) -> None:
    before = {visit.id for visit in appointments.upcoming(turn.patients, turn.now)}
    answer()
    left = {visit.id for visit in appointments.upcoming(turn.patients, turn.now)}
    if turn.asked is not None:  # nobody will read it
        questions.close(turn.asked, "expired", turn.now)
    turn.lines, turn.choices, turn.asked = [], (), None
    contacts.opt_out(turn.contact, "carrier", turn.now, wording=turn.said.text[:300])
    if before:
        notices.silenced_by_cancel(turn.contact, turn.now, cancelled=bool(before - left))


# --- one visit muted -------------------------------------------------------------------------------------------------


def _mute(turn: Turn) -> re.Match[str] | None:
    """The words, where they name a visit: "mute K7", "don't remind me about this one"; a bare MUTE means the next."""
    found = MUTE.fullmatch(turn.said.text.strip())
    named = found is not None and (found["code"] or found["this"])
    bare = turn.said.text.strip().lower().rstrip(".!") in ("mute", "unmute", "silenciar")
    visit = found is not None and VISIT.search(turn.said.text) is not None
    return found if named or bare or visit else None


def mutes(turn: Turn) -> bool:
    """Whether the message mutes (or unmutes) one visit; done when it does."""
    found = _mute(turn)
    if found is None:
        return False
    visit = _meant(turn, (found["code"] or "").upper())
    if visit is None:
        key = "visit.no_such_code" if found["code"] else "visit.none"
        turn.tell(key, code=(found["code"] or "").upper())
        return True
    muted = not (found["un"] or found["again"])
    appointments.mute(visit, muted, actor=turn.actor, now=turn.now)
    turn.tell("mute.done" if muted else "mute.undone", visit=turn.visit(visit), code=visit.code)
    return True


def _meant(turn: Turn, code: str) -> Appointment | None:
    """The visit of this code; without one that last asked about, else the next."""
    if code:
        visit = appointments.by_code(turn.contact, code, turn.now)
        return visit if visit is not None and visit.status in UPCOMING else None
    asked = [q.appointment for q in turn.open_questions if q.appointment is not None]
    upcoming = appointments.upcoming(turn.patients, turn.now)
    ids = {visit.id for visit in upcoming}
    return next((visit for visit in asked if visit.id in ids), None) or next(iter(upcoming), None)
