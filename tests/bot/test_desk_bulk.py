"""Many visits at once (S7): shown first, each person told once, nothing twice after a crash or beside somebody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from freezegun import freeze_time

import bot
from bot.desk import bulk as desk_bulk
from bot.messages import Said
from bot.notices import bulk as notices
from store import appointments, bulk, schedules
from store.audit import Actor
from store.database import transaction
from store.errors import AlreadyMovedOn, Invalid
from store.models import Appointment, BulkItem, BulkJob, Clinic, Contact, Doctor, OutboxMessage, Patient
from tests import factory

NOW = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
BOSS = Actor("staff", None, "Ada Min", "board", "10.0.0.1")


def booked(clinic: Clinic, doctor: Doctor, name: str, starts_at: dt.datetime, phone: Contact | None) -> Appointment:
    patient = Patient.get_or_none(Patient.name == name) or factory.patient(clinic, name, phone)
    opening = schedules.opening_at(clinic, doctor, starts_at, now=NOW)
    facts: dict[str, Any] = {"contact": phone, "source": "sms", "actor": BOSS, "now": NOW}
    return appointments.book(clinic, patient, opening, **facts)


def texts() -> list[tuple[str, str]]:
    rows = OutboxMessage.select().order_by(OutboxMessage.to, OutboxMessage.id)
    return [(row.to[-1], row.text) for row in rows if row.kind != "staff"]


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic)


@pytest.fixture
def tomorrow(clinic: Clinic, lee: Doctor) -> list[Appointment]:
    """Ana's two and Ben's, whose phones are 1 and 2; Cy has none."""
    one, two = factory.contact(clinic), factory.contact(clinic, "+15550100002")
    return [
        booked(clinic, lee, "Ana Ruiz", NOW + DAY, one), booked(clinic, lee, "Ben Cole", NOW + DAY + HOUR, two),
        booked(clinic, lee, "Ana Ruiz", NOW + DAY + 2 * HOUR, one), booked(clinic, lee, "Cy Dow", NOW + DAY + 3 * HOUR, None),
    ]  # fmt: skip


def all_of(job: BulkJob) -> None:
    bulk.begin(job, BOSS, NOW)
    while job.finished_at is None:
        desk_bulk.work(job, NOW, most=1)


def test_what_is_shown_is_what_is_sent_once_to_each_person(clinic: Clinic, tomorrow: list[Appointment]) -> None:
    over = factory.visit(tomorrow[0].doctor, tomorrow[0].patient, NOW - DAY, status="completed")
    job = bulk.prepare(clinic, "cancel", [*tomorrow, over], reason="doctor ill", actor=BOSS, now=NOW)
    shown = desk_bulk.shown(job, NOW)
    assert [(one.item.state, one.item.why, one.calls) for one in shown] == [
        ("refused", "is_completed", False), ("ready", "", False), ("ready", "", False), ("ready", "", False),
        ("ready", "", True),
    ]  # fmt: skip
    assert texts() == []
    assert {visit.status for visit in Appointment.select()} == {"confirmed", "completed"}
    ana, ben = shown[1].text, shown[2].text
    assert ana == (
        "Elm Street Clinic: sorry, 2 of your visits are cancelled, the first of Tue 24 Nov, 10am. Text BOOK for new times."
    )
    assert ben.startswith("Elm Street Clinic: sorry, your visit Tue 24 Nov, 11am is cancelled. Free: 1 Tue 24 Nov, ")
    assert shown[3].text == ""  # said with the first of hers
    all_of(job)
    assert texts()[0] == ("1", ana)
    assert [to for to, _ in texts()] == ["1", "2"]
    assert bulk.progress(job) == {"ready": 0, "done": 4, "failed": 0, "refused": 1}
    saved = Appointment.get_by_id(tomorrow[1].id)
    assert (saved.status, saved.cancel_reason, saved.cancelled_by) == ("cancelled", "doctor ill", "staff")
    assert [item.told for item in bulk.items(job)] == [False, True, True, True, False]


def test_the_number_of_a_free_time_books_it(clinic: Clinic, tomorrow: list[Appointment]) -> None:
    job = bulk.prepare(clinic, "cancel", tomorrow[1:2], actor=BOSS, now=NOW)
    all_of(job)
    ben = factory.contact(clinic, "+15550100002")
    with freeze_time(NOW), transaction():
        [answer] = bot.reply(ben, Said("2"), NOW)
    assert "Booked: Dr. Lee, " in answer.text
    again = Appointment.get(Appointment.patient == tomorrow[1].patient, Appointment.status == "confirmed")
    assert wanted(texts()[0][1]) == again.starts_at.astimezone(clinic.zone).strftime("%a %-d %b")


def wanted(text: str) -> str:
    """The day of the second free time in the text."""
    return text.split(" 2 ", 1)[1].split(",", 1)[0]


def test_a_crash_in_the_middle_tells_nobody_twice(
    clinic: Clinic, tomorrow: list[Appointment], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bulk.prepare(clinic, "cancel", tomorrow, actor=BOSS, now=NOW)
    bulk.begin(job, BOSS, NOW)
    desk_bulk.work(job, NOW, most=1)
    half = texts()
    real = notices.tell

    def dies(*given: Any) -> bool:
        real(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(notices, "tell", dies)
        with pytest.raises(KeyboardInterrupt):
            desk_bulk.work(job, NOW, most=1)
    assert texts() == half  # neither the text nor the act stands
    assert bulk.progress(job)["ready"] == BulkItem.select().where(BulkItem.state == "ready").count() > 0
    assert desk_bulk.sweep(NOW) > 0  # the clock goes on
    assert desk_bulk.sweep(NOW) == 0
    assert sorted(to for to, _ in texts()) == ["1", "2"]


def test_who_was_faster_keeps_what_they_did(clinic: Clinic, tomorrow: list[Appointment]) -> None:
    job = bulk.prepare(clinic, "cancel", tomorrow, actor=BOSS, now=NOW)
    appointments.cancel(tomorrow[1], actor=Actor("patient", 1), now=NOW, reason="mine")
    all_of(job)
    assert bulk.progress(job) == {"ready": 0, "done": 3, "failed": 1, "refused": 0}
    assert Appointment.get_by_id(tomorrow[1].id).cancel_reason == "mine"
    assert [to for to, _ in texts()] == ["1"]
    with pytest.raises(AlreadyMovedOn):
        bulk.begin(bulk.of(clinic, job.id), BOSS, NOW)


def test_moving_gives_every_visit_a_time_of_its_own(clinic: Clinic, lee: Doctor, tomorrow: list[Appointment]) -> None:
    job = bulk.prepare(clinic, "move", tomorrow, actor=BOSS, now=NOW)
    proposals = {item.appointment_id: item.to_starts_at for item in bulk.items(job)}
    assert len(set(proposals.values())) == 4
    assert proposals[tomorrow[0].id] == NOW + 2 * DAY  # the same hour on the day after
    ben = next(one.text for one in desk_bulk.shown(job, NOW) if one.item.appointment_id == tomorrow[1].id)
    assert ben.startswith("Elm Street Clinic: we moved your visit to Wed 25 Nov, 11am, Dr. Lee. Code ....")
    all_of(job)
    moved = {
        visit.rescheduled_from_id: visit for visit in Appointment.select().where(Appointment.status == "confirmed")
    }
    assert {key: visit.starts_at for key, visit in moved.items()} == proposals
    assert texts()[0][1].startswith("Elm Street Clinic: we moved 2 of your visits, the first to Wed 25 Nov, 10am.")
    assert f"Code {moved[tomorrow[1].id].code}." in texts()[1][1]


def test_a_selection_has_its_limits(clinic: Clinic, tomorrow: list[Appointment]) -> None:
    with pytest.raises(Invalid):
        bulk.prepare(clinic, "cancel", [], actor=BOSS, now=NOW)
    job = bulk.prepare(clinic, "cancel", tomorrow, actor=BOSS, now=NOW)
    with pytest.raises(Invalid):
        bulk.begin(job, BOSS, NOW + DAY)
    assert desk_bulk.work(job, NOW) == 0


def test_what_was_shown_can_be_done_with_pauses_between_visits_too(clinic: Clinic) -> None:
    """Each visit has the pause after it free, and nobody is to be in two places at once."""
    lee, park = (factory.doctor(clinic, name, schedule={"buffer_minutes": 10}) for name in ("Dr. Lee", "Dr. Park"))
    long = factory.service(clinic, "Long", 80)  # its pause reaches into the next start of the grid
    names, at = ("Ana Ruiz", "Ben Cole", "Cy Dow", "Di Fox"), NOW + DAY
    visits = [
        factory.visit_of(clinic, name, lee, at + place * HOUR, service=None if place % 2 else long)
        for place, name in enumerate(names)
    ]
    twin = factory.visit(park, visits[0].patient, visits[0].starts_at, contact=visits[0].contact)
    job = bulk.prepare(clinic, "move", [*visits, twin], actor=BOSS, now=NOW)
    all_of(job)
    assert bulk.progress(job) == {"ready": 0, "done": 5, "failed": 0, "refused": 0}


def test_hundreds_of_visits_are_looked_up_once_for_each_doctor(
    clinic: Clinic, lee: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[dt.date] = []

    def openings(clinic: Clinic, **asked: Any) -> list[schedules.Opening]:
        looked.append(asked["first"])
        return real(clinic, **asked)

    real = schedules.openings
    monkeypatch.setattr(schedules, "openings", openings)
    ana = factory.patient(clinic, "Ana Ruiz")
    visits = [factory.visit(lee, ana, NOW + DAY + number * HOUR / 2) for number in range(40)]
    job = bulk.prepare(clinic, "move", visits, actor=BOSS, now=NOW)
    assert len({item.to_starts_at for item in bulk.items(job)}) == 40
    assert len(looked) == 1
