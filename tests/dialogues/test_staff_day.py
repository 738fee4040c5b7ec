"""Visits on their day, worked from the staff chat: what the board does too is the same act, with the same texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from store import schedules
from store.appointments import book
from store.audit import OPERATOR
from store.clock import now
from store.models import Appointment, Clinic, Doctor, Ticket
from tests import factory

Talk = Callable[[str], None]


def booked(clinic: Clinic, name: str, phone: str, hour: int) -> Appointment:
    """Today's visit with Dr. Lee of somebody who texts from this phone."""
    contact = factory.contact(clinic, f"+1555010000{phone}")
    doctor = Doctor.get(Doctor.name == "Dr. Maya Lee")
    opening = schedules.opening_at(clinic, doctor, dt.datetime(2026, 11, 23, hour, tzinfo=clinic.zone), now=now())
    patient = factory.patient(clinic, name, contact)
    return book(clinic, patient, opening, contact=contact, source="sms", actor=OPERATOR, now=now())


def test_a_no_show_by_the_visits_code_is_told_to_the_patient(talk: Talk, clinic: Clinic) -> None:
    ana = booked(clinic, "Ana Ruiz", "1", 11)
    talk(f"""
        S> noshow {ana.code}
        S< That visit has not begun: A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code}).
        @ Mon 23 Nov 11:05
        1< Elm Street Clinic: we expected you at Mon 23 Nov, 11am. Are you on your way? ...
        S> noshow {ana.code}
        S< A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code}): did not come?
        S< [Yes] [No]
        S> yes
        S< Missed: A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code}).
        S< The patient gets a text.
        1< Elm Street Clinic: we missed you: Dr. Lee, Mon 23 Nov, 11am. Text BOOK for a new time.
        S< Missed: A.R. with Dr. Lee, Mon 23 Nov, 11am ({ana.code})
    """)
    assert Appointment.get_by_id(ana.id).status == "no-show"


def test_a_visit_cancelled_or_moved_takes_its_place_in_line_with_it(talk: Talk, clinic: Clinic) -> None:
    ana, ben = booked(clinic, "Ana Ruiz", "1", 11), booked(clinic, "Ben Cole", "2", 12)
    talk(f"""
        S> arrived ana
        S< Checked in: A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code}). Q001 A.R.
        1< ...
        S> arrived ben
        S< Checked in: B.C., Dr. Lee, Mon 23 Nov, 12 noon ({ben.code}). Q002 B.C.
        2< ...
        S> cancel ana
        S< Cancel A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code})?
        S< [Yes] [No]
        S> yes
        S< Cancelled: A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code}).
        S< The patient gets a text.
        1< Elm Street Clinic: ...
        2> cancel {ben.code}
        2< ...
        2< Cancelled: Dr. Lee, Mon 23 Nov, 12 noon. ...
        S< Cancelled late by the patient: ...
        @ 61s
        S> undo
        S< There is nothing of yours to undo in the last 60 seconds.
        S> next lee
        S< Nobody waits for Dr. Lee.
    """)
    assert {ticket.status for ticket in Ticket.select()} == {"cancelled"}


def test_two_patients_are_never_sent_to_one_room(talk: Talk, clinic: Clinic) -> None:
    talk("""
        S> walkin Ana Ruiz lee
        S< Q001 A.R. is in line for Dr. Lee, ...
        S< No text reaches them: please call them by voice.
        S> walkin Ben Cole osei
        S< Q002 B.C. is in line for Dr. Osei, ...
        S< No text reaches them: please call them by voice.
        S> next lee 4
        S< Q001 A.R. -> Dr. Lee, room 4
        S< No text reaches them: please call them by voice.
        S< [Done] [Recall] [Skip] [No-show]
        S> next osei 4
        S< Dr. Osei works 1pm to 5pm today. Call anyway?
        S< [Call anyway] [No]
        S> yes
        S< Room 4 still has Q001 A.R., with Dr. Lee. Name another room.
        S> next osei
        S< ...
        S> 1
        S< Q002 B.C. -> Dr. Osei, room 3
        S< No text reaches them: please call them by voice.
        S< [Done] [Recall] [Skip] [No-show]
    """)
