"""The operator's commands, as typed; a small application stands in for wsgi's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner

import config
from bot import links
from handlers import commands
from store import clock, database, sign_in, staff
from store.models import Clinic, Doctor, StaffMember
from tests import factory
from tests.store.test_clinic_file_check import EXAMPLE, GOOD


class Shell:
    """Types commands: shell("clinic check", file)."""

    def __init__(self, runner: FlaskCliRunner) -> None:
        self.runner = runner

    def __call__(self, words: str, *more: str | Path) -> Result:
        done = self.runner.invoke(args=[*words.split(), *map(str, more)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done


@pytest.fixture
def shell(store: str) -> Shell:
    app = Flask("test")
    app.config["FRONTDESK"] = config.load({"FRONTDESK_ENV": "test", "DATABASE_URL": store})
    commands.register(app)
    return Shell(app.test_cli_runner())


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "clinic.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_check_says_what_is_wrong_and_where(shell: Shell, good: Path) -> None:
    fine = shell("clinic check", EXAMPLE)
    assert (fine.exit_code, fine.stdout) == (0, "")
    good.write_text(GOOD.replace("minutes: 30", "minutes: 31").replace("Mon-Fri 9", "Mon-Fri 1"), encoding="utf-8")
    bad = shell("clinic check", good)
    assert bad.exit_code == 1
    assert bad.stdout.splitlines() == [
        "7: services[1].minutes: 31 is not a multiple of 5",
        "10: doctors[1].hours: warning: 1:00-12:00 is at night: for the afternoon write 13:00",
    ]
    assert not Clinic.select().exists()


def test_a_warning_alone_is_no_failure(shell: Shell, good: Path) -> None:
    good.write_text(GOOD.replace("Mon-Fri 9", "Mon-Fri 1"), encoding="utf-8")
    assert shell("clinic check", good).exit_code == 0
    assert "warning" in shell("clinic load", good).output


def test_load_says_what_it_did(shell: Shell, good: Path) -> None:
    assert shell("clinic load", good).output.splitlines() == [
        "added clinic Elm Street Clinic",
        "added doctor Dr. Maya Lee",
        "added service Check-up",
        "Elm Street Clinic: 3 changes",
    ]
    assert shell("clinic load", good).output == "Elm Street Clinic: nothing to change\n"
    good.write_text("﻿" + GOOD.replace("minutes: 30", "minutes: 45"), encoding="utf-8")  # Notepad's mark
    assert "changed service Check-up: minutes" in shell("clinic load", good).output


def test_load_refuses_a_file_with_errors(shell: Shell, good: Path) -> None:
    good.write_text(GOOD.replace("minutes: 30", "minutes: 31"), encoding="utf-8")
    bad = shell("clinic load", good)
    assert (bad.exit_code, bad.stderr) == (
        1,
        "Error: the file is not loaded\n7: services[1].minutes: 31 is not a multiple of 5\n",
    )
    assert not Clinic.select().exists()


def test_a_file_that_cannot_be_read_is_one_line(shell: Shell, tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("clinic:\n  name: Clínica".encode("latin-1"))
    for command in ("clinic check", "clinic load"):
        assert shell(command, latin).stderr == f"Error: {latin} is not saved as UTF-8 (see line 2)\n"
        assert "cannot be read: No such file" in shell(command, tmp_path / "none.yaml").stderr
        assert "is a directory" in shell(command, tmp_path).stderr


def test_staff_add_prints_the_token_once(shell: Shell, clinic: Clinic) -> None:
    done = shell("staff add Ana --role receptionist --telegram 42 --phone +15550100020")
    assert done.exit_code == 0
    ana = staff.by_token(done.stdout.splitlines()[-1])
    assert ana is not None
    assert (ana.name, ana.role, ana.telegram_id, ana.phone) == ("Ana", "receptionist", 42, "+15550100020")
    again = shell("staff add Ana --role receptionist")
    assert (again.exit_code, again.stderr) == (1, "Error: name: Ana already has a token\n")


def test_staff_add_refuses_in_one_line(shell: Shell, clinic: Clinic) -> None:
    assert "'boss' is not one of" in shell("staff add Ana --role boss").stderr
    assert shell("staff add Ana --role admin --phone 555").stderr.startswith('Error: phone: "555" is not a full number')
    assert "'x' is not a valid integer" in shell("staff add Ana --role admin --telegram x").stderr
    assert (
        shell("staff add Ana --role admin --clinic oak").stderr == 'Error: no clinic has the id "oak" (there is elm)\n'
    )
    factory.clinic(slug="oak", sms_number=None, telegram_bot_id=None, display_token="oak")
    assert shell("staff add Ana --role admin").stderr == (
        "Error: there are several clinics: say which with --clinic (elm, oak)\n"
    )
    assert shell("staff add Ana --role admin --clinic oak").exit_code == 0
    assert [member.clinic.slug for member in StaffMember.select()] == ["oak"]


def test_staff_add_needs_a_clinic(shell: Shell) -> None:
    assert "there is no clinic yet" in shell("staff add Ana --role admin").stderr


def test_a_doctors_entry_finds_its_doctor(shell: Shell, clinic: Clinic) -> None:
    lee = factory.doctor(clinic, "Dr. Maya Lee")
    assert shell("staff add", "Maya Lee", "--role", "doctor").exit_code == 0
    assert shell("staff add", "Desk", "--role", "doctor", "--doctor", "dr. maya lee").exit_code == 0
    assert [member.doctor for member in StaffMember.select()] == [lee, lee]
    unknown = shell("staff add", "Bo", "--role", "doctor")
    assert (unknown.exit_code, "name one with --doctor" in unknown.stderr) == (0, True)
    wrong = shell("staff add", "Cy", "--role", "doctor", "--doctor", "Dr. No")
    assert wrong.stderr == 'Error: no one doctor is called "Dr. No": Dr. Maya Lee\n'


def test_staff_link_opens_the_board_once(shell: Shell, clinic: Clinic) -> None:
    links.configure("https://desk.example.com", "a-secret")
    shell("staff add", "Ana Front", "--role", "receptionist")
    link = shell("staff link", "Ana Front").stdout.strip()
    token = link.removeprefix("https://desk.example.com/staff/enter/")
    assert sign_in.redeem(token, "a-secret", clock.now()).name == "Ana Front"
    nobody = shell("staff link", "Nobody")
    assert (nobody.exit_code, nobody.stderr.strip()) == (1, 'Error: nobody called "Nobody" works here')


def test_renew_revoke_and_list(shell: Shell, clinic: Clinic) -> None:
    first = shell("staff add Ana --role admin").stdout.splitlines()[-1]
    second = shell("staff renew Ana").stdout.strip()
    assert (staff.by_token(first), staff.by_token(second)) == (None, StaffMember.get())
    assert shell("staff pin Ana --pin 4711").exit_code == 0
    assert staff.pin_matches(StaffMember.get(), "4711")
    assert shell("staff pin Ana --pin 1").stderr == "Error: pin: is not 4 to 8 digits\n"
    assert shell("staff list").output == "Ana: admin\n"
    assert shell("staff revoke Ana").output == "Ana no longer works here\n"
    assert staff.by_token(second) is None
    assert shell("staff revoke Ana").stderr == 'Error: nobody called "Ana" works here\n'
    assert shell("staff list").output == ""


def test_backup_and_restore_take_the_clinic_back(shell: Shell, clinic: Clinic, tmp_path: Path) -> None:
    factory.doctor(clinic)
    file = tmp_path / "elm.backup"
    done = shell("db backup", file)
    assert (done.exit_code, done.output) == (0, f"{file}: {file.stat().st_size:,} bytes\n")
    assert file.stat().st_mode & 0o077 == 0
    factory.doctor(clinic, "Dr. New")
    Clinic.update(name="Spoiled").execute()
    database.database.close()
    assert shell("db restore", file).exit_code == 0
    with database.connected():
        assert [doctor.name for doctor in Doctor.select()] == ["Dr. Maya Lee"]
        assert Clinic.get().name == "Elm Street Clinic"
        factory.doctor(clinic, "Dr. After")  # and life goes on
    assert list(tmp_path.glob(".elm*")) == []


def test_restore_refuses_what_is_no_backup(shell: Shell, clinic: Clinic, tmp_path: Path, engine: str) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE clinic (id)")
    db.close()
    text = tmp_path / "text"
    text.write_text("not a database, just some text that is long enough to look at", encoding="utf-8")
    for file in (other, text, tmp_path / "none"):
        refused = shell("db restore", file)
        assert refused.exit_code == 1
        assert len(refused.stderr.splitlines()) == 1, refused.stderr
    with database.connected():
        assert Clinic.get().name == "Elm Street Clinic"


def test_commands_before_the_migrations_say_what_to_do(tmp_path: Path) -> None:
    app = Flask("test")
    url = f"sqlite:///{tmp_path / 'new.db'}"
    app.config["FRONTDESK"] = config.load({"FRONTDESK_ENV": "test", "DATABASE_URL": url})
    commands.register(app)
    database.connect_to(url)
    shell = Shell(app.test_cli_runner())
    said = 'Error: the database is not up to date: run "flask --app wsgi db upgrade" first\n'
    for words in ("staff add Ana --role admin", f"clinic load {EXAMPLE}", "demo", f"db backup {tmp_path / 'b'}"):
        assert shell(words).stderr == said
    assert shell("db upgrade").output.startswith("applied 0001_initial")
    assert shell("db upgrade").output == "the database is up to date\n"
    assert shell(f"clinic load {EXAMPLE}").exit_code == 0


def test_a_database_that_is_away_is_one_line() -> None:
    app = Flask("test")
    commands.register(app)
    database.connect_to("postgresql://nobody@127.0.0.1:1/nothing")
    away = Shell(app.test_cli_runner())("staff list")
    assert away.exit_code == 1
    assert away.stderr.startswith("Error: the database cannot be used: ")
    assert len(away.stderr.splitlines()) == 1


def test_demo_loads_once_and_says_so_kindly_afterwards(shell: Shell) -> None:
    first = shell("demo")
    assert (first.exit_code, first.output.split(":")[0]) == (0, "Demo Clinic is loaded")
    assert Clinic.get().sms_number == "+15550100000"
    again = shell("demo")
    assert (again.exit_code, again.output.split(":")[0]) == (0, "Demo Clinic is already here")
    assert shell("staff add Cara --role receptionist").exit_code == 0


def test_demo_refuses_beside_a_real_clinic(shell: Shell, clinic: Clinic) -> None:
    refused = shell("demo")
    assert refused.exit_code == 1
    assert refused.stderr == "Error: demo: the database has a clinic already (Elm Street Clinic): take an empty one\n"
