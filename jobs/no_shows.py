"""Visits nobody came to: asked about a few minutes after the start, declared missed later (R3)."""

from __future__ import annotations

import datetime as dt
import logging

from bot.notices import visits as notices
from store import appointments, settings
from store.audit import CLOCK
from store.database import transaction
from store.errors import Refusal
from store.models import Appointment, Clinic

logger = logging.getLogger(__name__)
ASK_AFTER = 5  # minutes after the start
LOOK_BACK = dt.timedelta(hours=24)  # older visits were left open by the desk, not missed


def sweep(now: dt.datetime) -> int:
    """Asks, and later declares the no-show; returns how many visits were touched. Safe twice, and after downtime."""
    return sum(_sweep_clinic(clinic, now) for clinic in Clinic.select())


def _sweep_clinic(clinic: Clinic, now: dt.datetime) -> int:
    grace = settings.of(clinic).no_show_after_minutes
    begun = Appointment.select().where(
        Appointment.clinic == clinic,
        Appointment.status == "confirmed",
        Appointment.checked_in_at.is_null(),
        Appointment.starts_at <= now - dt.timedelta(minutes=min(ASK_AFTER, grace)),
        Appointment.starts_at > now - LOOK_BACK,
    )
    return sum(_look_at(visit, grace, now) for visit in begun)


def _look_at(visit: Appointment, grace: int, now: dt.datetime) -> int:
    late = dt.timedelta(minutes=grace + visit.late_minutes)
    try:
        with transaction():
            if now >= visit.starts_at + late:
                appointments.miss(visit, actor=CLOCK, now=now)
                notices.missed(visit, now)
                return 1
            return int(visit.late_minutes == 0 and notices.ask_on_the_way(visit, now) is not None)
    except Refusal:  # checked in or cancelled meanwhile
        return 0
    except Exception:
        logger.exception("no-show of visit %d failed", visit.id)
        return 0
