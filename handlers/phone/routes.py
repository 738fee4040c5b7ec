"""The providers' HTTP: Twilio's Messages resource and Telegram's Bot API, as Flask routes over a `Carrier`."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, make_response, request

from handlers.phone.carrier import Carrier
from handlers.phone.telegram_fields import ApiError, Call, Upload
from handlers.phone.twilio_messages import API_VERSION, Message
from handlers.phone.twilio_side import RefusedError

MESSAGES = f"/{API_VERSION}/Accounts/<account_sid>/Messages"
LARGEST_PAGE = 1000


def carrier_blueprint(carrier: Carrier) -> Blueprint:
    """Routes that the real Twilio and Telegram SDKs can talk to; mount them anywhere, with or without a prefix."""
    blueprint = Blueprint("carrier", __name__)

    @blueprint.errorhandler(RefusedError)
    def refuse(problem: RefusedError) -> Response:
        answer = make_response(_error_json(problem), problem.status)
        if problem.status == 429:
            answer.headers["Retry-After"] = "1"
        return answer

    @blueprint.post(f"{MESSAGES}.json")
    def create(account_sid: str) -> tuple[Response, int]:
        _authenticate(carrier, account_sid)
        message = carrier.twilio.create(request.form, media=len(request.form.getlist("MediaUrl")))
        return jsonify(message.as_json(account_sid)), 201

    @blueprint.get(f"{MESSAGES}.json")
    def list_messages(account_sid: str) -> Response:
        _authenticate(carrier, account_sid)
        return jsonify(_page(carrier, account_sid, request.args))

    @blueprint.get(f"{MESSAGES}/<sid>.json")
    def fetch(account_sid: str, sid: str) -> Response:
        _authenticate(carrier, account_sid)
        message = carrier.twilio.messages.get(sid)
        if message is None:
            raise RefusedError(20404, what=request.path)
        return jsonify(message.as_json(account_sid))

    @blueprint.route("/bot<token>/<method>", methods=["GET", "POST"])
    def bot(token: str, method: str) -> tuple[Response, int]:
        try:
            if not hmac.compare_digest(token, carrier.bot_api.token):
                raise ApiError(401, "Unauthorized")
            return jsonify(ok=True, result=carrier.bot_api.call(method, Call(_fields(), _files()))), 200
        except ApiError as problem:
            return jsonify(problem.as_json()), problem.status

    return blueprint


def _authenticate(carrier: Carrier, account_sid: str) -> None:
    login = request.authorization
    right = (carrier.twilio.account_sid, carrier.twilio.auth_token)
    if login is None or (login.username, login.password) != right or account_sid != right[0]:
        raise RefusedError(20003)


def _error_json(problem: RefusedError) -> dict[str, Any]:
    return {
        "code": problem.code,
        "message": problem.sentence,
        "more_info": f"https://www.twilio.com/docs/errors/{problem.code}",
        "status": problem.status,
    }


def _page(carrier: Carrier, account_sid: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """One page of the list, newest first, filtered by To and From."""
    found: list[Message] = [
        message
        for message in carrier.twilio.messages.newest_first()
        if asked.get("To") in (None, message.to) and asked.get("From") in (None, message.from_)
    ]
    size = min(max(_number(asked.get("PageSize"), 50), 1), LARGEST_PAGE)
    page = max(_number(asked.get("Page"), 0), 0)
    start = page * size
    path = f"/{API_VERSION}/Accounts/{account_sid}/Messages.json?PageSize={size}"
    path += "".join(f"&{name}={quote(asked[name], safe='')}" for name in ("To", "From") if name in asked)
    return {
        "messages": [message.as_json(account_sid) for message in found[start : start + size]],
        "page": page,
        "page_size": size,
        "start": start,
        "end": max(start, min(start + size, len(found)) - 1),
        "uri": f"{path}&Page={page}",
        "first_page_uri": f"{path}&Page=0",
        "next_page_uri": f"{path}&Page={page + 1}" if start + size < len(found) else None,
        "previous_page_uri": f"{path}&Page={page - 1}" if page else None,
    }


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default


def _fields() -> dict[str, Any]:
    """The call's parameters, from the query, a form or a JSON body."""
    fields: dict[str, Any] = dict(request.values)
    body = request.get_json(silent=True) if request.is_json else None
    return {**fields, **body} if isinstance(body, dict) else fields


def _files() -> dict[str, Upload]:
    return {
        name: Upload(file.filename or name, file.mimetype, file.read()) for name, file in request.files.items() if file
    }
