"""What a clinic file must agree on across its entries: names, references, hours that do not collide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from store import regions, settings
from store.clinic_file import entries
from store.clinic_file.form import Form, Found, FoundDoctor, named
from store.clinic_file.lines import field_name
from store.clinic_file.problems import Problem
from store.quoting import did_you_mean, shown
from store.values import DAY_NAMES, UNIT, Stretch

EARLY = dt.time(5)


def across(form: Form) -> Iterator[Problem]:
    """Every problem that no entry has alone."""
    yield from _clinic(form)
    yield from _duplicates(form.services)
    yield from _duplicates(form.doctors)
    yield from _staff(form)
    yield from _services(form)
    for doctor in form.doctors:
        yield from _doctor(doctor, form)
    for closure in form.closures:
        yield from _dated(closure)
    for away in form.leave:
        yield from _dated(away)
        yield from _unknown(away, "doctor", away.entry.doctor, form.named["doctors"], "doctor")
    for opening in form.extra_openings:
        yield from _unknown(opening, "doctor", opening.entry.doctor, form.named["doctors"], "doctor")
        yield from _dated(opening)
        if not opening.writes("times", "starts", "ends"):
            yield opening.problem("times", "is missing")
        yield from _early(opening, "times", opening.entry.times or ())
    yield from _region(form)


def _dated(
    found: Found[entries.ClosureEntry] | Found[entries.LeaveEntry] | Found[entries.OpeningEntry],
) -> Iterator[Problem]:
    """One way of saying when: dates, or starts and ends."""
    entry = found.entry
    if entry.starts is None and entry.ends is None:
        if entry.dates is None:
            if not found.writes("dates", "starts", "ends"):
                yield found.problem("dates", "is missing")
        elif not entry.each_day():
            yield found.problem("days", "is not among the dates")
        return
    if any(given is not None for given in (entry.dates, entry.days, entry.times)):
        yield found.problem("starts", "goes without dates, days and times")
    elif entry.starts is None or entry.ends is None:
        missing = "ends" if entry.starts else "starts"
        if not found.writes(missing):
            yield found.problem(missing, "is missing")
    elif entry.ends <= entry.starts:
        yield found.problem("ends", "is not after the start")


def _clinic(form: Form) -> Iterator[Problem]:
    if form.clinic is None:
        return
    clinic = form.clinic.entry
    if not form.clinic.writes("sms", "whatsapp", "telegram_bot"):
        said = "has no sms, whatsapp or telegram_bot: no patient can reach it"
        yield form.clinic.problem("", said, warning=True)
    if clinic.telegram_bot is not None and clinic.staff_chat is None:
        yield form.clinic.problem("", "has no staff_chat: staff hear nothing on Telegram", warning=True)
    if not form.doctors and not form.named["doctors"]:
        yield Problem(form.root.line_of(("doctors",)), "doctors", "there are none: nothing can be booked", warning=True)


def _duplicates(several: Iterable[Found[entries.ServiceEntry]] | Iterable[FoundDoctor]) -> Iterator[Problem]:
    """Two entries with one name or one id: nobody could tell them apart."""
    seen: dict[str, int] = {}
    keys: dict[str, int] = {}
    for found in several:
        name, key = found.entry.name.casefold(), found.entry.key
        if name in seen:
            yield found.problem("name", f"{shown(found.entry.name)} is here twice (first on line {seen[name]})")
        elif key in keys:
            said = f"has the same id as line {keys[key]} ({key}): give one of them an id of its own"
            yield found.problem("id" if found.entry.id else "name", said)
        seen.setdefault(name, found.item.line)
        keys.setdefault(key, found.item.line)


def _staff(form: Form) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for member in form.staff:
        entry = member.entry
        if entry.name.casefold() in seen:
            first = seen[entry.name.casefold()]
            yield member.problem("name", f"{shown(entry.name)} is here twice (first on line {first})")
        seen.setdefault(entry.name.casefold(), member.item.line)
        if entry.doctor is not None:
            yield from _unknown(member, "doctor", entry.doctor, form.named["doctors"], "doctor")
        elif entry.role == "doctor" and named(entry.name, form.named["doctors"]) is None:
            yield member.problem("doctor", "is missing: which doctor is it, by the name above?")


def _services(form: Form) -> Iterator[Problem]:
    """A service must have somebody who gives it, in hours of its kind that are long enough."""
    for service in form.services:
        names = (service.entry.name, service.entry.key)
        givers = [doctor for doctor in form.doctors if gives(doctor.entry, names)]
        if form.doctors and not givers:
            yield service.problem("", f"nobody gives {shown(service.entry.name)}: add it to a doctor's services")
            continue
        kind, hours = service.entry.visit_type, [line for doctor in givers for line in doctor.hours]
        if not hours:
            continue
        if kind != "both" and not any(
            _visit_type(doctor, line) in (kind, "both") for doctor in givers for line in doctor.hours
        ):
            said = f"is {kind}, but those who give it have no such hours"
            yield service.problem("visit_type", said, warning=True)
        longest = max(minutes_of(stretch) for line in hours for stretch in line.entry.times)
        if service.entry.minutes > longest:
            said = f"{service.entry.minutes} minutes fit into nobody's hours (the longest are {longest} minutes)"
            yield service.problem("minutes", said, warning=True)


def _doctor(doctor: FoundDoctor, form: Form) -> Iterator[Problem]:
    for at, name in enumerate(doctor.entry.services or ()):
        if named(name, form.named["services"]) is None:
            near = did_you_mean(name, form.named["services"])
            path = ("services", at)
            where = doctor.item.line_of(path), field_name((*doctor.path, *path))
            yield Problem(*where, f"no service is called {shown(name)}.{near}")
    written = doctor.item.value.get("hours") if isinstance(doctor.item.value, dict) else None
    if written is None or written.value in (None, []):
        yield doctor.problem("hours", "there are none: nobody can book this doctor", warning=True)
    for line in doctor.hours:
        yield from _hours(doctor, line)
    for first, second in combinations(doctor.hours, 2):
        yield from _overlap(first, second)


def _hours(doctor: FoundDoctor, line: Found[entries.HoursEntry]) -> Iterator[Problem]:
    entry = line.entry
    if entry.from_ and entry.until and entry.until < entry.from_:
        yield line.problem("until", f"ends ({entry.until}) before it starts ({entry.from_})")
    slot = entry.slot or doctor.entry.slot or UNIT
    for stretch in entry.times:
        if minutes_of(stretch) < slot:
            yield line.problem("times", f"a slot of {slot} minutes does not fit into {said_times(stretch)}")
    for one, other in combinations(entry.times, 2):
        if one[0] < other[1] and other[0] < one[1]:
            yield line.problem("times", f"{said_times(one)} and {said_times(other)} overlap")
    yield from _early(line, "times", entry.times)


def _overlap(first: Found[entries.HoursEntry], second: Found[entries.HoursEntry]) -> Iterator[Problem]:
    """One problem for two lines of hours that ever share a moment."""
    one, other = first.entry, second.entry
    if (one.until or dt.date.max) < (other.from_ or dt.date.min):
        return
    if (other.until or dt.date.max) < (one.from_ or dt.date.min):
        return
    shared = sorted(set(one.days) & set(other.days))
    for a in one.times:
        for b in other.times:
            if shared and a[0] < b[1] and b[0] < a[1]:
                day = DAY_NAMES[shared[0]].capitalize()
                where = f"line {first.item.line}" if first.item.line != second.item.line else "the same line"
                yield second.problem("", f"{day} {said_times(b)} overlaps {said_times(a)} on {where}")
                return


def _early(
    found: Found[entries.HoursEntry] | Found[entries.OpeningEntry], step: str, times: Sequence[Stretch]
) -> Iterator[Problem]:
    for start, end in times:
        if start < EARLY:
            later = f"{start.hour + 12}:{start.minute:02}"
            said = f"{said_times((start, end))} is at night: for the afternoon write {later}"
            yield found.problem(step, said, warning=True)


def _unknown(
    found: Found[entries.LeaveEntry] | Found[entries.OpeningEntry] | Found[entries.StaffEntry],
    step: str,
    name: str,
    known: list[str],
    thing: str,
) -> Iterator[Problem]:
    if named(name, known) is None:
        yield found.problem(step, f"no {thing} is called {shown(name)}.{did_you_mean(name, known)}")


def _read(found: Found[entries.ClinicEntry], step: str) -> bool:
    """Whether a field could be read, or is not there: what hangs on it can be checked."""
    return step in found.entry.model_fields_set or not found.writes(step)


def _region(form: Form) -> Iterator[Problem]:
    key = "holiday_region"
    if key in form.settings and form.clinic is not None and _read(form.clinic, "country"):
        try:
            regions.code(form.clinic.entry.country, settings.parse(key, form.settings[key]))
        except ValueError as error:
            yield Problem(form.root.line_of(("settings", key)), field_name(("settings", key)), str(error))


def gives(doctor: entries.DoctorEntry, service: Iterable[str]) -> bool:
    """Whether the doctor gives the service of these names (its name and its id)."""
    return doctor.services is None or any(named(name, service) is not None for name in doctor.services)


def minutes_of(stretch: Stretch) -> int:
    start, end = stretch
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def said_times(stretch: Stretch) -> str:
    """9:00-12:00"""
    return "-".join(f"{time.hour}:{time.minute:02}" for time in stretch)


def _visit_type(doctor: FoundDoctor, line: Found[entries.HoursEntry]) -> str:
    return line.entry.visit_type or doctor.entry.visit_type or "in_person"
