"""Many visits are completed at once, too (S7)."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from store.migrations import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, __file__)
