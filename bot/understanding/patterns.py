"""A small language for cues, so that what people write stands in the tables and not in regular expressions.

One cue a line, its elements separated by spaces:
    word|other    one of these words (an underscore joins words: get_rid_of)
    [word|other]  perhaps one of them
    ~3            up to three words of any kind
    NAME          one of a named set
    *ologist      any word that ends so; book* any that begins so
    #             any figures
    ^  $          the beginning, the end of the message
    !a|b          and none of these comes next;  !~3:a|b  nor within the next three words
    -a|b          and none of these stands just before (at the beginning of a cue)
Gaps are bounded, so matching is linear in the length of the message. A cue is tried only when the message has one of
the words it cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Cue:
    """One line, compiled when first tried. needs: words of which the message must have one (empty: always tried)."""

    source: str
    needs: frozenset[str]

    def found(self, padded: str) -> bool:
        return _compiled(self.source).search(padded) is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """The cues of one intent, at one confidence."""

    intent: str
    confidence: float
    cues: tuple[Cue, ...]

    def prefix(self, padded: str) -> int:
        """Where the longest of the cues that begin with "^" ends in `padded`, or 0."""
        return max((found.end() for cue in self.cues if (found := _compiled(cue.source).match(padded))), default=0)

    def fits(self, padded: str, said: frozenset[str]) -> bool:
        """padded: the words joined by single spaces, one space at either end; said: the same words."""
        return any((not cue.needs or cue.needs & said) and cue.found(padded) for cue in self.cues)


def rule(intent: str, confidence: float, lines: str, names: Mapping[str, str]) -> Rule:
    """Compiles a block of cues, one a line. A line goes on after a "|" at its end, or before a "+" at its beginning."""
    whole = re.sub(r"\|\n +", "|", re.sub(r"\n +\+", "", lines.strip()))
    return Rule(intent, confidence, tuple(_cue(line.split(), names) for line in whole.splitlines()))


def _alternatives(element: str, names: Mapping[str, str]) -> list[str]:
    out: list[str] = []
    for choice in element.split("|"):
        out += _alternatives(names[choice], names) if choice in names else [choice]
    return out


def _either(element: str, names: Mapping[str, str]) -> str:
    """The regular expression of one of some words, without the space that follows."""
    choices = (
        re.escape(c).replace(r"\*", r"\S*").replace(r"\#", r"\d+").replace("_", " ")
        for c in _alternatives(element, names)
    )
    return f"(?:{'|'.join(choices)})"


def _cue(elements: list[str], names: Mapping[str, str]) -> Cue:
    out, needs = "" if elements[0] == "^" else " ", frozenset[str]()
    for element in elements:
        head = element[0]
        if head == "^":
            out += "^ "
        elif head == "$":
            out += "$"
        elif head == "~":
            out += rf"(?:\S+ ){{0,{int(element[1:])}}}?"
        elif head == "[":
            out += f"(?:{_either(element[1:-1], names)} )?"
        elif head == "!":
            gap, _, rest = element[1:].rpartition(":")
            ahead = rf"(?:\S+ ){{0,{int(gap[1:])}}}?" if gap else ""
            out += f"(?!{ahead}{_either(rest, names)} )"
        elif head == "-":
            out += "".join(f"(?<! {re.escape(c)} )" for c in _alternatives(element[1:], names))
        else:
            out += _either(element, names) + " "
            needs = _rarer(needs, _alternatives(element, names))
    return Cue(out, needs)


def _rarer(needs: frozenset[str], choices: list[str]) -> frozenset[str]:
    """The smaller set of first words; none where a choice is open at an end."""
    if any("*" in choice or choice == "#" for choice in choices):
        return needs
    found = frozenset(choice.split("_")[0] for choice in choices)
    common = found & _COMMON
    return found if not common and (not needs or len(found) < len(needs)) else needs


_COMMON = frozenset(
    [
        "i",
        "you",
        "the",
        "a",
        "an",
        "to",
        "my",
        "it",
        "is",
        "of",
        "and",
        "do",
        "can",
        "me",
        "in",
        "on",
        "for",
        "what",
        "have",
    ]
)
