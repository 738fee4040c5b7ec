"""What a message adds to a wish: who it is for, "the same doctor", a doctor nobody here is called."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from rapidfuzz import fuzz, process, utils

from bot.flows.wish import Wish
from bot.turn import Turn
from bot.understanding import Understanding
from bot.understanding.lexicon import words
from bot.understanding.normalise import fold
from bot.understanding.spanish import SPANISH_WORDS
from bot.understanding.spelling import ORDINARY, SMALL, VOCABULARY
from store import appointments, contacts

ENGLISH_KIN = """
    son daughter child kid baby wife husband partner mother mom mum father dad brother sister grandmother grandma
    grandfather grandpa boyfriend girlfriend friend
"""
SPANISH_KIN = """
    hijo hija esposo esposa marido mujer pareja madre padre mamá mama papá papa bebé bebe niño niña nino nina hermano
    hermana abuelo abuela suegro suegra nieto nieta sobrino sobrina tío tía tio tia novio novia amigo amiga
"""
RELATIVES = {"en": frozenset(ENGLISH_KIN.split()), "es": frozenset(SPANISH_KIN.split())}
RELATIONS = RELATIVES["en"] | RELATIVES["es"]
FOR_ME = re.compile(
    r"\b((one|something|slot|appointment|visit|time) for me|for me (too|also|as well)|for myself|also\b.*\bfor me|"
    r"can i (also|come too|come as well|too)|me too|yo\b.*\btambi[eé]n|tambi[eé]n\b.*\byo|"
    r"(una|cita|otra) para m[ií]|para m[ií] tambi[eé]n)\b(?! (hij|espos|mam|pap))",
    re.IGNORECASE,
)
OWN_NAME = re.compile(r"\b(my name|this is|i am|i'?m|me llamo|mi nombre|soy)\b", re.IGNORECASE)
LAST_WORDS = re.compile(
    r"(?P<before>[^\W_]+)[,.]? (for me|para m[ií])( please| por favor| then)?[.! ]*$", re.IGNORECASE
)
NO_PERSON = words(  # "can you book it for me", "thursday works for me": said of nobody
    "it that this one them book check find get see change move cancel confirm do look works work good fine ok okay "
    "great best better perfect convenient easier hard suits ideal bien mejor perfecto bueno eso esto la lo"
)
WEEK_AFTER = re.compile(
    r"\b(week after( that)?|following week|(la )?semana (siguiente|despu[eé]s))\b(?! (next|\w+day|\d))", re.IGNORECASE
)
NEXT_ONE = re.compile(
    r"\b(next|following|another|again)\b|\b(la|el) (siguiente|pr[oó]xim[oa])\b|\botra (cita|vez|igual)\b|"
    r"\bpr[oó]xima cita\b",
    re.IGNORECASE,
)
SAME = re.compile(r"\b(?:same|mism[oa]) (?P<what>time|day|hora|d[ií]a)\b", re.IGNORECASE)
PLAIN_WORDS = ORDINARY.union(VOCABULARY, SMALL, SPANISH_WORDS)  # "a doctor which is near": no Dr. Which


def hear(turn: Turn, wish: Wish) -> None:
    """Takes over what this message says, people and "the same doctor" included."""
    turn.reading = _in_its_week(turn, wish)
    wish.hear(turn.reading)
    _same_time(turn, wish)
    if turn.reading.same_doctor:
        wish.doctor = _last_doctor(turn)
    if stranger := _unknown_doctor(turn):
        turn.tell("booking.no_such_doctor", name=stranger)
    if turn.reading.person and turn.owner is None and OWN_NAME.search(turn.said.text):
        wish.mine, wish.called = True, contacts.clean_name(turn.reading.person)
    elif turn.reading.person:
        for_whom(turn, wish, turn.reading.person)
    elif for_me(turn.said.text):
        wish.mine, wish.person, wish.patient = True, "", turn.owner.id if turn.owner else None
    elif not wish.mine and wish.patient is None and not wish.person and len(turn.patients) == 1:
        wish.patient = turn.patients[0].id


def for_me(text: str) -> bool:
    """ "One for me too", "dr lee tuesday 2pm for me": a visit of the writer's own."""
    last = LAST_WORDS.search(text)
    return FOR_ME.search(text) is not None or (last is not None and last["before"].lower() not in NO_PERSON)


