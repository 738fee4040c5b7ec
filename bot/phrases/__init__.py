"""Every sentence the bot says, by key and language. Adding a language is adding a module and its line here."""

from __future__ import annotations

from string import Formatter
from typing import Any

from bot.phrases.english import ENGLISH
from bot.phrases.staff_english import STAFF_ENGLISH

LANGUAGES: dict[str, dict[str, str]] = {"en": ENGLISH}
NAMES = {"en": "English"}


def say(key: str, locale: str = "en", **facts: Any) -> str:
    """The sentence of this key, its blanks filled with `facts`. A missing language falls back to English.

    What staff read in their chat ("desk.*") is English in every clinic.
    """
    sentences = STAFF_ENGLISH if key.startswith("desk.") else LANGUAGES.get(locale, ENGLISH)
    return (sentences.get(key) or ENGLISH[key]).format(**facts)


def blanks(key: str, locale: str = "en") -> set[str]:
    """The names a sentence leaves to be filled."""
    return {name for _, name, _, _ in Formatter().parse(LANGUAGES[locale][key]) if name}
