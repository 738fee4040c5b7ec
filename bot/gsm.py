"""What a text costs: GSM-7 or UCS-2 segments (RULES 9)."""

from __future__ import annotations

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€\f")  # an escape and a letter: two characters

# Typographic twins that would turn a 160-character text into three of 70.
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\t": " "}
)
PLAIN_LETTERS = str.maketrans("áíóúÁÍÓÚâêîôûãõç", "aiouAIOUaeiouaoc")


def is_gsm(text: str) -> bool:
    """Whether the text fits the GSM-7 alphabet."""
    return all(letter in BASIC or letter in DOUBLE for letter in text)


def plain(text: str) -> str:
    """The text with typographic signs in their plain form, and letters GSM-7 lacks without their accent."""
    return text.translate(PLAIN).translate(PLAIN_LETTERS)


def segments(text: str) -> int:
    """How many SMS segments the text takes: 160 or 70 characters for one, 153 or 67 each for several; 0 for none."""
    if not text:
        return 0
    if is_gsm(text):
        return _parts([2 if letter in DOUBLE else 1 for letter in text], 160, 153)
    return _parts([2 if ord(letter) > 0xFFFF else 1 for letter in text], 70, 67)


def _parts(sizes: list[int], single: int, each: int) -> int:
    if sum(sizes) <= single:
        return 1
    parts, room = 1, each
    for size in sizes:  # a two-unit character is never torn between two parts
        if size > room:
            parts, room = parts + 1, each
        room -= size
    return parts
