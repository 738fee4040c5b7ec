"""What a visit's own page changes beside its day: its time, its series, money, insurance, what the doctor writes."""

from __future__ import annotations

import datetime as dt
import re

from flask import request, url_for

from bot.desk import booking as desk_booking
from bot.desk import visits as desk_visits
from handlers.board.acting import act, text_of, visit_of
from handlers.board.base import at
from handlers.board.fragments import Notice
from handlers.board.visit_acts import heard
from handlers.board.words import visit_name
from handlers.staff import finding
from handlers.staff.endpoint import Asker
from store import bookkeeping, clinical, schedules
from store.database import transaction
from store.errors import Invalid
from store.models import Appointment


@act("/staff/visits/<id:visit_id>/move-to")
def move_visit(asker: Asker, visit_id: int) -> Notice:
    """To the time chosen, which may be with another doctor."""
    visit = visit_of(asker, visit_id)
    doctor_id, starts_at = chosen_time()
    doctor = finding.own_doctor(asker, doctor_id)
    opening = schedules.opening_at(
        asker.clinic, doctor, starts_at, now=asker.now, service=visit.service, patient=visit.patient, ignoring=visit,
        visit_type=visit.visit_type, notice=False,
    )  # fmt: skip
    done = desk_visits.move(visit, opening, reason=text_of("reason"), actor=asker.actor, now=asker.now)
    new, zone = done.visit, asker.clinic.zone
    when = f"{new.starts_at.astimezone(zone):%a %d %b}, {at(new.starts_at, zone)}"
    go = url_for("board.visit", visit_id=new.id)
    return Notice(f"{visit_name(visit, zone)}, is moved to {when}, {new.doctor.name}{heard(done)}.", go=go)


@act("/staff/visits/<id:visit_id>/cancel-rest")
def cancel_rest(asker: Asker, visit_id: int) -> Notice:
    """This visit of a series and those after it; one text for all."""
    visit = visit_of(asker, visit_id)
    gone = desk_booking.cancel_rest(visit, reason=text_of("reason"), actor=asker.actor, now=asker.now)
    return Notice(f"{len(gone.visits)} visits of the series are cancelled{heard(gone)}.")


@act("/staff/visits/<id:visit_id>/payment", "receptionist")
def payment(asker: Asker, visit_id: int) -> Notice:
    """The fee, and whether it is paid."""
    visit = visit_of(asker, visit_id)
    with transaction():
        cents = _cents(text_of("fee", 12))
        if cents is not None and cents != visit.fee_cents:
            bookkeeping.set_fee(visit, cents, actor=asker.actor, now=asker.now)
        if text_of("status") != visit.payment_status:
            bookkeeping.pay(visit, text_of("status"), actor=asker.actor, now=asker.now)
    return _told(asker, visit, f"payment {visit.payment_status}")


@act("/staff/visits/<id:visit_id>/payment-link", "receptionist")
def payment_link(asker: Asker, visit_id: int) -> Notice:
    """Texts the patient where to pay."""
    visit = visit_of(asker, visit_id)
    told = desk_booking.send_payment_link(visit, asker.now)
    return _told(asker, visit, "the link to pay goes out" if told else "no text reaches them, so please call them")


@act("/staff/visits/<id:visit_id>/insurance", "receptionist")
def insurance(asker: Asker, visit_id: int) -> Notice:
    """Who insures the patient, and whether somebody checked it."""
    visit, verified = visit_of(asker, visit_id), request.form.get("verified") == "yes"
    bookkeeping.insure(visit, text_of("provider"), text_of("number"), verified, actor=asker.actor, now=asker.now)
    return _told(asker, visit, f"insurance {'checked' if verified else 'not checked'}")


@act("/staff/visits/<id:visit_id>/clinical/write", "clinician")
def write_clinical(asker: Asker, visit_id: int) -> Notice:
    """What the doctor writes; nobody is told of it."""
    visit = visit_of(asker, visit_id)
    texts = {field: _lines(field) for field in clinical.FIELDS if field in request.form}
    clinical.write(visit, asker.member, texts, actor=asker.actor, now=asker.now)
    return _told(asker, visit, "written down")


def chosen_time() -> tuple[int, dt.datetime]:
    """The doctor and moment of the form's "time". Raises Invalid."""
    found = re.fullmatch(r"([0-9]{1,9}) (\S{10,40})", request.form.get("time", ""), re.ASCII)
    try:
        moment = dt.datetime.fromisoformat(found[2]) if found else None
    except ValueError:
        moment = None
    if found is None or moment is None or moment.tzinfo is None:
        raise Invalid(field="time", problem="choose one")
    return int(found[1]), moment


def _cents(text: str) -> int | None:
    """ "80" and "80.50" as hundredths; None for an empty field. Raises Invalid."""
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?", text, re.ASCII)
    if found is None:
        raise Invalid(field="fee", problem="must be an amount such as 80 or 80.50")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def _lines(field: str) -> str:
    """A text of several lines, without control characters."""
    given = request.form.get(field, "").replace("\r\n", "\n")
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in given)


def _told(asker: Asker, visit: Appointment, what: str) -> Notice:
    return Notice(f"{visit_name(visit, asker.clinic.zone)}: {what}.")
