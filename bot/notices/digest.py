"""The evening's message to the staff chat (S10): the next day's visits, who has not confirmed, whom to call, the
waitlist, yesterday's no-shows. One message of one screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot import wording
from bot.notices import calls
from bot.notices.visits import initials
from bot.phrases import say
from store import appointments, outbox, settings
from store.database import transaction
from store.models import Appointment, Clinic, OutboxMessage, WaitlistEntry, local
from store.timetable import DAY

FURTHEST = 7  # days ahead the next day with visits is looked for: a weekend, a holiday
MOST_VISITS = 1000
NAMED = 6  # people in one line; the others are counted


def write(clinic: Clinic, now: dt.datetime, once: str) -> OutboxMessage | None:
    """Writes the message under the dedupe key `once`; None when there is nothing to say."""
    day, visits = next_day(clinic, now)
    lines = [*_ahead(clinic, day, visits), *_waitlist(clinic), *_missed(clinic, now)]
    lines += calls.lines(clinic, now, day, visits)
    if not lines:
        return None
    with transaction():
        return outbox.add_staff(clinic, "\n".join(lines), now, dedupe_key=once)


def next_day(clinic: Clinic, now: dt.datetime) -> tuple[dt.date, list[Appointment]]:
    """Tomorrow, or the first day after it on which the clinic has visits, and those that stand."""
    tomorrow = local(clinic, now).date() + DAY
    for ahead in range(FURTHEST):
        day = tomorrow + ahead * DAY
        standing = ("pending", "confirmed")
        visits = appointments.search(clinic, date_from=day, date_to=day, status=standing, limit=MOST_VISITS)
        if visits:
            return day, list(visits)
    return tomorrow, []


def _ahead(clinic: Clinic, day: dt.date, visits: Sequence[Appointment]) -> list[str]:
    if not visits:
        return []
    shown = wording.day(day, clinic.locale)
    open_ = [visit for visit in visits if visit.patient_confirmed_at is None]
    told = [say("digest.visits", clinic.locale, day=shown, count=len(visits), confirmed=len(visits) - len(open_))]
    wait = sum(visit.status == "pending" for visit in visits)
    if wait:
        told.append(say("digest.pending", clinic.locale, count=wait))
    return told + ([say("digest.unconfirmed", clinic.locale, who=_named(clinic, open_))] if open_ else [])


def _waitlist(clinic: Clinic) -> list[str]:
    rows = WaitlistEntry.select().where(WaitlistEntry.clinic == clinic)
    waiting, offered = (rows.where(WaitlistEntry.status == status).count() for status in ("waiting", "notified"))
    return [say("digest.waitlist", clinic.locale, waiting=waiting, offered=offered)] if waiting + offered else []


def _missed(clinic: Clinic, now: dt.datetime) -> list[str]:
    yesterday = local(clinic, now).date() - DAY
    rows = appointments.search(clinic, date_from=yesterday, date_to=yesterday, status="no-show", limit=MOST_VISITS)
    return [say("digest.missed", clinic.locale, who=_named(clinic, rows))] if rows else []


def _named(clinic: Clinic, visits: Sequence[Appointment]) -> str:
    """ "A.R. 9am (K7), B.D. 10am (T2) +3": initials, unless the chat may show names (RULES 8)."""
    full = settings.of(clinic).staff_chat_full_names
    told = [
        f"{visit.patient.name if full else initials(visit.patient.name)} "
        f"{wording.clock(local(clinic, visit.starts_at).time(), clinic.locale)} ({visit.code})"
        for visit in visits[:NAMED]
    ]
    return ", ".join(told) + (f" +{len(visits) - NAMED}" if len(visits) > NAMED else "")
