"""The table at the end of docs/texting.md: its files are there, and each line of it is shown in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "texting.md"
ROWS = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|") and "test_" in line]


def test_there_is_a_table() -> None:
    assert len(ROWS) > 10


@pytest.mark.parametrize("row", ROWS)
def test_each_line_is_shown_in_both_languages(row: str) -> None:
    talks = "".join((HERE / name).read_text(encoding="utf-8") for name in re.findall(r"test_\w+\.py", row))
    assert "We text you about your visits" in talks
    assert "Le enviamos mensajes sobre sus citas" in talks
