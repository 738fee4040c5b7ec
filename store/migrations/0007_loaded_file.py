"""What the clinic file said when it was loaded last."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from store.migrations import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, __file__)
