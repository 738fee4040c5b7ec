"""The operator's commands: `flask --app wsgi clinic load clinic.yaml`. Every refusal is one line; a traceback is a bug.

A file a subject; a new command is a function there, a new subject also a name in COMMANDS.
"""

from __future__ import annotations

from flask import Flask

from handlers.commands.calendars import calendar_commands
from handlers.commands.channels import telegram_commands, whatsapp_commands
from handlers.commands.clinic import clinic_commands
from handlers.commands.database import db_commands, load_demo
from handlers.commands.people import patient_commands
from handlers.commands.staff import staff_commands
from handlers.roles import print_roles

COMMANDS = (
    clinic_commands, staff_commands, patient_commands, calendar_commands, telegram_commands, whatsapp_commands,
    db_commands, load_demo, print_roles,
)  # fmt: skip


def register(app: Flask) -> None:
    """Adds the commands to `flask --app wsgi`. They read the configuration in app.config["FRONTDESK"]."""
    for command in COMMANDS:
        app.cli.add_command(command)
