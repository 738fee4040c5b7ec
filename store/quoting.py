"""How a message to the operator quotes what was written, and what it suggests instead."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils


def did_you_mean(word: str, known: Iterable[str], cutoff: int = 60) -> str:
    """' Did you mean "hours"?' with the known word nearest to `word`; empty when none is near."""
    best = process.extractOne(
        word[:100], list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=cutoff
    )
    return f' Did you mean "{best[0]}"?' if best else ""


def shown(value: object) -> str:
    """`value` as a message quotes it."""
    return f'"{cleaned(value)}"'


def cleaned(value: object) -> str:
    """`value` on one line, not too long, and fit for any terminal."""
    text = "".join(letter if letter.isprintable() else "?" for letter in " ".join(str(value).split()))
    return f"{text[:60]}…" if len(text) > 60 else text
