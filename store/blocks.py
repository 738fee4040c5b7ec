"""Hours taken away from a schedule, or added to it, by hand (B2): leave, holiday, emergency, other, and extra hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from store import audit
from store.audit import Actor
from store.database import lock, transaction
from store.errors import Invalid, NotFound
from store.models import VISIT_TYPES, Appointment, Clinic, Doctor, ScheduleException, local
from store.timetable import DAY, FIVE, MIDNIGHT, Period, edge
from store.transitions import as_json

KINDS = ("leave", "holiday", "emergency", "other")
MOST_AT_ONCE = 400
LONGEST_SPAN = 366  # days
LIVE = ("pending", "confirmed")  # an offer that is held dies by itself, and a visit under way goes on


def block(
    clinic: Clinic, doctor: Doctor | None, starts_at: dt.datetime, ends_at: dt.datetime, *, kind: str = "other",
    note: str = "", actor: Actor, now: dt.datetime,
) -> ScheduleException:  # fmt: skip
    """Nobody can be booked with `doctor` (None: anybody here) from `starts_at` to `ends_at`, both aware.

    Visits booked before stay: see `hit`. Inside the caller's transaction, which then sees every one of them, because
    the doctors' rows are locked as a booking locks them. Raises Invalid.
    """
    if kind not in KINDS:
        raise Invalid(field="kind", problem=f"{kind!r} is not one of {', '.join(KINDS)}")
    hold(clinic, doctor)
    return _add(clinic, doctor, starts_at, ends_at, actor, now, kind=kind, note=note)


def open_hours(
    doctor: Doctor, starts_at: dt.datetime, ends_at: dt.datetime, *, slot_minutes: int, buffer_minutes: int = 0,
    capacity: int = 1, visit_type: str = "in_person", note: str = "", actor: Actor, now: dt.datetime,
) -> ScheduleException:  # fmt: skip
    """Extra hours of one doctor, both moments aware; lengths in minutes, multiples of 5. Raises Invalid."""
    if not FIVE <= slot_minutes <= 480 or slot_minutes % FIVE:
        raise Invalid(field="slot_minutes", problem=f"{slot_minutes} is not a multiple of {FIVE} from {FIVE} to 480")
    if not 0 <= buffer_minutes <= 480 or buffer_minutes % FIVE:
        raise Invalid(field="buffer_minutes", problem=f"{buffer_minutes} is not a multiple of {FIVE} from 0 to 480")
    if not 1 <= capacity <= 100:
        raise Invalid(field="capacity", problem=f"{capacity} is not between 1 and 100")
    if visit_type not in VISIT_TYPES:
        raise Invalid(field="visit_type", problem=f"{visit_type!r} is not one of {', '.join(VISIT_TYPES)}")
    if ends_at - starts_at < dt.timedelta(minutes=slot_minutes) and ends_at > starts_at:
        raise Invalid(field="slot_minutes", problem=f"a slot of {slot_minutes} minutes does not fit")
    with transaction():
        return _add(
            doctor.clinic, doctor, starts_at, ends_at, actor, now, kind="open", note=note, slot_minutes=slot_minutes,
            buffer_minutes=buffer_minutes, capacity=capacity, visit_type=visit_type,
        )  # fmt: skip


def lift(row: ScheduleException, *, actor: Actor, now: dt.datetime) -> None:
    """The block, or the extra hours, are no more. Raises Invalid for what has passed: it stays on record."""
    if row.ends_at <= now:
        raise Invalid(field="ends_at", problem="has passed")
    facts = {name: getattr(row, name) for name in ("doctor_id", "kind", "starts_at", "ends_at", "note")}
    with transaction():
        audit.record(row.clinic_id, actor, "schedule.lift", row, now, before=as_json(facts))
        row.delete_instance()


def named(clinic: Clinic, number: int) -> ScheduleException:
    """The block or extra opening of this id. Raises NotFound."""
    mine = (ScheduleException.clinic == clinic) & (ScheduleException.id == number)
    row: ScheduleException | None = ScheduleException.get_or_none(mine)
    if row is None:
        raise NotFound(thing="block")
    return row


def listed(
    clinic: Clinic, first: dt.date, last: dt.date, *, doctor: Doctor | None = None, opening: bool | None = None
) -> list[ScheduleException]:
    """Blocks and extra openings that touch these days (inclusive), by start. With a doctor: theirs and the clinic's."""
    since, until = (edge(dt.datetime.combine(day, MIDNIGHT), clinic.zone) for day in (first, last + DAY))
    wanted = (ScheduleException.clinic == clinic) & (ScheduleException.starts_at < until)
    wanted &= ScheduleException.ends_at > since
    if doctor is not None:
        wanted &= ScheduleException.doctor.is_null() | (ScheduleException.doctor == doctor)
    if opening is not None:
        wanted &= (ScheduleException.kind == "open") if opening else (ScheduleException.kind != "open")
    rows = ScheduleException.select().where(wanted)
    return list(rows.order_by(ScheduleException.starts_at, ScheduleException.id))


