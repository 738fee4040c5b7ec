"""The part of docs/clinic-file.md that the code knows best: every setting, with its default and its limits.

    python -m store.clinic_file.guide docs/clinic-file.md

writes it anew; a test keeps page and code equal.
"""

from __future__ import annotations

import sys
from pathlib import Path

from store import settings

BEGIN, END = "<!-- settings: written by store/clinic_file/guide.py -->", "<!-- end of settings -->"


def settings_table() -> str:
    """Every setting as a Markdown table: key, default, what it may be, whether a doctor may have their own, meaning."""
    lines = ["| setting | default | may be | each doctor | what it does |", "|---|---|---|---|---|"]
    for key, facts in settings.FACTS.items():
        default, own = settings.written(getattr(settings.DEFAULTS, key)), "yes" if key in settings.PER_DOCTOR else ""
        lines.append(f"| `{key}` | {default} | {settings.limits(key)} | {own} | {facts['help']} |")
    return "\n".join(lines)


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
