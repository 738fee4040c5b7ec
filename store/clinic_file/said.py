"""What the clinic file said when it was loaded last, so that a load changes only what the file says anew.

Hours, people and settings are changed on the board and in the chat too. A load compares the file with what the file
itself said before: what is the same there is left as it stands in the database, whoever changed it since; what the file
says anew, or no longer says, is done.
"""

from __future__ import annotations

from typing import Any

from store.models import Clinic, LoadedFile

MISSING = object()


class Said:
    """`before` is what the last load read, `now` what this one reads: by thing ("doctor/lee"), in JSON's own types."""

    def __init__(self, before: dict[str, Any]) -> None:
        self.before, self.now = before, dict[str, Any]()

    @classmethod
    def of(cls, clinic: Clinic) -> Said:
        row = LoadedFile.get_or_none(LoadedFile.clinic == clinic) if clinic.id is not None else None
        return cls(dict(row.said) if row is not None else {})

    def anew(self, thing: str, value: Any) -> bool:
        """Notes what the file says of a thing, and tells whether that is new."""
        self.now[thing] = value
        return bool(self.before.get(thing, MISSING) != value)

    def fields_anew(self, thing: str, fields: dict[str, Any]) -> set[str]:
        """As `anew`, for each field of a thing: the names of those that are new."""
        before = self.before.get(thing, {})
        self.now[thing] = fields
        return {name for name, value in fields.items() if before.get(name, MISSING) != value}

    def dropped(self, thing: str) -> bool:
        """Whether the file has named it once and does not now."""
        return thing in self.before and thing not in self.now

    def keep(self, clinic: Clinic) -> None:
        LoadedFile.insert(clinic=clinic, said=self.now).on_conflict(
            conflict_target=[LoadedFile.clinic], update={LoadedFile.said: self.now}
        ).execute()
