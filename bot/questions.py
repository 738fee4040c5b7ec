"""Open questions: what each waits for, and which of them a bare "yes" or "2" means (P12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from bot.messages import Choice
from store.models import Appointment, Contact, Offer, Question

FORGOTTEN = dt.timedelta(days=1)


def open_question(
    contact: Contact,
    kind: str,
    now: dt.datetime,
    *,
    life: dt.timedelta,
    choices: Sequence[Choice] = (),
    context: dict[str, Any] | None = None,
    appointment: Appointment | None = None,
    offer: Offer | None = None,
    unprompted: bool = False,
) -> Question:
    """Remembers that something was asked. A reply's question takes the place of the reply's question before it."""
    if not unprompted:
        ours = (Question.contact == contact) & Question.closed_at.is_null() & ~Question.unprompted
        Question.update(closed_at=now, outcome="replaced").where(ours).execute()
    return Question.create(
        contact=contact,
        kind=kind,
        unprompted=unprompted,
        choices=[{"label": c.label, "value": c.value, "typed": c.typed} for c in choices],
        context=context or {},
        appointment=appointment,
        offer=offer,
        asked_at=now,
        expires_at=now + life,
    )


def open_ones(contact: Contact, now: dt.datetime) -> list[Question]:
    """What this contact may still answer as a patient, the newest first."""
    wanted = (Question.contact == contact) & Question.closed_at.is_null() & (Question.expires_at > now)
    wanted &= ~Question.kind.startswith("staff:")  # asked in a chat of somebody who worked here then
    return list(Question.select().where(wanted).order_by(Question.asked_at.desc(), Question.id.desc()))


def close(question: Question, outcome: str, now: dt.datetime) -> None:
    """`outcome` is "answered", "replaced" or "expired"."""
    question.closed_at, question.outcome = now, outcome
    question.save(only=[Question.closed_at, Question.outcome])


def close_all(several: Iterable[Question], outcome: str, now: dt.datetime) -> None:
    for question in several:
        close(question, outcome, now)


def forget_asked_of_staff(now: dt.datetime) -> int:
    """Deletes what the staff chat was asked over a day ago, with what staff had typed; returns how many."""
    old = Question.kind.startswith("staff:") & (Question.expires_at < now - FORGOTTEN)
    return int(Question.delete().where(old).execute())


def close_about(appointment: Appointment, now: dt.datetime) -> None:
    """The visit has changed: nothing asked about it can be answered any more."""
    about = (Question.appointment == appointment) & Question.closed_at.is_null()
    Question.update(closed_at=now, outcome="expired").where(about).execute()
