"""The addresses that fail on purpose, and what the providers say when they do.

Texts, by destination number (a `whatsapp:` prefix is ignored). The first block are the numbers Twilio itself reserves
for this in its test accounts; the rest follow the same pattern.

| destination | what happens |
|---|---|
| +15005550001 | 400, 21211: not a valid number |
| +15005550002 | 400, 21612: no route |
| +15005550003 | 400, 21408: region not enabled |
| +15005550004 | 400, 21610: opted out |
| +15005550009 | 400, 21614: not a mobile number |
| +15005550429 | 429, 20429: slow down (header Retry-After: 1) |
| +15005550500 | 500, 20500: the carrier's fault, nothing was sent |
| +15005550408 | the message IS taken and delivered, but the HTTP answer hangs for `hang_seconds` (RULES 10) |
| +15005553003 | taken, then undelivered with 30003: unreachable |
| +15005553005 | taken, then undelivered with 30005: unknown number |
| +15005553006 | taken, then undelivered with 30006: landline |
| +15005553007 | taken, then undelivered with 30007: filtered |
| +15005553008 | taken, then undelivered with 30008: unknown error |
| +15005556316 | taken, then failed (never sent) with 63016: outside the WhatsApp window |

Telegram, by chat id:

| chat id | what happens |
|---|---|
| 999000400 | 400, chat not found |
| 999000403 | 403, bot was blocked by the user |
| 999000429 | 429 with retry_after 3 |
| 999000500 | 500, Internal Server Error |

Any other address can be made to fail in the same ways with `Carrier.fail(address, code)`; the code is Twilio's error
number, or HANG, or for a chat Telegram's HTTP status.
"""

from __future__ import annotations

from dataclasses import dataclass

HANG = 408
RETRY_AFTER = 3  # seconds, as Telegram names them


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error answer to a create: HTTP status and the sentence; the code is the key of `REFUSALS`."""

    status: int
    message: str


REFUSALS = {
    20001: Refusal(400, "Parameter not supported by this carrier emulator: {what}"),
    20003: Refusal(401, "Authenticate"),
    20404: Refusal(404, "The requested resource {what} was not found"),
    20429: Refusal(429, "Too Many Requests"),
    20500: Refusal(500, "An internal server error has occurred"),
    21211: Refusal(400, "Invalid 'To' Phone Number: {to}"),
    21408: Refusal(400, "Sending has not been enabled for the region of the 'To' number: {to}"),
    21602: Refusal(400, "Message body is required."),
    21603: Refusal(400, "A 'From' phone number is required."),
    21604: Refusal(400, "A 'To' phone number is required."),
    21606: Refusal(400, "The 'From' phone number {what} is not a message-capable number of this account"),
    21610: Refusal(400, "Attempt to send to unsubscribed recipient"),
    21612: Refusal(400, "Message cannot be sent with the current combination of 'To' ({to}) and 'From' parameters"),
    21614: Refusal(400, "'To' number is not a valid mobile number: {to}"),
    21617: Refusal(400, "The concatenated message body exceeds the 1600 character limit"),
    21654: Refusal(400, "A ContentSid must be specified if ContentVariables are provided"),
    21655: Refusal(400, "The ContentSid is invalid: {what}"),
    21656: Refusal(400, "The Content Variables parameter is invalid: {what}"),
    21910: Refusal(400, "Invalid From and To pair. From and To should be of the same channel"),
}

# code -> the final state reported by callback, with its description
DELIVERY_FAILURES = {
    30003: ("undelivered", "Unreachable destination handset"),
    30005: ("undelivered", "Unknown destination handset"),
    30006: ("undelivered", "Landline or unreachable carrier"),
    30007: ("undelivered", "Message filtered"),
    30008: ("undelivered", "Unknown error"),
    63016: ("failed", "Freeform message outside the allowed window"),
}

MAGIC_NUMBERS = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
    "+15005550429": 20429,
    "+15005550500": 20500,
    "+15005550408": HANG,
    "+15005553003": 30003,
    "+15005553005": 30005,
    "+15005553006": 30006,
    "+15005553007": 30007,
    "+15005553008": 30008,
    "+15005556316": 63016,
}

MAGIC_CHATS = {"999000400": 400, "999000403": 403, "999000429": 429, "999000500": 500}

TELEGRAM_ERRORS = {
    400: "Bad Request: chat not found",
    403: "Forbidden: bot was blocked by the user",
    429: f"Too Many Requests: retry after {RETRY_AFTER}",
    500: "Internal Server Error",
}
