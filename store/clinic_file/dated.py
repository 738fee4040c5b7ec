"""Closures, leave and extra openings: dates of the file as rows of the table schedule_exception."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from store.clinic_file import entries
from store.clinic_file.changes import Ledger, plain
from store.clinic_file.form import Form
from store.models import Clinic, Doctor, ScheduleException
from store.settings import Settings
from store.timetable import DAY, LAST_MINUTE, MIDNIGHT, edge, fives

SHAPE = ("slot_minutes", "buffer_minutes")  # settings may fill these in: another default is nothing the file says
Wall = tuple[dt.datetime, dt.datetime]  # naive, on the clinic's wall clock


def put(ledger: Ledger, form: Form, doctors: dict[str, Doctor], rules: dict[int, Settings]) -> None:
    """Adds, changes and removes the exceptions that came from the file; those made by staff have no key and stay, and
    one that staff took away or changed stays so until the file says something new of it.

    `doctors` by key, `rules` by the doctor's id. What has passed is never removed.
    """
    there = ScheduleException.select().where(
        ScheduleException.clinic == ledger.clinic, ScheduleException.key.is_null(False)
    )
    rows = {str(row.key): row for row in there}
    for key, columns in dict(_wanted(form, doctors, rules, ledger.clinic.zone)).items():
        row, known = rows.pop(key, None), key in ledger.said.before
        anew = ledger.said.anew(key, {name: plain(value) for name, value in columns.items() if name not in SHAPE})
        if row is None and (anew or not known):
            row = _made_by_hand(ledger.clinic, key, columns) or ScheduleException(clinic=ledger.clinic, key=key)
        if row is not None and (anew or row.id is None):
            ledger.put(_thing(key), row, _name(key), columns)
    for key, row in rows.items():
        if row.ends_at > ledger.now:
            ledger.note("removed", _thing(key), row, _name(key), [], before={"note": row.note, "kind": row.kind})
            row.delete_instance()


def _made_by_hand(clinic: Clinic, key: str, columns: dict[str, Any]) -> ScheduleException | None:
    """The very same, made by staff: from now on the file's too."""
    same = {name: columns[name] for name in ("doctor_id", "kind", "starts_at", "ends_at")}
    row: ScheduleException | None = ScheduleException.get_or_none(clinic=clinic, key=None, **same)
    if row is not None:
        row.key = key
        row.save(only=[ScheduleException.key])
    return row


def _wanted(
    form: Form, doctors: dict[str, Doctor], rules: dict[int, Settings], zone: ZoneInfo
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every exception of the file: its key, which says what and when, and its columns."""
    for closure in form.closures:
        entry = closure.entry
        yield from _rows("closure", None, entry.kind, _periods(entry), zone, {"note": entry.note})
    for away in form.leave:
        doctor, _ = _doctor(form, doctors, away.entry.doctor)
        yield from _rows("leave", doctor, away.entry.kind, _periods(away.entry), zone, {"note": away.entry.note})
    for opening in form.extra_openings:
        doctor, line = _doctor(form, doctors, opening.entry.doctor)
        more = _shape(opening.entry, line, rules[doctor.id])
        yield from _rows("opening", doctor, "open", _periods(opening.entry), zone, more)


def _shape(entry: entries.OpeningEntry, doctor: entries.DoctorEntry, rules: Settings) -> dict[str, Any]:
    """Slots of an extra opening: its own, else the doctor's, else the settings'."""
    buffer = next((given for given in (entry.buffer, doctor.buffer) if given is not None), None)
    return {
        "slot_minutes": entry.slot or doctor.slot or fives(rules.default_slot_duration),
        "buffer_minutes": fives(rules.buffer_time_minutes) if buffer is None else buffer,
        "capacity": entry.capacity or doctor.capacity or 1,
        "visit_type": entry.visit_type or doctor.visit_type or "in_person",
        "note": entry.note,
    }


def _periods(entry: entries.DatedEntry) -> Iterator[Wall]:
    """From `starts` to `ends`; else whole days as one period; with times or weekdays, each stretch of each day."""
    if entry.starts is not None and entry.ends is not None:
        yield entry.starts, entry.ends
    if entry.dates is None:
        return
    (first, last), times = entry.dates, entry.times
    if times is None and entry.days is None:
        yield dt.datetime.combine(first, MIDNIGHT), dt.datetime.combine(last + DAY, MIDNIGHT)
        return
    for day in entry.each_day():
        for starts, ends in times or ((MIDNIGHT, LAST_MINUTE),):
            end = dt.datetime.combine(day + DAY, MIDNIGHT) if ends >= LAST_MINUTE else dt.datetime.combine(day, ends)
            yield dt.datetime.combine(day, starts), end


def _rows(
    thing: str, doctor: Doctor | None, kind: str, periods: Iterator[Wall], zone: ZoneInfo, more: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for start, end in periods:
        moments = edge(start, zone), edge(end, zone)
        if moments[0] < moments[1]:  # else a night's jump leaves nothing of it
            key = f"{thing}/{doctor.key if doctor else ''}/{start:%Y-%m-%d %H:%M}/{end:%Y-%m-%d %H:%M}"
            columns = {"doctor_id": doctor.id if doctor else None, "kind": kind, **more}
            yield key, {**columns, "starts_at": moments[0], "ends_at": moments[1]}


def _doctor(form: Form, doctors: dict[str, Doctor], name: str) -> tuple[Doctor, entries.DoctorEntry]:
    found = next(found for found in form.doctors if found.means(name))
    return doctors[found.entry.key], found.entry


def _thing(key: str) -> str:
    return {"closure": "closure", "leave": "leave", "opening": "extra opening"}[key.split("/", 1)[0]]


def _name(key: str) -> str:
    """closure//2026-12-25 00:00/2026-12-26 00:00 as an operator reads it: 2026-12-25."""
    _, doctor, start, end = key.split("/")
    if start.endswith("00:00") and end.endswith("00:00"):
        last = dt.date.fromisoformat(end[:10]) - DAY
        text = start[:10] if str(last) == start[:10] else f"{start[:10]} to {last}"
    else:
        text = f"{start} to {end[11:] if start[:10] == end[:10] else end}"
    return f"{text} ({doctor})" if doctor else text
