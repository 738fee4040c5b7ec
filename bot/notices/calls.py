"""The list "please call these patients": visits of the clinic's next day whose patients no text reaches, and why."""

from __future__ import annotations

import datetime as dt

from bot import wording
from bot.notices.opting import who
from bot.notices.visits import facts_of, initials
from bot.phrases import say
from store import appointments, contacts, outbox, settings
from store.database import transaction
from store.models import Appointment, Clinic, OutboxMessage, Patient, local
from store.timetable import DAY

FURTHEST = 7  # days ahead the next day with visits is looked for: a weekend, a holiday
LONGEST = 3500  # letters: one message of a chat


def please_call(clinic: Clinic, now: dt.datetime, once: str) -> OutboxMessage | None:
    """Writes the list to the staff chat under the dedupe key `once`; None when everybody can be told."""
    day, visits = next_day(clinic, now)
    found = [(visit, why) for visit in visits if (why := why_call(visit))]
    silent = outbox.unfollowed(now, clinic)
    if not found and not silent:
        return None
    lines = [say("calls.head", clinic.locale, day=wording.day(day, clinic.locale))] if found else []
    for visit, why in found:
        line = _line(visit, why)
        if sum(map(len, lines)) + len(line) > LONGEST:
            lines.append(say("calls.more", clinic.locale, count=len(found) - len(lines) + 1))
            break
        lines.append(line)
    if silent:
        lines.append(say("calls.silent", clinic.locale, count=silent))
    with transaction():
        return outbox.add_staff(clinic, "\n".join(lines), now, dedupe_key=once)


def next_day(clinic: Clinic, now: dt.datetime) -> tuple[dt.date, list[Appointment]]:
    """Tomorrow, or the first day after it on which the clinic has visits, and those that stand."""
    tomorrow = local(clinic, now).date() + DAY
    for ahead in range(FURTHEST):
        day = tomorrow + ahead * DAY
        visits = appointments.search(clinic, date_from=day, date_to=day, status=("pending", "confirmed"))
        if visits:
            return day, list(visits)
    return tomorrow, []


def why_call(visit: Appointment) -> str:
    """The reason's key, "" where a text reaches them: "nobody", "stopped", "dead", or "lost" (the last one failed)."""
    contact = visit.contact
    if contact is not None and contact.opted_out_at is not None:
        return "stopped"
    if contacts.reach(visit) is None:
        return "dead" if contact is not None else "nobody"
    about = (OutboxMessage.appointment == visit) & OutboxMessage.kind.not_in(("reply", "staff"))
    tried = about & OutboxMessage.state.in_(("sent", "delivered", "failed"))
    last = OutboxMessage.select().where(tried).order_by(OutboxMessage.id.desc()).first()
    return "lost" if last is not None and last.state == "failed" else ""


REASONS = {
    "nobody": "calls.nobody", "stopped": "calls.stopped", "dead": "calls.dead", "lost": "calls.lost",
}  # fmt: skip


def _line(visit: Appointment, why: str) -> str:
    clinic, patient = visit.clinic, visit.patient
    facts = facts_of(visit, clinic.locale)
    reason = say(REASONS[why], clinic.locale, code=visit.contact.unreachable_why if visit.contact else "")
    where = who(visit.contact) if visit.contact is not None else _named(patient)
    return say(
        "calls.line", clinic.locale, who=where, doctor=facts["doctor"], when=facts["when"], code=visit.code, why=reason
    )


def _named(patient: Patient) -> str:
    """Of a patient without a phone or chat of ours: initials, or the name, and the number in the books."""
    shown = patient.name if settings.of(patient.clinic_id).staff_chat_full_names else initials(patient.name)
    return f"{shown} {patient.phone or ''}".strip()
