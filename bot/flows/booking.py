"""BOOK: a wish is filled in any order, a free time is found, and a yes or a choice from the list books it.

    > book
    < Which doctor would you like to see?  1 Dr. Lee  2 Dr. Patel  3 Any doctor
    > 1
    < Free times with Dr. Lee:  1 Mon 23 Nov, 9am  2 Mon 23 Nov, 2pm  3 Tue 24 Nov, 9am  4 Other times
    > wednesday after 3
    < Free times with Dr. Lee:  1 Wed 25 Nov, 3pm  2 Wed 25 Nov, 4:30pm
    > 2
    < Booked: Dr. Lee, Wed 25 Nov, 4:30pm. …

Choosing a numbered time is a yes; a time the patient wrote is read back first, because it may have been misread.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from bot.flows import family, moving, relative, series, times
from bot.flows.asking import (
    ask_doctor,
    ask_to_wait,
    current,
    offer,
    proceed,
    summarise,
)
from bot.flows.hearing import for_whom, hear
from bot.flows.taking import take, take_series
from bot.flows.wish import FLOW, Wish, has_details
from bot.turn import Turn
from store import contacts
from store.models import Appointment
from store.schedules import Opening

# --- beginning --------------------------------------------------------------------------------------------------------


def begin(turn: Turn) -> None:
    """BOOK, with whatever else the message says: how often, and for whom of several."""
    wish = Wish()
    series.hear(turn, wish)
    family.hear(turn, wish)
    hear(turn, wish)
    if not wish.others and family.of_children(turn):
        family.ask_names(turn, wish)
    else:
        proceed(turn, wish)


def another_time(turn: Turn, visit: Appointment) -> None:
    """A visit like this one that is no more; of a day alone, at the same hour."""
    wish = Wish(
        doctor=visit.doctor_id, service=visit.service_id, patient=visit.patient_id, visit_type=visit.visit_type
    )  # fmt: skip
    hear(turn, wish)
    if wish.first is not None and wish.first == wish.last and not (wish.time or wish.time_from or wish.time_to):
        wish.time = visit.starts_at.astimezone(turn.clinic.zone).time()
    proceed(turn, wish)


def greet(turn: Turn) -> None:
    """A first "hi": the list of doctors is the quickest way in."""
    turn.tell("booking.welcome")
    proceed(turn, Wish())


# --- answers ----------------------------------------------------------------------------------------------------------


def details(turn: Turn) -> None:
    """The answer, or a correction, in the patient's own words. A new BOOK starts anew, for the same person."""
    wish = current(turn)
    if wish.moving and (turn.reading.person or turn.reading.intent == "book"):
        begin(turn)  # another visit, for somebody else: not the one that is being moved
        return
    if turn.reading.intent in ("book", "slots") and not wish.moving and (turn.reading.date or turn.reading.doctor):
        wish = Wish(
            doctor=wish.doctor, any_doctor=wish.any_doctor, patient=wish.patient, person=wish.person, mine=wish.mine,
            called=wish.called, reason=wish.reason,
        )  # fmt: skip
    series.hear(turn, wish)
    family.hear(turn, wish)
    base, shift = _spoken_of(turn, wish), relative.shift(turn.said.text)
    if base is not None and shift is not None:
        turn.reading = relative.of_another_time(turn.reading)
    chosen, pivot = wish.chosen, wish.chosen[1] if wish.chosen else _edge(turn, wish, turn.reading.shift)
    hear(turn, wish)
    if wish.moving and wish.first is None and wish.time is not None:
        wish.first = wish.last = _start(turn, wish.moving).date()  # "5pm": of the day of the visit
    if base is not None and shift is not None:
        wish.at(base + shift)
    if chosen and FINE.search(turn.said.text) and "?" not in turn.said.text and _is_that_time(turn, wish, chosen):
        take(turn, wish, chosen)  # "3pm is fine", said of the 3pm that was read back
        return
    moving.turn_from(turn, wish, pivot)
    proceed(turn, wish)