def periods(
    clinic: Clinic, first: dt.date, last: dt.date, weekdays: Iterable[int], times: Iterable[tuple[dt.time, dt.time]]
) -> list[Period]:
    """The moments of `times` (wall clock) on each of the `weekdays` (0 = Monday; none: every day) of these dates; whole
    days where there are no times. An end at 00:00 is midnight. Raises Invalid (more than a year, or too many)."""
    if last < first:
        raise Invalid(field="last", problem="is before the first day")
    if (last - first).days > LONGEST_SPAN:
        raise Invalid(field="last", problem=f"is more than {LONGEST_SPAN} days after the first day")
    wanted, stretches, found = set(weekdays), list(times) or [(MIDNIGHT, MIDNIGHT)], list[Period]()
    for day in (first + number * DAY for number in range((last - first).days + 1)):
        for starts, ends in stretches if not wanted or day.weekday() in wanted else ():
            if ends <= starts and ends != MIDNIGHT:
                raise Invalid(field="times", problem="end before they start")
            until = dt.datetime.combine(day + DAY if ends == MIDNIGHT else day, ends)
            found.append((edge(dt.datetime.combine(day, starts), clinic.zone), edge(until, clinic.zone)))
    if len(found) > MOST_AT_ONCE:
        raise Invalid(field="last", problem=f"makes {len(found)} at once; the most is {MOST_AT_ONCE}")
    return [period for period in found if period[0] < period[1]]


def whole_days(row: ScheduleException) -> tuple[dt.date, dt.date] | None:
    """First and last day of what lasts from midnight to midnight on the clinic's clock, else None."""
    start, end = local(row.clinic, row.starts_at), local(row.clinic, row.ends_at)
    if (start.time(), end.time()) != (MIDNIGHT, MIDNIGHT):
        return None
    return start.date(), end.date() - DAY


def hit(clinic: Clinic, doctor: Doctor | None, starts_at: dt.datetime, ends_at: dt.datetime) -> list[Appointment]:
    """The visits to come that lie in that time, wholly or in part, earliest first."""
    inside = (
        (Appointment.clinic == clinic) & Appointment.status.in_(LIVE)
        & (Appointment.starts_at < ends_at) & (Appointment.ends_at > starts_at)
    )  # fmt: skip
    if doctor is not None:
        inside &= Appointment.doctor == doctor
    return list(Appointment.select().where(inside).order_by(Appointment.starts_at, Appointment.id))


def hold(clinic: Clinic, doctor: Doctor | None = None) -> list[Doctor]:
    """Locks the doctor, or every doctor of the clinic, so that nothing is booked meanwhile. Needs a transaction."""
    wanted = (Doctor.clinic == clinic) & Doctor.active
    doctors = [doctor] if doctor is not None else list(Doctor.select().where(wanted))
    lock(Doctor, *(one.id for one in doctors))
    return doctors


def _add(
    clinic: Clinic, doctor: Doctor | None, starts_at: dt.datetime, ends_at: dt.datetime, actor: Actor, now: dt.datetime,
    **columns: object,
) -> ScheduleException:  # fmt: skip
    if ends_at <= starts_at:
        raise Invalid(field="ends_at", problem="is not after the start")
    if ends_at <= now:
        raise Invalid(field="ends_at", problem="has passed")
    columns["note"] = " ".join(str(columns["note"]).split())[:200]
    facts = {"doctor_id": doctor.id if doctor else None, "starts_at": starts_at, "ends_at": ends_at, **columns}
    there = _same_period(clinic, facts)
    if there is not None:
        return there
    row = ScheduleException.create(clinic=clinic, **facts)
    audit.record(clinic, actor, f"schedule.{'open' if columns['kind'] == 'open' else 'block'}", row, now,
                 after=as_json(facts))  # fmt: skip
    return row


def _same_period(clinic: Clinic, facts: dict[str, Any]) -> ScheduleException | None:
    """What blocks, or opens, the very same time already: a second one would say nothing, and the clinic file could not
    tell them apart. Raises Invalid for extra hours of another shape."""
    opens = facts["kind"] == "open"
    same = (ScheduleException.clinic == clinic) & (ScheduleException.starts_at == facts["starts_at"])
    same &= ScheduleException.ends_at == facts["ends_at"]
    same &= (ScheduleException.kind == "open") if opens else (ScheduleException.kind != "open")
    whose = facts["doctor_id"]
    same &= ScheduleException.doctor.is_null() if whose is None else ScheduleException.doctor == whose
    there: ScheduleException | None = ScheduleException.select().where(same).first()
    shape = ("slot_minutes", "buffer_minutes", "capacity", "visit_type") if opens else ()
    if there is not None and any(getattr(there, name) != facts[name] for name in shape):
        raise Invalid(field="starts_at", problem="has extra hours already: change those")
    return there
