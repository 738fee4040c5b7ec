"""A busy Monday morning at a sample clinic, made through the desk's own acts: for browser tests and for the pictures."""

from __future__ import annotations

import datetime as dt

from bot.desk import line as desk_line
from store import handoffs, staff
from store.audit import Actor
from store.models import (
    Appointment,
    Clinic,
    Contact,
    Doctor,
    InboundMessage,
    OutboxMessage,
    Patient,
    Service,
    StaffMember,
    Ticket,
)
from tests import factory

NOW = dt.datetime(2026, 11, 23, 15, 24, tzinfo=dt.UTC)  # Monday, 10:24am in New York

DOCTORS = ("Dr. Maya Lee", "Dr. Amir Khan", "Dr. Sofia Reyes", "Dr. Tom Park", "Dr. Ines Moreau", "Dr. Paul Berg")
WALK_INS = (  # name, minutes ago, which doctor (None: anyone), urgency, here, reason
    ("Ana Sample", 104, None, "routine", True, ""),
    ("Ben Sample", 96, 0, "routine", True, ""),
    ("Carla Example", 88, None, "routine", True, ""),
    ("Dev Example", 71, 2, "routine", True, "Ear ache"),
    ("Elif Sample", 52, None, "urgent", True, "Cut hand"),
    ("Farid Sample", 47, 0, "routine", True, ""),
    ("Grace Example", 41, None, "routine", True, ""),
    ("Hugo Sample", 33, 3, "routine", True, "Blood test"),
    ("Ida Example", 26, None, "routine", True, ""),
    ("Jonas Sample", 12, None, "urgent", False, "Fever since last night"),
    ("Kim Example", 6, 1, "routine", True, ""),
    ("Leo Example", 4, None, "routine", True, ""),
    ("Mina Sample", 2, 0, "routine", False, ""),
)
VISITS = (  # name, hour, minute, doctor, service, status, minutes late
    ("Lena Sample", 9, 0, 0, 0, "completed", 0),
    ("Marco Example", 9, 0, 1, 1, "completed", 0),
    ("Nora Sample", 9, 30, 2, 0, "no-show", 0),
    ("Omar Example", 9, 30, 3, 0, "cancelled", 0),
    ("Pia Sample", 10, 0, 0, 0, "here", 0),
    ("Quinn Example", 10, 0, 4, 1, "confirmed", 15),
    ("Rosa Example", 10, 30, 1, 0, "here", 0),
    ("Sam Sample", 10, 30, 2, 1, "confirmed", 0),
    ("Tara Example", 10, 30, 5, 2, "online", 0),
    ("Uma Sample", 11, 0, 0, 0, "confirmed", 0),
    ("Victor Example", 11, 0, 3, 0, "pending", 0),
    ("Wanda Sample", 11, 30, 4, 0, "confirmed", 0),
    ("Xavier Example", 11, 30, 5, 1, "confirmed", 0),
    ("Yara Sample", 14, 0, 0, 0, "confirmed", 0),
    ("Zoe Example", 15, 30, 2, 0, "confirmed", 0),
)


def ago(minutes: float) -> dt.datetime:
    return NOW - dt.timedelta(minutes=minutes)


def build() -> Clinic:
    """The clinic as it is at NOW: doctors busy and free, people here and on their way, one who wants a person."""
    clinic = factory.clinic(name="Elm Street Clinic")
    doctors = [factory.doctor(clinic, name, starts=dt.time(8, 30)) for name in DOCTORS]
    rosa, _ = staff.add(clinic, "Rita Front", "receptionist", now=ago(600))
    staff.add(clinic, "Ben Desk", "admin", now=ago(600))
    staff.add(clinic, "Maya Lee", "doctor", now=ago(600), doctor=doctors[0])
    actor = Actor.staff(rosa, "board", "10.0.0.7")
    _book(clinic, doctors, actor)
    _queue(clinic, doctors, actor)
    _ask_for_a_person(clinic)
    return clinic


def _book(clinic: Clinic, doctors: list[Doctor], actor: Actor) -> None:
    services = [factory.service(clinic, name, 30) for name in ("Check-up", "Follow-up", "Counselling")]
    for name, hour, minute, doctor, service, status, late in VISITS:
        starts = dt.datetime(2026, 11, 23, hour, minute, tzinfo=clinic.zone)
        visit = _visit(clinic, doctors[doctor], services[service], name, starts, status, late)
        if status == "here":
            desk_line.check_in(visit, actor=actor, now=starts - dt.timedelta(minutes=14))


def _visit(
    clinic: Clinic, doctor: Doctor, service: Service, name: str, starts: dt.datetime, status: str, late: int
) -> Appointment:
    facts: dict[str, object] = {"status": "confirmed" if status in ("here", "online") else status, "late_minutes": late}
    if status == "online":
        facts |= {"visit_type": "online", "meeting_link": "https://meet.example.com/elm"}
    if status == "cancelled":
        facts |= {"cancel_reason": "Feels well again", "cancelled_by": "patient", "cancelled_at": ago(300)}
    return factory.visit_of(clinic, name, doctor, starts, service=service, **facts)


def _queue(clinic: Clinic, doctors: list[Doctor], actor: Actor) -> None:
    tickets: list[Ticket] = []
    for name, minutes, doctor, urgency, here, reason in WALK_INS:
        wanted = None if doctor is None else doctors[doctor]
        facts = {"doctor": wanted, "urgency": urgency, "present": here, "reason": reason}
        tickets.append(factory.walk_in(clinic, name, ago(minutes), **facts))
    ana, ben, carla, dev, _, farid, grace, hugo, *_ = tickets
    for ticket, doctor, called, ends in ((ana, 1, 92, 74), (carla, 3, 79, 55), (farid, 4, 44, 30)):
        desk_line.call(ticket, doctors[doctor], actor=actor, now=ago(called))
        desk_line.start(ticket, actor=actor, now=ago(called - 1))
        desk_line.finish(ticket, actor=actor, now=ago(ends))
    for ticket, doctor, called in ((ben, 0, 17), (grace, 3, 12), (hugo, 4, 8)):
        desk_line.call(ticket, doctors[doctor], actor=actor, now=ago(called))
        desk_line.start(ticket, actor=actor, now=ago(called - 1))
    desk_line.call(dev, doctors[2], actor=actor, now=ago(1.5))


def _ask_for_a_person(clinic: Clinic) -> None:
    contact: Contact = factory.contact(clinic, "+15550100077")
    patient: Patient = factory.patient(clinic, "Gil Example", contact)
    handoffs.begin(contact, "asked", ago(9), quiet=True)
    said = ("Can I bring my daughter to my visit on Friday?", "And is there somewhere to park?")
    for minutes, text in zip((9, 7), said, strict=True):
        InboundMessage.create(
            provider="twilio", provider_id=f"SM{patient.id}{minutes}", clinic=clinic, contact=contact, text=text,
            received_at=ago(minutes),
        )  # fmt: skip
    OutboxMessage.create(
        clinic=clinic, contact=contact, channel="sms", to=contact.address, kind="reply", created_at=ago(8.9),
        text="I have told the desk. Someone will get back to you here as soon as they can.", send_after=ago(8.9),
        state="sent",
    )  # fmt: skip


def member(name: str) -> StaffMember:
    found: StaffMember = StaffMember.get(StaffMember.name == name)
    return found
