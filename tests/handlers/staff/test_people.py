"""Patients through the staff endpoint, the board and the command line: found, corrected, exported, erased."""

from __future__ import annotations

import json

from flask import Flask

from handlers import commands
from store.models import Appointment, Audit, Clinic, Doctor, Patient
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member


def test_patients_are_found_and_corrected(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN)
    factory.visit_of(clinic, "Ben Cole", lee, TEN)
    page = desk.get("/patients", limit=1).get_json()
    assert [one["name"] for one in page["items"]] == ["Ana Ruiz"]
    assert [one["name"] for one in desk.get("/patients", after=page["next"]).get_json()["items"]] == ["Ben Cole"]
    assert [one["name"] for one in desk.get("/patients", search="cole").get_json()["items"]] == ["Ben Cole"]
    path = f"/patients/{visit.patient_id}"
    told = desk.get(path)
    assert told.get_json()["contacts"] == [
        {"channel": "sms", "address": "+15550100100", "owner": True, "opted_out": False, "unreachable": False}
    ]
    named = desk.ask("PATCH", path, {"name": "Anna Ruiz"}, headers={"If-Match": told.headers["ETag"]})
    assert (named.status_code, named.get_json()["name"]) == (200, "Anna Ruiz")
    stale = desk.ask("PATCH", path, {"name": "Hanna Ruiz"}, headers={"If-Match": told.headers["ETag"]})
    assert stale.status_code == 412
    assert desk.get("/patients/999").status_code == 404
    place = desk.post(f"{path}/queue", {"doctor": "lee"})
    assert (place.status_code, place.get_json()["ticket"]) == (201, "Q001")


def test_a_patients_mailbox(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    path = f"/patients/{factory.visit_of(clinic, 'Ana Ruiz', lee, TEN).patient_id}"

    def changed(body: dict[str, object], status: int = 200) -> dict[str, object]:
        answer = desk.ask("PATCH", path, body, headers={"If-Match": desk.get(path).headers["ETag"]})
        assert answer.status_code == status, answer.text
        told: dict[str, object] = answer.get_json()
        return told

    assert changed({"email": "ana at home"}, 422)["facts"] == {"field": "email", "problem": "is not an e-mail address"}
    assert changed({"name": "Wrong", "email": "nowhere"}, 422)["code"] == "invalid"
    assert changed({"email": "Ana@Example.org"})["email"] == "Ana@example.org"
    assert (changed({"name": "Anna Ruiz"})["email"], desk.get(path).get_json()["name"]) == (
        "Ana@example.org",
        "Anna Ruiz",
    )
    assert changed({"email": None})["email"] is None
    assert changed({"name": None}, 422)["code"] == "invalid"
    acts = Audit.select().where(Audit.action == "patient.email").order_by(Audit.id)
    assert [row.after["email"] for row in acts] == ["Ana@example.org", None]


def test_their_data_is_for_an_admin(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN)
    path = f"/patients/{visit.patient_id}"
    assert desk.get(f"{path}/export").status_code == desk.post(f"{path}/erase").status_code == 403
    admin = member(app, clinic, "Ada Sample", "admin")
    told = admin.get(f"{path}/export").get_json()
    assert [one["reference"] for one in told["visits"]] == [visit.reference]
    assert admin.post(f"{path}/erase").get_json() == {"id": visit.patient_id, "erased_at": "2026-11-23T15:00:00Z"}
    assert desk.get(path).status_code == 404
    assert Appointment.get_by_id(visit.id).status == "cancelled"  # it stays in the books


def test_from_the_command_line(store: str, clinic: Clinic) -> None:
    app = Flask("test")
    commands.register(app)
    ana = factory.patient(clinic, "Ana Ruiz", factory.contact(clinic, "+15550100123"))
    shell = app.test_cli_runner()
    told = json.loads(shell.invoke(args=["patient", "export", "+15550100123"]).output)
    assert told["person"]["name"] == "Ana Ruiz"
    assert shell.invoke(args=["patient", "erase", "nobody"]).exit_code == 1
    asked = shell.invoke(args=["patient", "erase", str(ana.id)], input="n\n")
    assert (asked.exit_code, Patient.get_by_id(ana.id).name) == (1, "Ana Ruiz")
    assert shell.invoke(args=["patient", "erase", str(ana.id), "--yes"]).output == f"patient {ana.id} is erased\n"
    assert Patient.get_by_id(ana.id).name == ""
