"""What the desk has changed about a visit, told to its patient at once (R2); each change once.

Each returns whether a text goes out: where none can, the desk has to call.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from bot import payments, questions, wording
from bot.notices.fitting import fitting
from bot.notices.turns import reachable
from bot.phrases import say
from store import contacts, outbox, quiet
from store.models import Appointment, Contact, OutboxMessage, Question

ANSWERED = dt.timedelta(days=1)  # so long a bare "thursday" is an answer to it


def contact_of(visit: Appointment) -> Contact | None:
    """Who is told about this visit: who booked it, else a phone its patient is known by."""
    return contacts.reach(visit)


def booked(visit: Appointment, now: dt.datetime) -> bool:
    told = _tell(visit, "notice.booked_by_desk", now, f"desk.booked:{visit.id}", kind="confirmation")
    if told and payments.link(visit):
        payment_link(visit, now)
    return told


def series_booked(visits: Sequence[Appointment], weeks: int, now: dt.datetime) -> bool:
    """One text for all of a series, by start; one link, for the first."""
    once, contact = f"desk.series:{visits[0].id}", contact_of(visits[0])
    locale = (contact.locale if contact else None) or visits[0].clinic.locale
    rhythm = wording.every_weeks(weeks, locale)
    days = [visit.starts_at.astimezone(visit.clinic.zone).date() for visit in visits]
    if any(later - day != dt.timedelta(weeks=weeks) for day, later in pairwise(days)):
        rhythm = say("wording.with_gap", locale, rhythm=rhythm)
    told = _tell(
        visits[0], "notice.series_by_desk", now, once, kind="confirmation", count=len(visits), rhythm=rhythm
    )  # fmt: skip
    if told and payments.link(visits[0]):
        payment_link(visits[0], now)
    return told


def series_cancelled(visits: Sequence[Appointment], now: dt.datetime) -> bool:
    key = "notice.series_cancelled" if len(visits) > 1 else "notice.cancelled_by_desk"
    return _tell(visits[0], key, now, f"desk.cancelled:{visits[0].id}", count=len(visits))


def payment_link(visit: Appointment, now: dt.datetime) -> bool:
    """Where to pay, once a day at most."""
    contact = contact_of(visit)
    locale = (contact.locale if contact else None) or visit.clinic.locale
    amount, link, once = payments.amount(visit, locale), payments.link(visit), f"payment:{visit.id}:{now.date()}"
    return _tell(visit, "notice.payment", now, once, amount=amount, link=link)


def moved(old: Appointment, new: Appointment, now: dt.datetime) -> bool:
    """What is answered to it ("thursday, same time") is about this visit."""
    contact, asked = contact_of(new), None
    if contact is not None and reachable(contact):
        life = min(new.starts_at - now, ANSWERED)
        asked = questions.open_question(contact, "notice.moved", now, life=life, appointment=new, unprompted=True)
    return _tell(
        new, "notice.moved_by_desk", now, f"desk.moved:{new.id}", kind="change", before=old.starts_at, question=asked
    )


def cancelled(visit: Appointment, now: dt.datetime) -> bool:
    return _tell(visit, "notice.cancelled_by_desk", now, f"desk.cancelled:{visit.id}")


def take_back(visit: Appointment, once: str) -> bool:
    """The text with that key was a mistake: dropped where it has not left, and may be written anew. Whether it left."""
    message = OutboxMessage.get_or_none(OutboxMessage.dedupe_key == once)
    if message is None:
        return False
    left = message.state not in ("due", "dropped", "failed")
    if message.state == "due":
        outbox.drop(message, "the act was taken back")
    outbox.unsay(message)
    return left


def on_after_all(visit: Appointment, now: dt.datetime) -> bool:
    """A cancelling the patient has read of was a mistake."""
    return _tell(visit, "notice.on_after_all", now, f"desk.on_after_all:{visit.id}:{visit.version}", kind="change")


def confirmed(visit: Appointment, now: dt.datetime) -> bool:
    """A requested visit is now certain."""
    return _tell(visit, "notice.confirmed", now, f"confirmed:{visit.id}", kind="confirmation")


def doctor_late(visit: Appointment, minutes: int, now: dt.datetime) -> bool:
    """Told again only when the delay has become another."""
    return _tell(visit, "notice.doctor_late", now, f"doctor_late:{visit.id}:{minutes}", kind="change", minutes=minutes)


def _tell(
    visit: Appointment, key: str, now: dt.datetime, once: str, *,
    kind: str = "notice", before: dt.datetime | None = None, question: Question | None = None, **facts: Any,
) -> bool:  # fmt: skip
    contact = contact_of(visit)
    if contact is None or not reachable(contact):
        return False
    locale = contact.locale or visit.clinic.locale
    told = {
        "clinic": visit.clinic.name, "doctor": wording.colleague(visit.doctor), "code": visit.code,
        "when": wording.moment(visit.starts_at, visit.clinic, locale), **facts,
    }  # fmt: skip
    soonest = min(visit.starts_at, before) if before else visit.starts_at
    outbox.add(
        contact, kind, fitting(key, locale, **told), now,
        dedupe_key=once, send_after=quiet.allowed_from(visit.clinic, now, soonest, contact),
        expires_at=max(soonest, now), appointment=visit, question=question,
    )  # fmt: skip
    return True
