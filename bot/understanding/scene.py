"""What is known before a message is read, and what was found in it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.understanding.normalise import Token

_BLANK = Token("", "mark")


@dataclass(frozen=True, slots=True)
class Scene:
    """now: aware, clinic zone. opening: the clinic's day, first to last minute. asked: what the last question asked."""

    now: datetime
    opening: tuple[time, time]
    month_first: bool  # 4/5 is April 5 (US), else 4 May
    asked: str | None
    open_now: bool  # is there still some of today to be had

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(slots=True)
class Clock:
    """A clock reading. half: "am", "pm", a part of the day that says which, "24" when nothing is open, or None."""

    hour: int
    minute: int = 0
    half: str | None = None


@dataclass(slots=True)
class Mention:
    """Something said about when, over tokens start to end (end excluded).

    kind: "day" (first, maybe last), "time" (clock, maybe clock_end), "part" (part), "number" (value).
    """

    kind: str
    start: int
    end: int
    first: date | None = None
    last: date | None = None
    clock: Clock | None = None
    clock_end: Clock | None = None
    part: str | None = None
    value: int = -1
    bound: str | None = None
    sort: str = ""  # how a day was named: "weekday", "dom" (day of the month alone), "exact", "span", "offset"
    moment: datetime | None = None  # "in two hours"
    negated: bool = False


@dataclass(slots=True)
class Line:
    """The words of a message with safe look-ups beyond both ends."""

    tokens: list[Token]
    length: int = field(init=False)

    def __post_init__(self) -> None:
        self.length = len(self.tokens)

    def at(self, i: int) -> Token:
        return self.tokens[i] if 0 <= i < self.length else _BLANK

    def word(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < self.length else ""

    def skip(self, i: int, *words: str) -> int:
        """The index after `i` if one of the words stands there, else `i`."""
        return i + 1 if self.word(i) in words else i

    def match(self, i: int, *phrase: str) -> int:
        """The index after the phrase if it stands at `i`, else -1."""
        for offset, wanted in enumerate(phrase):
            if self.word(i + offset) not in wanted.split("|"):
                return -1
        return i + len(phrase)
