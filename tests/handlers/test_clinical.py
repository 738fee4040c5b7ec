"""Notes, diagnosis, prescription (B14): who reads and writes them, and every place where they must not turn up."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from handlers import roles
from handlers.staff import PREFIX
from store import appointments, schedules, staff
from store import audit as trail
from store.audit import Actor
from store.models import TABLES, Appointment, Audit, Clinic, Doctor, Patient, StaffMember
from tests import factory
from tests.board.conftest import TEN, Browser, Enter, app, clinic, enter, lee, park, time
from tests.handlers.staff.conftest import Desk

__all__ = ["app", "clinic", "enter", "lee", "park", "time"]

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
TEXTS = {"notes": "sentinel notes", "diagnosis": "sentinel diagnosis", "prescription": "sentinel pills"}
PEOPLE = {  # name: role, the doctor they are, whether the visit with Dr. Lee is theirs
    "Maya Lee": ("doctor", "Dr. Maya Lee", True),
    "Tom Park": ("doctor", "Dr. Tom Park", False),
    "Una Linked": ("doctor", None, False),
    "Rosa Front": ("receptionist", None, False),
    "Ada Min": ("admin", None, False),
    "Olga Owner": ("admin", "Dr. Maya Lee", True),
    "Otto Owner": ("admin", "Dr. Tom Park", False),
}


class Everyone:
    """The people of the clinic, each with a token and a browser."""

    def __init__(self, app: Flask, clinic: Clinic, enter: Enter) -> None:
        self.desks: dict[str, Desk] = {}
        self.browsers: dict[str, Browser] = {}
        for name, (role, doctor, _) in PEOPLE.items():
            who = Doctor.get_or_none(Doctor.name == doctor)
            self.browsers[name] = enter(name, role, who)
            token = staff.renew(StaffMember.get(StaffMember.name == name), now=TEN)
            self.desks[name] = Desk(app.test_client(), token)
            self.browsers[name].sign_in(StaffMember.get(StaffMember.name == name))


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def visit(clinic: Clinic, lee: Doctor) -> Appointment:
    return factory.visit_of(clinic, "Ana Ruiz", lee, TEN + HOUR, reason="her knee")


@pytest.fixture
def people(app: Flask, clinic: Clinic, lee: Doctor, park: Doctor, enter: Enter) -> Everyone:
    app.config["STAFF_REQUESTS_PER_MINUTE"] = 10**6
    return Everyone(app, clinic, enter)


def put(desk: Desk, visit: Appointment, texts: dict[str, str], tag: str = "*") -> TestResponse:
    return desk.ask("PUT", f"/appointments/{visit.reference}/clinical", texts, headers={"If-Match": tag})


def kept() -> list[str]:
    """Where the sentinel stands in the database: "table.column"."""
    found = []
    for table in TABLES:
        rows: Any = table.select().dicts()
        columns = [column for row in rows for column, value in row.items() if "sentinel" in str(value)]
        found += [f"{table.__name__}.{column}" for column in columns]
    return sorted(found)


@pytest.mark.parametrize("name", PEOPLE)
def test_only_the_doctor_of_the_visit_reads_and_writes(people: Everyone, visit: Appointment, name: str) -> None:
    _, _, theirs = PEOPLE[name]
    desk, browser = people.desks[name], people.browsers[name]
    at, page = f"/appointments/{visit.reference}/clinical", f"/staff/visits/{visit.id}"
    assert put(people.desks["Maya Lee"], visit, TEXTS).status_code == 200
    shown = [desk.get(at), browser.get(f"{page}/clinical")]
    assert [answer.status_code == 200 for answer in shown] == [theirs, theirs]
    assert ["sentinel" in answer.text for answer in shown] == [theirs, theirs]
    assert (f'href="{page}/clinical"' in browser.get(page).text) == theirs
    put(desk, visit, {"diagnosis": "gout"})
    browser.press(f"{page}/clinical/write", prescription="rest")
    row = Appointment.get_by_id(visit.id)
    assert (row.diagnosis == "gout", row.prescription == "rest") == (theirs, theirs)
    acts = {(row.actor_name, row.action) for row in Audit.select().where(Audit.action.contains("clinical"))}
    wanted = {(name, f"appointment.{act}") for act in ("read_clinical", "clinical")} if theirs else set()
    assert acts == {("Maya Lee", "appointment.clinical")} | wanted


def test_who_has_left_reads_nothing(people: Everyone, visit: Appointment) -> None:
    member = StaffMember.get(StaffMember.name == "Maya Lee")
    staff.revoke(member, now=TEN)
    assert people.desks["Maya Lee"].get(f"/appointments/{visit.reference}/clinical").status_code == 401
    assert people.browsers["Maya Lee"].get(f"/staff/visits/{visit.id}/clinical").status_code == 303


def test_no_page_and_no_list_shows_them_to_anybody(
    app: Flask, people: Everyone, visit: Appointment, caplog: pytest.LogCaptureFixture
) -> None:
    """Every GET there is, asked by everybody, of a visit whose doctor has written."""
    put(people.desks["Maya Lee"], visit, TEXTS)
    named = {
        "reference": visit.reference,
        "ticket": "Q001",
        "key": "visits",
        "format_": "csv",
        "doctor": visit.doctor_id,
    }
    looked = [one for one in roles.of_app(app) if one.method == "GET" and one.where in ("endpoint", "board")]
    assert len(looked) > 60
    found = 0
    with caplog.at_level(logging.DEBUG):
        for one in looked:
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(named.get(part[1], visit.id)), one.path)
            for name, (_, _, theirs) in PEOPLE.items():
                ask = people.desks[name].get if one.where == "endpoint" else people.browsers[name].get
                answer = ask(path.removeprefix(PREFIX))
                found += answer.status_code == 200
                if theirs and (path.endswith("/clinical") or one.name.endswith(("export_patient", "patient_export"))):
                    continue
                assert "sentinel" not in answer.text, f"{name} reads them at {path}"
    assert found > 100  # most of it was there to be read
    assert "sentinel" not in caplog.text
    assert kept() == ["Appointment.diagnosis", "Appointment.notes", "Appointment.prescription"]


ACTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("PUT", "/appointments/{ref}/reason", {"reason": "her other knee"}),
    ("PUT", "/appointments/{ref}/payment", {"status": "partial", "fee_cents": 100}),
    ("PUT", "/appointments/{ref}/insurance", {"provider": "Sample Mutual", "number": "S-7", "verified": True}),
    ("POST", "/appointments/{ref}/late", {"minutes": 5}),
    ("POST", "/appointments/{ref}/check-in", {}),
    ("POST", "/appointments/{ref}/complete", {}),
    ("POST", "/appointments/{ref}/cancel", {}),  # refused: it is over
    ("POST", "/appointments/{ref}/move", {"starts_at": "2026-11-24T10:00:00-05:00"}),  # refused too
    ("PUT", "/appointments/{ref}/clinical", {"notes": "sentinel " * 900}),  # too long
    ("PUT", "/appointments/{ref}/clinical", {"notes": ["sentinel"], "rash": "sentinel"}),  # no text, no such field
    ("POST", "/sync", {"client": "6f0e2f8e-1df6-4e25-8f0c-0d8f6f1f7c11", "operations": [
        {"id": "6f0e2f8e-1df6-4e25-8f0c-0d8f6f1f7c12", "done_at": "2026-11-23T10:00:00-05:00", "kind": "payment",
         "target": "{ref}", "base_version": 1, "status": "paid"}]}),
)  # fmt: skip


def test_no_act_answers_with_them_or_writes_them_down(
    people: Everyone, visit: Appointment, caplog: pytest.LogCaptureFixture
) -> None:
    maya, olga = people.desks["Maya Lee"], people.desks["Olga Owner"]
    put(maya, visit, TEXTS)
    with caplog.at_level(logging.DEBUG):
        for method, path, body in ACTS:
            sent = json.loads(json.dumps(body).replace("{ref}", visit.reference))
            key = {"Idempotency-Key": path, "If-Match": "*"}
            answer = olga.ask(method, path.replace("{ref}", visit.reference), sent, headers=key)
            assert "sentinel" not in answer.text, path
        stale = put(maya, visit, {"notes": "sentinel again"}, tag='"1"')
    assert (stale.status_code, "sentinel" in stale.text) == (412, False)
    assert "sentinel" not in caplog.text
    assert kept() == ["Appointment.diagnosis", "Appointment.notes", "Appointment.prescription"]


def test_a_move_takes_them_along_to_the_same_doctor_only(people: Everyone, visit: Appointment, park: Doctor) -> None:
    put(people.desks["Maya Lee"], visit, TEXTS)
    rosa = people.desks["Rosa Front"]
    moved = rosa.post(f"/appointments/{visit.reference}/move", {"starts_at": "2026-11-24T10:00:00-05:00"}).get_json()
    second = Appointment.get(Appointment.reference == moved["appointment"]["reference"])
    assert (second.notes, second.diagnosis) == (TEXTS["notes"], TEXTS["diagnosis"])
    to_park = {"starts_at": "2026-11-25T10:00:00-05:00", "doctor": park.id}
    moved = rosa.post(f"/appointments/{second.reference}/move", to_park).get_json()
    third = Appointment.get(Appointment.reference == moved["appointment"]["reference"])
    assert (third.doctor_id, third.notes, third.diagnosis, third.prescription) == (park.id, "", "", "")
    assert (
        people.desks["Maya Lee"].get(f"/appointments/{second.reference}/clinical").get_json()["notes"] == TEXTS["notes"]
    )


def test_a_swap_for_an_offered_time_repeats_no_words_on_record(
    people: Everyone, clinic: Clinic, visit: Appointment
) -> None:
    """The patient gives this visit for an earlier one that was offered."""
    put(people.desks["Maya Lee"], visit, TEXTS)
    visit = Appointment.get_by_id(visit.id)
    opening = schedules.opening_at(clinic, visit.doctor, TEN + DAY, now=TEN, patient=visit.patient, notice=False)
    clock = Actor("clock")
    held = appointments.hold(
        clinic, visit.patient, opening, until=TEN + HOUR, source="offer", actor=clock, now=TEN, replacing=visit
    )
    taken = appointments.accept(
        held, actor=Actor.patient(visit.contact or factory.contact(clinic)), now=TEN, replacing=visit
    )
    assert (Appointment.get_by_id(taken.id).notes, taken.reason) == (TEXTS["notes"], "her knee")
    told = " ".join(f"{row.before}{row.after}" for row in trail.trail("appointment", taken.id))
    assert "sentinel" not in told
    assert "knee" not in told


def test_a_copy_for_the_patient_passes_only_through_the_doctors_hands(
    app: Flask, people: Everyone, visit: Appointment, park: Doctor
) -> None:
    patient: Patient = visit.patient
    put(people.desks["Maya Lee"], visit, TEXTS)
    factory.visit(park, patient, TEN - DAY, status="completed", notes="sentinel of Park")

    def copies(name: str) -> list[dict[str, Any]]:
        page = people.browsers[name].get(f"/staff/patients/{patient.id}/export")
        return [people.desks[name].get(f"/patients/{patient.id}/export").get_json(), page.get_json()]

    for told in copies("Ada Min"):
        assert "sentinel" not in json.dumps(told)
        assert told["clinical_left_out"] == 2
    for told in copies("Olga Owner"):
        assert [one.get("notes") for one in told["visits"]] == [None, TEXTS["notes"]]
        assert told["clinical_left_out"] == 1
    looks = Audit.select().where(Audit.action == "appointment.read_clinical", Audit.actor_name == "Olga Owner")
    assert looks.count() == 2
    printed = app.test_cli_runner().invoke(args=["patient", "export", str(patient.id)])
    told = json.loads(printed.output)
    assert [one["notes"] for one in told["visits"]] == ["sentinel of Park", TEXTS["notes"]]
    assert told["clinical_left_out"] == 0
    assert (
        Audit.select().where(Audit.action == "appointment.read_clinical", Audit.actor_kind == "operator").count() == 2
    )


def test_the_owner_is_entered_with_the_doctor_they_are(app: Flask, clinic: Clinic, lee: Doctor) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["staff", "add", "Olga Sole", "--role", "admin", "--doctor", "lee"]).exit_code == 0
    assert StaffMember.get(StaffMember.name == "Olga Sole").doctor_id == lee.id
    assert run(args=["staff", "add", "Maya Lee", "--role", "admin"]).exit_code == 0
    assert StaffMember.get(StaffMember.name == "Maya Lee").doctor_id is None  # an admin who is called like a doctor
    wrong = run(args=["staff", "add", "Rosa", "--role", "receptionist", "--doctor", "lee"])
    assert (wrong.exit_code, "--doctor is for doctors and admins" in wrong.output) == (2, True)
