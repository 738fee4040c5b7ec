"""The queue through the staff endpoint."""

from __future__ import annotations

from flask import Flask

from store.models import Clinic, Doctor, OutboxMessage
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member


def test_calls_the_next_patient_and_alerts_them(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    answer = desk.post("/queue/next", {"doctor": lee.id, "room": "2"})
    assert answer.status_code == 200
    told = answer.json
    assert told is not None
    assert told["ticket"] == "Q001"
    assert told["patient"]["name"] == "Ana Ruiz"
    assert told["doctor"] == {"id": lee.id, "name": "Dr. Maya Lee"}
    assert (told["status"], told["room"], told["meeting_link"]) == ("called", "2", None)
    assert told["called_at"] == "2026-11-23T10:00:00-05:00"
    [alert] = OutboxMessage.select().where(OutboxMessage.kind == "turn")
    assert alert.text == "It is your turn, ticket Q001: please go to room 2, Dr. Lee. Elm Street Clinic"


def test_refuses_when_nobody_waits_and_when_the_doctor_is_busy(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    nobody = desk.post("/queue/next", {"doctor": "lee"})
    assert (nobody.status_code, nobody.mimetype) == (409, "application/problem+json")
    assert nobody.json == {
        "type": "urn:frontdesk:problem:nobody_waiting",
        "title": "Nobody is waiting",
        "status": 409,
        "detail": "Nobody waits for Dr. Maya Lee.",
        "code": "nobody_waiting",
        "facts": {"doctor": {"id": lee.id, "name": "Dr. Maya Lee"}},
    }
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    factory.walk_in(clinic, "Ben Cole", TEN)
    assert desk.post("/queue/next", {"doctor": lee.id}).status_code == 200
    busy = desk.post("/queue/next", {"doctor": lee.id})
    assert busy.status_code == 409
    assert busy.json is not None
    assert (busy.json["code"], busy.json["facts"]["ticket"]) == ("doctor_busy", "Q001")
    after = desk.post("/queue/next", {"doctor": lee.id, "finish": True})
    assert after.json is not None
    assert after.json["ticket"] == "Q002"


def test_a_doctors_name_may_be_half_written_but_not_ambiguous(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    factory.doctor(clinic, "Dr. Noah Lee")
    for number in range(3):
        factory.walk_in(clinic, f"Sample Person {number}", TEN)
    unclear = desk.post("/queue/next", {"doctor": "Dr Lee"})
    assert unclear.status_code == 422
    assert unclear.json is not None
    assert "Dr. Maya Lee or Dr. Noah Lee" in unclear.json["detail"]
    clear = desk.post("/queue/next", {"doctor": "maya lee"})
    assert clear.json is not None
    assert clear.json["doctor"]["id"] == lee.id
    assert desk.post("/queue/next", {"doctor": "noah"}).status_code == 200
    assert desk.post("/queue/next", {"doctor": "Dr. Zzz"}).status_code == 404
    assert desk.post("/queue/next", {"doctor": 999}).status_code == 404
    assert desk.post("/queue/next").status_code == 422


def test_a_doctor_calls_for_themselves_only(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    doctor = member(app, clinic, "Maya Lee", "doctor", lee)
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    assert doctor.post("/queue/next", {"doctor": park.id}).status_code == 403
    own = doctor.post("/queue/next")
    assert own.json is not None
    assert own.json["doctor"]["id"] == lee.id
