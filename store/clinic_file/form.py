"""From lines of YAML to entries: each entry read on its own, each fault told with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from store import languages, settings, values, whatsapp
from store.clinic_file import entries, lines
from store.clinic_file.entries import Entry
from store.clinic_file.lines import Item, Path, field_name
from store.clinic_file.problems import Problem
from store.errors import Invalid
from store.quoting import did_you_mean, shown

E = TypeVar("E", bound=Entry)

SECTIONS = (
    "clinic", "services", "doctors", "closures", "leave", "extra_openings", "staff", "whatsapp_templates", "settings",
)  # fmt: skip


@dataclass
class Found(Generic[E]):
    """An entry and where it stands."""

    entry: E
    item: Item
    path: Path

    def problem(self, step: str, said: str, *, warning: bool = False) -> Problem:
        """A problem with this entry's field `step` ("": the whole of it)."""
        path = (step,) if step and isinstance(self.item.value, dict) else ()
        return Problem(self.item.line_of(path), field_name((*self.path, *path)), said, warning)

    def writes(self, *steps: str) -> bool:
        """Whether the file has one of these fields of the entry, be it faulty."""
        there = self.item.value if isinstance(self.item.value, dict) else {}
        return any(step in there and there[step].value not in (None, "") for step in steps)


@dataclass
class FoundDoctor(Found[entries.DoctorEntry]):
    """A doctor with the hours and settings that stand under it."""

    hours: list[Found[entries.HoursEntry]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)

    def means(self, name: str) -> bool:
        """Whether `name`, in another section, is this doctor."""
        return named(name, (self.entry.name, self.entry.key)) is not None


