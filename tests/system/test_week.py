"""Five hundred patients text a clinic for a week, as they please; every rule of week_rules.py is kept."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from store.models import Offer, OutboxMessage
from tests.conftest import REDIS
from tests.system import week_log
from tests.system.conftest import running_town
from tests.system.week import BEGIN, DAY, Week
from tests.system.week_rules import broken

pytestmark = pytest.mark.slow

PHONES, MESSAGES, DAYS = 500, 3000, 7


@pytest.fixture
def week(
    store: str, engine: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Week]:
    with running_town(store, tmp_path_factory.mktemp("week"), REDIS if engine == "postgresql" else "") as town:
        week = Week(town.carrier, town.clinic, random.Random(5))
        week.moved(monkeypatch)
        yield week
        week.over()


def test_a_week_of_a_clinic(week: Week) -> None:
    week.settle_in(PHONES, booked=0.32, days=DAYS)
    week.plan(DAYS, texts=330, desk=30)
    week.run(BEGIN + DAYS * DAY)
    log = week_log.read(week.carrier, week.clinic.zone, week.heard, week.troubles)
    assert week.faults.found == []
    assert broken(log) == []
    assert len(week.heard) + len(log.texts) >= MESSAGES
    _was_eventful(week)


def _was_eventful(week: Week) -> None:
    """What the rules speak of has happened: a week of silence would keep them too."""
    offers = Counter(offer.status for offer in Offer.select())
    assert all(offers[status] >= 2 for status in ("accepted", "declined", "expired", "lost")), offers
    kinds = Counter(message.kind for message in OutboxMessage.select().where(OutboxMessage.sent_at.is_null(False)))
    assert all(kinds[kind] >= 5 for kind in ("reminder", "offer", "change", "notice", "missed", "on_the_way")), kinds
    failures = Counter(m.error for m in OutboxMessage.select().where(OutboxMessage.state == "failed"))
    assert sum(failures.values()) > 5, failures
