"""Routes of the doctors and services of the clinic (B3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from bot.desk import hours as desk_hours
from handlers.staff import pages, settling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.hours_shapes import (
    DoctorIn,
    DoctorPatch,
    PersonChangedOut,
    PersonOut,
    ServiceChangedOut,
    ServiceIn,
    ServiceOut,
    ServicePatch,
    ServicesOut,
)
from handlers.staff.shapes import Paged
from store import blocks, catalogue
from store.database import lock
from store.errors import Invalid
from store.models import Clinic, Doctor, Service

Row = TypeVar("Row", Doctor, Service)


@endpoint("POST", "/doctors", role="admin", body=DoctorIn, answer=PersonOut, status=201)
def add_doctor(asker: Asker, body: DoctorIn) -> PersonOut:
    """Adds a doctor, without hours as yet; a retired one of that name comes back."""
    return _doctor(catalogue.add_doctor(asker.clinic, actor=asker.actor, now=asker.now, **body.model_dump()))


@endpoint("GET", "/doctors/<number>", role="receptionist", answer=PersonOut, versioned=True)
def one_doctor(asker: Asker, number: str) -> PersonOut:
    """One doctor, working here or retired."""
    return _doctor(catalogue.doctor(asker.clinic, settling.number(number)))


@endpoint(
    "PATCH", "/doctors/<number>", role="admin", body=DoctorPatch, answer=PersonChangedOut, refusals=("visits_hit",),
    versioned=True,
)  # fmt: skip
def change_doctor(asker: Asker, number: str, body: DoctorPatch) -> PersonChangedOut:
    """Changes what is named of a doctor; retiring one touches their booked visits."""
    row = _held(asker, catalogue.doctor, number)
    asker.check_unchanged(_doctor(row))
    fields = _filled(settling.given(body), "phone", "telegram_id")
    outcome = desk_hours.change_doctor(settling.desk(asker, body), row, **fields)
    [changed] = [one for one in outcome.rows if isinstance(one, Doctor)]
    return PersonChangedOut(item=_doctor(changed), **settling.told(asker, outcome))


@endpoint("GET", "/services", role="doctor", query=Paged, answer=ServicesOut)
def services(asker: Asker, query: Paged) -> ServicesOut:
    """What can be booked, in the clinic's order."""
    page, after = pages.of_list(catalogue.services(asker.clinic), query)
    return ServicesOut(items=[_service(row) for row in page], next=after)


@endpoint("POST", "/services", role="admin", body=ServiceIn, answer=ServiceOut, status=201)
def add_service(asker: Asker, body: ServiceIn) -> ServiceOut:
    """Adds a service; a retired one of that name comes back."""
    fields = body.model_dump(exclude={"doctors"}) | {"doctors": settling.doctors(asker, body.doctors)}
    return _service(catalogue.add_service(asker.clinic, actor=asker.actor, now=asker.now, **fields))


@endpoint("GET", "/services/<number>", role="doctor", answer=ServiceOut, versioned=True)
def one_service(asker: Asker, number: str) -> ServiceOut:
    """One service, offered or retired."""
    return _service(catalogue.service(asker.clinic, settling.number(number)))


@endpoint(
    "PATCH", "/services/<number>", role="admin", body=ServicePatch, answer=ServiceChangedOut, refusals=("visits_hit",),
    versioned=True,
)  # fmt: skip
def change_service(asker: Asker, number: str, body: ServicePatch) -> ServiceChangedOut:
    """Changes what is named of a service; another length, kind or giver touches the visits booked before."""
    row = _held(asker, catalogue.service, number)
    asker.check_unchanged(_service(row))
    fields = _filled(settling.given(body))
    if "doctors" in fields:
        fields["doctors"] = settling.doctors(asker, fields["doctors"])
    outcome = desk_hours.change_service(settling.desk(asker, body), row, **fields)
    [changed] = [one for one in outcome.rows if isinstance(one, Service)]
    return ServiceChangedOut(item=_service(changed), **settling.told(asker, outcome))


def _held(asker: Asker, named: Callable[[Clinic, int], Row], number: str) -> Row:
    """The row of this id, nobody changing it meanwhile: as bot/desk/hours.py holds the doctors, and the row itself."""
    blocks.hold(asker.clinic)
    row = named(asker.clinic, settling.number(number))
    lock(type(row), row.id)
    return named(asker.clinic, row.id)


def _filled(fields: dict[str, Any], *may_be_empty: str) -> dict[str, Any]:
    for name, value in fields.items():
        if value is None and name not in may_be_empty:
            raise Invalid(field=name, problem="is empty")
    return fields


def _doctor(row: Doctor) -> PersonOut:
    return PersonOut.model_validate(row, from_attributes=True)


def _service(row: Service) -> ServiceOut:
    facts = {name: getattr(row, name) for name in ("id", "name", "minutes", "fee_cents", "visit_type", "active")}
    return ServiceOut(doctors=catalogue.givers(row), **facts)
