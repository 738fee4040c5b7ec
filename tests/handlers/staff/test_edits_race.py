"""Several who edit the same thing at the same moment, all having read the same: one is heard, the others are told."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory

from store.models import Clinic, Doctor, Schedule
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member

EDITORS = 5


@pytest.fixture
def desks(app: Flask, clinic: Clinic, lee: Doctor, time: FrozenDateTimeFactory) -> list[Desk]:
    return [member(app, clinic, f"Sam {number}", "admin") for number in range(EDITORS)]


def paths(desk: Desk, clinic: Clinic, lee: Doctor) -> dict[str, str]:
    """A thing of each kind, and the field that is edited."""
    service = (desk.post("/services", {"name": "Flu shot", "minutes": 15}).json or {})["id"]
    period = {"doctor": lee.id, "starts_at": "2026-12-24T09:00", "ends_at": "2026-12-24T12:00"}
    block = (desk.post("/blocks", period).json or {})["made"][0]["id"]
    hours = Schedule.get(Schedule.doctor == lee).id
    patient = factory.visit_of(clinic, "Ana Ruiz", lee, TEN).patient_id
    return {
        f"/services/{service}": "name", f"/doctors/{lee.id}": "room", f"/schedules/{hours}": "capacity",
        f"/blocks/{block}": "note", "/settings": "values", f"/patients/{patient}": "name",
    }  # fmt: skip


def body(field: str, number: int) -> dict[str, object]:
    value = {"capacity": number + 2, "values": {"offer_minutes": 20 + number}}.get(field, f"New {number}")
    return {field: value}


def test_one_of_those_who_read_the_same_is_heard(desks: list[Desk], clinic: Clinic, lee: Doctor) -> None:
    for path, field in paths(desks[0], clinic, lee).items():
        tag, start = desks[0].get(path).headers["ETag"], Barrier(EDITORS)

        def edit(number: int, path: str = path, field: str = field, tag: str = tag, start: Barrier = start) -> int:
            start.wait(30)
            return desks[number].ask("PATCH", path, body(field, number), headers={"If-Match": tag}).status_code

        with ThreadPoolExecutor(EDITORS) as pool:
            heard = Counter(pool.map(edit, range(EDITORS)))
        lost = {412, 404} if path.startswith("/blocks") else {412}  # a block that is changed may have another id
        assert heard[200] == 1, (path, heard)
        assert set(heard) - {200} <= lost, (path, heard)
