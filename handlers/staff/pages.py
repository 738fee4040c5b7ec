"""Pages of a list, the same on every route that has `items` (S4): `limit` and `after` go in, `next` comes out.

A query model is a `Paged`, an answer model a `Page` (shapes.py). Rows of the database are read with `query.limit + 1`
of them, in an order in which the row with the id `query.after` has a place: then `cut`. A list that is whole in memory:
`of_list`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from handlers.staff.shapes import Paged
from store.errors import Invalid

Row = TypeVar("Row")


def _id(row: Any) -> int:
    return int(row.id)


def cut(rows: Sequence[Row], query: Paged, key: Callable[[Row], int] = _id) -> tuple[list[Row], int | None]:
    """The page of rows that were read with one more than `query.limit`, and its `next`."""
    return list(rows[: query.limit]), key(rows[query.limit - 1]) if len(rows) > query.limit else None


def of_list(rows: Sequence[Row], query: Paged, key: Callable[[Row], int] = _id) -> tuple[list[Row], int | None]:
    """The page of a list that is whole in memory, and its `next`.

    Raises Invalid when the last row of the page before has left the list meanwhile.
    """
    start = 0
    if query.after is not None:
        places = [place for place, row in enumerate(rows) if key(row) == query.after]
        if not places:
            raise Invalid(field="after", problem="is not in the list any more: begin again")
        start = places[0] + 1
    return cut(rows[start : start + query.limit + 1], query, key)
