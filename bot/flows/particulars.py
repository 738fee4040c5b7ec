"""What a clinic may want to know besides, asked after the time is booked and only where a setting says so (P15).

    < Booked: Dr. Lee, Tue 24 Nov, 3pm. …
    < What is the visit about? Text SKIP if you would rather not say.
    > a sore throat
    < Thank you, noted.
    < Who is your health insurance with? Text SKIP if you have none.

One question a message, each once. What is answered is kept for the clinic and never repeated in a text (C5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import payments
from bot.turn import Turn
from store import bookkeeping, settings
from store.models import Appointment

SKIP = re.compile(
    r"\W*(skip( it)?|none|nothing|no|nope|n ?/ ?a|i (have|ve) none|i (do ?n.?t|don.?t) (have (one|any|it)|know)|"
    r"(rather|prefer) not( (to )?say)?|uninsured|"
    r"omitir|saltar|ninguno|ninguna|nada|no (tengo|s[eé])|prefiero no( decirlo)?)\W*",
    re.IGNORECASE,
)
LONGEST = 200
LIVE = ("pending", "confirmed")


def fee(turn: Turn, visit: Appointment) -> None:
    """What the visit costs, and where to pay."""
    if not payments.is_due(visit):
        return
    amount, link = payments.amount(visit, turn.locale), payments.link(visit)
    if link:
        turn.tell("booking.pay_here", amount=amount, link=link)
    else:
        turn.tell("booking.fee", amount=amount)


def follow_up(turn: Turn) -> None:
    """Asks what is still to be known about the visit just booked; nothing while another question is being put."""
    slots = turn.conversation.slots if turn.conversation.flow == "" else {}
    visit = Appointment.get_or_none(Appointment.id == slots.get("last"))
    if turn.asked is not None or visit is None or visit.status not in LIVE:
        return
    asked = slots.get("asked", [])
    kind = next((kind for kind in _wanted(visit) if kind not in asked), None)
    if kind is not None:
        turn.keep("", {**slots, "asked": [*asked, kind]})
        turn.ask(kind, kind, context={"visit": visit.id})


def _wanted(visit: Appointment) -> Iterator[str]:
    """What the clinic wants to know of this visit and does not yet."""
    rules = settings.of(visit.clinic_id, visit.doctor_id)
    if rules.ask_reason and not visit.reason:
        yield "particulars.reason"
    if rules.insurance_verification_enabled:
        if not visit.patient.insurance_provider:
            yield "particulars.insurer"
        elif not visit.patient.insurance_number:
            yield "particulars.policy"


def told(turn: Turn) -> None:
    """The answer, in the patient's own words."""
    question, words = turn.question, " ".join(turn.said.text.split())[:LONGEST]
    if question is None or SKIP.fullmatch(words):
        skipped(turn)
        return
    visit: Appointment = Appointment.get_by_id(question.context["visit"])
    patient = visit.patient
    if question.kind == "particulars.reason":
        bookkeeping.set_reason(visit, words, actor=turn.actor, now=turn.now)
    else:
        words = words[: bookkeeping.LONGEST_INSURANCE]
        insurer = question.kind == "particulars.insurer"
        provider, number = (words, patient.insurance_number) if insurer else (patient.insurance_provider, words)
        bookkeeping.set_insurance(patient, provider, number, actor=turn.actor, now=turn.now)
    turn.tell("particulars.thanks")
    follow_up(turn)


def skipped(turn: Turn) -> None:
    """They would rather not say; the visit stands all the same."""
    turn.tell("particulars.skipped")
    follow_up(turn)
