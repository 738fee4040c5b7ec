"""The staff's side of a hand-off (S3): a reply to a patient's words reaches them, CLOSE gives them back to the bot."""

from __future__ import annotations

from bot import handoff as thread
from bot.messages import Choice
from bot.staff.turn import StaffTurn
from store import handoffs
from store.models import Handoff

CLOSING = frozenset({"done", "close", "closed", "end", "/done", "/close"})


def answered(turn: StaffTurn) -> bool:
    """Whether this is a reply to a message about a hand-off; then it has been passed on, or has closed it."""
    about = handoffs.told_by(turn.said.chat, turn.said.reply_to) if turn.said.reply_to else None
    if about is None or about.clinic_id != turn.clinic.id:
        return False
    who, text = thread.who(about.contact), turn.said.text.strip()
    if text.casefold().strip(".! ").partition("@")[0] in CLOSING:
        _close(turn, about)
    elif not text:
        turn.tell("desk.handoff_only_words")
    elif thread.answer(about, text, actor=turn.actor, now=turn.now):
        turn.tell("desk.handoff_sent", who=who)
    else:
        turn.tell("desk.handoff_unreachable", who=who)
    return True


def close(turn: StaffTurn) -> None:
    """CLOSE [name]: the only open one, the one named, or the one picked."""
    if "handoff" in turn.picked:
        picked = Handoff.get_or_none(Handoff.id == turn.picked["handoff"], Handoff.clinic == turn.clinic)
        found = [picked] if picked is not None else []
    else:
        said = turn.rest.casefold().strip()
        open_now = handoffs.waiting(turn.clinic, turn.now)
        found = [one for one in open_now if said in thread.who(one.contact).casefold()] if said else open_now
    if len(found) == 1:
        _close(turn, found[0])
    elif found:
        turn.ask("desk.handoff_which", [Choice(thread.who(one.contact), {"handoff": one.id}) for one in found[:8]])
    else:
        turn.puzzled("desk.handoff_none")


def _close(turn: StaffTurn, about: Handoff) -> None:
    who = thread.who(about.contact)
    if thread.close(about, actor=turn.actor, now=turn.now):
        turn.tell("desk.handoff_closed", who=who)
    else:
        turn.tell("desk.handoff_was_closed", who=who, by=about.closed_by or turn.word("desk.the_silence"))
