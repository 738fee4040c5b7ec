"""What becomes of the booked visits that a change of hours touches (B16): shown, asked, and told afterwards.

< Tue 24 Nov, 10am A.R. (K7)
< Tue 24 Nov, 3pm B.C. (L4)
< What shall happen to them? Patients get a text.
< [Move all] [Cancel all] [One by one] [Only block] [Do not block]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.desk import hours as desk_hours
from bot.messages import Choice
from bot.staff.turn import SCREEN, StaffTurn
from store.models import Appointment

OF_ONE = {"move": "desk.move_this", "cancel": "desk.cancel_this", "keep": "desk.keep_this"}


@dataclass(frozen=True)
class Words:
    """Keys of bot/phrases/desk.py: the question where no visit is touched, the line above those that are, leaving them
    be, changing nothing."""

    sure: str
    hits: str
    only: str
    no: str


def answers(
    turn: StaffTurn, touched: Sequence[Appointment], words: Words, line: Callable[[Appointment], str], **facts: Any
) -> desk_hours.Answers | None:
    """What the asker has said of the touched visits; None after they have been asked. `facts` are the words' own."""
    picked = turn.picked
    if picked.get("then") == "none":  # nothing was touched when they said yes: what is now, is asked about
        return desk_hours.ASK
    if "then" in picked:
        return desk_hours.Answers(then=picked["then"])
    if "each" in picked:
        return _one_by_one(turn, touched, words, line)
    no = Choice(turn.word(words.no), {"no": True})
    if not touched:
        turn.ask(words.sure, [Choice(turn.word("desk.yes"), {"then": "none", "sure": True}), no], **facts)
        return None
    choices = [
        Choice(turn.word("desk.block_move"), {"then": "move"}),
        Choice(turn.word("desk.block_cancel"), {"then": "cancel"}),
        *([Choice(turn.word("desk.one_by_one"), {"each": {}})] if len(touched) > 1 else []),
        Choice(turn.word(words.only), {"then": "keep"}),
        no,
    ]
    turn.tell(words.hits, count=len(touched), **facts)
    turn.show([line(visit) for visit in touched], room=SCREEN - len(turn.lines) - 1 - len(choices))
    turn.ask("desk.block_what", choices)
    return None


def _one_by_one(
    turn: StaffTurn, touched: Sequence[Appointment], words: Words, line: Callable[[Appointment], str]
) -> desk_hours.Answers | None:
    """Asks about the next visit that has no answer yet; nothing is done before the last has one."""
    said: dict[str, str] = turn.picked["each"]
    open_ = [visit for visit in touched if visit.reference not in said]
    if not open_:
        return desk_hours.Answers(each=said)
    visit = open_[0]
    turn.lines.clear()
    choices = [Choice(turn.word(key), {"each": {**said, visit.reference: answer}}) for answer, key in OF_ONE.items()]
    choices.append(Choice(turn.word(words.no), {"no": True}))
    number = len(touched) - len(open_) + 1
    turn.ask("desk.what_of_this", choices, number=number, count=len(touched), visit=line(visit))
    return None


def tell(turn: StaffTurn, done: desk_hours.Outcome) -> None:
    """What became of the visits, and whom no text reaches."""
    lines = [f"{turn.who(new.patient)}: {turn.when(new.starts_at)}, {turn.doctor_name(new.doctor)} ({new.code})"
             for _, new in done.moved]  # fmt: skip
    if lines:
        turn.tell("desk.block_moved", count=len(lines))
        turn.show(lines, room=5)
    if done.cancelled:
        turn.tell("desk.block_cancelled", count=len(done.cancelled))
    if done.kept:
        turn.tell("desk.block_left", count=len(done.kept))
    call_these(turn, done.to_call, room=4)


def call_these(turn: StaffTurn, visits: Sequence[Appointment], *, room: int) -> None:
    """The visits whose patients no text reaches."""
    if visits:
        turn.tell("desk.call_these")
        turn.show([at(turn, visit) for visit in visits], room=room)


def at(turn: StaffTurn, visit: Appointment) -> str:
    """ "Tue 24 Nov, 10am A.R. (K7)"."""
    return f"{turn.when(visit.starts_at)} {turn.who(visit.patient)} ({visit.code})"
