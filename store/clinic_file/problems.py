"""What is wrong with a clinic file, and on which line."""

from __future__ import annotations

from dataclasses import dataclass


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
