"""schemathesis reads the OpenAPI document and asks every route what it says it takes, and what it says it does not.

New routes are picked up from the document. So that more than "no such thing" is seen, what names a ticket, a visit, a
doctor or a patient is often one that exists (`known`).
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import schemathesis
from flask import Flask
from freezegun.api import FrozenDateTimeFactory
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from handlers.staff import PREFIX
from store.models import Appointment, Clinic, Doctor, Patient, Ticket
from tests import factory
from tests.handlers.staff.conftest import TEN, member

HOUR = dt.timedelta(hours=1)
EXAMPLES = 20  # for each route
# 422 is also the answer to what a schema cannot say: a date that goes with no other, a day in the year 9857.
ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "412", "422", "429"]
CONFIG = schemathesis.Config.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}}})
STATES = ("waiting", "waiting", "called", "in-service", "completed", "no-wait", "cancelled")
TICKET = re.compile(r"[Qq]?[0-9]{1,9}")

pytestmark = pytest.mark.slow


@pytest.fixture
def engine() -> str:
    """One engine is enough for what the routes say; the store's own tests run on all."""
    return "sqlite"


def a_day(clinic: Clinic, lee: Doctor, park: Doctor) -> list[Patient]:
    """Visits to come; the people of the line, as `a_line` puts them."""
    factory.doctor(clinic, "Dr. Ida Free")
    for number, doctor in enumerate((lee, park, lee, park)):
        factory.visit_of(clinic, f"Visit Sample{number}", doctor, TEN + (number + 1) * HOUR)
    return [factory.patient(clinic, f"Walkin Sample{number}") for number in range(len(STATES))]


def a_line(people: list[Patient], lee: Doctor, park: Doctor) -> None:
    """Somebody in every state of the line, whatever the request before this one did."""
    Ticket.delete().execute()
    Clinic.update(queue_open=True).execute()
    for number, (one, status) in enumerate(zip(people, STATES, strict=True), 901):
        with_doctor = {"called": lee, "in-service": park}.get(status)
        facts = {"serving_doctor": with_doctor, "called_at": TEN, "room": with_doctor.room} if with_doctor else {}
        factory.ticket(one.clinic, one, number, status=status, present=True, **facts)


def known(name: str, value: Any) -> Any:
    """Half of the time, in place of a valid value: something of that kind that exists. What is not valid stays so."""
    dice = random.Random(repr((name, value)))
    if dice.random() < 0.3:
        return value
    match name, value:
        case "If-Match", _:
            return "*"
        case "number" | "entry" | "job", str() if value.isdecimal():
            return str(dice.randint(1, 4))
        case "ticket", str() if TICKET.fullmatch(value):
            return f"Q{dice.choice([row.number for row in Ticket.select()] or [1]):03}"
        case "reference", str() if re.fullmatch(r"[A-Za-z0-9-]{1,40}", value):
            return dice.choice([row.reference for row in Appointment.select()] or ["APT-1"])
        case "doctor", int() | str() if not isinstance(value, bool):
            return dice.choice([row.id for row in Doctor.select()])
        case "patient", str() if value.isdecimal():
            return str(dice.choice([row.id for row in Patient.select()]))
        case "patient", str() if value:
            return dice.choice([row.name for row in Patient.select() if row.name] or ["Ana"])
    return value


def with_known(values: Any) -> Any:
    return {name: known(name, value) for name, value in values.items()} if isinstance(values, Mapping) else values


def test_every_route_keeps_what_the_document_says(
    app: Flask, clinic: Clinic, lee: Doctor, park: Doctor, time: FrozenDateTimeFactory
) -> None:
    app.config["STAFF_REQUESTS_PER_MINUTE"] = 10**6
    token = member(app, clinic, "Sam Sample", "admin").token
    people = a_day(clinic, lee, park)
    schema = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", app, config=CONFIG)
    for hook in ("map_path_parameters", "map_query", "map_body", "map_headers"):
        schema.hook(hook)(lambda _context, values: with_known(values))
    answered: dict[str, set[int]] = {}
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        answered[operation.label] = ask(operation, token, lambda: a_line(people, lee, park))
    assert len(answered) > 20
    happy = [label for label, statuses in answered.items() if {200, 201} & statuses]
    assert len(happy) > len(answered) * 0.6, sorted(set(answered) - set(happy))


def ask(operation: APIOperation[Any, Any, Any, Any], token: str, before: Callable[[], None]) -> set[int]:
    """The statuses the route answered with, all checks held. `before` runs before each request."""
    statuses: set[int] = set()

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(case=operation.as_strategy())
    def holds(case: Case[Any]) -> None:
        before()
        response = case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
        statuses.add(response.status_code)

    holds()
    return statuses
