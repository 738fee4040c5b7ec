"""Names of visits: the reference staff read (APT-20261124-0007), the code a patient texts (K7), the room's link."""

from __future__ import annotations

import datetime as dt
import random
import secrets

from peewee import fn

from store.models import Appointment, Clinic, Contact, Counter, Patient

LETTERS = "BDFGHJKLPRTVW"  # no vowels (no words), no digit look-alikes, no command (C, M, X …), no ticket (Q8 is Q008)
DIGITS = "23456789"
SHORTEST = 2
CODE_TRIES = 8  # somebody else may take the code in the same moment
LIVE = ("held", "pending", "confirmed", "in-progress")
JITSI = "https://meet.jit.si"

SECRET: random.Random = secrets.SystemRandom()


def next_number(clinic: Clinic | int, name: str, day: dt.date) -> int:
    """The next number of the day's counter `name`, from 1. Others who ask wait until this transaction ends."""
    row = Counter.insert(clinic=clinic, name=name, day=day, value=1).on_conflict(
        conflict_target=[Counter.clinic, Counter.name, Counter.day], update={Counter.value: Counter.value + 1}
    )
    [(number,)] = row.returning(Counter.value).tuples().execute()
    return int(number)


def reference(clinic: Clinic | int, day: dt.date, prefix: str = "APT") -> str:
    """A new reference (B6); `day` is the visit's own, on the clinic's calendar."""
    return f"{prefix}-{day:%Y%m%d}-{next_number(clinic, prefix, day):04d}"


def code(clinic: Clinic, patient: Patient, contact: Contact | None, rng: random.Random = SECRET) -> str:
    """A random code that no live visit of the clinic has, nor any visit of this patient or contact, as short as can be.

    Random, so that one code tells nothing of the next. Two askers at once may get the same: the table's index decides.
    """
    theirs = (Appointment.patient == patient) | (Appointment.contact == contact if contact else False)
    visits = Appointment.select(Appointment.code).where(
        Appointment.clinic == clinic, Appointment.status.in_(LIVE) | theirs
    )
    length = SHORTEST
    while True:
        used = {row.code for row in visits.where(fn.LENGTH(Appointment.code) == length)}
        free = len(LETTERS) * len(DIGITS) ** (length - 1) - len(used)
        if free > 0:
            return _unused(used, free, length, rng)
        length += 1


def is_live(clinic: Clinic, code: str) -> bool:
    """Whether a live visit of the clinic has this code."""
    same = (Appointment.clinic == clinic) & (Appointment.code == code) & Appointment.status.in_(LIVE)
    return Appointment.select().where(same).exists()


def _unused(used: set[str], free: int, length: int, rng: random.Random) -> str:
    """The code at a random place among those not used, in the order of their numbers."""
    every = (_spelt(number, length) for number in range(free + len(used)))
    place = rng.randrange(free)
    return next(code for at, code in enumerate(each for each in every if each not in used) if at == place)


def _spelt(number: int, length: int) -> str:
    digits = ""
    for _ in range(length - 1):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return LETTERS[number] + digits


def meeting_link(clinic: Clinic, rng: random.Random = SECRET) -> str:
    """The address of a Jitsi room that needs no account (B11); 80 random bits keep strangers out."""
    return f"{JITSI}/{clinic.slug}-{rng.getrandbits(80):020x}"
