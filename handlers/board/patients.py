"""One patient on the board: who they are, their visits, a copy of their data, and its end (C7)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from handlers.board.acting import text_of
from handlers.board.base import board, signed_in
from handlers.staff import finding
from handlers.staff.endpoint import Asker
from store import addresses, erasure, export, mailboxes
from store.database import lock, transaction
from store.errors import Invalid
from store.models import Appointment, Contact, ContactPatient, Patient
from store.schedules import doctors_for

SHOWN = 50  # visits, the newest first
WAIT = dt.timedelta(weeks=2)  # how long somebody stands on the waitlist unless another day is given


@board.get("/staff/patients/<id:patient_id>")
@signed_in("receptionist")
def patient(asker: Asker, patient_id: int) -> ResponseReturnValue:
    """The patient's page."""
    return _page(asker, finding.patient(asker, str(patient_id)))


@board.post("/staff/patients/<id:patient_id>/email")
@signed_in("receptionist")
def patient_email(asker: Asker, patient_id: int) -> ResponseReturnValue:
    """Their e-mail address, or none."""
    try:
        with transaction():
            lock(Patient, patient_id)
            one = finding.patient(asker, str(patient_id))
            mailboxes.give(one, text_of("email", mailboxes.LONGEST + 1), asker.actor, asker.now)
    except Invalid as refusal:
        return _page(asker, one, wrong=f"“{text_of('email')}” {refusal.facts['problem']}."), 422
    flash("Copies of their texts go to that address too." if one.email else "No e-mail goes to them.", "good")
    return redirect(url_for("board.patient", patient_id=one.id), 303)


@board.get("/staff/patients/<id:patient_id>/export")
@signed_in("admin")
def patient_export(asker: Asker, patient_id: int) -> ResponseReturnValue:
    """Everything about them, as a file."""
    one = finding.patient(asker, str(patient_id))
    told = json.dumps(export.of_patient(one, asker.actor, asker.now, asker.member), ensure_ascii=False, indent=2)
    name = {"Content-Disposition": f'attachment; filename="patient-{one.id}.json"'}
    return Response(told, headers=name, mimetype="application/json")


@board.post("/staff/patients/<id:patient_id>/erase")
@signed_in("admin")
def patient_erase(asker: Asker, patient_id: int) -> ResponseReturnValue:
    """Forgets them, where the box was ticked: it cannot be undone."""
    one = finding.patient(asker, str(patient_id))
    if request.form.get("sure") != "yes":
        return _page(asker, one, wrong="Tick the box first: an erasure cannot be undone."), 422
    erasure.forget_patient(one, asker.actor, asker.now)
    return redirect(url_for("board.day"), 303)


def _page(asker: Asker, one: Patient, wrong: str = "") -> str:
    visits = Appointment.select().where(Appointment.patient == one, Appointment.status.not_in(("held", "released")))
    links = ContactPatient.select(ContactPatient, Contact).join(Contact).where(ContactPatient.patient == one)
    phones = [(link, addresses.number_of(link.contact) or link.contact.channel) for link in links]
    newest = list(visits.order_by(Appointment.starts_at.desc()).limit(SHOWN))
    coming = [
        visit for visit in reversed(newest) if visit.status in ("pending", "confirmed") and visit.starts_at > asker.now
    ]
    facts: dict[str, Any] = {"patient": one, "visits": newest, "coming": coming, "phones": phones, "wrong": wrong}
    facts |= {"doctors": doctors_for(one.clinic, None), "two_weeks": asker.now.date() + WAIT}
    return render_template("board/patient.html", asker=asker, **facts)
