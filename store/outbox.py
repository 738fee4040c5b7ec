"""Messages out: written with the change that causes them, claimed by lease, recorded after the attempt (decision 4).

Delivery is three steps with no transaction open in the middle: `claim`, the network, `record`. A process killed between
the last two leaves a lease that runs out, so the message goes again: at least once, and once but for that moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Case, IntegrityError

from store.database import after_commit, is_postgresql, transaction
from store.models import Appointment, Clinic, Contact, Handoff, OutboxMessage, Question, Ticket
from store.sentences import Sentence

LEASE = dt.timedelta(minutes=2)
A_DAY = dt.timedelta(days=1)
BACK_OFF = (1, 2, 5, 15, 60)  # minutes after the first, second … failed attempt
RANK = {"due": 0, "leased": 0, "sent": 1, "delivered": 2, "failed": 2, "dropped": 3}

# Turn alerts leave before reminders, replies before everything (RULES 8, budgets).
PRIORITY = (
    "reply", "staff_answer", "carrier_check", "staff", "turn", "meeting", "on_the_way", "change", "confirmation",
    "notice", "missed", "offer", "reminder", "copy",
)  # fmt: skip

ANSWERS = ("reply", "staff_answer", "carrier_check")  # to who has just written: at any hour, outside every budget
# Outside the budget of unprompted texts (RULES 6): a turn in the queue, and a visit whose hour has come, are the
# patient waiting for us or we for them.
UNCOUNTED = (*ANSWERS, "staff", "turn", "meeting", "on_the_way", "missed", "copy")


def _nobody() -> None:
    return None


_wake: Callable[[], object] = _nobody


def wake_with(callback: Callable[[], object]) -> None:
    """What to call once a transaction that added messages has committed (given at start-up)."""
    global _wake
    _wake = callback


@dataclass(frozen=True)
class Sent:
    """The provider took it. `provider_id` is its name for the message; `segments` what it counts, 0 when unknown."""

    provider_id: str
    segments: int = 0


@dataclass(frozen=True)
class Failed:
    """The provider did not. `contact`: what it says about the address: "", "stopped" or "dead".

    `operator`: a person at the clinic has to look into it. `moved_to`: the address has a new one (a chat that grew).
    """

    code: str
    retry: bool
    contact: str = ""
    retry_after: dt.timedelta | None = None
    operator: bool = False
    moved_to: str = ""


def add(
    contact: Contact,
    kind: str,
    text: str,
    now: dt.datetime,
    *,
    dedupe_key: str | None = None,
    send_after: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
    appointment: Appointment | None = None,
    ticket: Ticket | None = None,
    question: Question | None = None,
    choices: Sequence[dict[str, Any]] = (),
    facts: dict[str, Any] | None = None,
) -> OutboxMessage | None:
    """Writes a message to a contact, inside the caller's transaction; None when one with this `dedupe_key` exists.

    `choices` is [{"label", "value"}]; `question` the open question they answer. A message about an appointment carries
    the start its text speaks of, and is dropped at delivery if the visit has moved or gone.
    """
    return add_to(
        contact.clinic_id, contact.channel, contact.address, kind, text, now,
        contact=contact, dedupe_key=dedupe_key, send_after=send_after, expires_at=expires_at, appointment=appointment,
        ticket=ticket, question=question, choices=choices, facts=facts or {},
    )  # fmt: skip


def add_staff(
    clinic: Clinic, text: str, now: dt.datetime, *, dedupe_key: str | None = None, handoff: Handoff | None = None
) -> OutboxMessage | None:
    """Writes a message to the clinic's staff chat; None when it has no chat or the message was written before.

    A reply of staff to a message about a `handoff` reaches its patient.
    """
    if clinic.staff_chat_id is None:
        return None
    return add_to(
        clinic.id, "telegram", str(clinic.staff_chat_id), "staff", text, now, dedupe_key=dedupe_key, handoff=handoff
    )


def add_to(
    clinic_id: int, channel: str, to: str, kind: str, text: str, now: dt.datetime, *,
    send_after: dt.datetime | None = None, dedupe_key: str | None = None, choices: Sequence[dict[str, Any]] = (),
    appointment: Appointment | None = None, **columns: Any,
) -> OutboxMessage | None:  # fmt: skip
    """As `add`, to a bare address: a staff chat, a doctor's phone."""
    if isinstance(text, Sentence):
        columns["facts"] = {"said": text.as_json()} | columns.get("facts", {})
    try:
        with transaction():  # a savepoint: a duplicate must not poison the caller's transaction
            message = OutboxMessage.create(
                clinic=clinic_id,
                channel=channel,
                to=to,
                kind=kind,
                text=str(text),
                created_at=now,
                send_after=send_after or now,
                dedupe_key=dedupe_key,
                choices=list(choices),
                appointment=appointment,
                visit_starts_at=appointment.starts_at if appointment else None,
                **columns,
            )
    except IntegrityError:
        if dedupe_key is not None and OutboxMessage.get_or_none(OutboxMessage.dedupe_key == dedupe_key):
            return None
        raise
    after_commit(lambda: _wake())
    return message


