"""The staff's side of a hand-off (S3): a reply to a patient's words reaches them, CLOSE gives them back to the bot."""

from __future__ import annotations

import datetime as dt
import re

from bot import handoff as thread
from bot.messages import Choice
from bot.notices.opting import who
from bot.staff.turn import StaffTurn
from store import handoffs
from store.models import Handoff

NUMBER = re.compile(r"#?[0-9]{1,9}", re.ASCII)
LATELY = dt.timedelta(days=2)
CLOSING = frozenset({"done", "close", "closed", "end", "/done", "/close"})


def answered(turn: StaffTurn) -> bool:
    """Whether this is a reply to a message about a hand-off; then it has been passed on, or has closed it."""
    about = handoffs.told_by(turn.said.chat, turn.said.reply_to) if turn.said.reply_to else None
    if about is None or about.clinic_id != turn.clinic.id:
        return False
    text = turn.said.text.strip()
    if text.casefold().strip(".! ").partition("@")[0] in CLOSING:
        _close(turn, about)
    elif not text:
        turn.tell("desk.handoff_only_words")
    else:
        _pass_on(turn, about, text)
    return True


def reply(turn: StaffTurn) -> None:
    """REPLY 12 words: as a reply in the group, for who has no group (SMS). The number is the hand-off's own."""
    number, _, text = turn.rest.strip().partition(" ")
    text = text.strip()
    if not NUMBER.fullmatch(number) or not text:
        turn.puzzled("desk.handoff_reply_how")
        return
    about = _numbered(turn, number)
    if about is None:
        turn.tell("desk.handoff_no_number", number=number)
    else:
        _pass_on(turn, about, text)


def _pass_on(turn: StaffTurn, about: Handoff, text: str) -> None:
    sent = thread.answer(about, text, actor=turn.actor, now=turn.now)
    turn.tell("desk.handoff_sent" if sent else "desk.handoff_unreachable", who=who(about.contact))


def _numbered(turn: StaffTurn, number: str) -> Handoff | None:
    """The conversation of that number, open or of these two days: an older one is not taken up by a slip."""
    lately = (Handoff.clinic == turn.clinic) & (Handoff.last_at > turn.now - LATELY)
    found: Handoff | None = Handoff.get_or_none(Handoff.id == int(number.lstrip("#")), lately)
    return found


def close(turn: StaffTurn) -> None:
    """CLOSE [name or number]: the only open one, the one named, or the one picked."""
    if "handoff" in turn.picked:
        picked = Handoff.get_or_none(Handoff.id == turn.picked["handoff"], Handoff.clinic == turn.clinic)
        found = [picked] if picked is not None else []
    else:
        said = turn.rest.casefold().strip()
        open_now = handoffs.waiting(turn.clinic, turn.now)
        numbered = [one for one in open_now if NUMBER.fullmatch(said) and one.id == int(said.lstrip("#"))]
        found = numbered or [one for one in open_now if said in who(one.contact).casefold()] if said else open_now
        if open_now and not found:  # named otherwise than they are known here: shown, never guessed
            turn.ask("desk.handoff_which", _choices(open_now))
            return
    if len(found) == 1:
        _close(turn, found[0])
    elif found:
        turn.ask("desk.handoff_which", _choices(found))
    else:
        turn.puzzled("desk.handoff_none")


def _choices(open_now: list[Handoff]) -> list[Choice]:
    return [Choice(who(one.contact), {"handoff": one.id}) for one in open_now[:8]]


def _close(turn: StaffTurn, about: Handoff) -> None:
    patient = who(about.contact)
    if thread.close(about, actor=turn.actor, now=turn.now):
        turn.tell("desk.handoff_closed", who=patient)
    else:
        turn.tell("desk.handoff_was_closed", who=patient, by=about.closed_by or turn.word("desk.the_silence"))
