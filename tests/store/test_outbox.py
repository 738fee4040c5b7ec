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
    assert outbox.follow("SM1", "delivered", "delivered", NOON) is not None
    late = outbox.follow("SM1", "sent", "sending", NOON)
    assert late is not None
    assert late.state == "delivered"
    assert outbox.follow("SM9", "sent", "sent", NOON) is None


def test_a_callback_that_overtakes_the_record_counts_and_the_message_is_not_sent_again(clinic: Clinic) -> None:
    outbox.add(factory.contact(clinic), "reminder", "Tomorrow at 9", NOON)
    [claimed] = outbox.claim(NOON)
    outbox.follow("SM1", "delivered", "delivered", NOON, message_id=claimed.id)
    outbox.record(claimed, Failed("timeout", retry=True), NOON)
    assert OutboxMessage.get_by_id(claimed.id).state == "delivered"
    assert outbox.claim(NOON + 2 * outbox.LEASE) == []


def test_the_failure_of_an_earlier_attempt_does_not_touch_the_later_one(clinic: Clinic) -> None:
    outbox.add(factory.contact(clinic), "reminder", "Tomorrow at 9", NOON)
    [claimed] = outbox.claim(NOON)
    outbox.record(claimed, Sent("SM2", 1), NOON)
    assert outbox.follow("SM1", "failed", "undelivered", NOON, "30003", message_id=claimed.id) is None
    assert OutboxMessage.get_by_id(claimed.id).state == "sent"


def test_a_message_that_failed_on_its_way_goes_once_more_and_a_doubled_callback_changes_nothing(clinic: Clinic) -> None:
    outbox.add(factory.contact(clinic), "reminder", "Tomorrow at 9", NOON)
    [claimed] = outbox.claim(NOON)
    outbox.record(claimed, Sent("SM1", 1), NOON)
    failed = outbox.follow("SM1", "failed", "undelivered", NOON, "30003")
    assert failed is not None
    assert outbox.again(failed, "30003", NOON, 15 * MINUTE)
    assert not outbox.again(failed, "30003", NOON, 15 * MINUTE)
    assert outbox.claim(NOON + 14 * MINUTE) == []
    assert len(outbox.claim(NOON + 15 * MINUTE)) == 1


def test_a_leased_reply_goes_to_delivery_only_when_its_writer_died(clinic: Clinic) -> None:
    outbox.add_reply(factory.contact(clinic, "77", "telegram"), "Hello", NOON, leased=True)
    assert outbox.claim(NOON) == []
    assert len(outbox.claim(NOON + outbox.LEASE)) == 1
