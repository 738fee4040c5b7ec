"""The desk's own business: SET, STATS, UNDO, HELP."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from peewee import fn
from rapidfuzz import process

from bot import desk
from bot.staff import finding
from bot.staff.turn import StaffTurn
from store import appointments, audit, bookkeeping, settings, staff
from store.errors import NothingToUndo
from store.models import Appointment, Audit, Doctor, Ticket
from store.settings import Settings
from store.tickets import today

HELP = {field.name: field.metadata["help"] for field in fields(Settings)}
TOPICS = ("line", "visits", "hours", "more")


# --- settings --------------------------------------------------------------------------------------------------------


def set_(turn: StaffTurn) -> None:
    """SET key value; SET doctor key value for one doctor; SET key shows it; SET lists what can be set."""
    words = turn.rest.replace("=", " ").split()
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
        value = _shown(getattr(settings.of(turn.clinic, doctor), key))
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
    before = getattr(settings.of(turn.clinic, doctor), key)
    changed = settings.put(turn.clinic, {key: raw}, doctor)
    after = getattr(settings.of(turn.clinic, doctor), key)
    if changed:
        facts = {"doctor": doctor.id} if doctor is not None else {}
        told = ({key: _shown(before), **facts}, {key: _shown(after), **facts})
        audit.record(turn.clinic, turn.actor, "setting.put", turn.clinic, turn.now, *told)
    whose = f" ({turn.doctor_name(doctor)})" if doctor is not None else ""
    turn.tell("desk.setting_now", name=key, value=_shown(after), whose=whose)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple) and value and isinstance(value[0], dt.time):
        return "-".join(time.isoformat("minutes") for time in value)
    if isinstance(value, tuple):
        return ", ".join(f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m" for minutes in value)
    return str(value)


def _in_rows(keys: Iterable[str], width: int = 110) -> list[str]:
    rows, row = list[str](), ""
    for key in keys:
        if row and len(row) + len(key) > width:
            rows, row = [*rows, row], ""
        row = f"{row}, {key}" if row else key
    return [*rows, row] if row else rows


# --- today in numbers ------------------------------------------------------------------------------------------------


def stats(turn: StaffTurn) -> None:
    """Today's counts; a doctor's own."""
    visits = appointments.search(turn.clinic, date_from=turn.today, date_to=turn.today, limit=5000)
    visits = [visit for visit in visits if turn.may_act_on(visit)]
    by_status = Counter(visit.status for visit in visits)
    to_come = by_status["pending"] + by_status["confirmed"]
    turn.tell(
        "desk.stats_visits", count=len(visits) - by_status["rescheduled"], seen=by_status["completed"],
        now=by_status["in-progress"], to_come=to_come, missed=by_status["no-show"], cancelled=by_status["cancelled"],
        late=sum(visit.late_cancel for visit in visits),
    )  # fmt: skip
    mine = (Ticket.clinic == turn.clinic) & (Ticket.day == today(turn.clinic, turn.now))
    if turn.own_doctor is not None:
        mine &= fn.COALESCE(Ticket.serving_doctor, Ticket.doctor, turn.own_doctor) == turn.own_doctor
    tickets = list(Ticket.select().where(mine))
    queue = Counter(ticket.status for ticket in tickets)
    turn.tell(
        "desk.stats_queue", count=len(tickets), waiting=queue["waiting"], now=queue["called"] + queue["in-service"],
        seen=queue["completed"], unseen=queue["no-wait"],
    )  # fmt: skip
    waits = [_minutes(t.joined_at, t.called_at) for t in tickets if t.called_at and t.status != "waiting"]
    if waits:
        turn.tell("desk.stats_wait", average=round(sum(waits) / len(waits)), longest=max(waits))


def _minutes(start: dt.datetime, end: dt.datetime) -> int:
    return max(0, int((end - start).total_seconds() // 60))


# --- undo ------------------------------------------------------------------------------------------------------------


def undo(turn: StaffTurn) -> None:
    """Takes the asker's last act back: in the line, a payment, a note; within 60 seconds."""
    mine = (
        (Audit.clinic == turn.clinic) & (Audit.actor_kind == "staff") & (Audit.actor_id == turn.member.id)
        & (Audit.at >= turn.now - bookkeeping.UNDO) & Audit.subject.in_(("ticket", "appointment"))
    )  # fmt: skip
    last = Audit.select().where(mine).order_by(Audit.id.desc()).first()
    if last is not None and last.action in bookkeeping.UNDOABLE:
        visit: Appointment = bookkeeping.undo(last, actor=turn.actor, now=turn.now)
        turn.tell("desk.undone_visit", visit=turn.visit(visit))
        return
    tickets = desk.undo(turn.clinic, actor=turn.actor, now=turn.now)
    if not tickets:
        raise NothingToUndo(seconds=int(bookkeeping.UNDO.total_seconds()))
    for ticket in tickets:
        turn.tell("desk.undone", ticket=turn.ticket(ticket), state=turn.word(f"desk.state_{ticket.status}"))


# --- help ------------------------------------------------------------------------------------------------------------


def help_(turn: StaffTurn) -> None:
    """What the asker's role may say, by topic; HELP and a word tells how that one works."""
    from bot.staff.commands import COMMANDS, match

    said = turn.rest.strip()
    found = match(said) if said else None
    if found is not None and staff.allowed(turn.member, found.command.role):
        turn.lines.append(found.command.help)
        return
    mine = [command for command in COMMANDS if staff.allowed(turn.member, command.role)]
    for topic in TOPICS:
        names = ", ".join(command.name.upper() for command in mine if command.topic == topic)
        if names:
            turn.tell(f"desk.help_{topic}", names=names)
    turn.tell("desk.help_how")
