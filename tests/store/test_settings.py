"""Settings: typed, bounded, one clinic's or one doctor's."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from store import settings
from store.errors import Invalid
from store.models import Clinic
from tests import factory


def test_defaults_hold_until_a_clinic_says_otherwise(clinic: Clinic) -> None:
    assert settings.of(clinic) == settings.DEFAULTS
    assert settings.put(clinic, {"reminder_offsets": "48h, 90m", "auto_confirm_appointments": "off"}) == [
        "reminder_offsets",
        "auto_confirm_appointments",
    ]
    now = settings.of(clinic)
    assert (now.reminder_offsets, now.auto_confirm_appointments) == ((2880, 90), False)
    assert settings.put(clinic, {"reminder_offsets": "2d, 90m"}) == []


def test_a_payment_link_keeps_its_capitals_and_can_be_taken_back(clinic: Clinic) -> None:
    template = "https://pay.example/Elm?ref={reference}&sum={amount}"
    assert settings.put(clinic, {"payment_link_template": f" {template} "}) == ["payment_link_template"]
    assert settings.of(clinic).payment_link_template == template
    settings.put(clinic, {"payment_link_template": ""})
    assert settings.of(clinic).payment_link_template == ""


def test_a_doctors_own_value_wins_over_the_clinics(clinic: Clinic) -> None:
    doctor = factory.doctor(clinic)
    settings.put(clinic, {"offer_minutes": 20, "quiet_hours": "22:00-07:30"})
    settings.put(clinic, {"offer_minutes": 5}, doctor)
    assert settings.of(clinic, doctor).offer_minutes == 5
    assert settings.of(clinic).offer_minutes == 20
    assert settings.of(clinic, doctor).quiet_hours == (dt.time(22), dt.time(7, 30))


@pytest.mark.parametrize(
    ("key", "raw", "said"),
    [
        ("ofer_minutes", 5, "no such setting"),
        ("offer_minutes", "soon", "'soon' is not a whole number"),
        ("offer_minutes", 0, "0 is not between 1 and 1440"),
        ("late_cancellation", "maybe", "'maybe' is not one of accept, refuse"),
        ("quiet_hours", "late", "'late' is not two times such as 21:00-08:00"),
        ("reminder_offsets", "one day", "'one day' is not a list such as 24h, 3h"),
        ("payment_enabled", 3, "3 is not on or off"),
        *(
            ("payment_link_template", bad, f"{bad!r} is not {settings.EXPECTED[settings.LinkTemplate]}")
            for bad in (
                "http://pay.example/{reference}",
                "https://pay.example/",
                "https://pay.example/{reference}{patient}",
                "https://pay.example/{reference.__class__}",
                "javascript://pay.example/{reference}",
                "https://pay.example/{reference}" + "x" * 60,
                "https://pay.example/{reference} now",
                "https://pay/{reference}",
            )
        ),
    ],
)
def test_a_bad_value_is_named(clinic: Clinic, key: str, raw: Any, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        settings.put(clinic, {key: raw})
    assert refusal.value.facts == {"field": key, "problem": said}
