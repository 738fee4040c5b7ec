"""The carrier emulator: Twilio's and Telegram's HTTP in one place, so that the real SDKs work without an account.

    carrier = Carrier("http://127.0.0.1:8000", sid, token, "+15555550100", bot_token, secret, -1001)
    app.register_blueprint(carrier_blueprint(carrier), url_prefix="/carrier")    # handlers/phone/routes.py
    carrier.text("+15555550111", "book").messages       # what the clinic answered

`TWILIO_API_BASE` is then `<public_url>/carrier`, and `TELEGRAM_API_BASE` the same (PTB: `base_url=<base>/bot`).
Addresses that fail on purpose are listed in `handlers.phone.magic`. Development and tests only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from handlers.phone.exchange import Answer, Exchange, Sent
from handlers.phone.magic import DELIVERY_FAILURES, HANG, REFUSALS, TELEGRAM_ERRORS
from handlers.phone.opt_out import OPT_IN, OPT_OUT
from handlers.phone.poster import Post, requests_post
from handlers.phone.telegram_methods import BotApi
from handlers.phone.telegram_side import TelegramSide, TelegramUser
from handlers.phone.threads import Bubble
from handlers.phone.twilio_messages import CALLBACK_MODES, CallbackMode, new_sid
from handlers.phone.twilio_side import TwilioSide, channel_of

__all__ = ["Answer", "Bubble", "Carrier", "Sent", "TelegramUser"]


def _wall_clock() -> datetime:
    """The carrier is the world outside Frontdesk and has a clock of its own, unless it is given Frontdesk's."""
    return datetime.now(UTC)


