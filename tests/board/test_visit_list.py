"""The list of visits and one visit's page, as staff use them from the board."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from store import settings
from store.models import Appointment, Audit, Clinic, Doctor, OutboxMessage, Patient
from tests import factory
from tests.board.conftest import TEN, Browser, Enter

HOUR = dt.timedelta(hours=1)
DAY = 24 * HOUR


def listed(page: str) -> list[str]:
    """The names on the list, in order."""
    return re.findall(r'<span class="name"><a href="/staff/visits/\d+">([^<]+)</a>', page)


def fresh(visit: Appointment) -> Appointment:
    found: Appointment = Appointment.get_by_id(visit.id)
    return found


def said(browser: Browser, path: str = "/staff/visits") -> str:
    """What the page says after an act without a script."""
    found = re.search(r'<div class="notice[^"]*"><span>(.*?)</span>', browser.get(path).text)
    assert found
    return found[1]


@pytest.fixture
def visit(clinic: Clinic, lee: Doctor) -> Appointment:
    """Ana's, tomorrow at ten, booked as patients do."""
    from store import appointments, schedules
    from store.audit import Actor

    phone = factory.contact(clinic)
    opening = schedules.opening_at(clinic, lee, TEN + DAY, now=TEN)
    return appointments.book(
        clinic, factory.patient(clinic, "Ana Ruiz", phone), opening, contact=phone, source="sms",
        actor=Actor.patient(phone), now=TEN,
    )  # fmt: skip


# --- The list --------------------------------------------------------------------------------------------------------


def test_who_rings_is_found_whether_or_not_they_have_a_visit(ana: Browser, enter: Enter, visit: Appointment) -> None:
    zoe = factory.patient(visit.clinic, "Zoe Ruiz")
    page = ana.get("/staff/visits?from=2026-11-23&q=ruiz").text
    found = re.findall(r'href="/staff/patients/(\d+)"', page)
    assert found == [str(visit.patient_id), str(zoe.id)]
    assert f'href="/staff/book?patient={zoe.id}"' in page
    assert f'href="/staff/visits/{visit.id}/move"' in page
    assert listed(page) == ["Ana Ruiz"]
    doctors = enter("Maya Lee", "doctor", visit.doctor).get("/staff/visits?q=ruiz").text
    assert "/staff/patients/" not in doctors  # a patient's page is the desk's


