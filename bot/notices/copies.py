"""Copies by e-mail (R5): what a patient is told about a visit, once more, with a calendar file.

A copy never stands in for a text and never asks anything. Who has stopped texts gets none. The calendar file is made
when the copy leaves (handlers/channels/email.py), of the visit as it is then.
"""

from __future__ import annotations

import datetime as dt

from bot import links
from bot.notices.visits import facts_of
from bot.phrases import say
from store import addresses, contacts, mailboxes, outbox
from store.models import Appointment, Contact, ContactPatient, OutboxMessage
from store.transitions import Changed

KIND = "copy"
# What a visit's status must still be when a copy leaves, by the method of its calendar file.
STANDING = {"REQUEST": ("pending", "confirmed", "in-progress"), "CANCEL": ("cancelled",)}


def changed(change: Changed) -> None:
    """Writes the copy of what has just happened to a visit, in the transaction that did it."""
    visit, now = change.appointment, change.now
    if visit.starts_at <= now or not links.has_mail():
        return
    if change.event == "cancel":
        _write(visit, "cancelled", now, "CANCEL")
    elif change.event in ("book", "accept", "accept_pending") and visit.status in ("pending", "confirmed"):
        moved = visit.rescheduled_from_id is not None
        _write(visit, "requested" if visit.status == "pending" else "moved" if moved else "booked", now)
    elif change.event in ("undo_cancel", "undo_cancel_pending"):
        what = "requested" if visit.status == "pending" else "booked"
        _write(visit, what, now, once=f"copy:{visit.id}:{what}:{visit.version}")
    elif change.event == "confirm" and visit.status == "confirmed":
        _write(visit, "booked", now)


def reminder(visit: Appointment, offset: int, now: dt.datetime) -> OutboxMessage | None:
    """The copy of the reminder `offset` minutes ahead."""
    return _write(visit, "reminder", now, once=reminder_key(visit, offset))


def reminder_key(visit: Appointment, offset: int) -> str:
    return f"copy:{visit.id}:reminder:{offset}"


def stopped(visit: Appointment) -> bool:
    """Whether the patient, or whoever is told for them, has stopped texts here: then there are no copies either."""
    if visit.contact is not None:
        return addresses.used_last(visit.contact, visit.patient_id).opted_out_at is not None
    own = ContactPatient.select(ContactPatient.contact).where(
        ContactPatient.patient == visit.patient_id, ContactPatient.owner
    )
    stops = Contact.select().where(Contact.id.in_(own), Contact.opted_out_at.is_null(False))
    return bool(stops.exists()) and contacts.of_patient(visit.patient) is None


def out_of_date(message: OutboxMessage, visit: Appointment) -> str:
    """Why a copy must not leave any more, "" when it may."""
    if visit.status not in STANDING.get(message.facts.get("method", ""), (visit.status,)):
        return f"visit_{visit.status}"
    return "opted_out" if stopped(visit) else ""


def _write(
    visit: Appointment, what: str, now: dt.datetime, method: str = "REQUEST", once: str = ""
) -> OutboxMessage | None:
    if not links.has_mail() or stopped(visit):
        return None
    box = mailboxes.of_visit(visit, now)
    if box is None:
        return None
    locale = _locale(visit)
    facts = facts_of(visit, locale)
    lines = [say(f"mail.{what}", locale, **facts)]
    if method == "REQUEST":
        link = links.meeting(visit)
        lines += [say("status.online", locale, link=link)] if link else []
        lines += [say("status.where", locale, address=visit.clinic.address)] if _on_site(visit) else []
        lines.append(say("mail.change", locale, code=visit.code))
    lines += ["", say("mail.stop", locale, clinic=visit.clinic.name, link=links.stop_mail(box))]
    subject = say(f"mail.{what}_subject", locale, **facts)
    return outbox.add(
        box, KIND, "\n".join(lines), now, dedupe_key=once or f"copy:{visit.id}:{what}", appointment=visit,
        expires_at=visit.starts_at, facts={"subject": subject, "method": method, "name": visit.patient.name},
    )  # fmt: skip


def _on_site(visit: Appointment) -> bool:
    return bool(visit.clinic.address) and not visit.meeting_link


def _locale(visit: Appointment) -> str:
    """The language of whoever is told about the visit."""
    told = contacts.reach(visit)
    return (told.locale if told is not None else None) or visit.clinic.locale