def add_reply(
    contact: Contact, text: str, now: dt.datetime, *, leased: bool,
    question_id: int | None = None, choices: Sequence[dict[str, Any]] = (), facts: dict[str, Any] | None = None,
) -> OutboxMessage:  # fmt: skip
    """Writes an answer to the contact, inside the caller's transaction.

    `leased`: the caller sends and records it right after the commit, and nobody is woken; should the caller die in
    between, the lease runs out and delivery takes over.
    """
    lease = {"state": "leased", "lease_until": now + LEASE, "attempts": 1} if leased else {}
    message: OutboxMessage = OutboxMessage.create(
        clinic=contact.clinic_id, contact=contact, channel=contact.channel, to=contact.address, kind="reply", text=text,
        created_at=now, send_after=now, choices=list(choices), question=question_id, facts=facts or {}, **lease,
    )  # fmt: skip
    if not leased:
        after_commit(lambda: _wake())
    return message


def claim(now: dt.datetime, limit: int = 20) -> list[OutboxMessage]:
    """Leases up to `limit` messages that are due (or whose lease ran out) to the caller; committed when it returns."""
    ready = (
        (OutboxMessage.send_after <= now)
        & ((OutboxMessage.state == "due") | ((OutboxMessage.state == "leased") & (OutboxMessage.lease_until <= now)))
    )  # fmt: skip
    with transaction():
        rows = OutboxMessage.select().where(ready).order_by(_urgency(), OutboxMessage.send_after, OutboxMessage.id)
        rows = rows.limit(limit)
        if is_postgresql():
            rows = rows.for_update(skip_locked=True)
        claimed = list(rows)
        if claimed:
            ids = [row.id for row in claimed]
            changes = {"state": "leased", "lease_until": now + LEASE, "attempts": OutboxMessage.attempts + 1}
            OutboxMessage.update(changes).where(OutboxMessage.id.in_(ids)).execute()
        for row in claimed:
            row.state, row.lease_until, row.attempts = "leased", now + LEASE, row.attempts + 1
    return claimed


def record(message: OutboxMessage, outcome: Sent | Failed, now: dt.datetime) -> None:
    """Writes what came of one attempt; a failure worth retrying is due again after a pause, until it expires."""
    if isinstance(outcome, Sent):
        changes: dict[str, Any] = {"state": "sent", "provider_id": outcome.provider_id, "sent_at": now, "error": ""}
        changes["segments"] = outcome.segments or message.segments
    elif outcome.retry and message.attempts <= len(BACK_OFF):
        back_off = dt.timedelta(minutes=BACK_OFF[message.attempts - 1])
        pause = back_off if outcome.retry_after is None else outcome.retry_after
        changes = {"state": "due", "send_after": now + pause, "error": outcome.code}
    else:
        changes = {"state": "failed", "error": outcome.code}
    changes["lease_until"] = None
    leased = (OutboxMessage.id == message.id) & (OutboxMessage.state == "leased")
    recorded = OutboxMessage.update(changes).where(leased).execute()
    if not recorded and isinstance(outcome, Sent):  # a callback was faster: it knows the state, not the segments
        same = (OutboxMessage.id == message.id) & (OutboxMessage.provider_id == outcome.provider_id)
        OutboxMessage.update(segments=outcome.segments).where(same).execute()


def drop(message: OutboxMessage, why: str) -> None:
    """It will not be sent: the visit is gone, the contact has stopped, it is too late to be of use."""
    changes = {"state": "dropped", "error": why, "lease_until": None}
    OutboxMessage.update(changes).where(
        OutboxMessage.id == message.id, OutboxMessage.state.in_(("due", "leased"))
    ).execute()


def postpone(message: OutboxMessage, until: dt.datetime, why: str) -> None:
    """A claimed message goes back until then; no attempt was made."""
    changes = {"state": "due", "send_after": until, "lease_until": None, "attempts": message.attempts - 1, "error": why}
    OutboxMessage.update(changes).where(OutboxMessage.id == message.id, OutboxMessage.state == "leased").execute()


