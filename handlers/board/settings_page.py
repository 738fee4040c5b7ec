"""The board's settings page, made from the one declaration in store/settings.py (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from handlers.board import words
from handlers.board.base import board, signed_in
from handlers.staff.endpoint import Asker
from store import catalogue, settings, staff
from store.errors import Invalid
from store.models import Doctor

RESET = "reset"


@board.get("/staff/clinic/settings")
@signed_in("receptionist")
def settings_page(asker: Asker) -> ResponseReturnValue:
    """Every setting with the value in force; an admin changes them."""
    return _page(asker, _doctor(asker, request.args.get("doctor", "")))


@board.post("/staff/clinic/settings")
@signed_in("admin")
def save_settings(asker: Asker) -> ResponseReturnValue:
    """Saves what differs from what is in force, all or nothing; a press on Reset puts that one back."""
    doctor = _doctor(asker, request.form.get("doctor", ""))
    back = url_for("board.settings_page", doctor=doctor.id if doctor else None)
    try:
        changed = settings.change(
            asker.clinic, _given(asker, doctor), doctor, actor=asker.actor, now=asker.now
        )  # fmt: skip
    except Invalid as refusal:
        return _page(asker, doctor, request.form, refusal), 422
    whose = f" for {doctor.name}" if doctor is not None else ""
    now = settings.of(asker.clinic, doctor)
    told = ", ".join(f"{key} is now {settings.written(getattr(now, key))}" for key in changed)
    flash(f"Saved{whose}: {told}." if told else "Nothing was changed.", "good")
    return redirect(back, 303)


def _given(asker: Asker, doctor: Doctor | None) -> dict[str, Any]:
    """The values to change: one to be reset, else those that were typed anew."""
    if RESET in request.form:
        return {request.form[RESET]: None}
    now = settings.of(asker.clinic, doctor)
    shown = {key: settings.written(getattr(now, key)) for key in _keys(doctor)}
    typed = {key: request.form[key].strip() for key in shown if key in request.form}
    return {key: value for key, value in typed.items() if value != shown[key]}


def _page(
    asker: Asker, doctor: Doctor | None, typed: Mapping[str, str] | None = None, refusal: Invalid | None = None
) -> str:
    now, own = settings.of(asker.clinic, doctor), settings.stored(asker.clinic, doctor)
    above = settings.of(asker.clinic) if doctor is not None else settings.DEFAULTS
    rows = [
        {
            "key": key,
            "value": (typed or {}).get(key, settings.written(getattr(now, key))),
            "above": settings.written(getattr(above, key)),
            "own": key in own,
            "facts": settings.FACTS[key],
            "switch": settings.TYPES[key] is bool,
            "number": settings.TYPES[key] is int,
            "limits": settings.limits(key),
        }
        for key in _keys(doctor)
    ]
    return render_template(
        "board/settings.html", asker=asker, rows=rows, doctor=doctor, doctors=catalogue.doctors(asker.clinic),
        admin=staff.allowed(asker.member, "admin"), wrong=refusal.facts["field"] if refusal else "",
        error=words.refused(refusal, asker) if refusal else "",
    )  # fmt: skip


def _keys(doctor: Doctor | None) -> list[str]:
    return [key for key in settings.FACTS if doctor is None or key in settings.PER_DOCTOR]


def _doctor(asker: Asker, wanted: str) -> Doctor | None:
    return next((one for one in catalogue.doctors(asker.clinic) if str(one.id) == wanted), None)
