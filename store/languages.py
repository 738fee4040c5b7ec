"""The languages the desk speaks: each is a folder of bot/phrases, named by its code, and nothing else."""

from __future__ import annotations

from pathlib import Path

from babel import Locale

FOLDER = Path(__file__).parents[1] / "bot" / "phrases"
CODES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/__init__.py")))


def names() -> dict[str, str]:
    """Each language's code, and what English calls it."""
    return {code: Locale.parse(code).get_display_name("en") or code for code in CODES}
