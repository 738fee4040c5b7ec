"""Texts at the edge: what comes in is made safe, what goes out takes the channel's form."""

from __future__ import annotations

import re

from bot import gsm
from bot.messages import Reply

LONGEST_INBOUND = 1600  # characters: what a carrier joins together at most
LONGEST = {"sms": 1600, "whatsapp": 1600, "telegram": 4000}  # Telegram takes 4096; an edit appends the choice

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without NUL and control characters (newlines and tabs stay), lone surrogates replaced, clipped to 1600.

    What is left can be stored by both engines and written as XML.
    """
    return SURROGATE.sub("\ufffd", CONTROL.sub("", text[:LONGEST_INBOUND]))


def numbered(reply: Reply) -> str:
    """The reply as one text: its choices numbered from 1, one a line; not those the text says how to type."""
    lines = [f"{number} {choice.label}" for number, choice in enumerate(reply.choices, 1) if not choice.typed]
    return "\n".join([reply.text, *lines])


def render(reply: Reply, channel: str) -> list[str]:
    """The texts of a reply on a channel without buttons: choices numbered, SMS in plain letters, none too long."""
    return pieces(numbered(reply), channel)


def pieces(text: str, channel: str) -> list[str]:
    """`text` in the channel's letters and in messages the channel takes, cut between lines where it can be."""
    text = SURROGATE.sub("\ufffd", CONTROL.sub("", gsm.plain(text) if channel == "sms" else text)).strip()
    most, parts = LONGEST[channel], []
    while len(text) > most:
        cut = max(text.rfind("\n", 1, most), 0) or max(text.rfind(" ", 1, most), 0) or most
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text else parts
