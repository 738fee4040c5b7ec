"""What the routes of hours and people share: the answers of a request, the answer to it, moments, doctors."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pydantic import BaseModel

from bot.desk.hours import Answers, Desk, Outcome
from handlers.staff import finding, problems, telling
from handlers.staff.endpoint import Asker
from handlers.staff.hours_shapes import BlockOut, HoursOut, Touching
from handlers.staff.shapes import DoctorWanted
from store import settings, week
from store.errors import Invalid, NotFound
from store.models import Doctor, Schedule, ScheduleException
from store.settings import Settings
from store.timetable import edge, fives

YEARS = range(2000, 2200)
ABOUT_VISITS = frozenset(Touching.model_fields)


def desk(asker: Asker, body: Touching) -> Desk:
    """Who acts, and what becomes of the visits that are touched."""
    return Desk(asker.clinic, asker.actor, asker.now, Answers(dict(body.visits), body.then, body.preview))


def given(body: BaseModel, *but: str) -> dict[str, Any]:
    """The members that the client sent, without what is about visits and without `but`."""
    return {
        name: getattr(body, name) for name in body.model_fields_set if name not in ABOUT_VISITS and name not in but
    }  # fmt: skip


def told(asker: Asker, outcome: Outcome) -> dict[str, Any]:
    """The members of ChangedOut."""
    return {
        "applied": outcome.applied,
        "touched": [problems.touched(misfit) for misfit in outcome.touched],
        "moved": [
            {"before": old.reference, "reference": new.reference, "doctor": new.doctor.name,
             "starts_at": telling.at(new.starts_at, asker.clinic)}
            for old, new in outcome.moved
        ],
        "cancelled": [visit.reference for visit in outcome.cancelled],
        "kept": [visit.reference for visit in outcome.kept],
        "to_call": [visit.reference for visit in outcome.to_call],
    }  # fmt: skip


def number(text: str) -> int:
    """A row's id in a path. Raises NotFound."""
    if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
        raise NotFound(thing="row")
    return int(text)


def moment(asker: Asker, when: dt.datetime, field: str) -> dt.datetime:
    """A moment as a client wrote it, to the minute; without an offset it is the clinic's clock. Raises Invalid."""
    if when.year not in YEARS:
        raise Invalid(field=field, problem=f"is not between the years {YEARS[0]} and {YEARS[-1]}")
    wall = when if when.tzinfo is None else when.astimezone(asker.clinic.zone).replace(tzinfo=None)
    return edge(wall, asker.clinic.zone)


def doctors(asker: Asker, wanted: list[DoctorWanted]) -> list[Doctor]:
    """Each doctor once. Raises NotFound, Invalid."""
    found = [finding.doctor(asker, one) for one in wanted]
    return list({one.id: one for one in found}.values())


def lengths(asker: Asker, doctor: Doctor | None, slot: int | None, buffer: int | None) -> dict[str, int]:
    """Slot and buffer, from the settings in force where the client names none."""
    rules: Settings = settings.of(asker.clinic, doctor)
    return {
        "slot_minutes": fives(rules.default_slot_duration) if slot is None else slot,
        "buffer_minutes": fives(rules.buffer_time_minutes) if buffer is None else buffer,
    }


def hours(row: Schedule) -> HoursOut:
    facts = {name: getattr(row, name) for name in vars(week.hours_of(row))}
    return HoursOut(id=row.id, doctor=row.doctor.name, doctor_id=row.doctor_id, active=row.active, **facts)


def block(asker: Asker, row: ScheduleException) -> BlockOut:
    return BlockOut.model_validate(
        {
            "id": row.id,
            "doctor": row.doctor.name if row.doctor is not None else None,
            "doctor_id": row.doctor_id,
            "kind": row.kind,
            "starts_at": telling.at(row.starts_at, asker.clinic),
            "ends_at": telling.at(row.ends_at, asker.clinic),
            "slot_minutes": row.slot_minutes,
            "buffer_minutes": row.buffer_minutes,
            "capacity": row.capacity,
            "visit_type": row.visit_type,
            "note": row.note,
        }
    )
