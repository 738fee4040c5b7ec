"""flask clinic load, where the file touches booked visits: shown first, and asked about one by one (B16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner
from freezegun import freeze_time

import config
from handlers import commands
from store import clinic_file
from store.models import Appointment, Clinic, Doctor, OutboxMessage, Schedule
from tests import factory

FILE = """
clinic:
  name: Elm Street Clinic
  zone: America/New_York
  country: US
  sms: "+15550100000"
doctors:
  - name: Dr. Maya Lee
    hours:
      - Mon-Fri 9:00-17:00
"""
NOW = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
TUESDAY = [dt.datetime(2026, 11, 24, hour, tzinfo=ZoneInfo("America/New_York")) for hour in (10, 14, 15)]
Load = Callable[..., Result]


@pytest.fixture
def runner(store: str) -> FlaskCliRunner:
    app = Flask("test")
    app.config["FRONTDESK"] = config.load({"FRONTDESK_ENV": "test", "DATABASE_URL": store})
    commands.register(app)
    return app.test_cli_runner()


@pytest.fixture
def load(runner: FlaskCliRunner, tmp_path: Path) -> Load:
    """Loads the file with these hours on Tuesday: load("9:00-12:00", "--preview")."""

    def loaded(tuesday: str, *options: str, said: str = "") -> Result:
        path = tmp_path / "clinic.yaml"
        days = f"Mon 9:00-17:00\n      - Tue {tuesday}\n      - Wed-Fri"
        path.write_text(FILE.replace("Mon-Fri", days), encoding="utf-8")
        done = runner.invoke(args=["clinic", "load", str(path), *options], input=said)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return loaded


@pytest.fixture
def visits(load: Load) -> list[Appointment]:
    """At 10am, 2pm and 3pm on Tuesday, with the file loaded."""
    clinic = clinic_file.load(FILE, now=NOW).clinic
    with freeze_time(NOW):
        return [factory.visit_of(clinic, f"Person {number}", Doctor.get(), at) for number, at in enumerate(TUESDAY)]


def statuses() -> list[str]:
    return [one.status for one in Appointment.select().order_by(Appointment.id)]


@freeze_time(NOW)
def test_a_preview_changes_nothing_and_shows_whom_it_would_touch(visits: list[Appointment], load: Load) -> None:
    before = Schedule.select().count()
    told = load("9:00-12:00", "--preview").output
    assert "2 upcoming visits would not fit any more:" in told
    assert f"  {visits[1].reference} Tue 24 Nov 2026 14:00 Dr. Maya Lee: outside the doctor's hours\n" in told
    assert "a preview, nothing was changed" in told
    assert (Schedule.select().count(), statuses()) == (before, ["confirmed"] * 3)


@freeze_time(NOW)
def test_each_is_asked_about_before_anything_is_changed(visits: list[Appointment], load: Load) -> None:
    told = load("9:00-12:00", "--visits", "ask", said="move\nmaybe\ncancel\n").output
    assert f"{visits[1].reference} Tue 24 Nov 2026 14:00 Dr. Maya Lee: outside the doctor's hours" in told
    assert f"moved {visits[1].reference} Tue 24 Nov 2026 14:00 Dr. Maya Lee to Wed 25 Nov 2026 13:40" in told
    assert f"cancelled {visits[2].reference}" in told
    assert "and are kept" not in told
    assert statuses() == ["confirmed", "rescheduled", "cancelled", "confirmed"]
    assert OutboxMessage.select().count() == 2
    assert "nothing to change" in load("9:00-12:00", "--visits", "ask").output


@freeze_time(NOW)
def test_who_walks_away_from_the_question_has_changed_nothing(visits: list[Appointment], load: Load) -> None:
    before = Schedule.select().count()
    assert load("9:00-12:00", "--visits", "ask", said="move\n").exit_code == 1
    assert (Schedule.select().count(), statuses()) == (before, ["confirmed"] * 3)


@freeze_time(NOW)
@pytest.mark.parametrize("options", [(), ("--visits", "keep")])
def test_without_a_terminal_they_are_kept_and_listed(
    visits: list[Appointment], load: Load, options: tuple[str, ...]
) -> None:
    assert "2 upcoming visits do not fit any more and are kept:" in load("9:00-12:00", *options).output
    assert statuses() == ["confirmed"] * 3


@freeze_time(NOW)
def test_a_new_clinic_is_previewed_too(load: Load) -> None:
    assert "added doctor Dr. Maya Lee" in load("9:00-12:00", "--preview").output
    assert not Clinic.select().exists()
