"""Why something could not be done, in the words of the staff chat; with who was faster, and when."""

from __future__ import annotations

from typing import Any

from bot.staff.turn import StaffTurn
from store.errors import Refusal
from store.models import Appointment, Doctor, Ticket

STATES = {"waiting": "waiting", "called": "called", "in-service": "with the doctor", "no-wait": "out of the line"}


def explain(turn: StaffTurn, refusal: Refusal) -> None:
    """One line; for a tap it is the short answer on the button too."""
    key, facts = f"desk.refused_{refusal.code}", _worded(turn, refusal.facts)
    if refusal.code in ("wrong_transition", "already_moved_on"):
        key = "desk.overtaken" if facts.get("by") else "desk.refused_wrong_transition"
        facts |= {"state": STATES.get(facts["state"], facts["state"])}
    text = turn.word(key, **facts)
    if turn.tapped:
        turn.toast = text
    else:
        turn.lines.append(text)


def _worded(turn: StaffTurn, facts: dict[str, Any]) -> dict[str, Any]:
    """The refusal's facts as they are read, with what every sentence may name."""
    worded: dict[str, Any] = {"state": facts.get("now") or facts.get("before") or "", "thing": "", "by": "", "at": ""}
    for name, fact in facts.items():
        match fact:
            case Doctor():
                worded[name] = turn.doctor_name(fact)
            case Ticket():
                worded[name] = turn.ticket(fact)
            case Appointment():
                worded[name] = turn.visit(fact)
            case list() | tuple():
                worded[name] = ", ".join(turn.doctor_name(one) for one in fact if isinstance(one, Doctor))
            case _:
                worded[name] = turn.clock(fact) if name == "at" and fact else fact
    if isinstance(facts.get("reason"), str):
        worded["reason"] = facts["reason"].replace("_", " ")
    if isinstance(facts.get("ticket"), Ticket):
        worded["thing"] = turn.ticket(facts["ticket"])
    return worded
