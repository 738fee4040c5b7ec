"""Alerts of the queue (Q4): each is written once, in the transaction of the act that causes it.

The dedupe key holds the ticket's version where the same thing may rightly happen again (a second call), and not where
it may not ("you are 3rd"). Nothing goes to a contact who has opted out or cannot be reached; a ticket the desk made
without a phone has no contact at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from bot import wording
from bot.notices.fitting import fitting
from bot.phrases import say
from store import addresses, outbox, settings
from store.models import Contact, OutboxMessage, Ticket
from store.tickets import label
from store.waits import Place

CALL_LIVES = dt.timedelta(minutes=30)  # a call that could not be sent by then tells nobody anything


def joined(ticket: Ticket, place: Place, now: dt.datetime) -> None:
    """Added to the line by the desk: number, how many ahead and, where the clinic shows it, the wait."""
    if settings.of(ticket.clinic).walk_in_wait_time_visible:
        wait = wording.wait(place.low, place.high, _locale(ticket))
        _tell(ticket, "joined_wait", now, once=True, key="joined", ahead=place.ahead, wait=wait)
    else:
        _tell(ticket, "joined", now, once=True, ahead=place.ahead)


def checked_in(ticket: Ticket, now: dt.datetime) -> None:
    """The desk has checked them in for their visit."""
    _tell(ticket, "checked_in", now, once=True)


def third(ticket: Ticket, ahead: int, now: dt.datetime) -> None:
    """ "You are 3rd" (or 2nd, for who was further behind a moment ago): once a ticket."""
    _tell(ticket, "third", now, once=True, place=wording.ordinal(ahead + 1, _locale(ticket)))


def told_third(ids: Collection[int]) -> set[int]:
    """Which of these tickets (by id) have been told so."""
    keys = {f"turn:{key}:third": key for key in ids}
    rows = OutboxMessage.select(OutboxMessage.dedupe_key).where(OutboxMessage.dedupe_key.in_(list(keys)))
    return {keys[row.dedupe_key or ""] for row in rows} if keys else set()


def called(ticket: Ticket, now: dt.datetime) -> None:
    """ "It is your turn", with the room or the link of an online visit."""
    _send_to_doctor(ticket, "now", now)


def recalled(ticket: Ticket, now: dt.datetime) -> None:
    _send_to_doctor(ticket, "recall", now)


def asked(ticket: Ticket, now: dt.datetime) -> None:
    """Called and not seen: "are you on your way?", once a call."""
    _tell(ticket, "asked", now, call=ticket.called_at)


def passed_over(ticket: Ticket, now: dt.datetime) -> None:
    _tell(ticket, "passed", now)


def taken_back(ticket: Ticket, now: dt.datetime) -> None:
    _tell(ticket, "back", now)


def not_yet(ticket: Ticket, now: dt.datetime) -> None:
    """The call was a mistake and has been taken back."""
    _tell(ticket, "not_yet", now)


def handed_over(ticket: Ticket, now: dt.datetime) -> None:
    if ticket.doctor is not None:
        _tell(ticket, "handed_over", now, doctor=wording.colleague(ticket.doctor))


def missed(ticket: Ticket, now: dt.datetime) -> None:
    _tell(ticket, "missed", now)


def removed(ticket: Ticket, now: dt.datetime) -> None:
    _tell(ticket, "removed", now)


def withdraw(ticket: Ticket) -> None:
    """Drops what has not left yet about this ticket."""
    for message in OutboxMessage.select().where(_about(ticket) & (OutboxMessage.state == "due")):
        outbox.drop(message, "the ticket has moved on")


def left_since(ticket: Ticket, moment: dt.datetime) -> bool:
    """Whether something written about this ticket at `moment` or later has left."""
    gone = OutboxMessage.state.in_(("leased", "sent", "delivered"))
    return OutboxMessage.select().where(_about(ticket) & gone, OutboxMessage.created_at >= moment).exists()


def _about(ticket: Ticket) -> Any:
    return (OutboxMessage.ticket == ticket) & (OutboxMessage.kind == "turn")


def reachable(contact: Contact | None) -> bool:
    """Whether a text would reach them; if not, the desk calls by voice."""
    return contact is not None and contact.opted_out_at is None and contact.unreachable_at is None


def _send_to_doctor(ticket: Ticket, what: str, now: dt.datetime) -> None:
    visit, doctor = ticket.appointment, ticket.serving_doctor
    if doctor is None:
        raise ValueError(f"{label(ticket)} has no doctor")
    if visit is not None and visit.visit_type == "online" and visit.meeting_link:
        _tell(ticket, f"{what}_online" if what != "now" else "online", now, key=what, doctor=wording.colleague(doctor),
              link=visit.meeting_link)  # fmt: skip
    elif ticket.room:
        room = room_words(ticket.room, _locale(ticket))
        _tell(ticket, what, now, key=what, doctor=wording.colleague(doctor), room=room)
    else:
        _tell(ticket, f"{what}_roomless", now, key=what, doctor=wording.colleague(doctor))


def _tell(
    ticket: Ticket, what: str, now: dt.datetime, *,
    key: str = "", once: bool = False, call: dt.datetime | None = None, **facts: object,
) -> None:  # fmt: skip
    contact = _contact(ticket)
    if contact is None or not reachable(contact):
        return
    told = {"ticket": label(ticket), "clinic": ticket.clinic.name} | facts
    which = "" if once else f":{call.timestamp():.0f}" if call else f":{ticket.version}"
    outbox.add(
        contact,
        "turn",
        fitting(f"notice.turn_{what}", _locale(ticket), **told),
        now,
        ticket=ticket,
        dedupe_key=f"turn:{ticket.id}:{key or what}{which}",
        expires_at=now + CALL_LIVES,
    )


def room_words(room: str, locale: str) -> str:
    """ "room 2" of "2"; a room with a name is called by it."""
    return say("notice.turn_room", locale, room=room) if room.isdecimal() else room


def _locale(ticket: Ticket) -> str:
    contact = _contact(ticket)
    return contact.locale or ticket.clinic.locale if contact is not None else "en"


def _contact(ticket: Ticket) -> Contact | None:
    """Who is told: the contact in line, on the channel used last (R5)."""
    return addresses.used_last(ticket.contact, ticket.patient_id) if ticket.contact is not None else None
