"""Fifty patients text for the same time at once, through HTTP: one visit, forty-nine kind refusals with alternatives."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from store.models import Appointment, Claim
from tests.handlers.conftest import Town

PATIENTS = 50


def wanted() -> str:
    """A request for ten o'clock on a weekday two to five days ahead."""
    days = (dt.date.today() + dt.timedelta(days=ahead) for ahead in range(2, 6))
    return f"book dr lee {next(day for day in days if day.weekday() < 5):%A} 10am"


def phone(number: int) -> str:
    return f"+155501001{number:02}"


@pytest.mark.slow
def test_fifty_patients_one_time(town: Town) -> None:
    everyone, request = range(PATIENTS), wanted()
    with ThreadPoolExecutor(16) as pool:
        offered = list(pool.map(lambda n: town.carrier.text(phone(n), request), everyone))
        assert all("Reply C to book it" in answer.messages[0] for answer in offered)
        answers = list(pool.map(lambda n: town.carrier.text(phone(n), "C"), everyone))
    texts = [answer.messages[0] for answer in answers]
    booked = [text for text in texts if text.startswith("Booked:")]
    refused = [text for text in texts if text.startswith("Sorry, ") and "is taken." in text]
    assert (len(booked), len(refused)) == (1, PATIENTS - 1)
    assert all("\n1 " in text and "\n2 " in text for text in refused)
    assert Appointment.select().where(Appointment.status == "confirmed").count() == 1
    assert Claim.select(Claim.appointment).distinct().count() == 1
