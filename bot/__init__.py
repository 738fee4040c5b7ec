"""Understands, decides and words. `reply` and `staff_reply` are the only doors; nothing here knows a web framework.

`means_stop` is for whoever would not let a message through to `reply`: the end of texts is always heard.
"""

from bot.dialogue import means_stop, reply
from bot.staff import staff_reply

__all__ = ["means_stop", "reply", "staff_reply"]