def follow(
    provider_id: str, state: str, provider_status: str, now: dt.datetime, error: str = "", message_id: int | None = None
) -> OutboxMessage | None:
    """A delivery callback: moves the message on, never back (callbacks come in any order). None: not one of ours.

    `message_id` is our own number, where the callback carries it. With it, a callback that overtakes `record`, or that
    speaks of an attempt whose answer was lost, still counts: what arrived is not sent again.
    """
    with transaction():
        message = _spoken_of(provider_id, state, message_id)
        if message is None or message.state in ("delivered", "dropped") or RANK[state] < RANK[message.state]:
            return message
        if state == "failed" and provider_id in message.facts.get("refused", []):  # the attempt that `again` is about
            return message
        message.state, message.provider_status, message.error = state, provider_status, error or message.error
        message.provider_id, message.sent_at, message.lease_until = provider_id, message.sent_at or now, None
        message.save()
    return message


def _spoken_of(provider_id: str, state: str, message_id: int | None) -> OutboxMessage | None:
    named = OutboxMessage.provider_id == provider_id
    if message_id is not None:
        named = (OutboxMessage.id == message_id) & (OutboxMessage.channel != "telegram")
    rows = OutboxMessage.select().where(named)
    message: OutboxMessage | None = (rows.for_update() if is_postgresql() else rows).first()
    if message is not None and message.provider_id not in (None, provider_id) and state != "delivered":
        return None  # it speaks of an earlier attempt; the later one is what counts
    return message


def again(
    message: OutboxMessage, error: str, now: dt.datetime, pause: dt.timedelta, *, by_template: bool = False
) -> bool:
    """A message that failed on its way is due once more after `pause`; False when it moved on in the meantime.

    What its first attempt is said to have come to is not heard again. `by_template`: this time as a WhatsApp template.
    """
    facts = message.facts | {"refused": [*message.facts.get("refused", []), message.provider_id]}
    facts |= {"by_template": True} if by_template else {}
    changes: dict[str, Any] = {
        "state": "due", "send_after": now + pause, "error": error, "provider_id": None, "lease_until": None,
        "facts": facts,
    }  # fmt: skip
    mine = (OutboxMessage.id == message.id) & (OutboxMessage.provider_id == message.provider_id)
    return bool(OutboxMessage.update(changes).where(mine & (OutboxMessage.state == "failed")).execute())


def told_with(other: OutboxMessage, appointment: Appointment, dedupe_key: str, now: dt.datetime) -> None:
    """Notes that what would have this key is said in another message: it will not be written."""
    try:
        with transaction():
            OutboxMessage.create(
                clinic=other.clinic_id, contact=other.contact_id, channel=other.channel, to=other.to, kind=other.kind,
                text="", created_at=now, send_after=other.send_after, dedupe_key=dedupe_key, appointment=appointment,
                visit_starts_at=appointment.starts_at, state="dropped", error=f"said in {other.id}",
            )  # fmt: skip
    except IntegrityError:
        if OutboxMessage.get_or_none(OutboxMessage.dedupe_key == dedupe_key) is None:
            raise


def unsay(message: OutboxMessage) -> None:
    """A message that was dropped gives its keys back, with those of what was said in it: they may be written anew."""
    OutboxMessage.update(dedupe_key=None).where(OutboxMessage.id == message.id).execute()
    said_in = (OutboxMessage.error == f"said in {message.id}") & (OutboxMessage.state == "dropped")
    OutboxMessage.delete().where(said_in, OutboxMessage.contact == message.contact_id).execute()


def unfollowed(now: dt.datetime, clinic: Clinic | None = None) -> int:
    """How many texts of the last week the carrier took a day ago or more and has not said a word about since (R6)."""
    silent = (OutboxMessage.state == "sent") & (OutboxMessage.provider_status == "")
    aged = (OutboxMessage.sent_at <= now - A_DAY) & (OutboxMessage.sent_at > now - 8 * A_DAY)
    rows = OutboxMessage.select().where(silent, aged, OutboxMessage.channel.in_(("sms", "whatsapp")))
    return int((rows.where(OutboxMessage.clinic == clinic) if clinic is not None else rows).count())


def _urgency() -> Any:
    return Case(OutboxMessage.kind, [(kind, rank) for rank, kind in enumerate(PRIORITY)], len(PRIORITY))
