"""Many visits at once through the endpoint: shown first, one word, how far it is; the list and the clinic as files."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import Any

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory

from bot.desk import bulk as desk_bulk
from store import clinic_file, clock
from store.models import Appointment, Audit, Clinic, Doctor, OutboxMessage
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member
from tests.handlers.staff.test_hours import ok, problem

HOUR = dt.timedelta(hours=1)
DAY = 24 * HOUR


@pytest.fixture
def admin(app: Flask, clinic: Clinic, time: FrozenDateTimeFactory) -> Desk:
    return member(app, clinic, "Sam Sample", "admin")


@pytest.fixture
def visits(clinic: Clinic, lee: Doctor) -> list[Appointment]:
    names = ("Ana Ruiz", "Ben Cole", "=Cy Dow")
    return [factory.visit_of(clinic, name, lee, TEN + DAY + at * HOUR) for at, name in enumerate(names)]


def statuses() -> list[str]:
    return [visit.status for visit in Appointment.select().order_by(Appointment.id)]


def test_those_named_are_shown_then_cancelled_on_one_word(admin: Desk, visits: list[Appointment]) -> None:
    asked = {"act": "cancel", "visits": [visits[0].reference, visits[1].reference], "reason": "doctor ill"}
    shown = ok(admin.post("/bulk", asked), 201)
    assert (shown["counts"]["ready"], shown["begun_at"]) == (2, None)
    assert shown["visits"][0]["text"].startswith("Elm Street Clinic: sorry, your visit Tue 24 Nov, 10am is cancelled.")
    assert statuses() == ["confirmed"] * 3
    assert not OutboxMessage.select().exists()
    path = f"/bulk/{shown['id']}"
    done = ok(admin.post(f"{path}/begin"))
    assert (done["counts"], done["finished_at"]) == (
        {"ready": 0, "done": 2, "failed": 0, "refused": 0},
        done["begun_at"],
    )
    assert [(one["state"], one["told"], one["call"]) for one in done["visits"]] == [("done", True, False)] * 2
    assert (statuses(), Appointment.get_by_id(visits[0].id).cancel_reason) == (
        ["cancelled", "cancelled", "confirmed"], "doctor ill",
    )  # fmt: skip
    assert problem(admin.post(f"{path}/begin"), 409)["code"] == "already_moved_on"
    assert ok(admin.get(path)) == done
    assert OutboxMessage.select().count() == 2


def test_what_is_found_moves_and_what_cannot_says_why(admin: Desk, park: Doctor, visits: list[Appointment]) -> None:
    Appointment.update(status="completed").where(Appointment.id == visits[2].id).execute()
    asked = {"act": "move", "filter": {"doctor": "lee", "date": "2026-11-24"}, "doctor": "park", "day": "2026-11-27"}
    shown = ok(admin.post("/bulk", asked), 201)
    assert [(one["state"], one["why"], one["to_doctor"], one["to_starts_at"]) for one in shown["visits"]] == [
        ("ready", "", "Dr. Tom Park", "2026-11-27T10:00:00-05:00"),
        ("ready", "", "Dr. Tom Park", "2026-11-27T11:00:00-05:00"),
        ("refused", "is_completed", None, None),
    ]
    ok(admin.post(f"/bulk/{shown['id']}/begin"))
    moved = ok(admin.get("/appointments", doctor="park", date="2026-11-27"))["items"]
    assert [one["patient"] for one in moved] == ["Ana Ruiz", "Ben Cole"]


def test_the_clock_goes_on_where_the_first_answer_ended(admin: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    for number in range(14):
        doctor = (lee, park)[number % 2]
        factory.visit_of(clinic, f"Person {number}", doctor, TEN + DAY + number // 2 * HOUR / 2)
    Appointment.update(status="pending").execute()
    job = ok(admin.post("/bulk", {"act": "confirm", "filter": {"status": "pending"}}), 201)["id"]
    begun = ok(admin.post(f"/bulk/{job}/begin"))
    assert (begun["counts"]["done"], begun["counts"]["ready"], begun["finished_at"]) == (10, 4, None)
    desk_bulk.sweep(clock.now())
    assert ok(admin.get(f"/bulk/{job}"))["counts"] == {"ready": 0, "done": 14, "failed": 0, "refused": 0}
    assert OutboxMessage.select().count() == 14


def test_the_same_request_again_begins_nothing_twice(admin: Desk, visits: list[Appointment]) -> None:
    asked: dict[str, Any] = {"act": "confirm", "visits": [visits[0].reference]}
    Appointment.update(status="pending").execute()
    first, again = (ok(admin.ask("POST", "/bulk", asked, {"Idempotency-Key": "one"}), 201) for _ in range(2))
    assert first == again
    path, key = f"/bulk/{first['id']}/begin", {"Idempotency-Key": "two"}
    first, again = (ok(admin.ask("POST", path, headers=key)) for _ in range(2))
    assert first == again
    assert Audit.select().where(Audit.action == "bulk.begin").count() == 1


def test_what_makes_no_sense_is_refused(app: Flask, admin: Desk, desk: Desk, visits: list[Appointment]) -> None:
    here = visits[0].reference
    for wrong in ({}, {"visits": [here], "filter": {}}, {"filter": {"date_from": "2027-01-01"}}):
        assert problem(admin.post("/bulk", {"act": "cancel", **wrong}), 422)["code"] == "invalid"
    assert problem(admin.post("/bulk", {"act": "cancel", "visits": ["APT-1"]}), 404)["code"] == "not_found"
    assert problem(admin.get("/bulk/99"), 404)["code"] == "not_found"
    assert desk.post("/bulk", {"act": "cancel", "visits": [here]}).status_code == 403


def test_the_list_as_a_file(admin: Desk, desk: Desk, visits: list[Appointment]) -> None:
    Appointment.update(notes="sentinel", diagnosis="sentinel", reason="sentinel").execute()
    answer = admin.get("/appointments/export", date="2026-11-24")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(answer.get_data().decode("utf-8-sig").splitlines()))
    assert [row[2] for row in rows] == ["patient", "Ana Ruiz", "Ben Cole", "'=Cy Dow"]
    lines = admin.get("/appointments/export", format="jsonl", q="ruiz")
    assert lines.mimetype == "application/x-ndjson"
    [told] = [json.loads(line) for line in lines.text.splitlines()]
    assert (told["reference"], told["starts"], told["insurance_checked"]) == (
        visits[0].reference, "2026-11-24T10:00:00-05:00", False,
    )  # fmt: skip
    assert "sentinel" not in answer.text + lines.text
    assert [row.after["visits"] for row in Audit.select().where(Audit.action == "clinic.export")] == [3, 1]
    assert desk.get("/appointments/export").status_code == 403
    assert problem(admin.get("/appointments/export", format="pdf"), 422)["code"] == "invalid"


def test_the_clinic_as_its_file(admin: Desk, clinic: Clinic) -> None:
    ok(admin.post("/doctors", {"name": "Dr. Maya Lee"}), 201)
    answer = admin.get("/clinic-file")
    assert (answer.status_code, answer.mimetype) == (200, "application/yaml")
    assert not any(one for one in clinic_file.check(answer.text) if not one.warning)
    assert "Dr. Maya Lee" in answer.text
    assert Audit.get(Audit.action == "clinic.export").actor_name == "Sam Sample"
