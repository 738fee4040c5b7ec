"""flask calendar: the private address of each doctor's calendar (P4)."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from bot import links
from handlers.commands.shared import of_clinic, the_clinic, the_doctor, with_tables
from store import clock, feeds
from store.audit import OPERATOR

calendar_commands = AppGroup("calendar", help="The private calendar of each doctor.")


@calendar_commands.command("renew")
@click.argument("doctor_name", metavar="DOCTOR")
@of_clinic
@with_tables
def renew(doctor_name: str, slug: str | None) -> None:
    """Print a new address of DOCTOR's calendar, this once; the old one ends."""
    doctor = the_doctor(the_clinic(slug), doctor_name)
    click.echo(links.feed(feeds.renew(doctor, actor=OPERATOR, now=clock.now())))


@calendar_commands.command("revoke")
@click.argument("doctor_name", metavar="DOCTOR")
@of_clinic
@with_tables
def revoke(doctor_name: str, slug: str | None) -> None:
    """End DOCTOR's calendar."""
    doctor = the_doctor(the_clinic(slug), doctor_name)
    ended = feeds.revoke(doctor, actor=OPERATOR, now=clock.now())
    click.echo("ended" if ended else f"{doctor.name} had no calendar")
