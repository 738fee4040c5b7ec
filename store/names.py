"""Names as they are typed in a hurry: which patients a few letters mean, and a misspelt name (S5)."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from operator import and_

from peewee import Expression, fn
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from store.models import Clinic, Patient

ACCENTED = "áàâãäåéèêëíìîïóòôõöúùûüñçÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÑÇ"
PLAIN = "aaaaaaeeeeiiiiooooouuuunc" * 2
ALIKE = 80  # the least likeness of a misspelt word
VERY_ALIKE = 93  # of a whole name, where the words are run together or apart
SHORTEST = 4  # letters of what can be misspelt


def name_has(words: Sequence[str]) -> Expression:
    """That a patient's name holds each of these words, wherever, accents and capitals aside."""
    plain = fn.TRANSLATE(Patient.name, ACCENTED, PLAIN)
    parts = [plain.contains(_plain(word)) for word in words]
    return functools.reduce(and_, parts)


def meant(clinic: Clinic, text: str) -> Expression:
    """`name_has` of the text's words; where nobody's name has them, that it is one of those that sound like it."""
    has, mine = name_has(text.split() or [text]), (Patient.clinic == clinic) & Patient.erased_at.is_null()
    said = _plain(text).casefold()
    if len(said) < SHORTEST or any(letter.isdigit() for letter in said) or Patient.select().where(mine, has).exists():
        return has
    people = Patient.select(Patient.id, Patient.name).where(mine, Patient.name != "")
    return Patient.id.in_([one.id for one in people if sounds(said, _plain(one.name).casefold())])


def sounds(said: str, name: str) -> bool:
    """Near to the whole name, or each word to a word of it: "ben sample" is not "ana sample". Both without accents and
    capitals."""
    parts = name.split()
    return fuzz.ratio(said, name) >= VERY_ALIKE or all(
        any(_near(word, part) for part in parts) for word in said.split()
    )


def _near(word: str, part: str) -> bool:
    if part.startswith(word):
        return True
    slip = OSA.distance(word, part) <= 1 and word[0] == part[0]
    return slip if min(len(word), len(part)) < SHORTEST else slip or fuzz.ratio(word, part) >= ALIKE


def _plain(text: str) -> str:
    return text.translate(str.maketrans(ACCENTED, PLAIN))
