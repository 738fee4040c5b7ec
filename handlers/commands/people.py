"""The operator's commands on one person's data: export and erasure (C7).

flask --app wsgi patient export +15550100123
"""

from __future__ import annotations

import json

import click
from flask.cli import AppGroup

from handlers.commands.shared import of_clinic, the_clinic, with_tables
from store import audit, clock, erasure, export
from store.models import Clinic, Patient

patient_commands = AppGroup("patient", help="One person's data: a copy of it, or its end.")


@patient_commands.command("export")
@click.argument("patient")
@of_clinic
@with_tables
def export_patient(patient: str, slug: str | None) -> None:
    """Print all that is held about PATIENT (id or E.164 number) as JSON."""
    told = export.of_patient(_patient(the_clinic(slug), patient), audit.OPERATOR, clock.now())
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@patient_commands.command("erase")
@click.argument("patient")
@click.option("--yes", is_flag=True, help="Do not ask.")
@of_clinic
@with_tables
def erase_patient(patient: str, yes: bool, slug: str | None) -> None:
    """Forget PATIENT (id or E.164 number): name, numbers, words; coming visits are cancelled."""
    found = _patient(the_clinic(slug), patient)
    if not yes:
        click.confirm(f"Erase patient {found.id}, {found.name}? This cannot be undone", abort=True)
    erasure.forget_patient(found, audit.OPERATOR, clock.now())
    click.echo(f"patient {found.id} is erased")


def _patient(clinic: Clinic, key: str) -> Patient:
    same = Patient.phone == key if key.startswith("+") else Patient.id == int(key) if key.isdecimal() else None
    if same is None:
        raise click.ClickException("name the patient by id, or by a number such as +15550100123")
    mine = (Patient.clinic == clinic) & Patient.erased_at.is_null()
    found = list(Patient.select().where(mine, same).order_by(Patient.id))
    if len(found) != 1:
        told = ", ".join(f"{one.id} {one.name}" for one in found)
        raise click.ClickException(f"several have that number, name one by id: {told}" if found else "no such patient")
    return found[0]
