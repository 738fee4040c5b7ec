"""Databases for the tests: every engine that answers, and never fewer than promised under CI."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from store import database as db
from store.migrations import upgrade
from store.models import TABLES, Clinic
from tests import factory
from tests.phone.driver import chromium


def own_redis(url: str, worker: str) -> str:
    """The URL with a Redis database of this test process's own ("gw1": one further), so that none empties another's."""
    if not url or not worker:
        return url
    parts = urlsplit(url)
    number = int(parts.path.strip("/") or 0) + int(worker.removeprefix("gw"))
    return urlunsplit(parts._replace(path=f"/{number % 16}"))


POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
REDIS = own_redis(os.environ.get("TEST_REDIS_URL", ""), os.environ.get("PYTEST_XDIST_WORKER", ""))
CI = os.environ.get("CI") == "true"
FUZZER = importlib.util.find_spec("atheris")
ENGINES = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


def pytest_configure(config: pytest.Config) -> None:
    if CI and not (POSTGRES and REDIS and chromium() and FUZZER):
        raise pytest.UsageError(
            "CI leaves nothing out: set TEST_POSTGRES_URL and TEST_REDIS_URL, install Chromium, run where atheris runs"
        )


def pytest_report_header() -> list[str]:
    needed = (
        ("PostgreSQL (TEST_POSTGRES_URL)", POSTGRES),
        ("Redis (TEST_REDIS_URL)", REDIS),
        ("the browser (no Chromium)", chromium()),
        ("fuzzing (atheris is for Linux on x86-64, Python up to 3.13)", FUZZER),
    )
    left_out = [f"left out: {name}" for name, there in needed if not there]
    return [f"engines: {', '.join(ENGINES)}", *left_out]


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file; tests work on copies."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = db.connect_to(f"sqlite:///{path}")
    upgrade()
    engine.close()
    return path


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str]:
    """A migrated database of this test process's own, dropped at the end."""
    name = f"frontdesk_{worker_id}_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    url = f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
    migrated = db.connect_to(url)
    upgrade()
    yield url
    migrated.close_all()  # type: ignore[attr-defined]  # of the pool
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Which engine the test runs on. A folder that needs one only overrides this."""
    return str(request.param)


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated, empty database."""
    if engine == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    path = tmp_path / "frontdesk.db"
    shutil.copy(request.getfixturevalue("empty_sqlite"), path)
    return f"sqlite:///{path}"


def _empty(tables: list[str]) -> None:
    """Deletes every row and starts the ids again: for small tables a twentieth of what TRUNCATE takes."""
    with db.transaction():
        for table in reversed(tables):
            db.database.execute_sql(f'DELETE FROM "{table}"')
        starts = ", ".join(f"setval('{table}_id_seq', 1, false)" for table in tables)
        db.database.execute_sql(f"SELECT {starts}")


@pytest.fixture
def store(database_url: str, engine: str) -> Iterator[str]:
    """The models, connected to an empty database; empty again afterwards."""
    db.connect_to(database_url)
    with db.connected():
        yield database_url
        if engine == "postgresql":
            _empty([table._meta.table_name for table in TABLES])
    if engine == "postgresql":
        db.database.obj.close_all()


@pytest.fixture
def clinic(store: str) -> Clinic:
    return factory.clinic()
