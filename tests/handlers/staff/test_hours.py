"""Hours, blocks, doctors, services and settings through the staff endpoint."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory

from store import settings
from store.models import Appointment, Audit, Clinic, Doctor, Schedule, ScheduleException, Service, Setting
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def admin(app: Flask, clinic: Clinic, time: FrozenDateTimeFactory) -> Desk:
    return member(app, clinic, "Sam Sample", "admin")


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def problem(answer: Any, status: int) -> Any:
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.get_data(as_text=True)
    return answer.get_json()


def edit(desk: Desk, path: str, body: Any, **given: Any) -> Any:
    """PATCH what has just been read."""
    tag = desk.ask("GET", path, **given).headers.get("ETag", "*")
    return desk.ask("PATCH", path, body, headers={"If-Match": tag}, **given)


def test_weekly_hours_from_nothing_to_their_end(admin: Desk, clinic: Clinic) -> None:
    osei = ok(admin.post("/doctors", {"name": "Dr. Ama Osei", "room": "4"}), 201)["id"]
    given = {"doctor": osei, "weekdays": [1, 3], "starts": "09:00", "ends": "12:00", "valid_from": "2026-12-01"}
    made = ok(admin.post("/schedules", given))["made"]
    assert [(one["weekday"], one["starts"], one["slot_minutes"], one["buffer_minutes"]) for one in made] == [
        (1, "09:00:00", 30, 10), (3, "09:00:00", 30, 10),
    ]  # fmt: skip
    assert ok(admin.post("/schedules", given))["made"] == made  # again: the same rows
    assert ok(admin.get("/schedules", doctor="osei"))["items"] == made
    overlap = problem(admin.post("/schedules", given | {"starts": "11:00", "ends": "13:00"}), 422)
    assert overlap["facts"] == {"field": "starts", "problem": "overlaps the hours Tue 9:00-12:00 from 2026-12-01"}
    changed = ok(edit(admin, f"/schedules/{made[0]['id']}", {"ends": "13:00", "since": "2027-01-05"}))["made"]
    assert (changed[0]["ends"], changed[0]["valid_from"]) == ("13:00:00", "2027-01-05")
    ended = ok(admin.post(f"/schedules/{made[1]['id']}/end", {"last": "2027-02-01"}))["made"]
    assert ended[0]["valid_until"] == "2027-02-01"
    assert problem(admin.post("/schedules/99999/end", {}), 404)["code"] == "not_found"
    assert Audit.select().where(Audit.subject == "hours").count() == 5  # two added, one ended and added anew, one ended


def test_a_block_over_a_visit_asks_and_previews_and_does(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN + 24 * HOUR)
    given = {"doctor": "lee", "starts_at": "2026-11-24T09:00", "ends_at": "2026-11-24T12:00:00-05:00", "kind": "leave"}
    seen = ok(desk.post("/blocks", given | {"preview": True}))
    touched = {
        "reference": visit.reference, "patient": "Ana Ruiz", "doctor": "Dr. Maya Lee",
        "starts_at": "2026-11-24T10:00:00-05:00", "why": "hours",
    }  # fmt: skip
    assert (seen["applied"], seen["touched"]) == (False, [touched])
    assert not ScheduleException.select().exists()
    asked = problem(desk.post("/blocks", given), 409)
    assert (asked["code"], asked["facts"]["touched"]) == ("visits_hit", [touched])
    done = ok(desk.post("/blocks", given | {"visits": {visit.reference: "cancel"}}))
    assert (done["cancelled"], done["made"][0]["starts_at"]) == ([visit.reference], "2026-11-24T09:00:00-05:00")
    assert Appointment.get_by_id(visit.id).status == "cancelled"
    assert ok(desk.post("/blocks", given))["made"] == done["made"]
    assert ok(desk.get("/blocks", doctor="lee"))["items"] == done["made"]
    longer = ok(edit(desk, f"/blocks/{done['made'][0]['id']}", {"ends_at": "2026-11-24T13:00"}))["made"][0]
    assert longer["ends_at"] == "2026-11-24T13:00:00-05:00"
    ok(desk.post(f"/blocks/{longer['id']}/lift", {}))
    assert ok(desk.get("/blocks"))["items"] == []


def test_bulk_openings_are_shown_before_they_are_made(desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    given = {
        "kind": "open", "doctors": ["lee", "park"], "first": "2026-12-01", "last": "2026-12-20", "weekdays": [5],
        "times": [{"starts": "09:00", "ends": "12:00"}], "capacity": 2,
    }  # fmt: skip
    seen = ok(desk.post("/blocks/bulk", given | {"preview": True}))
    assert [(one["doctor"], one["starts_at"][:16]) for one in seen["made"]] == [
        (name, f"2026-12-{day}T09:00") for name in ("Dr. Maya Lee", "Dr. Tom Park") for day in ("05", "12", "19")
    ]
    assert ok(desk.get("/openings"))["items"] == []
    made = ok(desk.post("/blocks/bulk", given))["made"]
    assert len(made) == 6
    assert ok(desk.post("/blocks/bulk", given))["made"] == made
    wrong = problem(desk.post("/blocks/bulk", given | {"last": "2026-12-02"}), 422)
    assert wrong["facts"]["field"] == "weekdays"
    assert problem(desk.post("/blocks/bulk", given | {"doctors": []}), 422)["facts"]["field"] == "doctors"


def test_public_holidays_are_only_suggested(desk: Desk, admin: Desk, clinic: Clinic, lee: Doctor) -> None:
    known = {one["name"]: one for one in ok(desk.get("/holidays"))["items"]}
    assert known["Christmas Day"] == {"date": "2026-12-25", "name": "Christmas Day", "closed": False}
    assert not ScheduleException.select().exists()
    made = ok(desk.post("/holidays", {"dates": ["2026-12-25", "2027-01-01"]}))["made"]
    assert [(one["kind"], one["note"], one["starts_at"]) for one in made] == [
        ("holiday", "Christmas Day", "2026-12-25T00:00:00-05:00"),
        ("holiday", "New Year's Day", "2027-01-01T00:00:00-05:00"),
    ]
    assert ok(desk.post("/holidays", {"dates": ["2026-12-25"]}))["made"] == []
    assert [one["name"] for one in ok(desk.get("/holidays"))["items"] if one["closed"]] == [
        "Christmas Day", "New Year's Day",
    ]  # fmt: skip
    assert problem(desk.post("/holidays", {"dates": ["2026-12-24"]}), 422)["facts"]["field"] == "dates"
    Clinic.update(country="MX").execute()
    assert "2027-02-01" in [one["date"] for one in ok(desk.get("/holidays"))["items"]]  # Constitution Day, a Monday
    Clinic.update(country="ES").execute()
    assert "2027-05-03" not in [one["date"] for one in ok(desk.get("/holidays"))["items"]]
    ok(edit(admin, "/settings", {"values": {"holiday_region": "madrid"}}))
    assert "2027-05-03" in [one["date"] for one in ok(desk.get("/holidays"))["items"]]  # the day of Madrid
    wrong = problem(edit(admin, "/settings", {"values": {"holiday_region": "Bayern"}}), 422)
    assert wrong["facts"]["problem"].startswith("'Bayern' is no region of ES with holidays of its own (AN, AR,")
    Clinic.update(country="SG").execute()
    assert ok(desk.get("/holidays"))["items"] != []  # a country without that region: its own alone
    Clinic.update(country="ZZ").execute()
    assert ok(desk.get("/holidays"))["items"] == []


def test_a_weeks_copy_and_a_doctor_who_leaves(admin: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    Schedule.delete().where(Schedule.doctor == park).execute()
    ok(admin.post("/schedules/copy", {"doctor": "lee", "to": ["park"], "since": "2026-12-01"}))
    assert {one["valid_from"] for one in ok(admin.get("/schedules", doctor="park"))["items"]} == {"2026-12-01"}
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN + 24 * HOUR)
    assert problem(edit(admin, f"/doctors/{lee.id}", {"active": False}), 409)["code"] == "visits_hit"
    gone = ok(edit(admin, f"/doctors/{lee.id}", {"active": False, "then": "move"}))
    assert gone["item"]["active"] is False
    assert gone["moved"][0]["before"] == visit.reference
    assert gone["moved"][0]["doctor"] == "Dr. Tom Park"
    assert problem(edit(admin, f"/doctors/{park.id}", {"name": None}), 422)["facts"]["field"] == "name"


def test_of_two_who_edit_the_same_thing_the_second_is_shown_how_it_stands(
    admin: Desk, desk: Desk, clinic: Clinic, lee: Doctor
) -> None:
    service = ok(admin.post("/services", {"name": "Flu shot", "minutes": 15}), 201)
    hours = ok(admin.get("/schedules", doctor="lee"))["items"][0]
    period = {"starts_at": "2026-12-24T09:00", "ends_at": "2026-12-24T12:00", "kind": "leave"}
    block = ok(desk.post("/blocks", {"doctor": "lee", **period}))["made"][0]
    for path, first, second in (
        (f"/services/{service['id']}", {"minutes": 20}, {"minutes": 30}),
        (f"/doctors/{lee.id}", {"room": "8"}, {"room": "9"}),
        (f"/schedules/{hours['id']}", {"capacity": 2}, {"capacity": 3}),
        (f"/blocks/{block['id']}", {"note": "Leave"}, {"note": "Course"}),
        ("/settings", {"values": {"offer_minutes": 20}}, {"values": {"offer_minutes": 30}}),
    ):
        tag = admin.get(path).headers["ETag"]
        assert problem(admin.ask("PATCH", path, first), 428)["code"] == "http_428"
        done = admin.ask("PATCH", path, first, headers={"If-Match": tag})
        new = ok(done)["made"][0]["id"] if "blocks" in path else None
        path = f"/blocks/{new}" if new else path
        now = admin.get(path)
        assert (done.headers["ETag"], now.headers["ETag"] != tag) == (now.headers["ETag"], True), path
        late = admin.ask("PATCH", path, second, headers={"If-Match": tag})
        assert problem(late, 412)["current"] == now.get_json(), path
        assert late.headers["ETag"] == now.headers["ETag"]
        assert admin.get(path).get_json() == now.get_json()
        assert admin.ask("GET", path, headers={"If-None-Match": now.headers["ETag"]}).status_code == 304


def test_what_lists_say_is_enough_to_edit_by(admin: Desk, clinic: Clinic, lee: Doctor) -> None:
    hours = ok(admin.get("/schedules", doctor="lee"))["items"][0]
    path, named = f"/schedules/{hours['id']}", {"If-Match": f'"{hours["version"]}"'}
    shown = admin.ask("PATCH", path, {"capacity": 2, "preview": True}, headers=named)
    assert (ok(shown)["applied"], shown.headers.get("ETag")) == (False, None)
    ok(admin.ask("PATCH", path, {"capacity": 2}, headers=named))
    assert problem(admin.ask("POST", f"{path}/end", {}, headers=named), 412)["current"]["capacity"] == 2
    ok(admin.ask("POST", f"{path}/end", {}))  # an act may come without


def test_a_doctor_reads_their_own_hours_and_blocks_one_by_one(
    app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    maya = member(app, clinic, "Maya Lee", "doctor", lee)
    for doctor, status in ((lee, 200), (park, 404)):
        row = Schedule.get(Schedule.doctor == doctor)
        assert maya.get(f"/schedules/{row.id}").status_code == status
    period = {"starts_at": "2026-12-24T09:00", "ends_at": "2026-12-24T12:00"}
    for name, status in (("lee", 200), ("park", 404), (None, 200)):
        made = ok(desk.post("/blocks", {"doctor": name, **period}))["made"][0]
        assert maya.get(f"/blocks/{made['id']}").status_code == status


def test_services(admin: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    given = {"name": "Video visit", "minutes": 15, "fee_cents": 4550, "visit_type": "online", "doctors": ["lee"]}
    made = ok(admin.post("/services", given), 201)
    assert (made["doctors"], made["active"]) == ([lee.id], True)
    changed = ok(edit(admin, f"/services/{made['id']}", {"doctors": [], "minutes": 20}))["item"]
    assert (changed["doctors"], changed["minutes"], changed["fee_cents"]) == ([], 20, 4550)
    wrong = problem(edit(admin, f"/services/{made['id']}", {"minutes": 22}), 422)
    assert wrong["facts"]["field"] == "minutes"
    ok(edit(admin, f"/services/{made['id']}", {"active": False}))
    assert ok(admin.get("/services"))["items"] == []
    assert not Service.get().active


def test_settings_are_read_changed_reset_and_audited(admin: Desk, clinic: Clinic, lee: Doctor) -> None:
    told = {one["key"]: one for one in ok(admin.get("/settings"))["settings"]}
    assert list(told) == list(settings.FACTS)
    assert (told["quiet_hours"]["value"], told["reminder_offsets"]["value"]) == (["21:00", "08:00"], ["24h", "3h"])
    given = {"offer_minutes": 20, "quiet_hours": "22:00-07:00", "reminder_offsets": ["48h"], "ask_reason": True}
    told = {one["key"]: one for one in ok(edit(admin, "/settings", {"values": given}))["settings"]}
    assert (told["offer_minutes"]["value"], told["offer_minutes"]["own"]) == (20, True)
    assert (told["quiet_hours"]["value"], told["reminder_offsets"]["value"]) == (["22:00", "07:00"], ["48h"])
    assert told["offer_minutes"]["default"] == 15
    own = {"values": {"offer_minutes": 5}}
    told = ok(edit(admin, "/settings", own, query_string={"doctor": "lee"}))["settings"]
    assert [(one["value"], one["own"]) for one in told if one["key"] == "offer_minutes"] == [(5, True)]
    assert settings.of(clinic, lee).offer_minutes == 5
    wrong = problem(edit(admin, "/settings", {"values": {"offer_minutes": 0, "ask_reason": False}}), 422)
    assert wrong["facts"] == {"field": "offer_minutes", "problem": "0 is not between 1 and 1440"}
    assert settings.of(clinic).ask_reason is True  # all or none
    clinic_only = {"values": {"ask_reason": True}}
    wrong = problem(edit(admin, "/settings", clinic_only, query_string={"doctor": "lee"}), 422)
    assert wrong["facts"]["problem"] == "is for the whole clinic, not for one doctor"
    ok(edit(admin, "/settings", {"values": dict.fromkeys(given)}))
    ok(edit(admin, "/settings", {"values": {"offer_minutes": None}}, query_string={"doctor": "lee"}))
    assert not Setting.select().exists()
    [*_, last] = Audit.select().where(Audit.action == "setting.put").order_by(Audit.id)
    assert (last.actor_name, last.before, last.after) == (
        "Sam Sample", {"offer_minutes": "5", "doctor": lee.id}, {"offer_minutes": "15", "doctor": lee.id},
    )  # fmt: skip


def test_each_role_does_its_own(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    doctor = member(app, clinic, "Maya Lee", "doctor", lee)
    assert {one["doctor"] for one in ok(doctor.get("/schedules"))["items"]} == {"Dr. Maya Lee"}
    assert doctor.get("/schedules", doctor="park").status_code == 403
    assert doctor.get("/blocks", doctor="park").status_code == 403
    assert ok(doctor.get("/openings"))["items"] == []
    assert doctor.post("/blocks", {}).status_code == doctor.get("/settings").status_code == 403
    assert desk.post("/schedules", {}).status_code == edit(desk, "/settings", {}).status_code == 403
    opening = {"doctor": "lee", "starts_at": "2026-11-28T09:00", "ends_at": "2026-11-28T12:00"}
    assert ok(desk.post("/openings", opening))["made"][0]["kind"] == "open"
