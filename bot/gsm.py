"""What a text costs: GSM-7 or UCS-2 segments (RULES 9), and its plain form, which costs least."""

from __future__ import annotations

import unicodedata

import regex
from anyascii import anyascii

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€\f")  # an escape and a letter: two characters
MARKS = ("Mn", "Me", "Cf")  # accents and joiners: nothing is lost with them

# Where anyascii says otherwise, or leaves an ASCII character that GSM-7 lacks.
PLAIN = {"\t": " ", "`": "'", "·": ".", "°": "o"}
SHOWN_WHOLE = regex.compile(r"\r|\X")  # an emoji of several characters is one; "\r\n" is two


def is_gsm(text: str) -> bool:
    """Whether the text fits the GSM-7 alphabet."""
    return all(letter in BASIC or letter in DOUBLE for letter in text)


def plain(text: str) -> str:
    """The text in GSM-7: typographic signs in their plain form, other letters as they are spelt in Latin ("Lukasz").

    A text with an emoji, or one that is mostly in another script, stays as it is: it would gain nothing, or be
    unreadable.
    """
    if is_gsm(text):
        return text
    spelt = [_spelt(letter) for letter in unicodedata.normalize("NFC", text)]
    if None in spelt or _mostly_foreign(text):
        return text
    return "".join(letter for letter in spelt if letter is not None)


def segments(text: str) -> int:
    """How many SMS segments the text takes: 160 or 70 characters for one, 153 or 67 each for several; 0 for none.

    As Twilio's published calculator counts them (tests/bot/test_segments.py).
    """
    if not text:
        return 0
    if is_gsm(text):
        return _parts([2 if letter in DOUBLE else 1 for letter in text], 160, 153)
    return _parts([len(shown.encode("utf-16-le")) // 2 for shown in SHOWN_WHOLE.findall(text)], 70, 67)


def _spelt(letter: str) -> str | None:
    """How GSM-7 writes the letter; None where it cannot."""
    if letter in BASIC or letter in DOUBLE:
        return letter
    spelt = PLAIN.get(letter) or anyascii(letter)
    lost = not spelt and unicodedata.category(letter) not in MARKS
    return None if lost or spelt.startswith(":") or not is_gsm(spelt) else spelt  # ":rose:" is an emoji


def _mostly_foreign(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    foreign = [letter for letter in letters if not unicodedata.name(_compatible(letter), "").startswith("LATIN")]
    return len(foreign) * 2 > len(letters)


def _compatible(letter: str) -> str:
    """The letter behind a raised, wide or joined one."""
    return unicodedata.normalize("NFKC", letter)[0]


def _parts(sizes: list[int], single: int, each: int) -> int:
    if sum(sizes) <= single:
        return 1
    parts, room = 1, each
    for size in sizes:  # what is shown whole is never torn between two parts
        if size > room:
            parts, room = parts + 1, each
        room -= size
    return parts
