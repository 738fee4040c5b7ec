"""Reading a Bot API call: fields that may be JSON inside a form, texts, keyboards; and the errors they end in."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.phone.magic import RETRY_AFTER
from handlers.phone.threads import Button, Rows

Json = dict[str, Any]

LONGEST_CALLBACK_DATA = 64  # bytes


class ApiError(Exception):
    """An `"ok": false` answer; `status` is both the HTTP status and `error_code`."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description

    def as_json(self) -> Json:
        """The body of the answer."""
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.status == 429:
            answer["parameters"] = {"retry_after": RETRY_AFTER}
        return answer


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """The fields and files of one call. `via` is "api", or "webhook" for a method in the answer to an update."""

    fields: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)
    via: str = "api"

    def number(self, name: str) -> int:
        """A whole-number field, 0 when it is missing or is not one."""
        text = str(self.fields.get(name, ""))
        return int(text) if re.fullmatch(r"-?\d{1,18}", text) else 0


def from_json(value: Any) -> Any:
    """A field that may be JSON text (in a form) or already decoded (in a JSON body)."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ApiError(400, "Bad Request: object expected as reply markup or parameter") from None


def plain(fields: Mapping[str, Any], name: str, longest: int) -> str:
    """The text of a field as the phone shows it; HTML is stripped, Markdown is refused rather than shown raw."""
    text, mode = str(fields.get(name) or ""), str(fields.get("parse_mode") or "")
    if mode.upper() == "HTML":
        text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text))
    elif mode:
        raise ApiError(400, f"Bad Request: parse mode {mode} is not emulated")
    if len(text) > longest:
        raise ApiError(400, "Bad Request: message is too long")
    return text


def markup_of(fields: Mapping[str, Any]) -> Json:
    """The reply markup, checked: each inline button has a text and one action, and its data fits in 64 bytes."""
    markup: Json = from_json(fields.get("reply_markup")) or {}
    if not isinstance(markup, dict):
        raise ApiError(400, "Bad Request: object expected as reply markup")
    for button in itertools.chain.from_iterable(markup.get("inline_keyboard", [])):
        if not button.get("text"):
            raise ApiError(400, "Bad Request: can't parse inline keyboard button: text is empty")
        if "callback_data" not in button and "url" not in button:
            raise ApiError(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if len(str(button.get("callback_data", "-")).encode()) not in range(1, LONGEST_CALLBACK_DATA + 1):
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup


def inline_only(markup: Json) -> Json:
    """What of a markup becomes part of the Message object: inline keyboards that hold a button."""
    return {"reply_markup": {"inline_keyboard": markup["inline_keyboard"]}} if markup.get("inline_keyboard") else {}


def rows(keyboard: list[list[Any]]) -> Rows:
    return tuple(tuple(_button(button) for button in row) for row in keyboard)


def _button(button: Json | str) -> Button:
    if isinstance(button, str):
        return Button(button)
    contact = bool(button.get("request_contact"))
    return Button(str(button["text"]), str(button.get("callback_data", "")), str(button.get("url", "")), contact)
