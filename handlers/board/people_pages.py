"""The board's pages of the clinic's doctors and services (B3)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency, get_currency_precision
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.desk import hours as desk_hours
from bot.desk.hours import Desk
from handlers.board import forms
from handlers.board.acting import number_of, text_of
from handlers.board.base import board, signed_in
from handlers.board.forms import Field, Form, Said, Values, one
from handlers.staff import files
from handlers.staff.clinic_settings import clinic_as_file
from handlers.staff.endpoint import Asker
from store import catalogue, staff
from store import values as readers
from store.errors import Invalid
from store.models import Clinic, Doctor, Service

ACTIVE = Field("active", "Can be booked", "switch", hint="off retires: the booked visits are shown first")
DOCTOR = (
    Field("name", "Name, as on the door", needed=True),
    Field("room", "Room"),
    Field("specialty", "Specialty", hint="for staff; texts never name it"),
    Field("phone", "Phone", "tel", hint="with + and the country"),
    Field("telegram_id", "Telegram id", hint="a number"),
)


@board.get("/staff/clinic")
@signed_in("receptionist")
def people(asker: Asker) -> ResponseReturnValue:
    """The doctors and services, with the retired ones."""
    services = [(row, fee_of(asker.clinic, row.fee_cents), _givers(row)) for row in _services(asker)]
    facts = {"doctors": catalogue.doctors(asker.clinic, retired=True), "services": services}
    admin = staff.allowed(asker.member, "admin")
    return render_template("board/people.html", asker=asker, admin=admin, **facts)


@board.get("/staff/clinic/file")
@signed_in("admin")
def clinic_file(asker: Asker) -> ResponseReturnValue:
    """The clinic as its file."""
    return files.response(clinic_as_file(asker))


# --- Doctors ---------------------------------------------------------------------------------------------------------


def new_doctor_form(asker: Asker, *, given: Values | None) -> Form:
    return Form("New doctor", url_for("board.add_doctor"), DOCTOR, given or {}, "Add", back=url_for("board.people"))


@forms.page("/staff/clinic/doctors/new", new_doctor_form, "admin")
def add_doctor(asker: Asker, desk: Desk) -> Said:
    row = catalogue.add_doctor(asker.clinic, **_doctor_fields(), **desk.by)
    return Said(f"{row.name} is here now, without hours as yet.", url_for("board.add_hours_form", doctor=row.id))


def doctor_form(asker: Asker, doctor_id: int, *, given: Values | None) -> Form:
    row = catalogue.doctor(asker.clinic, doctor_id)
    shown = {field.name: one(getattr(row, field.name)) for field in DOCTOR}
    values = given or {**shown, "active": ["on"] if row.active else []}
    action = url_for("board.change_doctor", doctor_id=row.id)
    fields, back = (*DOCTOR, ACTIVE), url_for("board.people")
    return Form(row.name, action, fields, values, back=back, of=row, subject="doctor")


@forms.page("/staff/clinic/doctors/<id:doctor_id>", doctor_form, "admin")
def change_doctor(asker: Asker, desk: Desk, doctor_id: int) -> Said:
    row = catalogue.doctor(asker.clinic, doctor_id)
    outcome = desk_hours.change_doctor(desk, row, **_doctor_fields(), active="active" in request.form)
    [changed] = [each for each in outcome.rows if isinstance(each, Doctor)]
    verb = "is changed" if changed.active else "is retired"
    return Said(f"{changed.name} {verb}.{forms.outcome_of(outcome)}", url_for("board.people"))


def _doctor_fields() -> dict[str, Any]:
    telegram = text_of("telegram_id", 20)
    if telegram and not re.fullmatch(r"[1-9][0-9]{0,17}", telegram, re.ASCII):
        raise Invalid(field="telegram_id", problem="is not a number")
    fields: dict[str, Any] = {name: text_of(name) for name in ("name", "room", "specialty", "phone")}
    return {**fields, "telegram_id": int(telegram) if telegram else None}


# --- Services --------------------------------------------------------------------------------------------------------


def _service_fields(asker: Asker) -> tuple[Field, ...]:
    return (
        Field("name", "Name", needed=True),
        Field("minutes", "Minutes", "number", least=5, most=480, step=5, needed=True),
        Field("fee", f"Fee in {asker.clinic.currency}", hint="80 or 80.50"),
        Field("visit_type", "Visits", "select", forms.VISIT_TYPES),
        Field(
            "doctors", "Who gives it", "checks", forms.doctor_options(catalogue.doctors(asker.clinic)),
            hint="none: every doctor, later ones too",
        ),
    )  # fmt: skip


def new_service_form(asker: Asker, *, given: Values | None) -> Form:
    values = given or {"minutes": ["30"], "visit_type": ["both"]}
    action, back = url_for("board.add_service"), url_for("board.people")
    return Form("New service", action, _service_fields(asker), values, "Add", back=back)


@forms.page("/staff/clinic/services/new", new_service_form, "admin")
def add_service(asker: Asker, desk: Desk) -> Said:
    row = catalogue.add_service(asker.clinic, **_given_service(asker), **desk.by)
    return Said(f"{row.name} can be booked now.", url_for("board.people"))


def service_form(asker: Asker, service_id: int, *, given: Values | None) -> Form:
    row = catalogue.service(asker.clinic, service_id)
    shown = {name: one(getattr(row, name)) for name in ("name", "minutes", "visit_type")}
    shown |= {"fee": one(_amount(asker.clinic, row.fee_cents)), "active": ["on"] if row.active else []}
    values = given or {**shown, "doctors": [str(number) for number in catalogue.givers(row)]}
    about = "Another length, kind or doctor touches visits booked before: they are shown first."
    action = url_for("board.change_service", service_id=row.id)
    fields = (*_service_fields(asker), ACTIVE)
    back = url_for("board.people")
    return Form(row.name, action, fields, values, about=about, back=back, of=row, subject="service")


@forms.page("/staff/clinic/services/<id:service_id>", service_form, "admin")
def change_service(asker: Asker, desk: Desk, service_id: int) -> Said:
    row = catalogue.service(asker.clinic, service_id)
    outcome = desk_hours.change_service(desk, row, **_given_service(asker), active="active" in request.form)
    [changed] = [each for each in outcome.rows if isinstance(each, Service)]
    verb = "is changed" if changed.active else "is retired"
    return Said(f"{changed.name} {verb}.{forms.outcome_of(outcome)}", url_for("board.people"))


def _given_service(asker: Asker) -> dict[str, Any]:
    known = {str(doctor.id): doctor for doctor in catalogue.doctors(asker.clinic)}
    try:
        fee = readers.money(text_of("fee", 20) or "0")
    except ValueError as error:
        raise Invalid(field="fee", problem=str(error)) from error
    return {
        "name": text_of("name"),
        "minutes": number_of("minutes", 5, 480),
        "fee_cents": int(fee * 10 ** get_currency_precision(asker.clinic.currency)),
        "visit_type": forms.choice_of("visit_type", forms.VISIT_TYPES),
        "doctors": [known[given] for given in request.form.getlist("doctors") if given in known],
    }


def _amount(clinic: Clinic, cents: int) -> str:
    places = get_currency_precision(clinic.currency)
    return f"{Decimal(cents).scaleb(-places):.{places}f}" if cents % 10**places else str(cents // 10**places)


def fee_of(clinic: Clinic, cents: int) -> str:
    """ "$45.50"; empty for nothing."""
    amount = Decimal(cents).scaleb(-get_currency_precision(clinic.currency))
    return str(format_currency(amount, clinic.currency, locale="en")) if cents else ""


def _services(asker: Asker) -> list[Service]:
    return catalogue.services(asker.clinic, retired=True)


def _givers(row: Service) -> str:
    named = [doctor.name for doctor in Doctor.select().where(Doctor.id.in_(catalogue.givers(row) or [0]))]
    return ", ".join(named) or "every doctor"
