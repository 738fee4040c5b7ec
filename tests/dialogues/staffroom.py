"""The staff chat's side of a transcript: who writes there, what they tap, what they reply to, what they read.

S> next                           Sam, an admin, writes in the group; SANA> Ana, at the desk; SLEE> Dr. Lee's own
LEE> note K7: ...                 Dr. Lee writes to the bot alone, and reads LEE<
S> [Done]                         taps the button of this label, on the newest message that has one
S> [Done 2]                       … on the second newest
S> re 1: come at nine             replies to the newest message about the patient of phone 1
S< Q001 A.R. -> Dr. Lee, room 1   what the group reads, answers and alerts alike; buttons stand on a line of their own
S< * Ana answered that already    the short notice on a tapped button
"""

from __future__ import annotations

import datetime as dt
import re

import bot
from bot.messages import Reply, StaffSaid
from jobs import last_look
from store import clock, contacts, database, outbox
from store.models import Clinic, Doctor, OutboxMessage, Question, StaffMember

TAP = re.compile(r"\[(.+?)(?: (\d))?\]")
ANSWER = re.compile(r"re (\d): (.*)")
PEOPLE = {"S": ("Sam", "admin", 1), "SANA": ("Ana", "receptionist", 2), "SLEE": ("Maya", "doctor", 3)}
ALONE = {"LEE": 3}  # who writes in a chat of their own, by Telegram's id


class Staffroom:
    def __init__(self, clinic: Clinic) -> None:
        self.clinic, self.chat = clinic, str(clinic.staff_chat_id)
        for name, role, telegram_id in PEOPLE.values():
            lee = Doctor.get(Doctor.name == "Dr. Maya Lee") if role == "doctor" else None
            facts = {"role": role, "telegram_id": telegram_id, "doctor": lee, "created_at": clock.now()}
            StaffMember.create(clinic=clinic, name=name, **facts)

    def heard(self, who: str, text: str) -> list[str]:
        """What the group, or the member alone, reads when this member writes, replies or taps."""
        facts: dict[str, object] = {"text": text}
        if tap := TAP.fullmatch(text):
            question, choice = self.button(tap[1], int(tap[2] or 1))
            facts = {"question_id": question.id, "choice": choice}
        elif answer := ANSWER.fullmatch(text):
            facts = {"text": answer[2], "reply_to": self.about(answer[1])}
        sender = ALONE[who] if who in ALONE else PEOPLE[who][2] if who in PEOPLE else 99
        group = who not in ALONE
        chat, addressed = self.chat if group else str(sender), text.startswith("/") or not group
        said = StaffSaid(chat=chat, sender_id=sender, group=group, addressed=addressed, **facts)  # type: ignore[arg-type]
        with database.transaction():
            contacts.find_or_create(self.clinic, "telegram", chat, clock.now())
            replies = bot.staff_reply(self.clinic, said, clock.now())
        return [line for reply in replies for line in shown(reply)]

    def button(self, label: str, nth: int) -> tuple[Question, int]:
        rows = Question.select().where(Question.kind.startswith("staff:")).order_by(Question.id.desc())
        having = [row for row in rows if label in [choice["label"] for choice in row.choices]]
        assert len(having) >= nth, f"no button {label!r}"
        labels = [choice["label"] for choice in having[nth - 1].choices]
        return having[nth - 1], labels.index(label) + 1

    def about(self, phone: str) -> str:
        rows = OutboxMessage.select().where(OutboxMessage.handoff.is_null(False)).order_by(OutboxMessage.id.desc())
        found = next(row for row in rows if row.handoff and row.handoff.contact.address.endswith(phone))
        return str(found.provider_id)

    def sent(self) -> list[tuple[str, str]]:
        """(phone or "S", line) of all that is due now, sent."""
        told = []
        for message in sorted(leaving(clock.now()), key=lambda row: row.id):
            where = "S" if message.to == self.chat else message.to[-1]
            told += [(where, line) for line in message.text.split("\n")]
        return told


def leaving(now: dt.datetime) -> list[OutboxMessage]:
    """What is due and goes, as delivery would have it: everything is read again before it leaves."""
    gone = []
    for message in outbox.claim(now, limit=200):
        if why := last_look.out_of_date(message, now):
            outbox.drop(message, why)
        elif later := last_look.not_before(message, now):
            outbox.postpone(message, *later)
        else:
            outbox.record(message, outbox.Sent(f"SM{message.id}"), now)
            gone.append(message)
    return gone


def shown(reply: Reply) -> list[str]:
    lines = [f"* {reply.toast}"] if reply.toast else []
    lines += reply.text.split("\n") if reply.text else []
    assert len(lines) + len(reply.choices) <= 15, "an answer is longer than a screen"
    return lines + ([" ".join(f"[{choice.label}]" for choice in reply.choices)] if reply.choices else [])
