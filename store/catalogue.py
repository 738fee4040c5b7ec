"""Doctors and services, changed by hand: added, changed, retired. Files write them elsewhere (store/clinic_file).

A retired doctor or service can no longer be booked and stays on record, for visits speak of it. Nothing here looks at
booked visits: bot/desk/hours.py does, and calls these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from store import audit, values
from store.audit import Actor
from store.database import transaction
from store.errors import Invalid, NotFound
from store.models import VISIT_TYPES, Clinic, Doctor, DoctorService, Service
from store.timetable import FIVE

Row = TypeVar("Row", Doctor, Service)

LONGEST = {"name": 60, "specialty": 60, "room": 20}
DOCTOR_FIELDS = ("name", "specialty", "room", "phone", "telegram_id")
SERVICE_FIELDS = ("name", "minutes", "fee_cents", "visit_type")
DEAREST = 100_000_000  # in cents


def doctor(clinic: Clinic, number: int) -> Doctor:
    """The doctor of this id, retired or not. Raises NotFound."""
    row: Doctor | None = Doctor.get_or_none(Doctor.clinic == clinic, Doctor.id == number)
    if row is None:
        raise NotFound(thing="doctor")
    return row


def service(clinic: Clinic, number: int) -> Service:
    """The service of this id, retired or not. Raises NotFound."""
    row: Service | None = Service.get_or_none(Service.clinic == clinic, Service.id == number)
    if row is None:
        raise NotFound(thing="service")
    return row


def doctors(clinic: Clinic, *, retired: bool = False) -> list[Doctor]:
    """In the clinic's order; with the retired ones last where asked for."""
    wanted = Doctor.clinic == clinic if retired else (Doctor.clinic == clinic) & Doctor.active
    rows = Doctor.select().where(wanted).order_by(Doctor.position, Doctor.id)
    return sorted(rows, key=lambda row: not row.active)


def services(clinic: Clinic, *, retired: bool = False) -> list[Service]:
    """As `doctors`."""
    wanted = Service.clinic == clinic if retired else (Service.clinic == clinic) & Service.active
    rows = Service.select().where(wanted).order_by(Service.position, Service.id)
    return sorted(rows, key=lambda row: not row.active)


def givers(service: Service) -> list[int]:
    """The ids of the doctors who give it; empty: every doctor does."""
    return sorted(row.doctor_id for row in DoctorService.select().where(DoctorService.service == service))


def add_doctor(clinic: Clinic, *, actor: Actor, now: dt.datetime, **fields: Any) -> Doctor:
    """A new doctor (`name`, perhaps `specialty`, `room`, `phone` in E.164, `telegram_id`), without hours. One of the
    same name who is retired comes back. Raises Invalid."""
    return _add(Doctor, clinic, _doctor_fields(fields), actor, now)


def change_doctor(row: Doctor, *, actor: Actor, now: dt.datetime, **fields: Any) -> Doctor:
    """Other `fields`; `active` brings back or retires. Raises Invalid."""
    return _change(row, _doctor_fields(fields), actor, now)


def add_service(
    clinic: Clinic, *, doctors: Iterable[Doctor] = (), actor: Actor, now: dt.datetime, **fields: Any
) -> Service:
    """A new service (`name`, `minutes`, perhaps `fee_cents`, `visit_type`), given by these doctors, or by all where
    there are none named. Raises Invalid."""
    if "minutes" not in fields:
        raise Invalid(field="minutes", problem="is missing")
    with transaction():
        row = _add(Service, clinic, _service_fields(fields), actor, now)
        _give(row, doctors, actor, now)
    return row


def change_service(
    row: Service, *, doctors: Iterable[Doctor] | None = None, actor: Actor, now: dt.datetime, **fields: Any
) -> Service:
    """Other `fields`, other `doctors` (none of them: all give it; None: as it was). Raises Invalid."""
    with transaction():
        row = _change(row, _service_fields(fields), actor, now)
        if doctors is not None:
            _give(row, doctors, actor, now)
    return row


# --- How a row is written --------------------------------------------------------------------------------------------


