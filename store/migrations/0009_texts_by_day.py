"""The texts of a period, for what they cost and for the purge, without reading those of years."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from store.migrations import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, __file__)
