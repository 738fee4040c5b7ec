"""What a button carries: the question it answers and the number of the choice, "q<question>:<number>" (64 bytes)."""

from __future__ import annotations

import re

_DATA = re.compile(r"q(\d{1,9}):(\d{1,3})", re.ASCII)


def data(question_id: int, number: int) -> str:
    return f"q{question_id}:{number}"


def read(payload: str) -> tuple[int, int] | None:
    """The question's id and the choice's number, or None for what is not one of our buttons."""
    match = _DATA.fullmatch(payload)
    return (int(match[1]), int(match[2])) if match else None
