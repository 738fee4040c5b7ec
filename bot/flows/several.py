"""What is said of several visits at once: "cancel both", "confirm all of them", an answer to a whole day's reminder.

> cancel both
< Cancel both: Dr. Lee, Tue 24 Nov, 3pm; Dr. Patel, Fri 27 Nov, 9am?
> yes
< Cancelled: Dr. Lee, Tue 24 Nov, 3pm; Dr. Patel, Fri 27 Nov, 9am. To book again, text BOOK.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.flows import cancelling, naming, own, visits
from bot.messages import Choice
from bot.turn import Turn
from store import appointments
from store.models import Appointment
from store.visit_lists import UPCOMING

ALL = re.compile(  # "la de las dos" is the one at two o'clock
    r"\b(both|all|everything|every one|each of them|the lot|ambas|ambos|(?<!de )las dos|los dos|tod[ao]s?)\b", re.I
)


def about(turn: Turn, what: str) -> None:
    """As visits.about; all the visits that are named, where the message says "both" or "all"."""
    if what in ("cancel", "confirm") and not turn.reading.code and ALL.search(turn.said.text):
        said = turn.read(ALL.sub(" ", turn.said.text), None)
        turn.reading = replace(said, intent=turn.reading.intent, confidence=turn.reading.confidence)
        standing = _named(turn, appointments.upcoming(turn.patients, turn.now), what)
        if len(standing) > 1:
            _all(turn, what, standing)
            return
    visits.about(turn, what)


def _named(turn: Turn, among: Sequence[Appointment], what: str) -> list[Appointment]:
    """Those of the visits that the message names, else all of them."""
    return [visit for visit in among if naming.fits(turn, visit, what)] or list(among)


def _all(turn: Turn, what: str, standing: Sequence[Appointment]) -> None:
    if what == "confirm":
        _confirm(turn, standing)
        return
    answers = [Choice(turn.word("answer.cancel_all"), "yes"), Choice(turn.word("answer.keep_all"), "no")]
    key = "visit.sure_both" if len(standing) == 2 else "visit.sure_all"
    ids = [visit.id for visit in standing]
    turn.ask("visit.sure_all", key, answers, context={"visits": ids}, count=len(ids), visits=_listed(turn, standing))


def _listed(turn: Turn, standing: Sequence[Appointment]) -> str:
    return "; ".join(turn.visit(visit) for visit in standing)


def _asked(turn: Turn) -> list[Appointment]:
    """The visits of the question that is answered which still stand."""
    ids = turn.question.context.get("visits", []) if turn.question else []
    return [visit for visit in appointments.of_ids(ids) if visit.status in UPCOMING]


def sure(turn: Turn) -> None:
    """Yes to "cancel both?"."""
    done = [visit for visit in _asked(turn) if cancelling.release(turn, visit)]
    if done:
        turn.keep("", {"cancelled": [visit.id for visit in done]})
        turn.lines.insert(0, turn.word("visit.all_cancelled", visits=_listed(turn, done)))
    elif not turn.lines:
        turn.tell("visit.none")


def kept(turn: Turn) -> None:
    """No to "cancel both?"."""
    turn.tell("visit.all_kept", visits=_listed(turn, _asked(turn)))


def sure_chosen(turn: Turn) -> None:
    (sure if turn.picked_value == "yes" else kept)(turn)


def which_all(turn: Turn) -> None:
    """ "Both", to "which visit?": the visits of that list; what cannot be done to several is asked again."""
    question = turn.question
    what = question.context.get("what", "status") if question else "status"
    listed = appointments.of_ids(choice["value"]["visit"] for choice in question.choices) if question else []
    standing = [visit for visit in listed if visit.status in UPCOMING]
    if what in ("cancel", "confirm") and len(standing) > 1:
        _all(turn, what, standing)
    elif question is not None:
        turn.tell("which.first")
        turn.ask_again(question)


# --- a reminder of a whole day ---------------------------------------------------------------------------------------


def confirm_all(turn: Turn) -> None:
    """C to a reminder of a whole day: every visit of it that stands."""
    standing = own.asked_about(turn.question) if turn.question else []
    if len(standing) < 2:
        for visit in standing:
            visits.confirm(turn, visit)
        if not standing:
            visits.about(turn, "confirm")
        return
    _confirm(turn, standing)


def _confirm(turn: Turn, standing: Sequence[Appointment]) -> None:
    for visit in standing:
        appointments.confirm(visit, actor=turn.actor, now=turn.now)
    turn.tell("visit.all_confirmed", count=len(standing))
    turn.lines += [turn.visit(visit) for visit in standing]


def one_of(what: str) -> Callable[[Turn], None]:
    """X, M or LATE to a reminder of a whole day: the visit it names, else which one."""
    return lambda turn: _one_of(turn, what)


def _one_of(turn: Turn, what: str) -> None:
    standing = own.asked_about(turn.question) if turn.question else []
    named = _named(turn, standing, what)
    if turn.reading.code or not standing:
        turn.question = None
        visits.about(turn, what)
    elif len(named) == 1:
        visits.ACTS[what](turn, named[0])
    elif what == "cancel" and ALL.search(turn.said.text):
        _all(turn, what, named)
    else:
        lines = [Choice(turn.visit(visit), {"visit": visit.id}) for visit in named]
        turn.ask("visit.which", f"which.{what}", lines, context={"what": what, "said": turn.said.text})
