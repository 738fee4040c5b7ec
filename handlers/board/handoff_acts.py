"""The hand-off panel's buttons: answer, and give the conversation back to the bot."""

from __future__ import annotations

from flask import request

from bot import handoff as thread
from handlers.board import handoffs
from handlers.board.acting import act
from handlers.board.fragments import Notice
from handlers.channels.text import clean
from handlers.staff.endpoint import Asker


@act("/staff/handoffs/<id:handoff_id>/reply", role="receptionist")
def reply_to(asker: Asker, handoff_id: int) -> Notice:
    text = clean(request.form.get("text", "").replace("\r\n", "\n")).strip()[: thread.ANSWER]
    return Notice(f"Sent to {handoffs.reply(asker, handoff_id, text)}.")


@act("/staff/handoffs/<id:handoff_id>/close", role="receptionist")
def close_handoff(asker: Asker, handoff_id: int) -> Notice:
    name, was_open = handoffs.close(asker, handoff_id)
    return Notice(f"{name} is with the bot again." if was_open else f"{name} was with the bot again already.")
