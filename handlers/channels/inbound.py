"""What a channel makes of a webhook: the one shape the inbox takes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from bot.messages import Said


class BadSignature(Exception):
    """The request did not come from the provider; nothing of it may be kept."""


@dataclass(frozen=True)
class Inbound:
    """One message, whatever brought it.

    `provider` and `provider_id` name the delivery (a repeat has the same two). `address` is E.164 or a chat's id, `to`
    our own number (E.164) or bot id. `kind`: "private", "staff" (the group of the configuration), "group" (any
    other) or "blocked" (they shut the bot out: no message at all). `sender_id` is who wrote in a chat, `reply_to` the
    id of the message it answers, `addressed` says that it was meant for the bot. The last three are of a tapped
    button: the tap's id, its message's text, its label.
    """

    provider: str
    provider_id: str
    channel: str
    address: str
    to: str
    said: Said
    display_name: str = ""
    kind: str = "private"
    sender_id: int | None = None
    reply_to: str = ""
    addressed: bool = False
    tap_id: str = ""
    tapped_text: str = ""
    tapped_label: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Inbound:
        """The reverse of `as_json`. Raises TypeError or KeyError for anything else."""
        return cls(**(facts | {"said": Said(**facts["said"])}))
