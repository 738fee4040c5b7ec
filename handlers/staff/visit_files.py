"""The visits of a list as a file (S7): CSV for a spreadsheet, JSON lines for a program. What the doctor wrote and the
reason stay here (B14, C5); the export itself is on record."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from babel.numbers import get_currency_precision

from handlers.reports.files import harmless
from handlers.staff.endpoint import Asker
from handlers.staff.files import File
from store import audit, visit_search
from store.models import Appointment
from store.visit_search import Filter

Kind = Literal["csv", "jsonl"]
MEDIA: dict[Kind, str] = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
PAGE = 1000
COLUMNS = (
    "reference", "code", "patient", "phone", "doctor", "service", "starts", "ends", "status", "visit type", "booked by",
    "fee", "payment", "insurance checked",
)  # fmt: skip


def export(asker: Asker, wanted: Filter, kind: Kind) -> File:
    """Every visit the filter finds, by start. The words searched for are kept out of the trail: they may be a name."""
    rows = list(_visits(asker, wanted))
    audit.record(
        asker.clinic, asker.actor, "clinic.export", asker.clinic, asker.now,
        after={"visits": len(rows), "filter": as_json(replace(wanted, only=None, text=""))},
    )  # fmt: skip
    facts = [_facts(asker, visit) for visit in rows]
    text = _csv(facts) if kind == "csv" else _json_lines(facts)
    return File(name=f"visits-{asker.now:%Y%m%d-%H%M}.{kind}", media=MEDIA[kind], text=text)


def as_json(wanted: Filter) -> dict[str, Any]:
    """The filter in JSON's own types, to be kept on record."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in vars(wanted).items()
        if value not in (None, "", ())
    }


def _visits(asker: Asker, wanted: Filter) -> Iterator[Appointment]:
    last: int | None = None
    while page := visit_search.page(asker.clinic, wanted, after=last, limit=PAGE):
        yield from page
        last = page[-1].id


def _facts(asker: Asker, visit: Appointment) -> tuple[str | bool, ...]:
    """In the order of COLUMNS."""
    zone = asker.clinic.zone
    fee = Decimal(visit.fee_cents).scaleb(-get_currency_precision(asker.clinic.currency))
    return (
        visit.reference, visit.code, visit.patient.name, visit.patient.phone or "", visit.doctor.name,
        visit.service.name if visit.service is not None else "", visit.starts_at.astimezone(zone).isoformat(),
        visit.ends_at.astimezone(zone).isoformat(), visit.status, visit.visit_type, visit.source, str(fee),
        visit.payment_status, visit.insurance_verified,
    )  # fmt: skip


def _csv(rows: Iterable[tuple[str | bool, ...]]) -> str:
    """As RFC 4180 has it, with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(column, value) for column, value in zip(COLUMNS, row, strict=True)])
    return f"\ufeff{out.getvalue()}"


def _cell(column: str, value: str | bool) -> str:
    """A phone keeps its plus: it is ours, and no formula."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if column == "phone" else harmless(value)


def _json_lines(rows: Iterable[tuple[str | bool, ...]]) -> str:
    names = [column.replace(" ", "_") for column in COLUMNS]
    return "".join(f"{json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)}\n" for row in rows)
