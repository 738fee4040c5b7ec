"""The queue through the staff endpoint."""

from __future__ import annotations

from flask import Flask
from werkzeug.test import TestResponse

from store.models import Clinic, Contact, Doctor, OutboxMessage, Ticket
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member


def test_calls_the_next_patient_and_alerts_them(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    answer = desk.post("/queue/next", {"doctor": lee.id, "room": "2"})
    assert answer.status_code == 200
    told = answer.json
    assert told is not None
    assert told["ticket"] == "Q001"
    assert (told["patient"], told["doctor"], told["doctor_id"]) == ("Ana Ruiz", "Dr. Maya Lee", lee.id)
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
    assert clear.json["doctor_id"] == lee.id
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
    assert own.json["doctor_id"] == lee.id


def test_the_line_is_told_with_places_and_waits(desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    for name in ("Ana Ruiz", "Ben Cole", "Cy Dow"):
        factory.walk_in(clinic, name, TEN, doctor=lee)
    desk.post("/queue/next", {"doctor": lee.id})
    told = desk.get("/queue").get_json()
    assert (told["open"], told["waiting"], told["in_service"]) == (True, 2, 1)
    first, second, called = told["items"]
    assert [item["ticket"] for item in (first, second, called)] == ["Q002", "Q003", "Q001"]
    assert (first["patient"], first["ahead"], first["status"], first["present"]) == ("Ben Cole", 0, "waiting", False)
    assert first["joined_at"] == "2026-11-23T10:00:00-05:00"
    assert second["ahead"] == 1
    assert first["wait_minutes"][0] <= first["wait_minutes"][1] < second["wait_minutes"][1]
    assert (called["status"], called["ahead"], called["wait_minutes"]) == ("called", 0, [0, 0])
    assert desk.get("/queue", status="called").get_json()["items"] == [called]
    assert desk.get("/queue", doctor="park").get_json()["items"] == []
    assert [one["doctor"] for one in desk.get("/queue/in-service").get_json()["items"]] == ["Dr. Maya Lee"]


def test_a_walk_in_is_added_at_the_desk_and_told_their_number(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    answer = desk.post(
        "/queue", {"patient": "Ana Ruiz", "phone": "(555) 010-0123", "doctor": "lee", "urgency": "urgent"}
    )
    assert answer.status_code == 201, answer.get_data(as_text=True)
    told = answer.get_json()
    assert (told["ticket"], told["patient"], told["doctor"], told["urgency"]) == (
        "Q001", "Ana Ruiz", "Dr. Maya Lee", "urgent",
    )  # fmt: skip
    assert (told["present"], told["reachable"]) == (True, True)
    [text] = OutboxMessage.select().where(OutboxMessage.to == "+15550100123")
    assert text.text.startswith("You are in line at Elm Street Clinic: ticket Q001, 0 ahead, no wait. We text")
    again = desk.post("/queue", {"patient": "ana ruiz", "phone": "+15550100123"})
    assert (again.status_code, again.get_json()["code"], again.get_json()["facts"]) == (
        409, "already_in_queue", {"ticket": "Q001"},
    )  # fmt: skip
    silent = desk.post("/queue", {"patient": "Ben Cole"}).get_json()
    assert (silent["ticket"], silent["reachable"]) == ("Q002", False)
    phone = Contact.get(Contact.address == "+15550100123")
    assert phone.consent_wording.startswith("number given to staff")
    desk.post("/queue", {"patient": "Eva Sol", "phone": "+34 912 345 678"})
    assert Contact.get(Contact.address == "+34912345678").unreachable_why == "landline"
    assert desk.post("/queue", {"patient": "Cy Dow", "phone": "12"}).status_code == 422
    assert desk.post("/queue", {"patient": "Cy Dow", "urgency": "vip"}).status_code == 422


def test_a_ticket_from_call_to_end_with_counts_that_add_up(
    desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    for number in range(6):
        factory.walk_in(clinic, f"Sample Person {number}", TEN)

    def act(ticket: str, what: str, body: object = None) -> TestResponse:
        return desk.post(f"/queue/{ticket}/{what}", body)

    desk.post("/queue/next", {"doctor": lee.id})
    assert act("Q001", "recall").get_json()["status"] == "called"
    assert act("q1", "start").get_json()["status"] == "in-service"
    assert act("1", "complete").get_json()["finished_at"] == "2026-11-23T10:00:00-05:00"
    desk.post("/queue/next", {"doctor": lee.id})
    assert act("Q002", "skip").get_json()["passed_over"] == 1
    assert act("Q002", "here").get_json()["present"] is True
    assert act("Q002", "call", {"doctor": "park"}).get_json()["doctor"] == "Dr. Tom Park"
    assert act("Q002", "no-show").get_json()["status"] == "no-wait"
    assert act("Q003", "later", {"minutes": 20}).get_json()["not_before"] == "2026-11-23T10:20:00-05:00"
    assert act("Q004", "hand-over", {"doctor": park.id}).get_json()["doctor"] == "Dr. Tom Park"
    assert act("Q005", "remove").get_json()["status"] == "cancelled"
    stale = act("Q001", "complete")
    assert (stale.status_code, stale.get_json()["code"], stale.get_json()["facts"]["by"]) == (
        409, "wrong_transition", "Rosa Sample",
    )  # fmt: skip
    assert act("Q099", "start").status_code == 404
    assert act("nonsense", "start").status_code == 404
    counts = desk.get("/queue/counts").get_json()
    assert counts == {
        "date": "2026-11-23", "waiting": 3, "called": 0, "in_service": 0, "completed": 1, "no_wait": 1, "cancelled": 1,
    }  # fmt: skip


def test_undo_and_the_switch(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    desk.post("/queue/next", {"doctor": lee.id})
    [back] = desk.post("/queue/undo").get_json()["items"]
    assert (back["ticket"], back["status"]) == ("Q001", "waiting")
    assert desk.post("/queue/undo").get_json()["code"] == "nothing_to_undo"
    assert desk.ask("PUT", "/queue/open", {"open": False}).get_json() == {"open": False}
    assert desk.get("/queue").get_json()["open"] is False
    assert desk.post("/queue", {"patient": "Ben Cole"}).get_json()["code"] == "queue_closed"
    assert desk.post("/queue/next", {"doctor": lee.id}).status_code == 200


def test_a_doctor_sees_who_they_may_call_and_their_own(
    app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    factory.walk_in(clinic, "Ana Ruiz", TEN, doctor=park)
    factory.walk_in(clinic, "Ben Cole", TEN)
    factory.walk_in(clinic, "Cy Dow", TEN, doctor=lee)
    doctor = member(app, clinic, "Maya Lee", "doctor", lee)
    assert [item["ticket"] for item in doctor.get("/queue").get_json()["items"]] == ["Q002", "Q003"]
    desk.post("/queue/next", {"doctor": "park"})
    assert doctor.post("/queue/Q001/complete").status_code == 404
    assert doctor.get("/queue/in-service").get_json()["items"] == []
    assert doctor.post("/queue", {"patient": "Di Eng"}).status_code == 403


def test_everybody_of_today_and_one_patients_place(
    app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    for name in ("Ana Ruiz", "Ben Cole", "Cy Dow"):
        factory.walk_in(clinic, name, TEN)
    visit = factory.visit_of(clinic, "Dee Orr", park, TEN)
    desk.post(f"/appointments/{visit.reference}/check-in")
    desk.post("/queue/Q002/remove")
    desk.post("/queue/next", {"doctor": "lee"})

    def told(**query: object) -> list[tuple[str, str]]:
        items = (desk.get("/queue/today", **query).json or {})["items"]
        return [(one["patient"], one["status"]) for one in items]

    everybody = [("Ana Ruiz", "called"), ("Ben Cole", "cancelled"), ("Cy Dow", "waiting"), ("Dee Orr", "waiting")]
    assert told() == everybody
    assert told(walk_ins="true") == everybody[:3]
    assert told(status="cancelled") == everybody[1:2]
    assert told(doctor="park") == everybody[3:]
    assert told(limit=1, after=1) == everybody[1:2]
    Ticket.update(urgency="urgent").where(Ticket.number == 3).execute()
    assert told(urgency="urgent") == everybody[2:3]
    assert [one["patient"] for one in (desk.get("/queue", urgency="urgent").json or {})["items"]] == ["Cy Dow"]
    maya = member(app, clinic, "Maya Lee", "doctor", lee)
    assert len((maya.get("/queue/today").json or {})["items"]) == 3
    cy = (desk.get("/queue", patient="cy").json or {})["items"]
    assert [(one["ticket"], one["ahead"]) for one in cy] == [("Q003", 0)]
