"""Routes of the settings, from their one declaration in store/settings.py (S9)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from handlers.staff import finding
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.files import File
from handlers.staff.shapes import Asked, Given, Words
from store import audit, clinic_file, settings
from store.database import lock
from store.models import Clinic, Doctor

YAML = "application/yaml"
KINDS = {
    int: "number",
    bool: "switch",
    str: "word",
    settings.Minutes: "lengths",
    settings.Hours: "times",
    settings.LinkTemplate: "link",
    settings.Region: "word",
}
Value = int | bool | str | list[str]
GivenValue = int | bool | Annotated[Words, Field(max_length=200)] | Annotated[list[Words], Field(max_length=20)] | None


class SettingsQuery(Asked):
    doctor: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(
        None, description="Id or name: the values in force for that doctor; the clinic's when left out."
    )


class SettingsIn(Given):
    values: dict[Annotated[Words, Field(max_length=80)], GivenValue] = Field(
        description="By key; null puts one back: a doctor's to the clinic's, the clinic's to the default."
    )


class SettingOut(BaseModel):
    key: str
    value: Value = Field(description="In force. Lengths such as 24h; times of day as 21:00.")
    default: Value
    own: bool = Field(description="Set here: for the clinic, or for the doctor asked about.")
    kind: Literal["number", "switch", "word", "lengths", "times", "link"]
    least: int | None
    most: int | None
    one_of: list[str]
    per_doctor: bool = Field(description="A doctor may have a value of their own.")
    help: str


class SettingsOut(BaseModel):
    settings: list[SettingOut]


@endpoint("GET", "/settings", role="receptionist", query=SettingsQuery, answer=SettingsOut, versioned=True)
def read_settings(asker: Asker, query: SettingsQuery) -> SettingsOut:
    """Every setting with its value in force, default, bounds and meaning."""
    return _told(asker, finding.doctor(asker, query.doctor) if query.doctor is not None else None)


@endpoint("PATCH", "/settings", role="admin", query=SettingsQuery, body=SettingsIn, answer=SettingsOut, versioned=True)
def change_settings(asker: Asker, query: SettingsQuery, body: SettingsIn) -> SettingsOut:
    """Changes the settings named, for the clinic or for one doctor, all or none."""
    doctor = finding.doctor(asker, query.doctor) if query.doctor is not None else None
    lock(Clinic, asker.clinic.id)
    asker.check_unchanged(_told(asker, doctor))
    settings.change(asker.clinic, body.values, doctor, actor=asker.actor, now=asker.now)
    return _told(asker, doctor)


@endpoint("GET", "/clinic-file", role="admin", answer=File, files=(YAML,))
def export_clinic(asker: Asker) -> File:
    """The clinic as its file (docs/clinic-file.md); loading it changes nothing. On record."""
    return clinic_as_file(asker)


def clinic_as_file(asker: Asker) -> File:
    """Doctors, services, hours, staff and settings as they are now."""
    audit.record(asker.clinic, asker.actor, "clinic.export", asker.clinic, asker.now, after={"clinic file": True})
    return File(name=f"{asker.clinic.slug}.yaml", media=YAML, text=clinic_file.written(asker.clinic))


def _told(asker: Asker, doctor: Doctor | None) -> SettingsOut:
    now, own = settings.of(asker.clinic, doctor), settings.stored(asker.clinic, doctor)
    return SettingsOut(
        settings=[
            SettingOut(
                key=key,
                value=_value(getattr(now, key)),
                default=_value(getattr(settings.DEFAULTS, key)),
                own=key in own,
                kind=KINDS[settings.TYPES[key]],  # type: ignore[arg-type]  # one of those words
                least=facts["least"],
                most=facts["most"],
                one_of=list(facts["one_of"]),
                per_doctor=facts["each"],
                help=facts["help"],
            )
            for key, facts in settings.FACTS.items()
            if doctor is None or facts["each"]
        ]
    )


def _value(value: Any) -> Value:
    """A value as JSON has it, and as PATCH takes it back."""
    if not isinstance(value, tuple):
        plain: Value = value
        return plain
    return [settings.written((part,)) for part in value]
