"""Doctors, services and persons by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import understand

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("America/New_York"))


@dataclass(frozen=True)
class Doctor:
    name: str
    specialty: str = ""


LEE, OTHER_LEE = Doctor("Dr. Anna Lee", "Dermatology"), Doctor("Dr. Tom Lee", "Cardiology")
LIM, RUIZ = Doctor("Dr Bob Lim, MD", "Paediatrics"), Doctor("Dra. María Ruiz-Soto", "Family medicine")
DOCTORS = (LEE, LIM, RUIZ)


@pytest.mark.parametrize(
    ("text", "doctor"),
    [
        ("book dr lee tue", LEE), ("with anna", LEE), ("Dr. Anna Lee please", LEE), ("doctor lim", LIM), ("dr liim", LIM),
        ("dra ruiz", RUIZ), ("maria ruiz", RUIZ), ("dr ruis", RUIZ), ("the dermatologist", LEE), ("a skin doctor", LEE),
        ("the kids doctor", LIM), ("can i come tomorrow", None), ("i am feeling ill", None),
    ],
)  # fmt: skip
def test_a_doctor(text: str, doctor: Doctor | None) -> None:
    got = understand(text, now=NOW, doctors=DOCTORS)
    assert (got.doctor, got.doctor_options) == (doctor, ())


def test_two_doctors_of_one_surname_are_a_question() -> None:
    got = understand("dr lee on monday", now=NOW, doctors=(LEE, OTHER_LEE, LIM))
    assert got.doctor is None
    assert set(got.doctor_options) == {LEE, OTHER_LEE}
    assert got.date == date(2026, 11, 23)
    assert understand("dr tom lee", now=NOW, doctors=(LEE, OTHER_LEE, LIM)).doctor is OTHER_LEE


def test_any_and_the_same_doctor() -> None:
    assert understand("whoever is free", now=NOW, doctors=DOCTORS).any_doctor
    assert understand("any", now=NOW, doctors=DOCTORS, asked="doctor").any_doctor
    assert understand("the same doctor as last time", now=NOW, doctors=DOCTORS).same_doctor
    assert not understand("anyone else?", now=NOW, doctors=DOCTORS).any_doctor


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("a cleaning", "Cleaning"),
        ("check up for friday", "Checkup"),
        ("flu shot", "Flu shot"),
        ("flu", "Flu shot"),
        ("clening pls", "Cleaning"),
        ("something else", None),
    ],
)
def test_a_service(text: str, service: str | None) -> None:
    assert understand(text, now=NOW, services=("Checkup", "Cleaning", "Flu shot")).service == service


def test_two_services_that_fit_are_a_question() -> None:
    got = understand("a cleaning", now=NOW, services=("Deep cleaning", "Regular cleaning", "Checkup"))
    assert got.service is None
    assert set(got.service_options) == {"Deep cleaning", "Regular cleaning"}


@pytest.mark.parametrize(
    ("text", "asked", "person"),
    [
        ("for my daughter Mia", None, "Mia"), ("for my son", None, "son"), ("for Mia", None, "Mia"), ("My name is ana ruiz", None, "Ana Ruiz"),
        ("Ana Ruiz", "name", "Ana Ruiz"), ("it's Bob", "name", "Bob"), ("April May", "name", "April May"), ("me llamo José Pérez", None, "José Pérez"),
        ("para mi hija Mia", None, "Mia"), ("for Monday", None, None), ("for tomorrow", None, None), ("why?", "name", None),
    ],
)  # fmt: skip
def test_a_person(text: str, asked: str | None, person: str | None) -> None:
    got = understand(text, now=NOW, asked=asked)
    assert got.person == person
    if asked == "name" and person:
        assert got.date is None


def test_a_relative_named_like_a_doctor_is_no_doctor() -> None:
    assert understand("book for my wife Anna", now=NOW, doctors=DOCTORS).doctor is None


def test_plain_strings_serve_as_doctors() -> None:
    assert understand("with dr lee", now=NOW, doctors=["Dr. Anna Lee", "Dr Bob Lim"]).doctor == "Dr. Anna Lee"
