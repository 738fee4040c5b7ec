"""The reports' routes: the same figures for every way in, and a doctor's own only."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from freezegun.api import FrozenDateTimeFactory

from store.models import Clinic, Doctor
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member

HOUR = dt.timedelta(hours=1)


def fill(clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    factory.visit(lee, factory.patient(clinic), TEN - HOUR, status="completed", fee_cents=9000, payment_status="paid")
    factory.visit(lee, factory.patient(clinic), TEN - 2 * HOUR, status="no-show")
    factory.visit(lee, factory.patient(clinic), TEN + HOUR, fee_cents=4000)
    factory.visit(park, factory.patient(clinic), TEN - 24 * HOUR, status="cancelled", late_cancel=True)
    factory.visit(park, factory.patient(clinic), TEN - 24 * 45 * HOUR, status="completed")
    factory.ticket(
        clinic, factory.patient(clinic), 1, joined_at=TEN - HOUR, called_at=TEN - HOUR / 2, serving_doctor=lee,
        status="completed",
    )  # fmt: skip


def test_the_figures_of_the_clinic(desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    fill(clinic, lee, park)
    told = desk.get("/reports/appointments/statistics").get_json()
    assert (told["date_from"], told["date_to"]) == ("2026-10-25", "2026-11-23")
    visits = told["visits"]
    assert (visits["total"], visits["completed"], visits["no_show"], visits["late_cancelled"]) == (4, 1, 1, 1)
    assert (visits["completion_rate"], visits["no_show_rate"]) == (1 / 3, 0.5)
    assert (told["fees"]["paid_cents"], told["fees"]["expected_cents"]) == (9000, 4000)
    assert told["line"]["waits"] == {
        "count": 1, "average_minutes": 30.0, "median_minutes": 30, "ninth_decile_minutes": 30, "longest_minutes": 30,
    }  # fmt: skip
    assert [one["visits"]["total"] for one in told["doctors"]] == [3, 1]
    assert told["doctors"][0]["booked_minutes"] == 90
    assert told["doctors"][0]["open_minutes"] == 21 * 8 * 60  # 21 weekdays of eight hours
    assert {"weekday": 0, "hour": 9, "visits": 1} in told["hours"]
    trends = desk.get("/reports/appointments/trends", date_from="2026-11-01").get_json()
    assert (trends["visits"]["total"], trends["before"]["total"]) == (4, 1)
    assert sum(day["visits"]["total"] for day in trends["days"]) == 4
    assert [month["date"] for month in trends["months"]] == ["2026-11-01"]
    assert desk.get("/reports/appointments/walk-in-stats").get_json()["line"]["walk_ins"] == 1
    assert desk.get(f"/reports/appointments/doctor/{park.id}").get_json()["visits"]["cancelled"] == 1
    assert desk.get("/reports/waitlist").get_json()["offered"] == 0
    assert [row["reminder"] for row in desk.get("/reports/reminders").get_json()["reminders"]] == ["any", "none"]
    assert desk.get("/reports/messages", doctor="lee").get_json() == {"kinds": [], "currency": "USD"}


def test_a_doctor_gets_their_own(
    app: Flask, clinic: Clinic, lee: Doctor, park: Doctor, time: FrozenDateTimeFactory
) -> None:
    fill(clinic, lee, park)
    doctor = member(app, clinic, "Maya Lee", "doctor", lee)
    told = doctor.get("/reports/appointments/statistics").get_json()
    assert (told["visits"]["total"], [one["doctor"] for one in told["doctors"]]) == (3, ["Dr. Maya Lee"])
    assert doctor.get(f"/reports/appointments/doctor/{park.id}").status_code == 403
    assert doctor.get("/reports/appointments/trends", doctor="park").status_code == 403
    nobodys = member(app, clinic, "Not Linked", "doctor")
    assert nobodys.get("/reports/appointments/statistics").get_json()["visits"]["total"] == 0
    assert nobodys.get("/reports/appointments/statistics").get_json()["doctors"] == []


def test_what_cannot_be_asked(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    backwards = desk.get("/reports/waitlist", date_from="2026-11-02", date_to="2026-11-01")
    assert (backwards.status_code, backwards.get_json()["facts"]["field"]) == (422, "date_to")
    assert desk.get("/reports/waitlist", date_from="2020-01-01", date_to="2026-11-01").status_code == 422
    for number in ("999", "x", "9" * 30):
        assert desk.get(f"/reports/appointments/doctor/{number}").status_code == 404
