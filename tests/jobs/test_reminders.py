"""Reminders as rows: one text a day and contact, the night, the clock change, who gives way, what has changed since."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot import gsm
from bot.notices import reminders as notices
from bot.notices import visits as visit_notices
from jobs import last_look, reminders
from store import contacts, outbox, settings
from store.models import Appointment, Clinic, Contact, ContactPatient, Doctor, OutboxMessage
from tests import factory

NEW_YORK = ZoneInfo("America/New_York")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    """Of 2026, on the clinic's wall."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK).astimezone(dt.UTC)


@pytest.fixture
def doctor(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic)


@pytest.fixture
def ana(clinic: Clinic) -> Contact:
    return factory.contact(clinic)


def visit(doctor: Doctor, contact: Contact, starts_at: dt.datetime, name: str = "Ana Ruiz") -> Appointment:
    known = {patient.name: patient for patient in contacts.patients(contact)}
    first = contacts.owner(contact) is None
    patient = known.get(name) or contacts.add_person(contact, name, factory.MADE, owner=first)
    return factory.visit(doctor, patient, starts_at, contact=contact)


def due() -> list[OutboxMessage]:
    return list(OutboxMessage.select().where(OutboxMessage.state == "due").order_by(OutboxMessage.id))


def leave(now: dt.datetime) -> list[OutboxMessage]:
    """Sends what may leave at `now`, as delivery would."""
    gone = []
    for message in outbox.claim(now, 100):
        if why := last_look.out_of_date(message, now):
            outbox.drop(message, why)
            if message.kind == "reminder":
                notices.take_apart(message, now)
        elif later := last_look.not_before(message, now):
            outbox.postpone(message, *later)
        else:
            outbox.record(message, outbox.Sent(f"SM{message.id}", 1), now)
            gone.append(message)
    return gone


def test_names_that_do_not_fit_give_way_and_it_stays_one_segment(doctor: Doctor, ana: Contact) -> None:
    clinic = doctor.clinic
    clinic.name = "Riverside Family Clinic"
    clinic.save()
    for number in range(5):
        visit(doctor, ana, at(25, 9 + number), name=f"Wilhelmina-Alexandra{number} Ruiz")
    assert reminders.sweep(at(24, 9)) == 1
    [message] = due()
    assert gsm.segments(message.text) == 1
    assert message.text == (
        "Riverside Family Clinic, Wed 25 Nov: 9am, 10am, 11am, 12 noon, 1pm. "
        "Reply C to confirm all, M to move one, X to cancel one."
    )


def test_every_visit_is_told_of_once_at_each_offset(doctor: Doctor, ana: Contact) -> None:
    visit(doctor, ana, at(25, 9))
    visit(doctor, ana, at(25, 15), name="Mia")
    visit(doctor, ana, at(26, 15))
    texts = []
    now = at(24, 8)
    while now < at(26, 16):
        reminders.sweep(now)
        texts += [(message.sent_at or now, message.text) for message in leave(now)]
        now += HOUR / 2
    assert [(f"{when.astimezone(NEW_YORK):%d %H:%M}", text[:40]) for when, text in texts] == [
        ("24 09:00", "Elm Street Clinic, Wed 25 Nov: 9am Dr. L"),
        ("25 08:00", "Elm Street Clinic, Wed 25 Nov: 9am Dr. L"),
        ("26 08:00", "Elm Street Clinic: Dr. Lee, Thu 26 Nov, "),  # Wednesday has had its text
    ]


def test_a_visit_of_several_that_goes_takes_the_text_with_it_and_the_rest_are_reminded_anew(
    doctor: Doctor, ana: Contact
) -> None:
    first, second = visit(doctor, ana, at(25, 9)), visit(doctor, ana, at(25, 15), name="Mia")
    reminders.sweep(at(24, 9))
    first.status = "cancelled"
    first.save()
    assert leave(at(24, 9)) == []
    assert reminders.sweep(at(24, 15)) == 1
    [message] = leave(at(24, 15))
    assert message.appointment == second
    assert "3pm" in message.text
    assert "9am" not in message.text


@pytest.mark.parametrize("change", ["muted", "checked_in_at", "starts_at"])
def test_a_visit_of_several_that_changes_is_not_spoken_of(doctor: Doctor, ana: Contact, change: str) -> None:
    visit(doctor, ana, at(25, 9))
    second = visit(doctor, ana, at(25, 15), name="Mia")
    reminders.sweep(at(24, 9))
    values = {"muted": True, "checked_in_at": at(24, 9), "starts_at": at(25, 14)}
    setattr(second, change, values[change])
    second.save()
    assert leave(at(24, 9)) == []


