"""The staff chat (S1, S3): who works here says what to do, in a Telegram group, a private chat, or by SMS with a PIN."""

from __future__ import annotations

from bot.staff.dialogue import staff_reply

__all__ = ["staff_reply"]
