"""One visit through the staff endpoint: found, booked, acted on, and who may see what the doctor wrote."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory
from werkzeug.test import TestResponse

import bot
from bot.messages import Said
from store import appointments, outbox, schedules, settings
from store.audit import Actor
from store.database import transaction
from store.models import Appointment, Audit, Clinic, Doctor, InboundMessage, OutboxMessage, Patient
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member

HOUR = dt.timedelta(hours=1)
TOMORROW = "2026-11-24T10:00:00-05:00"


def booked(clinic: Clinic, lee: Doctor, at: dt.datetime = TEN + 24 * HOUR, name: str = "Ana Ruiz") -> Appointment:
    """Ana's, by text from a phone of her own."""
    phone = factory.contact(clinic)
    patient = Patient.get_or_none(Patient.name == name) or factory.patient(clinic, name, phone)
    opening = schedules.opening_at(clinic, lee, at, now=TEN)
    facts: dict[str, Any] = {"contact": phone, "source": "sms", "actor": Actor.patient(phone), "now": TEN}
    return appointments.book(clinic, patient, opening, **facts)


def texts() -> list[str]:
    return [
        row.text for row in OutboxMessage.select().where(OutboxMessage.state != "dropped").order_by(OutboxMessage.id)
    ]


def names(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["patient"] for item in answer.get_json()["items"]]


# --- Finding ---------------------------------------------------------------------------------------------------------


