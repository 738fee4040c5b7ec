"""The smallest app that answers a carrier: it checks signatures, says something back, and writes down what it got."""

from __future__ import annotations

import asyncio
import hmac
import time
from typing import Any

from flask import Flask, Response, abort, request
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from tests.phone.people import BOT_TOKEN, SECRET_TOKEN, TOKEN


class TinyClinic:
    """`texts`, `statuses` and `updates` hold the inbound, in order; `say` is the next answer, None for silence."""

    def __init__(self) -> None:
        self.texts: list[dict[str, str]] = []
        self.statuses: list[dict[str, str]] = []
        self.updates: list[dict[str, Any]] = []
        self.say: str | None = None
        self.twiml: str | None = None
        self.public_url = ""
        self.thinks = 0.0  # seconds before it answers a text

    def app(self) -> Flask:
        """Its three webhooks."""
        app = Flask("tiny_clinic")
        app.post("/twilio/messages")(self.take_text)
        app.post("/twilio/status")(self.take_status)
        app.post("/telegram")(self.take_update)
        return app

    def _checked_form(self) -> dict[str, str]:
        url = self.public_url + request.environ.get("RAW_URI", request.full_path.rstrip("?"))
        if not RequestValidator(TOKEN).validate(url, request.form, request.headers.get("X-Twilio-Signature", "")):
            abort(403)
        return dict(request.form)

    def take_text(self) -> Response:
        form = self._checked_form()
        self.texts.append(form)
        time.sleep(self.thinks)
        if self.twiml is not None:
            return Response(self.twiml, mimetype="text/xml")
        answer = MessagingResponse()
        if self.say != "":
            answer.message(self.say or f"You wrote: {form['Body']}", action="/twilio/status?kind=reply")
        return Response(str(answer), mimetype="text/xml")

    def take_status(self) -> tuple[str, int]:
        self.statuses.append(self._checked_form())
        return "", 204

    def take_update(self) -> tuple[str, int]:
        if not hmac.compare_digest(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), SECRET_TOKEN):
            abort(403)
        self.updates.append(request.get_json())
        asyncio.run(self._answer(Update.de_json(request.get_json(), None)))
        return "", 200

    async def _answer(self, update: Update) -> None:
        times = InlineKeyboardMarkup([[InlineKeyboardButton("Tue 24 Nov, 3:30pm", callback_data="t:1")],
                                      [InlineKeyboardButton("Wed 25 Nov, 9:00am", callback_data="t:2")]])  # fmt: skip
        async with Bot(BOT_TOKEN, base_url=f"{self.public_url}/carrier/bot") as bot:
            if (query := update.callback_query) and query.message:
                chosen = "Tue 24 Nov, 3:30pm" if query.data == "t:1" else "Wed 25 Nov, 9:00am"
                await bot.answer_callback_query(query.id, text="Noted")
                await bot.edit_message_text(
                    f"Booked: {chosen}", chat_id=query.message.chat.id, message_id=query.message.message_id
                )
            elif update.message:
                await bot.send_message(update.message.chat.id, "Which time?", reply_markup=times)
