"""A doctor's visits as a calendar that calendar programs subscribe to (P4), at an address nobody can guess.

Patients by initials unless the setting calendar_full_names is on; no reason, no service (C5).
"""

from __future__ import annotations

import datetime as dt
import hashlib

from flask import Blueprint, Response, abort, request
from icalendar import Calendar, Event, vText

from bot import wording
from bot.notices.visits import initials
from store import clock, feeds, settings
from store.feeds import Entry
from store.models import Doctor, local

blueprint = Blueprint("feeds", __name__)
REFRESH = dt.timedelta(minutes=15)
GONE = ("cancelled", "rescheduled")


@blueprint.get("/calendar/<token>.ics")
def feed(token: str) -> Response:
    """The calendar this token opens; 304 where the program has it already, 404 for any other token.

    By its ETag alone: a date would have to know of every name, room and setting that the calendar shows.
    """
    doctor = feeds.by_token(token)
    if doctor is None:
        abort(404)
    entries = feeds.entries(doctor, clock.now())
    body = as_calendar(doctor, entries)
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = 'inline; filename="visits.ics"'
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def as_calendar(doctor: Doctor, entries: list[Entry]) -> bytes:
    """The same bytes for the same visits. Times are the clinic's own, with its VTIMEZONE."""
    calendar = Calendar()
    calendar.add("prodid", "-//Frontdesk//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(f"{wording.doctor(doctor)}, {doctor.clinic.name}"))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    full = settings.of(doctor.clinic, doctor).calendar_full_names
    for entry in entries:
        calendar.add_component(_event(doctor, entry, full=full))
    if entries:
        first, last = entries[0].visit.starts_at.year, entries[-1].visit.ends_at.year
        calendar.add_missing_timezones(dt.date(first - 1, 1, 1), dt.date(last + 2, 1, 1))
    return bytes(calendar.to_ical())


def _event(doctor: Doctor, entry: Entry, *, full: bool) -> Event:
    visit, event, clinic = entry.visit, Event(), doctor.clinic
    changed, gone = entry.changed_at.replace(microsecond=0), entry.visit.status in GONE
    name = visit.patient.name
    event.add("uid", f"{visit.reference}.{clinic.slug}@frontdesk")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", visit.version)
    event.add("dtstart", local(clinic, visit.starts_at))
    event.add("dtend", local(clinic, visit.ends_at))
    event.add("summary", name if full and name else initials(name))
    event.add("status", "CANCELLED" if gone else "TENTATIVE" if visit.status == "pending" else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if gone else "OPAQUE")
    event.add("class", "PRIVATE")
    room = f"Room {doctor.room}" if doctor.room else clinic.address
    if where := visit.meeting_link or room:
        event.add("location", where)
    return event
