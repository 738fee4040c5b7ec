"""Schema changes, one numbered file each, applied in order and recorded in the table schema_migration.

A file `NNNN_name.py` has `up(migrator, db)`. Statements that differ by engine lie beside it as `NNNN_name.sqlite.sql`
and `NNNN_name.postgresql.sql`, frozen: models.py may move on, a migration never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import Database
from playhouse.migrations import Runner

from store.database import connected, database, is_postgresql

FOLDER = Path(__file__).parent
ADVISORY_LOCK = 7_077_001  # any number, the same in every process


def upgrade() -> list[str]:
    """Applies what is pending, returns the names. Several processes may call it at once: one works, the rest wait."""
    with connected(), _alone():
        return list(Runner(database.obj, str(FOLDER)).up())


def pending() -> list[str]:
    """The migrations this database has not had yet."""
    with connected():
        return [step.name for step in Runner(database.obj, str(FOLDER)).status() if not step.applied]


def run_sql(db: Database, migration: str) -> None:
    """Runs the statements beside the migration file `migration` (its `__file__`) that are for this engine."""
    engine = "postgresql" if is_postgresql() else "sqlite"
    for statement in Path(migration).with_suffix(f".{engine}.sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            db.execute_sql(statement)  # type: ignore[no-untyped-call]


@contextmanager
def _alone() -> Iterator[None]:
    if not is_postgresql():  # SQLite's IMMEDIATE transactions stand in line by themselves
        yield
        return
    database.execute_sql("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
    try:
        yield
    finally:
        database.execute_sql("SELECT pg_advisory_unlock(%s)", (ADVISORY_LOCK,))