def test_a_night_with_a_clock_change_moves_nothing(doctor: Doctor, ana: Contact) -> None:
    """Sunday 1 November 2026, 2am: an hour comes twice. Written before, sent after: 8 on the wall, and 11 is 11."""
    visit(doctor, ana, at(1, 11))
    settings.put(doctor.clinic, {"reminder_offsets": "13h"})
    assert reminders.sweep(at(31, 23, month=10)) == 1
    assert leave(at(1, 7, 59)) == []
    [message] = leave(at(1, 8))
    assert "Sun 1 Nov, 11am" in message.text
    assert message.send_after - at(31, 23, month=10) == 10 * HOUR


def test_no_second_reminder_in_the_night_before_an_early_visit_but_a_first_one_goes(
    clinic: Clinic, doctor: Doctor, ana: Contact
) -> None:
    early = factory.contact(clinic, "+15550100002")
    visit(doctor, ana, at(25, 8))
    settings.put(clinic, {"reminder_offsets": "24h, 3h"})
    reminders.sweep(at(24, 8))
    assert len(leave(at(24, 8))) == 1
    late = visit(doctor, early, at(25, 7, 30), name="Ben")
    late.created_at = at(24, 20)
    late.save()
    reminders.sweep(at(25, 5))
    assert [message.contact for message in leave(at(25, 5))] == [early]


def test_the_patients_own_night_counts_where_the_number_is_of_another_country(clinic: Clinic, doctor: Doctor) -> None:
    """Oslo is six hours ahead of New York: 4pm here is 10pm there."""
    oslo = factory.contact(clinic, "+4740000001")
    visit(doctor, oslo, at(25, 16))
    reminders.sweep(at(24, 16))
    [message] = due()
    assert message.send_after == dt.datetime(2026, 11, 25, 7, tzinfo=dt.UTC)  # 8am in Oslo


def test_a_retry_does_not_slip_into_the_night(doctor: Doctor, ana: Contact) -> None:
    visit(doctor, ana, at(25, 20, 30))
    reminders.sweep(at(24, 20, 50))
    [claimed] = outbox.claim(at(24, 20, 50))
    outbox.record(claimed, outbox.Failed("30003", retry=True, retry_after=HOUR / 4), at(24, 20, 50))
    assert leave(at(24, 21, 5)) == []
    [waiting] = due()
    assert waiting.send_after == at(25, 8)
    assert len(leave(at(25, 8))) == 1


def test_a_third_text_in_a_week_is_early_reminders_to_lose_not_the_last(doctor: Doctor, ana: Contact) -> None:
    for day in (23, 24, 25):
        message = outbox.add(ana, "offer", "an earlier time", at(day, 9))
        assert message is not None
        OutboxMessage.update(state="sent", sent_at=at(day, 9)).where(OutboxMessage.id == message.id).execute()
    settings.put(doctor.clinic, {"reminder_offsets": "48h, 3h"})
    visit(doctor, ana, at(28, 15))
    assert reminders.sweep(at(26, 15)) == 0
    assert reminders.sweep(at(28, 12)) == 1


def test_on_the_way_is_asked_and_a_miss_told_though_a_reminder_went_that_day(doctor: Doctor, ana: Contact) -> None:
    seen = visit(doctor, ana, at(25, 15))
    reminders.sweep(at(25, 12))
    assert len(leave(at(25, 12))) == 1
    assert visit_notices.ask_on_the_way(seen, at(25, 15, 5)) is not None
    assert [message.kind for message in leave(at(25, 15, 5))] == ["on_the_way"]


@pytest.mark.parametrize(
    ("kind", "status", "why"),
    [
        ("on_the_way", "cancelled", "visit_cancelled"), ("on_the_way", "in-progress", "visit_in-progress"),
        ("missed", "confirmed", "visit_confirmed"), ("change", "cancelled", "visit_cancelled"),
        ("confirmation", "rescheduled", "visit_rescheduled"), ("offer", "confirmed", "visit_confirmed"),
    ],
)  # fmt: skip
def test_every_kind_reads_its_visit_again(doctor: Doctor, ana: Contact, kind: str, status: str, why: str) -> None:
    one = visit(doctor, ana, at(25, 15))
    message = outbox.add(ana, kind, kind, at(25, 12), appointment=one)
    assert message is not None
    one.status = status
    one.save()
    assert last_look.out_of_date(OutboxMessage.get_by_id(message.id), at(25, 12)) == why


def test_a_dead_number_is_gone_round_by_the_patients_other_channel_and_a_stopped_one_is_not(
    clinic: Clinic, doctor: Doctor, ana: Contact
) -> None:
    one = visit(doctor, ana, at(25, 15))
    chat = factory.contact(clinic, "77", "telegram")
    ContactPatient.create(contact=chat, patient=one.patient, owner=True)
    contacts.mark_unreachable(ana, "30005", at(23, 12))
    reminders.sweep(at(24, 15))
    [message] = leave(at(24, 15))
    assert (message.channel, message.to) == ("telegram", "77")

    contacts.opt_out(ana, "said", at(25, 9))
    reminders.sweep(at(25, 12))
    assert leave(at(25, 12)) == []
