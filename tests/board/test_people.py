"""A patient's page: who reads it, the copy of their data, and the erasure that wants a tick (C7)."""

from __future__ import annotations

import datetime as dt
import re

from store.models import Appointment, Audit, Clinic, Doctor, Patient
from tests import factory
from tests.board.conftest import TEN, Browser, Enter


def test_a_patients_mailbox(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Mia Sample", lee, TEN)
    page = f"/staff/patients/{visit.patient_id}"
    wrong = ana.press(f"{page}/email", htmx=False, email="mia at example")
    assert (wrong.status_code, "is not an e-mail address" in wrong.text) == (422, True)
    assert ana.press(f"{page}/email", htmx=False, email=" Mia@Example.ORG ").status_code == 303
    shown = ana.get(page).text
    assert 'value="Mia@example.org"' in shown
    assert "Copies of their texts go to that address too." in shown
    ana.press(f"{page}/email", htmx=False, email="Mia@example.org")  # nothing new
    ana.press(f"{page}/email", htmx=False, email="")
    assert Patient.get_by_id(visit.patient_id).email is None
    acts = Audit.select().where(Audit.action == "patient.email").order_by(Audit.id)
    assert [(row.actor_name, row.after["email"]) for row in acts] == [
        ("Ana Front", "Mia@example.org"),
        ("Ana Front", None),
    ]
    assert ana.press("/staff/patients/999/email", htmx=False, email="a@example.org").status_code == 404


def test_a_patients_page_and_the_end_of_their_data(enter: Enter, ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    visit = factory.visit_of(clinic, "Mia Sample", lee, TEN)
    page = f"/staff/patients/{visit.patient_id}"
    assert f'href="{page}"' in ana.get(f"/staff/visits/{visit.id}").text
    told = ana.get(page).text
    assert "Mia Sample" in told
    assert "+15550100100" in told
    assert "Erase" not in told
    assert ana.get(f"{page}/export").status_code == 403
    assert ana.press(f"{page}/erase", sure="yes").status_code == 403
    doctor = enter("Maya Lee", "doctor", lee)
    assert doctor.get(page).status_code == 403
    admin = enter("Ada Boss", "admin")
    copy = admin.get(f"{page}/export")
    assert (copy.json or {})["visits"][0]["reference"] == visit.reference
    assert "attachment" in copy.headers["Content-Disposition"]
    unticked = admin.press(f"{page}/erase")
    assert (unticked.status_code, Patient.get_by_id(visit.patient_id).name) == (422, "Mia Sample")
    assert admin.press(f"{page}/erase", sure="yes").status_code == 303
    assert Patient.get_by_id(visit.patient_id).name == ""
    assert admin.get(page).status_code == 404
    assert "Mia" not in admin.get(f"/staff/visits/{visit.id}").text


def test_a_patients_page_books_moves_and_rings(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    near, far = (factory.visit_of(clinic, "Ana Ruiz", lee, TEN + dt.timedelta(days=days)) for days in (1, 8))
    patient = near.patient
    Appointment.update(patient=patient).where(Appointment.id == far.id).execute()
    past = factory.visit(lee, patient, TEN - dt.timedelta(days=365), status="completed", code="P9")
    page = ana.get(f"/staff/patients/{patient.id}").text
    assert near.contact is not None
    assert f'href="/staff/book?patient={patient.id}"' in page
    assert f'<a href="tel:{near.contact.address}">' in page
    assert [int(found) for found in re.findall(r'href="/staff/visits/(\d+)"', page)] == [near.id, far.id, past.id]
    assert [int(found) for found in re.findall(r'href="/staff/visits/(\d+)/move"', page)] == [near.id, far.id]
    assert "2025, 10:00am" in page  # a day of another year says which
