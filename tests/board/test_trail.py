"""The audit trail in the board: by visit and by day, and who may read what (S8, S2)."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from handlers.board import trail
from store import handoffs
from store.audit import OPERATOR, record
from store.models import Appointment, Clinic, Doctor
from tests import factory
from tests.board.conftest import TEN, Browser, Enter


def rows(text: str) -> list[str]:
    """The rows of the table, their cells as plain text."""
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>") if row.strip()]


@pytest.fixture
def visit(clinic: Clinic, lee: Doctor) -> Appointment:
    return factory.visit_of(clinic, "Mia Sample", lee, TEN + dt.timedelta(minutes=30), reference="APT-20261123-0001")


def test_a_visit_shows_who_did_what_from_where(ana: Browser, visit: Appointment, lee: Doctor) -> None:
    ana.press(f"/staff/visits/{visit.id}/late", minutes="10")
    ana.press(f"/staff/visits/{visit.id}/arrived")
    ana.press(f"/staff/doctors/{lee.id}/next", room="3")
    page = ana.get(f"/staff/visits/{visit.id}").text
    assert rows(page) == [
        "Mon 23 Nov 10:00am Ana Front staff marked as late APT-20261123-0001 Mia Sample board 10.0.0.7 "
        "late minutes 0 → 10",
        "Mon 23 Nov 10:00am Ana Front staff checked in APT-20261123-0001 Mia Sample board 10.0.0.7 "
        "checked in at Mon 23 Nov, 10:00am",
        "Mon 23 Nov 10:00am Ana Front staff added Q001 Mia Sample board 10.0.0.7 "
        "doctor Dr. Maya Lee number Q001 urgency routine",
        "Mon 23 Nov 10:00am Ana Front staff called Q001 Mia Sample board 10.0.0.7 "
        "status waiting → called called at Mon 23 Nov, 10:00am called by Ana Front room 3 serving doctor Dr. Maya Lee",
    ]


def test_a_day_shows_everything_and_its_neighbours(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    factory.walk_in(clinic, "Tom Sample", TEN - dt.timedelta(hours=1))
    factory.walk_in(clinic, "Fridays Sample", TEN - dt.timedelta(days=3))
    ana.press("/staff/queue", open="no")
    today = ana.get("/staff/audit")
    assert [row for row in rows(today.text) if "Sample" in row or "queue" in row] == [
        "10:00am Ana Front staff closed the queue board 10.0.0.7 queue open yes → no",
        "9:00am the patient joined as Q001 Tom Sample sms +15550100100 number Q001 urgency routine",
    ]
    assert 'href="/staff/audit?day=2026-11-22"' in today.text
    assert "Day after" not in today.text
    before = ana.get("/staff/audit?day=2026-11-20")
    assert any("Fridays Sample" in row for row in rows(before.text))
    assert "Day after" in before.text
    assert "Nothing was done that day" in ana.get("/staff/audit?day=2025-01-01").text
    for odd in ("?day=x", "?day=9999-12-31", "?day=0001-01-01", "?after=x", "?after=99999", f"?after={'9' * 40}"):
        assert ana.get(f"/staff/audit{odd}").status_code == 200


def test_a_long_day_comes_in_pages(ana: Browser, clinic: Clinic, lee: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "MOST", 3)
    for number in range(4):
        factory.walk_in(clinic, f"Sample Person {number}", TEN + dt.timedelta(minutes=number))
    first = ana.get("/staff/audit").text
    assert "after=3" in first
    second = ana.get("/staff/audit?day=2026-11-23&after=3").text
    assert len(rows(first)) == 3
    both = rows(first) + rows(second)
    joined = [found[1] for row in both if (found := re.search("joined as (Q00.)", row))]
    assert joined == ["Q004", "Q003", "Q002", "Q001"]


def test_a_doctor_reads_about_their_own_visits_only(
    enter: Enter, ana: Browser, clinic: Clinic, visit: Appointment, lee: Doctor, park: Doctor
) -> None:
    other = factory.visit_of(clinic, "Gil Sample", park, TEN)
    for each in (visit, other):
        ana.press(f"/staff/visits/{each.id}/arrived")
    doctor = enter("Maya Lee", "doctor", lee)
    assert doctor.get(f"/staff/visits/{visit.id}").status_code == 200
    assert doctor.get(f"/staff/visits/{other.id}").status_code == 404
    told = " ".join(rows(doctor.get("/staff/audit").text))
    assert "Mia Sample" in told
    assert "Gil Sample" not in told
    assert "signed in" not in told


def test_what_concerns_staff_is_for_admins(enter: Enter, ana: Browser, clinic: Clinic) -> None:
    record(clinic, OPERATOR, "staff.renew", clinic, TEN)
    assert "new token" not in ana.get("/staff/audit").text
    admin = enter("Ben Desk", "admin").get("/staff/audit").text
    assert "new token" in admin
    assert "the command line" in admin


def test_another_clinics_visit_and_an_offered_time_are_not_there(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    other = factory.clinic(slug="oak", display_token="oak", sms_number="+15550100999", telegram_bot_id=2)
    far = factory.visit_of(other, "Far Away", factory.doctor(other), TEN)
    held = factory.visit_of(clinic, "Not Yet", lee, TEN, status="held", held_until=TEN + dt.timedelta(minutes=15))
    for one in (far.id, held.id, 999, 2**31 - 1):
        answer = ana.get(f"/staff/visits/{one}")
        assert (answer.status_code, "No such visit here" in answer.text) == (404, True)
    assert ana.get(f"/staff/visits/{2**31}").status_code == 404


def test_what_is_no_visit_is_named_too(enter: Enter, clinic: Clinic) -> None:
    admin = enter("Ben Desk", "admin")
    gil = factory.contact(clinic, "+15550100077")
    factory.patient(clinic, "Gil Example", gil)
    asked = handoffs.begin(gil, "asked", TEN, quiet=True)
    admin.press(f"/staff/handoffs/{asked.id}/reply", text="Yes, you can.")
    admin.press(f"/staff/handoffs/{asked.id}/close")
    told = [row.partition("am ")[2] for row in reversed(rows(admin.get("/staff/audit").text))]
    assert told == [
        "the command line added Ben Desk command line name Ben Desk role admin",
        "Ben Desk staff signed in board 127.0.0.1 –",
        "the patient asked for a person sms +15550100077 why asked",
        "Ben Desk staff wrote to Gil Example board 10.0.0.7 –",
        "Ben Desk staff gave back to the bot: Gil Example board 10.0.0.7 –",
    ]


def test_a_service_is_called_by_its_name(ana: Browser, clinic: Clinic, visit: Appointment) -> None:
    service = factory.service(clinic, "Flu shot")
    after = {"service": service.id, "visit_type": "in_person", "doctor": visit.doctor_id}
    record(clinic, OPERATOR, "appointment.book", visit, TEN, after=after)
    [row] = [row for row in rows(ana.get("/staff/audit").text) if "booked" in row]
    assert row.endswith("doctor Dr. Maya Lee service Flu shot visit type in person")


def test_what_concerns_the_clinic_as_a_whole_says_so(enter: Enter, clinic: Clinic, lee: Doctor) -> None:
    sam = enter("Sam Boss", "admin")
    assert sam.get("/staff/clinic/file").status_code == 200
    record(clinic, OPERATOR, "clinic.change", clinic, TEN, {"address": ""}, {"address": "1 Elm Street"})
    told = rows(sam.get("/staff/audit").text)
    assert any(row.startswith("10:00am Sam Boss staff downloaded the file of the clinic board") for row in told)
    assert "10:00am the command line changed clinic command line address 1 Elm Street" in told
