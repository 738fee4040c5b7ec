"""A clinic's controls for the page's tests: a clock that starts at a fixed moment, and one reminder per tick."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.phone.carrier import Carrier
from handlers.phone.page import Person
from tests.phone.people import CLINIC, MAYA, NOAH, NOAH_CHAT, STAFF_CHAT

START = datetime(2026, 11, 23, 9, 41, tzinfo=ZoneInfo("America/New_York"))


class SampleControls:
    """Meets `handlers.phone.page.Controls`."""

    def __init__(self) -> None:
        self.carrier: Carrier | None = None
        self.name = "Maple Street Clinic"
        self.offset = timedelta()
        self.ticks = 0

    def now(self) -> datetime:
        return START + self.offset

    def move(self, minutes: int) -> None:
        self.offset += timedelta(minutes=minutes)

    def reset_clock(self) -> None:
        self.offset = timedelta()

    def tick(self) -> dict[str, int]:
        assert self.carrier is not None
        self.ticks += 1
        self.carrier.twilio.create({"To": MAYA, "From": CLINIC, "Body": f"Reminder at {self.now():%H:%M}"})
        return {"reminders": 1}

    def clinic_name(self) -> str:
        return self.name

    def clinic_number(self) -> str:
        return CLINIC

    def bot_name(self) -> str:
        return self.name

    def people(self) -> list[Person]:
        return [Person("Maya Sample", MAYA), Person("Noah Sample", NOAH, NOAH_CHAT)]

    def staff_chat_id(self) -> int:
        return STAFF_CHAT
