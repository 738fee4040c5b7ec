"""Hours, doctors, services and settings on the board, without JavaScript: pages, forms, what is asked about visits."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from store import blocks, catalogue, schedules, settings, week
from store.models import Appointment, Clinic, Doctor, OutboxMessage, Schedule, ScheduleException, Service
from tests import factory
from tests.board.conftest import TEN, Browser, Enter

HOUR = dt.timedelta(hours=1)
TUESDAY = dt.date(2026, 11, 24)
SHAPE = {"slot_minutes": "30", "buffer_minutes": "0", "capacity": "1", "visit_type": "in_person"}


@pytest.fixture
def sam(enter: Enter) -> Browser:
    """An admin's."""
    return enter("Sam Boss", "admin")


def words(answer: TestResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def post(browser: Browser, path: str, status: int = 303, /, **form: Any) -> str:
    """Sends a form, and returns what the next page says, its tags taken out."""
    data = {"csrf": browser.csrf, **form}
    answer = browser.client.post(path, data=data)
    assert answer.status_code == status, words(answer)
    return words(browser.get(answer.location) if status == 303 else answer)


def test_the_calendar_shows_hours_blocks_openings_and_visits(
    sam: Browser, clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    factory.visit_of(clinic, "Ana Ruiz", lee, TEN + 24 * HOUR)
    ScheduleException.create(
        clinic=clinic, kind="holiday", starts_at=TEN + 26 * HOUR, ends_at=TEN + 28 * HOUR, note="Fire drill"
    )
    day = sam.get("/staff/hours?day=2026-11-24")
    assert "Tue 24 Nov 2026" in words(day)
    assert words(day).count("9am–12 noon every 30 min") == 2  # both doctors, cut where the drill begins
    assert "9am–12 noon every 30 min 1 visit " in words(day)
    assert words(day).count("12 noon–2pm clinic: Fire drill") == 2
    their_week = words(sam.get(f"/staff/hours?day=2026-11-24&doctor={lee.id}"))
    assert "Dr. Maya Lee, week of Mon 23 Nov" in their_week
    assert their_week.count("9am–5pm every 30 min") == 4
    assert "Open, Dr. Maya Lee, Sat 28 Nov, 9am–5pm" in their_week  # nothing that day: one press opens it
    for wrong in ("day=soon", "day=0001-01-01", "day=9999-12-31&doctor=1", "doctor=x"):
        assert sam.get(f"/staff/hours?{wrong}").status_code == 200


def test_weekly_hours_are_added_changed_and_ended(sam: Browser, clinic: Clinic, lee: Doctor) -> None:
    form = sam.get(f"/staff/hours/new?doctor={lee.id}&day=2026-11-28&starts=09:00&ends=12:00").text
    assert 'value="5" checked' in form
    assert 'value="09:00"' in form
    given = {
        "doctor": str(lee.id),
        "weekdays": ["5", "6"],
        "starts": "09:00",
        "ends": "12:00",
        "break_minutes": "0",
        **SHAPE,
    }
    assert "Dr. Maya Lee has these hours now." in post(sam, "/staff/hours/new", **given)
    saturday: Schedule = Schedule.get(Schedule.weekday == 5)
    overlap = post(sam, "/staff/hours/new", 422, **{**given, "starts": "11:00", "ends": "13:00"})
    assert "From: overlaps the hours Sat 9:00-12:00." in overlap
    assert (
        'value="11:00"'
        in sam.client.post(
            "/staff/hours/new", data={"csrf": sam.csrf, **given, "starts": "11:00", "ends": "13:00"}
        ).text
    )  # a refusal costs no typing
    path = f"/staff/hours/schedules/{saturday.id}"
    assert 'value="12:00"' in sam.get(path).text
    changed = {**given, "weekday": "5", "ends": "00:00", "since": "2026-12-05"}
    assert "Sat 9:00-23:59 is changed." in post(sam, path, **changed)
    assert [(row.ends, row.valid_from) for row in week.of(lee, TUESDAY) if row.weekday == 5] == [
        (dt.time(12), None), (dt.time(23, 59), dt.date(2026, 12, 5)),
    ]  # fmt: skip
    assert "ends after 2026-11-28" in post(sam, f"{path}/end", last="2026-11-28")
    assert post(sam, "/staff/hours/new", 422, **{**given, "weekdays": []}).count("tick at least one day") == 1
    between = {**given, "valid_until": "2026-11-30"}
    assert "From: overlaps the hours Sat 9:00-23:59 from 2026-12-05." in post(
        sam, "/staff/hours/new", 422, **{**given, "valid_from": "2026-12-12", "valid_until": "2026-12-20"}
    )
    assert "Holds until: is before the first day." in post(
        sam, "/staff/hours/new", 422, **{**between, "valid_from": "2026-12-12"}
    )
    assert sam.get("/staff/hours/schedules/999").status_code == 404


def test_a_day_with_a_long_break_is_one_form(sam: Browser, clinic: Clinic, lee: Doctor) -> None:
    Schedule.delete().where(Schedule.doctor == lee).execute()
    day = {"doctor": str(lee.id), "weekdays": ["0", "1"], "starts": "09:00", "ends": "12:00", "break_minutes": "0"}
    half = post(sam, "/staff/hours/new", 422, **day, **SHAPE, starts_again="13:00")
    assert "Then until:" in half
    assert "overlaps the hours" in post(
        sam, "/staff/hours/new", 422, **day, **SHAPE, starts_again="11:00", ends_again="15:00"
    )
    assert not Schedule.select().where(Schedule.doctor == lee).exists()  # all of it or nothing
    post(sam, "/staff/hours/new", **day, **SHAPE, starts_again="13:00", ends_again="17:00")
    assert [(row.weekday, row.starts.hour, row.ends.hour) for row in week.of(lee, TUESDAY)] == [
        (0, 9, 12), (0, 13, 17), (1, 9, 12), (1, 13, 17),
    ]  # fmt: skip


def test_a_change_that_touches_visits_asks_about_each(sam: Browser, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    ana = factory.visit_of(clinic, "Ana Ruiz", lee, TEN + 24 * HOUR)
    ben = factory.visit_of(clinic, "Ben Cole", lee, TEN + 29 * HOUR)
    tuesday: Schedule = Schedule.get(Schedule.doctor == lee, Schedule.weekday == 1)
    path = f"/staff/hours/schedules/{tuesday.id}/end"
    asked = sam.client.post(path, data={"csrf": sam.csrf, "last": "2026-11-23"})
    assert asked.status_code == 409
    assert "2 booked visits Nothing is changed yet." in words(asked)
    assert "Ana Ruiz, Tue 24 Nov, 10:00am, Dr. Maya Lee outside the hours" in words(asked)
    assert '<input type="hidden" name="last" value="2026-11-23">' in asked.text  # the form comes back with the answer
    half = sam.client.post(path, data={"csrf": sam.csrf, "last": "2026-11-23", f"visit.{ana.reference}": "cancel"})
    assert half.status_code == 409
    assert not OutboxMessage.select().exists()
    answers = {f"visit.{ana.reference}": "cancel", f"visit.{ben.reference}": "keep"}
    said = post(sam, path, last="2026-11-23", **answers)
    assert "Visits: 1 cancelled, 1 kept." in said
    assert [Appointment.get_by_id(one.id).status for one in (ana, ben)] == ["cancelled", "confirmed"]
    [told] = OutboxMessage.select().where(OutboxMessage.contact == ana.contact)
    assert "your visit Tue 24 Nov, 10am is cancelled. Free: 1 " in told.text
    assert "One of the answers" not in post(sam, path, 422, last="2026-11-20", then="burn")


def test_the_desk_blocks_and_opens_and_takes_it_back(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    blocked = post(ana, "/staff/hours/block", doctor=str(lee.id), kind="leave", first_day="2026-12-24", note="Family")
    assert "Dr. Maya Lee is blocked: Thu 24 Dec 2026." in blocked
    [row] = blocks.listed(clinic, TUESDAY, dt.date(2027, 1, 1))
    path = f"/staff/hours/exceptions/{row.id}"
    assert 'value="2026-12-24"' in ana.get(path).text
    longer = {"first_day": "2026-12-24", "starts": "12:00", "last_day": "2026-12-26", "ends": "08:00", "kind": "leave"}
    assert "Changed: Thu 24 Dec 2026, 12:00pm to Sat 26 Dec 2026, 8:00am." in post(ana, path, **longer)
    [row] = blocks.listed(clinic, TUESDAY, dt.date(2027, 1, 1))
    assert "Taken away" in post(ana, f"/staff/hours/exceptions/{row.id}/lift")
    opening = {"doctor": str(lee.id), "first_day": "2026-11-28", "starts": "09:00", "ends": "24:00", **SHAPE}
    assert "extra hours: Sat 28 Nov 2026, 9:00am to" in post(ana, "/staff/hours/open", **opening).replace("–", " to ")
    assert len(schedules.openings(clinic, now=TEN, first=dt.date(2026, 11, 28), last=dt.date(2026, 11, 28))) == 30
    assert "Note" in ana.get(f"/staff/hours/exceptions/{ScheduleException.get().id}").text
    for path in ("/staff/hours/new", "/staff/hours/copy", "/staff/clinic/doctors/new"):
        assert ana.get(path).status_code == 403


def test_many_at_once_are_previewed(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN + 24 * HOUR)
    given = {
        "kind": "other", "doctors": [str(lee.id)], "first": "2026-11-24", "last": "2026-12-20", "weekdays": ["1"],
        "starts": "09:00", "ends": "12:00", **SHAPE,
    }  # fmt: skip
    seen = post(ana, "/staff/hours/bulk", 200, preview="yes", **given)
    assert "This makes 4 Nothing is changed yet. Dr. Maya Lee, Tue 24 Nov 2026, 9:00am–12:00pm: blocked (other)" in seen
    assert "Booked visits it touches: 1 Ana Ruiz, Tue 24 Nov, 10:00am" in seen
    assert not ScheduleException.select().exists()
    assert "1 booked visit" in post(ana, "/staff/hours/bulk", 409, **given)
    assert "Made: 4. Visits: 1 moved." in post(ana, "/staff/hours/bulk", then="move", **given)
    assert Appointment.get_by_id(visit.id).status == "rescheduled"
    again = post(ana, "/staff/hours/bulk", 200, preview="yes", **{**given, "last": "2026-12-27"})
    assert "This makes 1 Nothing is changed yet. There already: 4. Dr. Maya Lee, Tue 22 Dec 2026" in again
    assert "Made: 1. There already: 4." in post(ana, "/staff/hours/bulk", **{**given, "last": "2026-12-27"})
    past = {"doctor": str(lee.id), "kind": "leave", "first_day": "2026-11-02"}
    assert "Last day: has passed." in post(ana, "/staff/hours/block", 422, **past)


def test_one_answer_for_all_is_for_those_that_were_shown(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    seen = factory.visit_of(clinic, "Ana Ruiz", lee, TEN + 24 * HOUR)
    given = {"doctor": str(lee.id), "kind": "leave", "first_day": "2026-11-24"}
    asked = ana.client.post("/staff/hours/block", data={"csrf": ana.csrf, **given})
    assert f'name="seen" value="{seen.reference}"' in asked.text
    late = factory.visit_of(clinic, "Ben Cole", lee, TEN + 25 * HOUR)  # booked while the desk thinks about it
    both = post(ana, "/staff/hours/block", 409, **given, then="cancel", seen=seen.reference)
    assert "2 booked visits" in both
    assert "Ben Cole" in both
    said = post(ana, "/staff/hours/block", **given, then="keep", seen=[seen.reference, late.reference])
    assert "Visits: 2 kept." in said


def test_public_holidays_are_closed_by_a_tick(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    assert "Close : Fri 25 Dec 2026, Christmas Day" in words(ana.get("/staff/hours/holidays"))
    said = post(ana, "/staff/hours/holidays", dates="2026-12-25")
    assert "The clinic closes on 1 more day." in said
    assert "Closed already Fri 25 Dec 2026, Christmas Day" in said
    assert "Suggested: choose a day." in post(ana, "/staff/hours/holidays", 422, dates="2026-12-24")
    assert schedules.hours(clinic, dt.date(2026, 12, 25)) is None
    every = re.search(
        r'name="dates" value="([^"]+,[^"]+)">Close on all 12 days<', ana.get("/staff/hours/holidays").text
    )
    assert every is not None
    assert "The clinic closes on 12 more days." in post(ana, "/staff/hours/holidays", dates=every[1])
    assert "Close on all" not in ana.get("/staff/hours/holidays").text


def test_an_admin_says_which_region_the_clinic_is_in(sam: Browser, ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    Clinic.update(country="DE", zone_name="Europe/Berlin").execute()
    page = words(sam.get("/staff/hours/holidays"))
    assert "Those of Germany in the coming year." in page
    assert "Corpus Christi" not in page
    said = post(sam, "/staff/hours/holidays/region", region="BY")
    assert "Those of Germany, Bayern in the coming year." in said
    assert "Thu 27 May 2027, Corpus Christi" in said
    assert "is no region of DE" in post(sam, "/staff/hours/holidays/region", 422, region="XX")
    page = words(ana.get("/staff/hours/holidays"))
    assert ("Bayern" in page, "Your region" in page) == (True, False)
    assert ana.client.post("/staff/hours/holidays/region", data={"csrf": ana.csrf}).status_code == 403
    post(sam, "/staff/hours/holidays/region", region="")
    assert settings.of(clinic).holiday_region == ""


def test_a_week_is_copied_to_others(sam: Browser, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    Schedule.update(ends=dt.time(12)).where(Schedule.doctor == lee).execute()
    said = post(sam, "/staff/hours/copy", doctor=str(lee.id), to=[str(park.id)], since="2026-12-01")
    assert "Dr. Tom Park: the week of Dr. Maya Lee from 2026-12-01 on." in said
    assert {row.ends for row in week.of(park, dt.date(2026, 12, 1))} == {dt.time(12)}
    assert "same doctor" in post(
        sam, "/staff/hours/copy", 422, doctor=str(lee.id), to=[str(lee.id)], since="2026-12-01"
    )
    assert "tick at least" in post(sam, "/staff/hours/copy", 422, doctor="", to=[], since="2026-12-01")


def test_doctors_and_services(sam: Browser, clinic: Clinic, lee: Doctor) -> None:
    said = post(sam, "/staff/clinic/doctors/new", name="Dr. Ama Osei", room="4", phone="+15550100030")
    assert "Dr. Ama Osei is here now, without hours as yet." in said
    osei = Doctor.get(Doctor.room == "4")
    path = f"/staff/clinic/doctors/{osei.id}"
    assert "Phone:" in post(sam, path, 422, name="Dr. Ama Osei", phone="12", active="on")
    assert "Dr. Osei-Bonsu is changed." in post(sam, path, name="Dr. Osei-Bonsu", active="on")
    given = {"name": "Video visit", "minutes": "15", "fee": "45.50", "visit_type": "online", "doctors": [str(lee.id)]}
    assert "Video visit 15 min $45.50 online Dr. Maya Lee" in post(sam, "/staff/clinic/services/new", **given)
    service = Service.get()
    form = sam.get(f"/staff/clinic/services/{service.id}").text
    assert 'value="45.50"' in form
    visit = factory.visit_of(
        clinic, "Ana Ruiz", lee, TEN + 24 * HOUR, service=service, ends_at=TEN + 24.25 * HOUR, visit_type="online"
    )
    Schedule.update(visit_type="both").execute()
    longer = {**given, "minutes": "30", "active": "on"}
    asked = post(sam, f"/staff/clinic/services/{service.id}", 409, **longer)
    assert "the length would be another (30 minutes)" in asked
    assert "Visits: 1 kept." in post(sam, f"/staff/clinic/services/{service.id}", then="keep", **longer)
    assert Appointment.get_by_id(visit.id).status == "confirmed"
    assert "Dr. Maya Lee is retired. Visits: 1 cancelled." in post(
        sam, f"/staff/clinic/doctors/{lee.id}", name="Dr. Maya Lee", then="cancel"
    )
    assert [one.name for one in catalogue.doctors(clinic)] == ["Dr. Osei-Bonsu"]


def test_the_settings_page_is_the_declaration(sam: Browser, enter: Enter, clinic: Clinic, lee: Doctor) -> None:
    page = sam.get("/staff/clinic/settings").text
    shown = re.findall(r"<small>([a-z_]+)</small>", page)
    assert shown == list(settings.FACTS)
    of_lee = sam.get(f"/staff/clinic/settings?doctor={lee.id}").text
    assert re.findall(r"<small>([a-z_]+)</small>", of_lee) == [
        key for key in settings.FACTS if key in settings.PER_DOCTOR
    ]
    said = post(sam, "/staff/clinic/settings", offer_minutes="20", quiet_hours="22:00-07:00", walk_in_enabled="on")
    assert "Saved: quiet_hours is now 22:00-07:00, offer_minutes is now 20." in said
    wrong = post(sam, "/staff/clinic/settings", 422, offer_minutes="0", travel_minutes="5")
    assert "Offer minutes: 0 is not between 1 and 1440." in wrong
    assert settings.of(clinic).travel_minutes == 45
    assert "Saved for Dr. Maya Lee: offer_minutes is now 5." in post(
        sam, "/staff/clinic/settings", doctor=str(lee.id), offer_minutes="5"
    )
    post(sam, "/staff/clinic/settings", doctor=str(lee.id), reset="offer_minutes", offer_minutes="5")
    assert settings.of(clinic, lee).offer_minutes == 20
    ana = enter("Ana Front", "receptionist")
    assert "disabled" in ana.get("/staff/clinic/settings").text
    assert ana.press("/staff/clinic/settings", offer_minutes="9").status_code == 403


def test_a_doctor_sees_their_own_week_and_changes_nothing(
    enter: Enter, clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    maya = enter("Maya Lee", "doctor", lee)
    page = maya.get(f"/staff/hours?doctor={park.id}").text
    assert "Dr. Maya Lee" in page
    assert "Dr. Tom Park" not in page
    assert "exceptions" not in page
    for path in ("/staff/hours/block", "/staff/clinic", "/staff/clinic/settings"):
        assert maya.get(path).status_code == 403
