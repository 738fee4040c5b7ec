"""The waitlist, worked from the board (W4, S5)."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from store import waitlist
from store.audit import CLOCK
from store.models import Appointment, Clinic, Contact, Doctor, Offer, OutboxMessage, Patient, WaitlistEntry
from tests import factory
from tests.board.conftest import TEN, Browser, Enter

DAY = dt.timedelta(days=1)
TUESDAY = (TEN + DAY).date()


def said(ana: Browser, path: str, **form: str) -> str:
    """What the waitlist's page says after the press."""
    answer = ana.press(path, htmx=False, page="waitlist", **form)
    assert (answer.status_code, answer.location) == (303, "/staff/waitlist")
    found = re.search(r'<div class="notice[^"]*"><span>(.*?)</span>', ana.get("/staff/waitlist").text)
    assert found
    return found[1]


def names(page: str) -> list[str]:
    return re.findall(r'<span class="name"><a href="/staff/patients/\d+">([^<]+)</a>', page)


def waits(clinic: Clinic, name: str, doctor: Doctor | None, *, phone: str = "", days: int = 1) -> WaitlistEntry:
    contact: Contact | None = factory.contact(clinic, phone) if phone else None
    patient: Patient = factory.patient(clinic, name, contact)
    return waitlist.join(
        clinic, patient, contact=contact, doctor=doctor, service=None, swap_for=None, date_from=TUESDAY,
        date_to=TUESDAY + (days - 1) * DAY, time_from=None, time_to=None, actor=CLOCK, now=TEN,
    )  # fmt: skip


@pytest.fixture
def mia(clinic: Clinic, lee: Doctor) -> WaitlistEntry:
    return waits(clinic, "Mia Sample", lee, phone="+15550100021")


def test_who_goes_first_stands_first_and_is_moved_by_hand(
    ana: Browser, clinic: Clinic, lee: Doctor, mia: WaitlistEntry
) -> None:
    tom = waits(clinic, "Tom Sample", None, phone="+15550100022", days=3)
    page = ana.get("/staff/waitlist").text
    assert names(page) == ["Mia Sample", "Tom Sample"]
    told = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Dr. Maya Lee · Tue 24 Nov · since Mon 23 Nov" in told
    assert "any doctor · Tue 24 Nov to Thu 26 Nov" in told
    assert said(ana, f"/staff/waitlist/{tom.id}/priority", priority="1") == "Tom Sample is at priority 1."
    assert names(ana.get("/staff/waitlist").text) == ["Tom Sample", "Mia Sample"]
    assert said(ana, f"/staff/waitlist/{tom.id}/priority", priority="11") == "Priority: must be a number from 1 to 10."


def test_a_time_is_offered_by_hand_and_taken_on_the_phone(ana: Browser, lee: Doctor, mia: WaitlistEntry) -> None:
    told = said(ana, f"/staff/waitlist/{mia.id}/offer")
    assert re.fullmatch(r"Offered to Mia Sample: Tue 24 Nov, 9:00am, Dr. Lee, held until \d+:\d\dam\.", told)
    [text] = OutboxMessage.select().where(OutboxMessage.contact == mia.contact)
    assert "Tue 24 Nov" in text.text
    assert "offered Tue 24 Nov, 9:00am, Dr. Maya Lee, until" in ana.get("/staff/waitlist").text
    again = said(ana, f"/staff/waitlist/{mia.id}/offer")
    assert again == "The patient has an offer still to answer."
    assert said(ana, f"/staff/waitlist/{mia.id}/accept") == (
        "Mia Sample is booked with Dr. Maya Lee, Tue 24 Nov, 9:00am."
    )
    visit: Appointment = Appointment.get()
    assert (visit.patient_id, visit.status) == (mia.patient_id, "confirmed")
    assert "Nobody is on the waitlist." in ana.get("/staff/waitlist").text
    assert said(ana, f"/staff/waitlist/{mia.id}/accept") == "That offer has ended: the time is no longer held."


def test_no_on_the_phone_keeps_them_on_the_list(ana: Browser, mia: WaitlistEntry) -> None:
    said(ana, f"/staff/waitlist/{mia.id}/offer")
    assert said(ana, f"/staff/waitlist/{mia.id}/decline") == ("Mia Sample does not take it, and stays on the waitlist.")
    assert Offer.get().status == "declined"
    assert names(ana.get("/staff/waitlist").text) == ["Mia Sample"]


def test_whom_no_text_reaches_is_to_be_called(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    zoe = waits(clinic, "Zoe Voice", lee)
    assert said(ana, f"/staff/waitlist/{zoe.id}/offer") == "The patient has no phone here. Please call another way."
    assert said(ana, f"/staff/waitlist/{zoe.id}/remove") == "Zoe Voice is off the waitlist."
    assert WaitlistEntry.get_by_id(zoe.id).status == "cancelled"


def test_somebody_is_put_on_it_from_their_page(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    patient = factory.patient(clinic, "Mia Sample", factory.contact(clinic))
    page = f"/staff/patients/{patient.id}"
    assert f'action="{page}/waitlist"' in ana.get(page).text
    wish = {"doctor": str(lee.id), "date_from": "2026-11-24", "date_to": "2026-11-27", "time_from": "14:00"}
    assert said(ana, f"{page}/waitlist", **wish) == (
        "Mia Sample is on the waitlist for Dr. Lee, Tue 24 Nov to Fri 27 Nov."
    )
    entry: WaitlistEntry = WaitlistEntry.get()
    assert (entry.doctor_id, entry.time_from, entry.time_to) == (lee.id, dt.time(14), None)
    assert "from 14:00" in ana.get("/staff/waitlist").text
    assert said(ana, f"{page}/waitlist", **wish) == "They stand on the waitlist for that already."
    assert said(ana, f"{page}/waitlist", **wish | {"date_from": "2026-11-20"}) == "Date from: has passed."
    assert said(ana, f"{page}/waitlist", **wish | {"date_to": "x"}).startswith("Date to: ")


def test_it_is_the_desks(enter: Enter, clinic: Clinic, lee: Doctor, mia: WaitlistEntry) -> None:
    doctor = enter("Maya Lee", "doctor", lee)
    assert doctor.get("/staff/waitlist").status_code == 403
    assert "/staff/waitlist" not in doctor.get("/staff/visits").text
    far = factory.clinic(slug="oak", display_token="oak", sms_number="+15550100999", telegram_bot_id=2)
    other = waits(far, "Far Away", None)
    ana = enter("Ana Front", "receptionist")
    assert ana.press(f"/staff/waitlist/{other.id}/remove", htmx=False).status_code in (303, 404)
    assert WaitlistEntry.get_by_id(other.id).status == "waiting"
