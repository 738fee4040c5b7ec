"""A clinic as one commented file (O2): checked line by line, loaded again and again.

The way through: lines.py (YAML with line numbers), form.py and entries.py (each entry on its own), checks.py (entries
against each other), loading.py (into the database, as far as the
file says something new: said.py), and back again: export.py.
"""

from __future__ import annotations

import datetime as dt

from store.clinic_file import advice, checks, export, form, loading
from store.clinic_file.changes import Change, Changes
from store.clinic_file.problems import BadClinicFile, Problem
from store.database import retried, transaction
from store.models import Clinic

__all__ = ["BadClinicFile", "Change", "Changes", "Problem", "check", "known", "load", "warnings", "written"]


def check(text: str) -> list[Problem]:
    """Everything that is wrong with the clinic file `text`, in the order of its lines; warnings too. Never raises."""
    return _read(text)[1]


def known(text: str) -> Clinic | None:
    """The clinic that the file is about, where it is here already."""
    read = _read(text)[0]
    return Clinic.get_or_none(Clinic.slug == read.clinic.entry.key) if read.clinic is not None else None


def warnings(text: str) -> list[Problem]:
    """What is right and will bite all the same, by line; for somebody who checks the file, not for every load of it."""
    read = _read(text)[0]
    return [*advice.texting(read), *advice.whatsapp_templates(read), *advice.landlines(read)]


@retried
def load(text: str, *, now: dt.datetime) -> Changes:
    """Makes the database say what the file says, in one transaction; a second load of the same file changes nothing.

    The clinic is known by its id (or its name's), doctors and services by theirs. Raises BadClinicFile, with nothing
    changed, when `check` finds an error or another clinic has one of the numbers.
    """
    read, problems = _read(text)
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        raise BadClinicFile(problems)
    with transaction():
        changes = loading.run(read, now)
    changes.warnings = problems
    return changes


def written(clinic: Clinic) -> str:
    """The file of all that is in the database: loading it changes nothing, and elsewhere makes the same clinic."""
    return export.written(clinic)


def _read(text: str) -> tuple[form.Form, list[Problem]]:
    problems: list[Problem] = []
    read = form.read(text, problems)
    problems.extend(checks.across(read) if read.root.value is not None else ())
    return read, sorted(set(problems))