def _start(turn: Turn, visit: int) -> dt.datetime:
    """When the visit of this id begins, on the clinic's clock."""
    starts_at: dt.datetime = Appointment.get_by_id(visit).starts_at
    return starts_at.astimezone(turn.clinic.zone)


def _spoken_of(turn: Turn, wish: Wish) -> dt.datetime | None:
    """The time that "half an hour later" is later than: the one read back, else the visit's that is moved."""
    if wish.chosen:
        return dt.datetime.fromisoformat(wish.chosen[1]).astimezone(turn.clinic.zone)
    return _start(turn, wish.moving) if wish.moving else None


def _is_that_time(turn: Turn, wish: Wish, chosen: list[Any]) -> bool:
    """Whether the wish is for the very time that was read back."""
    found = times.find(turn, wish)
    return found.exact is not None and times.value(found.exact) == chosen


LEAVE = re.compile(r"\b(leave|keep) (it|that)\b|\bd[eé]j[ae]l[ao]\b", re.IGNORECASE)
FINE = re.compile(r"\b(fine|good|great|perfect|ok|okay|works|perfecto|bien|vale)\b", re.IGNORECASE)


def _edge(turn: Turn, wish: Wish, shift: str | None) -> str:
    if not wish.shown or not shift:
        return ""
    same_day = [start for start in wish.shown if wish.first == wish.last and _day(turn, start) == wish.first]
    return min(same_day or wish.shown) if shift == "earlier" else max(same_day or wish.shown)


def _day(turn: Turn, start: str) -> dt.date:
    return dt.datetime.fromisoformat(start).astimezone(turn.clinic.zone).date()


def doctor_chosen(turn: Turn) -> None:
    wish, picked = current(turn), turn.picked
    if "doctor" in picked:
        wish.doctor, wish.any_doctor = picked["doctor"], False
    else:
        wish.doctor, wish.any_doctor = None, True
    hear(turn, wish)
    proceed(turn, wish)


def any_doctor(turn: Turn) -> None:
    """The list of doctors was answered with no name: whoever is free first; of two of one name, which."""
    wish, asked = current(turn), turn.question
    if asked is not None and asked.context["key"] == "booking.which_of_them" and not has_details(turn.reading):
        turn.ask_again(asked)
        return
    hear(turn, wish)
    wish.any_doctor = wish.doctor is None
    proceed(turn, wish)


def who_chosen(turn: Turn) -> None:
    wish = current(turn)
    if "patient" not in turn.picked:
        turn.keep(FLOW, wish.to_json())
        turn.ask("booking.person", "booking.their_name")
        return
    wish.patient = turn.picked["patient"]
    proceed(turn, wish)


def who_named(turn: Turn) -> None:
    wish = current(turn)
    names, _ = family.named(turn, turn.said.text, asked=True)
    if len(names) > 1:
        family.begin(turn, wish, names)
    else:
        for_whom(turn, wish, turn.reading.person or turn.said.text)
    proceed(turn, wish)


def time_chosen(turn: Turn) -> None:
    wish = current(turn)
    if "more" in turn.picked:
        offer(turn, wish)
        return
    take(turn, wish, turn.picked["opening"])


def which_time(turn: Turn) -> None:
    """ "Ok" to a list: which one it is to be; to the second the first time of the list is read back. A time said with
    it is the answer.
    """
    if has_details(turn.reading):
        details(turn)
    elif turn.question is not None and turn.question.context.get("put_again") and (first := _first_of(turn)):
        summarise(turn, current(turn), first)
    elif turn.question is not None:
        turn.tell("times.which")
        turn.ask_again(turn.question, put_again=True)


def _first_of(turn: Turn) -> Opening | None:
    """The first time of the list that was answered which is still free."""
    choices = turn.question.choices if turn.question else []
    listed = [choice["value"]["opening"] for choice in choices if "opening" in choice["value"]]
    free = (times.still_free(turn, current(turn), chosen) for chosen in listed)
    return next((opening for opening in free if opening is not None), None)


def more(turn: Turn) -> None:
    offer(turn, current(turn))


