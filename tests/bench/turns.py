"""Turns of a dialogue, and the parts of one, each against what the machine could do at best in the same run.

python -m tests.bench.turns
"""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from bot.understanding import understand
from handlers.phone.poster import into
from handlers.phone.twilio_messages import signed_headers
from store import appointments, schedules
from store import database as db
from store.audit import CLOCK
from store.errors import Refusal
from store.migrations import upgrade
from store.models import Clinic, InboundMessage
from tests import factory
from wsgi import create_app

URL, SID, TOKEN, CLINIC = "http://127.0.0.1:8000", "AC" + "0" * 32, "a-token-for-benches", "+15550100000"
NOW = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
SECONDS = 4.0
SAID = (
    "hi",
    "1",
    "2",
    "Ana Ruiz",
    "status",
    "book dr lee tomorrow 3pm",
    "no",
    "thursday afternoon",
    "1",
    "thanks",
    "x",
    "1",
)


@dataclass(frozen=True)
class Figure:
    """`ours` and `limit` are of the same kind and run: times a second."""

    name: str
    ours: float
    limit: float
    limit_is: str

    def __str__(self) -> str:
        ratio = self.ours / self.limit
        return f"{self.name:34} {self.ours:8.0f}/s   limit {self.limit:8.0f}/s ({self.limit_is})   ratio {ratio:.3f}"


def rate(act: Callable[[], object], seconds: float = SECONDS) -> float:
    """How often a second `act` runs, on one thread, after a first run that is not counted."""
    act()
    done, begin = 0, time.perf_counter()
    while (spent := time.perf_counter() - begin) < seconds:
        act()
        done += 1
    return done / spent


def webhook(folder: Path) -> Figure:
    """A signed text in, its TwiML out; against a bare route that checks the signature and commits one row."""
    app = create_app(
        {
            "FRONTDESK_ENV": "test", "DATABASE_URL": f"sqlite:///{folder}/turns.db", "PUBLIC_URL": URL,
            "QUEUE_URL": f"sqlite:///{folder}/queue.db", "TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": CLINIC, "TELEGRAM_STAFF_CHAT_ID": "-1000000000001",
        }
    )  # fmt: skip
    upgrade()
    with db.connected():
        clinic = factory.clinic()
        for name in ("Dr. Maya Lee", "Dr. Raj Patel", "Dr. Ama Osei"):
            factory.doctor(clinic, name, days=range(7), starts=dt.time(0), ends=dt.time(23, 30))
    ours = rate(texts(app))
    return Figure("webhook, one dialogue turn", ours, rate(texts(bare())), "signature, TwiML, one synced commit")


def texts(app: Flask) -> Callable[[], None]:
    """Posts one signed text after the other, from phones that each hold a whole conversation."""
    post, script = into(app), conversation()

    def one() -> None:
        phone, said = next(script)
        form = {"From": phone, "To": CLINIC, "Body": said, "MessageSid": f"SM{uuid.uuid4().hex}", "NumMedia": "0"}
        url = f"{URL}/twilio/messages"
        body = urlencode(form).encode()
        answer = post(url, body, signed_headers(TOKEN, url, form))
        assert answer.status == 200, answer

    return one


def conversation() -> Iterator[tuple[str, str]]:
    for number in itertools.count(1):
        for said in SAID:
            yield f"+1555{number % 10_000_000:07}", said


def bare() -> Flask:
    """The least a webhook can do: check, store, answer."""
    app, validator = Flask("bare"), RequestValidator(TOKEN)

    @app.post("/twilio/messages")
    def inbound() -> Response:
        assert validator.validate(f"{URL}/twilio/messages", request.form, request.headers["X-Twilio-Signature"])
        with db.connected(), db.transaction():
            InboundMessage.create(provider="bare", provider_id=request.form["MessageSid"], received_at=NOW)
        answer = MessagingResponse()
        answer.message("Thank you.")
        return Response(str(answer), mimetype="text/xml")

    return app


def booking(folder: Path) -> Figure:
    """A visit booked; against as many rows written raw in one synced transaction."""
    db.connect_to(f"sqlite:///{folder}/booking.db")
    upgrade()
    with db.connected():
        clinic = factory.clinic()
        doctor = factory.doctor(clinic, days=range(7), starts=dt.time(0), ends=dt.time(23, 30), slot=5)
        free = iter(schedules.openings(clinic, now=NOW, first=NOW.date(), last=NOW.date() + dt.timedelta(days=28)))
        patients = itertools.cycle([factory.patient(clinic, f"Sample {number}") for number in range(3000)])

        def book() -> None:
            try:
                appointments.book(clinic, next(patients), next(free), source="bench", actor=CLOCK, now=NOW)
            except Refusal as refusal:
                raise AssertionError(refusal) from refusal

        ours = rate(book)
        return Figure("booking a visit", ours, rate(lambda: _raw_rows(clinic)), f"6 raw rows, {doctor.name}'s columns")


def _raw_rows(clinic: Clinic) -> None:
    with db.transaction():
        for _ in range(6):
            db.database.execute_sql(
                "INSERT INTO inbound_message (provider, provider_id, clinic_id, text, received_at, answer) "
                "VALUES ('raw', ?, ?, '', '2026-11-23 17:00:00', '')",
                (uuid.uuid4().hex, clinic.id),
            )


def reading() -> Figure:
    """A message understood; against dateparser reading the same messages."""
    import dateparser

    messages = itertools.cycle(SAID)
    local = NOW.astimezone(ZoneInfo("America/New_York"))
    doctors = ("Dr. Maya Lee", "Dr. Raj Patel", "Dr. Ama Osei")
    again = itertools.cycle(SAID)
    ours = rate(lambda: understand(next(messages), now=local, doctors=doctors), 2)
    other = rate(lambda: dateparser.parse(next(again), languages=["en"]), 2)
    return Figure("understanding a message", ours, other, "dateparser.parse of the same, dates only")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for figure in (webhook(Path(folder)), booking(Path(folder)), reading()):
            print(figure)


if __name__ == "__main__":
    main()
