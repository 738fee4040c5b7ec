"""A doctor's calendar address by buttons: seen once, renewed, ended; the doctor's own, or any by an admin."""

from __future__ import annotations

import re

from store.models import Audit, CalendarFeed, Clinic, Doctor
from tests import factory
from tests.board.conftest import TEN, Browser, Enter

ADDRESS = re.compile(r'id="address" value="http://desk\.test(/calendar/[\w-]+\.ics)"')


def shown(browser: Browser, page: str) -> str:
    """The address as the page that made it shows it."""
    answer = browser.press(f"{page}/renew", htmx=False)
    assert answer.headers["Cache-Control"] == "no-store"
    found = ADDRESS.search(answer.text)
    assert found, answer.text
    return found[1]


def test_a_doctors_own_address_is_shown_once_renewed_and_ended(enter: Enter, clinic: Clinic, lee: Doctor) -> None:
    factory.visit_of(clinic, "Mia Sample", lee, TEN)
    maya = enter("Maya Lee", "doctor", lee)
    page = f"/staff/doctors/{lee.id}/calendar"
    assert f'href="{page}"' in maya.get("/staff/hours").text
    assert "There is no address as yet." in maya.get(page).text
    first = shown(maya, page)
    assert "BEGIN:VEVENT" in maya.get(first).text
    again = maya.get(page).text
    assert ("made Mon 23 Nov" in again, first in again) == (True, False)
    second = shown(maya, page)
    assert (maya.get(first).status_code, maya.get(second).status_code) == (404, 200)
    assert maya.press(f"{page}/revoke", htmx=False).status_code == 303
    assert "The address has ended." in maya.get(page).text
    assert maya.get(second).status_code == 404
    maya.press(f"{page}/revoke", htmx=False)
    assert "There was no address." in maya.get(page).text
    acts = Audit.select().where(Audit.action.contains("calendar")).order_by(Audit.id)
    assert [(row.action, row.actor_name) for row in acts] == [
        ("doctor.renew_calendar", "Maya Lee"), ("doctor.renew_calendar", "Maya Lee"),
        ("doctor.revoke_calendar", "Maya Lee"),
    ]  # fmt: skip


def test_it_is_nobody_elses_but_an_admins(
    enter: Enter, ana: Browser, clinic: Clinic, lee: Doctor, park: Doctor
) -> None:
    page = f"/staff/doctors/{lee.id}/calendar"
    tom, ada = enter("Tom Park", "doctor", park), enter("Ada Boss", "admin")
    assert (tom.get(page).status_code, tom.press(f"{page}/renew").status_code) == (404, 404)
    assert (ana.get(page).status_code, ana.press(f"{page}/renew").status_code) == (403, 403)
    assert ana.press(f"{page}/renew", csrf="wrong").status_code == 403
    assert not CalendarFeed.select().exists()
    assert f'href="{page}"' in ada.get("/staff/clinic").text
    assert ada.get(shown(ada, page)).status_code == 200
    Doctor.update(active=False).where(Doctor.id == lee.id).execute()
    assert ada.get(page).status_code == 404
