"""The operator's commands: clinic, staff, db, demo. Every refusal is one line; a traceback is a bug.

flask --app wsgi clinic load clinic.yaml
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from peewee import InterfaceError, OperationalError

from bot import links
from handlers.roles import print_roles
from store import backup, clinic_file, clock, demo, staff
from store.backup import BackupError
from store.clinic_file import BadClinicFile
from store.database import connected
from store.errors import Invalid, NotFound
from store.migrations import pending, upgrade
from store.models import ROLES, Clinic, Doctor, StaffMember
from store.staff import MAY

P = ParamSpec("P")
R = TypeVar("R")

FILE = click.Path(dir_okay=False, path_type=Path)


def register(app: Flask) -> None:
    """Adds the commands to `flask --app wsgi`. They read the configuration in app.config["FRONTDESK"]."""
    from handlers import load_command  # noqa: F401  # it adds itself, and is made of what is here

    for command in (clinic_commands, staff_commands, db_commands, load_demo, print_roles):
        app.cli.add_command(command)


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


# --- clinic ----------------------------------------------------------------------------------------------------------

clinic_commands = AppGroup("clinic", help="A clinic's doctors, services, hours and staff, as one file.")


@clinic_commands.command("check")
@click.argument("file", type=FILE)
def check_clinic(file: Path) -> None:
    """Say what is wrong with FILE, line by line; change nothing."""
    text = text_of(file)
    problems = clinic_file.check(text)
    wrong = sum(not problem.warning for problem in problems)
    for problem in problems if wrong else (*problems, *clinic_file.warnings(text)):
        click.echo(str(problem))
    if wrong:
        click.echo(f"{file}: {count(wrong, 'error')}", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"{file} is fine", err=True)


@clinic_commands.command("export")
@click.argument("file", type=FILE, required=False)
@click.option("--clinic", "slug", metavar="ID", help="Which clinic, where there are several.")
@with_tables
def export_clinic(file: Path | None, slug: str | None) -> None:
    """Write the clinic as a file: FILE, or the terminal. Loading it changes nothing."""
    text = clinic_file.written(the_clinic(slug))
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise click.ClickException(f"{file} is not saved as UTF-8 (see line {line})") from error


# --- staff -----------------------------------------------------------------------------------------------------------

staff_commands = AppGroup("staff", help="Who works here, and their tokens.")
of_clinic = click.option("--clinic", "slug", metavar="ID", help="Which clinic, where there are several.")


@staff_commands.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(ROLES[1:]), help="What they may do.")
@click.option("--telegram", type=int, metavar="ID", help="Their own Telegram id.")
@click.option("--phone", metavar="E164", help="Their number, such as +15550100020.")
@click.option("--email", metavar="ADDRESS", help="Where the evening's message goes too.")
@click.option(
    "--doctor",
    "doctor_name",
    metavar="NAME",
    help="Which doctor they are: for the role doctor, and an admin who is one.",
)
@of_clinic
@with_tables
def add_staff(
    name: str, role: str, telegram: int | None, phone: str | None, email: str | None, doctor_name: str | None,
    slug: str | None,
) -> None:  # fmt: skip
    """Add NAME and print their API token, this once."""
    clinic = the_clinic(slug)
    if doctor_name is not None and role not in MAY["doctor_or_admin"]:
        raise click.UsageError(f"--doctor is for doctors and admins; {name} is to be {role}")
    which = doctor_name or (name if role == "doctor" else None)
    doctor = _doctor(clinic, which, needed=doctor_name is not None) if which is not None else None
    facts = {"telegram_id": telegram, "phone": phone, "email": email, "doctor": doctor}
    member, token = staff.add(clinic, name, role, now=clock.now(), **facts)  # type: ignore[arg-type]
    if role == "doctor" and doctor is None:
        click.echo(f"{member.name} is none of the doctors: name one with --doctor to show them their visits", err=True)
    click.echo(f"{member.name} is {role} at {clinic.name}. Their token, shown only now:")
    click.echo(token)


@staff_commands.command("link")
@click.argument("name")
@of_clinic
@with_tables
def link_staff(name: str, slug: str | None) -> None:
    """Print a link by which NAME signs in to the board: once, within 15 minutes."""
    click.echo(links.sign_in(_member(the_clinic(slug), name), clock.now()))


@staff_commands.command("renew")
@click.argument("name")
@of_clinic
@with_tables
def renew_token(name: str, slug: str | None) -> None:
    """Print a new token for NAME; the old one ends."""
    click.echo(staff.renew(_member(the_clinic(slug), name), now=clock.now()))


@staff_commands.command("revoke")
@click.argument("name")
@of_clinic
@with_tables
def revoke_staff(name: str, slug: str | None) -> None:
    """End what NAME may do."""
    member = _member(the_clinic(slug), name)
    staff.revoke(member, now=clock.now())
    click.echo(f"{member.name} no longer works here")


@staff_commands.command("pin")
@click.argument("name")
@click.password_option("--pin", help="4 to 8 digits.")
@of_clinic
@with_tables
def set_pin(name: str, pin: str, slug: str | None) -> None:
    """Set the PIN that NAME's commands by SMS ask for."""
    staff.set_pin(_member(the_clinic(slug), name), pin, now=clock.now())
    click.echo("set")


