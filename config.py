"""The environment, read once, validated and typed. Nothing else in the project reads `os.environ`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

ENVIRONMENTS = ("production", "development", "test")

# Good enough for a laptop; production refuses to start on any of them.
DEVELOPMENT = {
    "SECRET_KEY": "development-only-not-a-secret",
    "TWILIO_ACCOUNT_SID": "AC00000000000000000000000000000000",
    "TWILIO_AUTH_TOKEN": "development-twilio-token",
    "TWILIO_FROM": "+15550100000",
    "TELEGRAM_BOT_TOKEN": "1000000001:development-telegram-token",
    "TELEGRAM_SECRET_TOKEN": "development-telegram-secret",
    "TELEGRAM_STAFF_CHAT_ID": "-1000000000001",
    "TELEGRAM_BOT_NAME": "frontdesk_demo_bot",
}

LOOPBACK = ("127.0.0.1", "::1", "localhost")
ZOOM = ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET")
E164 = re.compile(r"\+[1-9]\d{6,14}")
ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}")
BOT_TOKEN = re.compile(r"\d+:[\w-]+")
BOT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")
SECRET_HEADER = re.compile(r"[\w-]{1,256}")


class ConfigError(Exception):
    """A value of the environment is missing or malformed; the message is one line that names it."""


@dataclass(frozen=True)
class Config:
    """Every value the process takes from its environment (CONTRACT.md, "Environment")."""

    env: str
    database_url: str
    queue_url: str
    public_url: str
    secret_key: str
    twilio_account_sid: str
    twilio_auth_token: str
    twilio_from: str
    twilio_messaging_service_sid: str
    twilio_api_base: str
    telegram_bot_token: str
    telegram_bot_name: str
    telegram_secret_token: str
    telegram_staff_chat_id: int | None
    telegram_api_base: str
    smtp_url: str  # empty: no e-mail
    mail_from: str
    zoom_account_id: str  # these three: a server-to-server OAuth app; all of them or none
    zoom_client_id: str
    zoom_client_secret: str
    zoom_api_base: str
    spool_dir: str
    log_level: str
    port: int
    trusted_proxies: int  # proxies in front whose X-Forwarded-For is believed
    pacing: bool  # texts leave no faster than a real carrier takes them (RULES 8)

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def development(self) -> bool:
        return self.env == "development"

    @property
    def telegram_bot_id(self) -> int | None:
        """The bot's own user id: the digits before the colon of its token."""
        return int(self.telegram_bot_token.split(":")[0]) if self.telegram_bot_token else None


