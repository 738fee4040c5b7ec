"""What the operator's commands are made of: a database that is there, refusals in one line, the clinic meant."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from peewee import InterfaceError, OperationalError

from store.backup import BackupError
from store.clinic_file import BadClinicFile
from store.database import connected
from store.errors import Invalid
from store.migrations import pending
from store.models import Clinic, Doctor

P = ParamSpec("P")
R = TypeVar("R")

FILE = click.Path(dir_okay=False, path_type=Path)
of_clinic = click.option("--clinic", "slug", metavar="ID", help="Which clinic, where there are several.")


def told(act: Callable[P, R]) -> Callable[P, R]:
    """What the operator did wrong, or the database lacks, as one line and exit code 1."""

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return act(*args, **kwargs)
        except BadClinicFile as error:
            raise click.ClickException(f"the file is not loaded\n{error}") from error
        except BackupError as error:
            raise click.ClickException(str(error)) from error
        except Invalid as error:
            raise click.ClickException(f"{error.facts['field']}: {error.facts['problem']}") from error
        except (OperationalError, InterfaceError) as error:
            first = str(error).strip().splitlines() or [type(error).__name__]
            raise click.ClickException(f"the database cannot be used: {first[0]}") from error

    return run


def with_tables(act: Callable[P, R]) -> Callable[P, R]:
    """A connection to a database that has had every migration."""

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with connected():
            if pending():
                raise click.ClickException('the database is not up to date: run "flask --app wsgi db upgrade" first')
            return act(*args, **kwargs)

    return told(run)


def the_clinic(slug: str | None) -> Clinic:
    """The one with this id, or the only one there is. Raises ClickException."""
    clinics = list(Clinic.select().order_by(Clinic.id))
    if not clinics:
        raise click.ClickException('there is no clinic yet: run "flask --app wsgi clinic load FILE" first')
    names = ", ".join(clinic.slug for clinic in clinics)
    if slug is None and len(clinics) > 1:
        raise click.ClickException(f"there are several clinics: say which with --clinic ({names})")
    found = next((clinic for clinic in clinics if slug in (None, clinic.slug)), None)
    if found is None:
        raise click.ClickException(f'no clinic has the id "{slug}" (there is {names})')
    return found


def the_doctor(clinic: Clinic, name: str) -> Doctor:
    """The doctor of that id or name; the operator is told when there is none, or more than one."""
    found = a_doctor(clinic, name)
    if found is None:
        doctors = Doctor.select().where(Doctor.clinic == clinic, Doctor.active).order_by(Doctor.position)
        names = ", ".join(doctor.name for doctor in doctors)
        raise click.ClickException(f'no one doctor is called "{name}": {names}')
    return found


def a_doctor(clinic: Clinic, name: str) -> Doctor | None:
    """The one doctor of that id or name, with or without the title; None when there is none, or more than one."""
    doctors = list(Doctor.select().where(Doctor.clinic == clinic, Doctor.active).order_by(Doctor.position))
    wanted = name.casefold()
    found = [doctor for doctor in doctors if wanted in (doctor.key, doctor.name.casefold())]
    found = found or [doctor for doctor in doctors if doctor.name.casefold().endswith(f" {wanted}")]
    return found[0] if len(found) == 1 else None


def count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
