"""Two who set up the same thing at once: the slower sees what the faster did, and overwrites nothing unseen."""

from __future__ import annotations

import datetime as dt
import html
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from store import blocks, catalogue, settings
from store.models import Appointment, Audit, Clinic, Doctor, Schedule, ScheduleException, Service
from tests import factory
from tests.board.conftest import TEN, Browser, Enter
from tests.board.test_hours import HOUR, SHAPE, TUESDAY, post, words

WAS = re.compile(r'name="was" value="([^"]+)"')


@pytest.fixture
def sam(enter: Enter) -> Browser:
    return enter("Sam Boss", "admin")


@pytest.fixture
def zoe(enter: Enter) -> Browser:
    return enter("Zoe Owner", "admin")


def opened(browser: Browser, path: str) -> str:
    """The form is opened: what it carries of what it showed."""
    return was_in(browser.get(path).text)


def was_in(page: str) -> str:
    found = WAS.search(page)
    assert found, page
    return html.unescape(found[1])


def again(browser: Browser, path: str, **form: Any) -> tuple[str, str]:
    """The form is sent and comes back because somebody was faster: what it says, and its page."""
    answer = browser.client.post(path, data={"csrf": browser.csrf, **form})
    assert answer.status_code == 409, words(answer)
    return words(answer), answer.text


def test_a_doctor(sam: Browser, zoe: Browser, clinic: Clinic, lee: Doctor) -> None:
    path = f"/staff/clinic/doctors/{lee.id}"
    was = opened(sam, path)
    theirs = {"name": "Dr. Maya Lee", "room": "3", "specialty": "Skin", "active": "on"}
    assert "is changed" in post(zoe, path, was=opened(zoe, path), **theirs)
    mine = {"name": "Dr. Maya Lee", "room": "7", "specialty": "", "active": "on"}
    said, page = again(sam, path, was=was, **mine)
    assert (
        "Zoe Owner changed this meanwhile, 10:00am: Room is 3 now (yours: 7); Specialty is Skin now. "
        "Nothing of yours is saved yet" in said
    )
    assert ('value="7"' in page, 'value="Skin"' in page) == (True, True)  # mine where typed, theirs where not
    assert Doctor.get_by_id(lee.id).room == "3"
    meant = {**mine, "specialty": "Skin"}
    assert "Dr. Maya Lee is changed." in post(sam, path, was=was_in(page), **meant)
    assert (Doctor.get_by_id(lee.id).room, Doctor.get_by_id(lee.id).specialty) == ("7", "Skin")
    assert "Dr. Maya Lee is changed." in post(sam, path, was=was_in(page), **meant)  # a double press is no quarrel
    rooms = [row.after["room"] for row in Audit.select().where(Audit.action == "doctor.change").order_by(Audit.id)]
    assert rooms == ["3", "7"]


