"""The phone page mounted on Frontdesk itself, and what it may do there. Development only."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from flask import Flask

from bot.notices import templates
from config import DEVELOPMENT, Config
from handlers.phone import clock_shift
from handlers.phone.carrier import Carrier
from handlers.phone.page import Person, phone_blueprint
from handlers.phone.routes import carrier_blueprint
from store import clock, database
from store.models import Clinic

STEP, MOST_STEPS = 60, 48  # minutes; a year's move is no more ticks than two days'
PEOPLE = [Person("Ana Sample", "+15555550111"), Person("Ben Sample", "+15555550112", 5550112)]


class DeskControls:
    """The page's hands on the clinic. `tick` runs what is due."""

    def __init__(self, config: Config, tick: Callable[[], dict[str, int]]) -> None:
        self._config = config
        self._tick = tick
        self._done: Counter[str] = Counter()  # by the moves since the last tick was told

    def now(self) -> dt.datetime:
        clinic = _clinic()
        return clock.now_in(clinic.zone) if clinic else clock.now()

    def move(self, minutes: int) -> None:
        """Time passes, it does not jump: what falls due on the way is done at its hour, quiet hours and all."""
        step = max(STEP, -(-minutes // MOST_STEPS))
        for gone in range(0, minutes, step):
            clock_shift.move(dt.timedelta(minutes=min(step, minutes - gone)), clock.now())
            self._done.update(self._tick())

    def reset_clock(self) -> None:
        clock_shift.reset(clock.now())

    def tick(self) -> dict[str, int]:
        done = Counter(self._tick()) + self._done
        self._done = Counter()
        return dict(done)

    def clinic_name(self) -> str:
        clinic = _clinic()
        return clinic.name if clinic else "No clinic yet"

    def clinic_number(self) -> str:
        return our_number(self._config)

    def bot_name(self) -> str:
        return f"{self.clinic_name()} bot"

    def people(self) -> list[Person]:
        return PEOPLE

    def staff_chat_id(self) -> int:
        return self._config.telegram_staff_chat_id or int(DEVELOPMENT["TELEGRAM_STAFF_CHAT_ID"])


def mount(app: Flask, config: Config, tick: Callable[[], dict[str, int]]) -> None:
    """Puts the page under /phone and the carrier it speaks through under /phone/carrier."""
    controls = DeskControls(config, tick)
    carrier = Carrier(
        config.public_url, config.twilio_account_sid, config.twilio_auth_token, our_number(config),
        config.telegram_bot_token, config.telegram_secret_token, controls.staff_chat_id(), now=clock.now,
    )  # fmt: skip
    carrier.twilio.template = _template
    app.register_blueprint(carrier_blueprint(carrier), url_prefix="/phone/carrier")
    app.register_blueprint(phone_blueprint(carrier, controls), url_prefix="/phone")


def our_number(config: Config) -> str:
    """The number the carrier gives us."""
    return config.twilio_from or DEVELOPMENT["TWILIO_FROM"]


def _template(sid: str) -> str | None:
    """The body of a clinic's WhatsApp template, as if it had registered what we print for it."""
    with database.connected():
        bodies = (templates.registered(sid, clinic) for clinic in Clinic.select())
        return next((body for body in bodies if body is not None), None)


def _clinic() -> Clinic | None:
    first: Clinic | None = Clinic.select().order_by(Clinic.id).first()
    return first
