"""Numbers and ordinals, in digits or words."""

from __future__ import annotations

from bot.understanding.lexicon import ORDINALS, TENS, UNITS
from bot.understanding.scene import Line


def cardinal(line: Line, i: int) -> tuple[int, int] | None:
    """A number at `i` as (value, index after it): 12, "twelve", "twenty one", "twenty-one"."""
    token = line.at(i)
    if token.kind == "number":
        return (token.value, i + 1) if len(token.text) <= 4 else None
    if token.text in UNITS:
        return UNITS[token.text], i + 1
    if token.text in TENS:
        after = line.skip(i + 1, "-")
        unit = UNITS.get(line.word(after), 0)
        if 1 <= unit <= 9:
            return TENS[token.text] + unit, after + 1
        return TENS[token.text], i + 1
    return None


def count(line: Line, i: int) -> tuple[int, int] | None:
    """As `cardinal`, also "a", "an", "a couple of", "a few"."""
    if line.word(i) in ("a", "an", "1"):
        if line.word(i + 1) in ("couple", "few"):
            return (2 if line.word(i + 1) == "couple" else 3), line.skip(i + 2, "of")
        return 1, i + 1
    if line.word(i) in ("couple", "few"):
        return (2 if line.word(i) == "couple" else 3), line.skip(i + 1, "of")
    return cardinal(line, i)


def ordinal(line: Line, i: int) -> tuple[int, int] | None:
    """ "23rd", "twenty third", "third"."""
    token = line.at(i)
    if token.kind == "ordinal":
        return token.value, i + 1
    if token.text in ORDINALS:
        return ORDINALS[token.text], i + 1
    if token.text in ("twenty", "thirty"):
        after = line.skip(i + 1, "-")
        unit = ORDINALS.get(line.word(after), 0)
        if 1 <= unit <= 9:
            return TENS[token.text] + unit, after + 1
    return None


def is_wordy(line: Line, i: int) -> bool:
    """Is the number at `i` spelt in letters?"""
    return line.word(i) in UNITS or line.word(i) in TENS