def _in_its_week(turn: Turn, wish: Wish) -> Understanding:
    """ "Tues", said of times that were listed or of "next week", is the Tuesday among them."""
    reading, zone = turn.reading, turn.clinic.zone
    if reading.date_end is not None and wish.shown and WEEK_AFTER.search(turn.said.text):
        spoken = dt.datetime.fromisoformat(min(wish.shown[-4:])).astimezone(zone).date()
        monday = spoken + dt.timedelta(days=7 - spoken.weekday())
        return replace(reading, date=monday, date_end=monday + dt.timedelta(days=6))
    if not reading.weekday or reading.date is None:
        return reading
    spoken_of = [dt.datetime.fromisoformat(start).astimezone(zone).date() for start in wish.shown]
    if wish.first and wish.last and wish.first < wish.last:
        spoken_of += [wish.first + dt.timedelta(days=n) for n in range(min((wish.last - wish.first).days, 31) + 1)]
    same = sorted(day for day in spoken_of if day.weekday() == reading.date.weekday() and day >= turn.today)
    if not same and wish.first is not None and wish.first == wish.last and reading.date < wish.first:
        same = [_nearest_week(reading.date, wish.first)]  # "wednesday then", said of a day two weeks ahead
    if not same or reading.date in same:
        return reading
    ahead = same[0] - reading.date
    return replace(reading, date=same[0], days=tuple(day + ahead for day in reading.days))


def _nearest_week(day: dt.date, spoken: dt.date) -> dt.date:
    """Of the days of this weekday, from `day` on, the one nearest to the day spoken of."""
    return day + dt.timedelta(days=round((spoken - day).days / 7) * 7)


def _same_time(turn: Turn, wish: Wish) -> None:
    """ "The same day", "same time": as the visit booked just before, or the next one."""
    same = SAME.search(turn.said.text)
    coming = appointments.upcoming(turn.patients, turn.now)
    if not coming and same and NEXT_ONE.search(turn.said.text):  # after the visit: "the next one, at the same time"
        coming = appointments.recent(turn.patients, turn.now, 1)
        if coming and wish.doctor is None and not wish.any_doctor:
            wish.doctor = coming[0].doctor_id
    if not same or wish.moving or not coming:
        return
    last = turn.conversation.slots.get("last")
    visit = next((visit for visit in coming if visit.id == last), coming[0])
    local = visit.starts_at.astimezone(turn.clinic.zone)
    if turn.reading.date is None:  # "thursday, same time" has its day
        wish.first = wish.last = local.date()
    if same["what"].lower() in ("time", "hora"):
        wish.time, wish.time_from, wish.time_to = local.time(), None, None


def for_whom(turn: Turn, wish: Wish, name: str) -> None:
    """The person of this name: one the phone speaks for already, or somebody new."""
    known = {patient.id: patient.name for patient in turn.patients if patient.name}
    best = process.extractOne(
        name, known, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=85
    )
    wish.patient, wish.person = (best[2], "") if best else (None, contacts.clean_name(name))


def _unknown_doctor(turn: Turn) -> str | None:
    """ "Zhang" of "dr zhang tomorrow" where nobody is called that; a plain word after "doctor" is no name."""
    if turn.reading.doctor is not None or turn.reading.doctor_options or turn.reading.any_doctor:
        return None
    match = re.search(r"\b(?:dr|dra|doctor|doctora)\b\.?\s+([^\W\d_]{3,})", turn.said.text, re.IGNORECASE)
    return match[1].title() if match and fold(match[1]) not in PLAIN_WORDS else None


def _last_doctor(turn: Turn) -> int | None:
    visits = appointments.upcoming(turn.patients, turn.now) or appointments.recent(turn.patients, turn.now, 1)
    return visits[0].doctor_id if visits else None
