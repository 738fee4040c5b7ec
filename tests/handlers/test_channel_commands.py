"""The channels' commands as an operator types them; the bot set up against the emulated Bot API, by the real library."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from bot.phrases import LANGUAGES
from bot.understanding import understand
from handlers.channels.telegram_set_up import patients_menu
from store.database import database
from store.whatsapp import KINDS
from tests.handlers.conftest import BOT_TOKEN, SECRET, STAFF_CHAT, Town

MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture
def engine() -> str:
    return "sqlite"


def typed(town: Town, *words: str) -> tuple[int, str]:
    database.close()
    result = town.app.test_cli_runner().invoke(args=list(words))
    database.connect(reuse_if_open=True)
    return result.exit_code, result.output


@pytest.fixture
def named(town: Town) -> Town:
    town.app.config["FRONTDESK"] = replace(town.app.config["FRONTDESK"], telegram_bot_name="frontdesk_demo_bot")
    return town


def test_a_bot_is_set_up_and_says_what_was_done(named: Town) -> None:
    api = named.carrier.bot_api
    api.webhook.url = ""
    code, told = typed(named, "telegram", "set-up")
    assert code == 0, told
    assert told.splitlines()[:2] == [
        f"the bot is @frontdesk_demo_bot ({BOT_TOKEN.split(':')[0]}), of Elm Street Clinic",
        f"updates (message, callback_query, my_chat_member) go to {named.url}/telegram, with the secret token",
    ]
    assert (api.webhook.url, api.webhook.secret) == (f"{named.url}/telegram", SECRET)
    assert api.webhook.allowed == ("message", "callback_query", "my_chat_member")
    private = "all_private_chats"
    assert set(api.commands) == {private, f"{private}:en", f"{private}:es", f"chat:{STAFF_CHAT}"}
    assert api.commands[f"{private}:es"][0] == {"command": "cita", "description": "Reservar una cita"}
    assert "open_queue" in {command["command"] for command in api.commands[f"chat:{STAFF_CHAT}"]}
    assert typed(named, "telegram", "set-up") == (0, told)
    assert named.carrier.telegram_text(50100001, "hello").status == 200  # the secret it was told is the one we check


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"telegram_bot_name": "another_bot"}, "TELEGRAM_BOT_NAME is another_bot: set it to frontdesk_demo_bot"),
        ({"telegram_bot_token": ""}, "TELEGRAM_BOT_TOKEN is missing"),
        ({"telegram_bot_token": "1000000001:not-its-token"}, "Telegram: "),
        ({"telegram_api_base": "", "public_url": "http://desk.example.com"}, "Telegram calls https:// only"),
    ],
)
def test_what_cannot_work_is_said_in_a_line(named: Town, change: dict[str, str], complaint: str) -> None:
    named.app.config["FRONTDESK"] = replace(named.app.config["FRONTDESK"], **change)
    code, told = typed(named, "telegram", "set-up")
    assert code == 1
    assert complaint in told
    assert len(told.splitlines()) == 1


def test_a_bot_that_no_clinic_has_is_not_set_up(named: Town) -> None:
    named.clinic.telegram_bot_id = 7
    named.clinic.save()
    code, told = typed(named, "telegram", "set-up")
    assert (code, "write telegram_bot: 1000000001 in the clinic file" in told) == (1, True)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_command_of_the_menu_is_understood(language: str) -> None:
    for command in patients_menu(language):
        said = command.command.replace("_", " ")
        assert understand(said, now=MONDAY, locale=language).intent != "unknown", said


def test_the_templates_are_printed_as_they_are_to_be_registered(town: Town) -> None:
    code, told = typed(town, "whatsapp", "templates")
    assert code == 0
    assert "reminder (en), category utility: not in the clinic file yet" in told
    assert "  Elm Street Clinic: {{1}}, {{2}}. Reply C to confirm, M to move, X to cancel ({{3}})." in told
    assert "  such as: {{1}} Dr. Lee; {{2}} Tue 24 Nov, 3:30pm; {{3}} K7" in told
    assert len(re.findall(r"category utility", told)) == 2 * len(KINDS)
