"""What one load of a clinic file does, written down: for the operator, and as audit rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, TypeVar

from store import audit
from store.clinic_file.problems import Problem
from store.clinic_file.said import Said
from store.misfits import Misfit
from store.models import Clinic, Table

T = TypeVar("T", bound=Table)


@dataclass
class Change:
    """`verb` is added, changed, retired (kept, but inactive) or removed; `fields` are those that changed."""

    verb: str
    thing: str
    name: str
    fields: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        what = f": {', '.join(self.fields)}" if self.fields else ""
        return f"{self.verb} {self.thing} {self.name}{what}"


@dataclass
class Changes:
    """What a load did. Empty `made`: the file says what the database said already.

    `misfits` are the upcoming visits that no longer fit (store/misfits.py), earliest first, whether this load put them
    there or an earlier one; `notes` are lines an operator should read; `warnings` are those of `check`.
    """

    clinic: Clinic
    made: list[Change] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


class Ledger:
    """Writes rows, and with each the audit row and the line in `changes`."""

    def __init__(self, changes: Changes, now: dt.datetime, said: Said) -> None:
        self.changes, self.now, self.said = changes, now, said
        self._lines: dict[tuple[str, int], Change] = {}

    @property
    def clinic(self) -> Clinic:
        return self.changes.clinic

    def say(self, thing: str, key: str, row: T, name: str, columns: dict[str, Any]) -> T:
        """As `put`, for the columns that the file says anew; `key` is what the file knows the row by."""
        anew = self.said.fields_anew(f"{thing}/{key}", {column: plain(value) for column, value in columns.items()})
        if row.id is not None:
            columns = {column: value for column, value in columns.items() if column in anew}
        return self.put(thing, row, name, columns)

    def put(self, thing: str, row: T, name: str, columns: dict[str, Any]) -> T:
        """Gives `row` (perhaps a new one) these columns; nothing is written when it has them already."""
        new = row.id is None
        before = {} if new else {column: getattr(row, column) for column in columns}
        after = {column: value for column, value in columns.items() if new or before[column] != value}
        if not after:
            return row
        for column, value in after.items():
            setattr(row, column, value)
        row.save(only=None if new else row.dirty_fields)
        shown = [] if new else [column.removesuffix("_id") for column in after]
        before = {column: plain(before[column]) for column in after} if not new else {}
        after = {column: plain(value) for column, value in after.items()}
        self.note("added" if new else "changed", thing, row, name, shown, before, after)
        return row

    def note(
        self,
        verb: str,
        thing: str,
        row: Table,
        name: str,
        fields: list[str],
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """Writes down a change that is made elsewhere; further changes of one thing share a line."""
        act = {"added": "add", "changed": "change", "retired": "retire", "removed": "remove"}[verb]
        audit.record(self.clinic, audit.OPERATOR, f"{thing.replace(' ', '_')}.{act}", row, self.now, before, after)
        line = self._lines.get((thing, row.id))
        if line is None:
            line = self._lines[thing, row.id] = Change(verb, thing, name)
            self.changes.made.append(line)
        if line.verb != "added":
            line.fields.extend(name for name in fields if name not in line.fields)


def plain(value: Any) -> Any:
    """`value` in JSON's own types."""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return value if isinstance(value, (int, str, bool, list, dict)) or value is None else str(value)
