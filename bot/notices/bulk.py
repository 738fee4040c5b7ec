"""What a person hears when many visits change at once: one text, however many of them are theirs (S7, B16).

A visit that is cancelled comes with two free times, taken by their number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bot import questions, wording
from bot.messages import Choice
from bot.notices.changes import contact_of
from bot.notices.fitting import fitting
from bot.notices.turns import reachable
from bot.notices.visits import facts_of
from store import outbox, quiet, schedules
from store.errors import Refusal
from store.models import Appointment, Contact, Doctor
from store.schedules import Opening
from store.sentences import Sentence

OFFERED = 2
LIFE = dt.timedelta(days=3)
SEVERAL = {"confirm": "notice.several_confirmed", "cancel": "notice.several_cancelled", "move": "notice.several_moved"}
KINDS = {"confirm": "confirmation", "cancel": "notice", "move": "change"}
Place = tuple[Doctor, dt.datetime]  # where and when a moved visit is


def tells(act: str) -> bool:
    """Whether people hear of it at all: of a completed visit nobody is told."""
    return act in KINDS


def reached(visit: Appointment) -> Contact | None:
    """Who gets the text; None where somebody has to call."""
    contact = contact_of(visit)
    return contact if contact is not None and reachable(contact) else None


def words(act: str, visits: Sequence[Appointment], places: Sequence[Place], locale: str, free: Sequence[Opening],
          code: str) -> Sentence:  # fmt: skip
    """The text about these visits of one person, by start; `places` are those a move leads to, `code` the new one."""
    first = visits[0]
    facts: dict[str, Any] = facts_of(first, locale)
    if act == "move":
        doctor, starts_at = min(places, key=lambda place: place[1])
        facts |= {"doctor": wording.colleague(doctor), "when": wording.moment(starts_at, first.clinic, locale)}
        facts["code"] = code
    if len(visits) > 1:
        return fitting(SEVERAL[act], locale, count=len(visits), **facts)
    if act == "cancel" and len(free) == OFFERED:
        one, two = (wording.moment(opening.starts_at, first.clinic, locale) for opening in free)
        return fitting("notice.cancelled_choice", locale, first=one, second=two, **facts)
    key = {"confirm": "notice.confirmed", "cancel": "notice.cancelled_by_desk", "move": "notice.moved_by_desk"}[act]
    return fitting(key, locale, **facts)


def alternatives(visit: Appointment, now: dt.datetime) -> list[Opening]:
    """Two other times with the same doctor, as near to the old one as can be; fewer where there are none."""
    try:
        near = schedules.nearest(
            visit.clinic, visit.starts_at, now=now, doctor=visit.doctor, service=visit.service, patient=visit.patient,
            visit_type=visit.visit_type, limit=6,
        )  # fmt: skip
    except Refusal:
        return []
    same = [one for one in near if one.doctor.id == visit.doctor_id and one.starts_at != visit.starts_at]
    return same[:OFFERED]


def tell(act: str, once: str, olds: Sequence[Appointment], news: Sequence[Appointment], now: dt.datetime) -> bool:
    """Tells one person of all of their visits that `act` has changed; whether a text goes out.

    `once` is its dedupe key. Inside the caller's transaction.
    """
    contact = reached(news[0])
    if contact is None or not tells(act):
        return False
    locale = contact.locale or news[0].clinic.locale
    free = alternatives(olds[0], now) if act == "cancel" and len(olds) == 1 else []
    places = [(visit.doctor, visit.starts_at) for visit in news]
    soonest = min(visit.starts_at for visit in (*olds, *news))
    question = _ask(contact, olds[0], free, now) if len(free) == OFFERED else None
    outbox.add(
        contact, KINDS[act], words(act, olds, places, locale, free, news[0].code), now,
        dedupe_key=once, appointment=news[0],
        send_after=quiet.allowed_from(news[0].clinic, now, soonest, contact), expires_at=max(soonest, now),
        question=question, choices=question.choices if question is not None else (),
    )  # fmt: skip
    return True


def _ask(contact: Contact, visit: Appointment, free: Sequence[Opening], now: dt.datetime) -> Any:
    choices = [
        Choice(
            wording.moment(one.starts_at, visit.clinic, contact.locale or visit.clinic.locale),
            {"opening": [one.doctor.id, one.starts_at.isoformat()]}, typed=True,
        )
        for one in free
    ]  # fmt: skip
    return questions.open_question(
        contact, "notice.cancelled", now, life=LIFE, choices=choices, appointment=visit, unprompted=True
    )
