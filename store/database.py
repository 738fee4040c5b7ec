"""Engines, transactions and the one field that stores a moment.

Two engines behind one proxy: SQLite (WAL, IMMEDIATE, foreign keys, synchronous FULL), PostgreSQL (psycopg 3, pooled).
"""

from __future__ import annotations

import datetime as dt
import functools
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast
from urllib.parse import unquote, urlsplit

from peewee import Database, DatabaseProxy, DateTimeField, Field, Model, OperationalError, SqliteDatabase
from playhouse.pool import PooledPostgresqlDatabase

from store.clock import UTC

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

database = DatabaseProxy()

SQLITE_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "cache_size": -8000, "temp_store": 2}
ATTEMPTS = 4
_one_writer = threading.RLock()


if TYPE_CHECKING:  # generic in the stubs only
    MomentField = DateTimeField[Any]
else:
    MomentField = DateTimeField


class UtcDateTimeField(MomentField):
    """A moment: takes any aware datetime, stores naive UTC, gives back aware UTC. Refuses a naive datetime."""

    def db_value(self, value: Any) -> dt.datetime | None:
        if value is None:
            return None
        moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
        if moment.tzinfo is None:
            raise ValueError(f"naive datetime {moment!r}: give one with a zone")
        utc = moment.astimezone(UTC)
        # A plain datetime, so that a frozen test clock's own class never reaches the driver.
        return dt.datetime(utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second, utc.microsecond)  # noqa: DTZ001

    def python_value(self, value: Any) -> dt.datetime | None:
        moment = cast(dt.datetime | None, super().python_value(value))  # type: ignore[no-untyped-call]
        return None if moment is None else moment.replace(tzinfo=UTC)


def _translate(text: str | None, letters: str, instead: str) -> str | None:
    """PostgreSQL's TRANSLATE, for SQLite, which has none."""
    return None if text is None else text.translate(str.maketrans(letters, instead))


def engine(url: str) -> Database:
    """An engine for `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://user@host/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        file = SqliteDatabase(
            unquote(parts.path.removeprefix("/")), pragmas=SQLITE_PRAGMAS, timeout=15, lock_type="IMMEDIATE"
        )
        file.register_function(_translate, "TRANSLATE", 3)
        return file
    pooled: Database = PooledPostgresqlDatabase(
        unquote(parts.path.removeprefix("/")),
        host=parts.hostname,
        port=parts.port or 5432,
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        max_connections=32,
        stale_timeout=300,
        timeout=10,
        connect_timeout=5,  # seconds: a server that is gone must not hold a webhook past the carrier's patience
        prefer_psycopg3=True,
    )
    return pooled


def connect_to(url: str) -> Database:
    """Points every model at the database of `url` and returns the engine; connections open when first used."""
    chosen = engine(url)
    database.initialize(chosen)
    return chosen


def is_postgresql() -> bool:
    return isinstance(database.obj, PooledPostgresqlDatabase)


@contextmanager
def connected() -> Iterator[None]:
    """A connection for the length of the block, unless this thread already has one."""
    opened = database.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if opened and not database.is_closed():
            database.close()


@contextmanager
def transaction() -> Iterator[None]:
    """All of the block or nothing; nested, it is a savepoint.

    On SQLite the threads of a process stand in line before the file: its own waiting is by sleeping and trying again,
    which starves one of several for seconds (STACK 1.5).
    """
    with nullcontext() if is_postgresql() else _one_writer, database.atomic():
        yield


def after_commit(callback: Callable[[], object]) -> None:
    """Runs `callback` once the outer transaction has committed: a kick, no guarantee (the process may die first)."""

    def guarded() -> None:
        try:
            callback()
        except Exception:
            logger.exception("after-commit callback failed")

    database.after_commit(guarded)


def lock(model: type[Model], *ids: int) -> None:
    """Holds these rows until the transaction ends, in the order of their ids so that two callers cannot deadlock.

    SQLite's IMMEDIATE transaction already is the lock. NO KEY UPDATE leaves foreign-key checks of other rows free.
    """
    if not database.in_transaction():
        raise RuntimeError("lock() needs a transaction")
    if is_postgresql() and ids:
        key = cast("Field[int]", model._meta.primary_key)
        rows = model.select(key).where(key.in_(sorted(set(ids)))).order_by(key)
        list(rows.for_update("FOR NO KEY UPDATE").tuples())  # type: ignore[arg-type]  # peewee takes the clause as text


def wait_at_most(milliseconds: int) -> None:
    """How long this connection waits for a SQLite file that another process is writing; no matter elsewhere."""
    if not is_postgresql():
        database.execute_sql(f"PRAGMA busy_timeout = {int(milliseconds)}")


def retried(act: Callable[P, R]) -> Callable[P, R]:
    """Runs `act`, a whole transaction, again when the engine broke it off for another's sake (deadlock, busy file)."""

    @functools.wraps(act)
    def again(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return act(*args, **kwargs)
            except OperationalError as error:
                if attempt == ATTEMPTS or database.in_transaction() or not _passing(error):
                    raise
                logger.warning("transaction broken off, attempt %d: %s", attempt, type(error).__name__)
        raise AssertionError("unreachable")

    return again


def _passing(error: OperationalError) -> bool:
    text = str(error).lower()
    return "deadlock" in text or "database is locked" in text or "could not serialize" in text
