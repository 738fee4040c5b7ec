"""Messages that came while the database was away: one file each, until it is back (decision 1)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from handlers import inbox
from handlers.channels.inbound import Inbound
from store.database import connected

logger = logging.getLogger(__name__)


def keep(folder: str, inbound: Inbound, now: dt.datetime) -> None:
    """Writes the message down so that it survives a crash or a power cut. Raises OSError when the disk will not.

    The name sorts by the provider's delivery alone, so a repeat falls on the first file and is dropped.
    """
    place = Path(folder)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(f"{inbound.provider}:{inbound.provider_id}".encode("utf-8", "replace")).hexdigest()[:32]
    if any(place.glob(f"*-{name}.json")):
        return
    target = place / f"{now.timestamp():017.6f}-{name}.json"
    draft = target.with_suffix(".part")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({"at": now.isoformat(), "inbound": inbound.as_json()}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    folder_handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(folder_handle)
    finally:
        os.close(folder_handle)


def waiting(folder: str) -> Iterator[Path]:
    """The spooled messages, oldest first."""
    return iter(sorted(Path(folder).glob("*.json")))


def replay(folder: str, now: dt.datetime) -> int:
    """Takes every spooled message as if it came now; its replies go out through the outbox. Returns how many.

    Read at `now`, not at the time they were written: an offer or a free time that has gone meanwhile is gone. Stops
    where the database is away again; a file that nobody can read is put aside, and the rest run.
    """
    taken = 0
    for path in waiting(folder):
        try:
            inbound = Inbound.from_json(json.loads(path.read_text(encoding="utf-8"))["inbound"])
            with connected():
                inbox.receive(inbound, now, late=True)
        except inbox.AWAY:
            logger.warning("the database is still away; spooled messages wait")
            return taken
        except FileNotFoundError:
            continue  # another process took it
        except Exception:
            logger.exception("a spooled message cannot be taken", extra={"file": path.name})
            path.rename(path.with_suffix(".bad"))
            continue
        path.unlink(missing_ok=True)
        taken += 1
    return taken


def forget(folder: str, oldest: dt.datetime) -> int:
    """Deletes what nobody could read and was put aside before `oldest`; returns how many files."""
    begins = f"{oldest.timestamp():017.6f}"
    old = [path for path in Path(folder).glob(f"{'[0-9]' * 10}.*.bad") if path.name < begins]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
