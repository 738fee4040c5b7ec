"""What is due goes out once; what it speaks of is read again before it does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from handlers import channels, sending
from jobs import delivery
from store import contacts, outbox
from store.models import Appointment, Clinic, Contact, OutboxMessage, Ticket
from store.outbox import Failed, Sent
from tests import factory

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


class Carrier:
    """Takes everything, or what `outcome` says, and keeps the texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.outcome: Sent | Failed | Exception | None = None

    def send(self, message: OutboxMessage) -> Sent | Failed:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        if self.outcome is None or isinstance(self.outcome, Sent):
            self.texts.append(message.text)
        return self.outcome or Sent(f"SM{message.id}", 1)


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Carrier:
    carrier = Carrier()
    monkeypatch.setattr(channels, "of", lambda name: carrier)
    return carrier


@pytest.fixture
def contact(clinic: Clinic) -> Contact:
    return factory.contact(clinic)


@pytest.fixture
def visit(clinic: Clinic, contact: Contact) -> Appointment:
    return Appointment.create(
        clinic=clinic, patient=factory.patient(clinic, contact=contact), doctor=factory.doctor(clinic), contact=contact,
        reference="APT-20261124-0001", code="K7", starts_at=NOON + 24 * HOUR, ends_at=NOON + 25 * HOUR,
        status="confirmed", source="sms", created_at=NOON,
    )  # fmt: skip


def write(contact: Contact, kind: str, **more: Any) -> OutboxMessage:
    message = outbox.add(contact, kind, kind, NOON, **more)
    assert message is not None
    return message


def fate(message: OutboxMessage) -> tuple[str, str]:
    row = OutboxMessage.get_by_id(message.id)
    return row.state, row.error


def test_it_goes_once_however_often_delivery_runs(contact: Contact, carrier: Carrier) -> None:
    message = write(contact, "notice")
    assert [delivery.deliver(NOON), delivery.deliver(NOON), delivery.deliver(NOON + 10 * HOUR)] == [1, 0, 0]
    assert carrier.texts == ["notice"]
    assert fate(message) == ("sent", "")


def test_many_go_out_in_one_run(contact: Contact, carrier: Carrier) -> None:
    for number in range(50):
        outbox.add(contact, "notice", f"text {number}", NOON)
    assert delivery.deliver(NOON) == 50
    assert sorted(carrier.texts) == sorted(f"text {number}" for number in range(50))


def test_nothing_goes_before_its_time(contact: Contact, carrier: Carrier) -> None:
    write(contact, "notice", send_after=NOON + HOUR)
    assert delivery.deliver(NOON) == 0
    assert delivery.deliver(NOON + HOUR) == 1


@pytest.mark.parametrize("status", ["cancelled", "rescheduled", "no-show", "in-progress", "completed"])
def test_a_reminder_of_a_visit_that_is_off_is_dropped(
    visit: Appointment, contact: Contact, carrier: Carrier, status: str
) -> None:
    reminder = write(contact, "reminder", appointment=visit)
    visit.status = status
    visit.save()
    delivery.deliver(NOON)
    assert fate(reminder) == ("dropped", f"visit_{status}")
    assert carrier.texts == []


def test_a_text_about_another_time_than_the_visits_is_dropped(
    visit: Appointment, contact: Contact, carrier: Carrier
) -> None:
    messages = [write(contact, kind, appointment=visit) for kind in ("reminder", "confirmation", "notice")]
    visit.starts_at, visit.ends_at = visit.starts_at + HOUR, visit.ends_at + HOUR
    visit.save()
    delivery.deliver(NOON)
    assert {fate(message) for message in messages} == {("dropped", "visit_moved")}


def test_the_notice_of_a_cancellation_goes_though_the_visit_is_cancelled(
    visit: Appointment, contact: Contact, carrier: Carrier
) -> None:
    visit.status = "cancelled"
    visit.save()
    write(contact, "notice", appointment=visit)
    delivery.deliver(NOON)
    assert carrier.texts == ["notice"]


