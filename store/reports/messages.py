"""What texts cost: parts sent, by kind and channel, at the clinic's price of a part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import Case, fn

from store import settings
from store.models import Appointment, OutboxMessage
from store.reports.period import Scope

SENT = ("sent", "delivered", "failed")  # a text that failed on its way is charged too
PRICE_UNIT = 10_000  # the setting segment_price counts ten-thousandths of the clinic's currency


@dataclass(frozen=True)
class Sent:
    """Texts of one kind on one channel. `segments` are SMS parts, 0 where a channel has none (Telegram)."""

    kind: str
    channel: str
    messages: int
    segments: int
    failed: int
    cost: int  # in ten-thousandths of the clinic's currency


def read(scope: Scope) -> list[Sent]:
    """The texts made in the scope, by kind and channel; for one doctor, those about their visits."""
    price = settings.of(scope.clinic).segment_price
    wanted: Any = (OutboxMessage.clinic == scope.clinic) & scope.holds(OutboxMessage.created_at)
    wanted &= OutboxMessage.state.in_(SENT)
    columns = (OutboxMessage.kind, OutboxMessage.channel)
    failed = fn.SUM(Case(None, [(OutboxMessage.state == "failed", 1)], 0))
    rows: Any = OutboxMessage.select(*columns, fn.COUNT(OutboxMessage.id), fn.SUM(OutboxMessage.segments), failed)
    if scope.doctor is not None:
        rows = rows.join(Appointment)
        wanted &= Appointment.doctor == scope.doctor
    rows = rows.where(wanted).group_by(*columns).order_by(*columns)
    return [
        Sent(kind, channel, count, int(parts), int(lost), int(parts) * price)
        for kind, channel, count, parts, lost in rows.tuples()
    ]
