"""One person, several addresses: what a day allows is theirs, not each address's (RULES 6)."""

from __future__ import annotations

import datetime as dt

from store import budget, outbox
from store.budget import Budget
from store.models import Clinic
from tests import factory

NOW = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
NUMBER = "+15550100001"


def test_a_text_to_one_address_is_the_days_text_on_every_other(clinic: Clinic) -> None:
    phone, chat = factory.contact(clinic, NUMBER), factory.contact(clinic, NUMBER, "whatsapp")
    telegram, stranger = factory.contact(clinic, "50100001", "telegram"), factory.contact(clinic, "+15550100002")
    telegram.phone = NUMBER
    telegram.save()
    message = outbox.add(phone, "offer", "a time is free", NOW)
    assert message is not None
    [claimed] = outbox.claim(NOW)
    outbox.record(claimed, outbox.Sent("SM1"), NOW)
    everybody = Budget(clinic, NOW)
    for contact, room in ((phone, False), (chat, False), (telegram, False), (stranger, True)):
        assert everybody.allows(contact.id) is room
        assert budget.allows(contact, NOW) is room  # the two ways of asking agree
        assert (budget.sent_today(contact, NOW) == 0) is room  # and so does the last look before a text leaves
