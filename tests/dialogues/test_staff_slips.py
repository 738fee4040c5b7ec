"""A day at the desk: slips, haste and second thoughts of a receptionist, and what the patient then hears."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from store import appointments, schedules
from store.audit import OPERATOR
from store.clock import now
from store.models import Appointment, Clinic, Doctor, Patient, Ticket, WaitlistEntry
from tests import factory

Talk = Callable[[str], None]


def booked(clinic: Clinic, name: str, phone: str, hour: int) -> Appointment:
    """A visit of today with Dr. Lee."""
    contact = factory.contact(clinic, f"+1555010000{phone}")
    doctor = Doctor.get(Doctor.name == "Dr. Maya Lee")
    opening = schedules.opening_at(clinic, doctor, dt.datetime(2026, 11, 23, hour, tzinfo=clinic.zone), now=now())
    patient = factory.patient(clinic, name, contact)
    return appointments.book(clinic, patient, opening, contact=contact, source="sms", actor=OPERATOR, now=now())


# --- undoing what the patient has heard of ---------------------------------------------------------------------------


def test_undoing_a_hand_over_tells_the_patient(talk: Talk) -> None:
    talk("""
        S> walkin Ana Ruiz +15550100001
        S< Q001 A.R. is in line, 0 ahead, ...
        1< You are in line at Elm Street Clinic: ticket Q001, 0 ahead, ...
        S> hand over ana lee
        S< Q001 A.R. now waits for Dr. Lee.
        1< Ticket Q001: Dr. Lee will see you. You keep your place in line. Elm Street Clinic
        S> handvoer ana lee
        S< Q001 A.R. waits for Dr. Lee already.
        S> hand over ana osei
        S< Q001 A.R. now waits for Dr. Osei.
        1< Ticket Q001: Dr. Osei will see you. You keep your place in line. Elm Street Clinic
        S> undo
        S< Undone: Q001 A.R. is waiting again.
        1< Ticket Q001: Dr. Lee will see you. You keep your place in line. Elm Street Clinic
        S> next lee
        S< Q001 A.R. -> Dr. Lee, room 1
        S< ...
        1< It is your turn, ticket Q001: please go to room 1, Dr. Lee. Elm Street Clinic
        S> hand over ana osei
        S< Q001 A.R. now waits for Dr. Osei.
        1< Ticket Q001: Dr. Osei will see you. You keep your place in line. Elm Street Clinic
        S> undo
        S< Undone: Q001 A.R. is called again.
        1< Ticket Q001: we are calling you again. Please go to room 1, Dr. Lee. Elm Street Clinic
    """)


def test_a_wrong_no_show_skip_and_check_in_are_put_right(talk: Talk, clinic: Clinic, frozen: object) -> None:
    ben = booked(clinic, "Ben Cole", "2", 11)
    talk(f"""
        S> walkin Ana Ruiz lee +15550100001
        S< ...
        1< ...
        S> next lee
        S< ...
        1< ...
        S> noshow ana
        S< ...
        S< ...
        S< [Undo]
        1< Ticket Q001: we called and you did not come, so your place is closed. ...
        S> undo
        S< Undone: Q001 A.R. is called again.
        1< Ticket Q001: we are calling you again. Please go to room 1, Dr. Lee. Elm Street Clinic
        @ 20s
        S> done
        S< Q001 A.R. is done.
        S< ...
        S> undo
        S< Undone: Q001 A.R. is called again.
        S> undo
        S< There is nothing of yours to undo in the last 60 seconds.
        S> arrived ben
        S< Checked in: B.C., Dr. Lee, Mon 23 Nov, 11am ({ben.code}). Q002 B.C.
        2< You are checked in at Elm Street Clinic: ticket Q002. ...
        S> undo
        S< Undone: Q002 B.C. is out of the line.
        2< Ticket Q002 was taken out of the line by the desk. For help text AGENT. Elm Street Clinic
    """)
    assert Appointment.get_by_id(ben.id).checked_in_at is None


def test_undo_is_of_the_last_act_and_never_of_one_before(talk: Talk, clinic: Clinic, frozen: object) -> None:
    ben = booked(clinic, "Ben Cole", "2", 11)
    talk(f"""
        S> walkin Ana Ruiz
        S< ...
        @ 5s
        S> cancel {ben.code}
        S< ...
        S> yes
        S< ...
        2< ...
        @ 5s
        S> undo
        S< Undone: B.C., Dr. Lee, Mon 23 Nov, 11am (...
        S< The patient gets a text.
        2< Elm Street Clinic: sorry, our mistake: your visit is on: Dr. Lee, Mon 23 Nov, 11am. Code ...
        S> undo
        S< There is nothing of yours to undo in the last 60 seconds.
        S> book ben cole lee friday 10am
        S< ...
        S> yes
        S< ...
        2< ...
        @ 5s
        S> undo
        S< UNDO does not take that back. CANCEL does.
        S> block lee thursday
        S< ...
        S> yes
        S< Blocked: Dr. Lee, Thu 26 Nov.
        @ 5s
        S> undo
        S< UNDO does not take that back. UNBLOCK does.
    """)
    assert Ticket.get().status == "waiting"


# --- a doctor who is not there ---------------------------------------------------------------------------------------


def test_next_for_a_doctor_off_duty_asks_and_says_why(talk: Talk) -> None:
    talk("""
        S> walkin Ana Ruiz
        S< ...
        S> next osei
        S< Dr. Osei works 1pm to 5pm today. Call anyway?
        S< [Call anyway] [No]
        S> no
        S< All right, nothing was changed.
        S> next patel
        S< Dr. Patel does not work today. Call anyway?
        S< [Call anyway] [No]
        S> no
        S< ...
        @ Mon 23 Nov 12:35
        S> next osei
        S< Q001 A.R. -> Dr. Osei, room 3
        S< ...
        @ Mon 23 Nov 17:50
        S> done
        S< ...
        S> walkin Ben Cole
        S< ...
    """)


def test_called_in_sick_names_who_waits_for_them(talk: Talk) -> None:
    """A late doctor too: a text tells who is booked, the desk tells who waits."""
    talk("""
        S> walkin Ana Ruiz lee
        S< Q001 A.R. is in line for Dr. Lee, ...
        S< ...
        S> lee late 20
        S< Dr. Lee has no visits in the next 3 hours.
        S< In line for Dr. Lee, please tell them: Q001 A.R.
        S> block lee today sick
        S< Block Dr. Lee, Mon 23 Nov? No visit is in it.
        S< [Yes] [Do not block]
        S> yes
        S< Blocked: Dr. Lee, Mon 23 Nov.
        S< Still in line for Dr. Lee: Q001 A.R. (HAND OVER Q001 ANY gives them to the others)
        S> hours lee
        S< ...
        S< ...
        S< Sat to Sun: off
        S< Dr. Lee, Mon 23 Nov, blocked (leave)
        S> hand over q001 any
        S< Q001 A.R. now waits for any doctor.
    """)


# --- who it is -------------------------------------------------------------------------------------------------------


def test_a_walk_in_who_has_a_visit_today_is_checked_in_for_it(talk: Talk, clinic: Clinic, frozen: object) -> None:
    ana = booked(clinic, "Ana Ruiz", "1", 11)
    talk(f"""
        S> walkin ana ruiz
        S< They have a visit today: A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code}). Check them in?
        S< [Check in] [A number as well] [No]
        S> check in
        S< Checked in: A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code}). Q001 A.R.
        1< You are checked in at Elm Street Clinic: ticket Q001. ...
        S> find ana
        S< A.R. ..0001: in line, Q001; Dr. Lee, Mon 23 Nov, 11am ({ana.code})
    """)


@pytest.mark.parametrize(
    ("line", "name", "doctor"),
    [
        ("walkin Zed Zimmer, no phone", "Zed Zimmer", None),
        ("walkin Zed Zimmer without a phone osei", "Zed Zimmer", "Dr. Ama Osei"),
        ("walkni Zed Zimmer patle raj", "Zed Zimmer", "Dr. Raj Patel"),
        ("walkin Nina Patel osei", "Nina Patel", "Dr. Ama Osei"),
        ("walkin Nina patel", "Nina", "Dr. Raj Patel"),
        ("walkin Zed Patle", "Zed Patle", None),
    ],
)
def test_where_the_name_ends(talk: Talk, line: str, name: str, doctor: str | None) -> None:
    talk(f"S> {line}\nS< Q001 ...\nS< No text reaches them: ...")
    ticket = Ticket.get()
    assert (ticket.patient.name, ticket.doctor.name if ticket.doctor else None) == (name, doctor)
    assert Patient.select().count() == 1


# --- seeing ----------------------------------------------------------------------------------------------------------


def test_the_line_of_one_doctor_and_the_visits_of_another_day(talk: Talk, clinic: Clinic, frozen: object) -> None:
    contact = factory.contact(clinic, "+15550100001")
    visit = factory.visit(
        Doctor.get(Doctor.name == "Dr. Maya Lee"), factory.patient(clinic, "Ana Ruiz", contact),
        dt.datetime(2026, 11, 24, 10, tzinfo=clinic.zone),
    )  # fmt: skip
    talk(f"""
        S> walkin Ben Cole
        S< ...
        S> walkin Cai Diaz osei
        S< ...
        S> queue lee
        S< The line is open: 1 waiting, 0 with a doctor.
        S< Q001 B.C., 0 min
        S> queue nobody
        S< I do not understand nobody. A doctor's name is enough, and a room's number.
        S> tomorow
        S< Tue 24 Nov. Visits: 1. Over 0, missed 0, to come 1.
        S< 10am A.R., Dr. Lee ({visit.code})
        S> lee tomorrow
        S< Tue 24 Nov. Visits: 1. Over 0, missed 0, to come 1.
        S< 10am A.R. ({visit.code})
        S> visits osei wednesday
        S< Wed 25 Nov. Visits: 0. Over 0, missed 0, to come 0.
        SLEE> today
        S< Mon 23 Nov. Visits: 0. Over 0, missed 0, to come 0.
        S> lee done?
        S> lee is late again
    """)


# --- said in one's own words -----------------------------------------------------------------------------------------


def test_what_is_almost_a_command(talk: Talk, clinic: Clinic, frozen: object) -> None:
    ana = booked(clinic, "Ana Ruiz", "1", 11)
    talk(f"""
        S> book lee friday 3pm
        S< For whom? The patient's name first, as in BOOK ANA RUIZ LEE FRIDAY 3PM.
        S> piad ana ruiz partail
        S< A.R., Dr. Lee, Mon 23 Nov, 11am ({ana.code}): partial.
        S> serch ana
        S< A.R. ..0001: Dr. Lee, Mon 23 Nov, 11am ({ana.code})
        S> late lee 20min
        S< Dr. Lee runs about 20 min late. Text the patient of 11am?
        S< [Yes] [No]
        S> no
        S< ...
        S> lee late half an hour
        S< Dr. Lee runs about 30 min late. Text the patient of 11am?
        S< [Yes] [No]
        S> no
        S< ...
        S> dr lee is sick
        S< If they are away: BLOCK LEE TODAY SICK shows the visits first.
        S> lee signed off on that, fine
        SLEE> I am sick of dr lee
        S> menu
        S< Line: NEXT, ...
        S< ...
    """)


def test_all_the_hours_of_a_day_are_opened_and_blocked(talk: Talk) -> None:
    talk("""
        S> open lee saturday 9-12 and 1-3
        S< Open Dr. Lee, Sat 28 Nov, 9am to 12 noon and Sat 28 Nov, 1pm to 3pm, as extra hours?
        S< [Yes] [No]
        S> yes
        S< ...
        S> hours saturday
        S< Sat 28 Nov:
        S< Dr. Lee: 9am to 12 noon, 1pm to 3pm
        S> block lee friday 9-10, 2-3 training
        S< Block Dr. Lee, Fri 27 Nov, 9am to 10am and Fri 27 Nov, 2pm to 3pm? No visit is in it.
        S< [Yes] [Do not block]
        S> yes
        S< ...
        S> hours friday
        S< Fri 27 Nov:
        S< Dr. Lee: 10am to 2pm, 3pm to 5pm
        S< Dr. Osei: 1pm to 5pm
    """)


def test_the_waitlists_numbers_are_names(talk: Talk, clinic: Clinic, frozen: object) -> None:
    for name in ("Ana Ruiz", "Ben Cole"):
        facts = {"date_from": dt.date(2026, 11, 24), "date_to": dt.date(2026, 11, 27), "created_at": now()}
        WaitlistEntry.create(clinic=clinic, patient=factory.patient(clinic, name), status="waiting", **facts)
    talk("""
        S> waitlist
        S< On the waitlist: 2
        S< 1. A.R., any doctor, Tue 24 Nov to Fri 27 Nov
        S< 2. B.C., any doctor, Tue 24 Nov to Fri 27 Nov
        S> priority 2 1
        S< B.C. is at priority 1 from now on.
        S> unlist 2
        S< Take A.R. off the waitlist?
        S< [Yes] [No]
        S> no
        S< ...
        S> offer #2 lee fri 3pm
        S< Offer A.R. this: Fri 27 Nov, 3pm, Dr. Lee?
        S< [Yes] [No]
        S> unlist 7
        S< I find nobody called 7 on the waitlist.
    """)
