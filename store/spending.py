"""What a clinic spends on texts in a day, in SMS parts, and the cap it may set (daily_segments_cap).

At 80 % the desk is warned; at the cap whatever nobody waits for stays until midnight, and answers, calls of the queue
and the desk's own words go on. Nothing is counted for a clinic without a cap.
"""

from __future__ import annotations

import datetime as dt

from store import settings
from store.models import Clinic, Counter, local
from store.timetable import DAY, MIDNIGHT, edge

NAME = "segments"
WARNING = 0.8
CHANNELS = ("sms", "whatsapp")


def spend(clinic: Clinic, segments: int, now: dt.datetime) -> str:
    """Adds to the day; returns "warn" or "stop" when this is the text that has reached that mark, else ""."""
    cap = settings.of(clinic).daily_segments_cap
    if not cap or not segments:
        return ""
    row = Counter.insert(clinic=clinic, name=NAME, day=_day(clinic, now), value=segments).on_conflict(
        conflict_target=[Counter.clinic, Counter.name, Counter.day], update={Counter.value: Counter.value + segments}
    )
    [(after,)] = row.returning(Counter.value).tuples().execute()
    before = after - segments
    return next((mark for mark, at in (("stop", cap), ("warn", cap * WARNING)) if before < at <= after), "")


def spent(clinic: Clinic, now: dt.datetime) -> int:
    """Parts sent on the clinic's day of `now`."""
    same = (Counter.clinic == clinic) & (Counter.name == NAME) & (Counter.day == _day(clinic, now))
    row = Counter.get_or_none(same)
    return int(row.value) if row is not None else 0


def used_up(clinic: Clinic, now: dt.datetime) -> bool:
    cap = settings.of(clinic).daily_segments_cap
    return bool(cap) and spent(clinic, now) >= cap


def renewed_at(clinic: Clinic, now: dt.datetime) -> dt.datetime:
    """The next midnight on the clinic's clock."""
    return edge(dt.datetime.combine(_day(clinic, now) + DAY, MIDNIGHT), clinic.zone)


def _day(clinic: Clinic, now: dt.datetime) -> dt.date:
    return local(clinic, now).date()
