"""Backup and restore, and what they refuse."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from store import backup, database
from store.backup import BackupError
from store.models import Clinic
from tests import factory


@pytest.fixture
def engine() -> str:
    return "sqlite"


def spoiled(file: Path, sql: str) -> Path:
    with sqlite3.connect(file) as db:
        db.execute(sql)
    db.close()
    return file


def test_a_backup_is_one_sound_file_even_while_somebody_writes(clinic: Clinic, tmp_path: Path) -> None:
    file = tmp_path / "b"
    with database.transaction():
        Clinic.update(name="Not yet").execute()
        backup.backup(file)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "b",
        "frontdesk.db",
        "frontdesk.db-shm",
        "frontdesk.db-wal",
    ]
    with sqlite3.connect(file) as copy:
        assert copy.execute("SELECT name FROM clinic").fetchall() == [("Elm Street Clinic",)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()


def test_a_failed_backup_leaves_the_last_one(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b"
    backup.backup(file)
    kept = file.read_bytes()

    def full(*_: object) -> None:
        raise BackupError("the disk is full")

    monkeypatch.setattr(backup, "_check_sqlite", full)
    with pytest.raises(BackupError):
        backup.backup(file)
    assert file.read_bytes() == kept
    assert list(tmp_path.glob(".b*")) == []


def test_the_database_is_never_its_own_backup(clinic: Clinic, tmp_path: Path) -> None:
    for act in (backup.backup, backup.restore):
        with pytest.raises(BackupError, match="is the database itself"):
            act(tmp_path / "frontdesk.db")
    with pytest.raises(BackupError, match="there is no folder"):
        backup.backup(tmp_path / "none" / "b")
    assert Clinic.get() == clinic


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DROP TABLE appointment", "is not a database of Frontdesk"),
        ("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')", "is of a newer Frontdesk"),
    ],
)
def test_a_file_of_another_kind_or_a_newer_version_is_refused(
    clinic: Clinic, tmp_path: Path, sql: str, said: str
) -> None:
    file = tmp_path / "b"
    backup.backup(file)
    with pytest.raises(BackupError, match=said):
        backup.restore(spoiled(file, sql))
    assert Clinic.get() == clinic


def test_a_damaged_file_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    for number in range(40):
        factory.doctor(clinic, f"Dr. Number {number}")
    file = tmp_path / "b"
    backup.backup(file)
    body = bytearray(file.read_bytes())
    body[len(body) // 2 :] = bytes(len(body) - len(body) // 2)
    file.write_bytes(body)
    with pytest.raises(BackupError, match="damaged"):
        backup.restore(file)
    assert Clinic.get() == clinic


def test_a_restore_waits_for_nobody_for_ever(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b"
    backup.backup(file)
    Clinic.update(name="Newer").execute()
    monkeypatch.setattr(backup, "WAIT", 0.2)
    other = sqlite3.connect(tmp_path / "frontdesk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BackupError, match="in use"):
        backup.restore(file)
    other.rollback()
    other.close()
    assert Clinic.get().name == "Newer"
    backup.restore(file)
    assert Clinic.get().name == "Elm Street Clinic"


def test_an_old_backup_is_brought_up_to_date(clinic: Clinic, tmp_path: Path) -> None:
    file = tmp_path / "b"
    backup.backup(file)
    shutil.copy(file, tmp_path / "old")
    empty = tmp_path / "empty.db"
    database.connect_to(f"sqlite:///{empty}")
    assert backup.restore(tmp_path / "old") == []
    with database.connected():
        assert Clinic.get().name == "Elm Street Clinic"
