"""A visit that is no more, booked once more: after it was missed, cancelled by the desk, or cancelled and regretted.

< Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
> actually keep it
< Booked: Dr. Lee, Tue 24 Nov, 3pm. …
"""

from __future__ import annotations

import re

from bot import questions
from bot.flows import asking, booking, hearing, own, taking, times
from bot.flows.wish import Wish, has_details
from bot.turn import Turn
from store.models import Appointment

KEEP = re.compile(
    r"\b(?:keep|leave|save) (?:it|that|them|both|the|my)\b|\b(?:don.?t|do not|un-?) ?cancel|\bundo\b|"
    r"\bre-?book (?:it|that|them|(?:the )?same)\b|\bbook (?:it|that|them|(?:the )?same\b.*) (?:again|back)\b|"
    r"\bsame (?:time|one|visit|slot)?\b.*\bagain\b|\b(?:put|want|need|have|get|give) (?:it|that|them|me)\b.* back\b|"
    r"\b(?:d[eé]j[ea]|mant[eé]ng[ae]|guard[ea])(?:n?l[ao]s?|me)\b|\bno (?:l[ao]s? )?cancel\w*|\bla misma\b|"
    r"\b(?:vuelv\w+ a reservar|res[eé]rv\w+)\b.*\b(?:otra vez|de nuevo|nuevamente)\b|\bs[ií] (?:la|lo) quiero\b",
    re.IGNORECASE,
)
REBOOK = re.compile(r"^\W*(?:(?:ok|can you|can i|please|pls) )*re-?book\b", re.IGNORECASE)
AFTER_ALL = re.compile(r"\bafter all\b|\b(?:al final|siempre) s[ií]\b", re.IGNORECASE)  # "i could do the 9th after all"
REGRET = re.compile(
    r"(?:(?:oh|ah|ay|wait|no|hold on|sorry|oops|perd[oó]n|espere?),? )*"
    r"(?:(?:no,? )?wait|oops|(?:that was )?(?:a|my) mistake|re-?book|book again|again|(?:i )?changed my mind|"
    r"i (?:didn.?t|did not) mean (?:that|to)\b.*|(?:no,? )?espere?|cambi[eé] de (?:idea|opini[oó]n)|me arrepent[ií]|"
    r"fue (?:un )?error|me equivoqu[eé]|otra vez|de nuevo)(?:,? (?:please|pls|por favor|no))?[.! ]*",
    re.IGNORECASE,
)


def regretted(turn: Turn) -> bool:
    """ "Keep it", right after a cancellation: the visit is booked again; plain regret, or another day, is read back.

    False when nothing was cancelled just now, or the message speaks of something else.
    """
    visits, text = own.just_cancelled(turn), turn.said.text.strip()
    keeps = any(said.search(text) for said in (KEEP, REBOOK, AFTER_ALL)) or REGRET.fullmatch(text) is not None
    other_time = has_details(turn.reading) and turn.reading.intent == "reschedule" and not own.has_any(turn)
    if not visits or turn.reading.code or turn.reading.person or not (keeps or other_time):
        return False
    if has_details(turn.reading):
        booking.another_time(turn, visits[0])
        return True
    if KEEP.search(text) is None and len(visits) == 1:
        at = visits[0].starts_at.astimezone(turn.clinic.zone)
        wish = _like(visits[0])
        wish.first, wish.last, wish.time = at.date(), at.date(), at.time()
        asking.proceed(turn, wish)
        return True
    for visit in visits:
        if turn.asked is None:
            taking.take(turn, _like(visit), [visit.doctor_id, times.moment_key(visit.starts_at)])
    return True


def _like(visit: Appointment) -> Wish:
    return Wish(
        doctor=visit.doctor_id, service=visit.service_id, patient=visit.patient_id, visit_type=visit.visit_type,
        reason=visit.reason,
    )  # fmt: skip


def rebook(turn: Turn) -> None:
    """A yes or BOOK to "we missed you": another time with the same doctor, unless the message says otherwise."""
    missed = turn.question.appointment if turn.question else None
    wish = Wish()
    if missed is not None:
        wish = Wish(doctor=missed.doctor_id, service=missed.service_id, patient=missed.patient_id)
    if turn.question is not None:
        questions.close(turn.question, "answered", turn.now)
    hearing.hear(turn, wish)
    asking.proceed(turn, wish)


def retake(turn: Turn) -> None:
    """The number of a free time that came with "your visit is cancelled": booked in its stead."""
    old = turn.question.appointment if turn.question else None
    if turn.question is not None:
        questions.close(turn.question, "answered", turn.now)
    wish = Wish() if old is None else Wish(doctor=old.doctor_id, service=old.service_id, patient=old.patient_id)
    taking.take(turn, wish, turn.picked["opening"])
