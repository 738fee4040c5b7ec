"""What people add when the matter seemed settled: one more person, the old time after all.

> and one for Leo right after
> the old time was better
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from bot import questions
from bot.flows import again, asking, booking, cancelling, hearing, moving, naming, own, relative, series, times, visits
from bot.flows.wish import FLOW, Wish, has_details
from bot.turn import Turn
from bot.understanding.normalise import fold
from store import appointments

ANOTHER = re.compile(
    r"\b(and|also|another( one)?|one more)\b.*\bfor\b|\b(too|as well)\b|"
    r"\b(y|otra|tambi[eé]n)\b.*\bpara\b|\btambi[eé]n\b",
    re.IGNORECASE,
)
NEXT_TO_IT = re.compile(
    r"\b((right|straight|just) after|after (that|me|mine)|too|as well|despu[eé]s|tambi[eé]n)\b", re.IGNORECASE
)
OLD_TIME = re.compile(
    r"\b(old|previous|original|first|former) (time|one|slot|day|visit|appointment) (was|is|would be|works) better\b|"
    r"\b(put|move|change|switch) (it|that) back\b|\bback to (the|my) (old|previous|original|first|former)\b|"
    r"\b(keep|leave) (it|that|things|mine|my (appointment|visit)) (as|how|like|the way) (it|they|i)\b|"
    r"\b(la|el) (anterior|de antes) (era|es|estaba) mejor\b|\b(tal )?como (estaba|esta)( antes)?\b",
    re.IGNORECASE,
)
THAN = re.compile(
    r"\b(come|make it|be seen|have it|do it|be)( \w+){0,3} (later|earlier|sooner) than\b|"
    r"\b(ir|venir|llegar|pasar|ser|que sea)( \w+){0,3} (m[aá]s tarde|m[aá]s temprano|antes|despu[eé]s) (que|"
    r"de) las\b",
    re.IGNORECASE,
)
STILL_FREE = re.compile(
    r"\b(is|are|any of) (it|that|this|those|these|them|they|any of (those|them|these))( one| times?)? still "
    r"(free|available|open|there)\b|\bsiguen? (libres?|disponibles?)\b|\btodav[ií]a (hay|est[aá]n? libres?)\b",
    re.IGNORECASE,
)
# Of folded text: what does not suit is the time, and not the visit.
DOES_NOT_SUIT = re.compile(
    r"\b(that|this) (time|day|hour|slot) (does ?n.?t|does not|wo ?n.?t|will not|is ?n.?t|is no|is bad|is not)\b|"
    r"\b(ca ?n.?t|cannot|wo ?n.?t be able to) (do|make|make it|come|be there)( at| on)? (that|this|then|that early|"
    r"that late)( (time|day|hour))?\b|"
    r"\b(a )?es[ea] (hora|dia|horario|rato) (ya )?(no|tengo|estoy|me es imposible)\b|"
    r"\bno (puedo|me (queda|viene|va|sirve|acomoda))( bien)? (a )?(es[ea] (hora|dia|horario)|tan (temprano|"
    r"tarde|pronto))\b"
)
DROPPED = re.compile(
    r"\b(?:drop|skip|scratch|lose|take (?:off|out)|leave out) (?:that|this|the|my)\b|"
    r"\bs[aá]ltese\b|\bqu[ií]te(?:n?l[ao]|me)?\b",
    re.IGNORECASE,
)
UNSURE = 0.7  # asked about before anything is cancelled
A_DAY = dt.timedelta(days=1)


def does_not_suit(text: str) -> bool:
    """ "At that time I can't", "esa hora no me queda": another time is wanted, nothing is cancelled."""
    return DOES_NOT_SUIT.search(fold(text)) is not None


def heard(turn: Turn) -> bool:
    """Answers such an afterthought; False when the message is none, or nothing is there that it could add to."""
    found = _does_not_suit(turn) or _than(turn) or again.regretted(turn) or _every_week(turn) or _for_another(turn)
    return found or _one_less(turn) or _old_time(turn) or _shifted(turn) or _still_free(turn)


def _one_less(turn: Turn) -> bool:
    """ "The 9th i am away, can we drop that one?": the visit the message names, asked about first."""
    named = [visit for visit in appointments.upcoming(turn.patients, turn.now) if naming.fits(turn, visit, "cancel")]
    if len(named) != 1 or DROPPED.search(turn.said.text) is None:
        return False
    turn.reading = replace(turn.reading, intent="cancel", confidence=UNSURE)
    cancelling.cancel(turn, named[0])
    return True


def _every_week(turn: Turn) -> bool:
    """ "The same every week for a month", right after a booking: the visits that come after it."""
    last = own.just_made(turn)
    if last is None or turn.reading.doctor or turn.reading.person or not series.is_wished(turn.said.text):
        return False
    asking.proceed(turn, series.after(turn, last))
    return True


def _does_not_suit(turn: Turn) -> bool:
    """ "At that time I can't": their visit is to be moved."""
    if not does_not_suit(turn.said.text) or not own.has_any(turn) or turn.ours:
        return False
    visits.about(turn, "move")
    return True


def _for_another(turn: Turn) -> bool:
    """One more person: a visit of their own, next to the one just booked where the message says so."""
    if not (turn.reading.person or hearing.for_me(turn.said.text)) or turn.reading.intent not in (
        "unknown",
        "book",
        "more",
        "yes",
    ):
        return False
    if not ANOTHER.search(turn.said.text):
        return False
    last, wish = own.just_made(turn), Wish()
    at_the_same = hearing.SAME.search(turn.said.text)
    if last is not None and NEXT_TO_IT.search(turn.said.text) and not has_details(turn.reading) and not at_the_same:
        day = last.starts_at.astimezone(turn.clinic.zone).date()
        wish = Wish(doctor=last.doctor_id, first=day, last=day, turned="later", pivot=times.moment_key(last.starts_at))
    hearing.hear(turn, wish)
    asking.proceed(turn, wish)
    return True


def _old_time(turn: Turn) -> bool:
    """A visit just moved goes back to where it was, if that is still free: read back first."""
    if not OLD_TIME.search(turn.said.text):
        return False
    if asking.current(turn).moving:  # nothing has been moved yet
        questions.close_all(turn.ours, "replaced", turn.now)
        booking.drop(turn)
        return True
    last = own.just_made(turn)
    if last is None or last.rescheduled_from is None:
        return False
    old = last.rescheduled_from
    local = old.starts_at.astimezone(turn.clinic.zone)
    moving.move_to(turn, last, old.doctor_id, local)
    return True


def _than(turn: Turn) -> bool:
    """ "Could I come a little later than nine?" of who has a visit: it is moved."""
    if not THAN.search(turn.said.text) or not own.has_any(turn) or turn.ours or turn.reading.intent == "book":
        return False
    visits.about(turn, "move")
    return True


def _shifted(turn: Turn) -> bool:
    """ "Can we do the day before?", right after a booking: the visit just made is to be moved."""
    if turn.reading.intent not in ("unknown", "slots", "more", "yes", "no") or relative.shift(turn.said.text) is None:
        return False
    return visits.correct_last(turn)


def _still_free(turn: Turn) -> bool:
    """ "Are those still free?", hours after a list: it is made anew."""
    if not STILL_FREE.search(turn.said.text) or turn.conversation.flow != FLOW:
        return False
    if turn.conversation.updated_at + A_DAY < turn.now:
        return False
    questions.close_all(turn.ours, "replaced", turn.now)
    booking.afresh(turn)
    return True
