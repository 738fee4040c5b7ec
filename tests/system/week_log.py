"""What the checker of the simulated week reads: the carrier's log, and the database row by row.

Nothing here asks the code under test what it thinks: rows are read as they lie, times and states are worked out anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

from handlers.phone.carrier import Carrier, Sent
from store.models import TABLES
from tests.system.week import Heard, Trouble

Row = dict[str, Any]
Span = tuple[dt.datetime, dt.datetime]
EVER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
GRACE = 21 * MINUTE  # two rounds of the minute's work, as the week runs it
STOPS = re.compile(r"(?i)\s*(stop|unsubscribe|stop texting me|wrong number)\s*")
STARTS = re.compile(r"(?i)\s*(start|unstop)\s*")
UNPROMPTED = ("reminder", "offer", "notice", "change", "confirmation")  # what a day's and a week's budget counts


@dataclass(frozen=True)
class Text:
    """A text that left. `row` is its outbox row (None for the answer to a webhook), `error` what became of it."""

    at: dt.datetime
    to: str
    body: str
    channel: str
    via: str
    row: Row | None
    error: int | None = None

    @property
    def kind(self) -> str:
        return str(self.row["kind"]) if self.row else "reply"


@dataclass
class Log:
    zone: ZoneInfo
    texts: list[Text]
    heard: list[Heard]
    troubles: list[Trouble]
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> list[Row]:
        """The rows of a table, as in `log.appointment`."""
        try:
            return self.__dict__["tables"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None

    def by_id(self, table: str) -> dict[int, Row]:
        return {row["id"]: row for row in self.tables[table]}

    def audits(self, subject: str) -> dict[int, list[Row]]:
        """The trail of each thing of this kind, oldest first."""
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self.tables["audit"]:
            if row["subject"] == subject:
                found[row["subject_id"]].append(row)
        return found

    # --- who is behind an address ---

    @cached_property
    def addresses(self) -> dict[int, str]:
        """Each contact's address as the carrier writes it."""
        return {
            row["id"]: ("whatsapp:" if row["channel"] == "whatsapp" else "") + row["address"]
            for row in self.tables["contact"]
        }

    @cached_property
    def contacts(self) -> dict[str, int]:
        return {address: key for key, address in self.addresses.items()}

    def zone_of(self, address: str) -> ZoneInfo:
        """The clinic's zone, unless the number is another country's with one zone only."""
        number = address.removeprefix("whatsapp:")
        if not number.startswith("+") or number.startswith("+1"):
            return self.zone
        zones = timezone.time_zones_for_number(phonenumbers.parse(number))
        return ZoneInfo(zones[0]) if len(zones) == 1 else self.zone

    def local(self, moment: dt.datetime, address: str = "") -> dt.datetime:
        return moment.astimezone(self.zone_of(address) if address else self.zone)

    @cached_property
    def to_patients(self) -> list[Text]:
        return [text for text in self.texts if text.to in self.contacts and not text.to.startswith("-")]

    @cached_property
    def by_address(self) -> dict[str, list[Text]]:
        found: dict[str, list[Text]] = defaultdict(list)
        for text in self.to_patients:
            found[text.to].append(text)
        return found

    @cached_property
    def persons(self) -> dict[str, str]:
        """Each address's owner: the number behind it, where one is known."""
        rows = self.tables["contact"]
        return {
            self.addresses[row["id"]]: row["address"]
            if row["channel"] in ("sms", "whatsapp")
            else row["phone"] or row["address"]
            for row in rows
        }

    @cached_property
    def by_person(self) -> dict[str, list[Text]]:
        found: dict[str, list[Text]] = defaultdict(list)
        for text in self.to_patients:
            found[self.persons[text.to]].append(text)
        return found

    def to_person(self, contact: int) -> list[Text]:
        """What the contact's owner got, on whatever address."""
        return self.by_person[self.persons[self.addresses[contact]]]

    @cached_property
    def heard_from(self) -> dict[str, list[Heard]]:
        found: dict[str, list[Heard]] = defaultdict(list)
        for one in self.heard:
            found[one.address].append(one)
        return found

    # --- what stood when ---

    @cached_property
    def standing(self) -> dict[int, list[Span]]:
        """When each visit was booked (pending or confirmed), by its trail."""
        return {key: _spans(rows, BOOKED, OVER) for key, rows in self.audits("appointment").items()}

    @cached_property
    def seated(self) -> dict[int, list[Span]]:
        """When each visit, held or booked, had its seat; a missed one keeps it."""
        freed = {"cancel", "move", "release", "complete"}
        return {key: _spans(rows, {"book", "hold"}, freed) for key, rows in self.audits("appointment").items()}

    @cached_property
    def waiting(self) -> dict[int, list[Span]]:
        """When each waitlist entry could be offered something: on the list, with no offer open."""
        begin, end = {"join", "decline", "wait"}, {"notify", "accept", "expire", "cancel"}
        return {key: _spans(rows, begin, end) for key, rows in self.audits("waitlist").items()}

    @cached_property
    def silenced(self) -> dict[int, list[Span]]:
        """When each contact had withdrawn their consent, by the ledger."""
        found: dict[int, list[Span]] = defaultdict(list)
        since: dict[int, dt.datetime] = {}
        for row in sorted(self.tables["consent"], key=lambda row: (row["at"], row["id"])):
            if row["kind"] == "withdrawn":
                since.setdefault(row["contact"], row["at"])
            elif row["contact"] in since:
                found[row["contact"]].append((since.pop(row["contact"]), row["at"]))
        for contact, at in since.items():
            found[contact].append((at, EVER))
        return found

    def was(self, spans: Sequence[Span], since: dt.datetime, until: dt.datetime | None = None) -> bool:
        """Whether one of the spans holds all of [since, until]."""
        return any(first <= since and (until or since) < last for first, last in spans)

    def touches(self, spans: Sequence[Span], since: dt.datetime, until: dt.datetime) -> bool:
        return any(first <= until and since < last for first, last in spans)

    def silent(self, contact: int, since: dt.datetime, until: dt.datetime) -> bool:
        """Whether the contact could not, or may not, be texted at some time between."""
        row, address = self.by_id("contact")[contact], self.addresses[contact]
        if address.startswith("erased"):
            return True
        dead = [(t.since - DAY / 24, EVER) for t in self.troubles if t.address == address]
        handed = [
            (one["opened_at"], EVER) for one in self.tables["handoff"] if one["contact"] == contact
        ]  # whose thread a person has
        gone = [(row["unreachable_at"], EVER)] if row["unreachable_at"] else []
        return self.touches([*self.silenced[contact], *dead, *handed, *gone], since, until)


