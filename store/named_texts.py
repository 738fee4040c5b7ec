"""Texts that name somebody though they are not theirs: what staff wrote and read, and a relative's (C7).

Whom such a text means is not on record, so every one that has a part of the name, or a number, loses its words; what
has not been sent yet is left alone, for it may be about somebody of the same name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from store.models import BulkJob, Clinic, Contact, InboundMessage, OutboxMessage, Question, StaffMember

SHORTEST = 3  # letters of a part of a name that is looked for
DIGITS = 7  # at the end of a number: staff write it without the country, or with dashes
WORD = re.compile(r"[^\W\d_]+")
GONE = ("sent", "delivered", "failed", "dropped")


class Traces:
    """How texts may tell of somebody: by these `names`, `numbers` and mail `addresses`."""

    def __init__(
        self, names: Iterable[str], numbers: Iterable[str] = (), addresses: Iterable[str] = (), *,
        others: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """`others`: names of whom the texts may speak still; a part they share gives nobody away."""
        self.parts = {part for name in names for part in _parts(name)} - {
            part for name in others for part in _parts(name)
        }
        ends = (re.sub(r"\D", "", number)[-DIGITS:] for number in numbers)
        self.ends = {end for end in ends if len(end) == DIGITS}
        self.addresses = {address.casefold() for address in addresses if address}

    def in_(self, text: str) -> bool:
        """Whether `text` names them."""
        folded = text.casefold()
        digits = re.sub(r"(?<=\d)[ ().-]+(?=\d)", "", folded)
        named = not self.parts.isdisjoint(WORD.findall(folded))
        return named or any(end in digits for end in self.ends) or any(one in folded for one in self.addresses)


def _parts(name: str) -> list[str]:
    return [part for part in WORD.findall(name.casefold()) if len(part) >= SHORTEST]


def forget_by_staff(clinic_id: int, traces: Traces) -> None:
    """Empties what staff of the clinic wrote, read, or gave as a reason for an act on many visits. In a transaction."""
    chats = _of_staff(clinic_id)
    for table in (InboundMessage, OutboxMessage):
        _empty(table, (table.clinic == clinic_id) & (table.contact.in_(chats) | table.contact.is_null()), traces)
    _delete_questions(Question.contact.in_(chats), traces)
    jobs = BulkJob.select().where(BulkJob.clinic == clinic_id, BulkJob.reason != "")
    named = [row.id for row in jobs if traces.in_(row.reason)]
    BulkJob.update(reason="").where(BulkJob.id.in_(named)).execute()


def forget_by(contact: Contact, traces: Traces) -> None:
    """Empties what was said on this phone, which speaks for others too, about the person. In a transaction."""
    for table in (InboundMessage, OutboxMessage):
        _empty(table, table.contact == contact, traces)
    _delete_questions((Question.contact == contact) & Question.closed_at.is_null(False), traces)


def _empty(table: type[InboundMessage | OutboxMessage], which: Any, traces: Traces) -> None:
    nothing: dict[str, Any] = {"text": "", "answer": ""}
    if table is OutboxMessage:
        which &= OutboxMessage.state.in_(GONE)
        nothing = {"text": "", "facts": {}, "choices": []}
    rows = table.select().where(which, table.text != "")
    named = [row.id for row in rows if traces.in_(row.text) or traces.in_(getattr(row, "answer", ""))]
    table.update(nothing).where(table.id.in_(named)).execute()


def _delete_questions(which: Any, traces: Traces) -> None:
    rows = Question.select().where(which)
    named = [row.id for row in rows if traces.in_(json.dumps([row.choices, row.context], ensure_ascii=False))]
    Question.delete().where(Question.id.in_(named)).execute()


def _of_staff(clinic_id: int) -> list[Contact]:
    """The clinic's group, and the chats and numbers of its staff, those gone too."""
    clinic: Clinic = Clinic.get_by_id(clinic_id)
    members = StaffMember.select().where(StaffMember.clinic == clinic_id)
    known = {str(one) for row in members for one in (row.telegram_id, row.phone, row.email) if one}
    known |= {str(clinic.staff_chat_id)} if clinic.staff_chat_id is not None else set()
    return list(Contact.select().where(Contact.clinic == clinic_id, Contact.address.in_(list(known))))
