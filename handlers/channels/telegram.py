"""Telegram: updates in as JSON, everything out through the Bot API."""

from __future__ import annotations

import datetime as dt
import hmac
import json
import logging
import re
import warnings
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Request

from bot.messages import Reply, Said
from config import Config
from handlers.channels import buttons
from handlers.channels.inbound import BadSignature, Inbound
from handlers.channels.telegram_line import Line
from handlers.channels.text import LONGEST, clean
from store.models import OutboxMessage
from store.numbers import e164
from store.outbox import Failed, Sent

if TYPE_CHECKING:
    from telegram import Bot, InlineKeyboardMarkup

logger = logging.getLogger(__name__)

MEDIA = ("photo", "voice", "video", "video_note", "audio", "document", "sticker", "animation", "location", "venue")
SHORT_LABEL = 12  # characters: buttons this short stand side by side
ANONYMOUS = "GroupAnonymousBot"  # an admin who hides behind the group: somebody, though nobody can say who
TOAST = 200  # characters a toast may have
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?\s*", re.ASCII)
START_TOKEN = re.compile(r"[\w-]{1,64}", re.ASCII)


class Telegram:
    """The bot of this configuration. Thread-safe; one connection for each process, made when first needed."""

    answers_inline = False

    def __init__(self, config: Config) -> None:
        self.config = config
        self._line = Line(config.telegram_bot_token, config.telegram_api_base)

    def verify(self, request: Request) -> None:
        """Raises BadSignature unless the secret given to setWebhook came along."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        wanted = self.config.telegram_secret_token
        if not wanted or not hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
            raise BadSignature

    def parse(self, request: Request) -> Inbound | None:
        """What a chat said or tapped; None for edits, channels, other bots and odd bodies."""
        try:
            update = json.loads(request.get_data(as_text=False))
        except (ValueError, RecursionError):
            return None
        number = _at(update, int, "update_id")
        if number is None:
            return None
        for kind, read in (("message", _message), ("callback_query", _tap), ("my_chat_member", _membership)):
            if (body := _at(update, dict, kind)) is not None:
                return read(body, str(number), self._home(body))
        return None

    def answer(self, replies: Sequence[Reply], channel: str) -> str:
        """Nothing: replies go out through the Bot API, where their message ids and errors are seen."""
        return ""

    def last_resort(self, inbound: Inbound, text: str) -> str:
        """An answer's body that makes Telegram itself send `text`: for when nothing can be written down."""
        return json.dumps({"method": "sendMessage", "chat_id": int(inbound.address), "text": text})

    def send(self, message: OutboxMessage) -> Sent | Failed:
        """Sends a text, its choices as buttons. Never raises for what Telegram or the network does."""
        from telegram import error as errors

        labels = [str(choice.get("label", "")) for choice in message.choices]
        keyboard = _keyboard(message.question_id, labels)
        try:
            sent = self._line.call(lambda bot: bot.send_message(int(message.to), message.text, reply_markup=keyboard))
        except (errors.TelegramError, TimeoutError, ValueError) as error:
            return _meaning(error)
        return Sent(str(sent.message_id))

    def close_buttons(self, chat: str, message_ids: Sequence[str]) -> None:
        """Takes the buttons off these messages; one that is gone, or has none, is no matter."""
        for message_id in map(int, message_ids):
            self._quietly(partial(_take_buttons, chat=int(chat), message_id=message_id))

    def after_tap(self, inbound: Inbound, toast: str, *, taken: bool = True) -> None:
        """Ends the tap's spinner, with a toast if there is one, and writes the choice in place of the buttons.

        A choice that was not `taken` (somebody was faster) is not written: the buttons only go.
        """
        self._quietly(lambda bot: bot.answer_callback_query(inbound.tap_id, text=toast[:TOAST] or None))
        chat, message = int(inbound.address), int(inbound.said.tapped_message_id)
        if taken and inbound.tapped_text and inbound.tapped_label:
            text = f"{inbound.tapped_text[: LONGEST['telegram']]}\n\u2714 {inbound.tapped_label}"
            self._quietly(lambda bot: bot.edit_message_text(text, chat_id=chat, message_id=message))
        else:
            self._quietly(partial(_take_buttons, chat=chat, message_id=message))

    def _quietly(self, make: Callable[[Bot], Coroutine[Any, Any, Any]]) -> None:
        """A courtesy that may fail: the message was edited before, the tap is too old, Telegram is slow."""
        from telegram.error import TelegramError

        try:
            self._line.call(make)
        except (TelegramError, TimeoutError) as error:
            if "not modified" not in str(error):
                logger.info("telegram: an edit was not made: %s", type(error).__name__)

    def _home(self, body: dict[str, Any]) -> tuple[str, int | None]:
        return str(self.config.telegram_bot_id), self.config.telegram_staff_chat_id


def _take_buttons(bot: Bot, chat: int, message_id: int) -> Coroutine[Any, Any, Any]:
    return bot.edit_message_reply_markup(chat_id=chat, message_id=message_id)


def _message(body: dict[str, Any], number: str, home: tuple[str, int | None]) -> Inbound | None:
    place = _place(body, home[1])
    if place is None or (place[1] != "private" and _is_bot(body)):
        return None
    text = _at(body, str, "text") or _at(body, str, "caption") or ""
    addressed, token = _addressed(body, text, home[0]), ""
    if command := COMMAND.match(text):
        rest = text[command.end() :]
        if command[1].lower() == "start":
            token, rest = (rest.strip() if START_TOKEN.fullmatch(rest.strip()) else ""), ""
        text = f"{command[1]} {rest}".strip()
    phone = _own_phone(body)
    foreign = _at(body, dict, "contact") is not None and not phone
    media = 1 if foreign or any(body.get(kind) for kind in MEDIA) else 0
    if place[1] != "private" and not text and not media:
        return None  # somebody joined, a title changed
    said = Said(text=clean(text), media=media, phone=phone, start_token=token)
    answered = _at(body, int, "reply_to_message", "message_id")
    return Inbound(
        "telegram", number, "telegram", place[0], home[0], said, _display_name(body), place[1],
        sender_id=_at(body, int, "from", "id"), reply_to=str(answered or ""), addressed=addressed,
    )  # fmt: skip


