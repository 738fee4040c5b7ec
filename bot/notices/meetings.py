"""Online visits (B11): the link before the visit, to patient and doctor; and staff told when Zoom could not be used."""

from __future__ import annotations

import datetime as dt

from bot.notices.fitting import fitting
from bot.notices.visits import facts_of, initials
from bot.phrases import say
from store import contacts, outbox
from store.models import Appointment


def send_link(visit: Appointment, now: dt.datetime) -> int:
    """Sends the link to the patient, and to the doctor's own chat, else the staff chat, once. How many it wrote."""
    clinic, written = visit.clinic, 0
    facts = facts_of(visit, clinic.locale) | {"who": initials(visit.patient.name), "link": visit.meeting_link}
    key = f"meeting_link:{visit.id}:"
    contact = contacts.reach(visit)
    if contact is not None and not visit.muted:
        locale = contact.locale or clinic.locale
        text = fitting("notice.meeting", locale, **(facts_of(visit, locale) | {"link": visit.meeting_link}))
        message = outbox.add(
            contact, "meeting", text, now, dedupe_key=f"{key}patient", expires_at=visit.ends_at, appointment=visit
        )
        written += message is not None
    words = say("staff.meeting", clinic.locale, **facts)
    if visit.doctor.telegram_id is not None:
        doctors = outbox.add_to(
            clinic.id, "telegram", str(visit.doctor.telegram_id), "staff", words, now, dedupe_key=f"{key}doctor"
        )
    else:
        doctors = outbox.add_staff(clinic, words, now, dedupe_key=f"{key}doctor")
    return written + (doctors is not None)


def fell_back(visit: Appointment, error: str, now: dt.datetime) -> None:
    """Zoom could not be used: the visit keeps its link, and staff know."""
    facts = facts_of(visit, visit.clinic.locale) | {"who": initials(visit.patient.name), "error": error}
    words = say("staff.no_zoom", visit.clinic.locale, **facts)
    outbox.add_staff(visit.clinic, words, now, dedupe_key=f"no_zoom:{visit.id}")
