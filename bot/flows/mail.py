"""The patient's own e-mail address: set, shown and taken away by text (R5).

> email mia@example.org
< Thank you. A copy of what we text about your visits goes to m...@example.org. To stop it, text NO EMAIL.
> no more email
< You get no more e-mail from us. Texts go on as before.
"""

from __future__ import annotations

import re

from bot import links
from bot.turn import Turn
from store import contacts, mailboxes

WORD = r"(?:e-?mails?|correos?(?:\s+electr[oó]nicos?)?|mails?)"
OF = r"(?:\s+(?:me|at|to|address|is|es|a|en|al)(?=[\s:])|\s*:)*"  # a word of its own, and no beginning of an address
SET = re.compile(rf"\W*(?:(?:please|my|mi|por\s+favor)\s+)*{WORD}{OF}[\s:]+(?P<address>\S*@\S*?)[.!,]*\s*", re.I)
BARE = re.compile(r"\s*(?P<address>[^\s@]+@[^\s@]+\.[^\s@]+?)[.!,]*\s*")
STOP = re.compile(
    rf"\W*(?:please\s+)?(?:no|stop|end|sin|quitar|no\s+m[aá]s|(?:stop\s+sending|do\s*n.?t\s+send|no\s+me\s+env[ií]en?)(?:\s+me)?|"
    r"(?:i\s+)?do\s*n.?t\s+want(?:\s+to\s+get)?|(?:ya\s+)?no\s+quiero(?:\s+recibir)?)"
    rf"(?:\s+(?:more|m[aá]s|me|my|any|the|your|sus|los|el|mi))*\s+{WORD}(?:\s+please)?\W*",
    re.IGNORECASE,
)
SHOW = re.compile(rf"\W*(?:my\s+|mi\s+)?{WORD}(?:\s+address)?\W*", re.IGNORECASE)


def heard(turn: Turn) -> bool:
    """Takes what is about e-mail; False for anything else."""
    text = turn.said.text
    if STOP.fullmatch(text):
        stop(turn)
    elif found := SET.fullmatch(text) or BARE.fullmatch(text):
        put(turn, found["address"])
    elif SHOW.fullmatch(text):
        show(turn)
    else:
        return False
    return True


def put(turn: Turn, said: str) -> None:
    address = mailboxes.address(said)
    if not links.has_mail():
        turn.tell("mail.off")
    elif address is None:
        turn.tell("mail.unread")
    else:
        patient = turn.owner or contacts.add_person(turn.contact, "", turn.now, owner=True)
        turn.forget_patients()
        mailboxes.set_address(patient, address, turn.actor, "said", turn.now)
        turn.tell("mail.set", address=mailboxes.masked(address))


def show(turn: Turn) -> None:
    """EMAIL alone: where copies go, or how to get them."""
    address = turn.owner.email if turn.owner is not None else None
    if not links.has_mail():
        turn.tell("mail.off")
    elif address:
        turn.tell("mail.shown", address=mailboxes.masked(address))
    else:
        turn.tell("mail.how")


def stop(turn: Turn) -> None:
    """For the phone's owner, and for everybody it speaks for who shares the owner's address."""
    owner = turn.owner
    address = owner.email if owner is not None else None
    for patient in turn.patients if address else []:
        if patient.email == address:
            mailboxes.set_address(patient, None, turn.actor, "said", turn.now)
    turn.tell("mail.stopped" if address else "mail.none")