def test_a_muted_visit_and_a_patient_who_is_here_get_no_reminder(
    visit: Appointment, contact: Contact, carrier: Carrier
) -> None:
    reminder = write(contact, "reminder", appointment=visit)
    visit.muted = True
    visit.save()
    delivery.deliver(NOON)
    assert fate(reminder) == ("dropped", "visit_muted")

    reminder = write(contact, "reminder", appointment=visit)
    visit.muted, visit.checked_in_at = False, NOON
    visit.save()
    delivery.deliver(NOON)
    assert fate(reminder) == ("dropped", "already_here")


def test_an_offer_goes_only_while_its_time_is_held(visit: Appointment, contact: Contact, carrier: Carrier) -> None:
    offer = write(contact, "offer", appointment=visit)
    delivery.deliver(NOON)
    assert fate(offer) == ("dropped", "visit_confirmed")


@pytest.mark.parametrize(("status", "column"), [("in-service", "started_at"), ("cancelled", "finished_at")])
def test_a_turn_that_is_over_is_not_announced_but_its_end_is(
    clinic: Clinic, contact: Contact, carrier: Carrier, status: str, column: str
) -> None:
    ticket = Ticket.create(
        clinic=clinic, day=NOON.date(), number=1, reference="WLK-20261123-0001", contact=contact,
        patient=factory.patient(clinic), joined_at=NOON, status="waiting",
    )  # fmt: skip
    before = write(contact, "turn", ticket=ticket)
    ticket.status = status
    setattr(ticket, column, NOON + HOUR)
    ticket.save()
    after = outbox.add(contact, "turn", "the desk took you out", NOON + HOUR, ticket=ticket)
    assert after is not None
    delivery.deliver(NOON + HOUR)
    assert (fate(before), fate(after)) == (("dropped", f"ticket_{status}"), ("sent", ""))


def test_who_said_stop_gets_the_answer_and_nothing_else(contact: Contact, carrier: Carrier) -> None:
    reminder, answer = write(contact, "reminder"), write(contact, "reply")
    contacts.opt_out(contact, "STOP", NOON)
    delivery.deliver(NOON)
    assert (fate(reminder), fate(answer)) == (("dropped", "opted_out"), ("sent", ""))


def test_nothing_unprompted_goes_to_a_dead_number(contact: Contact, carrier: Carrier) -> None:
    message = write(contact, "turn")
    contacts.mark_unreachable(contact, "30005", NOON)
    delivery.deliver(NOON)
    assert fate(message) == ("dropped", "unreachable")


def test_what_comes_too_late_is_dropped(contact: Contact, carrier: Carrier) -> None:
    message = write(contact, "offer", expires_at=NOON + HOUR)
    delivery.deliver(NOON + HOUR)
    assert fate(message) == ("dropped", "expired")


def test_a_channel_that_raises_is_tried_again_and_the_others_go(contact: Contact, carrier: Carrier) -> None:
    message = write(contact, "notice")
    carrier.outcome = ZeroDivisionError()
    delivery.deliver(NOON)
    assert fate(message) == ("due", "ZeroDivisionError")
    carrier.outcome = None
    delivery.deliver(NOON + HOUR)
    assert fate(message)[0] == "sent"


def test_a_row_that_can_never_be_recorded_does_not_text_for_ever(
    contact: Contact, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise LookupError("a bug")

    message = write(contact, "notice")
    monkeypatch.setattr(sending, "settle", broken)
    for hour in range(20):
        delivery.deliver(NOON + hour * HOUR)
    assert len(carrier.texts) == len(outbox.BACK_OFF) + 1
    assert fate(message) == ("dropped", "attempts")


def test_a_chat_that_became_another_takes_its_messages_along(clinic: Clinic, carrier: Carrier) -> None:
    outbox.add_staff(clinic, "one", NOON)
    carrier.outcome = Failed("chat_migrated", retry=True, retry_after=dt.timedelta(0), moved_to="-100777")
    delivery.deliver(NOON)
    carrier.outcome = None
    delivery.deliver(NOON + dt.timedelta(seconds=5))
    assert OutboxMessage.get().to == "-100777"
    assert OutboxMessage.get().state == "sent"
    assert Clinic.get().staff_chat_id == -100777
