"""Visits, doctors and the clock through the staff endpoint."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from store.models import Appointment, Clinic, Doctor
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member

HOUR = dt.timedelta(hours=1)


def references(desk: Desk, **query: object) -> list[str]:
    answer = desk.get("/appointments", **query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return [item["patient"] for item in answer.get_json()["items"]]


def test_visits_are_filtered(desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    factory.visit_of(clinic, "Ana Ruiz", lee, TEN)
    factory.visit_of(clinic, "Ben Cole", park, TEN + HOUR, status="pending")
    factory.visit_of(clinic, "Cy Dow", lee, TEN + 24 * HOUR)
    factory.visit_of(clinic, "Di Eng", lee, TEN + 48 * HOUR, status="cancelled")
    assert references(desk) == ["Ana Ruiz", "Ben Cole", "Cy Dow", "Di Eng"]
    assert references(desk, date="2026-11-23") == ["Ana Ruiz", "Ben Cole"]
    assert references(desk, date_from="2026-11-24", date_to="2026-11-24") == ["Cy Dow"]
    assert references(desk, doctor="park") == ["Ben Cole"]
    assert references(desk, doctor=str(lee.id), date_to="2026-11-23") == ["Ana Ruiz"]
    assert references(desk, patient="cole") == ["Ben Cole"]
    assert references(desk, patient="%") == []
    assert references(desk, status="cancelled") == ["Di Eng"]
    assert desk.get("/appointments", status="gone").status_code == 422
    assert desk.get("/appointments", date="2026-11-23", date_to="2026-11-24").status_code == 422
    assert desk.get("/appointments", colour="red").status_code == 422


def test_a_visit_as_told(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN, notes="for the doctor only", diagnosis="secret")
    [item] = desk.get("/appointments").get_json()["items"]
    assert item["reference"] == visit.reference
    assert (item["starts_at"], item["ends_at"]) == ("2026-11-23T10:00:00-05:00", "2026-11-23T10:30:00-05:00")
    assert (item["doctor"], item["status"]) == ("Dr. Maya Lee", "confirmed")
    assert not {"notes", "diagnosis", "prescription"} & set(item)


def test_pages_hold_every_visit_once(desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    for number in range(7):
        factory.visit_of(clinic, f"Sample Person {number}", (lee, park)[number % 2], TEN + number // 2 * HOUR)
    found: list[str] = []
    after: dict[str, int] = {}
    for _ in range(4):
        page = desk.get("/appointments", limit=2, **after).get_json()
        found += [item["reference"] for item in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert len(found) == len(set(found)) == 7


def test_a_doctor_sees_their_own_visits(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    factory.visit_of(clinic, "Ana Ruiz", lee, TEN)
    other = factory.visit_of(clinic, "Ben Cole", park, TEN)
    doctor = member(app, clinic, "Maya Lee", "doctor", lee)
    assert references(doctor) == ["Ana Ruiz"]
    assert doctor.get("/appointments", doctor="park").status_code == 403
    assert doctor.post(f"/appointments/{other.reference}/check-in").status_code == 404


def test_another_clinics_visits_do_not_exist(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    other = factory.clinic(
        slug="oak", name="Oak Clinic", sms_number="+15550100009", telegram_bot_id=2, display_token="display-oak"
    )
    visit = factory.visit_of(other, "Zed Orr", factory.doctor(other, "Dr. Una Far"), TEN)
    assert references(desk) == []
    assert desk.post(f"/appointments/{visit.reference}/check-in").status_code == 404
    assert desk.get("/appointments", doctor=str(visit.doctor_id)).status_code == 404


def test_checking_in_at_the_desk(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(
        clinic, "Ana Ruiz", lee, TEN, visit_type="online", meeting_link="https://meet.jit.si/elm-sample"
    )
    answer = desk.post(f"/appointments/{visit.reference.lower()}/check-in")
    assert answer.status_code == 201
    assert answer.get_json()["appointment"] == visit.reference
    assert Appointment.get_by_id(visit.id).checked_in_at == TEN
    again = desk.post(f"/appointments/{visit.reference}/check-in")
    assert (again.status_code, again.get_json()["code"]) == (409, "already_in_queue")
    called = desk.post("/queue/next", {"doctor": lee.id}).get_json()
    assert called["meeting_link"] == "https://meet.jit.si/elm-sample"


def test_who_is_on_duty_and_what_time_it_is(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    factory.doctor(clinic, "Dr. Off Today", days=(5,))
    factory.walk_in(clinic, "Ana Ruiz", TEN)
    desk.post("/queue/next", {"doctor": lee.id})
    on, off = desk.get("/doctors").get_json()["items"]
    assert (on["name"], on["on_duty"], on["works_until"], on["ticket"]) == (
        "Dr. Maya Lee", True, "2026-11-23T17:00:00-05:00", "Q001",
    )  # fmt: skip
    assert (off["on_duty"], off["works_until"], off["ticket"]) == (False, None, None)
    assert desk.get("/time").get_json() == {"now": "2026-11-23T10:00:00-05:00", "zone": "America/New_York"}


def test_whose_token_it_is(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    told = desk.get("/me").get_json()
    assert (told["name"], told["role"], told["doctor_id"], told["zone"]) == (
        "Rosa Sample", "receptionist", None, "America/New_York",
    )  # fmt: skip
    maya = member(app, clinic, "Maya Lee", "doctor", lee).get("/me").get_json()
    assert (maya["role"], maya["doctor"], maya["clinic"]) == ("doctor", "Dr. Maya Lee", "Elm Street Clinic")
