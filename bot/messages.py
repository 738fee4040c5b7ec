"""What comes in and goes out, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """One inbound message. `choice` is the number (from 1) of the tapped button of `question_id`; `media` a count."""

    text: str = ""
    media: int = 0
    question_id: int | None = None
    choice: int | None = None
    carrier_opt: str = ""  # the carrier already acted: "STOP", "START", "HELP" (RULES 3)
    tapped_message_id: str = ""  # the provider's id of the message whose button was tapped
    phone: str = ""  # E.164, proven by the channel: a shared Telegram contact that is the sender's own
    start_token: str = ""  # Telegram's ?start=TOKEN


@dataclass(frozen=True)
class StaffSaid:
    """One message of somebody who works here, or who at least writes where staff write.

    `chat` is where the answer goes (a chat's id, or E.164), `sender_id` Telegram's id of who wrote, `phone` the number
    of an SMS. `addressed`: it was meant for the bot (a /command, its name, a reply to it), not for colleagues.
    `reply_to` is the provider's id of the message it answers. Buttons as in `Said`.
    """

    chat: str
    text: str = ""
    channel: str = "telegram"
    sender_id: int | None = None
    phone: str = ""
    group: bool = False
    addressed: bool = True
    reply_to: str = ""
    media: int = 0
    question_id: int | None = None
    choice: int | None = None


@dataclass(frozen=True)
class Choice:
    """One line of a numbered list, or one button. `value` is JSON's own types and means something to the flow.

    A `typed` choice is a button only: where there are none, the text already says which letter to send.
    """

    label: str
    value: object = None
    typed: bool = False


@dataclass
class Reply:
    """One outbound message. Channels without buttons number the choices in the text; others show them as buttons."""

    text: str
    choices: tuple[Choice, ...] = ()
    question_id: int | None = None
    toast: str = ""  # the short answer to a tapped button, where the channel has such a thing
    refused: bool = False  # the tapped button changed nothing
    closes: list[int] = field(default_factory=list)  # questions whose buttons are to be taken away
