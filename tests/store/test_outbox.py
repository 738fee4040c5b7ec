"""Messages out: each once, claimed by one worker, retried with a pause, followed to the end."""

from __future__ import annotations

import datetime as dt

from store import outbox
from store.models import Clinic, OutboxMessage
from store.outbox import Failed, Sent
from tests import factory

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def test_a_message_with_a_key_is_written_once(clinic: Clinic) -> None:
    contact = factory.contact(clinic)
    assert outbox.add(contact, "reminder", "Tomorrow at 9", NOON, dedupe_key="reminder:1:24h") is not None
    assert outbox.add(contact, "reminder", "Tomorrow at 9", NOON, dedupe_key="reminder:1:24h") is None
    assert OutboxMessage.select().count() == 1


def test_two_workers_never_claim_the_same_message_and_a_lost_lease_runs_out(clinic: Clinic) -> None:
    outbox.add(factory.contact(clinic), "reminder", "Tomorrow at 9", NOON)
    assert len(outbox.claim(NOON)) == 1
    assert outbox.claim(NOON) == []
    assert outbox.claim(NOON + outbox.LEASE - MINUTE) == []
    [again] = outbox.claim(NOON + outbox.LEASE)
    assert again.attempts == 2


def test_turns_leave_before_reminders(clinic: Clinic) -> None:
    for kind in ("reminder", "offer", "turn", "reply"):
        outbox.add(factory.contact(clinic), kind, kind, NOON)
    assert [message.kind for message in outbox.claim(NOON)] == ["reply", "turn", "offer", "reminder"]


def test_a_passing_failure_waits_longer_each_time_and_then_gives_up(clinic: Clinic) -> None:
    message = outbox.add(factory.contact(clinic), "reminder", "Tomorrow at 9", NOON)
    assert message is not None
    now = NOON
    for minutes in outbox.BACK_OFF:
        [claimed] = outbox.claim(now)
        outbox.record(claimed, Failed("500", retry=True), now)
        assert outbox.claim(now + minutes * MINUTE - MINUTE / 2) == []
        now += minutes * MINUTE
    [last] = outbox.claim(now)
    outbox.record(last, Failed("500", retry=True), now)
    assert OutboxMessage.get_by_id(message.id).state == "failed"


def test_callbacks_move_a_message_on_and_never_back(clinic: Clinic) -> None:
    outbox.add(factory.contact(clinic), "reminder", "Tomorrow at 9", NOON)
    [claimed] = outbox.claim(NOON)
    outbox.record(claimed, Sent("SM1", 1), NOON)
    assert outbox.follow("SM1", "delivered", "delivered") is not None
    late = outbox.follow("SM1", "sent", "sending")
    assert late is not None
    assert late.state == "delivered"
    assert outbox.follow("SM9", "sent", "sent") is None
