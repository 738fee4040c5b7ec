"""What people add when the matter seemed settled."""

from __future__ import annotations

from collections.abc import Callable

from store import settings
from store.models import Clinic
from tests import factory

Talk = Callable[[str], None]


def test_one_more_person_right_after(talk: Talk) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > and one for Leo right after
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 3:30pm
        < 2 Tue 24 Nov, 4pm
        < 3 Tue 24 Nov, 4:30pm
        > 1
        < Booked: Dr. Lee, Tue 24 Nov, 3:30pm (Leo). Code <B>. To move it text M <B>, to cancel X <B>.
        < What is your name?
    """)


def test_a_relative_comes_too(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > oh wait can my son come too
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 3:30pm
        < ...
    """)


def test_the_old_time_was_better(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > move it to thursday 10am
        < Move your visit of Tue 24 Nov, 3pm to Thu 26 Nov, 10am with Dr. Lee? Reply C to move it, or send another time.
        > c
        < Moved: Dr. Lee, Thu 26 Nov, 10am. New code <B>.
        > nah the old time was better
        < Move your visit of Thu 26 Nov, 10am to Tue 24 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > yes
        < Moved: Dr. Lee, Tue 24 Nov, 3pm. New code <C>.
    """)


def test_in_the_line(talk: Talk) -> None:
    talk("""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > Tom
        < Thank you, Tom.
        > where am i
        < You are in line: number Q001, you are next.
        > away for a bit
        < ...
        > im back
        < Welcome! You are in line: number Q001, you are next.
        > actually leave it
        < You are still in line as Q001. Shall I take you out? Reply Y or N.
        > no
        < You are in line: number Q001, you are next.
    """)


def test_the_waitlist_is_forgotten(talk: Talk) -> None:
    talk("""
        > waitlist dr lee this week
        < ...
        > Ana
        < ...
        > actually forget the waiting list
        < You are off the waitlist.
    """)


def test_a_closed_day_and_a_doctor_who_is_not_in(talk: Talk) -> None:
    talk("""
        > can i come sunday morning
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < The clinic is closed on Sun 29 Nov.
        < ...
        > dr patel on wednesday then
        < Dr. Patel is not in on Wed 2 Dec.
        < ...
    """)


def test_what_it_costs(talk: Talk, clinic: Clinic) -> None:
    factory.service(clinic, "Check-up", fee_cents=9950)
    talk("""
        > how much is a visit?
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < I do not know that. Text AGENT and the desk will tell you.
        > is there parking
        < I do not know that. Text AGENT and the desk will tell you.
    """)
    talk("""
        > can i get a reminder the day before?
        < Yes, we text you 24 hours and 3 hours before your visit.
        > me mandan recordatorio?
        < Yes, we text you 24 hours and 3 hours before your visit.
    """)
    settings.put(clinic, {"payment_enabled": True})
    talk("""
        > what does it cost
        < Check-up: 99.50 USD.
    """)
    talk("""
        > cuanto cuesta?
        < ...
    """)
