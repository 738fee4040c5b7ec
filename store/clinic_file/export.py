"""A clinic back into its file: loading what this writes makes the same clinic (the other way through loading.py).

Retired doctors and services, and staff who were revoked, have no place in a file; nor has what the file cannot say,
which is left as a remark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml
from babel.numbers import get_currency_precision

from store import blocks, catalogue, settings, values
from store.availability import doctors_for
from store.clinic_file.hours import COLUMNS, Hours
from store.models import Clinic, Doctor, Schedule, ScheduleException, Service, StaffMember, local

Fields = dict[str, Any]
HEAD = "# {name}: written by clinic export. Remarks of the file that was loaded are not kept.\n"
DAYS = [name[:3].capitalize() for name in values.DAY_NAMES]


def written(clinic: Clinic) -> str:
    """The clinic file of everything that is in the database now."""
    remarks: list[str] = []
    sections: Fields = {
        "clinic": _clinic(clinic),
        "services": [_service(clinic, row) for row in _given_services(clinic, remarks)],
        "doctors": list(_doctors(clinic)),
        **_dated(clinic),
        "staff": list(_staff(clinic, remarks)),
        "whatsapp_templates": clinic.whatsapp_templates,
        "settings": _settings(clinic, None),
    }
    parts = [HEAD.format(name=clinic.name), *(f"# {remark}\n" for remark in remarks)]
    for name, part in sections.items():
        if part:
            dumped = yaml.safe_dump({name: part}, sort_keys=False, allow_unicode=True, width=1000)
            parts.append(f"\n{dumped}")
    return "".join(parts)


def _clinic(clinic: Clinic) -> Fields:
    fields = {
        "name": clinic.name, "id": _id(clinic.name, clinic.slug), "zone": clinic.zone_name, "country": clinic.country,
        "language": clinic.locale, "currency": clinic.currency, "sms": clinic.sms_number,
        "whatsapp": clinic.whatsapp_number, "telegram_bot": clinic.telegram_bot_id, "staff_chat": clinic.staff_chat_id,
        "address": clinic.address, "emergency": clinic.emergency_number,
    }  # fmt: skip
    return _given(fields)


def _given_services(clinic: Clinic, remarks: list[str]) -> list[Service]:
    """The services that somebody who is here gives."""
    given = []
    for row in catalogue.services(clinic):
        if doctors_for(clinic, row) or not catalogue.doctors(clinic):
            given.append(row)
        else:
            remarks.append(f"{row.name} (service) is given by nobody who is here and is left out")
    return given


def _service(clinic: Clinic, row: Service) -> Fields:
    fields = {"name": row.name, "id": _id(row.name, row.key), "minutes": row.minutes,
              "fee": _amount(row.fee_cents, clinic.currency), "visit_type": row.visit_type}  # fmt: skip
    return _given(fields)


def _amount(cents: int, currency: str) -> str | None:
    amount = Decimal(cents).scaleb(-get_currency_precision(currency))
    return f"{amount:f}" if cents else None


def _doctors(clinic: Clinic) -> Iterator[Fields]:
    """`services` stands where a doctor does not give all of them."""
    services = _given_services(clinic, [])
    givers = {service.id: catalogue.givers(service) for service in services}
    for row in catalogue.doctors(clinic):
        gives = [service.name for service in services if not givers[service.id] or row.id in givers[service.id]]
        fields = {"name": row.name, "id": _id(row.name, row.key), "specialty": row.specialty, "room": row.room,
                  "phone": row.phone, "telegram": row.telegram_id}  # fmt: skip
        yield {
            **_given(fields),
            **({"services": gives} if len(gives) < len(services) else {}),
            **_given({"hours": list(_hours(row)), "settings": _settings(clinic, row)}),
        }


def _hours(doctor: Doctor) -> Iterator[Fields]:
    """One line for each shape of hours, with all its days."""
    days: dict[Hours, list[int]] = {}
    for row in Schedule.select().where(Schedule.doctor == doctor, Schedule.active).order_by(Schedule.id):
        hours = Hours(*(getattr(row, column) for column in COLUMNS))
        shape = Hours(0, *(getattr(hours, column) for column in COLUMNS[1:]))
        days.setdefault(shape, []).append(hours.weekday)
    for shape, weekdays in sorted(days.items(), key=lambda pair: (min(pair[1]), pair[0].starts, str(pair[0]))):
        yield {
            "days": ", ".join(DAYS[day] for day in sorted(weekdays)),
            "times": _times(shape.starts, shape.ends),
            "slot": shape.slot_minutes,
            "break": shape.break_minutes,
            "buffer": shape.buffer_minutes,
            "capacity": shape.capacity,
            "visit_type": shape.visit_type,
            **_given({"from": _day(shape.valid_from), "until": _day(shape.valid_until)}),
        }


def _dated(clinic: Clinic) -> Fields:
    """Closures, leave and extra openings, those that have passed too."""
    sections: dict[str, list[Fields]] = {"closures": [], "leave": [], "extra_openings": []}
    rows = ScheduleException.select().where(ScheduleException.clinic == clinic)
    for row in rows.order_by(ScheduleException.starts_at, ScheduleException.id):
        if row.doctor is not None and not row.doctor.active:
            continue
        name = "extra_openings" if row.kind == "open" else "leave" if row.doctor_id else "closures"
        fields: Fields = {"doctor": row.doctor.name} if row.doctor is not None else {}
        fields |= _period(row)
        if row.kind == "open":
            fields |= {"slot": row.slot_minutes, "buffer": row.buffer_minutes, "capacity": row.capacity,
                       "visit_type": row.visit_type}  # fmt: skip
        else:
            fields["kind"] = row.kind
        sections[name].append(fields | _given({"note": row.note}))
    return sections


def _period(row: ScheduleException) -> Fields:
    whole = blocks.whole_days(row)
    if whole is not None and (whole[1] - whole[0]).days <= values.LONGEST:
        first, last = whole
        return {"dates": str(first) if first == last else f"{first} to {last}"}
    return {"starts": _wall(row, row.starts_at), "ends": _wall(row, row.ends_at)}


def _wall(row: ScheduleException, moment: dt.datetime) -> str:
    return f"{local(row.clinic, moment):%Y-%m-%d %H:%M}"


def _staff(clinic: Clinic, remarks: list[str]) -> Iterator[Fields]:
    rows = StaffMember.select().where(StaffMember.clinic == clinic, StaffMember.active)
    for row in rows.order_by(StaffMember.id):
        doctor = row.doctor if row.doctor is not None and row.doctor.active else None
        if row.role == "doctor" and doctor is None:
            remarks.append(f"{row.name} (staff, role doctor) is none of the doctors here and is left out")
            continue
        fields = {"name": row.name, "role": row.role, "doctor": doctor.name if doctor else None,
                  "telegram": row.telegram_id, "phone": row.phone, "email": row.email}  # fmt: skip
        yield _given(fields)


def _settings(clinic: Clinic, doctor: Doctor | None) -> Fields:
    return {key: settings.written(value) for key, value in sorted(settings.stored(clinic, doctor).items())}


def _times(starts: dt.time, ends: dt.time) -> str:
    return f"{starts.hour}:{starts:%M}-{ends.hour}:{ends:%M}"


def _day(day: dt.date | None) -> str | None:
    return None if day is None else str(day)


def _id(name: str, key: str) -> str | None:
    """Only where the name alone would give another."""
    return None if values.slug(name) == key else key


def _given(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
