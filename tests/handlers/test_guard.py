"""Auto-replies and floods get one notice, then silence; STOP is always heard (RULES 11)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.messages import Said
from config import load
from handlers import channels, inbox
from handlers.channels.inbound import Inbound
from store.models import Clinic
from tests.handlers.conftest import ANA, BEN, CLINIC, Script, environment

NOON = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
NOTICE = "a lot of messages"


class Phone:
    """Texts the inbox and says what came back."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, body: str, now: dt.datetime, sender: str = ANA) -> str:
        self.count += 1
        inbound = Inbound("twilio", f"SM{self.count}", "sms", sender, CLINIC, Said(body))
        return inbox.receive(inbound, now).answer


@pytest.fixture
def phone(clinic: Clinic, script: Script, tmp_path: Path) -> Phone:
    channels.connect(load(environment("http://127.0.0.1:1", "sqlite:///unused.db", tmp_path)))
    return Phone()


def test_the_same_text_three_times_in_a_minute_gets_one_notice_then_silence(phone: Phone, script: Script) -> None:
    driving = "I am driving and will answer later"
    answers = [phone.text(driving, NOON + 25 * SECOND * turn) for turn in range(12)]
    assert all("You said" in answer for answer in answers[:2])
    assert NOTICE in answers[2]
    assert not any("<Message" in answer for answer in answers[3:])
    assert len(script.heard) == 2
    assert "You said" in phone.text("book", NOON + 25 * SECOND * 12)


def test_thirty_messages_in_ten_minutes_are_answered_and_no_more(phone: Phone) -> None:
    answers = [phone.text(f"message {turn}", NOON + 10 * SECOND * turn) for turn in range(33)]
    assert all("You said" in answer for answer in answers[:30])
    assert NOTICE in answers[30]
    assert not any("<Message" in answer for answer in answers[31:])
    assert "You said" in phone.text("me too", NOON + 340 * SECOND, BEN)
    assert "You said" in phone.text("back again", NOON + 1000 * SECOND)


def test_stop_is_heard_in_the_middle_of_a_flood(phone: Phone, script: Script) -> None:
    for turn in range(40):
        phone.text(f"message {turn}", NOON + SECOND * turn)
    phone.text("STOP", NOON + 41 * SECOND)
    assert script.heard[-1].text == "STOP"


def test_a_menu_may_be_answered_the_same_way_many_times(phone: Phone) -> None:
    assert all("You said" in phone.text("1", NOON + SECOND * turn) for turn in range(6))
