"""The answer to an offer: yes, no, another time, too late (P7, W2, W3).

< Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 10:15am.
> y
< Booked: Dr. Lee, Tue 24 Nov, 9am. …
"""

from __future__ import annotations

import datetime as dt
import re

from bot import offers as acts
from bot.flows import asking, hearing, times, visits
from bot.flows.wish import Wish, has_details
from bot.notices import offers as offer_words
from bot.notices import visits as notices
from bot.turn import Turn
from bot.understanding.normalise import fold
from store import appointments, offers, schedules, waitlist
from store.errors import OfferGone, PatientBusy, Refusal, TooManyOpen
from store.models import Offer, local

TAKING = re.compile(
    r"\b(take|grab|want|book|have) (it|that|this|the (slot|spot|time|seat))\b|"
    r"\b(la|lo) (tomo|quiero|acepto|agarro|cojo)\b|\b(me|nos) (la|lo) (quedo|quedamos|llevo)\b"
)
ASKING = re.compile(  # of folded text
    r"\bwhat (happens|about|becomes)\b|\bif i (take|say|accept|want|do)\b|\bwhat (time|day|date|offer|was|is it)\b|"
    r"\bwhen (is|was|s) (it|that|this)\b|\b(until|by|till) when\b|\bhow long (do|have|will|is)\b|"
    r"\b(which|what) (one|doctor)\b|\b(with|who is|whos) (who|whom|it with)\b|\b(do|will|would) i (lose|keep|"
    r"still have)\b|"
    r"\bque (pasa|pasaria|hora|dia|oferta)\b|\bhasta (cuando|que hora)\b|\bcuando (es|era)\b|\bcon (quien|"
    r"cual|que doctor)\b|"
    r"\b(pierdo|perderia|conservo|me quedo sin)\b|\bsi (la|lo) (tomo|acepto|quiero|cojo|agarro)\b|\bsi digo que si\b|"
    r"\bcuanto tiempo\b|\bcual (era|es)\b"
)
REFUSING = re.compile(r"n['’]?t\b|\b(not|no|never|cannot)\b")


def offered(turn: Turn, offer: Offer) -> str:
    """ "Dr. Lee, Tue 24 Nov, 9am", and for whom where the phone speaks for several."""
    held, name = offer.appointment, offer.entry.patient.name
    text = f"{turn.doctor_name(held.doctor)}, {turn.when(held.starts_at)}"
    return f"{text} ({name.split()[0]})" if name and len(turn.patients) > 1 else text


def takes(text: str) -> bool:
    """ "I'll take it": a yes in other words."""
    return bool(TAKING.search(text.lower())) and not REFUSING.search(text.lower())


def asks(text: str) -> bool:
    """ "What happens to my thursday one if I take it?", "until when?": a question about the offer, and no answer."""
    return ASKING.search(re.sub(r"[^\w ]", "", fold(text))) is not None


def is_over(offer: Offer, now: dt.datetime) -> bool:
    """Whether a yes to it can no longer be had."""
    return offer.status != "open" or offer.expires_at <= now


def _asked(turn: Turn) -> Offer:
    assert turn.question is not None
    assert turn.question.offer is not None
    return turn.question.offer


def take(turn: Turn) -> None:
    """Yes: the time is theirs, or an honest word about where it went."""
    offer = _asked(turn)
    if _says_otherwise(turn, offer):
        _other_time(turn, offer)
        return
    try:
        taken = acts.accept(offer, actor=turn.actor, now=turn.now)
    except OfferGone as refusal:
        gone(turn, offer, refusal.facts["reason"])
    except PatientBusy as refusal:
        turn.tell("refused.patient_busy", visit=turn.visit(refusal.facts["other"]))
    except TooManyOpen as refusal:
        turn.tell("refused.too_many_open", limit=refusal.facts["limit"])
    except Refusal as refusal:
        turn.tell(f"refused.{refusal.code}", when=turn.when(offer.appointment.starts_at))
    else:
        _taken(turn, taken)


def again(turn: Turn) -> None:
    """The offer once more: it says the time, until when, and what becomes of the visit they have."""
    offer = _asked(turn)
    if is_over(offer, turn.now):
        gone(turn, offer, "expired")
    else:
        turn.lines.append(offer_words.words(offer, turn.now))


