"""The live board of the staff and the waiting-room display: server-rendered pages, htmx, no build step (S5, Q9)."""

from __future__ import annotations

from flask import Blueprint

from bot.links import sign_in as sign_in_link
from handlers.board import display, entry, handoff_acts, pages, queue_acts, visit_acts
from handlers.board.base import board

__all__ = ["blueprint", "sign_in_link"]

SECTIONS = (entry, pages, queue_acts, visit_acts, handoff_acts, display)  # imported for their routes


def blueprint() -> Blueprint:
    """Every page of the board (/staff/…) and the display (/display/<token>), to be registered as it is."""
    return board
