"""Online visits: Zoom meetings made, moved and ended after the act that caused it has committed; links sent in time.

No network inside a transaction, and no booking waits for Zoom: a visit has a Jitsi link from the start, which a meeting
takes the place of. An error is tried again with a pause; for good, or when the link has to be sent meanwhile, the visit
keeps what it has and staff are told: patient and doctor must not wait in two rooms.
"""

from __future__ import annotations

import datetime as dt
import logging

from bot.notices import meetings as notices
from config import Config
from handlers.zoom import Zoom, ZoomFailed
from store import meetings
from store.database import transaction
from store.models import Meeting

logger = logging.getLogger(__name__)

_zoom: Zoom | None = None


def connect(config: Config) -> None:
    """Zoom is used where the environment has its account; otherwise every online visit keeps its Jitsi room."""
    global _zoom
    _zoom = Zoom(config) if config.zoom_account_id else None


def sweep(now: dt.datetime) -> int:
    """What is due about meetings and links at `now`; returns how much was done. Safe twice, and after a break."""
    done = 0
    if _zoom is not None:
        meetings.want(now)
        for meeting in meetings.claim(now):
            try:
                done += _act(_zoom, meeting, now)
            except Exception:  # it keeps its lease, and is tried again when that has run out
                logger.exception("meeting %d", meeting.id)
    return done + _links(now)


def _act(zoom: Zoom, meeting: Meeting, now: dt.datetime) -> int:
    visit, what = meeting.appointment, meetings.wanted(meeting)
    minutes = int((visit.ends_at - visit.starts_at).total_seconds() // 60)
    try:
        if what == "make":
            found = zoom.make(visit.clinic.name, visit.starts_at, minutes)
            meetings.made(meeting, found.provider_id, found.join_url, now)
        elif what == "move":
            zoom.move(meeting.provider_id, visit.starts_at, minutes)
            meetings.moved(meeting, now)
        else:
            if what == "end":
                zoom.end(meeting.provider_id)
            meetings.ended(meeting, now)
    except ZoomFailed as error:
        logger.warning("meeting %d: Zoom answered %s", meeting.id, error.code)
        with transaction():
            again = meetings.failed(meeting, error.code, retry=error.retry, after=error.retry_after, now=now)
            if not again and what == "make":
                notices.fell_back(visit, error.code, now)
        return 0
    return 1


def _links(now: dt.datetime) -> int:
    written = 0
    for visit in meetings.starting(now):
        try:
            with transaction():
                error = meetings.settle(visit, now)
                if error is not None and _zoom is not None:
                    notices.fell_back(visit, error or "no answer", now)
                written += notices.send_link(visit, now)
        except Exception:
            logger.exception("the link of visit %d", visit.id)
    return written
