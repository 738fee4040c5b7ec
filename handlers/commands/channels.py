"""The operator's commands for the channels: the Telegram bot set up, the WhatsApp templates to register."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from bot.notices import templates
from bot.phrases import LANGUAGES
from handlers.channels.telegram_set_up import SetUpError, set_up
from handlers.commands.shared import of_clinic, the_clinic, with_tables
from store import whatsapp
from store.models import Clinic

telegram_commands = AppGroup("telegram", help="The Telegram bot.")
whatsapp_commands = AppGroup("whatsapp", help="The WhatsApp number.")


@telegram_commands.command("set-up")
@with_tables
def set_up_telegram() -> None:
    """Tell Telegram where updates go and what the menu shows; again and again if you like."""
    from telegram.error import TelegramError

    try:
        for line in set_up(current_app.config["FRONTDESK"], list(Clinic.select())):
            click.echo(line)
    except SetUpError as error:
        raise click.ClickException(str(error)) from error
    except (TelegramError, TimeoutError) as error:
        raise click.ClickException(f"Telegram: {error or type(error).__name__}") from error


@whatsapp_commands.command("templates")
@of_clinic
@with_tables
def whatsapp_templates(slug: str | None) -> None:
    """Print the templates to register, each with samples for its blanks; the ContentSid goes into the clinic file."""
    clinic = the_clinic(slug)
    for kind in whatsapp.KINDS:
        for language in LANGUAGES:
            sid = whatsapp.template(clinic, kind, language)
            click.echo(f"{kind} ({language}), category utility: {sid or 'not in the clinic file yet'}")
            click.echo(f"  {templates.body(kind, language, clinic)}")
            given = (f"{{{{{number}}}}} {value}" for number, value in templates.samples(kind, language).items())
            click.echo(f"  such as: {'; '.join(given)}\n")
