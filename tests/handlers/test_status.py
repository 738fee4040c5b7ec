"""Delivery callbacks in any order, doubled, early, about messages that are not ours."""

from __future__ import annotations

import pytest
import requests

from handlers.phone.twilio_messages import CallbackMode, signed_headers
from jobs import delivery
from store import clock, outbox
from store.models import Contact, OutboxMessage
from tests import factory
from tests.handlers.conftest import ANA, CLINIC, TOKEN, Town


def remind(town: Town, number: str = ANA) -> OutboxMessage:
    message = outbox.add(factory.contact(town.clinic, number), "notice", "Hello from Elm Street", clock.now())
    assert message is not None
    delivery.deliver(clock.now())
    assert town.carrier.settle()
    return OutboxMessage.get_by_id(message.id)


def callback(town: Town, token: str = TOKEN, path: str = "", **form: str) -> int:
    url = f"{town.url}/twilio/status{path}"
    return requests.post(url, data=form, headers=dict(signed_headers(token, url, form)), timeout=60).status_code


@pytest.mark.parametrize("mode", ["in_order", "shuffled", "doubled"])
def test_a_delivered_message_ends_delivered(town: Town, mode: CallbackMode) -> None:
    town.carrier.callbacks(mode)
    message = remind(town)
    assert (message.state, message.provider_status, message.segments) == ("delivered", "delivered", 1)
    assert len(town.carrier.sent(to=ANA)) == 1


def test_without_callbacks_it_stays_sent(town: Town) -> None:
    town.carrier.callbacks("never")
    assert remind(town).state == "sent"


@pytest.mark.parametrize(
    ("number", "code"),
    [("+15005553005", "30005"), ("+15005553006", "30006"), ("+15005550001", "21211"), ("+15005550009", "21614")],
)
def test_a_dead_number_is_flagged_and_staff_are_told_once(town: Town, number: str, code: str) -> None:
    town.carrier.callbacks("doubled")
    message = remind(town, number)
    assert (message.state, message.error) == ("failed", code)
    contact = Contact.get(Contact.address == number)
    assert (contact.unreachable_at is not None, contact.unreachable_why) == (True, code)
    [told] = OutboxMessage.select().where(OutboxMessage.kind == "staff")
    assert code in told.text
    assert number in told.text  # the desk is asked to call


def test_a_number_the_carrier_silenced_is_opted_out_and_staff_hear_the_way_back(town: Town) -> None:
    message = remind(town, "+15005550004")
    assert (message.state, message.error) == ("failed", "21610")
    assert Contact.get(Contact.address == "+15005550004").opted_out_how == "carrier 21610"
    [told] = OutboxMessage.select().where(OutboxMessage.kind == "staff")
    assert "START" in told.text


@pytest.mark.parametrize(("number", "minutes"), [("+15005553003", 15), ("+15005553008", 5)])
def test_what_may_arrive_later_goes_again(town: Town, number: str, minutes: int) -> None:
    town.carrier.callbacks("doubled")
    message = remind(town, number)
    assert (message.state, message.provider_id) == ("due", None)
    assert round((message.send_after - clock.now()).total_seconds() / 60) == minutes
    assert Contact.get().unreachable_at is None


def test_a_filtered_text_is_the_operators(town: Town) -> None:
    assert remind(town, "+15005553007").error == "30007"
    [told] = OutboxMessage.select().where(OutboxMessage.kind == "staff")
    assert "30007" in told.text


def test_a_carrier_that_is_down_or_busy_is_tried_again(town: Town) -> None:
    assert (remind(town, "+15005550500").state, remind(town, "+15005550429").state) == ("due", "due")
    assert [row.error for row in OutboxMessage.select().order_by(OutboxMessage.id)] == ["20500", "20429"]


def test_a_callback_about_the_answer_to_a_webhook_still_tells_about_the_number(town: Town) -> None:
    town.carrier.text(ANA, "cancel my visit")
    status = callback(town, MessageSid="SM" + "f" * 32, MessageStatus="failed", ErrorCode="21610", To=ANA, From=CLINIC)
    assert status == 204
    assert Contact.get(Contact.address == ANA).opted_out_at is not None


def test_unknown_odd_and_forged_callbacks(town: Town) -> None:
    message = remind(town)
    assert callback(town, MessageSid="SM9", MessageStatus="delivered") == 204
    assert callback(town, MessageSid="SM9", MessageStatus="failed", ErrorCode="9" * 40, To="x", From="y") == 204
    assert callback(town, MessageSid="SM9", MessageStatus="failed", ErrorCode="30005", To="x", From="y") == 204
    assert callback(town, MessageSid="SM9", MessageStatus="sent", path="?message=99999999999999999999") == 204
    assert callback(town, MessageSid="", MessageStatus="nonsense") == 204
    assert callback(town, "not the token", MessageSid=str(message.provider_id), MessageStatus="failed") == 403
    assert OutboxMessage.get_by_id(message.id).state == "delivered"
