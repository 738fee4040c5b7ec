"""Talks as they go: minds change, words are half said, somebody else is meant, thanks come in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.understanding import understand
from store.models import Appointment, Clinic
from tests import factory
from tests.understanding.test_dates import NOW

Talk = Callable[[str], None]
BOOKED = """
    > book dr lee thursday 3pm
    < Elm Street Clinic here. We text you about your visits; reply STOP to end.
    < Dr. Lee, Thu 26 Nov, 3pm. Reply C to book it, or send another time.
    > c
    < Booked: Dr. Lee, Thu 26 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
    < What name is the visit for?
    > Ana
    < Thank you, Ana. See you: Dr. Lee, Thu 26 Nov, 3pm.
"""
BOOKED_TWICE = (
    BOOKED
    + """\
    > book dr osei tuesday 2pm
    < Dr. Osei, Tue 24 Nov, 2pm. Reply C to book it, or send another time.
    > c
    < Booked: Dr. Osei, Tue 24 Nov, 2pm. Code <B>. To move it text M <B>, to cancel X <B>.
"""
)


@pytest.mark.parametrize(
    "said",
    ["move the thursday appointment to tuesday", "can u push my thurs appt to tues", "move my 3pm to tuesday 3pm"],
)
def test_of_two_visits_the_one_that_is_named_moves(talk: Talk, said: str) -> None:
    talk(
        BOOKED_TWICE
        + f"""\
        > {said}
        < Move your visit of Thu 26 Nov, 3pm to Tue 24 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > c
        < Moved: Dr. Lee, Tue 24 Nov, 3pm. New code <C>.
    """
    )


def test_late_with_a_code_and_minutes(talk: Talk) -> None:
    talk("""
        >> book dr lee today 3pm | c | Ana
        < Booked: Dr. Lee, Mon 23 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > late <A> 15
        < Thank you, the desk knows you are about 15 minutes late: Dr. Lee, Mon 23 Nov, 3pm.
        > thx 🙏
        < You are welcome. See you: Dr. Lee, Mon 23 Nov, 3pm.
    """)


def test_a_weekday_is_the_one_in_the_week_that_is_spoken_of(talk: Talk) -> None:
    talk("""
        > can i see dr lee next week
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 30 Nov, 9am
        < 2 Mon 30 Nov, 1pm
        < 3 Tue 1 Dec, 9am
        < 4 Tue 1 Dec, 1pm
        < 5 Other times
        > tues morning
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 1 Dec, 9am
        < 2 Tue 1 Dec, 9:30am
        < 3 Tue 1 Dec, 10:30am
        < 4 Tue 1 Dec, 11am
        < 5 Other times
    """)


def test_somebody_elses_visit_and_one_for_me(talk: Talk) -> None:
    talk("""
        > need appt w dr lee for my daughter Mia tmrw 9am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        > 9am is perfect
        < Booked: Dr. Lee, Tue 24 Nov, 9am (Mia). Code <A>. To move it text M <A>, to cancel X <A>.
        > also one for me same time
        < Dr. Patel, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Patel, Tue 24 Nov, 9am. Code <B>. To move it text M <B>, to cancel X <B>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Patel, Tue 24 Nov, 9am (Ana).
    """)


def test_a_name_said_before_it_is_asked_for(talk: Talk) -> None:
    talk("""
        > book for my son
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > Leo
        < All right, for Leo.
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > lee friday 2pm
        < Dr. Lee, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Fri 27 Nov, 2pm (Leo). Code <A>. To move it text M <A>, to cancel X <A>.
    """)
    assert Appointment.get().patient.name == "Leo"


@pytest.mark.parametrize(
    "said", ["let me check with my wife first", "Zhang?", "hmm", "ask my husband", "wait, which day"]
)
def test_what_is_no_yes_books_nothing(talk: Talk, said: str) -> None:
    talk(f"""
        > book dr lee friday 2pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > {said}
        < Sorry, I did not get that.
        < Dr. Lee, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
    """)
    assert Appointment.select().count() == 0


def test_words_of_a_mistake_are_no_name(talk: Talk) -> None:
    talk("""
        > book dr lee friday 2pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Fri 27 Nov, 2pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Fri 27 Nov, 2pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > wait that was wrong
        < Sorry, I did not get that.
        < What name is the visit for?
        > make it 4
        < Move your visit of Fri 27 Nov, 2pm to Fri 27 Nov, 4pm with Dr. Lee? Reply C to move it, or send another time.
        > yes
        < Moved: Dr. Lee, Fri 27 Nov, 4pm. New code <B>.
        < What name is the visit for?
    """)


def test_when_was_it_again(talk: Talk) -> None:
    talk(
        BOOKED
        + """\
        > what time is it again?
        < Dr. Lee, Thu 26 Nov, 3pm. Code <A>. Text M <A> to move it, X <A> to cancel.
        < At 12 Elm Street.
        < For your calendar: https://desk.example.com/c/...
    """
    )


def test_no_mornings_and_later_than_that(talk: Talk) -> None:
    talk("""
        > no mornings please, dr lee thursday
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Thu 26 Nov, 12 noon
        < 2 Thu 26 Nov, 1pm
        < 3 Thu 26 Nov, 2:30pm
        < 4 Thu 26 Nov, 3:30pm
        < 5 Other times
        > later than that
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Thu 26 Nov, 4pm
        < 2 Thu 26 Nov, 4:30pm
    """)


def test_before_the_clinic_opens_it_is_closed_and_other_times_are_others(talk: Talk) -> None:
    talk("""
        > can i come tomorrow at 8?
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < The clinic is closed then (Tue 24 Nov, 8am).
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 9:30am
        < 3 Wed 25 Nov, 9am
        < 4 Thu 26 Nov, 9am
        < 5 Other times
        > 5
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 10am
        < 2 Tue 24 Nov, 10:30am
        < 3 Fri 27 Nov, 9am
        < 4 Mon 30 Nov, 9am
        < 5 Other times
    """)


def test_an_answer_to_nothing_that_says_when_begins_a_booking(talk: Talk) -> None:
    talk("""
        > Yes, that will work but I need to make it on the 27th at morning 9:30
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Fri 27 Nov, 9:30am. Reply C to book it, or send another time.
    """)


def test_a_day_given_twice_is_the_one_that_explains_the_other() -> None:
    assert understand("tomorrow at 11:30. That's the 25th of this month", now=NOW).date == NOW.replace(day=25).date()


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        ("book dr lee next tuesday 3pm", "Tue 1 Dec, 3pm"),  # of the following calendar week
        ("book dr lee tuesday 3pm", "Tue 24 Nov, 3pm"),  # the nearest to come
        ("book dr lee monday at 3", "Mon 23 Nov, 3pm"),  # named on that same day, while the clinic is open
        ("book dr lee monday at 9", "Mon 30 Nov, 9am"),  # nine has struck
        ("book dr lee 12/1 at 10", "Tue 1 Dec, 10am"),  # as the clinic's country writes it
        ("book dr lee the day after thanksgiving 11am", "Fri 27 Nov, 11am"),
    ],
)
def test_the_reply_repeats_weekday_and_date(talk: Talk, said: str, read_back: str) -> None:
    talk(f"""
        > {said}
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, {read_back}. Reply C to book it, or send another time.
    """)


def test_a_name_is_still_asked_for_after_the_visit_was_moved_first(talk: Talk) -> None:
    talk("""
        > is dr lee free thursday? my knee hurts
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Thu 26 Nov, 9am
        < ...
        > 1
        < Booked: Dr. Lee, Thu 26 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > can we do tuesday 3pm instead
        < Move your visit of Thu 26 Nov, 9am to Tue 24 Nov, 3pm with Dr. Lee? Reply C to move it, or send another time.
        > c
        < Moved: Dr. Lee, Tue 24 Nov, 3pm. New code <B>.
        < What name is the visit for?
        > Jo Mendez
        < Thank you, Jo Mendez. See you: Dr. Lee, Tue 24 Nov, 3pm.
    """)


def test_thanks_in_the_middle_do_not_bring_the_list_again(talk: Talk) -> None:
    talk("""
        > dr lee thursday
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Thu 26 Nov, 9am
        < ...
        > thank you!
        < You are welcome.
        > 1
        < Booked: Dr. Lee, Thu 26 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
    """)


def test_the_husband_comes_too_at_the_same_time_and_then_does_not(talk: Talk) -> None:
    talk(
        BOOKED
        + """\
        > actually my husband needs to come too, same time if possible
        < These are free. Reply with a number or another day:
        < 1 Thu 26 Nov, 3pm, Dr. Patel
        < 2 Thu 26 Nov, 3pm, Dr. Osei
        > 2
        < Booked: Dr. Osei, Thu 26 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        < What is the name of your husband?
        > his name is Ted
        < Thank you, Ted. See you: Dr. Osei, Thu 26 Nov, 3pm (Ted).
        > what do i have now
        < You have 2 visits:
        < <A>: Dr. Lee, Thu 26 Nov, 3pm (Ana)
        < <B>: Dr. Osei, Thu 26 Nov, 3pm (Ted)
        < Text X and the code to cancel, M and the code to move, as in X <A>.
        > book
        < Who is the visit for?
        < 1 Ana
        < 2 Ted
        < 3 Someone else
        > cancel teds
        < Cancelled: Dr. Osei, Thu 26 Nov, 3pm (Ted). To book again, text BOOK.
    """
    )


@pytest.mark.parametrize("name", ["Flo Gray", "Nora Blood"])
def test_a_name_that_sounds_like_a_service_is_a_name(talk: Talk, clinic: Clinic, name: str) -> None:
    factory.service(clinic, "Flu shot")
    factory.service(clinic, "Blood test")
    talk(f"""
        > queue
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are in line: number Q001, you are next. Text HERE when you arrive, LEAVE to step out.
        < What name shall we call?
        > {name}
        < Thank you, {name}.
    """)
