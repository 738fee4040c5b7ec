"""What every table has."""

from __future__ import annotations

from typing import Any

from peewee import SQL, AutoField, Check, Model, NodeList

from store.database import database

Json = dict[str, Any]


def one_of(column: str, values: tuple[str, ...]) -> SQL | NodeList:
    """A CHECK that keeps `column` to these words, in the database itself."""
    return Check(f"{column} IN ({', '.join(repr(value) for value in values)})")


class Table(Model):
    id = AutoField()

    class Meta:
        database = database
        legacy_table_names = False
