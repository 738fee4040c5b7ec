"""Every refusal the store can give: a code and its facts. The words live in bot/phrases, keyed by the code.

A refusal is what a person may hear ("that time has gone"), never a bug. The bot speaks it; the staff endpoint makes
problem+json of the same code.
"""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Something the clinic's rules do not allow. `facts` carry what a reply needs (doctor, openings, limits …)."""

    code = "refused"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code


class SlotTaken(Refusal):
    """facts: opening (the one wanted), nearest (openings that are free)."""

    code = "slot_taken"


class NotOpen(Refusal):
    """Nothing starts then. facts: doctor, starts_at, works (on duty, but not for a visit from then), nearest.
    Or, of a day on which the doctor, or with None nobody, works at all: doctor, day.
    """

    code = "not_open"


class InThePast(Refusal):
    """facts: starts_at."""

    code = "in_the_past"


class TooSoon(Refusal):
    """Inside the minimum notice. facts: starts_at, notice_minutes."""

    code = "too_soon"


class TooFarAhead(Refusal):
    """Beyond advance_booking_days. facts: starts_at, last_day."""

    code = "too_far_ahead"


class TooManyOpen(Refusal):
    """The patient holds as many open visits as the clinic allows. facts: limit."""

    code = "too_many_open"


class SeriesNotFree(Refusal):
    """Some dates of a recurring visit cannot be had, so none was booked.

    facts: dates (store.series.Date of every date), doctor, missing (how many), first (the first of them).
    """

    code = "series_not_free"


class PatientBusy(Refusal):
    """The patient has another visit at that time. facts: other (appointment), nearest."""

    code = "patient_busy"


class WrongTransition(Refusal):
    """A status machine has no such edge. facts: thing, before, event; after, the status that was wanted, if one was."""

    code = "wrong_transition"

    def __str__(self) -> str:
        return f"{self.facts['thing']} is {self.facts['before']}: cannot {self.facts['event']}"


class AlreadyMovedOn(Refusal):
    """Somebody else changed the row first. facts: thing, before, now."""

    code = "already_moved_on"


class TooLateToCancel(Refusal):
    """late_cancellation is "refuse" and the deadline is past. facts: appointment, deadline_hours."""

    code = "too_late_to_cancel"


class VisitsHit(Refusal):
    """A change would leave booked visits without hours, and nobody said what becomes of them (B16).

    facts: visits (all it touches), undecided (references), touched (store.misfits.Misfit of each).
    """

    code = "visits_hit"


class QueueClosed(Refusal):
    """The queue is switched off (opens_at None), or nobody works any more today. facts: opens_at (datetime or None)."""

    code = "queue_closed"


class DoctorOff(Refusal):
    """The doctor sees nobody any more today. facts: doctor, others (doctors with room)."""

    code = "doctor_off"


class QueueFull(Refusal):
    """facts: limit."""

    code = "queue_full"


class DoctorQueueFull(Refusal):
    """facts: doctor, limit, others (doctors with room)."""

    code = "doctor_queue_full"


class AlreadyInQueue(Refusal):
    """facts: ticket."""

    code = "already_in_queue"


class WalkInsOff(Refusal):
    code = "walk_ins_off"


class NotToday(Refusal):
    """Checking in is for a visit of today, completing for none to come. facts: appointment."""

    code = "not_today"


class NobodyWaiting(Refusal):
    """facts: doctor."""

    code = "nobody_waiting"


class DoctorBusy(Refusal):
    """facts: doctor, ticket (the one being seen)."""

    code = "doctor_busy"


class RoomBusy(Refusal):
    """Another doctor's patient was called to that room. facts: room, doctor, ticket (whose they are)."""

    code = "room_busy"


class NothingToUndo(Refusal):
    """The asker's last act is too long ago, cannot be taken back, or there is none.

    facts: seconds (the limit); act, the audit's word for what cannot be taken back.
    """

    code = "nothing_to_undo"


class OfferGone(Refusal):
    """The offered seat is no longer held for this patient. facts: reason ("expired", "taken", "withdrawn")."""

    code = "offer_gone"


class CannotOffer(Refusal):
    """Staff cannot offer a time to this entry now.

    facts: reason ("no_contact", "opted_out", "unreachable", "quiet_hours", "budget", "nothing_free", "over",
    "entry_notified" and the other states).
    """

    code = "cannot_offer"


class AlreadyWaiting(Refusal):
    """The patient already stands on the waitlist for that. facts: entry."""

    code = "already_waiting"


class NotFound(Refusal):
    """No such thing here, or not yours: the two are never told apart (P16). facts: thing."""

    code = "not_found"


class NotYours(Refusal):
    """What the doctor of a visit writes is theirs alone (B14). facts: thing."""

    code = "not_yours"


class Invalid(Refusal):
    """A value an operator or client gave is out of range. facts: field, problem."""

    code = "invalid"
