"""The phones in the browser: a patient who texts, a patient on Telegram, the staff chat, and a clock to move.

Development only. The page lets anybody read every thread, write as any patient and move the clinic's clock, so the
caller mounts it nowhere but in development; an app whose config says it is production refuses it (`phone_blueprint`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, Protocol

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.blueprints import BlueprintSetupState

from handlers.phone.carrier import Answer, Bubble, Carrier, TelegramUser

STAFF_USER = TelegramUser(5550190, "Sam", "Sample", username="sam_frontdesk")

CHIPS: Mapping[str, tuple[str, ...]] = {
    "sms": ("hi", "book", "status", "queue"),
    "telegram": ("/start", "book", "status", "queue"),
    "staff": ("/queue", "/next", "/walkin Ana Sample", "/today", "/find", "/stats", "/undo", "/help"),
}

LONGEST_MOVE = 60 * 24 * 366  # minutes


@dataclass(frozen=True, slots=True)
class Person:
    """A sample patient: `phone` in E.164 if they text, `chat_id` if they use Telegram."""

    name: str
    phone: str | None = None
    chat_id: int | None = None


class Controls(Protocol):
    """What the page may do to the clinic; `wsgi` gives it."""

    def now(self) -> datetime:
        """The clinic's time, aware, in the clinic's zone."""

    def move(self, minutes: int) -> None:
        """Move the clinic's clock forward."""

    def reset_clock(self) -> None:
        """Put the clock back to the real time."""

    def tick(self) -> dict[str, int]:
        """Run what is due; a count per kind of work."""

    def clinic_name(self) -> str:
        """As patients know it."""

    def clinic_number(self) -> str:
        """E.164."""

    def bot_name(self) -> str:
        """The Telegram bot's name as a chat shows it."""

    def people(self) -> list[Person]:
        """The sample patients: the first with a `phone` texts, the first with a `chat_id` uses Telegram."""

    def staff_chat_id(self) -> int:
        """The staff's Telegram group."""


def phone_blueprint(
    carrier: Carrier,
    controls: Controls,
    staff: TelegramUser = STAFF_USER,
    chips: Mapping[str, tuple[str, ...]] = CHIPS,
) -> Blueprint:
    """The page and its JSON, to be registered with a `url_prefix` (such as `/phone`) in development only.

    `staff` is who writes in the staff chat. `chips` are the words offered under each phone (sms, telegram, staff).
    Registering it on an app whose config has FRONTDESK_ENV = "production" raises RuntimeError.
    """
    blueprint = Blueprint(
        "phone", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
    )
    blueprint.record_once(_refuse_production)

    @blueprint.get("")
    def page() -> str:
        return render_template("phone.html", setup=_setup(controls, staff, chips), clock=_clock(controls.now()))

    @blueprint.get("/state")
    def state() -> Response:
        return jsonify(_state(carrier, controls, request.args.getlist("address"), request.args.get("since")))

    @blueprint.post("/text")
    def text() -> Response:
        asked = _asked()
        answer = carrier.text(_word(asked, "from"), str(asked.get("body", "")), media=1 if asked.get("photo") else 0)
        return _told(answer)

    @blueprint.post("/telegram/<kind>")
    def telegram(kind: str) -> Response:
        asked = _asked()
        chat_id = _whole(asked, "chat_id")
        return _told(_in_telegram(carrier, kind, chat_id, asked, controls, _user_in(chat_id, controls, staff)))

    _add_clock(blueprint, controls)
    return blueprint


def _add_clock(blueprint: Blueprint, controls: Controls) -> None:
    """The routes of the clock bar; moving the clock runs what has become due."""

    @blueprint.post("/clock")
    def clock() -> Response:
        asked = _asked()
        if asked.get("reset"):
            controls.reset_clock()
            return jsonify(clock=_clock(controls.now()), done={})
        minutes = _whole(asked, "minutes")
        if not 0 < minutes <= LONGEST_MOVE:
            abort(400, "minutes: from 1 to a year")
        controls.move(minutes)
        done = controls.tick()
        return jsonify(clock=_clock(controls.now()), done=done)

    @blueprint.post("/tick")
    def tick() -> Response:
        done = controls.tick()
        return jsonify(clock=_clock(controls.now()), done=done)


