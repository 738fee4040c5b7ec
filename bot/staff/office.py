"""The desk's own business: SET, STATS, UNDO."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process

from bot.desk import undo as desk_undo
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
    doctor, words = _whose(turn, words)
    key = _key(words[0]) if words else None
    if not words and doctor is not None:
        _show_own(turn, doctor)
    elif not words:
        turn.tell("desk.settings")
        turn.show(_in_rows(HELP))
    elif key is None:
        turn.puzzled("desk.no_such_setting", name=words[0][:40])
    elif len(words) == 1:
        _show(turn, key, doctor)
    else:
        _put(turn, key, " ".join(words[1:]), doctor)


def _whose(turn: StaffTurn, words: list[str]) -> tuple[Doctor | None, list[str]]:
    """The doctor named before the setting or right after it, and the words without the name."""
    for at in (0, 1) if len(words) > 2 else (0,):
        if len(words) > at and _key(words[at]) is None:
            named, left = finding.doctors_named(finding.spoken(words[at]), turn.doctors)
            if len(named) == 1 and not left:
                return named[0], words[:at] + words[at + 1 :]
    return None, words


def _show(turn: StaffTurn, key: str, doctor: Doctor | None) -> None:
    """The value, what it does, what it may be, and what it would be if nobody had set it: as on the board."""
    value = settings.written(getattr(settings.of(turn.clinic, doctor), key))
    whose = f" ({turn.doctor_name(doctor)})" if doctor is not None else ""
    turn.tell("desk.setting_is", name=key, value=value or "empty", help=HELP[key], whose=whose)
    above = settings.of(turn.clinic) if doctor is not None else settings.DEFAULTS
    word = turn.word("desk.setting_clinics" if doctor is not None else "desk.setting_default")
    default = settings.written(getattr(above, key)) or "empty"
    turn.tell("desk.setting_range", limits=settings.limits(key), above=word, default=default)


def _show_own(turn: StaffTurn, doctor: Doctor) -> None:
    """What a doctor has of their own, and what they may have."""
    name, own = turn.doctor_name(doctor), settings.stored(turn.clinic, doctor)
    values = ", ".join(f"{key} {settings.written(value)}" for key, value in own.items())
    turn.tell("desk.settings_own" if own else "desk.settings_none", doctor=name, values=values)
    turn.tell("desk.settings_each", doctor=name)
    turn.show(_in_rows(key for key in HELP if key in settings.PER_DOCTOR))


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
    turn.tell("desk.setting_now", name=key, value=settings.written(after) or "empty", whose=whose)


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
