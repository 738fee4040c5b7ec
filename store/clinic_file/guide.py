"""The part of docs/clinic-file.md that the code knows best: every setting, with its default and its limits.

    python -m store.clinic_file.guide docs/clinic-file.md

writes it anew; a test keeps page and code equal.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from store.settings import DEFAULTS, EXPECTED, TYPES, Settings

BEGIN, END = "<!-- settings: written by store/clinic_file/guide.py -->", "<!-- end of settings -->"


def settings_table() -> str:
    """Every setting as a Markdown table: key, default, what it may be, meaning."""
    lines = ["| setting | default | may be | what it does |", "|---|---|---|---|"]
    for field in fields(Settings):
        default = written(getattr(DEFAULTS, field.name))
        limits = _limits(field.name, field.metadata)
        lines.append(f"| `{field.name}` | {default} | {limits} | {field.metadata['help']} |")
    return "\n".join(lines)


def written(value: Any) -> str:
    """A setting's value as the clinic file writes it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        times = all(isinstance(part, dt.time) for part in value)
        return "-".join(f"{part:%H:%M}" for part in value) if times else ", ".join(_length(part) for part in value)
    return str(value)


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{minutes}m" if rest else f"{hours}h"


def _limits(name: str, facts: Any) -> str:
    if facts["one_of"]:
        return " or ".join(facts["one_of"])
    return EXPECTED[TYPES[name]] if facts["least"] is None else f"{facts['least']} to {facts['most']}"


def renewed(page: str) -> str:
    """`page` with the table between its two marks as the code has it. Raises ValueError when they are not there."""
    head, mark, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not mark or not end:
        raise ValueError("the page has no marks for the table of settings")
    return f"{head}{BEGIN}\n{settings_table()}\n{END}{tail}"


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.write_text(renewed(place.read_text(encoding="utf-8")), encoding="utf-8")
