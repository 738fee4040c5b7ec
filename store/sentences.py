"""A text that remembers the sentence it was said with.

A channel may have to send it another way: WhatsApp takes only a registered template after a day's silence (RULES 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Sentence(str):
    """The words of `phrase` in `language`, its blanks filled with `blanks`; a plain text for everybody else."""

    __slots__ = ("blanks", "language", "phrase")

    phrase: str
    language: str
    blanks: dict[str, str]

    def __new__(cls, text: str, phrase: str, language: str, blanks: Mapping[str, object]) -> Sentence:
        sentence = super().__new__(cls, text)
        sentence.phrase, sentence.language = phrase, language
        sentence.blanks = {name: str(value) for name, value in blanks.items()}
        return sentence

    def as_json(self) -> dict[str, Any]:
        """What an outbox row keeps of it, under "said"."""
        return {"phrase": self.phrase, "language": self.language, "blanks": self.blanks}
