"""flask staff: who works here, their tokens, their ways in."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from bot import links
from handlers.commands.shared import a_doctor, of_clinic, the_clinic, the_doctor, with_tables
from store import clock, staff
from store.errors import NotFound
from store.models import ROLES, Clinic, StaffMember
from store.staff import MAY

staff_commands = AppGroup("staff", help="Who works here, and their tokens.")


@staff_commands.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(ROLES[1:]), help="What they may do.")
@click.option("--telegram", type=int, metavar="ID", help="Their own Telegram id.")
@click.option("--phone", metavar="E164", help="Their number, such as +15550100020.")
@click.option("--email", metavar="ADDRESS", help="Where the evening's message goes too.")
@click.option(
    "--doctor", "doctor_name", metavar="NAME",
    help="Which doctor they are: for the role doctor, and an admin who is one.",
)  # fmt: skip
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
    doctor = a_doctor(clinic, name) if role == "doctor" else None
    if doctor_name is not None:
        doctor = the_doctor(clinic, doctor_name)
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


def _member(clinic: Clinic, name: str) -> StaffMember:
    try:
        return staff.named(clinic, name)
    except NotFound as error:
        raise click.ClickException(f'nobody called "{name}" works here') from error
