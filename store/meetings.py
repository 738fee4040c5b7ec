"""Zoom meetings of online visits (B11): which are wanted, which are due, and what came of an attempt.

A visit is booked with its Jitsi link. A row here asks for a Zoom meeting, whose link takes the other's place; when that
fails for good the visit keeps what it has. Nothing here speaks to the network (jobs/meetings.py does).
"""

from __future__ import annotations

import datetime as dt

from peewee import JOIN

from store import audit, references, settings, visit_lists
from store.database import transaction
from store.errors import AlreadyMovedOn
from store.models import Appointment, Clinic, Doctor, Meeting
from store.references import SECRET
from store.transitions import change

LEASE = dt.timedelta(minutes=2)
BACK_OFF = (1, 2, 5, 15, 60)  # minutes after the first, second … failed attempt
STANDING = ("pending", "confirmed", "in-progress")
OVER = ("cancelled", "rescheduled")


def want(now: dt.datetime) -> int:
    """Asks for a meeting for every online visit to come that has none, where zoom_enabled; returns how many."""
    with transaction():
        _carry()
        _wake(now)
        rows = Appointment.select().join(Meeting, JOIN.LEFT_OUTER).where(
            Meeting.id.is_null(), Appointment.visit_type == "online", Appointment.starts_at > now,
            Appointment.status.in_(("pending", "confirmed")),
        )  # fmt: skip
        visits = [visit for visit in rows if _enabled(visit)]
        for visit in visits:
            Meeting.create(appointment=visit, next_at=now)
    return len(visits)


def _enabled(visit: Appointment) -> bool:
    rules = settings.each(Clinic.get_by_id(visit.clinic_id), [Doctor.get_by_id(visit.doctor_id)])
    return rules[visit.doctor_id].zoom_enabled


def _carry() -> None:
    """The meeting of a moved visit, whose link the new one has, goes over to it."""
    rows = Meeting.select(Meeting, Appointment).join(Appointment)
    for meeting in rows.where(Meeting.state == "made", Appointment.status == "rescheduled"):
        after = visit_lists.moved_to(meeting.appointment)
        if after is None or after.meeting_link != meeting.appointment.meeting_link:
            continue
        if Meeting.get_or_none(Meeting.appointment == after) is None:
            Meeting.update(appointment=after).where(Meeting.id == meeting.id).execute()


def _wake(now: dt.datetime) -> None:
    """The meeting of a visit that was cancelled and is on after all is ended: a Jitsi room, until it has another."""
    ended = Meeting.select(Meeting, Appointment).join(Appointment).where(Meeting.state == "ended")
    standing = Appointment.status.in_(STANDING) & (Appointment.visit_type == "online")
    for meeting in ended.where(standing, Appointment.starts_at > now):
        visit = meeting.appointment
        change(visit, "meeting", audit.CLOCK, now, meeting_link=references.meeting_link(visit.clinic, SECRET))
        meeting.delete_instance()


def claim(now: dt.datetime, limit: int = 10) -> list[Meeting]:
    """Leases the meetings something has to be done about: to make, to move, to end."""
    moved = (Meeting.state == "made") & Appointment.status.in_(STANDING)
    moved &= Meeting.told_starts_at != Appointment.starts_at
    gone = (Meeting.state == "made") & Appointment.status.in_(OVER)
    rows = Meeting.select(Meeting, Appointment).join(Appointment)
    due = rows.where(Meeting.next_at <= now, (Meeting.state == "due") | moved | gone)
    claimed = []
    for meeting in due.order_by(Meeting.next_at, Meeting.id).limit(limit):
        same = (Meeting.id == meeting.id) & (Meeting.next_at == meeting.next_at) & (Meeting.state == meeting.state)
        changes = {"next_at": now + LEASE, "attempts": Meeting.attempts + 1}
        if Meeting.update(changes).where(same).execute():
            meeting.attempts += 1
            claimed.append(meeting)
    return claimed


