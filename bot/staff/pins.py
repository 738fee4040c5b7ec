"""The PIN by SMS (decision 12): a sender's number can be forged, so what changes a visit asks for the PIN first."""

from __future__ import annotations

import datetime as dt
import re

from bot.staff.turn import StaffTurn
from store import audit, outbox, staff
from store.models import Audit, Question

KIND = "staff:pin"
PIN = re.compile(r"[0-9]{4,8}")
TRIES, WITHIN = 5, dt.timedelta(hours=1)  # wrong ones; four digits then hold out for half a year against a guesser
LIFE = dt.timedelta(minutes=5)


def missing(turn: StaffTurn, changes: bool) -> bool:
    """Whether the PIN has to come first."""
    return changes and turn.said.channel != "telegram" and not turn.unlocked


def ask(turn: StaffTurn, text: str) -> None:
    """Keeps the command until the PIN comes; somebody without a PIN is told how to get one."""
    if turn.member.pin_hash is None:
        turn.tell("desk.pin_none")
    elif _locked(turn):
        turn.tell("desk.pin_locked")
    else:
        for question in turn.waiting():
            turn.close(question, "replaced")
        turn.tell("desk.pin_ask")
        context = {"text": text, "member": turn.member.id}
        facts = {"contact": turn.chat, "kind": KIND, "unprompted": True, "context": context}
        Question.create(asked_at=turn.now, expires_at=turn.now + LIFE, **facts)


def given(turn: StaffTurn, text: str) -> bool:
    """Whether this is the PIN that was asked for, and the right one; then `turn.rest` is the command it opens.

    A wrong one leaves the question open until the tries are used up; the lock is told to the staff chat.
    """
    asked = [question for question in turn.waiting() if question.kind == KIND]
    if turn.said.channel == "telegram" or not asked or not PIN.fullmatch(text):
        return False
    turn.rest = ""
    if _locked(turn):
        turn.tell("desk.pin_locked")
    elif staff.pin_matches(turn.member, text):
        turn.unlocked, turn.rest = True, asked[0].context["text"]
        turn.close(asked[0], "answered")
    else:
        audit.record(turn.clinic, turn.actor, "staff.wrong_pin", turn.member, turn.now)
        turn.tell("desk.pin_locked" if _locked(turn) else "desk.pin_wrong")
        if _locked(turn):
            warning = turn.word("desk.pin_warning", name=turn.member.name, count=TRIES)
            outbox.add_staff(turn.clinic, warning, turn.now)
    return True


def _locked(turn: StaffTurn) -> bool:
    wrong = (
        (Audit.subject == "staff") & (Audit.subject_id == turn.member.id) & (Audit.action == "staff.wrong_pin")
        & (Audit.at > turn.now - WITHIN)
    )  # fmt: skip
    return Audit.select().where(wrong).count() >= TRIES
