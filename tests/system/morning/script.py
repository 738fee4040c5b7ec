"""Reads the morning: people.txt (who comes, and when) and story.txt (what is said, and what comes back)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
SAID = re.compile(r"(?P<at>\d\d:\d\d) (?P<who>[\w ]+?)(?:@(?P<where>\w+))?> (?P<text>.*)")
HEARD = re.compile(r" +(?P<who>[\w ]+?)< (?P<text>.*)")


@dataclass(frozen=True)
class Person:
    """A patient of the morning. `at` is the booked time, or when a walk-in joins; `comes` is None: never."""

    name: str
    doctor: str
    channel: str  # sms, whatsapp, telegram or none
    at: dt.time
    comes: dt.time | None
    minutes: int  # with the doctor
    booked: bool
    at_desk: bool  # a walk-in whom the desk enters
    address: str  # as the carrier knows them; "" for none

    @property
    def number(self) -> str:
        """Without the channel."""
        return self.address.removeprefix("whatsapp:")


@dataclass
class Line:
    """Somebody says or presses something, and what must come back, to whom."""

    at: dt.time
    who: str
    where: str
    text: str
    number: int
    back: list[tuple[str, str]] = field(default_factory=list)


def people() -> list[Person]:
    """Everybody of people.txt, in its order; addresses are made up from the place in the list."""
    found: list[Person] = []
    booked = True
    for raw in (HERE / "people.txt").read_text().splitlines():
        if raw.startswith("#"):
            booked = raw.startswith("# booked")
            continue
        if not raw.strip():
            continue
        at, doctor, first, last, channel, comes, minutes, *desk = raw.split()
        address = _address(channel, len(found))
        arrives = None if comes == "--:--" else dt.time.fromisoformat(comes)
        found.append(
            Person(
                f"{first} {last}", doctor, channel, dt.time.fromisoformat(at), arrives, int(minutes), booked,
                bool(desk), address,
            )
        )  # fmt: skip
    return found


def _address(channel: str, number: int) -> str:
    phone = f"+155502{number:05}"
    return {"sms": phone, "whatsapp": f"whatsapp:{phone}", "telegram": f"{70_000_000 + number}", "none": ""}[channel]


def story() -> list[Line]:
    """The lines of story.txt; each with what must come back."""
    lines: list[Line] = []
    for number, raw in enumerate((HERE / "story.txt").read_text().splitlines(), 1):
        if said := SAID.fullmatch(raw):
            at = dt.time.fromisoformat(said["at"])
            assert not lines or at >= lines[-1].at, f"line {number}: back in time"
            lines.append(Line(at, said["who"], said["where"] or "", said["text"], number))
        elif heard := HEARD.fullmatch(raw):
            lines[-1].back.append((heard["who"], heard["text"]))
        else:
            assert not raw.strip() or raw.startswith("#"), f"line {number} is no line of a story: {raw!r}"
    return lines


def matches(wanted: str, heard: str) -> bool:
    """Whether it reads so; "..." stands for anything."""
    pattern = ".*".join(re.escape(part) for part in wanted.split("..."))
    return re.fullmatch(pattern, heard, re.DOTALL) is not None
