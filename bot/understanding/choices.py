"""A choice in a list: "2", "#2", "option 2", "the second one", "the last one"."""

from __future__ import annotations

from bot.understanding.lexicon import MONTHS, WEEKDAYS, words
from bot.understanding.normalise import Token
from bot.understanding.numbers import cardinal, ordinal
from bot.understanding.scene import Line

_DAYS = frozenset(WEEKDAYS) | frozenset(MONTHS) | words("today tomorrow tonight week day")
_FAR = 30  # words of a message looked at

_AROUND = words(
    "please the option number one choice i want will take thanks ok yes go with no would like slot "
    "time lets do pick choose "
    "prefer works for me a is good fine my ill how about cancel confirm move reschedule change ugh hmm um uh ah oh well so "
    "alright right then yeah yep sure great cool"
)


_POINTED = words("one option choice slot time please")
_REFUSED = words("not no than except besides before after dont didnt isnt cant")


def _names_a_day(said: list[Token]) -> bool:
    """Is a day named by more than an ordinal ("the first one on friday"; not "the 3rd one")?"""
    return any(t.text in _DAYS for t in said)


_ENDS = {"earlier": 1, "earliest": 1, "later": -1, "latest": -1}  # "the earlier one", of a list in order


def _pointed(said: list[Token]) -> int | None:
    """The line pointed at in a sentence of whatever else ("the second one please, that leaves time for lunch")."""
    plain, found = Line(said), set[int]()
    for i in range(min(len(said), _FAR)):
        nth = ordinal(plain, i)
        if nth and plain.word(nth[1]) in _POINTED and not any(plain.word(j) in _REFUSED for j in range(i - 4, i)):
            found.add(nth[0])
        elif plain.word(i) == "last" and plain.word(i + 1) in ("one", "option") and plain.word(i - 1) == "the":
            found.add(-1)
        elif plain.word(i) in _ENDS and plain.word(i + 1) == "one" and plain.word(i - 1) == "the":
            found.add(_ENDS[plain.word(i)])
        elif plain.word(i) in ("number", "option") and said[i + 1 : i + 2] and said[i + 1].kind == "number":
            found.add(said[i + 1].value)
    return found.pop() if len(found) == 1 else None


def choice(line: Line, asked: str | None, dated: bool) -> int | None:
    """The number chosen, counted from 1, -1 for the last; None where the message says more or asks for something else.

    asked: what the last question asked. dated: the message names a day ("the 5th"), which wins unless a list was shown.
    """
    said = [t for t in line.tokens if t.kind != "mark"]
    pointed = _pointed(said) if asked == "choice" and not (dated and _names_a_day(said)) else None
    if pointed is not None:
        return pointed
    pointing = any(t.text in ("one", "option", "number", "#") for t in line.tokens[1:])
    if asked == "name" or (asked in ("time", "date") and not pointing):
        return None
    kept = [t for t in said if t.text not in _AROUND]
    if not kept and len(said) <= 4:
        kept = [t for t in said if t.text == "one"][:1]
    if not kept or len(kept) > 2 or len(said) > 8:
        return None
    plain = Line(kept)
    if plain.word(0) == "last" and len(kept) == 1:
        return -1
    found = ordinal(plain, 0) or cardinal(plain, 0)
    if found is None or found[1] != len(kept) or not 0 < found[0] <= 99:
        return None
    return None if asked != "choice" and dated and not pointing and kept[0].kind == "ordinal" else found[0]
