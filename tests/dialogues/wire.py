"""`wire`: a transcript over real HTTP: our webhooks, our delivery, the carrier's emulator with its own list and errors.

As tests/dialogues/conftest.py, with everything shown as it stands on each phone, in the letters an SMS can carry:

> book dr lee wed 3pm      phone 1 texts; 2> the second phone; W> phone 1 on WhatsApp; T> the same person's Telegram
T> [Confirm]               taps the button of this label, on the newest message that has one
T> (number 1)              shares their own number, that of phone 1; (card 2) forwards the card of phone 2's owner
S< ...                     what the staff chat reads; S> somebody writes there
M< Subject [visit.ics]     a mail that came, with what is attached
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager

import jobs
from bot import links
from bot.notices import copies
from config import load
from handlers import channels
from handlers.phone.carrier import Bubble
from jobs import delivery
from store import transitions
from store.models import Clinic
from tests.dialogues.conftest import BEGIN, Talk
from tests.handlers.conftest import CHAT, STAFF_CHAT, Town
from tests.handlers.test_email import Mailroom, serving

STRANGER = 99


class Wire(Talk):
    """Plays transcripts through the carrier."""

    def __init__(self, town: Town) -> None:
        self.town, self.carrier = town, town.carrier
        self.clinic: Clinic = town.clinic
        self.codes, self.staffroom, self.seen = {}, None, 0
        self.mailroom = Mailroom()
        self.now = dt.datetime.fromisoformat(BEGIN).astimezone(dt.UTC)

    @contextmanager
    def mail(self, environ: dict[str, str]) -> Iterator[None]:
        """A mail server that takes copies while this lasts."""
        server = serving(self.mailroom)
        url = f"smtp://127.0.0.1:{self.mailroom.port}"
        channels.connect(load(environ | {"SMTP_URL": url, "MAIL_FROM": "desk@clinic.example"}))
        links.configure(self.town.url, "a-secret-key", mail=True)
        transitions.on_changed(copies.changed)
        yield
        server.stop()
        links.configure("https://desk.example.com")

    def heard(self, phone: str, text: str) -> list[tuple[str, str]]:
        if phone == "T":
            self.on_telegram(text)
        elif phone == "S":
            self.carrier.telegram_text(STAFF_CHAT, text)
        else:
            self.carrier.text(number(phone), text)
        return self.arrived()

    def on_telegram(self, text: str) -> None:
        if tapped := re.fullmatch(r"\[(.+)\]", text):
            bubble, data = next(
                (bubble, button.data)
                for bubble in reversed(self.carrier.thread(CHAT))
                for row in bubble.buttons
                for button in row
                if button.text == tapped[1]
            )
            self.carrier.telegram_tap(CHAT, int(bubble.sid), data)
        elif card := re.fullmatch(r"\((number|card) (\d)\)", text):
            owner = None if card[1] == "number" else STRANGER
            self.carrier.telegram_contact(CHAT, number(card[2]), owner_id=owner)
        else:
            self.carrier.telegram_text(CHAT, text)

    def move(self, where: str) -> list[tuple[str, str]]:
        if seconds := re.fullmatch(r"(\d+)s", where.strip()):
            self.now += dt.timedelta(seconds=int(seconds[1]))
        else:
            local = dt.datetime.strptime(f"{self.now.year} {where.strip()}", "%Y %a %d %b %H:%M")
            self.now = local.replace(tzinfo=self.clinic.zone).astimezone(dt.UTC)
        jobs.tick(self.now)
        return self.arrived()

    def arrived(self) -> list[tuple[str, str]]:
        """(phone, line) of what is new on every phone, once all that is due has been sent and its callbacks are in."""
        for _ in range(3):  # what a failure leads to, another channel or a word to the desk, is due after it
            assert self.carrier.settle()
            delivery.deliver(self.now)
        assert self.carrier.settle()
        everything = [bubble for address in self.carrier.addresses() for bubble in self.carrier.thread(address)]
        new = sorted((bubble for bubble in everything if bubble.id > self.seen), key=lambda bubble: bubble.id)
        self.seen = max((bubble.id for bubble in everything), default=0)
        mails = self.mailroom.mails
        told = [line for bubble in new if bubble.author != "phone" for line in shown(bubble)]
        told += [
            ("M", f"{mail['subject']} [{part.get_filename()}]") for mail in mails for part in mail.iter_attachments()
        ]
        mails.clear()
        return told


def number(phone: str) -> str:
    return "whatsapp:+15550100001" if phone == "W" else f"+1555010000{phone or '1'}"


def shown(bubble: Bubble) -> list[tuple[str, str]]:
    names = {str(CHAT): "T", str(STAFF_CHAT): "S", number("W"): "W"}
    where = names.get(bubble.address, bubble.address[-1])
    lines = bubble.text.split("\n")
    labels = [button.text for row in (*bubble.buttons, *(bubble.keyboard or ())) for button in row]
    lines += [" ".join(f"[{label}]" for label in labels)] if labels else []
    if bubble.status in ("failed", "undelivered"):
        return []  # it never got there
    return [(where, line) for line in lines]
