"""No faster than the carrier takes it, with as many workers as there are; a call of the queue is never behind others."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import config
from jobs import delivery, pacing
from store import clock, database, outbox, settings
from store.models import Clinic, OutboxMessage, SystemState
from store.pacing import forget_idle, take_place
from tests import factory
from tests.jobs.test_delivery import Carrier
from tests.jobs.test_delivery import carrier as carrier

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def paced() -> Iterator[None]:
    pacing.switch(True)
    yield
    pacing.switch(False)


def test_places_are_apart_and_a_long_line_is_not_joined(store: str) -> None:
    places = [take_place("sms:x", SECOND, NOON, 2 * SECOND) for _ in range(4)]
    assert places == [NOON, NOON + SECOND, NOON + 2 * SECOND, None]
    assert take_place("sms:y", SECOND, NOON, SECOND) == NOON
    assert take_place("sms:x", SECOND, NOON + 9 * SECOND, SECOND) == NOON + 9 * SECOND


def test_workers_at_once_never_get_the_same_place(store: str) -> None:
    def take(_: int) -> dt.datetime | None:
        with database.connected():
            return take_place("sms:x", SECOND, NOON, dt.timedelta.max)

    with ThreadPoolExecutor(8) as pool:
        places = list(pool.map(take, range(40)))
    assert sorted(filter(None, places)) == [NOON + n * SECOND for n in range(40)]


def test_lines_nobody_stands_in_are_forgotten(store: str) -> None:
    take_place("sms:x", SECOND, NOON, SECOND)
    assert forget_idle(NOON + dt.timedelta(hours=23)) == 0
    assert forget_idle(NOON + dt.timedelta(hours=25)) == 1
    assert SystemState.select().count() == 0


@pytest.mark.slow
def test_a_toll_free_number_sends_three_a_second_and_a_turn_does_not_wait(
    clinic: Clinic, carrier: Carrier, paced: None
) -> None:
    settings.put(clinic, {"sms_number_kind": "toll_free"})
    for number in range(7):
        outbox.add(factory.contact(clinic, f"+1555010100{number}"), "reminder", "soon", NOON)
    outbox.add(factory.contact(clinic, "+15550102000"), "turn", "your turn", NOON)
    began = time.monotonic()
    assert delivery.deliver(NOON) == 8
    took = time.monotonic() - began
    assert carrier.texts[0] == "your turn"
    assert took > 2.2  # and not seven: tests/test_every_setting.py has the rates


def test_a_line_that_is_too_long_puts_the_message_back(clinic: Clinic, carrier: Carrier, paced: None) -> None:
    assert clinic.sms_number is not None
    for _ in range(60):
        take_place(f"sms:{clinic.sms_number}", SECOND, NOON, dt.timedelta.max)
    outbox.add(factory.contact(clinic), "reminder", "soon", NOON)
    delivery.deliver(NOON)
    row = OutboxMessage.get()
    assert (row.state, row.error, row.attempts) == ("due", "paced", 0)
    assert row.send_after > NOON


def test_an_emulated_carrier_has_no_pace(store: str) -> None:
    development = {"FRONTDESK_ENV": "development"}
    assert not config.load(development).pacing
    assert config.load(development | {"PACING": "on"}).pacing
    assert config.load({"FRONTDESK_ENV": "test"}).pacing
    with pytest.raises(config.ConfigError, match="PACING"):
        config.load(development | {"PACING": "fast"})
    assert clock.now().tzinfo is not None


def test_telegram_counts_the_bot_and_the_chat_and_a_group_is_slower(clinic: Clinic) -> None:
    outbox.add(factory.contact(clinic, "77", "telegram"), "reminder", "soon", NOON)
    outbox.add_staff(clinic, "hello", NOON)
    chat, group = OutboxMessage.select().order_by(OutboxMessage.id)
    assert [line for line, _ in pacing.lines(chat)] == ["telegram:1000000001", "chat:77"]
    assert [apart for _, apart in pacing.lines(group)][1] == 3 * SECOND
