"""Messages out: claim by lease, read the visit again, send, record (decision 4)."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from handlers import sending
from store import clock, database, outbox
from store.models import Appointment, Contact, OutboxMessage, Ticket

logger = logging.getLogger(__name__)

POOL = 4  # messages on their way at once; as many at most go twice if the process is killed
BATCH = 4  # claimed by one thread at a time: all can time out and the lease still holds
LONGEST_RUN = dt.timedelta(seconds=50)
SLOWEST_SEND = dt.timedelta(seconds=25)

LIVE = ("held", "pending", "confirmed", "in-progress")
# What a visit's status must still be for a text of this kind; other kinds (a cancellation) may speak of any.
STATUS_NEEDED = {"reminder": ("pending", "confirmed"), "confirmation": LIVE, "offer": ("held",)}

Moment = Callable[[], dt.datetime]


def deliver(now: dt.datetime) -> int:
    """Sends what is due at `now` (aware) and what becomes due meanwhile; returns how many messages were handled.

    One run at a time in a process: a second call asks the running one to look again, and returns 0.
    """
    return _one_at_a_time(lambda: _run(clock.running_from(now)))


def _run(moment: Moment) -> int:
    until = moment() + LONGEST_RUN
    count = _batch(moment)
    if count == BATCH:  # more may wait: several threads, because a send is mostly waiting
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
        claimed = database.retried(outbox.claim)(moment(), BATCH)
        for message in claimed:
            try:
                _one(message, moment)
            except Exception:  # the row keeps its lease, and is tried again when that has run out
                logger.exception("a message could not be handled", extra={"message_id": message.id})
    return len(claimed)


def _one(message: OutboxMessage, moment: Moment) -> None:
    if message.lease_until is not None and moment() + SLOWEST_SEND > message.lease_until:
        return  # those before it were slow: somebody else may hold it by the time it would be sent
    if why := out_of_date(message, moment()):
        outbox.drop(message, why)
        return
    database.retried(sending.settle)(message, sending.attempt(message), moment())


def out_of_date(message: OutboxMessage, now: dt.datetime) -> str:
    """Why the message must not go out any more, "" when it may: everything it speaks of is read again here."""
    if message.attempts > len(outbox.BACK_OFF) + 1:
        return "attempts"
    if message.expires_at is not None and message.expires_at <= now:
        return "expired"
    contact, visit, ticket = message.contact, message.appointment, message.ticket
    reasons = (
        _silenced(contact) if contact and message.kind != "reply" else "",  # an answer, as to STOP, always goes
        _visit_changed(message, visit) if visit else "",
        _ticket_changed(message, ticket) if ticket else "",
        _offer_over(message) if message.kind == "offer" else "",
    )
    return next(filter(None, reasons), "")


def _silenced(contact: Contact) -> str:
    if contact.opted_out_at is not None:
        return "opted_out"
    return "unreachable" if contact.unreachable_at is not None else ""


def _visit_changed(message: OutboxMessage, visit: Appointment) -> str:
    if message.visit_starts_at is not None and visit.starts_at != message.visit_starts_at:
        return "visit_moved"
    needed = STATUS_NEEDED.get(message.kind)
    if needed is not None and visit.status not in needed:
        return f"visit_{visit.status}"
    if message.kind == "reminder" and (visit.muted or visit.checked_in_at is not None):
        return "visit_muted" if visit.muted else "already_here"
    return ""


def _offer_over(message: OutboxMessage) -> str:
    """An offer that was answered by other means, withdrawn, or won by somebody else."""
    offer = message.question.offer if message.question else None
    return f"offer_{offer.status}" if offer is not None and offer.status != "open" else ""


def _ticket_changed(message: OutboxMessage, ticket: Ticket) -> str:
    """A text from before the patient was seen, or the ticket closed; what tells of the closing itself is not older."""
    over = max(filter(None, (ticket.started_at, ticket.finished_at)), default=None)
    return f"ticket_{ticket.status}" if over is not None and message.created_at < over else ""


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