def test_a_few_letters_find_a_visit_and_counts_are_of_the_whole_filter(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    factory.visit_of(clinic, "José Núñez", lee, TEN, payment_status="paid", visit_type="online")
    factory.visit_of(clinic, "Ana Ruiz", lee, TEN + HOUR, status="cancelled")
    factory.visit_of(clinic, "Anabel Cole", lee, TEN + 2 * HOUR)
    assert names(desk.get("/appointments", q="nunez jose")) == ["José Núñez"]
    assert names(desk.get("/appointments", q="ÑUÑ")) == ["José Núñez"]
    assert names(desk.get("/appointments", q="test-0002")) == ["Ana Ruiz"]
    assert names(desk.get("/appointments", q="0102")) == ["Anabel Cole"]  # the end of the phone
    assert names(desk.get("/appointments", q=Appointment.get(Appointment.status == "cancelled").code.lower())) == [
        "Ana Ruiz"
    ]
    assert names(desk.get("/appointments", q="%")) == names(desk.get("/appointments", q="_")) == []
    assert names(desk.get("/appointments", payment="paid", visit_type="online")) == ["José Núñez"]
    page = desk.get("/appointments", q="ana", limit=1).get_json()
    assert page["counts"] == {"cancelled": 1, "confirmed": 1}
    assert page["next"] is not None


def test_one_visit_with_its_messages_and_history(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = booked(clinic, lee)
    phone = factory.contact(clinic)
    with transaction():  # as the inbox writes it: one moment for the message and all it does
        InboundMessage.create(
            provider="twilio", provider_id="1", clinic=clinic, contact=phone, text="Late 20", received_at=TEN
        )
        bot.reply(phone, Said(f"confirm {visit.code}"), TEN)
        outbox.add_reply(phone, "Thank you", TEN, leased=False)
        outbox.add_reply(phone, "Of another talk", TEN + HOUR, leased=False)
    desk.post(f"/appointments/{visit.reference}/cancel", {"reason": "doctor ill"})
    told = desk.get(f"/appointments/{visit.reference}").get_json()
    assert [(m["way"], m["text"][:12]) for m in told["messages"]] == [
        ("in", "Late 20"), ("out", "Thank you"), ("out", "Elm Street C"),
    ]  # fmt: skip
    assert told["messages"][2]["state"] == "due"
    assert [(h["actor"], h["action"], h["status"]) for h in told["history"]] == [
        ("patient", "book", "confirmed"), ("patient", "confirm", None), ("staff", "cancel", "cancelled"),
    ]  # fmt: skip
    assert (told["cancel_reason"], told["cancelled_by"], told["phone"]) == ("doctor ill", "staff", "+15550100001")
    assert not {"notes", "diagnosis", "prescription"} & set(told)


# --- Booking ---------------------------------------------------------------------------------------------------------


def test_booking_for_a_new_patient_who_is_told(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    free = desk.get("/free-times", doctor="lee", date_from="2026-11-24").get_json()["times"]
    assert free[0]["starts_at"] == "2026-11-24T09:00:00-05:00"
    body = {
        "patient": "Ana Ruiz",
        "phone": "+1 555 010 0001",
        "doctor": "lee",
        "starts_at": TOMORROW,
        "reason": "cough",
    }
    answer = desk.post("/appointments", body)
    assert answer.status_code == 201, answer.text
    [item] = answer.get_json()["items"]
    assert (item["patient"], item["starts_at"], item["status"], item["source"]) == (
        "Ana Ruiz", TOMORROW, "confirmed", "staff",
    )  # fmt: skip
    assert answer.get_json()["told"] is True
    assert len(texts()) == 1
    assert "booked for you: Dr. Lee, Tue 24 Nov, 10am" in texts()[0]
    again = desk.post("/appointments", body)
    assert (again.status_code, again.get_json()["code"]) == (409, "slot_taken")
    assert again.get_json()["facts"]["nearest"][0]["starts_at"] == "2026-11-24T09:30:00-05:00"
    assert Patient.select().count() == 1
    assert desk.post("/appointments", body | {"patient": ""}).status_code == 422
    assert desk.post("/appointments", body | {"starts_at": "2026-11-24T10:00:00"}).status_code == 422
    assert desk.post("/appointments", body | {"patient": 999}).status_code == 404


def test_namesakes_are_told_apart_by_phone_or_id(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    first, second = factory.patient(clinic, "Ana Ruiz"), factory.patient(clinic, "Ana Ruiz")
    body = {"patient": "ana ruiz", "doctor": "lee", "starts_at": TOMORROW}
    asked = desk.post("/appointments", body)
    assert asked.status_code == 422
    assert f"({first.id}, {second.id})" in asked.get_json()["detail"]
    assert desk.post("/appointments", body | {"patient": second.id}).status_code == 201
    assert Appointment.get().patient_id == second.id


def test_a_series_is_booked_whole_or_not_at_all(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    factory.patient(clinic, "Ana Ruiz", factory.contact(clinic))
    third = desk.post(
        "/appointments", {"patient": "Ben Cole", "doctor": "lee", "starts_at": "2026-12-22T10:00:00-05:00"}
    )
    body = {"patient": "Ana Ruiz", "doctor": "lee", "starts_at": TOMORROW, "repeat": {"weeks": 2, "times": 6}}
    refused = desk.post("/appointments", body)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "series_not_free")
    dates = refused.get_json()["facts"]["dates"]
    assert [date["free"] for date in dates] == [True, True, False, True, True, True]
    assert dates[2]["why"] == "slot_taken"
    assert dates[2]["nearest"]
    assert Appointment.select().count() == 1
    desk.post(f"/appointments/{third.get_json()['items'][0]['reference']}/cancel")
    OutboxMessage.delete().execute()
    answer = desk.post("/appointments", body).get_json()
    starts = [item["starts_at"] for item in answer["items"]]
    assert starts[0] == TOMORROW
    assert starts[5] == "2027-02-02T10:00:00-05:00"
    assert len({item["series"] for item in answer["items"]}) == 1
    assert len(texts()) == 1  # one message, not six
    one = answer["items"][3]["reference"]
    assert len(desk.get(f"/appointments/{one}").get_json()["visits_of_series"]) == 6
    desk.post(f"/appointments/{one}/cancel", {"rest": True})
    assert len(texts()) == 2
    live = Appointment.select().where(Appointment.series.is_null(False), Appointment.status == "confirmed")
    assert live.count() == 3
    moved = desk.post(
        f"/appointments/{answer['items'][1]['reference']}/move", {"starts_at": "2026-12-08T11:00:00-05:00"}
    )
    assert moved.get_json()["appointment"]["series"] == answer["items"][0]["series"]


def test_a_series_keeps_its_hour_over_the_change_of_clocks(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    body = {
        "patient": "Ana Ruiz",
        "doctor": "lee",
        "starts_at": "2027-03-08T10:00:00-05:00",
        "repeat": {"weeks": 1, "times": 2},
    }
    items = desk.post("/appointments", body).get_json()["items"]
    assert [item["starts_at"] for item in items] == ["2027-03-08T10:00:00-05:00", "2027-03-15T10:00:00-04:00"]


def test_a_group_visit_says_how_many_are_in_it(desk: Desk, clinic: Clinic) -> None:
    group = factory.doctor(clinic, "Dr. Ida Group", schedule={"capacity": 3})
    for name in ("Ana Ruiz", "Ben Cole"):
        answer = desk.post("/appointments", {"patient": name, "doctor": group.id, "starts_at": TOMORROW})
    reference = answer.get_json()["items"][0]["reference"]
    assert desk.get(f"/appointments/{reference}").get_json()["group"] == [2, 3]
    [free] = desk.get("/free-times", doctor=str(group.id), date_from="2026-11-24", limit=3).get_json()["times"][2:]
    assert (free["starts_at"], free["seats"], free["capacity"]) == (TOMORROW, 1, 3)


# --- Acting ----------------------------------------------------------------------------------------------------------


def test_a_wrong_transition_names_both_states(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = booked(clinic, lee)
    desk.post(f"/appointments/{visit.reference}/cancel", {"reason": "ill"})
    answer = desk.post(f"/appointments/{visit.reference}/confirm")
    assert answer.status_code == 409
    facts = answer.get_json()["facts"]
    assert (facts["before"], facts["after"], facts["event"]) == ("cancelled", "confirmed", "confirm")
    assert "is cancelled: cannot confirm, so it does not become confirmed." in answer.get_json()["detail"]


def test_moving_offers_free_times_and_tells_the_patient(desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    visit = booked(clinic, lee)
    free = desk.get(f"/appointments/{visit.reference}/free-times", date_from="2026-11-25", doctor="park").get_json()
    assert free["times"][0]["starts_at"] == "2026-11-25T09:00:00-05:00"
    answer = desk.post(
        f"/appointments/{visit.reference}/move",
        {"starts_at": free["times"][0]["starts_at"], "doctor": "park", "reason": "Dr. Lee is ill"},
    ).get_json()
    assert (answer["appointment"]["doctor"], answer["told"]) == ("Dr. Tom Park", True)
    assert "we moved your visit to Wed 25 Nov, 9am, Dr. Park" in texts()[-1]
    old = desk.get(f"/appointments/{visit.reference}").get_json()
    assert (old["status"], old["moved_to"]) == ("rescheduled", answer["appointment"]["reference"])
    assert (old["cancel_reason"], "ill" in texts()[-1]) == ("Dr. Lee is ill", False)


def test_the_day_of_a_visit(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN - HOUR)
    at = f"/appointments/{visit.reference}"
    assert desk.post(f"{at}/late", {"minutes": 15}).get_json()["appointment"]["late_minutes"] == 15
    assert desk.post(f"{at}/no-show").get_json()["appointment"]["status"] == "no-show"
    assert desk.post(f"{at}/undo-no-show").get_json()["appointment"]["status"] == "confirmed"
    assert desk.post(f"{at}/start").get_json()["appointment"]["status"] == "in-progress"
    assert desk.post(f"{at}/complete").get_json()["appointment"]["status"] == "completed"
    later = factory.visit_of(clinic, "Ben Cole", lee, TEN + 24 * HOUR)
    slip = desk.post(f"/appointments/{later.reference}/complete")
    assert (slip.status_code, slip.get_json()["code"]) == (409, "not_today")


def test_an_edit_of_what_somebody_else_has_changed_is_refused(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = booked(clinic, lee)
    at = f"/appointments/{visit.reference}"
    tag = desk.get(at).headers["ETag"]
    unseen = desk.ask("PUT", f"{at}/payment", {"status": "paid"})
    assert unseen.status_code == 428
    first = desk.ask("PUT", f"{at}/payment", {"status": "paid", "fee_cents": 12000}, headers={"If-Match": tag})
    assert (first.status_code, first.get_json()["appointment"]["fee_cents"]) == (200, 12000)
    late = desk.ask("PUT", f"{at}/insurance", {"provider": "Sample Mutual"}, headers={"If-Match": tag})
    assert (late.status_code, late.headers["ETag"]) == (412, first.headers["ETag"])
    assert desk.ask("POST", f"{at}/cancel", {}, headers={"If-Match": tag}).status_code == 412
    assert Appointment.get_by_id(visit.id).status == "confirmed"
    again = desk.ask(
        "PUT",
        f"{at}/insurance",
        {"provider": "Sample Mutual", "number": "S1"},
        headers={"If-Match": first.headers["ETag"]},
    )
    assert again.status_code == 200


# --- Money and insurance ---------------------------------------------------------------------------------------------


def test_a_verified_policy_is_verified_until_it_changes(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = booked(clinic, lee)
    at = f"/appointments/{visit.reference}"

    def put(body: dict[str, object]) -> TestResponse:
        return desk.ask("PUT", f"{at}/insurance", body, headers={"If-Match": desk.get(at).headers["ETag"]})

    assert put({"verified": True}).status_code == 422  # there is none yet
    assert put({"provider": "Sample Mutual", "number": "S-77", "verified": True}).status_code == 200
    assert desk.get(at).get_json()["insurance"] == {"provider": "Sample Mutual", "number": "S-77", "verified": True}
    assert put({"number": "S-78"}).status_code == 200
    assert desk.get(at).get_json()["insurance"]["verified"] is False
    assert "S-7" not in " ".join(f"{row.before}{row.after}" for row in Audit.select())


def test_a_payment_link_goes_out_only_where_it_is_set_and_due(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = booked(clinic, lee)
    at = f"/appointments/{visit.reference}/payment-link"
    assert desk.post(at).status_code == 422
    settings.put(
        clinic, {"payment_enabled": "on", "payment_link_template": "https://pay.example/{reference}?a={amount}"}
    )
    assert desk.post(at).status_code == 422  # it costs nothing
    Appointment.update(fee_cents=5000).execute()
    assert desk.post(at).get_json() == {"told": True}
    assert texts()[-1].endswith(f"here: https://pay.example/{visit.reference}?a=50.00")
    desk.post(at)
    assert len([text for text in texts() if "pay.example" in text]) == 1
    Appointment.update(payment_status="waived").execute()
    assert desk.post(at).status_code == 422


def test_acts_on_a_visit_are_taken_back(desk: Desk, clinic: Clinic, lee: Doctor, time: FrozenDateTimeFactory) -> None:
    visit = booked(clinic, lee)
    at = f"/appointments/{visit.reference}"
    assert desk.post(f"{at}/undo").status_code == 409
    for act in ("cancel", "payment"):
        time.tick(60)
        if act == "payment":
            tag = desk.get(at).headers["ETag"]
            desk.ask("PUT", f"{at}/payment", {"status": "paid"}, headers={"If-Match": tag})
        else:
            desk.post(f"{at}/{act}")
        told = desk.post(f"{at}/undo").get_json()["appointment"]
        assert (told["status"], told["payment_status"]) == ("confirmed", "pending")
        again = desk.post(f"{at}/undo")
        assert (again.status_code, again.get_json()["code"]) == (409, "nothing_to_undo")
    Appointment.update(starts_at=TEN - HOUR, ends_at=TEN).execute()
    desk.post(f"{at}/complete")
    time.tick(600)
    assert desk.post(f"{at}/undo").status_code == 409
    assert desk.post(f"{at}/undo-complete").get_json()["appointment"]["status"] == "confirmed"


# --- What the doctor wrote (B14) -------------------------------------------------------------------------------------


def test_clinical_texts_are_the_doctors_and_every_look_is_on_record(
    app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor, caplog: pytest.LogCaptureFixture
) -> None:
    visit = booked(clinic, lee)
    at = f"/appointments/{visit.reference}/clinical"
    maya, tom = member(app, clinic, "Maya Lee", "doctor", lee), member(app, clinic, "Tom Park", "doctor", park)
    admin = member(app, clinic, "Ada Min", "admin")
    with caplog.at_level(logging.INFO):
        tag = maya.get(at).headers["ETag"]
        body = {"notes": "sentinel notes", "diagnosis": "sentinel diagnosis", "prescription": "sentinel pills"}
        assert maya.ask("PUT", at, body, headers={"If-Match": tag}).status_code == 200
        assert maya.ask("PUT", at, {"notes": "other"}, headers={"If-Match": tag}).status_code == 412
        assert maya.get(at).get_json()["diagnosis"] == "sentinel diagnosis"
        assert admin.get(at).status_code == 403
        assert (desk.get(at).status_code, desk.ask("PUT", at, body, headers={"If-Match": tag}).status_code) == (
            403,
            403,
        )
        assert (tom.get(at).status_code, tom.ask("PUT", at, body, headers={"If-Match": tag}).status_code) == (404, 404)
    desk.post(f"/appointments/{visit.reference}/cancel")
    acts = [
        (row.actor_name, row.action)
        for row in Audit.select().where(Audit.action.contains("clinical")).order_by(Audit.id)
    ]
    assert acts == [
        ("Maya Lee", "appointment.read_clinical"), ("Maya Lee", "appointment.clinical"),
        ("Maya Lee", "appointment.read_clinical"),
    ]  # fmt: skip
    told = " ".join(f"{row.before}{row.after}" for row in Audit.select()) + " ".join(texts()) + caplog.text
    assert "sentinel" not in told
    assert "sentinel" not in desk.get("/appointments").text + desk.get(f"/appointments/{visit.reference}").text


def test_a_doctor_nobody_is_linked_to_sees_no_visit(app: Flask, clinic: Clinic, lee: Doctor, desk: Desk) -> None:
    visit = booked(clinic, lee)
    nobody = member(app, clinic, "Una Linked", "doctor")
    assert nobody.get(f"/appointments/{visit.reference}").status_code == 404
    assert nobody.post(f"/appointments/{visit.reference}/cancel").status_code == 404
    assert nobody.get("/appointments").status_code == 422
    assert nobody.get("/free-times").status_code == 200


def test_the_reason_is_corrected_and_told_to_nobody(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN + HOUR, reason="a rash")
    at = f"/appointments/{visit.reference}"
    tag = desk.get(at).headers["ETag"]
    assert desk.ask("PUT", f"{at}/reason", {"reason": "sentinel"}, headers={"If-Match": tag}).status_code == 200
    assert desk.ask("PUT", f"{at}/reason", {"reason": "late"}, headers={"If-Match": tag}).status_code == 412
    told = desk.get(at)
    assert told.get_json()["reason"] == "sentinel"
    assert not OutboxMessage.select().exists()
    assert "sentinel" not in str(desk.get("/audit", appointment=visit.reference).get_json())


def test_free_times_of_any_length_and_the_taken_ones(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    booked(clinic, lee, TEN + HOUR)  # 11am

    def times(**query: object) -> list[tuple[str, int]]:
        told = desk.get("/free-times", doctor="lee", date_to="2026-11-23", limit=4, **query).get_json()["times"]
        return [(one["starts_at"][11:16], one["seats"]) for one in told]

    assert times() == [("10:00", 1), ("10:30", 1), ("11:30", 1), ("12:00", 1)]
    assert times(available_only="false") == [("10:00", 1), ("10:30", 1), ("11:00", 0), ("11:30", 1)]
    assert times(duration_minutes=60) == [("10:00", 1), ("11:30", 1), ("12:00", 1), ("12:30", 1)]
    assert desk.get("/free-times", duration_minutes=0).status_code == 422
