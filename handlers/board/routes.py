"""All of the board's routes in one blueprint."""

from __future__ import annotations

from flask import Blueprint

from handlers.board import display, entry, handoff_acts, pages, queue_acts, visit_acts
from handlers.board.base import board

SECTIONS = (entry, pages, queue_acts, visit_acts, handoff_acts, display)  # imported for their routes


def blueprint() -> Blueprint:
    """Every page of the board (/staff/…) and the display (/display/<token>), to be registered as it is."""
    return board
