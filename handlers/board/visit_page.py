"""One visit's page: everything about it, and what can be done; what the doctor wrote is a page of its own (B14)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot import payments
from bot.desk import day as desk_day
from handlers.board import trail
from handlers.board.acting import readable_visit
from handlers.board.base import board, signed_in
from handlers.board.visit_list import doctors
from handlers.staff import finding
from handlers.staff.endpoint import Asker
from store import clinical, schedules, series, settings, visit_group, visit_messages
from store.errors import Refusal
from store.models import Appointment
from store.schedules import Opening
from store.timetable import DAY
from store.transitions import VISIT
from store.visit_lists import moved_to

TIMES_SHOWN = 12
LOOK_AHEAD = 60


@board.get("/staff/visits/<id:visit_id>")
@signed_in()
def visit(asker: Asker, visit_id: int) -> ResponseReturnValue:
    """One visit with its messages, its money, its series, and everything that happened to it."""
    try:
        one = readable_visit(asker, visit_id)
    except Refusal:
        return _missing(asker)
    may = {event for status, event in VISIT if status == one.status and not event.startswith("undo_cancel")}
    rules = settings.of(asker.clinic, one.doctor_id)
    facts: dict[str, Any] = {
        "visit": one, "entries": trail.of_visit(asker, one), "messages": visit_messages.of(one), "may": may,
        "place": desk_day.place_of(one), "group": visit_group.of(one), "series": series.of(one),
        "rest": series.rest(one), "amount": payments.amount(one, "en"), "due": payments.link(one) != "",
        "clinician": clinical.may_see(asker.member, one), "pays": rules.payment_enabled or one.fee_cents > 0,
        "insures": rules.insurance_verification_enabled or bool(one.patient.insurance_provider),
        "moved_to": moved_to(one),
    }  # fmt: skip
    return render_template("board/visit.html", asker=asker, **facts)


@board.get("/staff/visits/<id:visit_id>/move")
@signed_in()
def move_visit_page(asker: Asker, visit_id: int) -> ResponseReturnValue:
    """Free times the visit could move to: from a day on, with its doctor or another."""
    try:
        one = readable_visit(asker, visit_id)
        doctor = finding.own_doctor(asker, request.args.get("doctor") or one.doctor_id)
    except Refusal:
        return _missing(asker)
    first = _from(asker, one)
    times = free_times(asker, first, one, doctor.id)
    return render_template(
        "board/move.html", asker=asker, visit=one, times=times, first=first, doctor=doctor, doctors=doctors(asker)
    )


def free_times(asker: Asker, first: dt.date, visit: Appointment, doctor_id: int) -> list[Opening]:
    """The first free times from that day on for this visit."""
    return schedules.openings(
        asker.clinic, now=asker.now, first=first, last=first + LOOK_AHEAD * DAY,
        doctors=[one for one in doctors(asker) if one.id == doctor_id], service=visit.service,
        visit_type=visit.visit_type, patient=visit.patient, ignoring=visit, notice=False, limit=TIMES_SHOWN,
    )  # fmt: skip


@board.get("/staff/visits/<id:visit_id>/clinical")
@signed_in("clinician")
def clinical_page(asker: Asker, visit_id: int) -> ResponseReturnValue:
    """Notes, diagnosis, prescription; opening the page is on record."""
    try:
        one = readable_visit(asker, visit_id)
    except Refusal:
        return _missing(asker)
    if not clinical.may_see(asker.member, one):
        return render_template("board/refused.html", title="For the doctor of the visit", member=asker.member), 403
    texts = clinical.read(one, asker.member, actor=asker.actor, now=asker.now)
    return render_template("board/clinical.html", asker=asker, visit=one, texts=texts, longest=clinical.LONGEST)


def _from(asker: Asker, visit: Appointment) -> dt.date:
    """From which day on free times are shown: the one asked for, else the visit's own, never the past."""
    try:
        wanted = dt.date.fromisoformat(request.args.get("from", ""))
    except ValueError:
        wanted = visit.starts_at.astimezone(asker.clinic.zone).date()
    return min(max(wanted, asker.now.date()), asker.now.date() + 700 * DAY)


def _missing(asker: Asker) -> ResponseReturnValue:
    return render_template("board/refused.html", title="No such visit here", member=asker.member), 404
