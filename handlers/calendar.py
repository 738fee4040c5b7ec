"""A visit as a calendar file (P4). The address holds a token nobody can guess, and shows that one visit only."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, abort
from icalendar import Calendar, Event

from bot import wording
from store import clock
from store.models import Appointment

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/c/<token>.ics")
def visit(token: str) -> Response:
    """The visit of this token as iCalendar; a moved or cancelled one says that it is cancelled. 404 for any other."""
    appointment = Appointment.get_or_none(Appointment.link_token == token)
    if appointment is None or appointment.status in ("held", "released"):
        abort(404)
    headers = {"Content-Disposition": 'inline; filename="visit.ics"', "Cache-Control": "private, no-store"}
    return Response(as_calendar(appointment, clock.now()), mimetype="text/calendar", headers=headers)


def as_calendar(appointment: Appointment, now: dt.datetime) -> bytes:
    """The file itself: doctor, place or meeting link, start and end; no reason and no service (C5)."""
    clinic = appointment.clinic
    event = Event()
    event.add("uid", f"{appointment.link_token}@frontdesk")
    event.add("summary", f"{wording.doctor(appointment.doctor)}, {clinic.name}")
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.ends_at)
    event.add("dtstamp", now)
    event.add("sequence", appointment.version)
    gone = appointment.status in ("cancelled", "rescheduled", "no-show")
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    event.add("location", appointment.meeting_link or clinic.address)
    calendar = Calendar()
    calendar.add("prodid", "-//Frontdesk//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