class Carrier:
    """Two providers, every phone, in memory. Thread-safe; memory is bounded (oldest messages and phones fall off).

    `public_url` is where the app answers; inbound texts go to `<public_url>/twilio/messages`, updates to
    `<public_url>/telegram`. `twilio_from` is the clinic's number in E.164. `post` reaches the app (default: HTTP;
    `poster.into(app)` goes without a server). `now` gives aware datetimes for everything that is stamped.

    An address is "+1555…", "whatsapp:+1555…", or a Telegram chat id as int or text.
    """

    def __init__(
        self,
        public_url: str,
        account_sid: str,
        auth_token: str,
        twilio_from: str,
        bot_token: str,
        secret_token: str,
        staff_chat_id: int,
        post: Post = requests_post,
        now: Callable[[], datetime] = _wall_clock,
        bot_username: str = "frontdesk_demo_bot",
    ) -> None:
        self.staff_chat_id = staff_chat_id
        self.exchange = Exchange(public_url.rstrip("/"), post, now)
        self.twilio = TwilioSide(self.exchange, account_sid, auth_token, twilio_from)
        self.bot_api = BotApi(self.exchange, bot_token, secret_token, bot_username, staff_chat_id)
        self.telegram = TelegramSide(self.exchange, self.bot_api)

    # In: Twilio

    def text(self, from_: str, body: str, to: str | None = None, media: int = 0, sid: str | None = None) -> Answer:
        """A patient texts the clinic: the signed webhook is posted, the TwiML of its answer appears on the phone.

        `from_` is E.164 or `whatsapp:` + E.164; `to` defaults to the clinic's number on the same channel; `media` is
        the number of pictures; the same `sid` again is the same message delivered once more.
        """
        return self.twilio.text(from_, body, to, media, sid)

    def repeat(self, from_: str, body: str, times: int, at_once: bool = False, media: int = 0) -> list[Answer]:
        """The same message (one MessageSid) delivered `times` times, one after another or all at once."""
        sid = new_sid(media)
        return _times(times, at_once, lambda: self.text(from_, body, media=media, sid=sid))

    def photo(self, from_: str) -> Answer:
        """A picture without a word of text (MMS or WhatsApp)."""
        return self.text(from_, "", media=1)

    def forged_text(self, from_: str, body: str) -> Answer:
        """A text whose signature was made with another token."""
        return self.twilio.text(from_, body, forged=True)

    # In: Telegram

    def telegram_text(
        self,
        chat_id: int,
        text: str,
        user: TelegramUser | None = None,
        reply_to: int | None = None,
        update_id: int | None = None,
    ) -> Answer:
        """Somebody writes in a chat. In the staff chat give `user`; `reply_to` is the message_id answered to."""
        return self.telegram.text(chat_id, text, user, reply_to, update_id)

    def telegram_tap(
        self, chat_id: int, message_id: int, data: str, user: TelegramUser | None = None, update_id: int | None = None
    ) -> Answer:
        """Somebody taps an inline button; `data` is its callback_data."""
        return self.telegram.tap(chat_id, message_id, data, user, update_id)

    def telegram_contact(
        self, chat_id: int, phone: str, user: TelegramUser | None = None, owner_id: int | None = None
    ) -> Answer:
        """Somebody shares a phone number; with `owner_id` it is the card of someone else."""
        return self.telegram.contact(chat_id, phone, user, owner_id)

    def telegram_photo(self, chat_id: int, caption: str = "", user: TelegramUser | None = None) -> Answer:
        """Somebody sends a photo."""
        return self.telegram.photo(chat_id, caption, user)

    def telegram_repeat(
        self, chat_id: int, text: str, times: int, at_once: bool = False, user: TelegramUser | None = None
    ) -> list[Answer]:
        """One update (one update_id) delivered `times` times, one after another or all at once."""
        update_id = self.telegram.new_update_id()
        return _times(times, at_once, lambda: self.telegram_text(chat_id, text, user, update_id=update_id))

    # What happened

    def thread(self, address: str | int) -> list[Bubble]:
        """Everything the phone or chat at `address` wrote and received, oldest first."""
        return self.exchange.threads.of(str(address))

    def addresses(self) -> list[str]:
        """Every address with a thread."""
        return self.exchange.threads.addresses()

    @property
    def version(self) -> int:
        """Grows whenever any thread changes."""
        return self.exchange.threads.version

    def sent(self, to: str | int | None = None, channel: str | None = None, via: str | None = "api") -> list[Sent]:
        """What the app sent, oldest first: API creates only, unless `via` is "twiml", "webhook" or None for all."""
        return [
            sent
            for sent in list(self.exchange.sent)
            if (to is None or sent.to == str(to))
            and (channel is None or sent.channel == channel)
            and (via is None or sent.via == via)
        ]

    def wait(self, ready: Callable[[], bool], timeout: float = 5.0) -> bool:
        """Block until `ready()` holds, looking after every change on a phone; False after `timeout` seconds."""
        return self.exchange.threads.wait(ready, timeout)

    def settle(self, timeout: float = 30.0) -> bool:
        """Wait until every state has been reached and every callback posted; False after `timeout` seconds."""
        return self.exchange.dispatcher.settle(timeout)

    # How it behaves

    def callbacks(self, mode: CallbackMode | None = None, delay: float | None = None) -> None:
        """How delivery is told: in_order, shuffled (last first), doubled or never; `delay` seconds between states."""
        if mode is not None:
            if mode not in CALLBACK_MODES:
                raise ValueError(f"callback mode {mode!r}: one of {', '.join(CALLBACK_MODES)}")
            self.twilio.messages.callback_mode = mode
        if delay is not None:
            self.twilio.messages.delay = delay

    def opt_out_words(
        self, advanced: bool, words_out: Iterable[str] = OPT_OUT, words_in: Iterable[str] = OPT_IN
    ) -> None:
        """Advanced Opt-Out on or off (RULES 3), and which bare words block and unblock a number."""
        opt_outs = self.twilio.opt_outs
        opt_outs.advanced = advanced
        opt_outs.words_out, opt_outs.words_in = frozenset(words_out), frozenset(words_in)

    def opted_out(self, number: str) -> bool:
        """Whether the carrier blocks texts to this number (E.164)."""
        return self.twilio.opt_outs.blocks(number)

    def fail(self, address: str | int, code: int | None) -> None:
        """Sends to `address` fail with `code` (see `magic`) until it is None. Raises ValueError for an unknown code."""
        known = TELEGRAM_ERRORS if _channel_of_any(str(address)) == "telegram" else {**REFUSALS, **DELIVERY_FAILURES}
        if code is None:
            self.exchange.failures.pop(str(address), None)
        elif code in known or (code == HANG and known is not TELEGRAM_ERRORS):
            self.exchange.failures[str(address)] = code
        else:
            raise ValueError(f"no failure {code} for {address}")

    def reset(self) -> None:
        """Forget everything that happened and every failure set; modes stay."""
        self.exchange.dispatcher.clear()
        self.twilio.release()
        self.exchange.failures.clear()
        self.exchange.sent.clear()
        self.twilio.messages.clear()
        self.twilio.opt_outs.clear()
        self.bot_api.clear()
        self.exchange.threads.clear()


def _times(times: int, at_once: bool, deliver: Callable[[], Answer]) -> list[Answer]:
    if not at_once:
        return [deliver() for _ in range(times)]
    with ThreadPoolExecutor(times) as pool:
        return [future.result() for future in [pool.submit(deliver) for _ in range(times)]]


def _channel_of_any(address: str) -> str:
    """sms, whatsapp or telegram."""
    return "telegram" if address.lstrip("-").isdigit() else channel_of(address)
