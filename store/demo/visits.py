"""The planned visits as rows: references, codes, claims and history as booking would have made them."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from store import references
from store.claims import units
from store.demo.bulk import insert
from store.demo.plan import Visit
from store.models import Appointment, Audit, Claim, Clinic, local
from store.models import Counter as CounterRow
from store.timetable import DAY, MINUTE

CODE_LENGTH = 3  # so that the short ones are left for those who try the phone
KEEPS_SEAT = ("held", "pending", "confirmed", "in-progress", "no-show")
REASONS = ("", "", "away that day", "feeling better", "found another time")
ACTORS = {"completed": "staff", "no-show": "clock", "cancelled": "patient", "rescheduled": "patient"}
EVENTS = {"completed": "complete", "no-show": "miss", "cancelled": "cancel", "rescheduled": "move"}


def add(clinic: Clinic, visits: Sequence[Visit], rng: random.Random, now: dt.datetime) -> dict[str, Appointment]:
    """Writes the visits with claims, counters and audit; returns the rows by reference."""
    named = _references(clinic, visits)
    codes = _codes(visits, rng)
    rows = [_row(clinic, visit, named[id(visit)], codes[id(visit)], rng, now) for visit in visits]
    created = {id(visit): row["created_at"] for visit, row in zip(visits, rows, strict=True)}
    for visit, row in zip(visits, rows, strict=True):  # a visit that was moved existed before the one it became
        if visit.moved_from:
            latest = min(now - MINUTE, visit.moved_from.starts_at)
            row["created_at"] = max(created[id(visit.moved_from)] + MINUTE, min(row["created_at"], latest))
    insert(Appointment, rows)
    there = {row.reference: row for row in Appointment.select().where(Appointment.clinic == clinic)}
    for visit in visits:
        if visit.moved_from:
            new, old = there[named[id(visit)]], there[named[id(visit.moved_from)]]
            Appointment.update(rescheduled_from=old).where(Appointment.id == new.id).execute()
    _claims(visits, [there[named[id(visit)]] for visit in visits], now)
    insert(Audit, [row for visit in visits for row in _trail(clinic, there[named[id(visit)]], visit, now)])
    return {reference: there[reference] for reference in named.values()}


def _references(clinic: Clinic, visits: Sequence[Visit]) -> dict[int, str]:
    """A reference for each visit, numbered by its day; the counters go on from there."""
    count: Counter[dt.date] = Counter()
    named = {}
    for visit in visits:
        day = local(clinic, visit.starts_at).date()
        count[day] += 1
        named[id(visit)] = f"APT-{day:%Y%m%d}-{count[day]:04d}"
    insert(CounterRow, [{"clinic": clinic, "name": "APT", "day": day, "value": value} for day, value in count.items()])
    return named


def _codes(visits: Sequence[Visit], rng: random.Random) -> dict[int, str]:
    """A code for each visit: no live visit shares one, nor do two visits of one contact."""
    every = [
        letter + "".join(digits)
        for letter in references.LETTERS
        for digits in ((a, b) for a in references.DIGITS for b in references.DIGITS)
    ]
    rng.shuffle(every)
    theirs: dict[int, set[str]] = defaultdict(set)
    live: set[str] = set()
    codes = {}
    for visit in sorted(visits, key=lambda visit: visit.status not in references.LIVE):
        mine = theirs[visit.person.contact.id]
        code = next(code for code in every if code not in live and code not in mine)
        every.append(every.pop(every.index(code)))
        mine.add(code)
        if visit.status in references.LIVE:
            live.add(code)
        codes[id(visit)] = code
    return codes


def _row(
    clinic: Clinic, visit: Visit, reference: str, code: str, rng: random.Random, now: dt.datetime
) -> dict[str, Any]:
    created = min(visit.starts_at - rng.randrange(2 * 60, 20 * 24 * 60) * MINUTE, now - rng.randrange(5, 600) * MINUTE)
    row = {
        "clinic": clinic,
        "patient": visit.person.patient,
        "doctor": visit.doctor,
        "service": visit.service,
        "contact": visit.person.contact,
        "reference": reference,
        "code": code,
        "link_token": rng.randbytes(9).hex(),
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "status": visit.status,
        "visit_type": visit.visit_type,
        "source": visit.person.contact.channel if rng.random() < 0.8 else "staff",
        "created_at": created,
        "held_until": now + 15 * MINUTE if visit.status == "held" else None,
        "patient_confirmed_at": None,
        "checked_in_at": None,
        "completed_at": None,
        "cancelled_at": None,
        "cancelled_by": "",
        "cancel_reason": "",
        "late_cancel": False,
        "meeting_link": references.meeting_link(clinic, rng) if visit.visit_type == "online" else "",
        "fee_cents": visit.service.fee_cents,
        "payment_status": "pending",
        "insurance_verified": bool(visit.person.patient.insurance_provider) and rng.random() < 0.7,
    }
    return row | _outcome(visit, created, rng, now)


def _outcome(visit: Visit, created: dt.datetime, rng: random.Random, now: dt.datetime) -> dict[str, Any]:
    """The columns that follow from the status."""
    came = visit.starts_at - rng.randrange(0, 15) * MINUTE
    if visit.status == "completed":
        over = min(visit.ends_at + rng.randrange(-8, 12) * MINUTE, now)
        paid = rng.choices(("paid", "partial", "waived", "pending"), (85, 4, 4, 7))[0]
        return {"checked_in_at": came, "completed_at": over, "payment_status": paid}
    if visit.status == "in-progress":
        return {"checked_in_at": min(came, now)}
    if visit.status == "cancelled":
        when = created + (min(visit.starts_at, now) - created) * rng.random()
        late = visit.starts_at - when < DAY
        who = rng.choices(("patient", "staff"), (75, 25))[0]
        return {"cancelled_at": when, "cancelled_by": who, "cancel_reason": rng.choice(REASONS), "late_cancel": late}
    if visit.status == "confirmed" and visit.starts_at < now + DAY and rng.random() < 0.6:
        return {"patient_confirmed_at": now - rng.randrange(1, 5) * MINUTE}
    return {}


def _claims(visits: Sequence[Visit], rows: Sequence[Appointment], now: dt.datetime) -> None:
    """What booking holds and the sweep has not yet deleted."""
    insert(
        Claim,
        [
            {"doctor": visit.doctor, "unit": unit, "seat": visit.seat, "appointment": row}
            for visit, row in zip(visits, rows, strict=True)
            if visit.status in KEEPS_SEAT and visit.clear_at > now - DAY
            for unit in units(visit.starts_at, visit.clear_at)
        ],
    )


def _trail(clinic: Clinic, row: Appointment, visit: Visit, now: dt.datetime) -> list[dict[str, Any]]:
    """The audit of one visit: booked, and how it ended."""
    contact = visit.person.contact
    told = ("reference", "code", "doctor_id", "service_id", "status", "visit_type", "source")
    after = {name: getattr(row, name) for name in told} | {"starts_at": row.starts_at.isoformat()}
    first = "pending" if row.status == "pending" else "held" if row.status in ("held", "released") else "confirmed"
    base: dict[str, Any] = {"clinic": clinic, "subject": "appointment", "subject_id": row.id, "actor_name": ""}
    patient = {"actor_kind": "patient", "actor_id": contact.id, "channel": contact.channel, "address": contact.address}
    event = "hold" if first == "held" else "book"
    rows = [
        base | patient | {"at": row.created_at, "action": f"appointment.{event}", "before": {}}
        | {"after": after | {"status": first}}
    ]  # fmt: skip
    if row.status in EVENTS:
        ended = row.completed_at or row.cancelled_at or min(row.starts_at + 15 * MINUTE, now)
        who = ACTORS[row.status]
        other = {"actor_kind": who, "actor_id": None, "channel": "", "address": ""}
        change = {"before": {"status": first}, "after": {"status": row.status}}
        actor = patient if who == "patient" else other
        rows.append(base | actor | change | {"at": ended, "action": f"appointment.{EVENTS[row.status]}"})
    return rows
