"""WAITLIST: be offered a freed or an earlier time, say yes or no to it, ask where one stands, leave (P7).

> waitlist dr lee mornings this week
< You are on the waitlist for Dr. Lee, until Sun 29 Nov, before 12 noon. We text you when a time comes free.
< Elm Street Clinic: free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 10:15am.
> y
< Booked: Dr. Lee, Tue 24 Nov, 9am. …
"""

from __future__ import annotations

import datetime as dt
import re

from bot import offers as acts
from bot import wording
from bot.flows import booking, times, visits
from bot.flows.wish import Wish, has_details
from bot.messages import Choice
from bot.notices import offers as offer_words
from bot.notices import visits as notices
from bot.turn import FLOW_LIFE, Turn
from bot.understanding.normalise import fold
from store import appointments, contacts, matching, offers, schedules, waitlist
from store.errors import AlreadyWaiting, OfferGone, PatientBusy, Refusal, TooManyOpen
from store.models import Appointment, Offer, Patient, WaitlistEntry, local

FLOW = "waitlist"
LEAVING = re.compile(
    r"\b(leave|remove|off|out of|quit|stop|cancel|end|sal|salir\w*|saqu\w+|sacar\w*|quit(ar\w*|[ae]n?me)|dejar)\b"
)
WHERE = re.compile(r"\b(where|position|place|how (far|long|many)|am i|status|donde|posicion|que lugar|mi lugar)\b")
TAKING = re.compile(
    r"\b(take|grab|want|book|have) (it|that|this|the (slot|spot|time|seat))\b|\b(la|lo) (tomo|quiero|acepto)\b"
)
REFUSING = re.compile(r"n['’]?t\b|\b(not|no|never|cannot)\b")
ONLINE, IN_PERSON = re.compile(r"\b(online|video|virtual|en linea)\b"), re.compile(r"\b(in[ -]person|en persona)\b")
AROUND = dt.timedelta(hours=1)  # "at 3pm" on the waitlist means about then
MIDNIGHT, LAST = dt.time(0), dt.time(23, 59)


# --- joining ---------------------------------------------------------------------------------------------------------


def join(turn: Turn) -> None:
    """WAITLIST with doctor, dates and times if they are said; else what was being looked for in a booking just now."""
    text = fold(turn.said.text)
    if LEAVING.search(text):
        leave(turn)
    elif asks_where(turn.said.text):
        position(turn)
    else:
        wish = _half_done(turn)
        booking.hear(turn, wish)
        _proceed(turn, wish)


def asks_where(text: str) -> bool:
    """ "Where am I on the waitlist?" """
    return bool(WHERE.search(fold(text)))


def _half_done(turn: Turn) -> Wish:
    """What was being looked for, but for what this message says anew."""
    fresh = turn.conversation.updated_at + FLOW_LIFE > turn.now
    wish, heard = booking.current(turn) if fresh else Wish(), turn.reading
    wish.waiting = False
    if heard.doctor is not None and wish.doctor != heard.doctor.id:
        return Wish(patient=wish.patient, person=wish.person)
    if heard.date is not None:
        wish.time = wish.time_from = wish.time_to = None
    return wish


def join_wish(turn: Turn) -> None:
    """Yes to "shall we text you when a time opens?": what was looked for is waited for."""
    wish = booking.current(turn)
    booking.hear(turn, wish)
    wish.waiting = True  # what is free was refused just now
    _proceed(turn, wish)


def time_chosen(turn: Turn) -> None:
    """A line of the list of times; the last one may be to wait for the time that is taken."""
    (join_wish if "wait" in turn.picked else booking.time_chosen)(turn)


def nothing_chosen(turn: Turn) -> None:
    """Any doctor, or the waitlist for this one."""
    (join_wish if "wait" in turn.picked else booking.doctor_chosen)(turn)


def doctor_chosen(turn: Turn) -> None:
    wish = _kept(turn)
    wish.doctor = turn.picked["doctor"]
    _proceed(turn, wish)


def doctor_named(turn: Turn) -> None:
    wish = _kept(turn)
    booking.hear(turn, wish)
    _proceed(turn, wish)


def who_chosen(turn: Turn) -> None:
    wish = _kept(turn)
    wish.patient = turn.picked["patient"]
    _proceed(turn, wish)


def who_named(turn: Turn) -> None:
    wish = _kept(turn)
    booking.for_whom(turn, wish, turn.reading.person or turn.said.text)
    _proceed(turn, wish)


def _kept(turn: Turn) -> Wish:
    return Wish.from_json(turn.conversation.slots if turn.conversation.flow == FLOW else {})


