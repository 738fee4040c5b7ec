"""The consent ledger (RULES 5): when a contact agreed to be texted, how, in which words, and when that ended.

A line is only ever added. The newest one holds; `Contact.opted_out_at` is the same fact where delivery reads it.
"""

from __future__ import annotations

import datetime as dt

from store.models import Consent, Contact

THEIR_WORDS = ("said", "wrong number")  # of these the wording is the patient's own


def given(contact: Contact, how: str, wording: str, now: dt.datetime) -> None:
    """`how`: "first message" (the wording is what we wrote), "said", "carrier", "staff"."""
    if contact.consent_at is None:
        contact.consent_at, contact.consent_wording = now, wording
        contact.save(only=[Contact.consent_at, Contact.consent_wording])
    Consent.create(contact=contact, at=now, kind="given", how=how[:200], wording=wording[:500])


def withdrawn(contact: Contact, how: str, wording: str, now: dt.datetime) -> None:
    """`how`: "said" or "wrong number" (the wording is theirs), "carrier", "carrier 21610", "erased"."""
    Consent.create(contact=contact, at=now, kind="withdrawn", how=how[:200], wording=wording[:500])


def history(contact: Contact) -> list[Consent]:
    """The contact's lines, the oldest first."""
    return list(Consent.select().where(Consent.contact == contact).order_by(Consent.at, Consent.id))


def forget_words(contact: Contact) -> None:
    """Being forgotten takes the patient's own words; that and when they agreed stays (C7)."""
    Consent.update(wording="").where(Consent.contact == contact, Consent.how.in_(THEIR_WORDS)).execute()
