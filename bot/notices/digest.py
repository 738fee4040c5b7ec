"""The evening's message to staff (S10): the next day's visits by doctor, who has not confirmed, whom to call, who asked
for a person and got none, the waitlist, yesterday's no-shows. One message of one screen, to the staff chat and to each
mailbox of staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot import links, wording
from bot.notices import calls
from bot.notices.opting import who
from bot.notices.visits import initials
from bot.phrases import say
from store import appointments, handoffs, outbox, settings, staff
from store.database import transaction
from store.models import Appointment, Clinic, Doctor, OutboxMessage, StaffMember, WaitlistEntry, local
from store.timetable import DAY

FURTHEST = 7  # days ahead the next day with visits is looked for: a weekend, a holiday
MOST_VISITS = 1000
NAMED = 6  # people in one line; the others are counted


def mailboxes(clinic: Clinic) -> list[StaffMember]:
    """Who gets it by e-mail: nobody where no mail can be sent."""
    return staff.with_email(clinic) if links.has_mail() else []


def write(clinic: Clinic, now: dt.datetime, once: str) -> OutboxMessage | None:
    """Writes the message to the staff chat under the dedupe key `once`; None when there is nothing to say."""
    said = text(clinic, now, names=settings.of(clinic).staff_chat_full_names)
    if not said:
        return None
    with transaction():
        return outbox.add_staff(clinic, said, now, dedupe_key=once)


def mail(member: StaffMember, now: dt.datetime, once: str) -> OutboxMessage | None:
    """The same by e-mail, which shows initials whatever the chat shows (RULES 8)."""
    clinic = member.clinic
    said = text(clinic, now, names=False)
    if not said or not member.email:
        return None
    subject = say(
        "digest.subject", clinic.locale, clinic=clinic.name, day=wording.day(local(clinic, now).date(), clinic.locale)
    )
    facts = {"subject": str(subject), "name": member.name}
    with transaction():
        return outbox.add_to(clinic.id, "email", member.email, "staff", said, now, dedupe_key=once, facts=facts)


def text(clinic: Clinic, now: dt.datetime, *, names: bool) -> str:
    """The whole of it, "" when there is nothing to say. `names`: patients' names in full, else their initials."""
    day, visits = next_day(clinic, now)
    lines = [
        *_ahead(clinic, day, visits, names), *calls.lines(clinic, now, day, visits, names=names),
        *_unanswered(clinic, now, names), *_waitlist(clinic), *_missed(clinic, now, names),
    ]  # fmt: skip
    return "\n".join(lines)


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


def _ahead(clinic: Clinic, day: dt.date, visits: Sequence[Appointment], names: bool) -> list[str]:
    if not visits:
        return []
    shown = wording.day(day, clinic.locale)
    open_ = [visit for visit in visits if visit.patient_confirmed_at is None]
    told = [say("digest.visits", clinic.locale, day=shown, count=len(visits), confirmed=len(visits) - len(open_))]
    told += _by_doctor(clinic, visits)
    wait = sum(visit.status == "pending" for visit in visits)
    if wait:
        told.append(say("digest.pending", clinic.locale, count=wait))
    return told + ([say("digest.unconfirmed", clinic.locale, who=_named(clinic, open_, names))] if open_ else [])


def _by_doctor(clinic: Clinic, visits: Sequence[Appointment]) -> list[str]:
    """ "By doctor: Dr. Lee 2 (9am-3:30pm), Dr. Park 1 (10am)"; nothing for a day of one doctor."""
    days: dict[Doctor, list[str]] = {}
    for visit in visits:
        shown = wording.clock(local(clinic, visit.starts_at).time(), clinic.locale)
        days.setdefault(visit.doctor, []).append(shown)
    if len(days) < 2:
        return []
    everybody = list(Doctor.select().where(Doctor.clinic == clinic, Doctor.active))
    told = [
        f"{wording.doctor(doctor, everybody)} {len(times)} ({times[0]}{f'-{times[-1]}' if len(times) > 1 else ''})"
        for doctor, times in sorted(days.items(), key=lambda one: (one[0].position, one[0].id))
    ]
    return [say("digest.doctors", clinic.locale, who=", ".join(told))]


def _unanswered(clinic: Clinic, now: dt.datetime, names: bool) -> list[str]:
    """Who asked for a person since the last evening: nobody has answered, nor closed it as dealt with."""
    contacts = [one.contact for one in handoffs.unanswered(clinic, now - DAY)]
    if not contacts:
        return []
    told = ", ".join(who(contact, names) for contact in contacts[:NAMED])
    more = f" +{len(contacts) - NAMED}" if len(contacts) > NAMED else ""
    return [say("digest.handoffs", clinic.locale, who=told + more)]


def _waitlist(clinic: Clinic) -> list[str]:
    rows = WaitlistEntry.select().where(WaitlistEntry.clinic == clinic)
    waiting, offered = (rows.where(WaitlistEntry.status == status).count() for status in ("waiting", "notified"))
    return [say("digest.waitlist", clinic.locale, waiting=waiting, offered=offered)] if waiting + offered else []


def _missed(clinic: Clinic, now: dt.datetime, names: bool) -> list[str]:
    yesterday = local(clinic, now).date() - DAY
    rows = appointments.search(clinic, date_from=yesterday, date_to=yesterday, status="no-show", limit=MOST_VISITS)
    return [say("digest.missed", clinic.locale, who=_named(clinic, rows, names))] if rows else []


def _named(clinic: Clinic, visits: Sequence[Appointment], names: bool) -> str:
    """ "A.R. 9am (K7), B.D. 10am (T2) +3"."""
    told = [
        f"{visit.patient.name if names else initials(visit.patient.name)} "
        f"{wording.clock(local(clinic, visit.starts_at).time(), clinic.locale)} ({visit.code})"
        for visit in visits[:NAMED]
    ]
    return ", ".join(told) + (f" +{len(visits) - NAMED}" if len(visits) > NAMED else "")