def test_a_doctor_retired_meanwhile(sam: Browser, zoe: Browser, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    path = f"/staff/clinic/doctors/{lee.id}"
    was = opened(sam, path)
    post(zoe, path, name="Dr. Maya Lee", was=opened(zoe, path))
    said, page = again(sam, path, was=was, name="Dr. Maya Lee", room="7", active="on")
    assert "Can be booked is off now" in said
    assert 'name="active" value="on">' in page  # theirs, for the box was not touched here


def test_a_service(sam: Browser, zoe: Browser, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    row = factory.service(clinic, "Flu shot", 15)
    path = f"/staff/clinic/services/{row.id}"
    was = opened(sam, path)
    given = {"name": "Flu shot", "minutes": "15", "fee": "", "visit_type": "both", "active": "on"}
    post(zoe, path, was=opened(zoe, path), **{**given, "doctors": [str(park.id)]})
    said, page = again(sam, path, was=was, **{**given, "fee": "20"})
    assert "Who gives it is Dr. Tom Park now." in said
    assert f'value="{park.id}" checked' in page
    assert Service.get().fee_cents == 0
    post(sam, path, was=was_in(page), **{**given, "fee": "20", "doctors": [str(park.id)]})
    assert (Service.get().fee_cents, catalogue.givers(Service.get())) == (2000, [park.id])


def test_weekly_hours_changed_or_ended(sam: Browser, zoe: Browser, clinic: Clinic, lee: Doctor) -> None:
    tuesday: Schedule = Schedule.get(Schedule.doctor == lee, Schedule.weekday == 1)
    path = f"/staff/hours/schedules/{tuesday.id}"
    was = opened(sam, path)
    hours = {"weekday": "1", "starts": "09:00", "ends": "17:00", "break_minutes": "0", **SHAPE}
    post(zoe, path, was=opened(zoe, path), **{**hours, "ends": "13:00"})
    said, page = again(sam, path, was=was, **{**hours, "starts": "08:00"})
    assert "Zoe Owner changed this meanwhile, 10:00am: Until is 13:00 now." in said
    assert ('value="08:00"' in page, 'value="13:00"' in page) == (True, True)
    said, page = again(sam, f"{path}/end", was=was, last="2026-12-01")  # the other form of that page
    assert "Until is 13:00 now." in said
    assert 'value="2026-12-01"' in page
    assert "ends after 2026-12-01" in post(sam, f"{path}/end", was=was_in(page), last="2026-12-01")


def test_the_question_about_visits_lies_between(sam: Browser, zoe: Browser, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN + 24 * HOUR)
    path = f"/staff/clinic/doctors/{lee.id}"
    was = opened(sam, path)
    asked = sam.client.post(path, data={"csrf": sam.csrf, "was": was, "name": "Dr. Maya Lee"})
    assert (asked.status_code, was_in(asked.text)) == (409, was)  # the answer comes with what the form showed
    post(zoe, path, was=opened(zoe, path), name="Dr. Maya Lee", room="3", active="on")
    said, _ = again(sam, path, was=was, name="Dr. Maya Lee", room=lee.room, then="cancel")
    assert "Room is 3 now." in said
    assert Appointment.get_by_id(visit.id).status == "confirmed"


def test_a_block_that_somebody_changed_is_another_one(ana: Browser, zoe: Browser, clinic: Clinic, lee: Doctor) -> None:
    post(ana, "/staff/hours/block", doctor=str(lee.id), kind="leave", first_day="2026-12-24")
    path = f"/staff/hours/exceptions/{ScheduleException.get().id}"
    post(ana, "/staff/hours/block", doctor=str(lee.id), kind="leave", first_day="2026-12-30")  # has the next number
    was = opened(ana, path)
    post(zoe, path, was=opened(zoe, path), kind="leave", first_day="2026-12-24", last_day="2026-12-26")
    late = ana.client.post(path, data={"csrf": ana.csrf, "was": was, "kind": "leave", "first_day": "2026-12-23"})
    assert late.status_code == 404
    assert "Zoe Owner changed it or took it away, 10:00am. Nothing of yours was saved. To the calendar" in words(late)
    [changed, _] = blocks.listed(clinic, TUESDAY, dt.date(2027, 1, 1))
    assert blocks.whole_days(changed) == (dt.date(2026, 12, 24), dt.date(2026, 12, 26))


def test_a_number_used_again_is_not_the_same_block(
    ana: Browser, zoe: Browser, clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    post(ana, "/staff/hours/block", doctor=str(lee.id), kind="leave", first_day="2026-12-24")
    row: ScheduleException = ScheduleException.get()
    path = f"/staff/hours/exceptions/{row.id}"
    was = opened(ana, path)
    ScheduleException.update(doctor=park).where(ScheduleException.id == row.id).execute()  # as SQLite gives it out anew
    said, _ = again(ana, f"{path}/lift", was=was)
    assert "Whom is Dr. Tom Park now." in said
    assert ScheduleException.select().count() == 1


def test_settings(sam: Browser, zoe: Browser, clinic: Clinic, lee: Doctor) -> None:
    path = "/staff/clinic/settings"
    was = opened(sam, path)
    shown = {key: settings.written(getattr(settings.DEFAULTS, key)) for key in settings.FACTS}
    post(zoe, path, was=opened(zoe, path), **{**shown, "offer_minutes": "20", "quiet_hours": "22:00-07:00"})
    assert "Saved: travel_minutes is now 30." in post(sam, path, was=was, **{**shown, "travel_minutes": "30"})
    assert settings.of(clinic).offer_minutes == 20  # what Sam did not touch is not put back
    said, page = again(sam, path, was=was, **{**shown, "travel_minutes": "30", "offer_minutes": "40"})
    assert "Zoe Owner changed this meanwhile, 10:00am: offer_minutes is 20 now (yours: 40)." in said
    assert ('value="40"' in page, 'value="22:00-07:00"' in page) == (True, True)
    sent = {**shown, "travel_minutes": "30", "quiet_hours": "22:00-07:00", "offer_minutes": "40"}
    assert "Saved: offer_minutes is now 40." in post(sam, path, was=was_in(page), **sent)
    said, _ = again(zoe, path, was=was, reset="offer_minutes", **shown)
    assert "Sam Boss changed this meanwhile, 10:00am: offer_minutes is 40 now" in said


def test_one_of_those_who_press_at_the_same_moment_is_heard(enter: Enter, clinic: Clinic, lee: Doctor) -> None:
    browsers = [enter(f"Sam {number}", "admin") for number in range(4)]
    path, start = f"/staff/clinic/doctors/{lee.id}", Barrier(4)
    was = opened(browsers[0], path)

    def save(number: int) -> int:
        start.wait(30)
        form = {
            "csrf": browsers[number].csrf,
            "was": was,
            "name": "Dr. Maya Lee",
            "room": f"new {number}",
            "active": "on",
        }
        return browsers[number].client.post(path, data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        heard = sorted(pool.map(save, range(4)))
    assert heard == [303, 409, 409, 409]


def test_what_is_no_state_is_none(sam: Browser, clinic: Clinic, lee: Doctor) -> None:
    path = f"/staff/clinic/doctors/{lee.id}"
    for broken in ("{", "[]", '"x"', '{"name": 5}', "[" * 5000):
        assert "is changed" in post(sam, path, was=broken, name="Dr. Maya Lee", active="on")
