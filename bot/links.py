"""Addresses that go into texts."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

from store import meetings
from store import sign_in as one_time
from store.models import Appointment, Contact, StaffMember

_base = ""
_secret_key = ""
_telegram_bot = ""
_mail = False
_zoom = False


def configure(
    public_url: str, secret_key: str = "", telegram_bot: str = "", *, mail: bool = False, zoom: bool = False
) -> None:
    """Where this deployment answers, such as https://desk.example.com, what it signs with, its bot's @name,
    whether it has a mail server, and whether online visits are given Zoom meetings.

    Given at start-up.
    """
    global _base, _secret_key, _telegram_bot, _mail, _zoom
    _base, _secret_key, _telegram_bot = public_url.rstrip("/"), secret_key, telegram_bot
    _mail, _zoom = mail, zoom


def meeting(visit: Appointment) -> str:
    """Where an online visit is joined; "" while Zoom is yet to give the link that will hold."""
    link = str(visit.meeting_link)
    return link if not _zoom or meetings.settled(visit) else ""


def calendar(appointment: Appointment) -> str:
    """The visit's calendar file. The token in it cannot be guessed, so that it shows one visit and no other (P16)."""
    return f"{_base}/c/{appointment.link_token}.ics"


def feed(token: str) -> str:
    """A doctor's calendar, for a calendar program to subscribe to."""
    return f"{_base}/calendar/{token}.ics"


def has_telegram() -> bool:
    """Whether the bot's name is known, so that a link can lead to it."""
    return bool(_telegram_bot)


def has_mail() -> bool:
    """Whether e-mail can be sent, so that copies are written."""
    return _mail


def stop_mail(box: Contact) -> str:
    """The address that ends e-mail to this mailbox; nobody can make one for another's."""
    return f"{_base}/e/{box.id}-{_signature(box)}"


def is_stop_mail(box: Contact, token: str) -> bool:
    """Whether `token` is the end of `stop_mail`'s address."""
    return hmac.compare_digest(token.encode(), f"{box.id}-{_signature(box)}".encode())


def _signature(box: Contact) -> str:
    said = f"stop-mail:{box.id}:{box.address}"
    return hmac.new(_secret_key.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]


def telegram(token: str) -> str:
    """Opens the bot, which then gets /start with the token (store/linking.py)."""
    return f"https://t.me/{_telegram_bot}?start={token}"


def sign_in(member: StaffMember, now: dt.datetime) -> str:
    """The board's door for this member of staff: once, within 15 minutes of `now` (aware)."""
    if not _secret_key:
        raise RuntimeError("links.configure() was given no secret key")
    return f"{_base}/staff/enter/{one_time.token(member, _secret_key, now)}"