@staff_commands.command("email")
@click.argument("name")
@click.argument("address")
@of_clinic
@with_tables
def set_email(name: str, address: str, slug: str | None) -> None:
    """Send NAME the evening's message by e-mail too, to ADDRESS; "off": no more."""
    member = _member(the_clinic(slug), name)
    staff.set_email(member, None if address.lower() == "off" else address, now=clock.now())
    click.echo(f"{member.name}: {member.email or 'no e-mail'}")


@staff_commands.command("list")
@of_clinic
@with_tables
def list_staff(slug: str | None) -> None:
    """Who works here."""
    rows = StaffMember.select().where(StaffMember.clinic == the_clinic(slug), StaffMember.active)
    for member in rows.order_by(StaffMember.name):
        click.echo(f"{member.name}: {member.role}{'' if member.token_hash else ', no token yet'}")


def count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


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
    found = _doctor(clinic, name, needed=True)
    assert found is not None
    return found


def _doctor(clinic: Clinic, name: str, *, needed: bool) -> Doctor | None:
    """The doctor of that id or name, with or without the title."""
    doctors = list(Doctor.select().where(Doctor.clinic == clinic, Doctor.active).order_by(Doctor.position))
    wanted = name.casefold()
    found = [doctor for doctor in doctors if wanted in (doctor.key, doctor.name.casefold())]
    found = found or [doctor for doctor in doctors if doctor.name.casefold().endswith(f" {wanted}")]
    if needed and len(found) != 1:
        raise click.ClickException(f'no one doctor is called "{name}": {", ".join(doctor.name for doctor in doctors)}')
    return found[0] if len(found) == 1 else None


def _member(clinic: Clinic, name: str) -> StaffMember:
    try:
        return staff.named(clinic, name)
    except NotFound as error:
        raise click.ClickException(f'nobody called "{name}" works here') from error


# --- db --------------------------------------------------------------------------------------------------------------

db_commands = AppGroup("db", help="Migrations, backup and restore.")


@db_commands.command("upgrade")
@told
def upgrade_database() -> None:
    """Apply the migrations that the database has not had."""
    for name in (applied := upgrade()):
        click.echo(f"applied {name}")
    if not applied:
        click.echo("the database is up to date")


@db_commands.command("backup")
@click.argument("file", type=FILE)
@with_tables
def backup_database(file: Path) -> None:
    """Copy the database into FILE; the clinic may go on working."""
    backup.backup(file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes")


@db_commands.command("restore")
@click.argument("file", type=FILE)
@told
def restore_database(file: Path) -> None:
    """Put the database back to what FILE holds."""
    for name in backup.restore(file):
        click.echo(f"applied {name}")
    click.echo(f"restored from {file}; messages that were waiting then go out now, unless it is too late")


# --- demo ------------------------------------------------------------------------------------------------------------


@click.command("demo")
@with_appcontext
@with_tables
def load_demo() -> None:
    """Load the demo clinic, the same one every time."""
    config = current_app.config["FRONTDESK"]
    summary = demo.load(config.twilio_from, config.telegram_bot_id, config.telegram_staff_chat_id, now=clock.now())
    click.echo(str(summary))
