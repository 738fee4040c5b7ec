"""All of the board's routes in one blueprint."""

from __future__ import annotations

from flask import Blueprint

from handlers.board import (
    booking,
    bulk,
    calendar_page,
    display,
    entry,
    handoff_acts,
    hours_many,
    hours_pages,
    pages,
    patients,
    people_pages,
    queue_acts,
    reports,
    settings_page,
    visit_acts,
    visit_edits,
    visit_list,
    visit_page,
    waitlist_page,
)
from handlers.board.base import board

SECTIONS = (  # imported for their routes
    entry, pages, queue_acts, visit_acts, handoff_acts, display, hours_pages, hours_many, people_pages, settings_page,
    reports, visit_list, visit_page, visit_edits, booking, bulk, patients, waitlist_page,
    calendar_page,
)  # fmt: skip


def blueprint() -> Blueprint:
    """Every page of the board (/staff/…) and the display (/display/<token>), to be registered as it is."""
    return board
