"""Numbers at the edges: E.164, landlines, whose day it is."""

from __future__ import annotations

import datetime as dt

import pytest

from store import contacts, numbers, settings
from store.audit import CLOCK
from store.models import Clinic, Contact
from tests import factory

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("said", "country", "wanted"),
    [
        ("+15550100001", None, "+15550100001"), ("15550100001", None, "+15550100001"),
        ("(555) 010-0001", "US", "+15550100001"), ("600 00 00 01", "ES", "+34600000001"),
        ("+34600000001", "US", "+34600000001"), ("50404", None, None), ("CLINIC", None, None), ("555", "US", None),
        ("", "US", None), ("+", None, None), ("12345678901234567890", None, None),
    ],
)  # fmt: skip
def test_e164(said: str, country: str | None, wanted: str | None) -> None:
    assert numbers.e164(said, country) == wanted


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("+15550100001", "America/New_York"), ("+14165550101", "America/New_York"), ("+4740000001", "Europe/Oslo"),
        ("+34600000001", "Europe/Madrid"), ("+5215512345678", "America/New_York"), ("nonsense", "America/New_York"),
    ],
)  # fmt: skip
def test_a_number_of_another_country_has_its_own_night(clinic: Clinic, address: str, zone: str) -> None:
    """Of the same country code, or of a country with many zones: the clinic's."""
    assert numbers.zone_of(factory.contact(clinic, address)).key == zone


def test_a_chat_has_the_clinics_day(clinic: Clinic) -> None:
    assert numbers.zone_of(factory.contact(clinic, "77", "telegram")).key == "America/New_York"


def test_a_landline_is_flagged_when_staff_enter_it(clinic: Clinic) -> None:
    """A number of Oslo's fixed network; in the US nobody can tell by the number."""
    assert numbers.is_landline("+4722000001")
    assert not numbers.is_landline("+4740000001")
    assert not numbers.is_landline("+12125550101")
    contacts.enter(clinic, "Ana Ruiz", "+4722000001", CLOCK, NOON)
    assert Contact.get().unreachable_why == "landline"


def test_who_owns_cancel() -> None:
    assert numbers.carrier_owns_cancel(settings.DEFAULTS)
    assert numbers.is_toll_free("+18005550100")
    assert not numbers.is_toll_free("+15550100000")