class _Reader:
    """Reads values one by one, naming the variable in every complaint."""

    def __init__(self, environ: Mapping[str, str], env: str) -> None:
        self.environ, self.env = environ, env

    def get(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def required(self, name: str) -> str:
        value = self.get(name, "" if self.env == "production" else DEVELOPMENT.get(name, ""))
        if not value:
            raise ConfigError(f"{name} is missing")
        return value

    def matching(self, name: str, pattern: re.Pattern[str], example: str, *, needed: bool) -> str:
        value = self.required(name) if needed else self.get(name)
        if value and not pattern.fullmatch(value):
            raise ConfigError(f"{name} is malformed: expected something like {example}")
        return value

    def url(self, name: str, default: str, schemes: tuple[str, ...]) -> str:
        value = self.get(name, default)
        if value and urlsplit(value).scheme not in schemes:
            raise ConfigError(f"{name} is malformed: expected {' or '.join(s + '://…' for s in schemes)}")
        return value


def load(environ: Mapping[str, str] | None = None) -> Config:
    """The configuration in `environ` (default: the process's own). Raises ConfigError, which names the variable."""
    source = os.environ if environ is None else environ
    env = source.get("FRONTDESK_ENV", "").strip() or "production"
    if env not in ENVIRONMENTS:
        raise ConfigError(f"FRONTDESK_ENV is malformed: expected one of {', '.join(ENVIRONMENTS)}")
    read = _Reader(source, env)
    _refuse_defaults(read)
    service = read.get("TWILIO_MESSAGING_SERVICE_SID")
    port = _port(read)
    carrier = f"{_public_url(read, port)}/phone/carrier" if env == "development" else ""  # decision 10
    telegram = env != "production" or bool(read.get("TELEGRAM_BOT_TOKEN"))  # in production: all of it or none
    zoom = any(read.get(name) for name in ZOOM)
    return Config(
        env=env,
        database_url=read.url("DATABASE_URL", "sqlite:///frontdesk.db", ("sqlite", "postgresql", "postgres")),
        queue_url=read.url("QUEUE_URL", "sqlite:///queue.db", ("sqlite", "redis", "rediss")),
        port=port,
        trusted_proxies=_trusted_proxies(read),
        public_url=_public_url(read, port),
        secret_key=_secret_key(read),
        twilio_account_sid=read.matching("TWILIO_ACCOUNT_SID", ACCOUNT_SID, "AC + 32 hex digits", needed=True),
        twilio_auth_token=read.required("TWILIO_AUTH_TOKEN"),
        twilio_from=read.matching("TWILIO_FROM", E164, "+15550100000", needed=not service),
        twilio_messaging_service_sid=service,
        twilio_api_base=read.url("TWILIO_API_BASE", carrier, ("http", "https")).rstrip("/"),
        telegram_bot_token=read.matching("TELEGRAM_BOT_TOKEN", BOT_TOKEN, "123456:ABC-def", needed=telegram),
        telegram_bot_name=_bot_name(read),
        telegram_secret_token=read.matching(
            "TELEGRAM_SECRET_TOKEN", SECRET_HEADER, "letters, digits, _, -", needed=telegram
        ),
        telegram_staff_chat_id=_staff_chat(read),
        telegram_api_base=read.url("TELEGRAM_API_BASE", carrier, ("http", "https")).rstrip("/"),
        smtp_url=_smtp_url(read),
        mail_from=_mail_from(read),
        zoom_account_id=read.required("ZOOM_ACCOUNT_ID") if zoom else "",
        zoom_client_id=read.required("ZOOM_CLIENT_ID") if zoom else "",
        zoom_client_secret=read.required("ZOOM_CLIENT_SECRET") if zoom else "",
        zoom_api_base=read.url("ZOOM_API_BASE", "", ("http", "https")).rstrip("/"),
        spool_dir=read.get("SPOOL_DIR", "spool"),
        log_level=_log_level(read),
        pacing=_pacing(read, carrier),
    )


def _smtp_url(read: _Reader) -> str:
    value = read.get("SMTP_URL")
    try:
        parts = urlsplit(value)
        right = not value or (parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0)
    except ValueError:  # a port that is no number
        right = False
    if not right:
        raise ConfigError("SMTP_URL is malformed: expected something like smtp://user:password@mail.example.com:587")
    return value


def _mail_from(read: _Reader) -> str:
    """ "desk@example.com", or with a name: "Elm Street <desk@example.com>"; needed with SMTP_URL."""
    value = read.get("MAIL_FROM")
    if not value and read.get("SMTP_URL"):
        raise ConfigError("MAIL_FROM is missing: SMTP_URL needs an address to write from")
    address = parseaddr(value)[1]
    if value and not re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", address):
        raise ConfigError("MAIL_FROM is malformed: expected something like desk@example.com")
    return value


def _pacing(read: _Reader, carrier: str) -> bool:
    """On at the real carrier, off where TWILIO_API_BASE names another: an emulated number has no pace."""
    value = read.get("PACING", "off" if read.get("TWILIO_API_BASE", carrier) else "on").lower()
    if value not in ("on", "off"):
        raise ConfigError("PACING is malformed: expected on or off")
    return value == "on"


def _port(read: _Reader) -> int:
    value = read.get("PORT", "8000")
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise ConfigError("PORT is malformed: expected a number such as 8000")
    return int(value)


def _trusted_proxies(read: _Reader) -> int:
    value = read.get("TRUSTED_PROXIES", "0")
    if not value.isdecimal() or int(value) > 9:
        raise ConfigError("TRUSTED_PROXIES is malformed: expected how many proxies stand in front, such as 1")
    return int(value)


def _public_url(read: _Reader, port: int) -> str:
    here = "" if read.env == "production" else f"http://127.0.0.1:{port}"
    value = read.get("PUBLIC_URL", here) or read.required("PUBLIC_URL")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ConfigError("PUBLIC_URL is malformed: expected something like https://desk.example.com")
    return value.rstrip("/")


def _secret_key(read: _Reader) -> str:
    value = read.required("SECRET_KEY")
    if read.env == "production" and (value == DEVELOPMENT["SECRET_KEY"] or len(value) < 32):
        raise ConfigError("SECRET_KEY is a default or shorter than 32 characters: production needs its own")
    return value


def _log_level(read: _Reader) -> str:
    value = read.get("LOG_LEVEL", "INFO").upper()
    if value not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ConfigError("LOG_LEVEL is malformed: expected DEBUG, INFO, WARNING or ERROR")
    return value


def _refuse_defaults(read: _Reader) -> None:
    for name in ("TWILIO_AUTH_TOKEN", "TELEGRAM_SECRET_TOKEN", "TELEGRAM_BOT_TOKEN"):
        if read.env == "production" and read.get(name) == DEVELOPMENT[name]:
            raise ConfigError(f"{name} is a default: production needs its own")


def _bot_name(read: _Reader) -> str:
    name = "TELEGRAM_BOT_NAME"
    value = read.get(name, "" if read.env == "production" else DEVELOPMENT[name]).removeprefix("@")
    if value and not BOT_NAME.fullmatch(value):
        raise ConfigError(f"{name} is malformed: expected the bot's name, such as elm_clinic_bot")
    return value


def _staff_chat(read: _Reader) -> int | None:
    name = "TELEGRAM_STAFF_CHAT_ID"
    chat = read.get(name, "" if read.env == "production" else DEVELOPMENT[name])
    if chat and not re.fullmatch(r"-?\d{1,18}", chat):
        raise ConfigError(f"{name} is malformed: expected a chat's number, such as -1001234567890")
    return int(chat) if chat else None
