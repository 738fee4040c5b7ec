"""Backup and restore (O4): SQLite by its online backup, PostgreSQL by pg_dump and pg_restore in custom format.

Both may run while the clinic works: what is copied is one moment of the database. A restore takes everything back to
that moment, and its migrations forward to this version's.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from peewee import OperationalError

from store.database import connected, database, is_postgresql, transaction
from store.migrations import FOLDER, upgrade

NEEDED = {"clinic", "appointment", "schema_migration"}
WAIT = 10  # seconds for somebody else's lock
PRIVATE = 0o600  # a backup holds every patient


class BackupError(Exception):
    """It cannot be done; the message is one line for an operator."""


def backup(target: Path) -> None:
    """Copies the database into `target`, replacing what was there once the copy is whole. Raises BackupError."""
    if not target.parent.is_dir():
        raise BackupError(f"there is no folder {target.parent}")
    if target.is_dir():
        raise BackupError(f"{target} is a folder: name a file")
    with _beside(target) as part:
        if is_postgresql():
            _pg("pg_dump", "--format=custom", "--no-owner", f"--file={part}")
        else:
            if _live().exists() and target.exists() and _live().samefile(target):
                raise BackupError(f"{target} is the database itself")
            _copy_sqlite(_live(), part)
        os.replace(part, target)


def restore(source: Path) -> list[str]:
    """Puts the database back to what the file `source` holds; returns the migrations applied on top.

    Raises BackupError, with nothing changed, for a file that is damaged, not a backup of Frontdesk, or of a newer one.
    """
    if not source.is_file():
        raise BackupError(f"there is no file {source}")
    if is_postgresql():
        _check_dump(source)
        _wait_for_locks()
        _pg("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", source)
    else:
        _check_sqlite(source)
        if _live().exists() and _live().samefile(source):
            raise BackupError(f"{source} is the database itself")
        _restore_sqlite(source)
    return upgrade()


# --- SQLite ----------------------------------------------------------------------------------------------------------


def _live() -> Path:
    return Path(database.obj.database)


def _copy_sqlite(live: Path, part: Path) -> None:
    if not live.exists():
        raise BackupError(f"there is no database {live}")
    try:
        with closing(_open(live)) as db, closing(sqlite3.connect(part)) as copy:
            db.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a -wal beside it
    except sqlite3.Error as error:
        raise BackupError(f"the database cannot be copied: {error}") from error
    _check_sqlite(part)


def _check_sqlite(file: Path) -> None:
    """Raises BackupError unless `file` is a sound database of Frontdesk, of this version or an older one."""
    try:
        with closing(_open(file)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables >= NEEDED:
                raise BackupError(f"{file} is not a database of Frontdesk")
            (said,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise BackupError(f"{file} is damaged: {said}")
            _check_version(file, {name for (name,) in db.execute("SELECT name FROM schema_migration")})
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is not a database of Frontdesk, or is damaged: {error}") from error


def _check_version(file: Path, applied: set[str]) -> None:
    unknown = applied - {step.stem for step in FOLDER.glob("[0-9]*.py")}
    if unknown:
        raise BackupError(f"{file} is of a newer Frontdesk (it has {max(unknown)}): update first")


def _restore_sqlite(source: Path) -> None:
    """Page by page into the live file, as one write: whoever reads meanwhile sees the old or the new, never a mix."""
    if not database.is_closed():
        database.close()
    try:
        with closing(_open(source)) as db, closing(sqlite3.connect(_live(), timeout=WAIT)) as live:
            live.execute("PRAGMA journal_mode=WAL")
            live.execute("BEGIN IMMEDIATE")  # waits for others' writes; the copying itself would not
            live.rollback()
            db.backup(live)
    except sqlite3.Error as error:
        raise BackupError(f"the database is in use, stop web and worker first ({error})") from error


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT)


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


def _check_dump(source: Path) -> None:
    listed = _run("pg_restore", "--list", source)
    tables = {words[5] for words in map(str.split, listed.splitlines()) if words[3:4] == ["TABLE"] and len(words) > 5}
    if not tables >= NEEDED:
        raise BackupError(f"{source} is not a backup of Frontdesk")


def _wait_for_locks() -> None:
    """Refuses while somebody holds a table for longer than WAIT: pg_restore itself would wait for ever, in silence."""
    with connected():
        tables = [f'"{name}"' for name in database.obj.get_tables()]
        if not tables:
            return
        try:
            with transaction():
                database.execute_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
                database.execute_sql(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        except OperationalError as error:
            raise BackupError("the database is in use, stop web and worker first") from error


def _pg(tool: str, *options: str | Path) -> None:
    """Runs `tool` on the database, the password in a file that only we can read."""
    facts = {"dbname": database.obj.database, **database.obj.connect_params}
    wanted = {key: facts[key] for key in ("host", "port", "user", "dbname") if facts.get(key)}
    with tempfile.TemporaryDirectory() as folder:
        if facts.get("password"):
            secret = Path(folder) / "pgpass"
            secret.touch(PRIVATE)
            secret.write_text(f"*:*:*:*:{_escaped(facts['password'])}\n", encoding="utf-8")
            wanted["passfile"] = secret
        target = " ".join(f"{key}='{_quoted(value)}'" for key, value in wanted.items())
        _run(tool, f"--dbname={target}", *options)


def _run(tool: str, *arguments: str | Path) -> str:
    path = shutil.which(tool)
    if path is None:
        raise BackupError(f"{tool} is missing: install the PostgreSQL client programs")
    done = subprocess.run([path, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error" in line] or done.stderr.splitlines() or ["failed"]
        raise BackupError(f"{tool}: {lines[0].removeprefix(f'{tool}: ')}")
    return done.stdout


def _quoted(value: Any) -> str:
    return str(value).replace("\\", "\\\\").replace("'", "\\'")


def _escaped(password: str) -> str:
    return password.replace("\\", "\\\\").replace(":", "\\:")


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty file of our own in the folder of `target`, gone afterwards unless it was moved."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # readable by its owner alone
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