def wanted(meeting: Meeting) -> str:
    """What is to be done about a claimed meeting: make, move, end, or "" for nothing any more."""
    standing = meeting.appointment.status in STANDING
    if meeting.state == "due":
        return "make" if standing else ""
    return "move" if standing else "end"


def settled(visit: Appointment) -> bool:
    """Where Zoom is used: whether the visit's link stays as it is, or Zoom is yet to give another."""
    own = Meeting.get_or_none(Meeting.appointment == visit)
    if own is not None:
        return own.state in ("made", "failed")
    before = Meeting.get_or_none(Meeting.appointment == visit.rescheduled_from_id, Meeting.state == "made")
    if before is not None and before.appointment.meeting_link == visit.meeting_link:
        return True  # the meeting goes over to this visit
    return not _enabled(visit)


def settle(visit: Appointment, now: dt.datetime) -> str | None:
    """Its link is about to be told, and stays from now on. What Zoom answered where it was still to give another; None:
    nothing was waited for."""
    meeting = Meeting.get_or_none(Meeting.appointment == visit, Meeting.state == "due")
    if meeting is None:
        return None
    error = str(meeting.error)
    _put(meeting, state="failed", next_at=now, error=error)
    return error


def made(meeting: Meeting, provider_id: str, link: str, now: dt.datetime) -> None:
    """The meeting is there: the visit gets its link, unless it has gone meanwhile (then the meeting is ended next)."""
    with transaction():
        visit: Appointment = Appointment.get_by_id(meeting.appointment_id)
        _put(meeting, state="made", provider_id=provider_id, told_starts_at=meeting.appointment.starts_at, next_at=now)
        if visit.status not in STANDING:
            return
        try:
            with transaction():
                change(visit, "meeting", audit.CLOCK, now, meeting_link=link)
        except AlreadyMovedOn:  # between the two lines above: once more with what it is now
            again: Appointment = Appointment.get_by_id(meeting.appointment_id)
            change(again, "meeting", audit.CLOCK, now, meeting_link=link)


def moved(meeting: Meeting, now: dt.datetime) -> None:
    _put(meeting, told_starts_at=meeting.appointment.starts_at, next_at=now)


def ended(meeting: Meeting, now: dt.datetime, error: str = "") -> None:
    _put(meeting, state="ended", next_at=now, error=error)


def failed(meeting: Meeting, error: str, *, retry: bool, after: dt.timedelta | None, now: dt.datetime) -> bool:
    """Writes a failure; False when it will not be tried again."""
    if retry and meeting.attempts <= len(BACK_OFF):
        pause = max(after or dt.timedelta(0), dt.timedelta(minutes=BACK_OFF[meeting.attempts - 1]))
        Meeting.update(next_at=now + pause, error=error).where(Meeting.id == meeting.id).execute()
        return True
    _put(meeting, state="failed", next_at=now, error=error)
    return False


def starting(now: dt.datetime) -> list[Appointment]:
    """Online visits whose link is to be sent now: online_link_minutes before they start, until they do."""
    found: list[Appointment] = []
    online = (Appointment.visit_type == "online") & (Appointment.meeting_link != "")
    online &= Appointment.status.in_(("pending", "confirmed"))
    for clinic in Clinic.select().order_by(Clinic.id):
        if minutes := settings.of(clinic).online_link_minutes:
            soon = Appointment.starts_at.between(now, now + dt.timedelta(minutes=minutes))
            rows = Appointment.select().where(Appointment.clinic == clinic, online, soon)
            found += list(rows.order_by(Appointment.starts_at, Appointment.id))
    return found


def _put(meeting: Meeting, **columns: object) -> None:
    """An act that succeeded: the next one has all its attempts again."""
    Meeting.update({"attempts": 0, "error": ""} | columns).where(Meeting.id == meeting.id).execute()
