"""The database goes away: the patient is told at once, nothing is lost, the answer follows when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import jobs
from bot.messages import Reply, Said
from handlers import loop_guard, spool
from handlers.channels.inbound import Inbound
from store import clock, database
from store.models import InboundMessage, OutboxMessage
from tests.handlers.conftest import ANA, BEN, CHAT, Script, Town

WAIT = "We got your message and will answer in a few minutes."


@contextmanager
def away(engine: str) -> Iterator[None]:
    """The models point at a database that cannot be reached."""
    real = database.database.obj
    nowhere = "sqlite:////nowhere/at/all.db" if engine == "sqlite" else "postgresql://root@127.0.0.1:1/nothing"
    database.connect_to(nowhere)
    yield
    database.database.initialize(real)


def test_a_text_that_finds_no_database_is_spooled_and_answered_later(town: Town, script: Script, engine: str) -> None:
    with away(engine):
        assert [town.carrier.text(ANA, "book").messages, town.carrier.text(BEN, "status").messages] == [[WAIT], [WAIT]]
        town.carrier.repeat(ANA, "queue", 3)
        assert jobs.tick()["spooled"] == 0
    assert script.heard == []
    assert len(list(spool.waiting(str(town.spool)))) == 3

    counts = jobs.tick()
    assert (counts["spooled"], counts["errors"]) == (3, 0)
    assert [said.text for said in script.heard] == ["book", "status", "queue"]
    assert [sent.body for sent in town.carrier.sent(to=ANA)] == ["You said: book", "You said: queue"]
    assert [sent.body for sent in town.carrier.sent(to=BEN)] == ["You said: status"]
    assert jobs.tick()["spooled"] == 0
    assert list(town.spool.iterdir()) == []


def test_a_telegram_message_too(town: Town, script: Script, engine: str) -> None:
    with away(engine):
        assert town.carrier.telegram_text(CHAT, "book").messages == [WAIT]
    jobs.tick()
    assert [sent.body for sent in town.carrier.sent(to=CHAT)] == ["You said: book"]


def test_stop_is_spooled_without_a_word(town: Town, script: Script, engine: str) -> None:
    with away(engine):
        answer = town.carrier.text(ANA, "STOP")
    assert (answer.status, answer.messages) == (200, [])
    script.says = lambda contact, said, now: []
    jobs.tick()
    assert script.heard[0].text == "STOP"


def test_status_callbacks_and_readiness_survive_it(town: Town, engine: str) -> None:
    client = town.app.test_client()
    with away(engine):
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200


def test_a_file_nobody_can_read_is_put_aside_and_the_rest_run(town: Town, script: Script) -> None:
    town.spool.mkdir()
    (town.spool / "0-broken.json").write_text("{")
    inbound = Inbound("twilio", "SM5", "sms", ANA, "+15550100000", Said("hello"))
    spool.keep(str(town.spool), inbound, clock.now())
    assert jobs.tick()["spooled"] == 1
    assert script.heard == [Said("hello")]
    assert [path.name for path in town.spool.iterdir()] == ["0-broken.bad"]


def test_a_message_answered_meanwhile_is_not_answered_twice(town: Town, script: Script) -> None:
    inbound = Inbound("twilio", "SM" + "5" * 32, "sms", ANA, "+15550100000", Said("hello"))
    spool.keep(str(town.spool), inbound, clock.now())
    town.carrier.text(ANA, "hello", sid="SM" + "5" * 32)
    jobs.tick()
    assert len(script.heard) == InboundMessage.select().count() == 1
    assert OutboxMessage.select().count() == 0


def test_a_failure_of_our_own_outside_the_bot_is_spooled_too(
    town: Town, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise LookupError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(loop_guard, "verdict", broken)
        assert town.carrier.text(ANA, "book").messages == [WAIT]
    assert InboundMessage.select().count() == 0
    script.says = lambda contact, said, now: [Reply("Here we are")]
    jobs.tick()
    assert [sent.body for sent in town.carrier.sent(to=ANA)] == ["Here we are"]
