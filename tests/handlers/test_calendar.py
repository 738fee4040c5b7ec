"""The calendar file of a visit: right times, nothing else's, nothing medical."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from flask import Flask

from handlers import calendar
from store.audit import CLOCK
from store.models import Appointment, Clinic
from store.transitions import apply
from tests import factory

AT = dt.datetime(2026, 11, 24, 15, tzinfo=ZoneInfo("America/New_York"))


def visit(clinic: Clinic) -> Appointment:
    return factory.visit(factory.doctor(clinic), factory.patient(clinic), AT, reason="a rash")


def get(token: str) -> tuple[int, bytes]:
    app = Flask(__name__)
    app.register_blueprint(calendar.blueprint)
    answer = app.test_client().get(f"/c/{token}.ics")
    return answer.status_code, answer.data


def test_the_file_holds_the_visit(clinic: Clinic) -> None:
    appointment = visit(clinic)
    status, body = get(appointment.link_token)
    calendar_file: Any = icalendar.Calendar.from_ical(body)
    [event] = calendar_file.walk("VEVENT")
    assert status == 200
    assert event["dtstart"].dt == AT
    assert str(event["summary"]) == "Dr. Lee, Elm Street Clinic"
    assert b"rash" not in body


def test_a_cancelled_visit_says_so_and_a_guess_finds_nothing(clinic: Clinic) -> None:
    appointment = visit(clinic)
    apply(appointment, "cancel", CLOCK, AT)
    assert b"STATUS:CANCELLED" in get(appointment.link_token)[1]
    assert get("guess")[0] == 404
