"""Group visits: several patients with one doctor at one time, where the schedule's capacity is over 1 (B15)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import fn

from store.availability import Search
from store.models import Appointment

SEATED = ("held", "pending", "confirmed", "in-progress", "no-show", "completed")


def of(visit: Appointment) -> tuple[int, int] | None:
    """(taken, capacity) of the group the visit is in; None for a visit of one.

    The capacity is today's schedule's, and never less than are in it.
    """
    taken = sizes([visit]).get(visit.id, 1)
    search = Search(visit.clinic, visit.starts_at, [visit.doctor], service=visit.service, notice=False)
    capacity = max((opening.capacity for opening in search.at(visit.starts_at)), default=1)
    return (taken, max(taken, capacity)) if max(taken, capacity) > 1 else None


def sizes(visits: Iterable[Appointment]) -> dict[int, int]:
    """For each visit that shares its doctor and start with others, how many they are."""
    rows = list(visits)
    doctors, starts = {row.doctor_id for row in rows}, {row.starts_at for row in rows}
    together = Appointment.select(Appointment.doctor_id, Appointment.starts_at, fn.COUNT(Appointment.id)).where(
        Appointment.doctor.in_(doctors), Appointment.starts_at.in_(starts), Appointment.status.in_(SEATED)
    )
    counted: Any = together.group_by(Appointment.doctor, Appointment.starts_at).tuples()
    found = {(doctor, at): count for doctor, at, count in counted}
    pairs = ((row.id, found.get((row.doctor_id, row.starts_at), 0)) for row in rows)
    return {key: count for key, count in pairs if count > 1}