def _is_bot(body: dict[str, Any]) -> bool:
    sender = _at(body, dict, "from") or {}
    return sender.get("is_bot") is True and sender.get("username") != ANONYMOUS


def _addressed(body: dict[str, Any], text: str, bot_id: str) -> bool:
    """A command, a mention, or a reply to something the bot said: meant for the bot, not for colleagues."""
    mention = re.match(r"\s*@\w+", text) is not None
    return bool(COMMAND.match(text)) or mention or str(_at(body, int, "reply_to_message", "from", "id")) == bot_id


def _tap(body: dict[str, Any], number: str, home: tuple[str, int | None]) -> Inbound | None:
    message, data, tap_id = _at(body, dict, "message"), _at(body, str, "data"), _at(body, str, "id")
    tapped, message_id = buttons.read(data or ""), _at(message, int, "message_id")
    place = _place(message, home[1])
    if message is None or place is None or tapped is None or message_id is None or not tap_id:
        return None
    said = Said(question_id=tapped[0], choice=tapped[1], tapped_message_id=str(message_id))
    return Inbound(
        "telegram", number, "telegram", place[0], home[0], said, _display_name(body), place[1],
        sender_id=_at(body, int, "from", "id"), addressed=True,
        tap_id=clean(tap_id), tapped_text=clean(_at(message, str, "text") or ""), tapped_label=_label(message, data),
    )  # fmt: skip


def _membership(body: dict[str, Any], number: str, home: tuple[str, int | None]) -> Inbound | None:
    place = _place(body, home[1])
    if place is None or place[1] != "private" or _at(body, str, "new_chat_member", "status") != "kicked":
        return None
    return Inbound("telegram", number, "telegram", place[0], home[0], Said(), kind="blocked")


def _place(body: dict[str, Any] | None, staff_chat: int | None) -> tuple[str, str] | None:
    """The chat's id, and "private", "staff" (the group of the configuration) or "group"; None for a channel."""
    chat = _at(body, int, "chat", "id")
    if chat is None:
        return None
    if chat == staff_chat:
        return str(chat), "staff"
    kind = _at(body, str, "chat", "type")
    if kind in ("group", "supergroup"):
        return str(chat), "group"
    return (str(chat), "private") if kind in ("private", None) and chat > 0 else None


def _own_phone(body: dict[str, Any]) -> str:
    """The number of a shared contact card, if it is the sender's own: any other card proves nothing."""
    owner, sender = _at(body, int, "contact", "user_id"), _at(body, int, "from", "id")
    if owner is None or owner != sender:
        return ""
    return e164(_at(body, str, "contact", "phone_number") or "") or ""


def _display_name(body: dict[str, Any]) -> str:
    parts = (_at(body, str, "from", "first_name"), _at(body, str, "from", "last_name"))
    return clean(" ".join(part for part in parts if part))[:80]


def _label(message: dict[str, Any], data: str | None) -> str:
    """The words on the tapped button."""
    rows = _at(message, list, "reply_markup", "inline_keyboard") or []
    keys = [key for row in rows if isinstance(row, list) for key in row]
    return next((clean(_at(key, str, "text") or "") for key in keys if _at(key, str, "callback_data") == data), "")


def _at(body: Any, wanted: type, *path: str) -> Any:
    """What lies at `path` if it is of the type `wanted`, else None: a body may be anything."""
    for key in path:
        body = body.get(key) if isinstance(body, dict) else None
    return body if isinstance(body, wanted) and not isinstance(body, bool) else None


def _keyboard(question_id: int | None, labels: Sequence[str]) -> InlineKeyboardMarkup | None:
    """Buttons under a message: short ones three in a row, longer ones each on its own."""
    if question_id is None or not labels:
        return None
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup

    keys = [
        InlineKeyboardButton(label or str(number), callback_data=buttons.data(question_id, number))
        for number, label in enumerate(labels, 1)
    ]
    width = 3 if all(len(label) <= SHORT_LABEL for label in labels) else 1
    return InlineKeyboardMarkup([keys[start : start + width] for start in range(0, len(keys), width)])


def _meaning(error: Exception) -> Failed:
    """What follows from an error. BadRequest and TimedOut are network errors to the library, so they come first."""
    from telegram import error as errors

    match error:
        case errors.Forbidden():
            return Failed("blocked", retry=False, contact="dead")
        case errors.RetryAfter():
            return Failed("slow_down", retry=True, retry_after=_pause(error))
        case errors.ChatMigrated():
            return Failed("chat_migrated", retry=True, retry_after=dt.timedelta(0), moved_to=str(error.new_chat_id))
        case errors.InvalidToken():
            return Failed("invalid_token", retry=True, operator=True)
        case errors.BadRequest() if "chat not found" in str(error).lower():
            return Failed("chat_not_found", retry=False, contact="dead")
        case errors.BadRequest():
            return Failed("bad_request", retry=False, operator=True)
        case ValueError():
            return Failed("bad_address", retry=False, contact="dead")
    return Failed(type(error).__name__, retry=True)  # it may have arrived all the same


def _pause(error: Any) -> dt.timedelta:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library announces a change of type: both are taken
        pause = error.retry_after
    return pause if isinstance(pause, dt.timedelta) else dt.timedelta(seconds=float(pause))
