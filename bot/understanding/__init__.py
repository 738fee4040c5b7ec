"""What a patient's text says: `understand` is all that the other rooms call. It never raises."""

from __future__ import annotations

from bot.understanding.reader import understand
from bot.understanding.result import INTENTS, PARTS, Understanding

__all__ = ["INTENTS", "PARTS", "Understanding", "understand"]
