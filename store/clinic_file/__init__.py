"""A clinic as one commented file (O2): checked line by line, loaded again and again."""

from __future__ import annotations

from store.clinic_file import checks, form
from store.clinic_file.problems import BadClinicFile, Problem

__all__ = ["BadClinicFile", "Problem", "check"]


def check(text: str) -> list[Problem]:
    """Everything that is wrong with the clinic file `text`, in the order of its lines; warnings too. Never raises."""
    return _read(text)[1]


def _read(text: str) -> tuple[form.Form, list[Problem]]:
    problems: list[Problem] = []
    read = form.read(text, problems)
    problems.extend(checks.across(read) if read.root.value is not None else ())
    return read, sorted(set(problems))
