"""The clinic file into the database: what the file says anew is done (said.py), and nothing else.

A doctor or service that the file no longer has becomes inactive, for visits speak of it. Visits are never touched:
those that no longer fit are listed.
"""

from __future__ import annotations

import datetime as dt
import secrets

from babel.numbers import get_currency_precision

from store import misfits, settings
from store.clinic_file import checks, dated, hours
from store.clinic_file.changes import Changes, Ledger
from store.clinic_file.form import Form
from store.clinic_file.problems import BadClinicFile
from store.clinic_file.said import Said
from store.database import lock
from store.models import Clinic, Doctor, DoctorService, Service, Setting, StaffMember


def run(form: Form, now: dt.datetime) -> Changes:
    """Loads a form that has no errors, inside the caller's transaction. Raises BadClinicFile for a number that another
    clinic has."""
    row = _clinic_row(form, now)
    ledger = Ledger(Changes(row), now, Said.of(row))
    _clinic(ledger, form)
    _settings(ledger, form.settings, None)
    doctors = _doctors(ledger, form)
    _services(ledger, form, doctors)
    rules = settings.each(ledger.clinic, doctors.values())
    for found in form.doctors:
        doctor = doctors[found.entry.key]
        if ledger.said.anew(f"hours/{doctor.key}", hours.said(found)):
            hours.put(ledger, doctor, hours.wanted(found, rules[doctor.id]))
    dated.put(ledger, form, doctors, rules)
    _staff(ledger, form, doctors)
    ledger.said.keep(ledger.clinic)
    ledger.changes.misfits = misfits.found(ledger.clinic, now)
    return ledger.changes


def _clinic_row(form: Form, now: dt.datetime) -> Clinic:
    """The row of the file's clinic, locked; not yet saved when it is new."""
    assert form.clinic is not None
    entry = form.clinic.entry
    numbers = {
        "sms": (Clinic.sms_number, entry.sms),
        "whatsapp": (Clinic.whatsapp_number, entry.whatsapp),
        "telegram_bot": (Clinic.telegram_bot_id, entry.telegram_bot),
    }
    for step, (column, value) in numbers.items():
        other = Clinic.get_or_none(column == value, Clinic.slug != entry.key) if value is not None else None
        if other is not None:
            said = f"{value} already belongs to {other.name} (to change that clinic, write id: {other.slug})"
            raise BadClinicFile([form.clinic.problem(step, said)])
    row: Clinic | None = Clinic.get_or_none(Clinic.slug == entry.key)
    if row is None:
        return Clinic(slug=entry.key, display_token=secrets.token_urlsafe(16), created_at=now)
    lock(Clinic, row.id)
    return row


def _clinic(ledger: Ledger, form: Form) -> None:
    assert form.clinic is not None
    entry = form.clinic.entry
    columns = {
        "name": entry.name,
        "zone_name": entry.zone,
        "country": entry.country,
        "locale": entry.language,
        "currency": entry.currency,
        "sms_number": entry.sms,
        "whatsapp_number": entry.whatsapp,
        "whatsapp_templates": form.templates,
        "telegram_bot_id": entry.telegram_bot,
        "staff_chat_id": entry.staff_chat,
        "address": entry.address,
        "emergency_number": entry.emergency,
    }
    ledger.say("clinic", "", ledger.clinic, entry.name, columns)


def _settings(ledger: Ledger, values: dict[str, object], doctor: Doctor | None) -> None:
    """Stores the settings that the file names anew; all others stay as staff have set them."""
    anew = ledger.said.fields_anew(f"settings/{doctor.key if doctor else ''}", values)
    values = {key: value for key, value in values.items() if key in anew}
    before = _stored(ledger.clinic, doctor)
    changed = settings.put(ledger.clinic, values, doctor)
    if changed:
        after = _stored(ledger.clinic, doctor)
        old, new = ({key: side.get(key) for key in changed} for side in (before, after))
        if doctor is None:
            ledger.note("changed", "clinic", ledger.clinic, ledger.clinic.name, changed, old, new)
        else:
            ledger.note("changed", "doctor", doctor, doctor.name, changed, old, new)


def _stored(clinic: Clinic, doctor: Doctor | None) -> dict[str, object]:
    whose = Setting.doctor.is_null() if doctor is None else Setting.doctor == doctor
    return {row.key: row.value for row in Setting.select().where(Setting.clinic == clinic, whose)}


