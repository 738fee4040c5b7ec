"""The Bot API as the app calls it: `BotApi.call` answers what api.telegram.org would."""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from handlers.phone.exchange import Exchange, Sent
from handlers.phone.magic import MAGIC_CHATS, TELEGRAM_ERRORS
from handlers.phone.telegram_fields import ApiError, Call, Json, from_json, inline_only, markup_of, plain, rows
from handlers.phone.threads import Rows

LONGEST_TEXT = 4096  # characters
LONGEST_CAPTION = 1024
LONGEST_DESCRIPTION = 256
KEPT_IN_CHAT = 200
KEPT_CHATS = 500
KEPT_DOCUMENT = 64 * 1024  # bytes of a document kept for tests
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup"
    " are exactly the same as a current content and reply markup of the message"
)


@dataclass(slots=True)
class Chat:
    """One chat: its messages by message_id, and the id of the next."""

    messages: OrderedDict[int, Json] = field(default_factory=OrderedDict)
    # A random start: an id that the app remembers from before a restart must not name a new message.
    next_id: int = field(default_factory=lambda: 1000 + secrets.randbelow(900_000))


@dataclass(slots=True)
class Webhook:
    """Where updates go. An empty url means that nothing is set, and updates only wait."""

    url: str
    secret: str
    waiting: int = 0
    last_error: str = ""
    allowed: tuple[str, ...] = ()