@dataclass
class Form:
    """The file as far as it can be read. `named` holds the raw names of each list's entries, faulty ones too."""

    clinic: Found[entries.ClinicEntry] | None = None
    services: list[Found[entries.ServiceEntry]] = field(default_factory=list)
    doctors: list[FoundDoctor] = field(default_factory=list)
    closures: list[Found[entries.ClosureEntry]] = field(default_factory=list)
    leave: list[Found[entries.LeaveEntry]] = field(default_factory=list)
    extra_openings: list[Found[entries.OpeningEntry]] = field(default_factory=list)
    staff: list[Found[entries.StaffEntry]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    templates: dict[str, dict[str, str]] = field(default_factory=dict)
    named: dict[str, list[str]] = field(default_factory=dict)
    root: Item = field(default_factory=lambda: Item(1, None))


def read(text: str, problems: list[Problem]) -> Form:
    """The form of `text`; what is wrong on the way goes to `problems`."""
    root = lines.read(text, problems)
    form = Form()
    if root is None:
        return form
    if not isinstance(root.value, dict):
        problems.append(Problem(root.line, "file", f"is to have sections, such as {', '.join(SECTIONS[:3])}"))
        return form
    form.root = root
    reader = _Reader(root, problems)
    for name in root.value.keys() - set(SECTIONS):
        reader.say((name,), f"no such section.{did_you_mean(name, SECTIONS)}")
    form.clinic = reader.clinic()
    form.services = reader.section("services", entries.ServiceEntry)
    form.doctors = [reader.doctor(found) for found in reader.section("doctors", entries.DoctorEntry)]
    form.closures = reader.section("closures", entries.ClosureEntry)
    form.leave = reader.section("leave", entries.LeaveEntry)
    form.extra_openings = reader.section("extra_openings", entries.OpeningEntry)
    form.staff = reader.section("staff", entries.StaffEntry)
    form.settings = reader.settings(root, ())
    form.templates = reader.templates()
    form.named = {name: _names(root.value.get(name)) for name in ("services", "doctors")}
    return form


class _Reader:
    def __init__(self, root: Item, problems: list[Problem]) -> None:
        self.root, self.problems = root, problems

    def say(self, path: Path, said: str) -> None:
        self.problems.append(Problem(self.root.line_of(path), field_name(path), said))

    def clinic(self) -> Found[entries.ClinicEntry] | None:
        assert isinstance(self.root.value, dict)
        item = self.root.value.get("clinic")
        if item is None:
            self.say((), 'has no section "clinic"')
            return None
        return self.entry(entries.ClinicEntry, item, ("clinic",))

    def section(self, name: str, model: type[E]) -> list[Found[E]]:
        """Every entry of a list that can be read."""
        found = [self.entry(model, item, path) for item, path in self.parts(self.root, (), name)]
        return [entry for entry in found if entry is not None]

    def parts(self, item: Item, path: Path, name: str) -> list[tuple[Item, Path]]:
        """The elements of the list `name` of `item`; a section that is left empty has none."""
        part = item.value.get(name) if isinstance(item.value, dict) else None
        if part is None or part.value is None:
            return []
        if not isinstance(part.value, list):
            self.say((*path, name), 'is to be a list: each entry begins with "- "')
            return []
        return [(element, (*path, name, at)) for at, element in enumerate(part.value)]

    def entry(self, model: type[E], item: Item, path: Path, given: dict[str, Any] | None = None) -> Found[E] | None:
        """Reads `item` (or `given`, the same written out) as `model`; without its faulty fields when it has such."""
        raw = item.plain if given is None else given
        if not isinstance(raw, dict):
            self.say(path, f"is to have fields, such as {', '.join(entries.known_fields(model)[:2])}")
            return None
        apart = APART if model is entries.DoctorEntry else ()
        raw = {name: value for name, value in raw.items() if name not in apart and value not in (None, "")}
        try:
            return Found(model.model_validate(raw), item, path)
        except ValidationError as error:
            faults = error.errors(include_url=False)
        for fault in faults:
            self.say((*path, *fault["loc"][:1]), self.words(fault, model, item))
        bad = {fault["loc"][0] for fault in faults if fault["loc"]}
        good = {name: value for name, value in raw.items() if name not in bad}
        for name, standin in {"name": f"({field_name(path)})", "minutes": "30", "zone": "UTC"}.items():
            if name in model.model_fields and model.model_fields[name].is_required():
                good.setdefault(name, standin)  # so that the rest of it is checked all the same
        try:
            return Found(model.model_validate(good), item, path)
        except ValidationError:  # what is missing or wrong is needed
            return None

    def words(self, fault: ErrorDetails, model: type[Entry], item: Item) -> str:
        """A fault in words that a clinic manager understands."""
        if fault["type"] == "extra_forbidden":
            known = entries.known_fields(model) + (list(APART) if model is entries.DoctorEntry else [])
            return f"no such field.{did_you_mean(str(fault['loc'][0]), known)}"
        if fault["type"] == "missing":
            return "is missing"
        reason = fault.get("ctx", {}).get("error")
        return str(reason) if reason is not None else f"{shown(fault['input'])}: {fault['msg'].lower()}"

    def doctor(self, found: Found[entries.DoctorEntry]) -> FoundDoctor:
        doctor = FoundDoctor(found.entry, found.item, found.path, settings=self.settings(found.item, found.path))
        hours = found.item.value.get("hours") if isinstance(found.item.value, dict) else None
        if hours is None or hours.value is None:
            return doctor
        if isinstance(hours.value, list):
            parts = self.parts(found.item, found.path, "hours")
        else:
            parts = [(hours, (*found.path, "hours"))]
        doctor.hours = [entry for item, path in parts for entry in self.hours(item, path)]
        return doctor

    def hours(self, item: Item, path: Path) -> list[Found[entries.HoursEntry]]:
        """One line of hours: "Mon-Fri 9:00-12:00", or days and times and more as fields."""
        if isinstance(item.value, dict):
            found = [self.entry(entries.HoursEntry, item, path)]
        elif not isinstance(item.value, str):
            self.say(path, "is to be a line such as Mon-Fri 9:00-12:00, 13:00-17:00")
            return []
        else:
            try:
                written = values.weekly(item.value)
            except ValueError as error:
                self.say(path, str(error))
                return []
            found = [self.line_of_hours(item, path, dict(part)) for part in written]
        return [entry for entry in found if entry is not None]

    def line_of_hours(self, item: Item, path: Path, part: dict[str, Any]) -> Found[entries.HoursEntry] | None:
        try:
            return Found(entries.HoursEntry.model_validate(part), item, path)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self.say(path, self.words(fault, entries.HoursEntry, item))
            return None

    def templates(self) -> dict[str, dict[str, str]]:
        """{kind: {language: ContentSid}} of the section whatsapp_templates; only those that are right."""
        name = "whatsapp_templates"
        part = self.root.value.get(name) if isinstance(self.root.value, dict) else None
        if part is None or part.value is None:
            return {}
        if not isinstance(part.value, dict):
            self.say((name,), f"is to have lines such as reminder: {{en: HX{'0' * 32}}}")
            return {}
        found: dict[str, dict[str, str]] = {}
        for kind, sids in part.value.items():
            if kind not in whatsapp.KINDS:
                self.say((name, kind), f"no such kind of notice.{did_you_mean(kind, whatsapp.KINDS)}")
            elif not isinstance(sids.value, dict):
                self.say((name, kind), f"is to have a line for each language, such as en: HX{'0' * 32}")
            else:
                found[kind] = self.sids((name, kind), sids.plain)
        return found

    def sids(self, path: Path, written: Any) -> dict[str, str]:
        good: dict[str, str] = {}
        for language, sid in written.items():
            if language not in languages.CODES:
                self.say((*path, language), f"is not a language the desk speaks: {', '.join(languages.CODES)}")
            elif not isinstance(sid, str) or not whatsapp.SID.fullmatch(sid):
                self.say((*path, language), f"{shown(sid)} is not a template's ContentSid: HX and 32 digits")
            else:
                good[language] = sid
        return good

    def settings(self, item: Item, path: Path) -> dict[str, Any]:
        """The settings of the clinic or of one doctor, as the file writes them; only those that are right."""
        part = item.value.get("settings") if isinstance(item.value, dict) else None
        path = (*path, "settings")
        if part is None or part.value is None:
            return {}
        if not isinstance(part.value, dict):
            self.say(path, "is to have lines such as advance_booking_days: 30")
            return {}
        good = {}
        for key, raw in part.plain.items() if isinstance(part.plain, dict) else ():
            try:
                settings.parse(key, _flat(raw, key), own=len(path) > 1)
                good[key] = raw
            except Invalid as refusal:
                said = str(refusal.facts["problem"])
                near = did_you_mean(key, settings.TYPES) if key not in settings.TYPES else ""
                self.say((*path, key), f"{said}.{near}" if near else said)
        return good


APART = ("hours", "settings")  # a doctor's fields that are not DoctorEntry's


def _flat(raw: Any, key: str) -> Any:
    if raw is None:
        raise Invalid(field=key, problem="is empty")
    if isinstance(raw, dict) or (isinstance(raw, list) and not all(isinstance(part, str) for part in raw)):
        raise Invalid(field=key, problem="is to be one value, or a list of values")
    return raw


def named(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `name` means: the same but for case, or the same id."""
    wanted = {name.casefold(), values.slug(name)}
    return next((one for one in known if wanted & {one.casefold(), values.slug(one)}), None)


def _names(item: Item | None) -> list[str]:
    """Names and ids of a list's entries, whatever else is wrong with them."""
    found = []
    for element in item.value if item is not None and isinstance(item.value, list) else []:
        for name in ("name", "id"):
            part = element.value.get(name) if isinstance(element.value, dict) else None
            if part is not None and isinstance(part.value, str):
                found.append(part.value.strip())
    return found
