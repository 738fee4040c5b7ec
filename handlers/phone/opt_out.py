"""The carrier's own opt-out list (RULES 1 and 3): words it acts on before the app has even seen them."""

from __future__ import annotations

import threading

OPT_OUT = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
OPT_IN = frozenset({"START", "YES", "UNSTOP"})
HELP = frozenset({"HELP", "INFO"})

NOTICES = {
    "STOP": "[carrier] You will get no more texts from this number. Text START to get them again.",
    "START": "[carrier] You can get texts from this number again. Text STOP to end them.",
    "HELP": "[carrier] Text STOP to end messages from this number.",
}


class OptOutList:
    """Who has silenced the clinic's number. SMS only; WhatsApp has no such list.

    `advanced` is a Messaging Service's Advanced Opt-Out: the webhook then says which kind of word it was (OptOutType),
    and `words_out` and `words_in` may be narrowed, as a clinic may drop CANCEL and YES.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocked: set[str] = set()
        self.advanced = False
        self.words_out: frozenset[str] = OPT_OUT
        self.words_in: frozenset[str] = OPT_IN

    def read(self, number: str, text: str) -> tuple[str, str]:
        """Act on an inbound text; returns (kind, notice).

        `kind` is STOP, START, HELP or "" (only a message that is the word and nothing else counts, in any case).
        `notice` is what the carrier itself answers, "" for nothing: it speaks when the list changes, and in advanced
        mode for every one of its words.
        """
        kind = self._kind(text.strip().upper())
        with self._lock:
            changed = (kind == "STOP" and number not in self._blocked) or (kind == "START" and number in self._blocked)
            if kind == "STOP":
                self._blocked.add(number)
            elif kind == "START":
                self._blocked.discard(number)
        return kind, NOTICES[kind] if kind and (changed or self.advanced) else ""

    def _kind(self, word: str) -> str:
        if word in self.words_out:
            return "STOP"
        if word in self.words_in:
            return "START"
        return "HELP" if word in HELP else ""

    def blocks(self, number: str) -> bool:
        """Whether sends to `number` are refused with 21610."""
        with self._lock:
            return number in self._blocked

    def clear(self) -> None:
        """Let everybody in again."""
        with self._lock:
            self._blocked.clear()
