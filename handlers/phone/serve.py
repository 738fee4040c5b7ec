"""The carrier on its own, for fault tests: it goes on counting while the app is killed and started again.

    python -m handlers.phone.serve --port 8099 --public-url http://127.0.0.1:8000

Provider routes are at the root (so `TWILIO_API_BASE` and `TELEGRAM_API_BASE` are its own address); the control routes,
JSON in and out, are listed in `control_blueprint`.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request
from werkzeug.serving import make_server

from handlers.phone.carrier import Answer, Carrier, Sent, TelegramUser
from handlers.phone.routes import carrier_blueprint


class ControlError(ValueError):
    """A control request that cannot be carried out; told as 400 with its words."""


def control_blueprint(carrier: Carrier) -> Blueprint:
    """Routes that work the carrier from another process; fields as the `Carrier` methods of the same name.

    POST /control/text {from, body, to?, media?, sid?, times?, at_once?, forged?} -> {answers: [...]}
    POST /control/telegram/text {chat_id, text, user?, reply_to?, update_id?, times?, at_once?} -> {answers: [...]}
    POST /control/telegram/tap {chat_id, message_id, data, user?, update_id?} (user: {id, first_name, ...})
    POST /control/telegram/contact {chat_id, phone, user?, owner_id?}
    POST /control/telegram/photo {chat_id, caption?, user?}
    GET /control/threads?address=...  -> {version, threads: {address: [bubble, ...]}} (all without an address)
    GET /control/sent?to=&channel=&via= -> {count, items}; `via` all, api (default), twiml or webhook
    POST /control/mode {callbacks?, delay?, advanced_opt_out?, hang_seconds?, whatsapp_window?} -> the modes now
    POST /control/fail {address, code} (code null: well again) · POST /control/settle {timeout?} -> {settled}
    POST /control/reset
    """
    blueprint = Blueprint("control", __name__, url_prefix="/control")

    @blueprint.errorhandler(ControlError)
    @blueprint.errorhandler(ValueError)
    def wrong(problem: Exception) -> tuple[Response, int]:
        return jsonify(error=str(problem)), 400

    @blueprint.post("/text")
    def text() -> Response:
        return jsonify(answers=[_answer(answer) for answer in _text(carrier, _asked())])

    @blueprint.post("/telegram/<kind>")
    def telegram(kind: str) -> Response:
        if kind not in TELEGRAM:
            raise ControlError(f"telegram/{kind}: one of {', '.join(TELEGRAM)}")
        asked = _asked()
        return jsonify(answers=[_answer(answer) for answer in TELEGRAM[kind](carrier, asked, _user(asked))])

    @blueprint.get("/threads")
    def threads() -> Response:
        addresses = request.args.getlist("address") or carrier.addresses()
        shown = {address: [bubble.as_json() for bubble in carrier.thread(address)] for address in addresses}
        return jsonify(version=carrier.version, threads=shown)

    @blueprint.get("/sent")
    def sent() -> Response:
        via = request.args.get("via", "api")
        items = carrier.sent(request.args.get("to"), request.args.get("channel"), None if via == "all" else via)
        return jsonify(count=len(items), items=[_sent(item) for item in items])

    _add_behaviour(blueprint, carrier)
    return blueprint


def _add_behaviour(blueprint: Blueprint, carrier: Carrier) -> None:
    @blueprint.post("/mode")
    def mode() -> Response:
        return jsonify(_set_mode(carrier, _asked()))

    @blueprint.post("/fail")
    def fail() -> Response:
        asked = _asked()
        code = asked.get("code")
        carrier.fail(str(_needed(asked, "address")), None if code is None else int(code))
        return jsonify(failures=carrier.exchange.failures)

    @blueprint.post("/settle")
    def settle() -> Response:
        return jsonify(settled=carrier.settle(float(_asked().get("timeout", 5))))

    @blueprint.post("/reset")
    def reset() -> Response:
        carrier.reset()
        return jsonify(version=carrier.version)


def _asked() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if body is None and not request.data:
        return {}
    if not isinstance(body, dict):
        raise ControlError("the body must be a JSON object")
    return body


def _needed(asked: Mapping[str, Any], name: str) -> Any:
    if name not in asked:
        raise ControlError(f"{name} is missing")
    return asked[name]


def _user(asked: Mapping[str, Any]) -> TelegramUser | None:
    try:
        return TelegramUser(**asked["user"]) if asked.get("user") else None
    except TypeError as problem:
        raise ControlError(f"user: {problem}") from None


def _text(carrier: Carrier, asked: Mapping[str, Any]) -> list[Answer]:
    from_, body, media = str(_needed(asked, "from")), str(asked.get("body", "")), int(asked.get("media", 0))
    if asked.get("forged"):
        return [carrier.forged_text(from_, body)]
    if (times := int(asked.get("times", 1))) > 1:
        return carrier.repeat(from_, body, times, bool(asked.get("at_once")), media)
    return [carrier.text(from_, body, asked.get("to"), media, asked.get("sid"))]


def _telegram_text(carrier: Carrier, asked: Mapping[str, Any], user: TelegramUser | None) -> list[Answer]:
    chat_id, text = int(_needed(asked, "chat_id")), str(_needed(asked, "text"))
    if (times := int(asked.get("times", 1))) > 1:
        return carrier.telegram_repeat(chat_id, text, times, bool(asked.get("at_once")), user)
    return [carrier.telegram_text(chat_id, text, user, asked.get("reply_to"), asked.get("update_id"))]


def _telegram_tap(carrier: Carrier, asked: Mapping[str, Any], user: TelegramUser | None) -> list[Answer]:
    chat_id, message_id = int(_needed(asked, "chat_id")), int(_needed(asked, "message_id"))
    return [carrier.telegram_tap(chat_id, message_id, str(_needed(asked, "data")), user, asked.get("update_id"))]


def _telegram_contact(carrier: Carrier, asked: Mapping[str, Any], user: TelegramUser | None) -> list[Answer]:
    chat_id, phone = int(_needed(asked, "chat_id")), str(_needed(asked, "phone"))
    return [carrier.telegram_contact(chat_id, phone, user, asked.get("owner_id"))]


def _telegram_photo(carrier: Carrier, asked: Mapping[str, Any], user: TelegramUser | None) -> list[Answer]:
    return [carrier.telegram_photo(int(_needed(asked, "chat_id")), str(asked.get("caption", "")), user)]


TELEGRAM = {
    "text": _telegram_text,
    "tap": _telegram_tap,
    "contact": _telegram_contact,
    "photo": _telegram_photo,
}


def _set_mode(carrier: Carrier, asked: Mapping[str, Any]) -> dict[str, Any]:
    delay = asked.get("delay")
    carrier.callbacks(asked.get("callbacks"), None if delay is None else float(delay))
    twilio = carrier.twilio
    twilio.opt_outs.advanced = bool(asked.get("advanced_opt_out", twilio.opt_outs.advanced))
    twilio.hang_seconds = float(asked.get("hang_seconds", twilio.hang_seconds))
    twilio.whatsapp_window = bool(asked.get("whatsapp_window", twilio.whatsapp_window))
    return {
        "callbacks": twilio.messages.callback_mode,
        "delay": twilio.messages.delay,
        "advanced_opt_out": twilio.opt_outs.advanced,
        "hang_seconds": twilio.hang_seconds,
        "whatsapp_window": twilio.whatsapp_window,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "status": answer.status,
        "body": answer.body,
        "messages": answer.messages,
        "bubbles": [bubble.as_json() for bubble in answer.bubbles],
    }


def _sent(sent: Sent) -> dict[str, Any]:
    return {**asdict(sent), "at": sent.at.isoformat(), "params": dict(sent.params), "content": len(sent.content)}


def standalone(carrier: Carrier) -> Flask:
    """The provider routes at the root and the control routes beside them."""
    app = Flask("handlers.phone.serve")
    app.register_blueprint(carrier_blueprint(carrier))
    app.register_blueprint(control_blueprint(carrier))
    return app


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m handlers.phone.serve", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: any free one, printed at the start")
    parser.add_argument("--public-url", required=True, help="where the app answers")
    parser.add_argument("--account-sid", default="AC" + "0" * 32)
    parser.add_argument("--auth-token", default="development")
    parser.add_argument("--twilio-from", default="+15555550100")
    parser.add_argument("--bot-token", default="7000:development")
    parser.add_argument("--secret-token", default="development")
    parser.add_argument("--staff-chat-id", type=int, default=-1001000100)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Serve until killed; the first line on standard output is the emulator's address."""
    asked = _arguments(argv)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    carrier = Carrier(
        asked.public_url,
        asked.account_sid,
        asked.auth_token,
        asked.twilio_from,
        asked.bot_token,
        asked.secret_token,
        asked.staff_chat_id,
    )
    server = make_server(asked.host, asked.port, standalone(carrier), threaded=True)
    sys.stdout.write(f"http://{asked.host}:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