def test_nothing_from_today_on_leads_to_all_days(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    factory.visit_of(clinic, "Past Sample", lee, TEN - DAY)
    page = ana.get("/staff/visits?from=2026-11-23&q=past").text
    assert listed(page) == []
    assert '<a href="/staff/visits?q=past">Look at all days</a>' in page
    assert listed(ana.get("/staff/visits?q=past").text) == ["Past Sample"]


def test_the_bar_finds_from_every_page(ana: Browser, visit: Appointment) -> None:
    for path in ("/staff/", "/staff/hours", f"/staff/patients/{visit.patient_id}", "/staff/audit"):
        page = ana.get(path).text
        assert re.search(r'<form class="find" method="get" action="/staff/visits" role="search"', page), path


def test_filters_letters_and_counts(ana: Browser, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    factory.visit_of(clinic, "Past Sample", lee, TEN - DAY)
    factory.visit_of(clinic, "José Núñez", lee, TEN, payment_status="paid")
    factory.visit_of(clinic, "Ben Cole", park, TEN + HOUR, status="pending", visit_type="online")
    factory.visit_of(clinic, "Cy Dow", lee, TEN + DAY, status="cancelled")
    page = ana.get("/staff/visits").text
    assert listed(page) == ["José Núñez", "Ben Cole", "Cy Dow"]
    assert "<strong>3</strong> visits: 1 pending, 1 confirmed, 1 cancelled" in " ".join(page.split())
    for query, names in (
        ("q=nun", ["José Núñez"]), ("q=0102", ["Ben Cole"]), ("q=", ["Past Sample", "José Núñez", "Ben Cole", "Cy Dow"]),
        (f"doctor={park.id}", ["Ben Cole"]), ("from=2026-11-24&to=2026-11-24", ["Cy Dow"]), ("to=2026-11-22", ["Past Sample"]),
        ("status=pending", ["Ben Cole"]), ("type=online", ["Ben Cole"]), ("payment=paid", ["José Núñez"]),
        ("doctor=x&status=gone&from=9999-99-99&type=%00&payment='", ["Past Sample", "José Núñez", "Ben Cole", "Cy Dow"]),
    ):  # fmt: skip
        assert listed(ana.get(f"/staff/visits?{query}").text) == names, query


def test_pages_of_fifty_hold_every_visit_once(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    person = factory.patient(clinic, "Ana Ruiz")
    for number in range(120):
        factory.visit(lee, person, TEN + number // 2 * HOUR)
    seen: list[str] = []
    path: str | None = "/staff/visits?q=ana"
    while path:
        page = ana.get(path).text
        seen += re.findall(r"/staff/visits/(\d+)\"", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) == 120


def test_a_doctor_lists_their_own(enter: Enter, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    factory.visit_of(clinic, "Ana Ruiz", lee, TEN)
    other = factory.visit_of(clinic, "Ben Cole", park, TEN)
    maya = enter("Maya Lee", "doctor", lee)
    assert listed(maya.get("/staff/visits").text) == ["Ana Ruiz"]
    assert listed(maya.get(f"/staff/visits?doctor={park.id}").text) == ["Ana Ruiz"]
    assert maya.get(f"/staff/visits/{other.id}").status_code == 404
    assert maya.get(f"/staff/visits/{other.id}/clinical").status_code == 404
    assert listed(enter("Una Linked", "doctor").get("/staff/visits").text) == []


# --- One visit -------------------------------------------------------------------------------------------------------


def test_a_visit_is_moved_to_a_time_that_is_offered(ana: Browser, visit: Appointment) -> None:
    page = ana.get(f"/staff/visits/{visit.id}/move?from=2026-11-25").text
    times = re.findall(r'name="time" value="([^"]+)"', page)
    assert times[0].split()[1].startswith("2026-11-25T")
    answer = ana.press(
        f"/staff/visits/{visit.id}/move-to", htmx=False, page="visit", version="1", time=times[0], reason="doctor ill"
    )
    moved = Appointment.get(Appointment.rescheduled_from == visit)
    assert answer.headers["Location"].endswith(f"/staff/visits/{moved.id}")
    told = said(ana, f"/staff/visits/{moved.id}")
    assert told == "Ana Ruiz, 10:00am, is moved to Wed 25 Nov, 9:00am, Dr. Maya Lee; they are told by text."
    again = ana.press(f"/staff/visits/{visit.id}/move-to", htmx=False, page="visit", time=times[1])
    assert again.headers["Location"].endswith(f"/staff/visits/{visit.id}")
    assert "was already moved by you" in said(ana, f"/staff/visits/{visit.id}")
    assert "</a>: doctor ill" in ana.get(f"/staff/visits/{visit.id}").text


def test_somebody_else_changed_it_is_said_kindly_and_nothing_is_lost(
    ana: Browser, enter: Enter, visit: Appointment
) -> None:
    ben = enter("Ben Desk", "receptionist")
    ben.press(f"/staff/visits/{visit.id}/payment", htmx=False, page="visit", version="1", fee="80", status="paid")
    ana.press(f"/staff/visits/{visit.id}/payment", htmx=False, page="visit", version="1", fee="20", status="waived")
    assert said(ana, f"/staff/visits/{visit.id}") == (
        "Ana Ruiz, 10:00am was changed meanwhile by Ben Desk, 10:00am. Nothing of yours was saved: please look again."
    )
    assert (fresh(visit).fee_cents, fresh(visit).payment_status) == (8000, "paid")


def test_a_wrong_transition_names_both_states(ana: Browser, visit: Appointment) -> None:
    Appointment.update(status="completed").execute()
    ana.press(f"/staff/visits/{visit.id}/cancel", htmx=False, page="visit", reason="x")
    assert "It is completed, so it cannot become cancelled." in said(ana, f"/staff/visits/{visit.id}")


def test_money_and_insurance(ana: Browser, clinic: Clinic, visit: Appointment) -> None:
    at = f"/staff/visits/{visit.id}"
    settings.put(clinic, {"payment_enabled": "on", "payment_link_template": "https://pay.example/{reference}"})
    ana.press(f"{at}/payment", fee="80,5", status="pending")
    assert fresh(visit).fee_cents == 8050
    assert "Text the link to pay 80.50 USD" in ana.get(at).text
    ana.press(f"{at}/payment-link")
    assert OutboxMessage.get().text.endswith(
        f"pay 80.50 USD for your visit Tue 24 Nov, 10am here: https://pay.example/{visit.reference}"
    )
    assert "pay 80.50 USD" in ana.get(at).text  # among its messages
    ana.press(f"{at}/insurance", provider="Sample Mutual", number="S-77", verified="yes")
    assert (Patient.get().insurance_provider, fresh(visit).insurance_verified) == ("Sample Mutual", True)
    assert ana.press(f"{at}/payment", fee="eighty", status="paid").status_code == 409


def test_what_the_doctor_writes_is_not_the_front_desks(
    ana: Browser, enter: Enter, visit: Appointment, lee: Doctor
) -> None:
    at = f"/staff/visits/{visit.id}/clinical"
    maya = enter("Maya Lee", "doctor", lee)
    assert maya.get(at).status_code == 200
    maya.press(
        f"{at}/write",
        htmx=False,
        page="clinical",
        version="1",
        notes="sentinel\nrash",
        diagnosis="sentinel",
        prescription="",
    )
    assert fresh(visit).notes == "sentinel\nrash"
    assert "sentinel" in maya.get(at).text
    assert (ana.get(at).status_code, ana.press(f"{at}/write", notes="x").status_code) == (403, 403)
    for page in (f"/staff/visits/{visit.id}", "/staff/audit", "/staff/", "/staff/visits"):
        assert "sentinel" not in ana.get(page).text + maya.get(page).text
    assert "Notes, diagnosis" not in ana.get(f"/staff/visits/{visit.id}").text
    looks = Audit.select().where(Audit.action == "appointment.read_clinical")
    assert [row.actor_name for row in looks] == ["Maya Lee", "Maya Lee"]


# --- Booking ---------------------------------------------------------------------------------------------------------


def test_booking_for_somebody_new(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    page = ana.get(f"/staff/book?doctor={lee.id}&from=2026-11-24").text
    time = re.findall(r'name="time" value="([^"]+)"', page)[2]
    answer = ana.press(
        "/staff/book/now", htmx=False, name="Mia Sample", phone="+1 555 010 0007", time=time, doctor=str(lee.id)
    )
    made = Appointment.get()
    assert answer.headers["Location"].endswith(f"/staff/visits/{made.id}")
    assert said(ana, f"/staff/visits/{made.id}") == (
        "Mia Sample is booked with Dr. Maya Lee, Tue 24 Nov, 10:00am; they are told by text."
    )
    taken = ana.press("/staff/book/now", htmx=False, name="Tom Sample", time=time)
    assert taken.status_code == 409
    assert "That time has gone" in taken.text
    assert Patient.select().count() == 1  # a refusal leaves nobody half added


def test_the_times_shown_begin_where_asked(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    page = ana.get("/staff/book?from=2026-11-24&at=14:00").text
    first, *_ = re.findall(r'name="time" value="([^"]+)"', page)
    assert first == f"{lee.id} 2026-11-24T19:00:00+00:00"
    assert page.count("<h3") == len(set(re.findall(r'name="time" value="[0-9]+ ([0-9-]+)', page)))  # one for each day
    assert ana.get("/staff/book?from=2026-11-24&at=29:00").text.count('name="time"')


def test_who_is_looked_for_and_found_is_not_entered_again_as_new(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    factory.patient(clinic, "Ben Cole")
    assert 'name="name" value=""' in ana.get("/staff/book?q=cole").text
    assert 'name="name" value="Dan Day"' in ana.get("/staff/book?q=Dan+Day").text


def test_a_series_for_somebody_known_all_or_a_list_of_what_is_not_free(
    ana: Browser, clinic: Clinic, lee: Doctor, visit: Appointment
) -> None:
    ben = factory.patient(clinic, "Ben Cole")
    page = ana.get("/staff/book?q=cole").text
    assert f"/staff/book?patient={ben.id}" in page
    form = {"patient": str(ben.id), "time": f"{lee.id} 2026-12-01T15:00:00+00:00", "times": "3", "weeks": "1"}
    ana.press("/staff/book/now", htmx=False, name="Di Eng", time=f"{lee.id} 2026-12-01T14:30:00+00:00")
    wanted = {"name": "Cy Dow", "time": f"{lee.id} 2026-11-24T14:30:00+00:00", "times": "2", "weeks": "1"}
    clash = ana.press("/staff/book/now", htmx=False, **wanted)
    assert clash.status_code == 409
    assert "not free" in clash.text
    assert "free instead: " in clash.text
    assert Appointment.select().count() == 2
    made = ana.press("/staff/book/now", htmx=False, **form)
    assert made.status_code == 303
    first = Appointment.get(Appointment.patient == ben)
    page = ana.get(f"/staff/visits/{first.id}").text
    assert 'Series <span class="tally">3</span>' in page
    ana.press(f"/staff/visits/{first.id}/cancel-rest", htmx=False, page="visit", reason="moved away")
    assert said(ana, f"/staff/visits/{first.id}").startswith("3 visits of the series are cancelled")


def test_a_visit_to_come_offers_what_can_be_done_with_it_now(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    today = factory.visit_of(clinic, "Ana Ruiz", lee, TEN + 2 * HOUR)
    later = factory.visit_of(clinic, "Ben Cole", lee, TEN + 2 * DAY)
    for visit, offered in ((today, True), (later, False)):
        page = ana.get(f"/staff/visits/{visit.id}").text
        assert [f'/{act}"' in page for act in ("arrived", "start", "cancel")] == [offered, offered, True]


def test_visits_of_a_doctor_who_has_left_are_found(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    factory.visit_of(clinic, "Ana Ruiz", lee, TEN - 9 * DAY, status="completed")
    Doctor.update(active=False).where(Doctor.id == lee.id).execute()
    page = ana.get(f"/staff/visits?doctor={lee.id}").text
    assert f'<option value="{lee.id}" selected>Dr. Maya Lee (retired)</option>' in page
    assert "Ana Ruiz" in page


def test_a_changed_fee_is_on_record_as_money(ana: Browser, visit: Appointment) -> None:
    ana.press(f"/staff/visits/{visit.id}/payment", fee="80.50", status="pending")
    page = ana.get(f"/staff/visits/{visit.id}").text
    assert '<span class="field">fee</span> <del>0.00</del> → <ins>80.50</ins>' in page
