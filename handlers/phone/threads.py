"""What each phone shows: an ordered list of bubbles per address, kept in bounded memory, with a version to poll."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal

Author = Literal["phone", "clinic", "notice"]

KEPT_BUBBLES = 200
KEPT_ADDRESSES = 500


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message: an inline button (`data` or `url`) or one of a reply keyboard."""

    text: str
    data: str = ""
    url: str = ""
    contact: bool = False


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One entry on a phone. `author` is who wrote it as that phone sees it: itself, the clinic, or a carrier's notice.

    `at` is aware. `status` is sending, queued, sent, delivered, undelivered or failed. `sid` is Twilio's MessageSid or
    Telegram's message_id as text. `keyboard` is a Telegram reply keyboard: None when the message says nothing about
    one, empty rows when it removes it.
    """

    id: int
    address: str
    author: Author
    text: str
    at: datetime
    name: str = ""
    status: str = ""
    error: int | None = None
    sid: str = ""
    segments: int = 0
    media: int = 0
    document: str = ""
    reply_to: str = ""
    edited: bool = False
    buttons: Rows = ()
    keyboard: Rows | None = None

    def as_json(self) -> dict[str, Any]:
        """A dict that `json.dumps` takes; `at` as ISO 8601 with offset."""
        return {**asdict(self), "at": self.at.isoformat()}


class Threads:
    """Thread-safe; bubbles are immutable, so a list handed out is a snapshot."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._changed = threading.Condition()
        self._by_address: OrderedDict[str, OrderedDict[int, Bubble]] = OrderedDict()
        self._version = 0
        self._last_id = 0

    def add(self, address: str, author: Author, text: str, **more: Any) -> Bubble:
        """Append a bubble to the phone at `address`; the oldest bubbles and the least used phones fall off."""
        with self._changed:
            self._last_id += 1
            bubble = Bubble(self._last_id, address, author, text, self._now(), **more)
            thread = self._by_address.setdefault(address, OrderedDict())
            self._by_address.move_to_end(address)
            thread[bubble.id] = bubble
            if len(thread) > KEPT_BUBBLES:
                thread.popitem(last=False)
            if len(self._by_address) > KEPT_ADDRESSES:
                self._by_address.popitem(last=False)
            self._bump()
            return bubble

    def change(self, address: str, bubble_id: int, **changes: Any) -> None:
        """Change a bubble in place; one that has already fallen off is left alone."""
        with self._changed:
            thread = self._by_address.get(address, OrderedDict())
            if bubble_id in thread:
                thread[bubble_id] = replace(thread[bubble_id], **changes)
                self._bump()

    def change_message(self, address: str, sid: str, **changes: Any) -> None:
        """As `change`, for the bubble that carries this provider id."""
        for bubble in self.of(address):
            if bubble.sid == sid:
                self.change(address, bubble.id, **changes)

    def remove_message(self, address: str, sid: str) -> None:
        """Take the bubble with this provider id off the phone."""
        with self._changed:
            thread = self._by_address.get(address, OrderedDict())
            for bubble in [bubble for bubble in thread.values() if bubble.sid == sid]:
                del thread[bubble.id]
                self._bump()

    def of(self, address: str) -> list[Bubble]:
        """The bubbles of one phone, oldest first."""
        with self._changed:
            return list(self._by_address.get(address, OrderedDict()).values())

    def addresses(self) -> list[str]:
        """Every address that has a thread, least recently used first."""
        with self._changed:
            return list(self._by_address)

    @property
    def version(self) -> int:
        """Grows with every change on any phone."""
        with self._changed:
            return self._version

    @property
    def last_id(self) -> int:
        """The id of the newest bubble anywhere."""
        with self._changed:
            return self._last_id

    def wait(self, ready: Callable[[], bool], timeout: float) -> bool:
        """Block until `ready()` holds, looking again after every change; False after `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(ready, timeout)

    def clear(self) -> None:
        """Empty every phone; ids and version go on growing so that a polling page notices."""
        with self._changed:
            self._by_address.clear()
            self._bump()

    def _bump(self) -> None:
        self._version += 1
        self._changed.notify_all()
