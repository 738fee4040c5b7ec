"""What is wrong with a clinic file, and on which line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils


@dataclass(frozen=True, order=True)
class Problem:
    """`line` counts from 1, as an editor does; `field` is a path such as "doctors[2].hours", counting from 1 too.

    A warning is worth a look but does not keep the file from being loaded.
    """

    line: int
    field: str
    problem: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.line}: {self.field}: {'warning: ' if self.warning else ''}{self.problem}"


class BadClinicFile(Exception):
    """The file cannot be loaded; `problems` holds at least one that is not a warning."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


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