def another(turn: Turn) -> None:
    """ "No" to what was offered: other times of the same wish; after a second no, the waitlist."""
    wish = current(turn)
    if has_details(turn.reading):
        details(turn)
        return
    if wish.waiting:
        turn.drop()
        turn.tell("waitlist.waits_on")
        return
    if wish.refused:
        ask_to_wait(turn, wish, "times.shall_we")
        return
    wish.refused = True
    if wish.chosen:
        wish.shown = [*wish.shown, wish.chosen[1]]
    wish.chosen, wish.time = [], None
    turn.tell("booking.another")
    offer(turn, wish)


def back(turn: Turn) -> None:
    """One step back: from the times to the doctors, from the doctors to nothing."""
    wish = current(turn)
    left = wish.moving and LEAVE.search(turn.said.text)  # "no wait leave it": the visit stays
    if left or (turn.question is not None and turn.question.kind == "booking.doctor"):
        drop(turn)
        return
    if wish.moving:
        offer(turn, Wish(doctor=wish.doctor, patient=wish.patient, service=wish.service, moving=wish.moving))
        return
    ask_doctor(turn, Wish(patient=wish.patient, person=wish.person, service=wish.service))


def afresh(turn: Turn) -> None:
    """An answer that came too late: times have gone, so the list is made anew and nothing is booked."""
    wish = current(turn)
    if wish.chosen and _is_that_time(turn, wish, wish.chosen):
        turn.tell("waitlist.still_free")
    else:
        turn.tell("times.stale")
    again(turn)


def again(turn: Turn) -> None:
    """The step they are at, worded anew."""
    wish = current(turn)
    wish.chosen, wish.shown, wish.turned, wish.pivot = [], [], "", ""
    proceed(turn, wish)


def drop(turn: Turn) -> None:
    """The patient lets it be; nothing was booked, and a visit that was to move stays."""
    wish = current(turn)
    turn.drop()
    if wish.moving:
        visit = Appointment.get_by_id(wish.moving)  # "cancel it" may be meant for the visit itself: the code does that
        key = "move.dropped_or_cancel" if turn.reading.intent == "cancel" else "move.dropped"
        turn.tell(key, visit=turn.visit(visit), code=visit.code)
    elif wish.after:
        turn.tell("booking.rest_dropped")
    else:
        turn.tell("booking.dropped")


def agreed(turn: Turn) -> None:
    """Yes to the time read back; a date or time said with it is a correction instead."""
    wish = current(turn)
    if not wish.chosen:
        offer(turn, wish)
        return
    heard = turn.reading
    corrected = heard.date or heard.time or heard.doctor
    if corrected:
        before = wish.to_json()
        hear(turn, wish)
        found = times.find(turn, wish)
        same = found.exact is not None and times.value(found.exact) == before["chosen"]
        if not same:
            proceed(turn, wish)
            return
        wish = Wish.from_json(before)
    take(turn, wish, wish.chosen)


def all_agreed(turn: Turn) -> None:
    """Yes to all the dates of a series; a date or time said with it is a correction instead."""
    if turn.reading.date or turn.reading.time or turn.reading.doctor:
        details(turn)
    else:
        take_series(turn, current(turn))


def called(turn: Turn) -> None:
    """A name, said before it is asked for: kept, and the question put again. It is no yes."""
    wish = current(turn)
    name = turn.reading.person or turn.said.text
    if wish.person:  # "for my son", and then "Leo"
        for_whom(turn, wish, name)
    elif not any(patient.name for patient in turn.patients):
        wish.called = contacts.clean_name(name)
    turn.keep(FLOW, wish.to_json())
    if turn.question is not None:
        turn.tell("booking.for_name", name=wish.called or wish.person or name)
        turn.ask_again(turn.question)


# --- what is free ----------------------------------------------------------------------------------------------------


def slots(turn: Turn) -> None:
    """SLOTS: what is free, earliest first; picking one books it."""
    wish = Wish()
    hear(turn, wish)
    if wish.doctor is None and not turn.reading.doctor_options:
        wish.any_doctor = True
    if turn.reading.doctor_options:
        ask_doctor(turn, wish, list(turn.reading.doctor_options))
        return
    offer(turn, wish)
