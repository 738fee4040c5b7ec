"""Logs: one JSON object a line, with nothing in it that says who the patient is (C7)."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from typing import Any

from flask import Flask, request

# A phone number or chat id of 7 digits or more, and a bot's token in a URL.
TOKEN = re.compile(r"(?<!\d)\d{5,}:[\w-]{20,}")
NUMBER = re.compile(r"(?<![\w.])\+?\d{5,13}(\d{2})(?![\w.])")

MAILBOX = re.compile(r"[\w.+%-]+@(?=[\w-]+\.)")

OURS = ("bot", "frontdesk", "handlers", "jobs", "store", "wsgi")
# These set a level of their own, below which they would tell of bodies and addresses.
CHATTY = ("httpx", "httpcore", "huey", "peewee", "telegram", "twilio.http_client", "urllib3", "werkzeug")

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def mask(text: str) -> str:
    """`text` with bot tokens, mailboxes and long numbers covered, all but a number's last two digits."""
    return NUMBER.sub(r"***\1", MAILBOX.sub("***@", TOKEN.sub("***", text)))


class JsonLines(logging.Formatter):
    """A record as one line: when, level, logger, message, what `extra` gave, and where an exception came from.

    An exception's own words are left out: a database names the row, a parser the text. Its type and its frames stay.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": mask(record.getMessage()),
        }
        extra = {key: value for key, value in vars(record).items() if key not in _ORDINARY and not key.startswith("_")}
        line |= {key: mask(value) if isinstance(value, str) else _plain(value) for key, value in extra.items()}
        if record.exc_info and record.exc_info[1] is not None:
            line |= {"error": type(record.exc_info[1]).__name__, "frames": _frames(record.exc_info[1])}
        return json.dumps(line, ensure_ascii=False)


class ServerLines(JsonLines):
    """Of what the web server itself says, only its own words: the rest is the request's, a header or a body even."""

    def format(self, record: logging.LogRecord) -> str:
        said = re.sub(r"%\w", "...", str(record.msg)) if record.args else record.getMessage().partition(": ")[0]
        return super().format(logging.makeLogRecord(vars(record) | {"msg": said, "args": None}))


def of_the_server() -> dict[str, Any]:
    """The web server's logging, as logging.config reads it; to standard error like everything else."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "root": {"level": "WARNING", "handlers": []},
        "formatters": {"server": {"()": "handlers.logs.ServerLines"}},
        "handlers": {"server": {"class": "logging.StreamHandler", "formatter": "server"}},
        "loggers": {
            "gunicorn.error": {"level": "WARNING", "handlers": ["server"], "propagate": False},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }


class App(Flask):
    """Logs of a request that failed its route and not its path, which may hold a token, a name or a number."""

    def log_exception(self, exc_info: Any) -> None:
        """`exc_info` is what `sys.exc_info` gives."""
        rule = request.url_rule.rule if request.url_rule is not None else "no route"
        self.logger.error("exception on %s [%s]", rule, request.method, exc_info=exc_info)


def set_up(level: str, *, json_lines: bool) -> None:
    """Points the root logger at standard error. `level` is for our own rooms; libraries only warn."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if json_lines else logging.Formatter("%(levelname).1s %(name)s: %(message)s"))
    root = logging.getLogger()
    for earlier in [each for each in root.handlers if getattr(each, "frontdesk", False)]:
        root.removeHandler(earlier)
    handler.frontdesk = True  # type: ignore[attr-defined]  # so that a second app does not log twice
    root.addHandler(handler)
    # Libraries at DEBUG and INFO tell of statements with their values, of bodies, of addresses with tokens in them.
    root.setLevel(max(logging.getLevelName(level.upper()), logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | bool | None) else mask(str(value))


def _frames(error: BaseException) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