BOOKED = {"book", "accept", "accept_pending", "undo_miss"}
OVER = {"cancel", "move", "release", "start", "complete", "miss"}


def _spans(rows: list[Row], begin: set[str], end: set[str]) -> list[Span]:
    found: list[Span] = []
    since: dt.datetime | None = None
    for row in rows:
        event = row["action"].split(".", 1)[1]
        if event in begin and since is None:
            since = row["at"]
        elif event in end and since is not None:
            found.append((since, row["at"]))
            since = None
    return found + ([(since, EVER)] if since is not None else [])


def read(carrier: Carrier, zone: ZoneInfo, heard: list[Heard], troubles: list[Trouble]) -> Log:
    """Everything as it lies now. The texts to patients and staff alike, oldest first."""
    tables: dict[str, list[Row]] = {
        table._meta.table_name: cast("list[Row]", list(table.select().order_by(table.id).dicts())) for table in TABLES
    }
    rows = {row["id"]: row for row in tables["outbox_message"]}
    chats = {(row["to"], row["provider_id"]): row for row in rows.values() if row["channel"] == "telegram"}
    errors = {message.sid: message.error for message in carrier.twilio.messages.newest_first()}
    texts = [_text(sent, rows, chats, errors.get(sent.sid)) for sent in carrier.sent(via=None)]
    return Log(zone, sorted(texts, key=lambda text: text.at), list(heard), list(troubles), tables)


def _text(sent: Sent, rows: dict[int, Row], chats: dict[tuple[str, Any], Row], error: int | None) -> Text:
    named = re.search(r"message=(\d+)", str(sent.params.get("StatusCallback", "")))
    row = rows.get(int(named[1])) if named else chats.get((sent.to, sent.sid))
    return Text(sent.at, sent.to, sent.body, sent.channel, sent.via, row, error)
