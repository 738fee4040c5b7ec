"""The list of visits: filters, a few letters, pages; what is chosen there goes on to the bulk acts (S5, S7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.desk import booking as desk_booking
from handlers.board.base import board, signed_in
from handlers.staff.endpoint import Asker
from store import staff, visit_group, visit_search
from store.bookkeeping import PAYMENTS
from store.models import Doctor, Patient
from store.schedules import doctors_for
from store.tickets import today
from store.visit_search import Filter

PAGE = 50
PEOPLE = 6
STATUSES = ("pending", "confirmed", "in-progress", "completed", "cancelled", "no-show", "rescheduled")
VISIT_TYPES = ("in_person", "online")
FIELDS = ("q", "doctor", "from", "to", "status", "type", "payment")


@dataclass(frozen=True)
class Asked:
    """The list's query as it was typed, and the filter it makes."""

    words: dict[str, str]
    wanted: Filter


@board.get("/staff/visits")
@signed_in()
def visits(asker: Asker) -> ResponseReturnValue:
    """All visits, narrowed by what the form says; without a word from it, those from today on."""
    asked = read(asker, request.args if any(name in request.args for name in FIELDS) else None)
    after = request.args.get("after", "")
    last = int(after) if re.fullmatch(r"[0-9]{1,9}", after) else None
    rows = visit_search.page(asker.clinic, asked.wanted, after=last, limit=PAGE + 1)
    counts = visit_search.counts(asker.clinic, asked.wanted)
    return render_template(
        "board/visits.html", asker=asker, asked=asked.words, rows=rows[:PAGE], counts=counts,
        total=sum(counts.values()), more=rows[PAGE - 1].id if len(rows) > PAGE else None, later=last is not None,
        groups=visit_group.sizes(rows[:PAGE]), statuses=STATUSES, choices=_choices(asker),
        people=_people(asker, asked.words["q"]) if last is None else [],
    )  # fmt: skip


def _people(asker: Asker, text: str) -> list[Patient]:
    """The patients the letters could mean, whether or not they have a visit; a patient's page is the desk's."""
    return desk_booking.people_called(asker.clinic, text, PEOPLE) if staff.allowed(asker.member, "receptionist") else []


def _choices(asker: Asker) -> dict[str, list[tuple[object, str]]]:
    """(value, words) of each menu."""
    gone = Doctor.select().where(Doctor.clinic == asker.clinic, ~Doctor.active).order_by(Doctor.name, Doctor.id)
    mine: list[tuple[object, str]] = [(one.id, one.name) for one in doctors(asker)]
    if asker.member.role != "doctor":
        mine += [(one.id, f"{one.name} (retired)") for one in gone]  # their visits stay in the books
    return {"doctors": mine, "statuses": [(one, one) for one in STATUSES], "payments": [(one, one) for one in PAYMENTS]}


def read(asker: Asker, given: Mapping[str, str] | None) -> Asked:
    """What the form asks for; a value that makes no sense asks nothing. A doctor's filter finds their own visits."""
    words = {name: (given or {}).get(name, "").strip()[:80] for name in FIELDS}
    words["q"] = "".join(letter for letter in words["q"] if letter.isprintable())
    if given is None:
        words["from"] = today(asker.clinic, asker.now).isoformat()
    first, last = _day(words["from"]), _day(words["to"])
    wanted = Filter(
        date_from=first, date_to=last, doctor_id=int(words["doctor"]) if _is_id(words["doctor"]) else None,
        statuses=(words["status"],) if words["status"] in STATUSES else (),
        visit_type=words["type"] if words["type"] in VISIT_TYPES else "",
        payment=words["payment"] if words["payment"] in PAYMENTS else "", text=words["q"],
    )  # fmt: skip
    return Asked(words, own(asker, wanted))


def own(asker: Asker, wanted: Filter) -> Filter:
    """The filter, kept to what the asker may see (S2)."""
    return wanted if asker.member.role != "doctor" else replace(wanted, doctor_id=asker.own_doctor or 0)


def doctors(asker: Asker) -> list[Doctor]:
    """Whom the asker may choose among."""
    return [
        one for one in doctors_for(asker.clinic, None) if asker.member.role != "doctor" or one.id == asker.own_doctor
    ]


def _is_id(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) is not None


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2199 else None