def _taken(turn: Turn, taken: offers.Taken) -> None:
    visit, old = taken.visit, taken.instead_of
    turn.keep("", {"last": visit.id})
    if old is not None:
        turn.tell("move.done", visit=turn.visit(visit), code=visit.code)
        notices.moved(old, visit, turn.now)
    else:
        done = "booking.done" if visit.status == "confirmed" else "booking.requested"
        turn.tell(done, visit=turn.visit(visit), code=visit.code)
        notices.booked(visit, turn.now)
    if offers.deadline_passed(visit, turn.now):
        turn.tell("waitlist.cancel_freely")
    if not visit.patient.name:
        turn.ask("contact.name", "contact.whose_name", context={"patient": visit.patient_id})


def _says_otherwise(turn: Turn, offer: Offer) -> bool:
    """ "Yes, but at 4": not a yes to what was offered."""
    heard, visit = turn.reading, offer.appointment
    at = local(turn.clinic, visit.starts_at)
    return bool(
        (heard.time is not None and heard.time != at.time())
        or (heard.date is not None and not heard.date <= at.date() <= (heard.date_end or heard.date))
        or (heard.doctor is not None and heard.doctor.id != visit.doctor_id)
        or heard.shift
    )


def _other_time(turn: Turn, offer: Offer) -> None:
    """Another time was named: it is looked for, on that day if no other was said; what was offered stands meanwhile."""
    wish, day = _wish(turn, offer), local(turn.clinic, offer.appointment.starts_at).date()
    wish.doctor, wish.any_doctor, wish.first, wish.last = offer.appointment.doctor_id, False, day, day
    hearing.hear(turn, wish)
    asking.proceed(turn, wish)


def decline(turn: Turn) -> None:
    """No: on to the next in the list; a time said with it is looked for."""
    offer = _asked(turn)
    declined = acts.decline(offer, actor=turn.actor, now=turn.now)
    swap = waitlist.later_visit(offer.entry, turn.now)
    if has_details(turn.reading) and _says_otherwise(turn, offer):
        _other_time(turn, offer)
    elif swap is not None:
        turn.tell("waitlist.passed_swap", visit=turn.visit(swap))
    else:
        turn.tell("waitlist.passed" if declined else "waitlist.was_over")


def cancel(turn: Turn) -> None:
    """X with an offer open: a visit they have, or where there is none, the offer."""
    if appointments.upcoming(turn.patients, turn.now):
        visits.about(turn, "cancel")
    else:
        decline(turn)


def gone(turn: Turn, offer: Offer, reason: str) -> None:
    """A yes that came too late: if the time is free all the same it can be had, else the nearest others."""
    acts.close_question(offer, turn.now)
    if reason == "accepted":
        visits.gone_or_there(turn, offer.appointment)
        return
    opening = offers.still_free(offer, turn.now) if reason != "taken" else None
    if opening is not None:
        if reason == "expired":
            turn.tell("waitlist.ended_free", until=offer_words.until(offer, turn.locale))
        else:
            turn.tell("waitlist.still_free")
        asking.summarise(turn, _wish(turn, offer), opening)
        return
    if reason == "expired":
        turn.tell("waitlist.ended", visit=offered(turn, offer), until=offer_words.until(offer, turn.locale))
    else:
        turn.tell("waitlist.taken", visit=offered(turn, offer))
    _alternatives(turn, offer)


def _wish(turn: Turn, offer: Offer) -> Wish:
    entry = offer.entry
    swap = waitlist.later_visit(entry, turn.now)
    return Wish(
        doctor=entry.doctor_id, any_doctor=entry.doctor_id is None, patient=entry.patient_id, service=entry.service_id,
        moving=swap.id if swap else None, waiting=entry.status in waitlist.OPEN,
    )  # fmt: skip


def _alternatives(turn: Turn, offer: Offer) -> None:
    entry, doctor = offer.entry, offer.entry.doctor
    swap = waitlist.later_visit(entry, turn.now)
    near = schedules.nearest(
        turn.clinic, max(offer.appointment.starts_at, turn.now), now=turn.now, doctor=doctor, service=entry.service,
        patient=entry.patient, ignoring=swap, limit=times.PAGE,
    )  # fmt: skip
    if doctor is not None:
        near = [opening for opening in near if opening.doctor.id == doctor.id]
    if swap is not None:
        near = [opening for opening in near if opening.starts_at < swap.starts_at]
    if entry.status in waitlist.OPEN:
        turn.tell("waitlist.still_on")
    if near:
        asking.list_times(turn, _wish(turn, offer), times.Found(near, more=True))


def stale(turn: Turn, offer: Offer) -> None:
    """A button of an offer that has had its answer."""
    if offer.status == "declined":
        gone(turn, offer, "declined")
    else:
        gone(turn, offer, {"accepted": "accepted", "lost": "taken"}.get(offer.status, "expired"))
