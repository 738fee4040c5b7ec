"""Addresses that go into texts."""

from __future__ import annotations

import datetime as dt

from store import sign_in as one_time
from store.models import Appointment, StaffMember

_base = ""
_secret_key = ""


def configure(public_url: str, secret_key: str = "") -> None:
    """Where this deployment answers, such as https://desk.example.com, and what it signs with (given at start-up)."""
    global _base, _secret_key
    _base, _secret_key = public_url.rstrip("/"), secret_key


def calendar(appointment: Appointment) -> str:
    """The visit's calendar file. The token in it cannot be guessed, so that it shows one visit and no other (P16)."""
    return f"{_base}/c/{appointment.link_token}.ics"


def sign_in(member: StaffMember, now: dt.datetime) -> str:
    """The board's door for this member of staff: once, within 15 minutes of `now` (aware)."""
    if not _secret_key:
        raise RuntimeError("links.configure() was given no secret key")
    return f"{_base}/staff/enter/{one_time.token(member, _secret_key, now)}"
