"""Recurring visits booked in the staff chat (B15), and what belongs to the doctor alone (B14)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import settings
from store.models import Appointment, Audit, Clinic, OutboxMessage, Question
from tests import factory

Talk = Callable[[str], None]


@pytest.fixture
def ana(clinic: Clinic, frozen: object) -> None:
    factory.patient(clinic, "Ana Ruiz", factory.contact(clinic))


def test_every_two_weeks_three_times_then_the_rest_is_cancelled(talk: Talk, ana: None) -> None:
    talk("""
        S> book ana ruiz lee tuesday 10am every 2 weeks x3
        S< Book A.R. with Dr. Lee, Tue 24 Nov, 10am, then every 2 weeks, 3 visits in all?
        S< [Yes] [No]
        S> yes
        S< Booked for A.R., 3 visits in all:
        S< Tue 24 Nov, 10am (<A>)
        S< Tue 8 Dec, 10am (<B>)
        S< Tue 22 Dec, 10am (<C>)
        S< The patient gets a text.
        1< Elm Street Clinic: 3 visits with Dr. Lee are booked for you: Tue 24 Nov, 10am, then every 2 weeks. Text STATUS to see them.
        S> cancel <B>
        S< A.R., Dr. Lee, Tue 8 Dec, 10am (<B>) is one of a series; 2 are still to come. Cancel which?
        S< [Only this one] [This and the rest] [No]
        S> [This and the rest]
        S< Cancelled, 2 visits in all, from A.R., Dr. Lee, Tue 8 Dec, 10am (<B>) on.
        S< The patient gets a text.
        1< Elm Street Clinic: sorry, 2 visits with Dr. Lee from Tue 8 Dec, 10am on are cancelled. Text BOOK for a new time.
    """)
    assert [visit.status for visit in Appointment.select().order_by(Appointment.starts_at, Appointment.id)] == [
        "confirmed", "cancelled", "cancelled",
    ]  # fmt: skip


TAKEN = """
        S> book ben cole lee {day} 10am
        S< ...
        S> yes
        S< Booked: B.C., Dr. Lee, ...
        S< No text reaches the patient: please call."""


def test_a_date_that_is_taken_is_named_with_what_can_be_had_instead(talk: Talk, clinic: Clinic, ana: None) -> None:
    factory.patient(clinic, "Ben Cole")
    talk(TAKEN.format(day="1 december"))
    talk("""
        S> book ana ruiz lee tuesday 10am weekly 3 times
        S< 1 of 3 dates cannot be had: Tue 1 Dec.
        S< Which instead?
        S< [From Tue 24 Nov, 9:30am: all 3] [From Tue 24 Nov, 10:30am: all 3] [From Wed 25 Nov, 10am: all 3] [From Thu 26 Nov, 10am: all 3] [The other 2, from Tue 24 Nov, 10am] [No]
        S> yes
        S< Which of these, 1 to 6?
        S< 1 From Tue 24 Nov, 9:30am: all 3
        S< ...
        S> no
        S< All right, nothing was changed.
        S> book ana ruiz lee tuesday 10am weekly 3 times
        S< ...
        S> 1
        S< Book A.R. with Dr. Lee, Tue 24 Nov, 9:30am, then every week, 3 visits in all?
        S< [Yes] [No]
        S> no
        S< ...
        S> book ana ruiz lee tuesday 10am weekly 3 times
        S< ...
        S> [The other 2, from Tue 24 Nov, 10am]
        S< Booked for A.R., 2 visits in all:
        S< Tue 24 Nov, 10am (<A>)
        S< Tue 8 Dec, 10am (<B>)
        S< The patient gets a text.
        1< Elm Street Clinic: 2 visits with Dr. Lee are booked for you: Tue 24 Nov, 10am, then every week, with a gap. Text STATUS to see them.
    """)


def test_a_series_whose_first_date_is_taken_may_begin_later(talk: Talk, clinic: Clinic, ana: None) -> None:
    factory.patient(clinic, "Ben Cole")
    talk(TAKEN.format(day="tuesday"))
    talk("""
        S> book ana ruiz lee tuesday 10am every 2 weeks x3
        S< 1 of 3 dates cannot be had: Tue 24 Nov.
        S< Which instead?
        S< [From Tue 24 Nov, 9:30am: all 3] [From Tue 24 Nov, 10:30am: all 3] [From Wed 25 Nov, 10am: all 3] [From Thu 26 Nov, 10am: all 3] [The other 2, from Tue 8 Dec, 10am] [No]
        S> 5
        S< Booked for A.R., 2 visits in all:
        S< Tue 8 Dec, 10am (<A>)
        S< Tue 22 Dec, 10am (<B>)
        S< The patient gets a text.
        1< Elm Street Clinic: 2 visits with Dr. Lee are booked for you: Tue 8 Dec, 10am, then every 2 weeks. Text STATUS to see them.
        S> book ana ruiz patel friday 10am weekly x2
        S< 2 of 2 dates cannot be had: Fri 27 Nov, Fri 4 Dec.
        S< Which instead?
        S< [From Thu 3 Dec, 10am: all 2] [From Thu 10 Dec, 10am: all 2] [No]
    """)


def test_a_date_taken_while_the_desk_was_asked_books_none_and_says_which(talk: Talk, clinic: Clinic, ana: None) -> None:
    factory.patient(clinic, "Ben Cole")
    talk("""
        S> book ana ruiz lee tuesday 10am weekly 3 times
        S< Book A.R. with Dr. Lee, Tue 24 Nov, 10am, then every week, 3 visits in all?
        S< [Yes] [No]
        SANA> book ben cole lee 1 december 10am
        S< ...
        SANA> yes
        S< ...
        S< ...
        S> yes
        S< Nothing was booked: 1 of 3 dates cannot be had.
        S< Tue 1 Dec, 10am: free instead Tue 1 Dec, 9:30am, Dr. Lee; Tue 1 Dec, 10am, Dr. Patel
    """)
    assert Appointment.select().count() == 1


def test_a_series_with_a_fee_brings_one_link(talk: Talk, clinic: Clinic, ana: None) -> None:
    factory.service(clinic, fee_cents=8000)
    talk("""
        S> set payment_enabled on
        S< payment_enabled is now on.
        S> set payment_link_template = https://pay.example/{reference}?amount={amount}
        S< payment_link_template is now https://pay.example/{reference}?amount={amount}.
        S> book ana ruiz lee tuesday 10am every other week x2
        S< Book A.R. with Dr. Lee, Tue 24 Nov, 10am, then every 2 weeks, 2 visits in all?
        S< [Yes] [No]
        S> yes
        S< Booked for A.R., 2 visits in all:
        S< Tue 24 Nov, 10am (<A>)
        S< Tue 8 Dec, 10am (<B>)
        S< The patient gets a text.
        1< Elm Street Clinic: 2 visits with Dr. Lee are booked for you: Tue 24 Nov, 10am, then every 2 weeks. Text STATUS to see them.
        1< Elm Street Clinic: pay 80.00 USD for your visit Tue 24 Nov, 10am here: https://pay.example/APT-20261124-0001?amount=80.00
    """)
    assert settings.of(clinic).payment_link_template.startswith("https://pay.example/{reference}")


def test_a_note_is_the_doctors_own(talk: Talk, clinic: Clinic, ana: None) -> None:
    talk("""
        S> book ana ruiz lee tuesday 10am
        S< Book A.R. with Dr. Lee, Tue 24 Nov, 10am?
        S< [Yes] [No]
        S> yes
        S< Booked: A.R., Dr. Lee, Tue 24 Nov, 10am (<A>).
        S< The patient gets a text.
        1< Elm Street Clinic: booked for you: Dr. Lee, Tue 24 Nov, 10am. ...
        SANA> note <A>: sentinel rash
        S< That is for the role doctor. HELP shows what you can say.
        S> note <A>: sentinel rash
        S< That is for the role doctor. HELP shows what you can say.
        SLEE> note <A>: sentinel rash
        S< Nothing is written: others read along here. Tell me alone, or open the visit on the board.
        LEE> note <A>: sentinel rash
        LEE< Noted for A.R., Dr. Lee, Tue 24 Nov, 10am (<A>).
    """)
    assert Appointment.get().notes == "Mon 23 Nov, Maya: sentinel rash"
    assert not OutboxMessage.select().where(OutboxMessage.text.contains("sentinel")).exists()
    assert not [row for row in Audit.select() if "sentinel" in f"{row.before}{row.after}"]


def test_a_note_that_does_not_say_which_visit_is_kept_no_longer_than_it_is_asked_about(
    talk: Talk, clinic: Clinic, ana: None
) -> None:
    talk("""
        S> book ana ruiz lee tuesday 10am
        S< ...
        S> yes
        S< Booked: A.R., Dr. Lee, Tue 24 Nov, 10am (<A>).
        S< ...
        S> book ana ruiz lee wednesday 10am
        S< ...
        S> yes
        S< Booked: A.R., Dr. Lee, Wed 25 Nov, 10am (<B>).
        S< ...
        LEE> note ana: sentinel rash
        LEE< Which visit?
        LEE< [A.R., Dr. Lee, Tue 24 Nov, 10am (<A>)] [A.R., Dr. Lee, Wed 25 Nov, 10am (<B>)]
        LEE> 2
        LEE< Noted for A.R., Dr. Lee, Wed 25 Nov, 10am (<B>).
    """)
    assert [row.notes for row in Appointment.select().order_by(Appointment.id)][1].endswith("sentinel rash")
    assert not [row for row in Question.select() if "sentinel" in f"{row.context}{row.choices}"]
