"""After something said in between: what was asked, once more."""

from __future__ import annotations

from bot.turn import Turn
from store.models import Question


def go_on(turn: Turn) -> None:
    """After a question of theirs: ours once more. A list stands above already, and is only pointed at."""
    listed = turn.ours and len(turn.ours[0].choices) > 1 and not any(each.get("typed") for each in turn.ours[0].choices)
    if listed:
        turn.tell("list.above")
    else:
        resume_ours(turn)


def resume_ours(turn: Turn) -> None:
    if turn.ours:
        resume(turn, turn.ours[0])


def resume(turn: Turn, question: Question) -> None:
    """After an interruption, the open question once more; a name is not asked for twice."""
    if question.kind != "contact.name":
        turn.ask_again(question)
