"""Messages out: claim by lease, look at what they speak of once more, wait for the line, send, record (decision 4)."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.notices import elsewhere, reminders
from handlers import sending
from jobs import last_look, pacing
from store import clock, database, outbox
from store.models import OutboxMessage

logger = logging.getLogger(__name__)

POOL = 4  # messages on their way at once; as many at most go twice if the process is killed
BATCH = 4  # claimed by one thread at a time: all can time out and the lease still holds
LONGEST_RUN = dt.timedelta(seconds=50)
SLOWEST_SEND = dt.timedelta(seconds=25)

Moment = Callable[[], dt.datetime]


def deliver(now: dt.datetime) -> int:
    """Sends what is due at `now` (aware) and what becomes due meanwhile; returns how many messages were handled.

    One run at a time in a process: a second call asks the running one to look again, and returns 0.
    """
    return _one_at_a_time(lambda: _run(clock.running_from(now)))


def _run(moment: Moment) -> int:
    until = moment() + LONGEST_RUN
    count = _batch(moment)
    if count == pacing.at_once(BATCH):  # more may wait: several threads, because a send is mostly waiting
        with ThreadPoolExecutor(POOL, thread_name_prefix="delivery") as pool:
            count += sum(pool.map(lambda _: _drain(moment, until), range(POOL)))
    return count


def _drain(moment: Moment, until: dt.datetime) -> int:
    count = 0
    while moment() < until and (handled := _batch(moment)):
        count += handled
    return count


def _batch(moment: Moment) -> int:
    with database.connected():
        claimed = database.retried(outbox.claim)(moment(), pacing.at_once(BATCH))
        for message in claimed:
            try:
                _one(message, moment)
            except Exception:  # the row keeps its lease, and is tried again when that has run out
                logger.exception("a message could not be handled", extra={"message_id": message.id})
    return len(claimed)


def _one(message: OutboxMessage, moment: Moment) -> None:
    if message.lease_until is not None and moment() + SLOWEST_SEND > message.lease_until:
        return  # those before it were slow: somebody else may hold it by the time it would be sent
    if why := last_look.out_of_date(message, moment()):
        database.retried(_let_go)(message, why, moment())
    elif later := last_look.not_before(message, moment()):
        outbox.postpone(message, *later)
    elif not pacing.wait_for_turn(message, moment()):
        outbox.postpone(message, moment() + pacing.PATIENCE, "paced")
    else:
        database.retried(sending.settle)(message, sending.attempt(message), moment())


def _let_go(message: OutboxMessage, why: str, now: dt.datetime) -> None:
    with database.transaction():
        outbox.drop(message, why)
        if message.kind == "reminder" and (why == "expired" or why.startswith("visit_")):
            reminders.take_apart(message, now)
        elif why == "unreachable":  # the address died while this waited
            elsewhere.send_on(message, now)


class _OneAtATime:
    """Runs work in the thread that asks; whoever asks meanwhile makes that thread run it once more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = False
        self._again = False

    def __call__(self, work: Callable[[], int]) -> int:
        with self._lock:
            self._again = True
            if self._running:
                return 0
            self._running = True
        count = 0
        try:
            while self._wanted():
                count += work()
        except BaseException:
            with self._lock:
                self._running = False
            raise
        return count

    def _wanted(self) -> bool:
        with self._lock:
            wanted, self._again = self._again, False
            self._running = wanted
            return wanted


_one_at_a_time = _OneAtATime()
