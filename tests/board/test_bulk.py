"""Many visits at once from the board: ticked or found, shown first, one word, a bar; and the list as a file."""

from __future__ import annotations

import csv
import datetime as dt
import re

import pytest

from store.models import Appointment, Audit, BulkJob, Clinic, Doctor, OutboxMessage
from tests import factory
from tests.board.conftest import TEN, Browser, Enter

HOUR = dt.timedelta(hours=1)
DAY = 24 * HOUR


@pytest.fixture
def ada(enter: Enter) -> Browser:
    """An admin's."""
    return enter("Ada Min", "admin")


@pytest.fixture
def visits(clinic: Clinic, lee: Doctor) -> list[Appointment]:
    names = ("Ana Ruiz", "Ben Cole", "=Cy Dow")
    return [factory.visit_of(clinic, name, lee, TEN + DAY + at * HOUR) for at, name in enumerate(names)]


def test_those_ticked_are_shown_then_cancelled_on_one_word(ada: Browser, visits: list[Appointment]) -> None:
    assert 'name="visit"' in ada.get("/staff/visits").text
    ticked = {"visit": [str(visits[0].id), str(visits[1].id)], "act": "cancel", "which": "chosen", "csrf": ada.csrf}
    answer = ada.client.post("/staff/visits/with-many", data=ticked)
    path = answer.headers["Location"]
    page = ada.get(path).text
    assert "<strong>2</strong> can be done" in page
    assert "“Elm Street Clinic: sorry, your visit Tue 24 Nov, 10am is cancelled. Free: 1 " in page
    assert {visit.status for visit in Appointment.select()} == {"confirmed"}
    assert not OutboxMessage.select().exists()
    again = ada.press(f"{path}/again", htmx=False, reason="doctor ill")
    path = again.headers["Location"]
    ada.press(f"{path}/begin", htmx=False)
    assert "0 of 2" in ada.get(path).text
    assert "Finished." in ada.press(f"{path}/on").text
    assert [visit.status for visit in Appointment.select().order_by(Appointment.id)] == [
        "cancelled", "cancelled", "confirmed",
    ]  # fmt: skip
    assert Appointment.get_by_id(visits[0].id).cancel_reason == "doctor ill"
    assert OutboxMessage.select().count() == 2
    ada.press(f"{path}/begin", htmx=False)
    ada.press(f"{path}/on")
    assert OutboxMessage.select().count() == 2
    assert "done</span>" in ada.get(path).text


def test_all_that_were_found_are_moved_and_what_cannot_says_why(
    ada: Browser, clinic: Clinic, lee: Doctor, park: Doctor, visits: list[Appointment]
) -> None:
    Appointment.update(status="completed").where(Appointment.id == visits[2].id).execute()
    found = {
        "from": "2026-11-24",
        "to": "2026-11-24",
        "doctor": str(lee.id),
        "status": "",
        "q": "",
    }  # as the list has it
    answer = ada.press("/staff/visits/with-many", htmx=False, which="all", act="move", **found)
    page = ada.get(answer.headers["Location"]).text
    assert "cannot: it is completed" in page
    assert "→ Wed 25 Nov, 10:00am, Dr. Maya Lee" in page
    assert "we moved your visit to Wed 25 Nov, 10am, Dr. Lee" in page
    elsewhere = ada.press(f"{answer.headers['Location']}/again", htmx=False, to_doctor=str(park.id), day="2026-11-27")
    page = ada.get(elsewhere.headers["Location"]).text
    assert "→ Fri 27 Nov, 10:00am, Dr. Tom Park" in page


def test_a_day_that_is_over_is_completed_and_nobody_is_texted(
    ada: Browser, clinic: Clinic, lee: Doctor, visits: list[Appointment]
) -> None:
    seen = factory.visit_of(clinic, "Eve Fox", lee, TEN - HOUR)
    answer = ada.press("/staff/visits/with-many", htmx=False, which="all", act="complete", **{"from": "2026-11-23"})
    path = answer.headers["Location"]
    page = ada.get(path).text
    assert "<strong>1</strong> can be done, <strong>3</strong> cannot" in page
    assert "cannot: its time has not come" in page
    assert "please call" not in page
    ada.press(f"{path}/begin", htmx=False)
    assert "Finished." in ada.press(f"{path}/on").text
    assert Appointment.get_by_id(seen.id).status == "completed"
    assert not OutboxMessage.select().exists()
    assert "please call" not in ada.get(path).text


def test_the_list_as_a_file_leaves_out_what_the_doctor_wrote(ada: Browser, visits: list[Appointment]) -> None:
    Appointment.update(notes="sentinel", diagnosis="sentinel", prescription="sentinel", reason="sentinel").execute()
    answer = ada.press("/staff/visits/with-many", htmx=False, which="all", act="export")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(answer.get_data().decode("utf-8-sig").splitlines()))
    assert [row[2] for row in rows] == ["patient", "Ana Ruiz", "Ben Cole", "'=Cy Dow"]
    assert rows[1][6] == "2026-11-24T10:00:00-05:00"
    assert "sentinel" not in answer.text
    assert Audit.get(Audit.action == "clinic.export").after["visits"] == 3


def test_it_is_for_admins_and_refuses_nonsense(
    ana: Browser, ada: Browser, clinic: Clinic, visits: list[Appointment]
) -> None:
    assert ana.press("/staff/visits/with-many", which="all", act="cancel").status_code == 403
    assert 'name="visit"' not in ana.get("/staff/visits").text
    for form in ({"act": "delete", "which": "all"}, {"act": "cancel"}, {"act": "cancel", "visit": "x"}):
        answer = ada.press("/staff/visits/with-many", htmx=False, **form)
        assert answer.headers["Location"].startswith("/staff/visits?")
        assert re.search(r'class="notice bad"', ada.get(answer.headers["Location"]).text)
    assert not BulkJob.select().exists()
    assert ada.get("/staff/many/99").status_code == 404
    assert ada.press("/staff/many/99/on").status_code == 404
