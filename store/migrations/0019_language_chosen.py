"""Whether a language was asked for, or only noticed (P14)."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from store.migrations import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, __file__)
