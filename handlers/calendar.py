"""A visit as a calendar file (P4). The address holds a token nobody can guess, and shows that one visit only."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, abort
from icalendar import Calendar, Event, vCalAddress

from bot import links, wording
from store import appointments, clock
from store.models import Appointment

blueprint = Blueprint("calendar", __name__)
GONE = ("cancelled", "rescheduled", "no-show")


@blueprint.get("/c/<token>.ics")
def visit(token: str) -> Response:
    """The visit of this token as iCalendar; of a moved one, what it has become; a cancelled one says so. Else 404."""
    appointment = Appointment.get_or_none(Appointment.link_token == token)
    if appointment is None or appointment.status in ("held", "released"):
        abort(404)
    appointment = appointments.moved_to(appointment) or appointment
    headers = {"Content-Disposition": 'inline; filename="visit.ics"', "Cache-Control": "private, no-store"}
    return Response(as_calendar(appointment, clock.now()), mimetype="text/calendar", headers=headers)


def as_calendar(
    appointment: Appointment, now: dt.datetime, *, method: str = "PUBLISH", organizer: str = "", attendee: str = ""
) -> bytes:
    """The file itself: doctor, place or meeting link, start and end; no reason and no service (C5).

    A visit that was moved keeps its UID, and SEQUENCE grows with every change (RFC 5546), so that a calendar moves or
    removes what it has. `method` PUBLISH stands on its own; REQUEST and CANCEL go by mail, from `organizer` to
    `attendee`.
    """
    clinic, lineage = appointment.clinic, appointments.lineage(appointment)
    event = Event()
    event.add("uid", f"{lineage[-1].link_token}@frontdesk")
    event.add("summary", f"{wording.doctor(appointment.doctor)}, {clinic.name}")
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.ends_at)
    event.add("dtstamp", now)
    event.add("sequence", sum(each.version for each in lineage))
    event.add("status", _status(appointment))
    where = links.meeting(appointment) if appointment.visit_type == "online" else clinic.address
    if where:
        event.add("location", where)
    if organizer:
        event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    if attendee:
        event.add("attendee", vCalAddress(f"mailto:{attendee}"), parameters={"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    calendar = Calendar()
    calendar.add("prodid", "-//Frontdesk//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _status(appointment: Appointment) -> str:
    if appointment.status in GONE:
        return "CANCELLED"
    return "TENTATIVE" if appointment.status == "pending" else "CONFIRMED"
