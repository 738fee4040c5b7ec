"""The waitlist, hand-offs and the trail through the staff endpoint."""

from __future__ import annotations

from bot.desk import visits as desk_visits
from store import handoffs
from store.audit import Actor
from store.models import Appointment, Clinic, Contact, Doctor, OutboxMessage
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk

WEEK = {"date_from": "2026-11-23", "date_to": "2026-11-27"}


def test_the_waitlist_from_joining_to_a_visit(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    ana, ben = (factory.patient(clinic, name, factory.contact(clinic, phone))
                for name, phone in (("Ana Ruiz", "+15550100001"), ("Ben Cole", "+15550100002")))  # fmt: skip
    first = desk.post("/waitlist", WEEK | {"patient": ana.id, "doctor": "lee"})
    assert first.status_code == 201, first.get_data(as_text=True)
    assert desk.post("/waitlist", WEEK | {"patient": ana.id, "doctor": "lee"}).get_json()["code"] == "already_waiting"
    second = desk.post("/waitlist", WEEK | {"patient": ben.id})
    path = f"/waitlist/{second.get_json()['id']}"
    tag = desk.get(path).headers["ETag"]
    moved = desk.ask("PATCH", path, {"priority": 1}, headers={"If-Match": tag})
    assert (moved.status_code, moved.get_json()["priority"]) == (200, 1)
    assert desk.ask("PATCH", path, {"priority": 9}, headers={"If-Match": tag}).status_code == 412
    assert [one["patient"] for one in desk.get("/waitlist").get_json()["items"]] == ["Ben Cole", "Ana Ruiz"]
    assert [one["patient"] for one in desk.get("/waitlist", doctor="lee").get_json()["items"]] == ["Ana Ruiz"]
    offered = desk.post(f"{path}/notify", {"doctor": "lee", "starts_at": "2026-11-24T10:00:00-05:00"})
    assert offered.status_code == 200, offered.get_data(as_text=True)
    assert (offered.get_json()["status"], offered.get_json()["offered"] is not None) == ("notified", True)
    taken = desk.post(f"{path}/confirm")
    assert (taken.status_code, taken.get_json()["starts_at"]) == (200, "2026-11-24T10:00:00-05:00")
    assert desk.post(f"{path}/confirm").get_json()["code"] == "offer_gone"
    assert desk.ask("DELETE", f"/waitlist/{first.get_json()['id']}").get_json()["status"] == "cancelled"
    assert desk.get("/waitlist").get_json()["items"] == []
    assert desk.get("/waitlist", status="confirmed").get_json()["items"][0]["patient"] == "Ben Cole"
    assert desk.ask("DELETE", "/waitlist/999").status_code == 404


def test_a_hand_off_is_answered_and_closed(desk: Desk, clinic: Clinic) -> None:
    phone = factory.contact(clinic)
    factory.patient(clinic, "Ana Ruiz", phone)
    one = handoffs.begin(phone, "asked", TEN, quiet=True)
    [told] = desk.get("/handoffs").get_json()["items"]
    assert (told["name"], told["why"], told["waiting_since"]) == ("Ana Ruiz", "asked", "2026-11-23T10:00:00-05:00")
    answered = desk.post(f"/handoffs/{one.id}/reply", {"text": "We will call you."}).get_json()
    assert (answered["waiting_since"], answered["open"]) == (None, True)
    assert OutboxMessage.get(OutboxMessage.kind == "staff_answer").text == "We will call you."
    assert desk.post(f"/handoffs/{one.id}/close").get_json()["open"] is False
    assert Contact.get_by_id(phone.id).quiet_until is None
    assert desk.get("/handoffs").get_json()["items"] == []


def test_the_trail_is_filtered_newest_first(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN)
    rosa = Actor("staff", 9, "Bea Sample")
    desk_visits.cancel(Appointment.get_by_id(visit.id), reason="ill", actor=rosa, now=TEN)
    factory.walk_in(clinic, "Ben Cole", TEN)
    [act] = desk.get("/audit", appointment=visit.reference).get_json()["items"]
    assert (act["action"], act["name"], act["after"]["cancel_reason"]) == ("appointment.cancel", "Bea Sample", "ill")
    assert [one["action"] for one in desk.get("/audit", by="patient", subject="ticket").get_json()["items"]] == [
        "ticket.join"
    ]
    assert desk.get("/audit", date_to="2026-11-22", subject="ticket").get_json()["items"] == []
    first = desk.get("/audit", limit=1).get_json()
    second = desk.get("/audit", limit=1, after=first["next"]).get_json()
    assert first["items"][0]["id"] > second["items"][0]["id"]
