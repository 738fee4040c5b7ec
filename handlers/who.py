"""How staff read of a patient where others may read along."""

from __future__ import annotations

from bot.notices import opting
from bot.notices.visits import initials
from store import mailboxes
from store.models import Contact


def who(contact: Contact) -> str:
    """Initials and the number to call (RULES 8); of a mailbox its owner's, and the address masked."""
    if contact.channel != "email":
        return opting.who(contact)
    owners = mailboxes.people(contact)
    return f"{initials(owners[0].name) if owners else ''} {mailboxes.masked(contact.address)}".strip()
