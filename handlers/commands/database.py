"""flask db and flask demo: migrations, backup and restore; the demo clinic."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from handlers.commands.shared import FILE, told, with_tables
from store import backup, clock, demo
from store.migrations import upgrade

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


@click.command("demo")
@with_appcontext
@with_tables
def load_demo() -> None:
    """Load the demo clinic, the same one every time."""
    config = current_app.config["FRONTDESK"]
    summary = demo.load(config.twilio_from, config.telegram_bot_id, config.telegram_staff_chat_id, now=clock.now())
    click.echo(str(summary))