def _doctors(ledger: Ledger, form: Form) -> dict[str, Doctor]:
    """The file's doctors by key, with their settings; those that the file has dropped retire."""
    there = {row.key: row for row in Doctor.select().where(Doctor.clinic == ledger.clinic)}
    kept: dict[str, Doctor] = {}
    last = -1
    for found in form.doctors:
        entry = found.entry
        row = there.pop(entry.key, None) or Doctor(clinic=ledger.clinic, key=entry.key)
        last = _after(last, row)
        columns = {
            "name": entry.name,
            "specialty": entry.specialty,
            "room": entry.room,
            "position": last,
            "phone": entry.phone,
            "telegram_id": entry.telegram,
            "active": True,
        }
        kept[entry.key] = ledger.say("doctor", entry.key, row, entry.name, columns)
        _settings(ledger, found.settings, row)
    for row in there.values():
        if ledger.said.dropped(f"doctor/{row.key}"):
            _retire(ledger, "doctor", row)
    return kept


def _after(last: int, row: Doctor | Service) -> int:
    """The row's position, where the file's order is that of the database already; else one after `last`."""
    return max(last + 1, int(row.position)) if row.id is not None else last + 1


def _services(ledger: Ledger, form: Form, doctors: dict[str, Doctor]) -> None:
    assert form.clinic is not None
    cents = 10 ** get_currency_precision(form.clinic.entry.currency)
    there = {row.key: row for row in Service.select().where(Service.clinic == ledger.clinic)}
    last = -1
    for found in form.services:
        entry = found.entry
        row = there.pop(entry.key, None) or Service(clinic=ledger.clinic, key=entry.key)
        last = _after(last, row)
        columns = {
            "name": entry.name,
            "minutes": entry.minutes,
            "fee_cents": int(entry.fee * cents),
            "visit_type": entry.visit_type,
            "position": last,
            "active": True,
        }
        ledger.say("service", entry.key, row, entry.name, columns)
        names = (entry.name, entry.key)
        givers = [d.entry.key for d in form.doctors if checks.gives(d.entry, names)]
        if ledger.said.anew(f"givers/{entry.key}", None if len(givers) == len(form.doctors) else sorted(givers)):
            _givers(ledger, row, {doctors[key].id for key in givers}, doctors)
    for row in there.values():
        if ledger.said.dropped(f"service/{row.key}"):
            _retire(ledger, "service", row)


def _givers(ledger: Ledger, service: Service, wanted: set[int], doctors: dict[str, Doctor]) -> None:
    """Who gives the service; no rows where all do, so that a doctor added later does too."""
    everybody = {doctor.id for doctor in doctors.values()}
    rows = DoctorService.select().where(DoctorService.service == service)
    there = {row.doctor_id for row in rows}
    if wanted == everybody:
        wanted = set()
        if there >= everybody:  # by name, all who are left: the same for now
            DoctorService.delete().where(DoctorService.service == service).execute()
            return
    else:
        there &= everybody  # of a doctor that the file does not know it says nothing
    if wanted == there:
        return
    gone, new = there - wanted, wanted - there
    if gone:
        DoctorService.delete().where(DoctorService.service == service, DoctorService.doctor.in_(gone)).execute()
    for doctor_id in sorted(new):
        DoctorService.create(doctor=doctor_id, service=service)
    before, after = {"doctors": sorted(there)}, {"doctors": sorted(wanted)}
    ledger.note("changed", "service", service, service.name, ["doctors"], before, after)


def _retire(ledger: Ledger, thing: str, row: Doctor | Service) -> None:
    if row.active:
        row.active = False
        row.save(only=row.dirty_fields)
        ledger.note("retired", thing, row, row.name, [], {"active": True}, {"active": False})


def _staff(ledger: Ledger, form: Form, doctors: dict[str, Doctor]) -> None:
    """Adds and changes staff. Who left the file, or was revoked, is a person's decision: the notes say so."""
    there = {row.name: row for row in StaffMember.select().where(StaffMember.clinic == ledger.clinic)}
    for found in form.staff:
        entry = found.entry
        row = there.pop(entry.name, None) or StaffMember(clinic=ledger.clinic, name=entry.name, created_at=ledger.now)
        if row.id is not None and not row.active:
            ledger.changes.notes.append(f"{entry.name} was revoked and stays so: take the entry out, or use staff add")
            continue
        which = entry.doctor or (entry.name if entry.role == "doctor" else None)
        doctor = next((doctors[d.entry.key] for d in form.doctors if which and d.means(which)), None)
        columns = {
            "role": entry.role,
            "doctor_id": doctor.id if doctor else None,
            "telegram_id": entry.telegram,
            "phone": entry.phone,
            "email": entry.email,
        }
        if ledger.say("staff", entry.name, row, entry.name, columns).token_hash is None:
            ledger.changes.notes.append(f"{entry.name} has no token yet: use staff add")
    for row in there.values():
        if row.active:
            ledger.changes.notes.append(f"{row.name} is not in the file and still works here: staff revoke ends that")
