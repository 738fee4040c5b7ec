"""The page for a clinic manager says what the code does."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from store import settings
from store.clinic_file import check, entries, guide
from store.clinic_file.form import SECTIONS
from tests.store.test_clinic_file_check import EXAMPLE, GOOD

PAGE = Path(__file__).parents[2] / "docs" / "clinic-file.md"


def test_the_table_of_settings_is_the_codes() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert guide.renewed(page) == page
    assert all(f"| `{field.name}` |" in page for field in fields(settings.Settings))


def test_a_default_is_written_as_the_file_reads_it() -> None:
    for field in fields(settings.Settings):
        default = getattr(settings.DEFAULTS, field.name)
        assert settings.parse(field.name, settings.written(default)) == default


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no marks"):
        guide.renewed("# nothing")


def test_the_page_names_every_section_and_its_hours_are_right() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{section}` |" in page for section in SECTIONS)
    hours = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert hours
    text = GOOD.replace("    hours: Mon-Fri 9:00-12:00\n", hours[1])
    assert check(text) == []
    for line in re.findall(r"Write `([^`]*)`|days: `([^`]*)`", page):
        assert check(GOOD.replace("Mon-Fri 9:00-12:00", "".join(line))) == []


def test_the_example_shows_every_field() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    models: list[type[entries.Entry]] = [
        entries.ClinicEntry, entries.ServiceEntry, entries.DoctorEntry, entries.HoursEntry, entries.ClosureEntry,
        entries.LeaveEntry, entries.OpeningEntry, entries.StaffEntry,
    ]  # fmt: skip
    for model in models:
        for name in entries.known_fields(model):
            assert re.search(rf"\b{name}:", text), f"{model.__name__}.{name}"
