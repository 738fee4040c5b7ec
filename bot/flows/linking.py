"""One person on the phone and on Telegram (P10): the button that shares a number, the link that is texted.

> telegram                                    by SMS
< To use Telegram too, open this within 30 minutes and tap Start: https://t.me/elm_bot?start=…
> /start …                                    on Telegram
< Thank you. This chat and your phone ..0001 now show the same visits.
"""

from __future__ import annotations

import re

from bot import links
from bot.flows import visits
from bot.notices.fitting import fitting
from bot.turn import Turn
from store import addresses, appointments, linking, outbox, quiet
from store.models import Contact

GO = r"(can i |can you |please )?(use|open|link|connect|join|get|try|switch to|on|via|by|usar|abrir|conectar|en|por)"
TELEGRAM = re.compile(rf"({GO} )?(my |your |the |el |mi )?telegram( link| please| bot)*\W*", re.IGNORECASE)
NUMBER = r"(phone|number|phone number|visits|n[uú]mero|tel[eé]fono|citas)"
SHARE = re.compile(rf"(link|share|vincular|compartir)( (my|mi|mis))?( {NUMBER})?\W*", re.IGNORECASE)


def heard(turn: Turn) -> bool:
    """Takes a shared number, a link's token and the words that ask for either; False for anything else."""
    said, chat = turn.said, turn.contact.channel == "telegram"
    if said.phone:
        shared(turn)
    elif said.foreign_card:
        turn.tell("link.not_yours")
        turn.offer_to_link()
    elif said.start_token:
        followed(turn)
    elif TELEGRAM.fullmatch(said.text.strip()) or (chat and SHARE.fullmatch(said.text.strip())):
        turn.offer_to_link() if chat else invite(turn)
    else:
        return False
    return True


def invite(turn: Turn) -> None:
    """A link to the bot that is good once, for whoever holds this phone."""
    if turn.clinic.telegram_bot_id is None or not links.has_telegram():
        turn.tell("link.no_bot")
        return
    token = linking.token(turn.contact, turn.now)
    turn.tell("link.invite", link=links.telegram(token), minutes=int(linking.LIVES.total_seconds() // 60))


def shared(turn: Turn) -> None:
    """Their own contact card: Telegram vouches for the number."""
    joined = linking.link(turn.contact, turn.said.phone, turn.actor, turn.now)
    _welcome(turn, turn.said.phone, joined)
    for phone in joined:
        _tell_phone(turn, phone)


def followed(turn: Turn) -> None:
    """The texted link: whoever opens it has read what was texted to that phone."""
    phone = linking.redeem(turn.said.start_token, turn.contact, turn.now)
    if phone is None:
        turn.tell("link.ended")
        turn.offer_to_link()
        return
    joined = linking.link(turn.contact, phone.address, turn.actor, turn.now)
    _welcome(turn, phone.address, joined)


def meet(turn: Turn) -> None:
    """A phone's first text, when a chat or another channel has its number already: the same person, the same visits."""
    if turn.contact.channel in addresses.TEXTED and linking.join(turn.contact, turn.actor, turn.now):
        turn.forget_patients()


def _welcome(turn: Turn, number: str, joined: list[Contact]) -> None:
    turn.forget_patients()
    turn.hides_keyboard = True
    turn.tell("link.done" if joined else "link.noted", number=f"..{number[-4:]}")
    if joined and appointments.upcoming(turn.patients, turn.now):
        visits.status(turn)


def _tell_phone(turn: Turn, phone: Contact) -> None:
    """The phone took no part in it: its owner hears of it, should the chat not be theirs."""
    if phone.channel not in addresses.TEXTED or phone.opted_out_at is not None or phone.unreachable_at is not None:
        return
    text = fitting("notice.linked", phone.locale or turn.clinic.locale, clinic=turn.clinic.name)
    key = f"linked:{turn.contact.id}:{phone.id}"
    outbox.add(phone, "notice", text, turn.now, dedupe_key=key, send_after=quiet.allowed_from(turn.clinic, turn.now))
