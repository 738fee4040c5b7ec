"""The desk's own business: SET, STATS, UNDO."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process

from bot import desk_undo
from bot.staff import finding
from bot.staff.turn import StaffTurn
from store import reports, settings
from store.errors import NothingToUndo
from store.models import Doctor

HELP = {key: facts["help"] for key, facts in settings.FACTS.items()}
INSTEAD = {  # what puts right an act that UNDO leaves
    "appointment.cancel": "BOOK", "appointment.reschedule": "MOVE", "appointment.move": "MOVE",
    "appointment.book": "CANCEL", "appointment.repeat": "CANCEL", "appointment.confirm": "CANCEL",
    "schedule.": "UNBLOCK", "hours.": "HOURS", "setting": "SET",
}  # fmt: skip


# --- settings --------------------------------------------------------------------------------------------------------


def set_(turn: StaffTurn) -> None:
    """SET key value, or "default"; SET doctor key value for one doctor; SET key shows it; SET lists what can be set."""
    words = re.sub(r"^([\w\s-]+)=", r"\1 ", turn.rest).split()  # an = further on belongs to the value
    doctor = None
    if len(words) > 1 and _key(words[0]) is None:
        named, left = finding.doctors_named(finding.spoken(words[0]), turn.doctors)
        doctor = named[0] if len(named) == 1 and not left else None
        words = words[1:] if doctor is not None else words
    key = _key(words[0]) if words else None
    if not words:
        turn.tell("desk.settings")
        turn.show(_in_rows(HELP))
    elif key is None:
        turn.puzzled("desk.no_such_setting", name=words[0][:40])
    elif len(words) == 1:
        value = settings.written(getattr(settings.of(turn.clinic, doctor), key))
        turn.tell("desk.setting_is", name=key, value=value, help=HELP[key])
    else:
        _put(turn, key, " ".join(words[1:]), doctor)


def _key(said: str) -> str | None:
    """The setting meant: its name, the only one that begins so, or a near miss of a whole name."""
    plain = said.lower().replace("-", "_")
    begins = [key for key in HELP if key.startswith(plain)] if len(plain) > 3 else []
    if plain in HELP or len(begins) == 1:
        return plain if plain in HELP else begins[0]
    near = process.extractOne(plain, HELP.keys(), score_cutoff=90)
    return near[0] if near else None


def _put(turn: StaffTurn, key: str, raw: str, doctor: Doctor | None) -> None:
    value = None if raw.strip().lower() in ("default", "reset") else raw
    settings.change(turn.clinic, {key: value}, doctor, actor=turn.actor, now=turn.now)
    after = getattr(settings.of(turn.clinic, doctor), key)
    whose = f" ({turn.doctor_name(doctor)})" if doctor is not None else ""
    turn.tell("desk.setting_now", name=key, value=settings.written(after), whose=whose)


def _in_rows(keys: Iterable[str], width: int = 110) -> list[str]:
    rows, row = list[str](), ""
    for key in keys:
        if row and len(row) + len(key) > width:
            rows, row = [*rows, row], ""
        row = f"{row}, {key}" if row else key
    return [*rows, row] if row else rows


# --- today in numbers ------------------------------------------------------------------------------------------------


def stats(turn: StaffTurn) -> None:
    """Today's counts, as the reports count them; a doctor's own."""
    doctor = (turn.own_doctor or 0) if turn.member.role == "doctor" else None
    scope = reports.Scope(turn.clinic, reports.Period(turn.today, turn.today), doctor)
    report = reports.read(scope, turn.now)
    visits, line = report.total, report.line
    turn.tell(
        "desk.stats_visits", count=visits.visits, seen=visits.completed, now=visits.in_progress,
        to_come=visits.to_come, missed=visits.no_show, cancelled=visits.cancelled, late=visits.late_cancelled,
    )  # fmt: skip
    by_status = Counter[str]()
    for places in report.places:
        by_status[places.status] += places.count
    turn.tell(
        "desk.stats_queue", count=by_status.total(), waiting=by_status["waiting"],
        now=by_status["called"] + by_status["in-service"], seen=by_status["completed"], unseen=by_status["no-wait"],
    )  # fmt: skip
    if line.waits.count:
        turn.tell("desk.stats_wait", average=round(line.waits.average or 0), longest=line.waits.longest)


# --- undo ------------------------------------------------------------------------------------------------------------


def undo(turn: StaffTurn) -> None:
    """Takes the asker's last act back, within 60 seconds; for what stays, the word that puts it right."""
    try:
        undone = desk_undo.undo(turn.clinic, actor=turn.actor, now=turn.now)
    except NothingToUndo as refusal:
        act = refusal.facts.get("act")
        if not act:
            raise
        way = next((word for start, word in INSTEAD.items() if act.startswith(start)), "")
        turn.tell("desk.not_undone_but" if way else "desk.not_undone", way=way)
        return
    if undone.visit is not None:
        visit = undone.visit
        turn.tell("desk.undone_visit", visit=turn.visit(visit), state=undone.is_again)
        if undone.told:
            turn.tell("desk.texted")
    for ticket in undone.tickets:
        turn.tell("desk.undone", ticket=turn.ticket(ticket), state=turn.word(f"desk.state_{ticket.status}"))
