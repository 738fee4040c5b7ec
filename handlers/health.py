"""/healthz: the process answers. /readyz: so do the database, the queue and the worker. /metrics: for Prometheus.

Figures come from the database, so that every process gives the same; only the request counter is a process's own and
says whose it is.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable, Iterator
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from peewee import fn
from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from store import clock
from store.database import connected, database
from store.models import Appointment, Contact, InboundMessage, OutboxMessage, SystemState, Table, Ticket
from store.outbox import unfollowed

logger = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__)

HEARTBEAT = "worker"  # the row that jobs.upkeep writes every minute
WORKER_SILENT_AFTER = dt.timedelta(seconds=150)

_registry = CollectorRegistry(auto_describe=False)
_requests = Counter(
    "frontdesk_http_requests", "Requests answered", ["endpoint", "status", "process"], registry=_registry
)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Alive."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """200 when all three are well, else 503; the body says which is not."""
    checks = {"database": _database, "queue": _queue, "worker": _worker}
    found = {name: _told(check) for name, check in checks.items()}
    well = all(state == "ok" for state in found.values())
    return jsonify(status="ok" if well else "unavailable", **found), 200 if well else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus text."""
    with connected():
        return Response(generate_latest(_registry), mimetype="text/plain; version=0.0.4")


@blueprint.after_app_request
def count(response: Response) -> Response:
    _requests.labels(request.endpoint or "none", str(response.status_code), str(os.getpid())).inc()
    return response


def heartbeat_age() -> dt.timedelta | None:
    """How long ago a worker gave a sign of life; None: never."""
    row = SystemState.get_or_none(SystemState.key == HEARTBEAT)
    return clock.unshifted() - row.at if row else None


def _told(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:
        logger.warning("not ready", extra={"check": check.__name__, "why": type(error).__name__})
        return type(error).__name__


def _database() -> str:
    with connected():
        database.execute_sql("SELECT 1")
    return "ok"


def _queue() -> str:
    current_app.extensions["queue_waiting"]()
    return "ok"


def _worker() -> str:
    with connected():
        age = heartbeat_age()
    if age is None:
        return "never seen"
    return "ok" if age < WORKER_SILENT_AFTER else f"silent for {int(age.total_seconds())} s"


class _Figures(Collector):
    """Read at every scrape."""

    def collect(self) -> Iterator[Metric]:
        now = clock.now()
        yield _by("outbox_messages", "Messages out by state", OutboxMessage, OutboxMessage.channel, OutboxMessage.state)
        yield _by("inbound_messages", "Messages in", InboundMessage, InboundMessage.provider)
        yield _by("appointments", "Visits by status", Appointment, Appointment.status)
        yield _by("tickets", "Queue tickets by status", Ticket, Ticket.status)
        waiting = OutboxMessage.state.in_(("due", "leased"))
        oldest = OutboxMessage.select(fn.MIN(OutboxMessage.send_after)).where(waiting).scalar()
        late = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
        yield _one("outbox_oldest_due_seconds", "How late the oldest unsent message is", late)
        yield _one("sms_segments", "Segments sent", OutboxMessage.select(fn.SUM(OutboxMessage.segments)).scalar() or 0)
        yield _one("contacts_opted_out", "Contacts who said STOP", _count(Contact.opted_out_at.is_null(False)))
        yield _one("contacts_unreachable", "Contacts nothing reaches", _count(Contact.unreachable_at.is_null(False)))
        yield _one("texts_unfollowed", "Taken a day ago or more, and no word of the carrier since", unfollowed(now))
        age = heartbeat_age()
        if age is not None:
            yield _one("worker_heartbeat_age_seconds", "Since the worker's last sign of life", age.total_seconds())


def _count(where: Any) -> int:
    return int(Contact.select().where(where).count())


def _by(name: str, help_text: str, table: type[Table], *columns: Any) -> Metric:
    family = GaugeMetricFamily(f"frontdesk_{name}", help_text, labels=[column.name for column in columns])
    rows: Any = table.select(*columns, fn.COUNT(table.id)).group_by(*columns).tuples()
    for *labels, count in rows:
        family.add_metric([str(label) for label in labels], count)
    return family


def _one(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"frontdesk_{name}", help_text, value=float(value))


_registry.register(_Figures())
