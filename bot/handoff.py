"""A patient in the hands of a person (S3): their words go to the staff chat, an answer there comes to them.

The bot says nothing meanwhile, but for STOP and what the law or a life needs. The board answers and closes through
`answer` and `close` too. A clinic without a group in Telegram has the words by SMS, on the listed numbers of its desk;
REPLY and the hand-off's number answers from there.
"""

from __future__ import annotations

import datetime as dt

from bot import gsm
from bot.notices.opting import who
from bot.notices.turns import reachable
from bot.phrases import say
from bot.turn import Turn
from store import handoffs, outbox, staff
from store.audit import Actor
from store.database import lock, transaction
from store.models import Clinic, Contact, Handoff, InboundMessage

LAST_WORDS = 6  # of the patient's messages, shown with the first one
LENGTH = 300  # letters of one message
ANSWER = 1500  # letters of an answer
LOOK_BACK = dt.timedelta(hours=24)


def begin(turn: Turn, why: str) -> None:
    """Shows the thread to staff; "asked" and "emergency" make the bot quiet, a misunderstanding only offers it.

    A clinic that nobody's words reach answers from the board: until somebody there does, the bot goes on.
    """
    known = handoffs.open_of(turn.contact, turn.now) is not None
    quiet = why != "misunderstood" and staff_hear(turn.clinic)
    if known and why == "misunderstood":
        return
    handoff = handoffs.begin(turn.contact, why, turn.now, quiet=quiet)
    lines = [turn.word(f"desk.handoff_{why}", who=who(turn.contact))]
    lines += [f"> {text}" for text in _last_words(turn)]
    tell_staff(handoff, "\n".join(lines), turn.now, how="desk.handoff_how")


def forward(turn: Turn) -> None:
    """One more message of somebody who is talking to a person."""
    handoff = handoffs.begin(turn.contact, "asked", turn.now, quiet=True)
    text = _clipped(turn.said.text) or turn.word("desk.handoff_wordless")
    tell_staff(handoff, turn.word("desk.handoff_line", who=who(turn.contact), text=text), turn.now)


def answer(handoff: Handoff, text: str, *, actor: Actor, now: dt.datetime) -> bool:
    """Sends `text` to the patient on their channel; False when no text reaches them. Inside the caller's transaction.

    An answer to a thread that is closed, or has gone silent, opens it again.
    """
    lock(Contact, handoff.contact_id)
    contact: Contact = Contact.get_by_id(handoff.contact_id)
    if not reachable(contact):
        return False
    current = handoffs.open_of(contact, now) or handoff
    current.contact = contact
    handoffs.answered(current, actor, now)
    clipped = text.strip()[:ANSWER]
    outbox.add(contact, "staff_answer", gsm.plain(clipped) if contact.channel == "sms" else clipped, now)
    return True


def close(handoff: Handoff, *, actor: Actor, now: dt.datetime) -> bool:
    """The bot answers the patient again. False when somebody closed it before. Inside the caller's transaction."""
    return handoffs.close(handoff, actor, now)


def lapse(now: dt.datetime) -> int:
    """Closes what two hours of silence have ended; staff hear of those nobody has answered. How many; safe twice."""
    count = 0
    for handoff in handoffs.silent(now):
        with transaction():
            if handoffs.close(handoff, CLOCK_BY, now):
                count += 1
                if handoff.answered_at is None:
                    text = say("desk.handoff_unanswered", handoff.clinic.locale, who=who(handoff.contact))
                    tell_staff(handoff, text, now)
    return count


CLOCK_BY = Actor("clock")


# --- where staff hear of it ------------------------------------------------------------------------------------------


def staff_hear(clinic: Clinic) -> bool:
    """Whether a patient's words reach staff outside the board."""
    return clinic.staff_chat_id is not None or bool(staff.desk_phones(clinic))


def tell_staff(handoff: Handoff, text: str, now: dt.datetime, *, how: str = "") -> None:
    """To the group, and with `how` said there how to answer; without a group by SMS, where it always is."""
    clinic: Clinic = handoff.clinic
    if clinic.staff_chat_id is not None:
        told = "\n".join(filter(None, [text, how and say(how, clinic.locale)]))
        outbox.add_staff(clinic, told, now, handoff=handoff)
        return
    for phone in staff.desk_phones(clinic):
        told = f"{text}\n{say('desk.handoff_how_text', clinic.locale, number=handoff.id)}"
        outbox.add_to(clinic.id, "sms", phone, "staff", gsm.plain(told), now, handoff=handoff)


def _last_words(turn: Turn) -> list[str]:
    """What they wrote before, and now."""
    before = InboundMessage.select().where(
        InboundMessage.contact == turn.contact, InboundMessage.received_at > turn.now - LOOK_BACK,
        InboundMessage.received_at < turn.now,
    )  # fmt: skip
    rows = list(before.order_by(InboundMessage.id.desc()).limit(LAST_WORDS - 1))
    texts = [row.text for row in reversed(rows)] + [turn.said.text]
    return [_clipped(text) for text in texts if text.strip()]


def _clipped(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LENGTH else f"{flat[: LENGTH - 3]}..."
