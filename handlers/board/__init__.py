"""The live board of the staff and the waiting-room display: server-rendered pages, htmx, no build step (S5, Q9)."""

from __future__ import annotations

from bot.links import sign_in as sign_in_link
from handlers.board.routes import blueprint

__all__ = ["blueprint", "sign_in_link"]
