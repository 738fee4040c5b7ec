"""From what was typed to a list of plain words: case, accents, quotes, "p . m .", glued digits, texting shorthand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.understanding.lexicon import SHORTHAND

LONGEST = 1600  # characters; the longest text a carrier joins. What comes after is not read.

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "\u200b": "",
        "\u200d": "",
        "\ufe0f": "",
        "\u00ad": "",
        "ß": "ss",
        "ø": "o",
    }
)
_SUBSTITUTIONS = (
    (re.compile(r"(?<![a-z])([ap]) ?\. ?m\b\.?"), r"\1m"),  # p.m. / p . m .
    (re.compile(r"(?<=[\dnexrtyo] )([ap]) m\b"), r"\1m"),  # ten thirty p m
    (re.compile(r"\bo ?['\"]? ?clock\b"), "oclock"),
    (re.compile(r"\bmid (day|night)\b"), r"mid\1"),
    (re.compile(r"\bweek - ?ends?\b|\bweek-ends?\b|\bweek ends?\b"), "weekend"),
    (re.compile(r"\bw/ ?"), "with "),
    (re.compile(r"\b(a)\.(s)\.(a)\.(p)\b\.?"), "asap"),
    (re.compile(r"\btoday'?s\b"), "today"),
    (re.compile(r"\btomorrow'?s\b"), "tomorrow"),
    (re.compile(r"\btonight'?s\b"), "tonight"),
)
_PIECES = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\s\w]|_")
_MIXED = re.compile(r"\d+|[^\W\d_]+|'")
_SUFFIXES = {"st", "nd", "rd", "th", "ts"}


@dataclass(slots=True)
class Token:
    """One word, number or mark. `glued`: nothing stood between it and the one before."""

    text: str
    kind: str  # "word", "number", "ordinal", "mark"
    value: int = -1  # of a number or ordinal
    glued: bool = False
    fuzzy: bool = False  # the spelling was repaired
    raw: str = ""  # as typed, folded


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes and dashes, at most LONGEST characters."""
    text = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].translate(_PLAIN).casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return text


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text, shorthand not yet written out."""
    for pattern, plain in _SUBSTITUTIONS:
        folded = pattern.sub(plain, folded)
    out: list[Token] = []
    end = -1
    for piece in _PIECES.finditer(folded):
        text, glued = piece.group(), piece.start() == end
        end = piece.end()
        if text in SHORTHAND and not text.isdigit():
            out.append(Token(text, "word", glued=glued, raw=text))
        elif text.isdecimal() and text.isascii():
            out.append(_number(text, glued))
        elif text[0].isalnum() and any(c.isdigit() for c in text):
            out.extend(_split(text, glued))
        elif text[0].isalnum():
            out.extend(_contraction(text, glued))
        else:
            out.append(Token(text, "mark", glued=glued, raw=text))
    return out


_CONTRACTED = {"d": "would", "ll": "will", "re": "are", "ve": "have"}


def _contraction(text: str, glued: bool) -> list[Token]:
    """ "we'd" is two words, lest it be Wednesday; "can't" and "what's" stay one ("cant", "whats")."""
    head, mark, tail = text.rpartition("'")
    if mark and tail in _CONTRACTED and head.isalpha():
        return [Token(head, "word", glued=glued, raw=text), Token(_CONTRACTED[tail], "word", glued=True, raw="")]
    return [Token(text.replace("'", ""), "word", glued=glued, raw=text)]


def _number(text: str, glued: bool) -> Token:
    return Token(text, "number", int(text[:9]), glued, raw=text)


def _split(text: str, glued: bool) -> list[Token]:
    """ "3pm" -> 3, pm; "23rd" -> an ordinal; "16h00" -> 16, h, 00."""
    out: list[Token] = []
    for bit in _MIXED.findall(text):
        if bit == "'":
            continue
        if bit.isdecimal() and bit.isascii():
            out.append(_number(bit, glued))
        elif bit in _SUFFIXES and out and out[-1].kind == "number" and out[-1].value <= 31:
            out[-1].kind = "ordinal"
            out[-1].raw += bit
        else:
            out.append(Token(bit, "word", glued=glued, raw=bit))
        glued = True
    return out
