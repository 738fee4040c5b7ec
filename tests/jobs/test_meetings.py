"""Online visits: a Jitsi room from the start, Zoom's link once it is made, and a visit never lost over it (B11)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import config
from bot import links
from handlers.zoom import Zoom
from jobs import meetings as job
from store import appointments, clock, schedules, settings
from store.audit import CLOCK, OPERATOR
from store.models import Appointment, Clinic, Doctor, Meeting, OutboxMessage
from tests import factory
from tests.handlers.conftest import environment
from tests.jobs.zoom_emulator import ACCOUNT, CLIENT, SECRET, ZoomEmulator, zoom_emulator

NOW = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
AT = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
JITSI = re.compile(r"https://meet\.jit\.si/elm-[0-9a-f]{20}")


@pytest.fixture
def zoom(store: str, tmp_path: Path) -> Iterator[ZoomEmulator]:
    with zoom_emulator() as emulator:
        keys = {"ZOOM_ACCOUNT_ID": ACCOUNT, "ZOOM_CLIENT_ID": CLIENT, "ZOOM_CLIENT_SECRET": SECRET}
        told = environment("http://desk.test", store, tmp_path) | keys | {"ZOOM_API_BASE": emulator.url}
        job.connect(config.load(told))
        yield emulator
        links.configure("https://desk.example.com")
        job.connect(config.load(environment("http://desk.test", store, tmp_path)))
        assert emulator.wrong == []


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic, schedule={"visit_type": "both"})


def book(clinic: Clinic, lee: Doctor, at: dt.datetime = AT, number: int = 1, **more: Any) -> Appointment:
    contact = factory.contact(clinic, f"+1555010000{number}")
    opening = schedules.opening_at(clinic, lee, at, now=NOW)
    facts: dict[str, Any] = {"contact": contact, "source": "sms", "actor": OPERATOR, "now": NOW, "visit_type": "online"}
    return appointments.book(clinic, factory.patient(clinic, "Ana Ruiz", contact), opening, **(facts | more))


def fresh(visit: Appointment) -> Appointment:
    found: Appointment = Appointment.get_by_id(visit.id)
    return found


def test_without_zoom_a_room_nobody_can_guess(clinic: Clinic, lee: Doctor) -> None:
    links = {book(clinic, lee, AT + number * HOUR, number + 1).meeting_link for number in range(3)}
    assert len(links) == 3
    assert all(JITSI.fullmatch(link) for link in links)
    assert job.sweep(NOW) == 0
    assert Meeting.select().count() == 0


def test_a_meeting_is_made_moved_and_ended(zoom: ZoomEmulator, clinic: Clinic, lee: Doctor) -> None:
    visit = book(clinic, lee)
    book(clinic, lee, AT + 3 * HOUR, 2, visit_type="in_person")
    assert JITSI.fullmatch(visit.meeting_link)
    assert job.sweep(NOW) == 1
    [number] = zoom.meetings
    told = zoom.meetings[number]
    assert (told["topic"], told["start_time"], told["duration"]) == ("Elm Street Clinic", "2026-11-24T15:00:00Z", 30)
    link = fresh(visit).meeting_link
    assert link.startswith(f"https://us02web.zoom.us/j/{number}?pwd=")
    assert job.sweep(NOW + MINUTE) == 0

    opening = schedules.opening_at(clinic, lee, AT + HOUR, now=NOW)
    moved = appointments.reschedule(fresh(visit), opening, actor=OPERATOR, now=NOW, visit_type="online")
    assert moved.meeting_link == link
    assert job.sweep(NOW + 2 * MINUTE) == 1
    assert zoom.meetings[number]["start_time"] == "2026-11-24T16:00:00Z"
    assert fresh(moved).meeting_link == link

    appointments.cancel(fresh(moved), actor=CLOCK, now=NOW, reason="")
    assert job.sweep(NOW + 3 * MINUTE) == 1
    assert zoom.meetings == {}
    assert job.sweep(NOW + 4 * MINUTE) == 0
    assert zoom.calls == [
        "POST /oauth/token", "POST /v2/users/me/meetings", f"PATCH /v2/meetings/{number}", f"DELETE /v2/meetings/{number}",
    ]  # fmt: skip


def test_a_visit_that_is_on_after_all_gets_another_meeting(zoom: ZoomEmulator, clinic: Clinic, lee: Doctor) -> None:
    visit = book(clinic, lee)
    job.sweep(NOW)
    gone = appointments.cancel(fresh(visit), actor=OPERATOR, now=NOW)
    job.sweep(NOW + MINUTE)
    assert zoom.meetings == {}
    appointments.undo_cancel(gone, pending=False, actor=OPERATOR, now=NOW + MINUTE)
    zoom.fail = [(500, {})]
    job.sweep(NOW + 2 * MINUTE)
    assert JITSI.fullmatch(fresh(visit).meeting_link)
    job.sweep(NOW + 4 * MINUTE)
    [number] = zoom.meetings
    assert fresh(visit).meeting_link.startswith(f"https://us02web.zoom.us/j/{number}?pwd=")
    assert job.sweep(NOW + 5 * MINUTE) == 0


def test_a_move_to_a_visit_in_person_ends_the_meeting(zoom: ZoomEmulator, clinic: Clinic, lee: Doctor) -> None:
    visit = book(clinic, lee)
    job.sweep(NOW)
    opening = schedules.opening_at(clinic, lee, AT + HOUR, now=NOW)
    appointments.reschedule(fresh(visit), opening, actor=OPERATOR, now=NOW, visit_type="in_person")
    job.sweep(NOW + MINUTE)
    assert zoom.meetings == {}
    assert Meeting.get().state == "ended"


def test_a_passing_failure_is_tried_again_with_a_pause(zoom: ZoomEmulator, clinic: Clinic, lee: Doctor) -> None:
    visit = book(clinic, lee)
    zoom.fail = [(500, {}), (429, {"Retry-After": "600"})]
    assert job.sweep(NOW) == 0
    assert job.sweep(NOW + 30 * dt.timedelta(seconds=1)) == 0  # not yet
    assert len(zoom.fail) == 1
    assert job.sweep(NOW + MINUTE) == 0
    assert job.sweep(NOW + 9 * MINUTE) == 0  # Zoom said ten minutes
    assert JITSI.fullmatch(fresh(visit).meeting_link)
    assert job.sweep(NOW + 12 * MINUTE) == 1
    assert "zoom.us" in fresh(visit).meeting_link
    assert OutboxMessage.select().count() == 0


def test_a_failure_for_good_keeps_the_visit_and_its_room_and_tells_staff_once(
    zoom: ZoomEmulator, clinic: Clinic, lee: Doctor
) -> None:
    refused, unlucky = book(clinic, lee), book(clinic, lee, AT + HOUR, 2)
    zoom.fail = [(400, {})]
    moment = NOW
    job.sweep(moment)
    assert {row.state for row in Meeting.select()} == {"failed", "made"}
    assert fresh(refused).status == "confirmed"
    assert JITSI.fullmatch(fresh(refused).meeting_link)
    assert "zoom.us" in fresh(unlucky).meeting_link
    third = book(clinic, lee, AT + 2 * HOUR, 3)
    zoom.fail = [(503, {})] * 6
    for _ in range(6):
        moment += 2 * HOUR
        job.sweep(moment)
    assert JITSI.fullmatch(fresh(third).meeting_link)
    job.sweep(moment + 2 * HOUR)
    assert [row.text for row in OutboxMessage.select().order_by(OutboxMessage.id)] == [
        f"No Zoom meeting (400): A.R. with Dr. Lee, Tue 24 Nov, 10am ({refused.code}) keeps its Jitsi room",
        f"No Zoom meeting (503): A.R. with Dr. Lee, Tue 24 Nov, 12 noon ({third.code}) keeps its Jitsi room",
    ]


def test_a_link_that_has_been_told_stays_and_staff_hear_of_it(zoom: ZoomEmulator, clinic: Clinic, lee: Doctor) -> None:
    """Patient and doctor must not wait in two rooms."""
    links.configure("https://desk.example.com", zoom=True)
    visit = book(clinic, lee)
    assert links.meeting(visit) == ""
    zoom.fail = [(503, {})] * 2
    job.sweep(AT - 31 * MINUTE)
    assert links.meeting(visit) == ""
    job.sweep(AT - 30 * MINUTE)
    told = [row.text for row in OutboxMessage.select().order_by(OutboxMessage.id)]
    assert told[0].startswith("No Zoom meeting (503): A.R. with Dr. Lee")
    assert all(visit.meeting_link in text for text in told[1:])
    job.sweep(AT - 5 * MINUTE)
    assert fresh(visit).meeting_link == links.meeting(visit) == visit.meeting_link
    assert zoom.meetings == {}


def test_the_link_is_told_as_soon_as_it_holds(zoom: ZoomEmulator, clinic: Clinic, lee: Doctor) -> None:
    links.configure("https://desk.example.com", zoom=True)
    visit = book(clinic, lee)
    job.sweep(NOW)
    link = fresh(visit).meeting_link
    assert links.meeting(fresh(visit)) == link
    opening = schedules.opening_at(clinic, lee, AT + HOUR, now=NOW)
    moved = appointments.reschedule(fresh(visit), opening, actor=OPERATOR, now=NOW, visit_type="online")
    assert links.meeting(moved) == link
    settings.put(clinic, {"zoom_enabled": "off"})
    other = book(clinic, lee, AT + 3 * HOUR, 2)
    assert JITSI.fullmatch(links.meeting(other))


def test_wrong_keys_and_a_dead_network_lose_nothing(
    zoom: ZoomEmulator, clinic: Clinic, lee: Doctor, store: str, tmp_path: Path
) -> None:
    visit = book(clinic, lee)
    keys = {"ZOOM_ACCOUNT_ID": ACCOUNT, "ZOOM_CLIENT_ID": CLIENT, "ZOOM_CLIENT_SECRET": "guess"}
    told = environment("http://desk.test", store, tmp_path) | keys
    job.connect(config.load(told | {"ZOOM_API_BASE": "http://127.0.0.1:9"}))  # nobody listens there
    assert job.sweep(NOW) == 0
    assert (Meeting.get().state, Meeting.get().error) == ("due", "ConnectError")
    job.connect(config.load(told | {"ZOOM_API_BASE": zoom.url}))
    assert job.sweep(NOW + HOUR) == 0
    assert (Meeting.get().state, Meeting.get().error) == ("failed", "400")
    assert JITSI.fullmatch(fresh(visit).meeting_link)


def test_a_token_is_kept_and_one_ended_from_outside_is_renewed(
    zoom: ZoomEmulator, clinic: Clinic, lee: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        book(clinic, lee, AT + number * HOUR, number + 1)
    job.sweep(NOW)
    assert zoom.calls.count("POST /oauth/token") == 1
    zoom.end_tokens()
    book(clinic, lee, AT + 3 * HOUR, 4)
    assert job.sweep(NOW) == 1
    assert zoom.calls.count("POST /oauth/token") == 2
    later = clock.unshifted() + HOUR
    monkeypatch.setattr(clock, "unshifted", lambda: later)
    book(clinic, lee, AT + 4 * HOUR, 5)
    assert job.sweep(NOW) == 1
    assert zoom.calls.count("POST /oauth/token") == 3


def test_the_setting_acts_clinic_wide_and_for_a_doctor(zoom: ZoomEmulator, clinic: Clinic, lee: Doctor) -> None:
    visit = book(clinic, lee)
    settings.put(clinic, {"zoom_enabled": False})
    assert job.sweep(NOW) == 0
    settings.put(clinic, {"zoom_enabled": True}, lee)
    assert job.sweep(NOW) == 1
    assert "zoom.us" in fresh(visit).meeting_link


def test_a_visit_cancelled_while_zoom_was_asked_leaves_no_meeting(
    zoom: ZoomEmulator, clinic: Clinic, lee: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = book(clinic, lee)
    make = Zoom.make

    def slowly(*args: Any) -> Any:
        appointments.cancel(fresh(visit), actor=CLOCK, now=NOW, reason="")
        return make(*args)

    monkeypatch.setattr(Zoom, "make", slowly)
    job.sweep(NOW)
    assert len(zoom.meetings) == 1
    job.sweep(NOW + MINUTE)
    assert zoom.meetings == {}
    assert fresh(visit).status == "cancelled"


def test_the_link_goes_to_patient_and_doctor_half_an_hour_before_once(clinic: Clinic, lee: Doctor) -> None:
    visit = book(clinic, lee)
    Doctor.update(telegram_id=77).execute()
    other = book(clinic, factory.doctor(clinic, "Dr. Tom Park", schedule={"visit_type": "online"}), number=2)
    assert job.sweep(AT - 31 * MINUTE) == 0
    assert job.sweep(AT - 30 * MINUTE) == 4
    assert job.sweep(AT - 29 * MINUTE) == 0
    rows = OutboxMessage.select().order_by(OutboxMessage.id)
    assert [(row.channel, row.to, row.text) for row in rows][:2] == [
        ("sms", "+15550100001", f"Elm Street Clinic: Dr. Lee, Tue 24 Nov, 10am. Join here: {visit.meeting_link}"),
        ("telegram", "77", f"Online at Tue 24 Nov, 10am: A.R. with Dr. Lee ({visit.code}). Join: {visit.meeting_link}"),
    ]
    assert (rows[3].to, other.meeting_link in rows[3].text) == (str(clinic.staff_chat_id), True)
    settings.put(clinic, {"online_link_minutes": 0})
    book(clinic, lee, AT + HOUR, 3)
    assert job.sweep(AT + HOUR - 10 * MINUTE) == 0
