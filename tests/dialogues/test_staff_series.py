"""Recurring visits booked in the staff chat (B15), and what belongs to the doctor alone (B14)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import settings
from store.models import Appointment, Audit, Clinic, OutboxMessage
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
    assert [visit.status for visit in Appointment.select().order_by(Appointment.starts_at)] == [
        "confirmed", "cancelled", "cancelled",
    ]  # fmt: skip


def test_one_date_that_is_taken_books_none_and_names_what_is_free(talk: Talk, clinic: Clinic, ana: None) -> None:
    factory.patient(clinic, "Ben Cole")
    talk("""
        S> book ben cole lee 1 december 10am
        S< Book B.C. with Dr. Lee, Tue 1 Dec, 10am?
        S< [Yes] [No]
        S> yes
        S< Booked: B.C., Dr. Lee, Tue 1 Dec, 10am (<A>).
        S< No text reaches the patient: please call.
        S> book ana ruiz lee tuesday 10am weekly 3 times
        S< Book A.R. with Dr. Lee, Tue 24 Nov, 10am, then every 1 week, 3 visits in all?
        S< [Yes] [No]
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
        S< That is for the role doctor or admin. HELP shows what you can say.
        SLEE> note <A>: sentinel rash
        S< Noted for A.R., Dr. Lee, Tue 24 Nov, 10am (<A>).
    """)
    assert Appointment.get().notes == "Mon 23 Nov, Maya: sentinel rash"
    assert not OutboxMessage.select().where(OutboxMessage.text.contains("sentinel")).exists()
    assert not [row for row in Audit.select() if "sentinel" in f"{row.before}{row.after}"]