class BotApi:
    """The methods, and the chats they act on. Thread-safe."""

    def __init__(self, exchange: Exchange, token: str, secret: str, bot_username: str, staff_chat_id: int) -> None:
        self.exchange = exchange
        self.token = token
        self.staff_chat_id = staff_chat_id
        self.me: Json = {
            "id": int(token.partition(":")[0]) if token.partition(":")[0].isdigit() else 1,
            "is_bot": True,
            "first_name": "Frontdesk",
            "username": bot_username,
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
        }
        self._home = (f"{exchange.public_url}/telegram", secret)
        self._lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        """Forget chats, commands and open taps; the webhook goes back to the app's."""
        with self._lock:
            self._chats: OrderedDict[str, Chat] = OrderedDict()
            self._open_taps: OrderedDict[str, str] = OrderedDict()
            self.commands: dict[str, list[Json]] = {}
            self.webhook = Webhook(*self._home)

    def call(self, method: str, call: Call) -> Any:
        """Run a method (its name in any case); returns its result, a Message object or True. Raises ApiError."""
        run = METHODS.get(method.lower())
        if run is None:
            raise ApiError(404, "Not Found")
        return run(self, call)

    # Chats and messages

    def describe(self, chat_id: str) -> Json:
        """The Chat object: the staff chat and every negative id are groups."""
        if chat_id == str(self.staff_chat_id) or chat_id.startswith("-"):
            return {"id": int(chat_id), "type": "supergroup", "title": "Front desk staff"}
        return {"id": int(chat_id), "type": "private", "first_name": "Sample", "last_name": "Patient"}

    def put(self, chat_id: str, author: Json, content: Json) -> Json:
        """Add a message to a chat and give it its id; returns the Message object."""
        with self._lock:
            chat = self._chats.setdefault(chat_id, Chat())
            self._chats.move_to_end(chat_id)
            at = int(self.exchange.now().timestamp())
            message = {
                "message_id": chat.next_id, "from": author, "chat": self.describe(chat_id), "date": at, **content
            }  # fmt: skip
            chat.messages[chat.next_id] = message
            chat.next_id += 1
            if len(chat.messages) > KEPT_IN_CHAT:
                chat.messages.popitem(last=False)
            if len(self._chats) > KEPT_CHATS:
                self._chats.popitem(last=False)
            return message

    def message(self, chat_id: str, message_id: int) -> Json | None:
        """The Message object as it is now, edits included."""
        with self._lock:
            chat = self._chats.get(chat_id)
            return chat.messages.get(message_id) if chat else None

    def opened_tap(self, query_id: str, chat_id: str) -> None:
        """A tap that answerCallbackQuery may now answer, once."""
        with self._lock:
            self._open_taps[query_id] = chat_id
            if len(self._open_taps) > KEPT_CHATS:
                self._open_taps.popitem(last=False)

    # Methods

    def _get_me(self, call: Call) -> Json:
        return self.me

    def _send_message(self, call: Call) -> Json:
        chat_id = self._writable_chat(call)
        text = plain(call.fields, "text", LONGEST_TEXT)
        if not text:
            raise ApiError(400, "Bad Request: message text is empty")
        markup = markup_of(call.fields)
        content = {"text": text, **self._reply_to(chat_id, call), **inline_only(markup)}
        message = self.put(chat_id, self.me, content)
        self._show(chat_id, message, text, markup)
        self._log(chat_id, message, text, call)
        return message

    def _send_document(self, call: Call) -> Json:
        chat_id = self._writable_chat(call)
        upload = call.files.get("document") or call.files.get(
            str(call.fields.get("document", "")).removeprefix("attach://")
        )
        if upload is None:
            raise ApiError(400, "Bad Request: there is no document in the request")
        caption = plain(call.fields, "caption", LONGEST_CAPTION)
        file_id = secrets.token_hex(12)
        document = {
            "file_id": file_id,
            "file_unique_id": file_id[:8],
            "file_name": upload.name,
            "mime_type": upload.mime_type,
            "file_size": len(upload.content),
        }
        markup = markup_of(call.fields)
        content = {"document": document, **({"caption": caption} if caption else {}), **inline_only(markup)}
        message = self.put(chat_id, self.me, content)
        self._show(chat_id, message, caption, markup, document=upload.name)
        self._log(chat_id, message, caption, call, upload.content[:KEPT_DOCUMENT])
        return message

    def _edit_message_text(self, call: Call) -> Json:
        text = plain(call.fields, "text", LONGEST_TEXT)
        if not text:
            raise ApiError(400, "Bad Request: message text is empty")
        return self._edit(call, text)

    def _edit_message_reply_markup(self, call: Call) -> Json:
        return self._edit(call, None)

    def _edit(self, call: Call, text: str | None) -> Json:
        chat_id, message_id = self._writable_chat(call), call.number("message_id")
        markup = inline_only(markup_of(call.fields))
        with self._lock:
            message = self.message(chat_id, message_id)
            if message is None or message["from"] != self.me:
                raise ApiError(400, "Bad Request: message to edit not found")
            new_text = message.get("text", "") if text is None else text
            if new_text == message.get("text", "") and markup.get("reply_markup") == message.get("reply_markup"):
                raise ApiError(400, NOT_MODIFIED)
            edited = {key: value for key, value in message.items() if key != "reply_markup"} | markup
            if "text" in message:
                edited["text"] = new_text
            if text is not None:
                edited["edit_date"] = int(self.exchange.now().timestamp())
            self._chats[chat_id].messages[message_id] = edited
        changes: Json = {"buttons": rows(markup.get("reply_markup", {}).get("inline_keyboard", []))}
        if text is not None:
            changes |= {"text": new_text, "edited": True}
        self.exchange.threads.change_message(chat_id, str(message_id), **changes)
        return edited

    def _delete_message(self, call: Call) -> bool:
        chat_id, message_id = self._writable_chat(call), call.number("message_id")
        with self._lock:
            if self.message(chat_id, message_id) is None:
                raise ApiError(400, "Bad Request: message to delete not found")
            del self._chats[chat_id].messages[message_id]
        self.exchange.threads.remove_message(chat_id, str(message_id))
        return True

    def _answer_callback_query(self, call: Call) -> bool:
        with self._lock:
            chat_id = self._open_taps.pop(str(call.fields.get("callback_query_id", "")), None)
        if chat_id is None:
            raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if text := str(call.fields.get("text", "")):
            if len(text) > 200:
                raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
            self.exchange.threads.add(chat_id, "notice", text)
        return True

    def _send_chat_action(self, call: Call) -> bool:
        self._writable_chat(call)
        return True

    def _set_webhook(self, call: Call) -> bool:
        allowed = tuple(from_json(call.fields.get("allowed_updates")) or ())
        with self._lock:
            self.webhook = Webhook(
                str(call.fields.get("url", "")), str(call.fields.get("secret_token", "")), allowed=allowed
            )
        return True

    def _delete_webhook(self, call: Call) -> bool:
        with self._lock:
            self.webhook = Webhook("", "")
        return True

    def _get_webhook_info(self, call: Call) -> Json:
        with self._lock:
            hook = self.webhook
        info: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": hook.waiting}
        if hook.last_error:
            info |= {
                "last_error_message": hook.last_error, "last_error_date": int(self.exchange.now().timestamp())
            }  # fmt: skip
        if hook.allowed:
            info["allowed_updates"] = list(hook.allowed)
        return info

    def _set_my_commands(self, call: Call) -> bool:
        scope = from_json(call.fields.get("scope")) or {"type": "default"}
        commands = from_json(call.fields.get("commands")) or []
        for command in commands:
            if not 1 <= len(str(command.get("description", ""))) <= LONGEST_DESCRIPTION:
                raise ApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
            if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
                raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
        with self._lock:
            where = [str(scope[key]) for key in ("type", "chat_id") if key in scope]
            self.commands[":".join([*where, *filter(None, [str(call.fields.get("language_code") or "")])])] = commands
        return True

    # Parts of methods

    def _writable_chat(self, call: Call) -> str:
        chat_id = str(call.fields.get("chat_id", ""))
        if not re.fullmatch(r"-?\d+", chat_id):
            raise ApiError(400, "Bad Request: chat_id is empty" if not chat_id else TELEGRAM_ERRORS[400])
        status = self.exchange.failures.get(chat_id) or MAGIC_CHATS.get(chat_id)
        if status is not None:
            raise ApiError(status, TELEGRAM_ERRORS[status])
        return chat_id

    def _reply_to(self, chat_id: str, call: Call) -> Json:
        parameters = from_json(call.fields.get("reply_parameters")) or {}
        if not parameters:
            return {}
        answered = self.message(chat_id, int(parameters.get("message_id", 0)))
        if answered is None and not parameters.get("allow_sending_without_reply"):
            raise ApiError(400, "Bad Request: message to be replied not found")
        return {"reply_to_message": answered} if answered else {}

    def _show(self, chat_id: str, message: Json, text: str, markup: Json, document: str = "") -> None:
        keyboard: Rows | None = None
        if "keyboard" in markup:
            keyboard = rows(markup["keyboard"])
        elif markup.get("remove_keyboard"):
            keyboard = ()
        self.exchange.threads.add(
            chat_id,
            "clinic",
            text,
            name=self.me["first_name"],
            status="delivered",
            sid=str(message["message_id"]),
            document=document,
            reply_to=message.get("reply_to_message", {}).get("text", ""),
            buttons=rows(markup.get("inline_keyboard", [])),
            keyboard=keyboard,
        )

    def _log(self, chat_id: str, message: Json, text: str, call: Call, content: bytes = b"") -> None:
        sid, now = str(message["message_id"]), self.exchange.now()
        self.exchange.sent.append(Sent("telegram", chat_id, text, sid, now, call.via, dict(call.fields), content))


METHODS = {
    "getme": BotApi._get_me,
    "sendmessage": BotApi._send_message,
    "senddocument": BotApi._send_document,
    "editmessagetext": BotApi._edit_message_text,
    "editmessagereplymarkup": BotApi._edit_message_reply_markup,
    "deletemessage": BotApi._delete_message,
    "answercallbackquery": BotApi._answer_callback_query,
    "sendchataction": BotApi._send_chat_action,
    "setwebhook": BotApi._set_webhook,
    "deletewebhook": BotApi._delete_webhook,
    "getwebhookinfo": BotApi._get_webhook_info,
    "setmycommands": BotApi._set_my_commands,
}
