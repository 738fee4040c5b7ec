"""How many unprompted texts a contact may still get (RULES 6): so many a day and so many in seven days.

Answers, queue turns and what belongs to a visit's own hour are outside it (store.outbox.UNCOUNTED). Reminders, offers
and what the clinic changes count. What was dropped or could not be sent has reached nobody and costs nothing.

What gives way first: an offer, then an early reminder, then the last reminder before a visit (it needs only a day
without another text); a change the clinic makes always goes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import cast

from peewee import fn

from store import addresses, outbox, settings
from store.models import Appointment, Clinic, Contact, OutboxMessage, local
from store.timetable import DAY, MIDNIGHT, MINUTE, edge

UNSENT = ("dropped", "failed")
WEEK = 6  # days before today
LAST = dt.timedelta(hours=24)  # a reminder this close to its visit need not ask what the week has had


class Budget:
    """What each person at a clinic has had by `now` (aware), today and in seven days, the clinic's days.

    Asked by contact; the addresses of one proven number are one person's, and share what a day allows (RULES 6).
    """

    def __init__(self, clinic: Clinic, now: dt.datetime, contact: Contact | None = None) -> None:
        rules, today = settings.of(clinic), local(clinic, now).date()
        self._per_day, self._per_week = rules.unprompted_per_day, rules.unprompted_per_week
        mine = None if contact is None else [contact, *addresses.others(contact)]
        self._person = addresses.people(clinic) if mine is None else {one.id: mine[0].id for one in mine}
        self._today = self._of_people(self._count(clinic, today, today, mine))
        self._week = self._of_people(self._count(clinic, today - WEEK * DAY, today, mine))
        kept = self._last_reminders(clinic, now, today, rules.reminder_offsets, mine)
        self._kept = {self._person.get(key, key) for key in kept}

    def _of_people(self, had: Counter[int]) -> Counter[int]:
        summed: Counter[int] = Counter()
        for key, count in had.items():
            summed[self._person.get(key, key)] += count
        return summed

    @staticmethod
    def _last_reminders(
        clinic: Clinic, now: dt.datetime, today: dt.date, offsets: Sequence[int], mine: Sequence[Contact] | None
    ) -> set[int]:
        """Contacts whose text of today is spoken for: the last reminder before a visit falls due before midnight, and
        no earlier one has reached them. A visit that they have been reminded of gives way to an offer.
        """
        if not offsets:
            return set()
        midnight, ahead = edge(dt.datetime.combine(today + DAY, MIDNIGHT), clinic.zone), min(offsets) * MINUTE
        rows = Appointment.select(Appointment.contact).where(
            Appointment.clinic == clinic,
            Appointment.status.in_(("pending", "confirmed")),
            ~Appointment.muted,
            Appointment.starts_at > now + ahead,
            Appointment.starts_at <= midnight + ahead,
            Appointment.contact.is_null(False),
            ~fn.EXISTS(
                OutboxMessage.select().where(
                    OutboxMessage.appointment == Appointment.id, OutboxMessage.kind == "reminder",
                    OutboxMessage.state.in_(("sent", "delivered")) | OutboxMessage.error.startswith("said in "),
                )
            ),
        )  # fmt: skip
        if mine is not None:
            rows = rows.where(Appointment.contact.in_(mine))
        return {key for (key,) in cast("list[tuple[int]]", list(rows.distinct().tuples()))}

    @staticmethod
    def _count(clinic: Clinic, first: dt.date, last: dt.date, mine: Sequence[Contact] | None) -> Counter[int]:
        start = edge(dt.datetime.combine(first, MIDNIGHT), clinic.zone)
        end = edge(dt.datetime.combine(last + DAY, MIDNIGHT), clinic.zone)
        wanted = (
            (OutboxMessage.clinic == clinic)
            & OutboxMessage.contact.is_null(False)
            & OutboxMessage.kind.not_in(outbox.UNCOUNTED)
            & OutboxMessage.state.not_in(UNSENT)
            & (OutboxMessage.send_after >= start)
            & (OutboxMessage.send_after < end)
        )
        if mine is not None:
            wanted &= OutboxMessage.contact.in_(mine)
        rows = OutboxMessage.select(OutboxMessage.contact, fn.COUNT(OutboxMessage.id)).where(wanted)
        return Counter(dict(cast("list[tuple[int, int]]", list(rows.group_by(OutboxMessage.contact).tuples()))))

    def allows(self, contact_id: int) -> bool:
        """Whether an offer, or news that can wait, may leave to this contact today."""
        return self._person.get(contact_id, contact_id) not in self._kept and self._has_room(contact_id)

    def allows_reminder(self, contact_id: int, ahead: dt.timedelta) -> bool:
        """Whether a reminder may leave `ahead` of its visit: the day must have room, and the week if it is early."""
        if ahead <= LAST:
            return self._today[self._person.get(contact_id, contact_id)] < self._per_day
        return self._has_room(contact_id)

    def _has_room(self, contact_id: int) -> bool:
        person = self._person.get(contact_id, contact_id)
        return self._today[person] < self._per_day and self._week[person] < self._per_week

    def spend(self, contact_id: int) -> None:
        """One more was written since this was counted."""
        person = self._person.get(contact_id, contact_id)
        self._today[person] += 1
        self._week[person] += 1


def allows(contact: Contact, now: dt.datetime) -> bool:
    """Whether one more unprompted text may leave to this contact at `now`."""
    return Budget(contact.clinic, now, contact).allows(contact.id)


def used_up_today(clinic: Clinic, now: dt.datetime) -> set[int]:
    """The contacts to whom as many texts that count have left today as a day allows: in one query, for a sweep."""
    start = edge(dt.datetime.combine(local(clinic, now).date(), MIDNIGHT), clinic.zone)
    rows = OutboxMessage.select(OutboxMessage.contact).where(
        OutboxMessage.clinic == clinic, OutboxMessage.contact.is_null(False),
        OutboxMessage.kind.not_in(outbox.UNCOUNTED),
        OutboxMessage.state.in_(("sent", "delivered")), OutboxMessage.sent_at >= start,
    )  # fmt: skip
    most = max(1, settings.of(clinic).unprompted_per_day)
    used = rows.group_by(OutboxMessage.contact).having(fn.COUNT(OutboxMessage.id) >= most)
    return {key for (key,) in cast("list[tuple[int]]", list(used.tuples()))}


def sent_today(contact: Contact, now: dt.datetime) -> int:
    """How many texts that count have left to this contact's owner on the clinic's day of `now`."""
    clinic: Clinic = contact.clinic
    start = edge(dt.datetime.combine(local(clinic, now).date(), MIDNIGHT), clinic.zone)
    rows = OutboxMessage.select().where(
        OutboxMessage.contact.in_([contact, *addresses.others(contact)]),
        OutboxMessage.kind.not_in(outbox.UNCOUNTED),
        OutboxMessage.state.in_(("sent", "delivered")), OutboxMessage.sent_at >= start,
    )  # fmt: skip
    return int(rows.count())
