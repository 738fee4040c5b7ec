"""How staff read of a patient where others may read along."""

from __future__ import annotations

from store import addresses, contacts, mailboxes
from store.models import Contact


def who(contact: Contact) -> str:
    """A contact as it may stand in a group chat (RULES 8): initials and the end of the number, or of the address."""
    if contact.channel == "email":
        owners = mailboxes.people(contact)
        letters = "".join(word[0] for word in owners[0].name.split()) if owners else ""
        return f"{letters} {mailboxes.masked(contact.address)}".strip()
    person = contacts.owner(contact)
    initials = "".join(word[0] for word in person.name.split()) if person else ""
    return f"{initials} ..{(addresses.number_of(contact) or contact.address)[-4:]}".strip()
