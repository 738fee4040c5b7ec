"""Many rows at once: one statement for a few hundred of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peewee import chunked

from store.models import Table

ROWS = 300  # SQLite takes 32,766 values a statement


def insert(table: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    """Adds `rows`, all with the same columns."""
    for some in chunked(rows, ROWS):
        table.insert_many(some).execute()
