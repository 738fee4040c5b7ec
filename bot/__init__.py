"""Understands, decides and words. `reply` is the only door; nothing here knows a web framework or a carrier."""

from bot.dialogue import reply

__all__ = ["reply"]