def _in_telegram(
    carrier: Carrier, kind: str, chat_id: int, asked: Mapping[str, Any], controls: Controls, user: TelegramUser
) -> Answer:
    """What the page's user did in a chat; 404 for anything else."""
    match kind:
        case "text":
            reply_to = _whole(asked, "reply_to") if asked.get("reply_to") else None
            return carrier.telegram_text(chat_id, _word(asked, "text"), user, reply_to)
        case "tap":
            return carrier.telegram_tap(chat_id, _whole(asked, "message_id"), _word(asked, "data"), user)
        case "contact":
            return carrier.telegram_contact(chat_id, _phone_of(chat_id, controls), user)
        case "photo":
            return carrier.telegram_photo(chat_id, user=user)
    return abort(404)


def _refuse_production(state: BlueprintSetupState) -> None:
    if state.app.config.get("FRONTDESK_ENV") == "production":
        raise RuntimeError("the phone page lets anybody write as any patient: it is never mounted in production")


def _setup(controls: Controls, staff: TelegramUser, chips: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """What the page needs to know once."""
    people = controls.people()
    texting = next((person for person in people if person.phone), Person("Sample Patient", "+15555550111"))
    chatting = next((person for person in people if person.chat_id), Person("Sample Patient", chat_id=5550112))
    clinic, bot = controls.clinic_name(), controls.bot_name()
    number, group = _spaced(controls.clinic_number()), str(controls.staff_chat_id())
    devices = [
        _device("sms", "Text", texting.name, clinic, number, str(texting.phone)),
        _device("telegram", "Telegram", chatting.name, bot, "bot", str(chatting.chat_id)),
        _device("staff", "Staff", staff.name, "Front desk staff", "staff group", group),
    ]
    devices = [{**device, "chips": chips.get(device["kind"], ())} for device in devices]
    return {"clinic": clinic, "number": number, "bot": bot, "devices": devices}


def _spaced(number: str) -> str:
    """A number as people read it: +1 555 555 0100; one that is not North American stays as it is."""
    if len(number) != 12 or not number.startswith("+1"):
        return number
    return f"+1 {number[2:5]} {number[5:8]} {number[8:]}"


def _device(kind: str, tab: str, owner: str, contact: str, about: str, address: str) -> dict[str, Any]:
    """One phone: whose it is, whom it writes to, and the address it writes from."""
    initials = "".join(word[0] for word in contact.replace("_", " ").split()[:2]).upper()
    return {
        "kind": kind,
        "tab": tab,
        "owner": owner,
        "contact": contact,
        "about": about,
        "initials": initials,
        "address": address,
    }


def _state(carrier: Carrier, controls: Controls, addresses: list[str], since: str | None) -> dict[str, Any]:
    """The clock always; the asked-for threads only when something has changed since version `since`."""
    now, version = controls.now(), carrier.version
    state: dict[str, Any] = {"version": version, "clock": _clock(now)}
    if since != str(version):
        state["threads"] = {
            address: [_shown(bubble, now.tzinfo) for bubble in carrier.thread(address)] for address in addresses
        }
    return state


def _clock(now: datetime) -> dict[str, str]:
    return {"day": _day(now), "time": _time(now), "zone": now.strftime("%Z"), "iso": now.isoformat()}


def _day(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b}"


def _time(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M}{'am' if moment.hour < 12 else 'pm'}"


def _shown(bubble: Bubble, zone: tzinfo | None) -> dict[str, Any]:
    local = replace(bubble, at=bubble.at.astimezone(zone))
    return {**local.as_json(), "day": _day(local.at), "time": _time(local.at)}


def _told(answer: Answer) -> Response:
    return jsonify(status=answer.status, messages=answer.messages)


def _user_in(chat_id: int, controls: Controls, staff: TelegramUser) -> TelegramUser:
    """Who writes in a chat: the member of staff in the group, else the patient whose chat it is."""
    if chat_id == controls.staff_chat_id():
        return staff
    name = next((person.name for person in controls.people() if person.chat_id == chat_id), "Sample Patient")
    first, _, last = name.partition(" ")
    return TelegramUser(chat_id, first, last)


def _phone_of(chat_id: int, controls: Controls) -> str:
    phones = [person.phone for person in controls.people() if person.chat_id == chat_id and person.phone]
    return phones[0] if phones else "+15555550112"


def _asked() -> dict[str, Any]:
    """The JSON body. A form is refused: another site's page can post a form here, but not JSON."""
    body = request.get_json()
    if not isinstance(body, dict):
        abort(400, "a JSON object, please")
    return body


def _word(asked: Mapping[str, Any], name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or not value:
        abort(400, f"{name} is missing")
    return value


def _whole(asked: Mapping[str, Any], name: str) -> int:
    try:
        return int(asked[name])
    except (KeyError, TypeError, ValueError):
        abort(400, f"{name}: a whole number, please")
