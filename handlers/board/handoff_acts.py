"""The hand-off panel's buttons: answer, and give the conversation back to the bot."""

from __future__ import annotations

from handlers.board import handoffs
from handlers.board.acting import act, text_of
from handlers.board.fragments import Notice
from handlers.staff.endpoint import Asker


@act("/staff/handoffs/<int:contact_id>/reply", role="receptionist")
def reply_to(asker: Asker, contact_id: int) -> Notice:
    told = handoffs.reply(asker, contact_id, text_of("text", handoffs.LONGEST))
    return Notice(f"Sent to {told.name}.")


@act("/staff/handoffs/<int:contact_id>/close", role="receptionist")
def close_handoff(asker: Asker, contact_id: int) -> Notice:
    told = handoffs.close(asker, contact_id)
    return Notice(f"{told.name} is with the bot again.")