def _proceed(turn: Turn, wish: Wish) -> None:
    """Asks what cannot be guessed, which doctor of two and for whom; then onto the list."""
    options = list(turn.reading.doctor_options)
    if options and wish.doctor is None:
        lines = [Choice(turn.doctor_name(doctor), {"doctor": doctor.id}) for doctor in options]
        turn.keep(FLOW, wish.to_json())
        turn.ask("waitlist.doctor", "booking.which_of_them", lines)
    elif wish.patient is None and not wish.person and len(turn.patients) > 1:
        lines = [Choice(p.name or turn.word("booking.me"), {"patient": p.id}) for p in turn.patients]
        turn.keep(FLOW, wish.to_json())
        turn.ask("waitlist.who", "waitlist.for_whom", lines)
    else:
        _join(turn, wish)


def _join(turn: Turn, wish: Wish) -> None:
    patient = _patient(turn, wish)
    swap = _later_visit(turn, wish, patient)
    doctor = times.chosen_doctor(turn, wish) or (swap.doctor if swap and not wish.any_doctor else None)
    first, last = _days(turn, wish, swap)
    since, until = _times(wish, exactly="wait" in turn.picked)
    when = {"date_from": first, "date_to": last, "time_from": since, "time_to": until, "visit_type": _kind(turn)}
    service = swap.service if swap else times.service_for(turn, wish, doctor)
    try:
        entry = waitlist.join(
            turn.clinic, patient, contact=turn.contact, doctor=doctor, service=service, swap_for=swap,
            actor=turn.actor, now=turn.now, **when,  # type: ignore[arg-type]
        )  # fmt: skip
    except AlreadyWaiting as refusal:
        entry = refusal.facts["entry"]
        if not wish.says_when or all(getattr(entry, name) == value for name, value in when.items()):
            turn.drop()
            turn.tell("waitlist.already", what=describe(turn, entry))
            return
        entry = waitlist.rewrite(entry, actor=turn.actor, now=turn.now, **when)  # type: ignore[arg-type]
    turn.drop()
    turn.tell("waitlist.joined", what=describe(turn, entry))
    if swap is not None:
        turn.tell("waitlist.stays", old=turn.when(swap.starts_at))
    _show_free(turn, entry, wish, swap)


def _show_free(turn: Turn, entry: WaitlistEntry, wish: Wish, swap: Appointment | None) -> None:
    """What could be had at once is listed; else a newcomer is asked for their name."""
    free = matching.note_free(entry, turn.now)
    free = [] if wish.waiting else [opening for opening in free if times.key(opening) not in wish.shown]
    if not free:
        turn.tell("waitlist.we_text")
    if free:
        wish = Wish(
            doctor=entry.doctor_id, any_doctor=entry.doctor_id is None, service=wish.service, patient=entry.patient_id,
            first=entry.date_from, last=entry.date_to, time_from=entry.time_from, time_to=entry.time_to,
            moving=swap.id if swap else None, waiting=True, shown=wish.shown,
        )  # fmt: skip
        page = times.spread(free, times.PAGE, turn.clinic.zone)
        key = "times.with" if entry.doctor_id is None and times.same_doctor(page) else "waitlist.free_now"
        booking.list_times(turn, wish, times.Found(page, more=len(free) > len(page)), key)
    elif not entry.patient.name:
        turn.ask("contact.name", "waitlist.whose_name", context={"patient": entry.patient_id})


def _patient(turn: Turn, wish: Wish) -> Patient:
    if wish.patient is not None:
        patient: Patient = Patient.get_by_id(wish.patient)
        return patient
    if wish.person:
        added = contacts.add_person(turn.contact, wish.person, turn.now, owner=False)
        turn.__dict__.pop("patients", None)
        return added
    return turn.owner or contacts.add_person(turn.contact, "", turn.now, owner=True)


def _later_visit(turn: Turn, wish: Wish, patient: Patient) -> Appointment | None:
    """The visit they have and would give for an earlier time: with this doctor, if one was named (W2)."""
    if wish.moving is not None:
        moving: Appointment | None = Appointment.get_or_none(Appointment.id == wish.moving)
        return moving
    first = wish.first or turn.today
    for visit in appointments.upcoming([patient], turn.now):
        later = local(turn.clinic, visit.starts_at).date() >= first and visit.starts_at > turn.now
        if later and wish.doctor in (None, visit.doctor_id) and visit.status != "in-progress":
            return visit
    return None


def _days(turn: Turn, wish: Wish, swap: Appointment | None) -> tuple[dt.date, dt.date]:
    first = max(wish.first or turn.today, turn.today)
    furthest = turn.today + dt.timedelta(days=turn.settings.advance_booking_days)
    last = wish.last or (local(turn.clinic, swap.starts_at).date() if swap else furthest)
    return first, max(first, last)


