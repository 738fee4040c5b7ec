"""Booking for a patient: whom, what and when are asked on one page, which works without a script (S4, B15)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot import wording
from bot.desk import booking as desk_booking
from handlers.board import words
from handlers.board.acting import text_of
from handlers.board.base import at, board, signed_in
from handlers.board.visit_acts import heard
from handlers.board.visit_edits import chosen_time
from handlers.board.visit_list import doctors
from handlers.staff import finding
from handlers.staff.endpoint import Asker
from handlers.staff.problems import Problem
from store import catalogue, schedules
from store.database import transaction
from store.errors import Invalid, Refusal, SeriesNotFree
from store.models import Patient, Service
from store.schedules import Opening
from store.series import Repeat
from store.timetable import DAY

TIMES_SHOWN = 24
LOOK_AHEAD = 60
FOUND = 20
FIELDS = ("q", "patient", "name", "phone", "doctor", "service", "from", "at", "type", "reason", "weeks", "times")


@board.get("/staff/book")
@signed_in()
def book_page(asker: Asker) -> ResponseReturnValue:
    """Who, what, when; each answer narrows what is shown next."""
    return _page(asker, {name: request.args.get(name, "").strip()[:200] for name in FIELDS})


@board.post("/staff/book/now")
@signed_in()
def book_visit(asker: Asker) -> ResponseReturnValue:
    """Books the chosen time, or all of a series; what cannot be had is shown with what is free."""
    form = {name: text_of(name) for name in FIELDS}
    try:
        booked = _book(asker, form)
    except SeriesNotFree as refusal:
        return _page(asker, form, missing=refusal.facts["dates"]), 409
    except Refusal as refusal:
        return _page(asker, form, problem=words.refused(refusal, asker)), 409
    except Problem as problem:
        return _page(asker, form, problem=problem.detail), problem.status
    first, zone = booked.visits[0], asker.clinic.zone
    when = f"{wording.day(first.starts_at.astimezone(zone).date())}, {at(first.starts_at, zone)}"
    many = f" and {len(booked.visits) - 1} more" if len(booked.visits) > 1 else ""
    flash(f"{first.patient.name} is booked with {first.doctor.name}, {when}{many}{heard(booked)}.", "good")
    return redirect(url_for("board.visit", visit_id=first.id), 303)


def _book(asker: Asker, form: dict[str, str]) -> desk_booking.Booked:
    doctor_id, starts_at = chosen_time()
    doctor = finding.own_doctor(asker, doctor_id)
    service = finding.service(asker, form["service"] or None, doctor)
    visit_type = form["type"] if form["type"] in ("in_person", "online") else None
    repeat = _repeat(form)
    with transaction():  # a refusal leaves nobody half added
        who: int | str = int(form["patient"]) if re.fullmatch(r"[0-9]{1,9}", form["patient"]) else form["name"]
        patient = finding.patient_or_new(asker, who, form["phone"])
        opening = schedules.opening_at(
            asker.clinic, doctor, starts_at, now=asker.now, service=service, patient=patient, visit_type=visit_type,
            notice=False,
        )  # fmt: skip
        return desk_booking.book(
            asker.clinic, patient, opening, service=service, visit_type=visit_type, reason=form["reason"],
            repeat=repeat, actor=asker.actor, now=asker.now,
        )  # fmt: skip


def _repeat(form: dict[str, str]) -> Repeat | None:
    """The series asked for; None for a single visit. Raises Invalid."""
    times = form["times"]
    if times in ("", "1"):
        return None
    if not re.fullmatch(r"[0-9]{1,2}", times) or not re.fullmatch(r"[0-9]{1,2}", form["weeks"]):
        raise Invalid(field="times", problem="must be a number from 2 to 52, and weeks one from 1 to 12")
    return Repeat(int(form["weeks"]), int(times))


def _page(asker: Asker, form: dict[str, str], **more: Any) -> str:
    patient = _patient(asker, form["patient"])
    found = desk_booking.people_called(asker.clinic, form["q"], FOUND) if form["q"] and patient is None else []
    first = _from(asker, form["from"])
    facts: dict[str, Any] = {
        "form": form, "patient": patient, "found": found, "first": first, "doctors": doctors(asker),
        "services": catalogue.services(asker.clinic), "times": _times(asker, form, first, patient), "missing": None,
        "problem": "",
    }  # fmt: skip
    return render_template("board/book.html", asker=asker, **(facts | more))


def _times(asker: Asker, form: dict[str, str], first: dt.date, patient: Patient | None) -> list[Opening]:
    """The first free times for what is chosen so far."""
    mine = [one for one in doctors(asker) if form["doctor"] in ("", str(one.id))]
    chosen = (
        Service.get_or_none(Service.clinic == asker.clinic, Service.id == form["service"])
        if _id(form["service"])
        else None
    )
    return schedules.openings(
        asker.clinic, now=asker.now, first=first, last=first + LOOK_AHEAD * DAY, doctors=mine, service=chosen,
        visit_type=form["type"] if form["type"] in ("in_person", "online") else None, patient=patient, notice=False,
        time_from=_not_before(form["at"]), limit=TIMES_SHOWN,
    )  # fmt: skip


def _patient(asker: Asker, text: str) -> Patient | None:
    own = (Patient.clinic == asker.clinic) & Patient.erased_at.is_null()
    found: Patient | None = Patient.get_or_none(own & (Patient.id == int(text))) if _id(text) else None
    return found


def _id(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) is not None


def _not_before(text: str) -> dt.time | None:
    """A time of day, such as 14:30; None for any."""
    return dt.time.fromisoformat(text) if re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text, re.ASCII) else None


def _from(asker: Asker, text: str) -> dt.date:
    try:
        return min(max(dt.date.fromisoformat(text), asker.now.date()), asker.now.date() + 700 * DAY)
    except ValueError:
        return asker.now.date()
