"""One message in, the replies out, inside the caller's transaction."""

from __future__ import annotations

import datetime as dt

from bot.messages import Reply, Said
from bot.phrases import say
from store.models import Contact


def reply(contact: Contact, said: Said, now: dt.datetime) -> list[Reply]:
    """What the contact hears: an empty list is silence. `now` is aware; the contact's row is locked by the caller."""
    return [Reply(say("unknown.first", contact.locale or "en"))]
