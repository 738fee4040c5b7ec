"""WAITLIST: who waits for an earlier time, first come within their priority."""

from __future__ import annotations

from bot import wording
from bot.staff.turn import StaffTurn
from store.models import WaitlistEntry
from store.waitlist import OPEN


def show(turn: StaffTurn) -> None:
    mine = (WaitlistEntry.clinic == turn.clinic) & WaitlistEntry.status.in_(OPEN) & (
        WaitlistEntry.date_to >= turn.today
    )  # fmt: skip
    rows = WaitlistEntry.select().where(mine).order_by(WaitlistEntry.priority, WaitlistEntry.id)
    entries = list(rows)
    if not entries:
        turn.tell("desk.waitlist_empty")
        return
    turn.tell("desk.waitlist", count=len(entries))
    turn.show([_line(turn, number, entry) for number, entry in enumerate(entries, 1)])


def _line(turn: StaffTurn, number: int, entry: WaitlistEntry) -> str:
    doctor = turn.doctor_name(entry.doctor) if entry.doctor else turn.word("desk.any_doctor")
    first = wording.day(max(entry.date_from, turn.today), turn.locale)
    last = wording.day(entry.date_to, turn.locale)
    days = first if entry.date_from == entry.date_to else turn.word("desk.days", first=first, last=last)
    state = "" if entry.status == "waiting" else turn.word("desk.has_an_offer")
    return f"{number}. {turn.who(entry.patient)}, {doctor}, {days}{state}"
