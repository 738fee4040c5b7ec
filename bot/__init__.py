"""Understands, decides and words. `reply` and `staff_reply` are the only doors; nothing here knows a web framework."""

from bot.dialogue import reply
from bot.staff import staff_reply

__all__ = ["reply", "staff_reply"]
