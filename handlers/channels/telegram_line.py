"""The line to Telegram: one Bot on one event loop on one background thread of this process (STACK 4).

A Bot is bound to its loop and costs 140 ms to make: it is made once, and again after a fork, where the thread is gone.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telegram import Bot

TIMEOUT = 10  # seconds for one call
POOL = 16  # connections


class Line:
    """Calls of the Bot API from ordinary threads. Thread-safe."""

    def __init__(self, token: str, base: str) -> None:
        self._token = token
        self._base = base
        self._lock = threading.Lock()
        self._open: tuple[int, Bot, asyncio.AbstractEventLoop] | None = None

    def call(self, make: Callable[[Bot], Coroutine[Any, Any, Any]]) -> Any:
        """The result of the call that `make` begins. Raises telegram.error.TelegramError, or TimeoutError."""
        _, bot, loop = self._connected()
        waiting = asyncio.run_coroutine_threadsafe(make(bot), loop)
        try:
            return waiting.result(TIMEOUT + 5)
        except TimeoutError:
            waiting.cancel()
            raise

    def _connected(self) -> tuple[int, Bot, asyncio.AbstractEventLoop]:
        with self._lock:
            if self._open is None or self._open[0] != os.getpid():
                loop = asyncio.new_event_loop()
                threading.Thread(target=loop.run_forever, name="telegram", daemon=True).start()
                self._open = (os.getpid(), self._bot(), loop)
            return self._open

    def _bot(self) -> Bot:
        from telegram import Bot
        from telegram.request import HTTPXRequest

        request = HTTPXRequest(
            connection_pool_size=POOL, pool_timeout=5, connect_timeout=5, read_timeout=TIMEOUT, write_timeout=5
        )
        if not self._base:
            return Bot(self._token, request=request)
        return Bot(self._token, base_url=f"{self._base.removesuffix('/bot')}/bot", request=request)
