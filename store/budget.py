"""How many unprompted texts a contact may still get (RULES 6): so many a day and so many in seven days.

Answers, queue turns and the staff's own messages are outside it; reminders, offers and notices count. What was dropped
or could not be sent has reached nobody and costs nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import cast

from peewee import fn

from store import settings
from store.models import Clinic, Contact, OutboxMessage, local
from store.timetable import DAY, MIDNIGHT, edge

FREE = ("reply", "turn", "staff")
UNSENT = ("dropped", "failed")
WEEK = 6  # days before today


class Budget:
    """What each contact of a clinic has had by `now` (aware), today and in seven days, the clinic's days."""

    def __init__(self, clinic: Clinic, now: dt.datetime, contact: Contact | None = None) -> None:
        rules, today = settings.of(clinic), local(clinic, now).date()
        self._per_day, self._per_week = rules.unprompted_per_day, rules.unprompted_per_week
        self._today = self._count(clinic, today, today, contact)
        self._week = self._count(clinic, today - WEEK * DAY, today, contact)

    @staticmethod
    def _count(clinic: Clinic, first: dt.date, last: dt.date, contact: Contact | None) -> Counter[int]:
        start = edge(dt.datetime.combine(first, MIDNIGHT), clinic.zone)
        end = edge(dt.datetime.combine(last + DAY, MIDNIGHT), clinic.zone)
        wanted = (
            (OutboxMessage.clinic == clinic)
            & OutboxMessage.contact.is_null(False)
            & OutboxMessage.kind.not_in(FREE)
            & OutboxMessage.state.not_in(UNSENT)
            & (OutboxMessage.send_after >= start)
            & (OutboxMessage.send_after < end)
        )
        if contact is not None:
            wanted &= OutboxMessage.contact == contact
        rows = OutboxMessage.select(OutboxMessage.contact, fn.COUNT(OutboxMessage.id)).where(wanted)
        return Counter(dict(cast("list[tuple[int, int]]", list(rows.group_by(OutboxMessage.contact).tuples()))))

    def allows(self, contact_id: int) -> bool:
        """Whether one more unprompted text may leave to this contact today."""
        return self._today[contact_id] < self._per_day and self._week[contact_id] < self._per_week

    def spend(self, contact_id: int) -> None:
        """One more was written since this was counted."""
        self._today[contact_id] += 1
        self._week[contact_id] += 1


def allows(contact: Contact, now: dt.datetime) -> bool:
    """Whether one more unprompted text may leave to this contact at `now`."""
    return Budget(contact.clinic, now, contact).allows(contact.id)
