"""A choice in a list: "2", "#2", "option 2", "the second one", "the last one"."""

from __future__ import annotations

from bot.understanding.lexicon import words
from bot.understanding.numbers import cardinal, ordinal
from bot.understanding.scene import Line

_AROUND = words(
    "please the option number one choice i want will take thanks ok yes go with no would like slot "
    "time lets do pick choose "
    "prefer works for me a is good fine my ill how about cancel confirm move reschedule change"
)


def choice(line: Line, asked: str | None, dated: bool) -> int | None:
    """The number chosen, counted from 1, -1 for the last; None where the message says more or asks for something else.

    asked: what the last question asked. dated: the message names a day ("the 5th"), which wins unless a list was shown.
    """
    said = [t for t in line.tokens if t.kind != "mark"]
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
