"""What watches Frontdesk: alive, ready, figures; and logs that name nobody."""

from __future__ import annotations

import datetime as dt
import json
import logging

import pytest

from handlers.logs import JsonLines, mask
from jobs import upkeep
from store import clock
from tests.handlers.conftest import ANA, BOT_TOKEN, Town


def test_ready_when_the_worker_has_lately_been_seen(town: Town) -> None:
    client = town.app.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["worker"]) == (503, "never seen")  # type: ignore[index]
    upkeep.heartbeat(clock.unshifted())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (
        200, {"status": "ok", "database": "ok", "queue": "ok", "worker": "ok"},
    )  # fmt: skip
    upkeep.heartbeat(clock.unshifted() - dt.timedelta(minutes=10))
    assert client.get("/readyz").json["worker"] == "silent for 600 s"  # type: ignore[index]


def test_metrics_count_what_the_database_holds(town: Town) -> None:
    town.carrier.text(ANA, "hello")
    town.carrier.telegram_text(50100001, "hello")
    text = town.app.test_client().get("/metrics").get_data(as_text=True)
    assert 'frontdesk_inbound_messages{provider="twilio"} 1.0' in text
    assert 'frontdesk_outbox_messages{channel="telegram",state="sent"} 1.0' in text
    assert 'endpoint="webhooks.twilio_messages"' in text


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("from +15550100001 to whatsapp:+15550100002", "from ***01 to whatsapp:***02"),
        (
            f"POST https://api.telegram.org/bot{BOT_TOKEN}/sendMessage",
            "POST https://api.telegram.org/bot***/sendMessage",
        ),
        ("took 12.5 ms, 200, port 8000", "took 12.5 ms, 200, port 8000"),
        ("chat -1000000000001", "chat -***01"),
    ],
)
def test_numbers_and_tokens_are_masked(said: str, logged: str) -> None:
    assert mask(said) == logged


def test_a_line_is_json_and_an_exceptions_words_stay_out_of_it() -> None:
    try:
        raise ValueError("Ana Ruiz wants dr lee")
    except ValueError as error:
        record = logging.LogRecord(
            "inbox", logging.ERROR, __file__, 1, "failed for %s", (ANA,), (ValueError, error, error.__traceback__)
        )
    record.contact = 7
    line = json.loads(JsonLines().format(record))
    assert (line["message"], line["contact"], line["error"]) == ("failed for ***01", 7, "ValueError")
    assert "Ruiz" not in json.dumps(line)
    assert any("test_health" in frame for frame in line["frames"])
