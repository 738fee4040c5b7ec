"""What a bot is told about once: where its updates go, which it wants, and the menu of commands in each language."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.phrases import LANGUAGES, say
from bot.staff.commands import COMMANDS
from config import Config
from handlers.channels.telegram_line import Line
from store.models import Clinic

if TYPE_CHECKING:
    from telegram import Bot, BotCommand, BotCommandScope

ALLOWED = ("message", "callback_query", "my_chat_member")  # what handlers/channels/telegram.py reads
LONGEST = 256  # characters of a command's description


class SetUpError(Exception):
    """The bot cannot be set up like this; the message is one line that says what to change."""


def set_up(config: Config, clinics: list[Clinic]) -> Iterator[str]:
    """Sets the bot up, telling each thing done in a line. Raises SetUpError, or telegram.error.TelegramError.

    Done again it changes nothing.
    """
    if not config.telegram_bot_token:
        raise SetUpError("TELEGRAM_BOT_TOKEN is missing")
    if not config.public_url.startswith("https://") and not config.telegram_api_base:
        raise SetUpError(f"PUBLIC_URL is {config.public_url}: Telegram calls https:// only")
    line = Line(config.telegram_bot_token, config.telegram_api_base)
    me = line.call(lambda bot: bot.get_me())
    clinic = next((each for each in clinics if each.telegram_bot_id == me.id), None)
    if clinic is None:
        raise SetUpError(f"no clinic has the bot {me.id}: write telegram_bot: {me.id} in the clinic file and load it")
    if config.telegram_bot_name != me.username:
        raise SetUpError(f"TELEGRAM_BOT_NAME is {config.telegram_bot_name or 'missing'}: set it to {me.username}")
    yield f"the bot is @{me.username} ({me.id}), of {clinic.name}"
    if clinic.staff_chat_id is not None and not me.can_read_all_group_messages:
        yield "in the staff chat it hears /commands, mentions and replies only (@BotFather, /setprivacy changes that)"
    url = f"{config.public_url}/telegram"
    line.call(lambda bot: bot.set_webhook(url, secret_token=config.telegram_secret_token, allowed_updates=ALLOWED))
    now = line.call(lambda bot: bot.get_webhook_info())
    if now.url != url:
        raise SetUpError(f"Telegram says that the webhook is {now.url or 'not set'}")
    yield f"updates ({', '.join(ALLOWED)}) go to {url}, with the secret token"
    yield from _menus(line, clinic)


def _menus(line: Line, clinic: Clinic) -> Iterator[str]:
    """What patients see in each language, in the clinic's own where theirs is none of ours; and what staff see."""
    from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat

    private = BotCommandScopeAllPrivateChats()
    for language in (None, *LANGUAGES):
        menu = patients_menu(language or clinic.locale)
        line.call(partial(_show_menu, menu=menu, scope=private, language=language))
        words = ", ".join(f"/{command.command}" for command in menu)
        yield f"menu for patients ({language or 'any other language'}): {words}"
    if clinic.staff_chat_id is not None:
        staff = staff_menu()
        line.call(partial(_show_menu, menu=staff, scope=BotCommandScopeChat(clinic.staff_chat_id), language=None))
        yield f"menu for the staff chat: {len(staff)} commands"


def _show_menu(
    bot: Bot, menu: list[BotCommand], scope: BotCommandScope, language: str | None
) -> Coroutine[Any, Any, Any]:
    return bot.set_my_commands(menu, scope=scope, language_code=language)


def patients_menu(language: str) -> list[BotCommand]:
    """The commands of the phrase "telegram.menu", one a line: "book: Book a visit"."""
    return [_command(*row.split(": ", 1)) for row in say("telegram.menu", language).splitlines()]


def staff_menu() -> list[BotCommand]:
    return [_command(command.name, command.help) for command in COMMANDS if command.name.replace(" ", "").isalpha()]


def _command(name: str, description: str) -> BotCommand:
    from telegram import BotCommand

    return BotCommand(name.replace(" ", "_"), description[:LONGEST])
