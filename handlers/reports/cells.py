"""A figure with its kind, and how people read it. A table is a Sheet of such cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_currency

from bot import wording

NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """`kind`: text, count, share (0 to 1), growth (of a count, as a share of it), points (by which a share changed),
    minutes, money (cents), cost (ten-thousandths of the currency), day, month.

    A `value` of None is a figure that does not exist: a share of nothing.
    """

    value: Any
    kind: str = "text"


@dataclass(frozen=True)
class Sheet:
    """One table. `note` says in a sentence what is counted; `total`: the last row adds the others up."""

    key: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: list[list[Cell]]
    total: bool = False


def text(value: str) -> Cell:
    return Cell(value)


def count(value: int | None) -> Cell:
    return Cell(value, "count")


def counts(values: Sequence[int]) -> list[Cell]:
    return [count(value) for value in values]


def share(value: float | None) -> Cell:
    return Cell(value, "share")


def growth(value: float | None) -> Cell:
    return Cell(value, "growth")


def points(value: float | None) -> Cell:
    return Cell(value, "points")


def minutes(value: float | None) -> Cell:
    return Cell(value, "minutes")


def money(cents: int | None) -> Cell:
    return Cell(cents, "money")


def cost(value: int | None) -> Cell:
    return Cell(value, "cost")


def day(value: dt.date) -> Cell:
    return Cell(value, "day")


def month(value: dt.date) -> Cell:
    return Cell(value, "month")


def shown(cell: Cell, currency: str) -> str:
    """As people read it: "12.5%", "+12.5%", "-1.5 points", "$1,250.00", "7 min", "Tue 24 Nov 2026"."""
    value = cell.value
    if value is None:
        return NOTHING
    if cell.kind == "share":
        return f"{value:.1%}"
    if cell.kind in ("growth", "points"):
        sign = "+" if round(value, 3) > 0 else ""
        return f"{sign}{value:.1%}" if cell.kind == "growth" else f"{sign}{value * 100:.1f} points"
    if cell.kind == "minutes":
        return f"{value:.0f} min"
    if cell.kind in ("money", "cost"):
        return str(format_currency(value / (100 if cell.kind == "money" else 10_000), currency, locale="en_US"))
    if cell.kind == "day":
        return f"{wording.day(value)} {value.year}"
    if cell.kind == "month":
        return f"{value:%b %Y}"
    return f"{value:,}" if cell.kind == "count" else str(value)
