"""Telegram as a person uses it: what is typed, tapped or sent in a chat becomes an update posted to the app."""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from handlers.phone.exchange import Answer, Exchange
from handlers.phone.telegram_fields import ApiError, Call, Json
from handlers.phone.telegram_methods import BotApi

KEPT_UPDATES = 500


@dataclass(frozen=True, slots=True)
class TelegramUser:
    """A person in a chat. In a private chat `id` equals the chat's id."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def as_json(self) -> Json:
        """The User object of the Bot API."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return user | {key: value for key, value in optional.items() if value}


@dataclass(frozen=True, slots=True)
class Made:
    """An update but for its id, the chat it belongs to, and the bubble that shows it (0: none)."""

    address: str
    update: Json
    bubble_id: int = 0


class TelegramSide:
    """Makes updates and posts them, each once: unlike Telegram it does not come back by itself after an error.

    A repeated update is the same `update_id` given again.
    """

    def __init__(self, exchange: Exchange, api: BotApi) -> None:
        self.exchange = exchange
        self.api = api
        self._lock = threading.Lock()
        self._made: OrderedDict[int, Made] = OrderedDict()
        # Random, as Telegram's own: an app that kept its database must not take a new update for an old one.
        self._next_update = 100_000_000 + secrets.randbelow(800_000_000)

    def text(
        self, chat_id: int, text: str, user: TelegramUser | None, reply_to: int | None, update_id: int | None
    ) -> Answer:
        """A typed message; a leading /command is marked as one."""
        content: Json = {"text": text}
        if command := re.match(r"/[A-Za-z0-9_]+(@\w+)?", text):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": command.end()}]
        return self._deliver(update_id, lambda: self._written(chat_id, content, text, user, reply_to, 0))

    def contact(self, chat_id: int, phone: str, user: TelegramUser | None, owner_id: int | None) -> Answer:
        """A shared contact card with the number `phone`; `owner_id` whose it is, else the sender's own."""
        sender = user or self._stranger(chat_id)
        card = {"phone_number": phone, "first_name": sender.first_name, "user_id": owner_id or sender.id}
        content: Json = {"contact": card}
        return self._deliver(None, lambda: self._written(chat_id, content, f"[contact {phone}]", sender, None, 0))

    def photo(self, chat_id: int, caption: str, user: TelegramUser | None) -> Answer:
        """A photo, with or without a caption."""
        file_id = secrets.token_hex(12)
        sizes = [{"file_id": file_id, "file_unique_id": file_id[:8], "width": 1280, "height": 960, "file_size": 90_000}]
        content: Json = {"photo": sizes, **({"caption": caption} if caption else {})}
        return self._deliver(None, lambda: self._written(chat_id, content, caption, user, None, 1))

    def tap(self, chat_id: int, message_id: int, data: str, user: TelegramUser | None, update_id: int | None) -> Answer:
        """A tap on an inline button whose callback_data is `data`; a message long gone is sent as inaccessible."""
        return self._deliver(update_id, lambda: self._tapped(chat_id, message_id, data, user))

    def _tapped(self, chat_id: int, message_id: int, data: str, user: TelegramUser | None) -> Made:
        stub = {"message_id": message_id, "chat": self.api.describe(str(chat_id)), "date": 0}
        query = {
            "id": str(secrets.randbelow(10**18)),
            "from": (user or self._stranger(chat_id)).as_json(),
            "message": self.api.message(str(chat_id), message_id) or stub,
            "chat_instance": str(chat_id),
            "data": data,
        }
        self.api.opened_tap(str(query["id"]), str(chat_id))
        return Made(str(chat_id), {"callback_query": query})

    def _stranger(self, chat_id: int) -> TelegramUser:
        return TelegramUser(abs(chat_id), "Sample", "Patient")

    def _written(
        self, chat_id: int, content: Json, shown: str, user: TelegramUser | None, reply_to: int | None, media: int
    ) -> Made:
        """Put the message in the chat and its bubble on the phone."""
        sender, address = user or self._stranger(chat_id), str(chat_id)
        answered = self.api.message(address, reply_to) if reply_to else None
        if answered:
            content = {**content, "reply_to_message": answered}
        message = self.api.put(address, sender.as_json(), content)
        bubble = self.exchange.threads.add(
            address,
            "phone",
            shown,
            name=sender.name,
            status="sending",
            sid=str(message["message_id"]),
            media=media,
            reply_to=(answered or {}).get("text", ""),
        )
        return Made(address, {"message": message}, bubble.id)

    def _deliver(self, update_id: int | None, make: Callable[[], Made]) -> Answer:
        """Post a new update, or the very same one again when `update_id` has been used before."""
        with self._lock:
            number = self._new_update_id() if update_id is None else update_id
            made = self._made.get(number) or make()
            self._made[number] = made
            if len(self._made) > KEPT_UPDATES:
                self._made.popitem(last=False)
        answer = self._post(number, made)
        if made.bubble_id:
            status = "delivered" if 200 <= answer.status < 300 else "failed"
            self.exchange.threads.change(made.address, made.bubble_id, status=status)
        return answer

    def _post(self, update_id: int, made: Made) -> Answer:
        hook, kind = self.api.webhook, next(iter(made.update))
        if not hook.url:
            hook.waiting += 1
            return Answer(0, "no webhook is set")
        if hook.allowed and kind not in hook.allowed:
            return Answer(0, f"allowed_updates leaves {kind} out")
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": hook.secret}
        body = json.dumps({"update_id": update_id, **made.update}).encode()
        last_id = self.exchange.threads.last_id
        reply = self.exchange.post(hook.url, body, headers)
        if 200 <= reply.status < 300:
            self._run_method_in(reply.body, made.address)
        else:
            hook.last_error = f"Wrong response from the webhook: {reply.status}"
        return Answer(reply.status, reply.body, self.exchange.bubbles_since(made.address, last_id))

    def _run_method_in(self, body: str, address: str) -> None:
        """A webhook may answer with one API call as JSON; its result and its errors are lost to the app (STACK 4)."""
        try:
            fields: Any = json.loads(body)
        except ValueError:
            return
        if isinstance(fields, dict) and "method" in fields:
            try:
                self.api.call(str(fields.pop("method")), Call(fields, via="webhook"))
            except ApiError as problem:
                self.exchange.threads.add(address, "notice", f"[carrier] {problem}")

    def new_update_id(self) -> int:
        """The id of the next update; give it to several to make them repeats."""
        with self._lock:
            return self._new_update_id()

    def _new_update_id(self) -> int:
        self._next_update += 1
        return self._next_update
