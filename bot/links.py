"""Addresses that go into texts."""

from __future__ import annotations

import datetime as dt

from store import sign_in as one_time
from store.models import Appointment, StaffMember

_base = ""
_secret_key = ""
_telegram_bot = ""


def configure(public_url: str, secret_key: str = "", telegram_bot: str = "") -> None:
    """Where this deployment answers, such as https://desk.example.com, what it signs with, and its bot's @name.

    Given at start-up.
    """
    global _base, _secret_key, _telegram_bot
    _base, _secret_key, _telegram_bot = public_url.rstrip("/"), secret_key, telegram_bot


def calendar(appointment: Appointment) -> str:
    """The visit's calendar file. The token in it cannot be guessed, so that it shows one visit and no other (P16)."""
    return f"{_base}/c/{appointment.link_token}.ics"


def has_telegram() -> bool:
    """Whether the bot's name is known, so that a link can lead to it."""
    return bool(_telegram_bot)


def telegram(token: str) -> str:
    """Opens the bot, which then gets /start with the token (store/linking.py)."""
    return f"https://t.me/{_telegram_bot}?start={token}"


def sign_in(member: StaffMember, now: dt.datetime) -> str:
    """The board's door for this member of staff: once, within 15 minutes of `now` (aware)."""
    if not _secret_key:
        raise RuntimeError("links.configure() was given no secret key")
    return f"{_base}/staff/enter/{one_time.token(member, _secret_key, now)}"
