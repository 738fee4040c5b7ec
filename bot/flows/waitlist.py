"""WAITLIST: wait for a freed or an earlier time, ask where one stands, leave (P7). The answers to an offer: offer.py.

> waitlist dr lee mornings this week
< You are on the waitlist for Dr. Lee, until Sun 29 Nov, before 12 noon. We text you when a time comes free.
< Elm Street Clinic: free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to take it or N to pass, until 10:15am.
> y
< Booked: Dr. Lee, Tue 24 Nov, 9am. …
"""

from __future__ import annotations

import datetime as dt
import re

from bot import wording
from bot.flows import asking, booking, hearing, times
from bot.flows.wish import Wish
from bot.messages import Choice
from bot.turn import FLOW_LIFE, Turn
from bot.understanding.normalise import fold
from store import appointments, contacts, leaving, matching, waitlist
from store.errors import AlreadyWaiting
from store.models import Appointment, Patient, WaitlistEntry, local
from store.schedules import Opening

FLOW = "waitlist"
LEAVING = re.compile(
    r"\b(leave|remove|off|out of|quit|stop|cancel|end|forget|no longer|ya no|olvid\w+|"
    r"sal|salir\w*|saqu\w+|sacar\w*|quit(ar\w*|[ae]n?me)|dejar)\b"
)
WHERE = re.compile(r"\b(where|position|place|how (far|long|many)|am i|status|donde|posicion|que lugar|mi lugar)\b")
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
        hearing.hear(turn, wish)
        _proceed(turn, wish)


def asks_where(text: str) -> bool:
    """ "Where am I on the waitlist?" """
    return bool(WHERE.search(fold(text)))


def _half_done(turn: Turn) -> Wish:
    """What was being looked for, but for what this message says anew."""
    fresh = turn.conversation.updated_at + FLOW_LIFE > turn.now
    wish, heard = asking.current(turn) if fresh else Wish(), turn.reading
    wish.waiting = False
    if heard.doctor is not None and wish.doctor != heard.doctor.id:
        return Wish(patient=wish.patient, person=wish.person)
    if heard.date is not None:
        wish.time = wish.time_from = wish.time_to = None
    return wish


def join_wish(turn: Turn) -> None:
    """Yes to "shall we text you when a time opens?": what was looked for is waited for."""
    wish = asking.current(turn)
    hearing.hear(turn, wish)
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
    hearing.hear(turn, wish)
    _proceed(turn, wish)


def who_chosen(turn: Turn) -> None:
    wish = _kept(turn)
    wish.patient = turn.picked["patient"]
    _proceed(turn, wish)


def who_named(turn: Turn) -> None:
    wish = _kept(turn)
    hearing.for_whom(turn, wish, turn.reading.person or turn.said.text)
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
    kind = None if swap and swap.visit_type == wish.visit_type else wish.visit_type or None
    when = {"date_from": first, "date_to": last, "time_from": since, "time_to": until, "visit_type": kind}
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
        page = _nearest_first(turn, entry, free)
        key = "times.with" if entry.doctor_id is None and times.same_doctor(page) else "waitlist.free_now"
        asking.list_times(turn, wish, times.Found(page, more=len(free) > len(page)), key)
    elif not entry.patient.name:
        turn.ask("contact.name", "waitlist.whose_name", context={"patient": entry.patient_id})


def _nearest_first(turn: Turn, entry: WaitlistEntry, free: list[Opening]) -> list[Opening]:
    """A page of what is free; the very time that was asked for comes first."""
    aim = waitlist.aim(entry)
    exact = [opening for opening in free if local(turn.clinic, opening.starts_at).time() == aim][:1]
    others = [opening for opening in free if opening not in exact]
    return exact + times.spread(others, times.PAGE - len(exact), turn.clinic.zone)


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
    if not exactly:
        return waitlist.around(wish.time)
    after = dt.datetime.combine(waitlist.ANY_DAY, wish.time) + dt.timedelta(minutes=1)
    return wish.time, after.time() if after.time() > wish.time else None


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
    gone = leaving.leave(turn.patients, actor=turn.actor, now=turn.now)
    turn.drop()
    turn.tell("waitlist.left" if gone else "waitlist.not_on_it")


def waited(turn: Turn) -> bool:
    """Whether they stand on the waitlist, or did until a time they took from it: "the list" means that one."""
    taken = (WaitlistEntry.status == "confirmed") & (WaitlistEntry.date_to >= turn.today)
    return waits(turn) or WaitlistEntry.select().where(WaitlistEntry.patient.in_(turn.patients), taken).exists()


def waits(turn: Turn) -> bool:
    """Whether somebody this contact speaks for stands on the waitlist."""
    return bool(waitlist.entries(turn.patients))
