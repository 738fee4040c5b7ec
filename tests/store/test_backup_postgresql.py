"""Backup and restore by PostgreSQL's own programs. What both engines share is in tests/handlers/test_commands.py."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest

from store import backup, database
from store.backup import BackupError
from store.models import Clinic, Doctor
from tests import factory
from tests.conftest import POSTGRES

pytestmark = pytest.mark.skipif(not POSTGRES, reason="no PostgreSQL")


@pytest.fixture
def engine() -> str:
    return "postgresql"


def test_a_restore_undoes_everything_since(clinic: Clinic, tmp_path: Path) -> None:
    lee = factory.doctor(clinic)
    backup.backup(tmp_path / "b")
    Doctor.update(name="Dr. Spoiled").execute()
    factory.doctor(clinic, "Dr. New")
    assert backup.restore(tmp_path / "b") == []
    assert [doctor.name for doctor in Doctor.select()] == [lee.name]
    assert factory.doctor(clinic, "Dr. After").id == lee.id + 1  # the numbers go on from there


def test_a_table_in_use_is_one_line_and_changes_nothing(
    clinic: Clinic, tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.backup(tmp_path / "b")
    Clinic.update(name="Newer").execute()
    monkeypatch.setattr(backup, "WAIT", 0.2)
    with psycopg.connect(store) as other:
        other.execute("SELECT * FROM clinic")
        with pytest.raises(BackupError, match="in use") as refusal:
            backup.restore(tmp_path / "b")
    assert "\n" not in str(refusal.value)
    assert Clinic.get().name == "Newer"


def test_a_dump_of_something_else_is_refused(clinic: Clinic, store: str, tmp_path: Path) -> None:
    backup._run("pg_dump", "--format=custom", "--table=doctor", f"--file={tmp_path / 'b'}", store)
    with pytest.raises(BackupError, match="is not a backup of Frontdesk"):
        backup.restore(tmp_path / "b")


def test_missing_programs_are_named(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(BackupError, match=r"^pg_dump is missing: install the PostgreSQL client programs$"):
        backup.backup(tmp_path / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_password_is_in_no_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody on the machine can read the arguments of a running program."""
    seen: dict[str, Any] = {}

    def spy(tool: str, target: str, *_: object) -> str:
        place = target.partition("passfile='")[2].partition("'")[0]
        seen.update(target=target, secret=Path(place).read_text(), mode=Path(place).stat().st_mode & 0o777)
        return ""

    database.connect_to("postgresql://ana:s3c%3Aret%5C@db.example/front'desk")
    monkeypatch.setattr(backup, "_run", spy)
    backup.backup(tmp_path / "b")
    assert "s3c" not in seen["target"]
    assert (seen["secret"], seen["mode"]) == ("*:*:*:*:s3c\\:ret\\\\\n", 0o600)
    assert "host='db.example' port='5432' user='ana' dbname='front\\'desk'" in seen["target"]