def _times(wish: Wish, *, exactly: bool) -> tuple[dt.time | None, dt.time | None]:
    """From when until when; a time is taken with an hour on either side, unless that very time is waited for."""
    if wish.time is None:
        since, until = wish.time_from, wish.time_to
        return (None if since == MIDNIGHT else since), (None if until and until >= LAST else until)
    at = dt.datetime.combine(dt.date(2000, 1, 2), wish.time)
    around = dt.timedelta(0) if exactly else AROUND
    since_at, until_at = at - around, at + around + dt.timedelta(minutes=1)
    same_day = since_at.date() == at.date(), until_at.date() == at.date()
    return (since_at.time() if same_day[0] else None), (until_at.time() if same_day[1] else None)


def _kind(turn: Turn) -> str | None:
    text = fold(turn.said.text)
    if ONLINE.search(text):
        return "online"
    return "in_person" if IN_PERSON.search(text) else None


# --- in words --------------------------------------------------------------------------------------------------------


def describe(turn: Turn, entry: WaitlistEntry) -> str:
    """ "Dr. Lee, until Sun 29 Nov, before 12 noon"."""
    parts = [turn.doctor_name(entry.doctor) if entry.doctor else turn.word("waitlist.any_doctor")]
    first, last = entry.date_from, entry.date_to
    day = wording.day(last, turn.locale)
    if first == last:
        parts.append(day)
    elif first <= turn.today:
        parts.append(turn.word("waitlist.until_day", day=day))
    else:
        parts.append(turn.word("waitlist.days", first=wording.day(first, turn.locale), last=day))
    parts += _hours(turn, entry)
    if entry.visit_type:
        parts.append(turn.word(f"waitlist.{entry.visit_type}"))
    if len(turn.patients) > 1 and entry.patient.name:
        parts.append(entry.patient.name.split()[0])
    return ", ".join(parts)


def _hours(turn: Turn, entry: WaitlistEntry) -> list[str]:
    since, until = entry.time_from, entry.time_to
    if until is not None and until.minute % 5:  # "until 4pm" takes 4pm in, the entry's end is past it
        until = until.replace(minute=until.minute - until.minute % 5)
    first = wording.clock(since, turn.locale) if since else ""
    last = wording.clock(until, turn.locale) if until else ""
    if since and until:
        return [first if first == last else turn.word("waitlist.hours", first=first, last=last)]
    if since:
        return [turn.word("waitlist.from_time", first=first)]
    return [turn.word("waitlist.before_time", last=last)] if until else []


def offered(turn: Turn, offer: Offer) -> str:
    """ "Dr. Lee, Tue 24 Nov, 9am", and for whom where the phone speaks for several."""
    held, name = offer.appointment, offer.entry.patient.name
    text = f"{turn.doctor_name(held.doctor)}, {turn.when(held.starts_at)}"
    return f"{text} ({name.split()[0]})" if name and len(turn.patients) > 1 else text


# --- the answer to an offer ------------------------------------------------------------------------------------------


def takes(text: str) -> bool:
    """ "I'll take it": a yes in other words."""
    return bool(TAKING.search(text.lower())) and not REFUSING.search(text.lower())


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
    booking.hear(turn, wish)
    booking.proceed(turn, wish)


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
        booking.summarise(turn, _wish(turn, offer), opening)
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
        booking.list_times(turn, _wish(turn, offer), times.Found(near, more=True))


def stale(turn: Turn, offer: Offer) -> None:
    """A button of an offer that has had its answer."""
    if offer.status == "declined":
        gone(turn, offer, "declined")
    else:
        gone(turn, offer, {"accepted": "accepted", "lost": "taken"}.get(offer.status, "expired"))


# --- where one stands, and leaving -----------------------------------------------------------------------------------


def position(turn: Turn) -> None:
    """WHERE AM I ON THE WAITLIST: the place among those who wait for the same."""
    mine = waitlist.entries(turn.patients)
    if not mine:
        turn.tell("waitlist.not_on_it")
    for entry in mine:
        place = wording.ordinal(waitlist.position(entry), turn.locale)
        turn.tell("waitlist.place", place=place, what=describe(turn, entry))


def leave(turn: Turn) -> None:
    gone = offers.leave(turn.patients, actor=turn.actor, now=turn.now)
    turn.drop()
    turn.tell("waitlist.left" if gone else "waitlist.not_on_it")


def waits(turn: Turn) -> bool:
    """Whether somebody this contact speaks for stands on the waitlist."""
    return bool(waitlist.entries(turn.patients))
