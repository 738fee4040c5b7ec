"""The board's settings page, made from the one declaration in store/settings.py (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from handlers.board import meanwhile, words
from handlers.board.base import board, signed_in
from handlers.board.meanwhile import ChangedMeanwhile
from handlers.staff.endpoint import Asker
from store import catalogue, settings, staff
from store.database import lock, retried, transaction
from store.errors import Invalid
from store.models import Audit, Clinic, Doctor

RESET = "reset"


@board.get("/staff/clinic/settings")
@signed_in("receptionist")
def settings_page(asker: Asker) -> ResponseReturnValue:
    """Every setting with the value in force; an admin changes them."""
    return _page(asker, _doctor(asker, request.args.get("doctor", "")))


@board.post("/staff/clinic/settings")
@signed_in("admin")
def save_settings(asker: Asker) -> ResponseReturnValue:
    """Saves what was typed anew, all or nothing; a press on Reset puts that one back."""
    doctor = _doctor(asker, request.form.get("doctor", ""))
    back = url_for("board.settings_page", doctor=doctor.id if doctor else None)
    try:
        changed = _change(asker, doctor)
    except Invalid as refusal:
        error, wrong = words.refused(refusal, asker), str(refusal.facts["field"])
        return _page(asker, doctor, request.form, error, wrong, request.form.get(meanwhile.FIELD)), 422
    except ChangedMeanwhile as hit:
        return _changed(asker, doctor, hit), 409
    whose = f" for {doctor.name}" if doctor is not None else ""
    now = settings.of(asker.clinic, doctor)
    told = ", ".join(f"{key} is now {settings.written(getattr(now, key))}" for key in changed)
    flash(f"Saved{whose}: {told}." if told else "Nothing was changed.", "good")
    return redirect(back, 303)


@retried
def _change(asker: Asker, doctor: Doctor | None) -> list[str]:
    """The keys that changed. Raises Invalid, and ChangedMeanwhile where somebody else changed the same ones."""
    with transaction():
        lock(Clinic, asker.clinic.id)
        now = _values(asker, doctor)
        given: dict[str, Any] = dict(_typed_anew(now))
        if RESET in request.form:
            given = {request.form[RESET]: None}
        meanwhile.check(
            {key: now[key] for key in given if key in now}, {key: [value or ""] for key, value in given.items()}
        )
        return settings.change(asker.clinic, given, doctor, actor=asker.actor, now=asker.now)


def _typed_anew(now: meanwhile.State) -> dict[str, str]:
    """What is not what the page showed: the other fields are nobody's wish."""
    was = meanwhile.shown() or now
    typed = {key: request.form[key].strip() for key in now if key in request.form}
    return {key: value for key, value in typed.items() if ([value] if value else []) != was.get(key, [])}


def _changed(asker: Asker, doctor: Doctor | None, hit: ChangedMeanwhile) -> str:
    """The page once more, with what was typed, after somebody else changed the same settings."""
    named = {key: (key, ", ".join(some) or "empty", request.form.get(key, "")) for key, some in hit.theirs.items()}
    by = _last_change(asker, doctor, next(iter(hit.theirs)))
    return _page(asker, doctor, _typed_anew(_values(asker, doctor)), meanwhile.told(hit, named, by, asker))


def _last_change(asker: Asker, doctor: Doctor | None, key: str) -> Audit | None:
    """Who changed this setting last, by hand or by the clinic file."""
    number = doctor.id if doctor is not None else None
    by_file = (Audit.action == "doctor.change") & (Audit.subject_id == number)
    by_file = by_file if doctor is not None else Audit.action == "clinic.change"
    wanted = (Audit.clinic == asker.clinic) & ((Audit.action == "setting.put") | by_file)
    rows = [row for row in Audit.select().where(wanted).order_by(Audit.id.desc()).limit(200) if key in row.after]
    return next((row for row in rows if row.subject != "setting" or row.after.get("doctor") == number), None)


def _values(asker: Asker, doctor: Doctor | None) -> meanwhile.State:
    """What is in force, as the page shows it."""
    now = settings.of(asker.clinic, doctor)
    return meanwhile.state({key: [settings.written(getattr(now, key))] for key in _keys(doctor)})


def _page(
    asker: Asker, doctor: Doctor | None, typed: Mapping[str, str] | None = None, error: str = "", wrong: str = "",
    was: str | None = None,
) -> str:  # fmt: skip
    now, own = _values(asker, doctor), settings.stored(asker.clinic, doctor)
    above = settings.of(asker.clinic) if doctor is not None else settings.DEFAULTS
    rows = [
        {
            "key": key,
            "value": (typed or {}).get(key, "".join(now[key])),
            "above": settings.written(getattr(above, key)),
            "own": key in own,
            "facts": settings.FACTS[key],
            "switch": settings.TYPES[key] is bool,
            "number": settings.TYPES[key] is int,
            "limits": settings.limits(key),
        }
        for key in now
    ]
    return render_template(
        "board/settings.html", asker=asker, rows=rows, doctor=doctor, doctors=catalogue.doctors(asker.clinic),
        admin=staff.allowed(asker.member, "admin"), wrong=wrong, error=error, was=was or meanwhile.written(now),
    )  # fmt: skip


def _keys(doctor: Doctor | None) -> list[str]:
    return [key for key in settings.FACTS if doctor is None or key in settings.PER_DOCTOR]


def _doctor(asker: Asker, wanted: str) -> Doctor | None:
    return next((one for one in catalogue.doctors(asker.clinic) if str(one.id) == wanted), None)
