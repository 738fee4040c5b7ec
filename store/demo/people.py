"""The demo's patients: adults with a phone of their own, children whom a parent's phone speaks for."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from store.demo.bulk import insert
from store.models import Clinic, Contact, ContactPatient, Conversation, Patient

ADULTS, CHILDREN = 105, 25
AREAS = ("212", "312")  # 555-0100 to 555-0199 is nobody's number in any of them
FIRST = """
Ada Alma Amos Ben Bea Carl Cora Dana Dora Earl Edna Finn Flora Gina Glen Hana Hugo Ida Ivan Jana Joel Kira Kurt
Lena Liam Mona Miles Nora Nils Olga Otto Pia Paul Rita Ross Sara Seth Tara Theo Vera Wade Zoe
"""
LAST = """
Abbott Baker Brook Carter Castle Diaz Dunn Ellis Evans Ferris Flores Garner Gray Hale Hobbs Ito Jansen Keller Kim
Lopez Lund Moss Mora Nolan Novak Ortiz Owens Park Price Quinn Ramos Reyes Shaw Silva Tate Torres Vance Webb Yates Young
"""
INSURERS = ("", "", "Sample Health", "Sample Mutual")


@dataclass(frozen=True)
class Person:
    """A patient and the contact that is told about their visits."""

    patient: Patient
    contact: Contact
    child: bool


def add(clinic: Clinic, rng: random.Random, now: dt.datetime) -> list[Person]:
    """Writes the demo's patients and their contacts; adults first."""
    names = [f"{first} {last}" for first in FIRST.split() for last in LAST.split()]
    names = rng.sample(names, ADULTS)
    since = [now - dt.timedelta(days=rng.randrange(185, 700)) for _ in names]
    contacts = _contacts(clinic, rng, since)
    patients = [_adult(clinic, rng, name, number) for number, name in enumerate(names)]
    for row, moment in zip(patients, since, strict=True):
        row["created_at"] = moment
    parents = rng.sample(range(ADULTS), CHILDREN)
    for parent in parents:
        patients.append(_child(clinic, rng, patients[parent]))
    insert(Contact, contacts)
    insert(Patient, patients)
    people = _read_back(clinic, contacts, patients, [*range(ADULTS), *parents])
    links = [
        {"contact": p.contact, "patient": p.patient, "owner": not p.child, "relation": "child" if p.child else ""}
        for p in people
    ]
    insert(ContactPatient, links)
    insert(Conversation, [{"contact": p.contact, "updated_at": p.contact.created_at} for p in people if not p.child])
    return people


def _read_back(clinic: Clinic, contacts: list[Any], patients: list[Any], owners: list[int]) -> list[Person]:
    """The rows with their ids, by what is theirs alone: an address, a name."""
    by_address = {row.address: row for row in Contact.select().where(Contact.clinic == clinic)}
    by_name = {row.name: row for row in Patient.select().where(Patient.clinic == clinic)}
    return [
        Person(by_name[row["name"]], by_address[contacts[owner]["address"]], at >= ADULTS)
        for at, (row, owner) in enumerate(zip(patients, owners, strict=True))
    ]


def phone(number: int) -> str:
    """The sample number of the person `number`."""
    return f"+1{AREAS[number // 100]}55501{number % 100:02}"


def _contacts(clinic: Clinic, rng: random.Random, since: list[dt.datetime]) -> list[dict[str, Any]]:
    rows = []
    for number, moment in enumerate(since):
        channel = rng.choices(("sms", "whatsapp", "telegram"), (88, 6, 6))[0]
        stopped = number in (17, 58)
        rows.append(
            {
                "clinic": clinic,
                "channel": channel,
                "address": str(5_550_200 + number) if channel == "telegram" else phone(number),
                "locale": rng.choices(("en", "es"), (90, 10))[0],
                "created_at": moment,
                "greeted_at": moment,
                "consent_at": moment,
                "consent_wording": "demo",
                "last_inbound_at": moment,
                "opted_out_at": moment + dt.timedelta(days=20) if stopped else None,
                "opted_out_how": "STOP" if stopped else "",
                "unreachable_at": moment + dt.timedelta(days=30) if number == 33 else None,
                "unreachable_why": "30005" if number == 33 else "",
            }
        )
    return rows


def _adult(clinic: Clinic, rng: random.Random, name: str, number: int) -> dict[str, Any]:
    insurer = rng.choice(INSURERS)
    return {
        "clinic": clinic,
        "name": name,
        "phone": phone(number),
        "birth_date": dt.date(rng.randrange(1940, 2004), rng.randrange(1, 13), rng.randrange(1, 29)),
        "insurance_provider": insurer,
        "insurance_number": f"SAMPLE-{number:04}" if insurer else "",
    }


def _child(clinic: Clinic, rng: random.Random, parent: dict[str, Any]) -> dict[str, Any]:
    """First name of their own, the parent's last name and insurance; no phone."""
    taken = parent["name"].split()
    first = rng.choice([name for name in FIRST.split() if name != taken[0]])
    born = dt.date(rng.randrange(2012, 2025), rng.randrange(1, 13), rng.randrange(1, 29))
    # "Jr." keeps the name apart from any adult's.
    return {**parent, "name": f"{first} {taken[1]} Jr.", "phone": None, "birth_date": born}
