"""The carrier's parts on their own: the background thread and the bounded phones."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from handlers.phone import threads as threads_module
from handlers.phone.dispatch import Dispatcher
from handlers.phone.threads import Threads

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_jobs_run_by_due_time_then_by_arrival() -> None:
    dispatcher, done = Dispatcher(), []
    dispatcher.later(0.05, lambda: done.append("late"))
    dispatcher.later(0, lambda: done.append("first"))
    dispatcher.later(0, lambda: done.append("second"))
    assert dispatcher.settle()
    assert done == ["first", "second", "late"]


def test_a_job_that_raises_is_logged_and_the_next_one_runs(caplog: pytest.LogCaptureFixture) -> None:
    dispatcher, done = Dispatcher(), []
    dispatcher.later(0, lambda: done.append(1 // 0))
    dispatcher.later(0, lambda: done.append(2))
    assert dispatcher.settle()
    assert done == [2]
    assert "ZeroDivisionError" in caplog.text


def test_a_frozen_clock_does_not_stop_delivery() -> None:
    with freeze_time("2026-11-23 12:00"):
        dispatcher, done = Dispatcher(), []
        dispatcher.later(0.02, lambda: done.append(1))
        assert dispatcher.settle(3)
    assert done == [1]


def test_settling_gives_up() -> None:
    dispatcher = Dispatcher()
    dispatcher.later(30, lambda: None)
    assert not dispatcher.settle(0.05)
    dispatcher.clear()
    assert dispatcher.settle(0.05)


def test_a_forked_child_has_a_thread_of_its_own() -> None:
    dispatcher = Dispatcher()
    dispatcher.later(0, lambda: None)
    assert dispatcher.settle()
    child = os.fork()
    if child == 0:
        ran: list[int] = []
        dispatcher.later(0, lambda: ran.append(1))
        os._exit(0 if dispatcher.settle(3) and ran else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_phones_and_threads_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads_module, "KEPT_BUBBLES", 3)
    monkeypatch.setattr(threads_module, "KEPT_ADDRESSES", 2)
    threads = Threads(lambda: NOON)
    for number in range(5):
        threads.add("a", "clinic", str(number))
    assert [bubble.text for bubble in threads.of("a")] == ["2", "3", "4"]
    for address in "bac":
        threads.add(address, "phone", "hi")
    assert threads.addresses() == ["a", "c"]


def test_a_bubble_that_has_fallen_off_is_left_alone() -> None:
    threads = Threads(lambda: NOON)
    bubble = threads.add("a", "clinic", "x")
    threads.clear()
    version = threads.version
    threads.change("a", bubble.id, status="delivered")
    assert (threads.of("a"), threads.version) == ([], version)
