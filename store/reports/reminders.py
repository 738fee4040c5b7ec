"""What reminders did (R1): of those reminded, who confirmed, moved, cancelled or missed; and of those not reminded.

Only visits whose time has come are counted. The visits nobody was reminded of are those that still stood when the first
reminder would have been due: one cancelled a week ahead says nothing about reminders.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, SQL, Case, fn

from store import settings
from store.models import Appointment, Audit, OutboxMessage
from store.reports.period import Scope, epoch, nth
from store.visit_search import OFFERS

ARRIVED = ("sent", "delivered")
SAID_IN = "said in "  # store/outbox.told_with: the reminder was part of another message
KEY = len("reminder:") + len(":") + 1  # the offset begins so far behind the visit's number in the dedupe key


@dataclass(frozen=True)
class Effect:
    """`reminder`: minutes ahead; 0: any; None: none was sent. `confirmed` counts what followed the reminder."""

    reminder: int | None
    visits: int
    confirmed: int
    moved: int
    cancelled: int
    no_show: int
    completed: int


def read(scope: Scope, now: dt.datetime) -> list[Effect]:
    """One row a reminder, the longest ahead first, then any reminder, then none."""
    found = [Effect(int(offset), *map(int, counts)) for offset, *counts in _by_reminder(scope, now).tuples()]
    two = {bool(none): counts for none, *counts in _whether(scope, now).tuples()}
    last = [Effect(None if none else 0, *map(int, two.get(none, [0] * 6))) for none in (False, True)]
    return sorted(found, key=lambda effect: -(effect.reminder or 0)) + last


def _by_reminder(scope: Scope, now: dt.datetime) -> Any:
    """(minutes ahead as text, counts): each visit once for every reminder that reached somebody."""
    offset = fn.SUBSTR(OutboxMessage.dedupe_key, fn.LENGTH(OutboxMessage.appointment.cast("text")) + KEY)
    carrier = OutboxMessage.alias()
    sent = fn.COALESCE(carrier.sent_at, OutboxMessage.sent_at)
    return _arrived(OutboxMessage.select(offset, *_counts(sent)), carrier, scope, now).group_by(*nth(1))


def _whether(scope: Scope, now: dt.datetime) -> Any:
    """(1 for none, counts): the visits with any reminder, and those without that still stood."""
    carrier = OutboxMessage.alias()
    first = fn.MIN(fn.COALESCE(carrier.sent_at, OutboxMessage.sent_at))
    rows = OutboxMessage.select(OutboxMessage.appointment.alias("visit"), first.alias("at"))
    told: Any = _arrived(rows, carrier, scope, now).group_by(*nth(1)).alias("told")
    none = Case(None, [(told.c.visit.is_null(), 1)], 0)
    found: Any = Appointment.select(none, *_counts(told.c.at))
    found = found.join(told, JOIN.LEFT_OUTER, on=told.c.visit == Appointment.id)
    return found.where(_over(scope, now), told.c.visit.is_null(False) | _stood(scope)).group_by(*nth(1))


def _arrived(rows: Any, carrier: Any, scope: Scope, now: dt.datetime) -> Any:
    """Of the texts, the reminders of visits over that reached somebody, by themselves or as part of another text."""
    is_part = fn.SUBSTR(OutboxMessage.error, 1, len(SAID_IN)) == SAID_IN
    said_in = Case(None, [(is_part, fn.SUBSTR(OutboxMessage.error, len(SAID_IN) + 1))], SQL("'0'"))
    rows = rows.join(Appointment, on=OutboxMessage.appointment == Appointment.id)
    rows = rows.join(carrier, JOIN.LEFT_OUTER, on=carrier.id == said_in.cast("integer"))
    mine = (OutboxMessage.kind == "reminder") & OutboxMessage.dedupe_key.is_null(False)
    return rows.where(_over(scope, now), mine, OutboxMessage.state.in_(ARRIVED) | carrier.state.in_(ARRIVED))


def _over(scope: Scope, now: dt.datetime) -> Any:
    wanted = (Appointment.clinic == scope.clinic) & scope.holds(Appointment.starts_at) & (Appointment.starts_at < now)
    wanted &= Appointment.status.not_in(OFFERS)
    return wanted & (Appointment.doctor == scope.doctor) if scope.doctor is not None else wanted


def _stood(scope: Scope) -> Any:
    """Neither cancelled nor moved before the first reminder's time."""
    first = max(settings.of(scope.clinic).reminder_offsets, default=0) * 60
    moves = (Audit.subject == "appointment") & (Audit.subject_id == Appointment.id)
    moved_at = Audit.select(fn.MIN(Audit.at)).where(moves, Audit.action == "appointment.move")
    begins = epoch(Appointment.starts_at)
    return Case(
        Appointment.status,
        [
            ("cancelled", begins - epoch(Appointment.cancelled_at) <= first),
            ("rescheduled", begins - epoch(moved_at) <= first),
        ],
        SQL("1=1"),
    )


def _counts(since: Any) -> list[Any]:
    """The counts in the order of Effect: what became of visits; confirmed after `since`, or ever where it is null."""
    confirmed = Appointment.patient_confirmed_at
    happened = [
        confirmed >= fn.COALESCE(since, confirmed),
        *(Appointment.status == status for status in ("rescheduled", "cancelled", "no-show", "completed")),
    ]
    return [fn.COUNT(Appointment.id), *(fn.SUM(Case(None, [(condition, 1)], 0)) for condition in happened)]
