"""The migrations make exactly what the models describe, on every engine."""

from __future__ import annotations

import importlib
import re

from store import database as db
from store import settings
from store.migrations import pending, upgrade
from store.models import TABLES, Clinic, Setting


def described() -> set[str]:
    statements = set()
    for table in TABLES:
        schema = table._schema  # type: ignore[attr-defined]
        parts = [schema._create_table(safe=False), *schema._create_indexes(safe=False)]
        statements |= {flat(part.query()[0]) for part in parts}
    return statements


def flat(sql: str) -> str:
    return re.sub(r"\s+", " ", sql.replace("IF NOT EXISTS ", "")).strip()


def test_a_migrated_database_is_what_the_models_say(store: str) -> None:
    assert pending() == []
    assert upgrade() == []
    for table in TABLES:
        assert {c.name for c in db.database.get_columns(table._meta.table_name)} == set(table._meta.columns)


def test_tables_indexes_and_checks_are_the_models_own(store: str, engine: str) -> None:
    if engine == "sqlite":
        rows = db.database.execute_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        made = {flat(sql) for (sql,) in rows}
        assert described() <= made
    else:
        count = "SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
        checks = db.database.execute_sql(count).fetchone()[0]
        wanted = sum(statement.count("CHECK") for statement in described())
        indexes = {name for (name,) in db.database.execute_sql("SELECT indexname FROM pg_indexes").fetchall()}
        assert checks == wanted
        assert {re.search(r'INDEX "?(\w+)', s)[1] for s in described() if "INDEX" in s} <= indexes  # type: ignore[index]


def test_lengths_between_the_fives_become_the_next_one_up(clinic: Clinic) -> None:
    Setting.create(clinic=clinic, key="default_slot_duration", value=38)
    Setting.create(clinic=clinic, key="buffer_time_minutes", value=10)
    Setting.create(clinic=clinic, key="offer_minutes", value=7)
    importlib.import_module("store.migrations.0016_settings_in_fives").up(None, db.database.obj)
    now = settings.of(clinic)
    assert (now.default_slot_duration, now.buffer_time_minutes, now.offer_minutes) == (40, 10, 7)
