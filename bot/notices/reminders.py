"""Reminders (R1): one text for all of a contact's visits of a day, whoever of the family they are for.

A text carries the starts it speaks of. When one of its visits has gone by the time it would leave, the whole text is
dropped and `take_apart` lets the visits that stand be reminded of anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot import gsm, questions, wording
from bot.messages import Choice
from bot.notices.fitting import fitting
from bot.notices.visits import facts_of
from bot.phrases import say
from store import contacts, outbox, quiet
from store.budget import Budget
from store.models import Appointment, Contact, OutboxMessage, Question, local

NAME = 12  # letters of a first name in a text that names several visits
STANDING = ("pending", "confirmed")
SEVERAL = "notice.reminders"  # the question of a text that speaks of several visits


def key(visit: Appointment, offset: int) -> str:
    """The dedupe key of the reminder `offset` minutes ahead."""
    return f"reminder:{visit.id}:{offset}"


def remind(visit: Appointment, offset: int, now: dt.datetime, together: Sequence[Appointment]) -> OutboxMessage | None:
    """Reminds of `visit`, due `offset` minutes ahead, and in the same text of all of `together`, which includes it:
    what its contact has that day, soonest first.

    None when there is nobody to tell, it has been told, the night is no time for a second one, or the contact has had
    the texts of the day (then a later sweep tries again).
    """
    contact, first = contacts.reach(visit), together[0]
    if contact is None or OutboxMessage.get_or_none(OutboxMessage.dedupe_key == key(visit, offset)) is not None:
        return None
    leaves = quiet.allowed_from(visit.clinic, now, first.starts_at, contact)
    if quiet.is_quiet(visit.clinic, leaves, contact) and _reminded(visit):
        return None
    for each in together:
        _overtake(each, now)
    if not Budget(visit.clinic, leaves, contact).allows_reminder(contact.id, visit.starts_at - leaves):
        return None
    question = _question(contact, together, now)
    message = outbox.add(
        contact, "reminder", _words(contact, together), now, dedupe_key=key(visit, offset), send_after=leaves,
        expires_at=first.starts_at, appointment=visit, question=question, choices=question.choices,
    )  # fmt: skip
    if message is not None:
        for other in together:
            outbox.told_with(message, other, key(other, offset), now)
    return message


def _reminded(visit: Appointment) -> bool:
    reached = OutboxMessage.state.in_(("due", "leased", "sent", "delivered")) | OutboxMessage.error.startswith(
        "said in "
    )
    about = (OutboxMessage.appointment == visit) & (OutboxMessage.kind == "reminder")
    return OutboxMessage.select().where(about, reached).exists()


def _overtake(visit: Appointment, now: dt.datetime) -> None:
    """A reminder still waiting for the quiet hours to end is not sent beside the next one."""
    waiting = OutboxMessage.select().where(
        OutboxMessage.appointment == visit, OutboxMessage.kind == "reminder", OutboxMessage.state == "due"
    )
    for message in waiting:
        outbox.drop(message, "overtaken")
        if message.question is not None:
            questions.close(message.question, "replaced", now)


def _question(contact: Contact, visits: Sequence[Appointment], now: dt.datetime) -> Question:
    locale = contact.locale or visits[0].clinic.locale
    confirmed = all(visit.patient_confirmed_at is not None for visit in visits)
    answers = [
        Choice(say("answer.confirm" if len(visits) == 1 else "answer.confirm_all", locale), "confirm", typed=True),
        Choice(say("answer.move", locale), "reschedule", typed=True),
        Choice(say("answer.cancel", locale), "cancel", typed=True),
    ][confirmed:]
    one = len(visits) == 1
    return questions.open_question(
        contact, "notice.reminder" if one else SEVERAL, now, life=visits[-1].starts_at - now, choices=answers,
        appointment=visits[0] if one else None, unprompted=True,
        context={} if one else {"visits": {str(visit.id): visit.starts_at.isoformat() for visit in visits}},
    )  # fmt: skip


# --- words -----------------------------------------------------------------------------------------------------------


def _words(contact: Contact, visits: Sequence[Appointment]) -> str:
    first = visits[0]
    locale = contact.locale or first.clinic.locale
    confirmed = all(visit.patient_confirmed_at is not None for visit in visits)
    if len(visits) == 1:
        one = "notice.reminder_confirmed" if confirmed else "notice.reminder"
        return fitting(one, locale, **facts_of(first, locale))
    key = "notice.reminders_confirmed" if confirmed else "notice.reminders"
    day = wording.day(local(first.clinic, first.starts_at).date(), locale)
    texts = [
        fitting(key, locale, clinic=first.clinic.name, day=day, visits=listed) for listed in _lists(visits, locale)
    ]
    return next((text for text in texts if gsm.segments(gsm.plain(text)) == 1), texts[-1])


def _lists(visits: Sequence[Appointment], locale: str) -> list[str]:
    """The visits in one line, the fullest wording first; the last says how many there are and when the first is."""
    family = len({visit.patient_id for visit in visits}) > 1
    clocks = [wording.clock(local(visit.clinic, visit.starts_at).time(), locale) for visit in visits]
    doctors = [str(facts_of(visit, locale)["doctor"]) for visit in visits]
    names = [_first_name(visit) for visit in visits]
    full = [
        f"{clock} {doctor} ({name})" if family and name else f"{clock} {doctor}"
        for clock, doctor, name in zip(clocks, doctors, names, strict=True)
    ]
    short = [f"{clock} {name}".strip() if family else clock for clock, name in zip(clocks, names, strict=True)]
    return [", ".join(full), ", ".join(short), ", ".join(clocks), f"{clocks[0]} +{len(visits) - 1}"]


def _first_name(visit: Appointment) -> str:
    return visit.patient.name.split()[0][:NAME] if visit.patient.name else ""


# --- several visits, one question ------------------------------------------------------------------------------------


def asked_about(question: Question) -> list[Appointment]:
    """The visits of a question about several that still stand as it spoke of them, soonest first."""
    starts = {int(visit): dt.datetime.fromisoformat(start) for visit, start in question.context["visits"].items()}
    rows = Appointment.select().where(Appointment.id.in_(list(starts)), Appointment.status.in_(STANDING))
    return [
        visit for visit in rows.order_by(Appointment.starts_at, Appointment.id) if visit.starts_at == starts[visit.id]
    ]


def has_changed(message: OutboxMessage) -> bool:
    """Whether any of the visits a text about several speaks of is no longer to be reminded of like that."""
    question = message.question
    if question is None or question.kind != SEVERAL:
        return False
    standing = [visit for visit in asked_about(question) if not visit.muted and visit.checked_in_at is None]
    return len(standing) < len(question.context["visits"])


def take_apart(message: OutboxMessage, now: dt.datetime) -> None:
    """A text about several visits was dropped because of one: the next sweep reminds of those that stand."""
    if message.question is not None and message.question.kind == SEVERAL:
        questions.close(message.question, "expired", now)
        outbox.unsay(message)
