"""The real python-telegram-bot against the emulator: every method, and every way it can be refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import pytest
import requests
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from handlers.phone.threads import Button
from tests.phone.conftest import Town
from tests.phone.people import BOT_TOKEN, NOAH_CHAT, STAFF_CHAT

T = TypeVar("T")


def with_bot(town: Town, talk: Callable[[Bot], Awaitable[T]], token: str = BOT_TOKEN) -> T:
    """Run `talk` with a real Bot."""

    async def run() -> T:
        async with Bot(token, base_url=f"{town.base}/bot") as bot:
            return await talk(bot)

    return asyncio.run(run())


def buttons(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"d:{label}")] for label in labels])


def error_of(town: Town, talk: Callable[[Bot], Awaitable[object]]) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        with_bot(town, talk)
    return caught.value


def test_the_bot_knows_itself(town: Town) -> None:
    me = with_bot(town, lambda bot: bot.get_me())
    assert (me.id, me.is_bot, me.username) == (7000, True, "frontdesk_demo_bot")


def test_a_wrong_token_and_an_unknown_method(town: Town) -> None:
    with pytest.raises(InvalidToken):
        with_bot(town, lambda bot: bot.get_me(), token="7000:wrong")
    assert requests.post(f"{town.base}/bot{BOT_TOKEN}/sendVenue", timeout=60).status_code == 404


def test_a_message_with_buttons_reaches_the_phone(town: Town) -> None:
    message = with_bot(
        town, lambda bot: bot.send_message(NOAH_CHAT, "Which time?", reply_markup=buttons("3:30pm", "9:00am"))
    )
    assert message.chat.id == NOAH_CHAT
    assert message.reply_markup is not None
    assert message.reply_markup.inline_keyboard[1][0].callback_data == "d:9:00am"
    [bubble] = town.carrier.thread(NOAH_CHAT)
    assert (bubble.text, bubble.sid) == ("Which time?", str(message.message_id))
    assert bubble.buttons == ((Button("3:30pm", "d:3:30pm"),), (Button("9:00am", "d:9:00am"),))
    [sent] = town.carrier.sent(to=NOAH_CHAT)
    assert (sent.channel, sent.body, sent.via) == ("telegram", "Which time?", "api")


def test_html_is_read_and_markdown_is_not_pretended(town: Town) -> None:
    message = with_bot(town, lambda bot: bot.send_message(NOAH_CHAT, "<b>3 &lt; 4</b>", parse_mode=ParseMode.HTML))
    assert message.text == "3 < 4"
    problem = error_of(town, lambda bot: bot.send_message(NOAH_CHAT, "*x*", parse_mode=ParseMode.MARKDOWN_V2))
    assert isinstance(problem, BadRequest)


def test_a_json_body_is_as_good_as_a_form(town: Town) -> None:
    body: Any = {"chat_id": NOAH_CHAT, "text": "hi", "reply_markup": buttons("ok").to_dict()}
    answer = requests.post(f"{town.base}/bot{BOT_TOKEN}/sendMessage", json=body, timeout=60).json()
    assert answer["result"]["reply_markup"]["inline_keyboard"] == [[{"text": "ok", "callback_data": "d:ok"}]]


def test_a_reply_keyboard_comes_and_goes(town: Town) -> None:
    async def talk(bot: Bot) -> None:
        share = ReplyKeyboardMarkup([[KeyboardButton("Share my number", request_contact=True)], ["Not now"]])
        await bot.send_message(NOAH_CHAT, "Your number?", reply_markup=share)
        await bot.send_message(NOAH_CHAT, "Thanks", reply_markup=ReplyKeyboardRemove())
        await bot.send_message(NOAH_CHAT, "Bye")

    with_bot(town, talk)
    keyboards = [bubble.keyboard for bubble in town.carrier.thread(NOAH_CHAT)]
    assert keyboards == [((Button("Share my number", contact=True),), (Button("Not now"),)), (), None]


def test_an_edit_changes_text_and_takes_the_keyboard_away(town: Town) -> None:
    async def talk(bot: Bot) -> Message:
        first = await bot.send_message(NOAH_CHAT, "Which time?", reply_markup=buttons("3:30pm"))
        edited = await bot.edit_message_text("Booked", chat_id=NOAH_CHAT, message_id=first.message_id)
        assert isinstance(edited, Message)
        assert (edited.text, edited.reply_markup, edited.message_id) == ("Booked", None, first.message_id)
        assert edited.edit_date is not None
        return edited

    with_bot(town, talk)
    [bubble] = town.carrier.thread(NOAH_CHAT)
    assert (bubble.text, bubble.buttons, bubble.edited) == ("Booked", (), True)


def test_only_the_keyboard_is_edited(town: Town) -> None:
    async def talk(bot: Bot) -> None:
        first = await bot.send_message(NOAH_CHAT, "Which time?", reply_markup=buttons("3:30pm"))
        await bot.edit_message_reply_markup(NOAH_CHAT, first.message_id, reply_markup=buttons("4:00pm"))

    with_bot(town, talk)
    [bubble] = town.carrier.thread(NOAH_CHAT)
    assert (bubble.text, bubble.buttons, bubble.edited) == ("Which time?", ((Button("4:00pm", "d:4:00pm"),),), False)


def test_an_edit_that_changes_nothing_is_refused(town: Town) -> None:
    async def talk(bot: Bot) -> None:
        first = await bot.send_message(NOAH_CHAT, "Which time?", reply_markup=buttons("a"))
        await bot.edit_message_text(
            "Which time?", chat_id=NOAH_CHAT, message_id=first.message_id, reply_markup=buttons("a")
        )

    problem = error_of(town, talk)
    assert isinstance(problem, BadRequest)
    assert problem.message.startswith("Message is not modified")


def test_a_message_is_deleted(town: Town) -> None:
    async def talk(bot: Bot) -> None:
        message = await bot.send_message(NOAH_CHAT, "oops")
        assert await bot.delete_message(NOAH_CHAT, message.message_id)
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await bot.delete_message(NOAH_CHAT, message.message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("x", chat_id=NOAH_CHAT, message_id=message.message_id)

    with_bot(town, talk)
    assert town.carrier.thread(NOAH_CHAT) == []


def test_a_document_with_a_caption(town: Town) -> None:
    message = with_bot(
        town, lambda bot: bot.send_document(NOAH_CHAT, b"BEGIN:VCALENDAR", filename="visit.ics", caption="Your visit")
    )
    assert message.document is not None
    assert (message.document.file_name, message.document.file_size, message.caption) == ("visit.ics", 15, "Your visit")
    [bubble] = town.carrier.thread(NOAH_CHAT)
    assert (bubble.document, bubble.text) == ("visit.ics", "Your visit")
    assert town.carrier.sent(to=NOAH_CHAT)[0].content == b"BEGIN:VCALENDAR"


def test_typing_webhook_and_commands(town: Town) -> None:
    async def talk(bot: Bot) -> Sequence[str]:
        assert await bot.send_chat_action(NOAH_CHAT, ChatAction.TYPING)
        assert (await bot.get_webhook_info()).url == f"{town.url}/telegram"
        await bot.set_webhook("https://desk.example/telegram", secret_token="s", allowed_updates=["message"])
        info = await bot.get_webhook_info()
        assert info.url == "https://desk.example/telegram"
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""
        await bot.set_my_commands([BotCommand("book", "Book a visit")])
        await bot.set_my_commands([BotCommand("next", "Call the next")], scope=BotCommandScopeChat(STAFF_CHAT))
        return info.allowed_updates or ()

    assert list(with_bot(town, talk)) == ["message"]
    assert town.carrier.bot_api.commands == {
        "default": [{"command": "book", "description": "Book a visit"}],
        f"chat:{STAFF_CHAT}": [{"command": "next", "description": "Call the next"}],
    }
    assert isinstance(error_of(town, lambda bot: bot.set_my_commands([("Not A Command", "x")])), BadRequest)


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
def test_magic_chats_are_refused(town: Town) -> None:
    def send(chat_id: int) -> TelegramError:
        return error_of(town, lambda bot: bot.send_message(chat_id, "x"))

    assert isinstance(send(999000403), Forbidden)
    missing = send(999000400)
    assert isinstance(missing, BadRequest)
    assert missing.message == "Chat not found"
    slow = send(999000429)
    assert isinstance(slow, RetryAfter)
    assert "3" in str(slow)
    broken = send(999000500)
    assert type(broken) is NetworkError
    assert town.carrier.sent() == []


def test_any_chat_can_be_made_to_fail(town: Town) -> None:
    town.carrier.fail(NOAH_CHAT, 403)
    assert isinstance(error_of(town, lambda bot: bot.send_message(NOAH_CHAT, "x")), Forbidden)
    town.carrier.fail(NOAH_CHAT, None)
    with_bot(town, lambda bot: bot.send_message(NOAH_CHAT, "x"))
    with pytest.raises(ValueError, match="no failure 21610"):
        town.carrier.fail(NOAH_CHAT, 21610)


@pytest.mark.parametrize(
    ("text", "markup", "message"),
    [
        ("x" * 4097, None, "Message is too long"),
        ("", None, "Message text is empty"),
        ("x", InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="é" * 33)]]), "Button_data_invalid"),
        ("x", InlineKeyboardMarkup([[InlineKeyboardButton("", callback_data="d")]]), "Can't parse inline keyboard"),
    ],
)
def test_what_telegram_does_not_take(town: Town, text: str, markup: InlineKeyboardMarkup | None, message: str) -> None:
    problem = error_of(town, lambda bot: bot.send_message(NOAH_CHAT, text, reply_markup=markup))
    assert isinstance(problem, BadRequest)
    assert problem.message.startswith(message)


def test_64_bytes_of_callback_data_are_taken(town: Town) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="é" * 32)]])
    with_bot(town, lambda bot: bot.send_message(NOAH_CHAT, "x" * 4096, reply_markup=markup))


def test_a_tap_nobody_made_cannot_be_answered(town: Town) -> None:
    problem = error_of(town, lambda bot: bot.answer_callback_query("1", "hello"))
    assert isinstance(problem, BadRequest)
    assert problem.message.startswith("Query is too old")
