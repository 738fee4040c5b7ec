"""Addresses that go into texts."""

from __future__ import annotations

from store.models import Appointment

_base = ""


def configure(public_url: str) -> None:
    """Where this deployment answers, such as https://desk.example.com (given at start-up)."""
    global _base
    _base = public_url.rstrip("/")


def calendar(appointment: Appointment) -> str:
    """The visit's calendar file. The token in it cannot be guessed, so that it shows one visit and no other (P16)."""
    return f"{_base}/c/{appointment.link_token}.ics"
