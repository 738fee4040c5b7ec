"""Errors of the staff endpoint as application/problem+json (RFC 9457): a refusal of the store keeps its code."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from flask import Response
from pydantic import ValidationError

from store.errors import Refusal
from store.misfits import Misfit
from store.models import Appointment, Contact, Doctor, Patient, Ticket, local
from store.schedules import Opening
from store.series import Date
from store.tickets import label

MEDIA_TYPE = "application/problem+json"

TITLES = {
    401: "Who are you?",
    403: "Your role may not do that",
    404: "There is no such thing",
    405: "That is not possible here",
    409: "Not now",
    412: "It has changed meanwhile",
    413: "The body is too large",
    415: "The body must be application/json",
    422: "A value does not fit",
    428: "Say which version you mean",
    429: "Too many requests",
}

# A refusal not named here is a conflict with how things stand: 409.
STATUS = {
    "not_found": 404,
    "not_yours": 403,
    "invalid": 422,
    "too_soon": 422,
    "too_far_ahead": 422,
    "in_the_past": 422,
    "not_open": 422,
}

REFUSALS = {
    "queue_closed": "The queue is closed",
    "queue_full": "The queue is full",
    "doctor_queue_full": "That doctor takes no more walk-ins today",
    "doctor_off": "That doctor sees nobody any more today",
    "not_today": "That visit is on another day",
    "already_in_queue": "That patient already stands in line",
    "walk_ins_off": "The clinic takes no walk-ins",
    "nobody_waiting": "Nobody is waiting",
    "slot_taken": "That time has gone",
    "patient_busy": "The patient has another visit then",
    "series_not_free": "Some of the dates are not free, so none was booked",
    "doctor_busy": "The doctor still has a patient",
    "room_busy": "Another patient is in that room",
    "wrong_transition": "That is not possible as things stand",
    "already_moved_on": "Somebody else was faster",
    "nothing_to_undo": "There is nothing to undo",
    "visits_hit": "Booked visits are touched: say for each whether to keep, move or cancel it",
    "not_found": "There is no such thing",
    "not_yours": "That is for the doctor of the visit",
    "invalid": "A value does not fit",
}


class Problem(Exception):
    """An error of the endpoint itself; `extra` are further members of the answer, `headers` further headers."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.extra = status, detail, headers or {}, extra


def answer(problem: Problem) -> Response:
    """The problem as a response."""
    body = json.dumps(members(problem), ensure_ascii=False)
    return Response(body, problem.status, problem.headers, mimetype=MEDIA_TYPE)


def members(problem: Problem) -> dict[str, Any]:
    """What the problem's JSON says."""
    code = problem.extra.get("code", f"http_{problem.status}")
    told = {
        "type": f"urn:frontdesk:problem:{code}",
        "title": TITLES[problem.status],
        "status": problem.status,
        "detail": problem.detail,
        "code": code,
    }
    return told | problem.extra


def of_refusal(refusal: Refusal) -> Problem:
    """The store's refusal with its code and its facts: rows by what staff call them, moments in ISO 8601."""
    facts = {name: _plain(value) for name, value in refusal.facts.items()}
    title = REFUSALS.get(refusal.code, TITLES[409])
    return Problem(STATUS.get(refusal.code, 409), _detail(refusal, title), code=refusal.code, title=title, facts=facts)


def of_validation(error: ValidationError) -> Problem:
    """Which fields do not fit, and why."""
    fields = [
        {"field": ".".join(str(part) for part in wrong["loc"]) or "body", "problem": wrong["msg"]}
        for wrong in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    told = "; ".join(f"{wrong['field']}: {wrong['problem']}" for wrong in fields)
    return Problem(422, told, code="invalid", errors=fields)


def touched(misfit: Misfit) -> dict[str, Any]:
    """A booked visit that a change touches, and why it no longer fits (store/misfits.py)."""
    visit = misfit.visit
    return {
        "reference": visit.reference,
        "patient": visit.patient.name,
        "doctor": visit.doctor.name,
        "starts_at": local(visit.clinic, visit.starts_at).isoformat(),
        "why": misfit.why,
    }


def _detail(refusal: Refusal, title: str) -> str:
    facts = refusal.facts
    if refusal.code == "invalid":
        return f"{facts['field']}: {facts['problem']}"
    if refusal.code == "doctor_busy":
        return f"{facts['doctor'].name} still has {label(facts['ticket'])}."
    if refusal.code == "room_busy":
        return f"{label(facts['ticket'])} is in room {facts['room']}, with {facts['doctor'].name}."
    if refusal.code == "nobody_waiting":
        return f"Nobody waits for {facts['doctor'].name}."
    if refusal.code == "not_found":
        return f"No such {facts.get('thing', 'thing')} here."
    if refusal.code == "series_not_free":
        return f"{facts['missing']} of {len(facts['dates'])} dates are not free; nothing was booked."
    if refusal.code == "wrong_transition":
        wanted = f", so it does not become {facts['after']}" if facts.get("after") else ""
        return f"{refusal}{wanted}." + (f" {facts['by']} acted last." if facts.get("by") else "")
    return f"{title}."


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Ticket):
        return label(value)
    if isinstance(value, Appointment):
        return value.reference
    if isinstance(value, Opening):
        return {
            "doctor_id": value.doctor.id, "doctor": value.doctor.name,
            "starts_at": value.starts_at.astimezone(value.doctor.clinic.zone).isoformat(),
        }  # fmt: skip
    if isinstance(value, Date):
        at = value.starts_at
        return {"starts_at": at.isoformat(), "free": value.opening is not None, "why": value.why,
                "nearest": _plain(value.nearest)}  # fmt: skip
    if isinstance(value, Doctor):
        return {"id": value.id, "name": value.name}
    if isinstance(value, Patient | Contact):
        return {"id": value.id}
    if isinstance(value, Misfit):
        return touched(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
