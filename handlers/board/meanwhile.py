"""Two people at one set-up form: the slower is shown what the faster changed, and overwrites nothing unseen.

A form about something that is there carries, hidden, what it showed when it was opened (`was`). When it comes back and
that is no longer so, it is shown again: what was typed is kept, what was not touched is as it is now, and a sentence
says who changed what. A second press on Save is then meant.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from flask import request

from handlers.board import words
from handlers.staff.endpoint import Asker
from store.models import Audit

FIELD = "was"
Values = Mapping[str, Sequence[str]]
State = dict[str, list[str]]


class ChangedMeanwhile(Exception):
    """`theirs`: the fields that somebody else changed, as they are now. `values`: what the form is to show."""

    def __init__(self, now: State, values: State, theirs: State) -> None:
        super().__init__(f"changed meanwhile: {', '.join(theirs)}")
        self.now, self.values, self.theirs = now, values, theirs


def state(values: Values) -> State:
    """Values as they are compared: no empty ones, the ticks of a list in one order."""
    return {name: sorted(one for one in some if one) for name, some in values.items()}


def written(values: Values) -> str:
    """`values` for the hidden field."""
    return json.dumps(state(values))


def shown() -> State | None:
    """What the form that was sent showed at first; None where it does not say."""
    try:
        given = json.loads(request.form.get(FIELD, ""))
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict):
        return None
    return {str(name): [str(one) for one in some] for name, some in given.items() if isinstance(some, list)}


def check(now: Values, typed: Values) -> None:
    """Raises ChangedMeanwhile where a field of `now` is not what the form showed, nor what was typed.

    `typed` holds what the sent form has in place of these fields; {} where it has none of them.
    """
    was, current = shown(), state(now)
    if was is None:
        return
    mine = {name: state(typed).get(name, []) for name in current} if typed else was
    changed = [name for name in current if name in was and current[name] != was[name]]
    theirs = {name: current[name] for name in changed if mine.get(name) != current[name]}
    if theirs:
        kept = {name: mine[name] for name in mine if name not in changed or mine[name] != was[name]}
        raise ChangedMeanwhile(current, {**current, **kept}, theirs)


def told(hit: ChangedMeanwhile, named: Mapping[str, tuple[str, str, str]], by: Audit | None, asker: Asker) -> str:
    """ "Rita Front changed this meanwhile, 10:05am: Room is 3 now (yours: 2). …"; `named` has, for each of `theirs`,
    what the field is called, what stands in it now, and what was typed ("" where nothing new was)."""
    facts = (f"{label} is {now} now{f' (yours: {own})' if own else ''}" for label, now, own in named.values())
    who = f"{words.person(by)} changed this meanwhile, {words.when(by, asker)}" if by else "This has changed meanwhile"
    return f"{who}: {'; '.join(facts)}. Nothing of yours is saved yet: look again, then press the button once more."
