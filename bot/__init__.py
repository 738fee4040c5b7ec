"""Understands, decides and words. `reply` and `staff_reply` are the only doors; nothing here knows a web framework.

`means_stop` is for whoever would not let a message through to `reply`: the end of texts is always heard.
What is behind the doors is imported with the first message, so that `bot.understanding` alone loads in a tenth of a
second.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.messages import Reply, Said, StaffSaid
    from store.models import Clinic, Contact

__all__ = ["means_stop", "reply", "staff_reply"]


def reply(who: Contact, said: Said, now: dt.datetime) -> list[Reply]:
    """What the contact hears (bot/dialogue.py)."""
    from bot import dialogue

    return dialogue.reply(who, said, now)


def means_stop(who: Contact, said: Said, now: dt.datetime) -> bool:
    """Whether the message, in whatever wording, ends texts (bot/dialogue.py)."""
    from bot import dialogue

    return dialogue.means_stop(who, said, now)


def staff_reply(clinic: Clinic, said: StaffSaid, now: dt.datetime) -> list[Reply]:
    """What staff hear in their chat (bot/staff/dialogue.py)."""
    from bot import staff

    return staff.staff_reply(clinic, said, now)
