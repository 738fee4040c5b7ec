"""A doctor's calendar feed: right in every zone, by RFC 5545, private, and ended when it is renewed or revoked."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from flask import Flask
from freezegun import freeze_time
from werkzeug.test import TestResponse

from handlers import feeds as handler
from handlers.calendar import as_calendar
from store import appointments, feeds, settings
from store.audit import CLOCK, OPERATOR
from store.models import Appointment, Audit, Clinic, Doctor
from tests import factory
from tests.handlers.conftest import environment
from wsgi import create_app

NEW_YORK = ZoneInfo("America/New_York")
NOW = dt.datetime(2026, 10, 20, 10, tzinfo=NEW_YORK)
AT = [
    dt.datetime(2026, 10, 30, 9, 30, tzinfo=NEW_YORK),  # summer time
    dt.datetime(2026, 11, 3, 9, 30, tzinfo=NEW_YORK),  # the clocks went back on 1 November
    dt.datetime(2027, 3, 15, 9, 30, tzinfo=NEW_YORK),  # and forward on 14 March
]


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic, room="2; upstairs, left")


def visits(clinic: Clinic, lee: Doctor) -> list[Appointment]:
    return [factory.visit_of(clinic, "Ana Ruiz", lee, at, reason="a rash") for at in AT]


def get(token: str, **headers: str) -> TestResponse:
    app = Flask(__name__)
    app.register_blueprint(handler.blueprint)
    with freeze_time(NOW):
        return app.test_client().get(
            f"/calendar/{token}.ics", headers={n.replace("_", "-"): v for n, v in headers.items()}
        )


# --- RFC 5545, checked by the letter ---------------------------------------------------------------------------------

ONCE = {"VEVENT": ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE")}
TEXTS = ("SUMMARY", "LOCATION", "UID", "X-WR-CALNAME")


def broken_rules(body: bytes) -> list[str]:
    """What is wrong with an iCalendar stream by RFC 5545: 3.1 (lines), 3.3.11 (text), 3.4, 3.6 (components)."""
    wrong = [f"{len(line)} octets" for line in body.split(b"\r\n") if len(line) > 75]
    wrong += ["a bare line feed"] if re.search(rb"(?<!\r)\n|\r(?!\n)", body) else []
    wrong += [] if body.endswith(b"END:VCALENDAR\r\n") else ["does not end"]
    for raw in body.split(b"\r\n"):
        try:
            raw.decode()
        except UnicodeDecodeError:
            wrong.append("a letter cut in two")
    open_: list[tuple[str, list[str]]] = []
    for line in re.sub(rb"\r\n[ \t]", b"", body).decode().split("\r\n")[:-1]:
        match = re.fullmatch(r"([A-Z0-9-]+)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^;:,\"]+))*):(.*)", line)
        if match is None:
            wrong.append(f"no content line: {line}")
            continue
        name, _, value = match.groups()
        if name == "BEGIN":
            open_.append((value, []))
        elif name == "END":
            kind, names = open_.pop()
            wrong += [f"END {value} of {kind}"] if kind != value else []
            wrong += [f"{kind}: {names.count(one)} x {one}" for one in ONCE.get(kind, ()) if names.count(one) != 1]
            if kind == "VCALENDAR":
                wrong += [f"{one} is not there once" for one in ("PRODID", "VERSION") if names.count(one) != 1]
        else:
            open_[-1][1].append(name)
            if name in TEXTS and re.search(r"(?<!\\)(?:\\\\)*[;,]", value):
                wrong.append(f"unescaped: {line}")
    return wrong + [f"{kind} is open" for kind, _ in open_]


def test_the_validator_finds_what_is_wrong() -> None:
    good = b"BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    assert broken_rules(good) == []
    for bad in (
        good.replace(b"\r\n", b"\n"), good.replace(b"PRODID:x\r\n", b""), good.replace(b":x", b":" + b"x" * 80),
        good.replace(b"END:VCALENDAR\r\n", b""), good.replace(b"PRODID:x", b"PRODID:x\r\nSUMMARY:a, b"),
        good.replace(b"PRODID:x", b"PRODID:x\r\nBEGIN:VEVENT\r\nEND:VEVENT"), good.replace(b"PRODID:x", b"PRODID x"),
    ):  # fmt: skip
        assert broken_rules(bad), bad


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Dublin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
def test_the_feed_keeps_the_rules_and_the_times(store: str, zone: str) -> None:
    clinic = factory.clinic(zone_name=zone, name="Clínica Ñandú; Łódź, " + "é" * 60, address="")
    lee = factory.doctor(clinic, room="2; upstairs, left\\right \n lift " + "ü" * 70)
    settings.put(clinic, {"calendar_full_names": True})
    starts = {visit.reference: visit.starts_at for visit in visits(clinic, lee)}
    body = get(feeds.renew(lee, actor=OPERATOR, now=NOW)).data
    assert broken_rules(body) == []
    told: Any = icalendar.Calendar.from_ical(body)
    events = told.walk("VEVENT")
    assert {str(event["uid"]).split(".")[0]: event["dtstart"].dt for event in events} == starts
    [table] = told.walk("VTIMEZONE") or [None]
    if table is not None:  # the zone as the file itself tells it, not as this machine knows it
        assert str(table["tzid"]) == zone
        own = table.to_tz(lookup_tzid=False)
        for event in events:
            wall = event["dtstart"].dt.replace(tzinfo=None)
            assert own.utcoffset(wall) == wall.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    assert (table is None) == (zone == "UTC")
    assert str(events[0]["location"]).startswith("Room 2; upstairs, left\\right")
    assert str(events[0]["summary"]) == "Ana Ruiz"


# --- what it shows, and to whom --------------------------------------------------------------------------------------


def test_it_says_little_and_follows_what_happens(clinic: Clinic, lee: Doctor) -> None:
    first, second, third = visits(clinic, lee)
    factory.visit_of(clinic, "Not Yet", lee, AT[0], status="held", held_until=AT[0])
    factory.visit_of(clinic, "Other Doctor", factory.doctor(clinic, "Dr. Tom Park"), AT[0])
    token = feeds.renew(lee, actor=OPERATOR, now=NOW)
    before = get(token)
    assert (before.mimetype, before.headers["Cache-Control"]) == ("text/calendar", "private, no-cache")
    for hidden in (b"rash", b"Ana", b"Ruiz", b"+1555", second.code.encode(), second.link_token.encode()):
        assert hidden not in before.data
    assert get(token).data == before.data
    etag = before.headers["ETag"]
    assert get(token, If_None_Match=etag).status_code == 304
    assert "Last-Modified" not in before.headers  # it would have to know of names, rooms and settings
    Doctor.update(name="Dr. Maya Leigh").execute()
    renamed = get(token, If_None_Match=etag)
    assert (renamed.status_code, b"Dr. Leigh" in renamed.data) == (200, True)
    appointments.cancel(second, actor=CLOCK, now=NOW, reason="")
    changed = get(token, If_None_Match=etag)
    assert changed.status_code == 200
    told: Any = icalendar.Calendar.from_ical(changed.data)
    states = {str(event["uid"]): (str(event["status"]), int(event["sequence"])) for event in told.walk("VEVENT")}
    assert states == {
        f"{first.reference}.elm@frontdesk": ("CONFIRMED", 1),
        f"{second.reference}.elm@frontdesk": ("CANCELLED", 2),
        f"{third.reference}.elm@frontdesk": ("CONFIRMED", 1),
    }
    assert {str(event["summary"]) for event in told.walk("VEVENT")} == {"A.R."}


def test_a_new_address_ends_the_old_and_a_revoked_one_is_nobodys(clinic: Clinic, lee: Doctor) -> None:
    old = feeds.renew(lee, actor=OPERATOR, now=NOW)
    new = feeds.renew(lee, actor=OPERATOR, now=NOW)
    assert [get(token).status_code for token in (old, new, "guess", "")] == [404, 200, 404, 404]
    assert broken_rules(get(new).data) == []  # without a visit, too
    assert feeds.revoke(lee, actor=OPERATOR, now=NOW)
    assert not feeds.revoke(lee, actor=OPERATOR, now=NOW)
    assert get(new).status_code == 404
    third = feeds.renew(lee, actor=OPERATOR, now=NOW)
    Doctor.update(active=False).execute()
    assert get(third).status_code == 404
    assert [row.action for row in Audit.select().order_by(Audit.id)] == [
        "doctor.renew_calendar", "doctor.renew_calendar", "doctor.revoke_calendar", "doctor.renew_calendar",
    ]  # fmt: skip
    assert not any(token in str(list(row.__data__.values())) for row in Audit.select() for token in (old, new, third))


def test_a_visits_own_file_keeps_the_rules_too(clinic: Clinic, lee: Doctor) -> None:
    [visit, *_] = visits(clinic, lee)
    assert broken_rules(as_calendar(visit, NOW)) == []


def test_the_command_line_gives_the_address_out(store: str, clinic: Clinic, lee: Doctor, tmp_path: Path) -> None:
    app = create_app(environment("http://desk.test", store, tmp_path))
    run = app.test_cli_runner().invoke
    told = run(args=["calendar", "renew", "Maya Lee"]).output.strip()
    assert re.fullmatch(r"http://desk\.test/calendar/[\w-]{32}\.ics", told)
    assert app.test_client().get(told.removeprefix("http://desk.test")).status_code == 200
    assert run(args=["calendar", "revoke", "Dr. Maya Lee"]).output == "ended\n"
    assert run(args=["calendar", "revoke", "Dr. Maya Lee"]).output == "Dr. Maya Lee had no calendar\n"
    assert "no one doctor is called" in run(args=["calendar", "renew", "Nobody"]).output
