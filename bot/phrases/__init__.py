"""Every sentence the bot says, by key and language. A language is a folder, and nothing else.

A folder is named by the language's code and holds the files of `en`, each with its PHRASES; the files are found by
themselves, and so is the folder. What staff read in their chat is in desk.py.

A number is followed by its noun as "{count} {count:visit|visits}": the forms stand in the order of the language's
plural classes (Unicode CLDR, by Babel). "{number:#st|nd|rd|th}" picks by the classes of its ordinals.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from string import Formatter
from typing import Any

from babel import Locale

from bot.phrases.desk import DESK
from store import languages

CLASSES = ("zero", "one", "two", "few", "many", "other")  # of numbers, in CLDR's order


def read(code: str) -> dict[str, str]:
    """The sentences of the language in this folder, by key."""
    package = import_module(f"{__name__}.{code}")
    sentences: dict[str, str] = {}
    for file in pkgutil.iter_modules(package.__path__):
        sentences |= import_module(f"{package.__name__}.{file.name}").PHRASES
    return sentences


LANGUAGES = {code: read(code) for code in languages.CODES}
ENGLISH = LANGUAGES["en"]


class Filler(Formatter):
    """Fills the blanks of sentences of one language."""

    def __init__(self, locale: str) -> None:
        spoken = Locale.parse(locale)
        self.plural, self.ordinal = spoken.plural_form, spoken.ordinal_form

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        rule = self.ordinal if format_spec.startswith("#") else self.plural
        forms = format_spec.removeprefix("#").split("|")
        known = [name for name in CLASSES if name in rule.tags or name == "other"]
        return forms[min(known.index(rule(value)), len(forms) - 1)]


filler = cache(Filler)


def say(key: str, locale: str = "en", **facts: Any) -> str:
    """The sentence of this key, its blanks filled with `facts`. A missing language falls back to English.

    What staff read in their chat ("desk.*") is English in every clinic.
    """
    language = locale if locale in LANGUAGES else "en"
    sentences = DESK if key.startswith("desk.") else LANGUAGES[language]
    return filler(language).vformat(sentences.get(key) or ENGLISH[key], (), facts)


def blanks(key: str, locale: str = "en") -> set[str]:
    """The names a sentence leaves to be filled."""
    return {name for _, name, _, _ in Formatter().parse(LANGUAGES[locale][key]) if name}
