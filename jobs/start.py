"""What the web process and the worker both set up, in one order."""

from __future__ import annotations

import jobs
from bot import links, offers
from bot.notices import copies
from config import Config
from handlers import channels, logs
from handlers.phone.clock_shift import SHIFT
from jobs import delivery, meetings, pacing, queue, upkeep
from store import clock, database, outbox
from store.transitions import on_changed, on_freed


def start(config: Config) -> None:
    """Logs, database, channels and queue for this process; connections open when first used."""
    logs.set_up(config.log_level, json_lines=config.production)
    database.connect_to(config.database_url)
    clock.shift_by(SHIFT if config.development else None)
    links.configure(
        config.public_url, config.secret_key, config.telegram_bot_name, mail=bool(config.smtp_url),
        zoom=bool(config.zoom_account_id),
    )  # fmt: skip
    channels.connect(config)
    meetings.connect(config)
    upkeep.spool_in(config.spool_dir)
    queue.connect(config.queue_url, deliver=_deliver, minute=jobs.minute)
    pacing.switch(config.pacing)
    outbox.wake_with(jobs.wake)
    on_freed(offers.freed)
    if config.smtp_url:
        on_changed(copies.changed)


def _deliver() -> int:
    with database.connected():
        return delivery.deliver(clock.now())
