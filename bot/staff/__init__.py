"""The staff chat (S1, S3): who works here says what to do, on Telegram or, with a PIN, by SMS."""

from __future__ import annotations

from bot.staff.dialogue import staff_reply

__all__ = ["staff_reply"]
