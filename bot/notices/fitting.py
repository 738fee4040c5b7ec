"""A notice costs one segment (C4), whatever a clinic, a doctor, a room or a patient is called."""

from __future__ import annotations

from typing import Any

from bot import gsm
from bot.phrases import say
from store.sentences import Sentence

CUT = ("clinic", "doctor", "room", "who")  # the names that give way
LEAST = 8  # letters that stay of a name


def fitting(keys: str | tuple[str, ...], locale: str, **facts: Any) -> Sentence:
    """The first sentence that leaves as one segment; where none does, the last, its longest names cut short.

    It remembers the last of `keys` and the names as they are, for channels that have no segments.
    """
    keys = (keys,) if isinstance(keys, str) else keys
    whole = dict(facts)
    for key in keys:
        text = say(key, locale, **facts)
        if _fits(text):
            break
    while not _fits(text) and (name := _longest(facts)):
        facts[name] = _shorter(facts[name])
        text = say(keys[-1], locale, **facts)
    return Sentence(text, keys[-1], locale, whole)


def _fits(text: str) -> bool:
    return gsm.segments(gsm.plain(text)) == 1


def _longest(facts: dict[str, Any]) -> str | None:
    """The name to be cut next; None when there is no more to cut."""
    names = [name for name in CUT if len(facts.get(name, "")) > LEAST]
    return max(names, key=lambda name: len(facts[name]), default=None)


def _shorter(name: str) -> str:
    """Without its last word; a single word without its last letter."""
    head, _, _ = name.rpartition(" ")
    return head if len(head) >= LEAST else name[:-1].rstrip()
