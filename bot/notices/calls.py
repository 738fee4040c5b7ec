"""The list "please call these patients": visits of a day whose patients no text reaches, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot import wording
from bot.notices.opting import who
from bot.notices.visits import facts_of, initials
from bot.phrases import say
from store import contacts, outbox
from store.models import Appointment, Clinic, OutboxMessage, Patient

MOST = 8  # lines: with the rest of the evening's message, one screen; the board shows every visit


def lines(clinic: Clinic, now: dt.datetime, day: dt.date, visits: Sequence[Appointment], *, names: bool) -> list[str]:
    """The list, under its headline: of `visits`, those of `day`, whose patients no text reaches. [] for nobody."""
    found = [(visit, why) for visit in visits if (why := why_call(visit))]
    told = [say("calls.head", clinic.locale, day=wording.day(day, clinic.locale))] if found else []
    told += [_line(visit, why, names) for visit, why in found[:MOST]]
    if len(found) > MOST:
        told.append(say("calls.more", clinic.locale, count=len(found) - MOST))
    if silent := outbox.unfollowed(now, clinic):
        told.append(say("calls.silent", clinic.locale, count=silent))
    return told


def why_call(visit: Appointment) -> str:
    """The reason's key, "" where a text reaches them: "nobody", "stopped", "dead", or "lost" (the last one failed)."""
    contact = visit.contact
    if contact is not None and contact.opted_out_at is not None:
        return "stopped"
    if contacts.reach(visit) is None:
        return "dead" if contact is not None else "nobody"
    about = (OutboxMessage.appointment == visit) & OutboxMessage.kind.not_in(("reply", "staff", "copy"))
    tried = about & OutboxMessage.state.in_(("sent", "delivered", "failed"))
    last = OutboxMessage.select().where(tried).order_by(OutboxMessage.id.desc()).first()
    return "lost" if last is not None and last.state == "failed" else ""


REASONS = {
    "nobody": "calls.nobody", "stopped": "calls.stopped", "dead": "calls.dead", "lost": "calls.lost",
}  # fmt: skip


def _line(visit: Appointment, why: str, names: bool) -> str:
    clinic, patient = visit.clinic, visit.patient
    facts = facts_of(visit, clinic.locale)
    reason = say(REASONS[why], clinic.locale, code=visit.contact.unreachable_why if visit.contact else "")
    where = who(visit.contact, names) if visit.contact is not None else _named(patient, names)
    return say(
        "calls.line", clinic.locale, who=where, doctor=facts["doctor"], when=facts["when"], code=visit.code, why=reason
    )


def _named(patient: Patient, names: bool) -> str:
    """Of a patient without a phone or chat of ours: initials, or the name, and the number in the books."""
    shown = patient.name if names else initials(patient.name)
    return f"{shown} {patient.phone or ''}".strip()