def _add(table: type[Row], clinic: Clinic, fields: dict[str, Any], actor: Actor, now: dt.datetime) -> Row:
    if not fields.get("name"):
        raise Invalid(field="name", problem="is missing")
    rows: list[Any] = list(table.select().where(table.clinic == clinic))
    there: dict[str, Row] = {row.key: row for row in rows}
    _check_name(fields["name"], there.values())
    plain: str = values.slug(fields["name"])
    if plain in there and not there[plain].active:
        return _change(there[plain], {**fields, "active": True}, actor, now)
    key = next(each for each in (plain, *(f"{plain[:56]}-{n}" for n in range(2, 999))) if each not in there)
    position = 1 + max((row.position for row in there.values()), default=-1)
    with transaction():
        row: Row = table.create(clinic=clinic, key=key, position=position, **fields)
        audit.record(clinic, actor, f"{_thing(row)}.add", row, now, after=fields)
    return row


def _change(row: Row, fields: Mapping[str, Any], actor: Actor, now: dt.datetime) -> Row:
    fresh: Row = type(row).get_by_id(row.id)
    after = {name: value for name, value in fields.items() if getattr(fresh, name) != value}
    if not after:
        return fresh
    if "name" in after:
        others = type(row).select().where(type(row).clinic == fresh.clinic_id, type(row).id != row.id)
        _check_name(after["name"], others)
    before = {name: getattr(fresh, name) for name in after}
    for name, value in after.items():
        setattr(fresh, name, value)
    verb = "retire" if after.get("active") is False else "change"
    with transaction():
        fresh.save(only=fresh.dirty_fields)
        audit.record(fresh.clinic_id, actor, f"{_thing(fresh)}.{verb}", fresh, now, before, after)
    return fresh


def _give(row: Service, doctors: Iterable[Doctor], actor: Actor, now: dt.datetime) -> None:
    """No rows where all give it, so that a doctor added later does too."""
    wanted, there = {doctor.id for doctor in doctors}, set(givers(row))
    everybody = {one.id for one in Doctor.select().where(Doctor.clinic == row.clinic_id, Doctor.active)}
    wanted = set() if wanted >= everybody else wanted
    if wanted == there:
        return
    DoctorService.delete().where(DoctorService.service == row, DoctorService.doctor.not_in(wanted or [0])).execute()
    for number in sorted(wanted - there):
        DoctorService.create(doctor=number, service=row)
    told = ({"doctors": sorted(side)} for side in (there, wanted))
    audit.record(row.clinic_id, actor, "service.change", row, now, *told)


def _thing(row: Doctor | Service) -> str:
    return "doctor" if isinstance(row, Doctor) else "service"


# --- What a field may be ---------------------------------------------------------------------------------------------


def _check_name(name: str, others: Iterable[Doctor | Service]) -> None:
    if any(row.name.casefold() == name.casefold() and row.active for row in others):
        raise Invalid(field="name", problem=f"{name} is here already")


def _doctor_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    checked = dict(fields)
    for name, longest in LONGEST.items():
        if name in checked:
            read = values.name if name == "name" else values.text(longest)
            checked[name] = _read(name, read, checked[name]) if checked[name] or name == "name" else ""
    if "phone" in checked:
        checked["phone"] = _read("phone", values.phone, checked["phone"]) if checked["phone"] else None
    return checked


def _service_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    checked = dict(fields)
    if "name" in checked:
        checked["name"] = _read("name", values.name, checked["name"])
    minutes = checked.get("minutes", FIVE)
    if not FIVE <= minutes <= 480 or minutes % FIVE:
        raise Invalid(field="minutes", problem=f"{minutes} is not a multiple of {FIVE} from {FIVE} to 480")
    if not 0 <= checked.get("fee_cents", 0) < DEAREST:
        raise Invalid(field="fee_cents", problem="is less than nothing, or too much")
    if checked.get("visit_type", "both") not in VISIT_TYPES:
        raise Invalid(field="visit_type", problem=f"is not one of {', '.join(VISIT_TYPES)}")
    return checked


def _read(field: str, read: Callable[[Any], str], raw: Any) -> str:
    try:
        return read(raw)
    except ValueError as error:
        raise Invalid(field=field, problem=str(error)) from error
