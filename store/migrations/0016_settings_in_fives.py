"""Lengths in the settings that were no multiple of 5 become what they were taken for: the next one up."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from store.migrations import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, __file__)
