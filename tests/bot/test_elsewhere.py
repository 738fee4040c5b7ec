"""The next channel: each address of the same patient once, nobody who has said STOP, then the list of calls."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.notices import calls, elsewhere
from handlers import channels, sending
from jobs import delivery
from store import contacts, linking, outbox
from store.audit import CLOCK
from store.models import Appointment, Clinic, Contact, OutboxMessage
from store.outbox import Failed, Sent
from tests import factory

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


class Net:
    """Addresses that fail, each with its failure; the rest take what they get."""

    def __init__(self) -> None:
        self.failing: dict[str, Failed] = {}
        self.taken: list[str] = []
        self.tried: list[str] = []

    def send(self, message: OutboxMessage) -> Sent | Failed:
        if message.kind == "staff":
            return Sent(f"SM{message.id}")
        self.tried.append(message.to)
        if message.to in self.failing:
            return self.failing[message.to]
        self.taken.append(message.to)
        return Sent(f"SM{message.id}")


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Net:
    net = Net()
    monkeypatch.setattr(channels, "of", lambda name: net)
    return net


@pytest.fixture
def visit(clinic: Clinic) -> Appointment:
    """Ana's visit; she is on a phone and on Telegram, and her mother's phone speaks for her too."""
    phone, chat, mother = (factory.contact(clinic, address, channel) for address, channel in (
        ("+15550100001", "sms"), ("50100001", "telegram"), ("+15550100002", "sms"),
    ))  # fmt: skip
    ana = factory.patient(clinic, "Ana Ruiz", phone)
    chat.phone = phone.address
    chat.save()
    linking.share(phone, chat, CLOCK, NOON)
    contacts.add_person(mother, "Eva Ruiz", NOON, owner=True)
    linking.share(phone, mother, CLOCK, NOON)
    return factory.visit(factory.doctor(clinic), ana, NOON + 24 * HOUR, contact=phone)


def tell(visit: Appointment, **more: Any) -> OutboxMessage:
    message = outbox.add(Contact.get_by_id(visit.contact_id), "change", "moved", NOON, appointment=visit,
                         dedupe_key="moved:1", **more)  # fmt: skip
    assert message is not None
    for minutes in range(0, 600, 20):
        delivery.deliver(NOON + dt.timedelta(minutes=minutes))
    return message


DEAD = Failed("30005", retry=False, contact="dead")
BLOCKED = Failed("blocked", retry=False, contact="dead")
AWAY = Failed("30003", retry=False)  # for good, though the number is not dead


def test_a_dead_number_leads_to_the_chat_and_no_further(visit: Appointment, net: Net) -> None:
    net.failing = {"+15550100001": DEAD}
    tell(visit)
    assert (net.tried, net.taken) == (["+15550100001", "50100001"], ["50100001"])


@pytest.mark.parametrize("failure", [DEAD, BLOCKED, AWAY])
def test_each_address_is_tried_once_the_patients_own_first_and_then_the_desk_calls(
    visit: Appointment, net: Net, failure: Failed
) -> None:
    net.failing = dict.fromkeys(("+15550100001", "50100001", "+15550100002"), failure)
    tell(visit)
    assert net.tried == ["+15550100001", "50100001", "+15550100002"]
    assert calls.why_call(Appointment.get_by_id(visit.id)) != ""


def test_who_has_said_stop_on_the_phone_is_not_gone_round_by_the_chat(visit: Appointment, net: Net) -> None:
    chat = Contact.get(Contact.channel == "telegram")
    net.failing = {"50100001": BLOCKED}
    contacts.opt_out(Contact.get_by_id(visit.contact_id), "said", NOON)
    Contact.update(last_inbound_at=NOON - HOUR).where(Contact.id == chat.id).execute()
    message = outbox.add(chat, "change", "moved", NOON, appointment=visit)
    assert message is not None
    sending.settle(message, Failed("x", retry=False), NOON)
    written = OutboxMessage.select().where(OutboxMessage.id != message.id, OutboxMessage.kind != "staff")
    assert [row.to for row in written] == ["+15550100002"]  # her mother's, who has not


def test_a_text_that_waits_when_its_address_dies_goes_to_the_next(visit: Appointment, net: Net) -> None:
    contacts.mark_unreachable(Contact.get_by_id(visit.contact_id), "30005", NOON)
    message = tell(visit)
    assert (OutboxMessage.get_by_id(message.id).error, net.taken) == ("unreachable", ["50100001"])


def test_a_text_that_is_over_goes_nowhere_else(visit: Appointment, net: Net) -> None:
    net.failing = {"+15550100001": DEAD}
    message = tell(visit, expires_at=NOON + HOUR)
    assert elsewhere.send_on(OutboxMessage.get_by_id(message.id), NOON + 2 * HOUR) is None


def test_it_is_sent_on_once_however_often_it_is_asked(visit: Appointment, net: Net) -> None:
    net.failing = {"+15550100001": DEAD}
    message = OutboxMessage.get_by_id(tell(visit).id)
    first, second = elsewhere.send_on(message, NOON), elsewhere.send_on(message, NOON)
    assert first == second
    assert net.taken == ["50100001"]
